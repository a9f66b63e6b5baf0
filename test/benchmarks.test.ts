import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// 1,386 process models from industry, each with its published verdict. The data is not part of the project: it is looked
// for beside it, in shared/benchmarks.
const file = new URL('../../shared/benchmarks/ibm-process-models.jsonl.gz', import.meta.url)
const isHere = existsSync(file)

type Kind = string | { readonly kind: string }
interface Model {
  readonly id: string
  readonly sound: boolean
  readonly nodes: readonly Kind[]
  readonly edges: readonly (readonly [number, number])[]
}

const soundness = new Set(['dead-end', 'trap', 'unreachable-step', 'stuck-join', 'double-run'])
const kindOf = (node: Kind): string => (typeof node === 'string' ? node : node.kind)

/** Every node is a step; `and` joins and splits all, an end is an outcome, several starts are alternatives. */
function blueprintOf({ id, nodes, edges }: Model): string {
  const steps = nodes.map((node, i) => {
    const into = edges.filter(([, to]) => to === i).length
    const next = edges.filter(([from]) => from === i).map(([, to]) => `n${to}`)
    const isAnd = kindOf(node) === 'and'
    const isEnd = kindOf(node) === 'end' && next.length === 0
    const ways = next.length === 1 ? next[0] : `[${next.map((to) => `{ to: ${to} }`).join(', ')}]`
    return `  n${i}: { lane: backstage, owner: team${isAnd && into > 1 ? ', join: all' : ''}${isAnd && next.length > 1 ? ', split: all' : ''}${isEnd ? ', outcome: served' : next.length > 0 ? `, next: ${ways}` : ''} }`
  })
  const starts = nodes.flatMap((_, i) => (edges.some(([, to]) => to === i) ? [] : [`n${i}`]))
  return `blueprint: 1\ntitle: ${JSON.stringify(id)}\naccountable: team\nstart: [${(starts.length > 0 ? starts : ['n0']).join(', ')}]\nowners: { team: {} }\nsteps:\n${steps.join('\n')}\n`
}

describe('models from industry', () => {
  it.skipIf(!isHere)(
    isHere ? 'are all judged as published' : 'are not here (shared/benchmarks): skipped',
    async () => {
      const models = gunzipSync(readFileSync(file))
        .toString()
        .trim()
        .split('\n')
        .map((line): Model => JSON.parse(line))
      const wrong: string[] = []
      for (const model of models) {
        const { findings, notAssessable, unread, faults } = await judge(blueprintOf(model), {
          asks: ({ id }) => soundness.has(id),
        })
        expect({ unread, faults }).toEqual({ unread: [], faults: [] })
        if (notAssessable.length > 0) wrong.push(`${model.id} undecided`)
        const isSound = findings.length === 0
        if (isSound !== model.sound)
          wrong.push(
            `${model.id}: published ${model.sound ? 'sound' : 'not sound'}, found ${findings.map(({ rule }) => rule)}`,
          )
      }
      expect(models).toHaveLength(1_386)
      expect(wrong).toEqual([])
    },
    60_000,
  )
})
