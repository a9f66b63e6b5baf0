import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCarefully } from '../src/read/yaml-carefully.ts'
import { parseOrdinary } from '../src/read/yaml-ordinary.ts'
import { expectReadAlike } from './helpers/yaml-places.ts'
import { many } from './helpers/random.ts'
import { mutantsOf, ordinary, soups, unusual } from './helpers/yaml-styles.ts'

/**
 * Two readers stand behind one door: the fast one for nearly every file, the careful one for what it hands over. A file
 * must not change its meaning when an anchor is added somewhere, so what the fast one takes the careful one reads alike:
 * the same values, the same texts, the same places. `many` says how to have 100,000 of everything.
 */

const folder = fileURLToPath(new URL('..', import.meta.url))
const files = ['blueprints', 'test/cases'].flatMap((within) =>
  readdirSync(join(folder, within), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') })),
)
const texts = fc.constantFrom(...files.map(({ text }) => text).filter((text) => text.length < 2_000))

describe('the two readers', () => {
  it('take and read every blueprint here alike', () => {
    expect(files.length).toBeGreaterThan(100)
    for (const { name, text } of files) expect(expectReadAlike(text, name), name).toBe(true)
  })

  it('take and read blueprints with the line ends of Windows alike', () => {
    for (const { name, text } of files.filter((_, position) => position % 4 === 0))
      expect(expectReadAlike(text.replaceAll('\n', '\r\n'), name), name).toBe(true)
  })

  it('take and read all ordinary styles of writing alike', () =>
    fc.assert(
      fc.property(ordinary, (text) => {
        expect(expectReadAlike(text), text).toBe(true)
      }),
      many(400),
    ))

  // So many of a hundred the fast reader takes at least; it would be of no use if it handed nearly everything over.
  it.each([
    ['unusual styles', unusual, 400, 5],
    ['signs in no order', soups, 3_000, 5],
    ['ordinary styles after slips', mutantsOf(ordinary), 400, 15],
    ['short blueprints after slips', mutantsOf(texts), 300, 15],
  ])('read %s alike, or hand them over', (_, documents, times, share) => {
    const { numRuns, seed } = many(times)
    let taken = 0
    fc.assert(
      fc.property(documents, (text) => {
        if (expectReadAlike(text)) taken += 1
      }),
      { numRuns, seed },
    )
    if (process.env['FUZZ_RUNS']) console.log(`${taken} of ${numRuns} taken`)
    expect(taken).toBeGreaterThanOrEqual((numRuns * share) / 100)
  })

  it.each(['<<: { a: b }\n', '__proto__: a\n', 'null: a\n~: b\ntrue: c\n', '1: a\n0x1: b\n', 'yes: no\n'])(
    'take the keys of %j as they are written',
    (text) => expect(expectReadAlike(text)).toBe(true),
  )

  it.each([
    'a: &b c\n',
    '&a b: c\n',
    'a: &b [c]\n',
    'a: *b\n',
    'a: !!str b\n',
    'a: !b {}\n',
    '%YAML 1.2\n---\na: b\n',
    'a: b\n---\nc: d\n',
    'a: b\n...\n...\n',
    'a: b\n...\nc: d\n',
    'a: "b"\n  c: d\n',
    'a:\n  - "b"\n    - c\n',
    'a: |\n  b\n ',
    'a: |\n    \n  b\n',
    '{ a: "b\n--- c" }\n',
    '{ a: b,\n--- : c }\n',
    'a: [[b\n]]\n',
    'a: [b[c]\n',
    'a: { b: c{d }\n',
    'a: [b # c\n  d]\n',
    'a: b # c\n  d\n',
    '? a\n: b\n',
    '{ a, b: c }\n',
    'a: [b: c]\n',
    'a:\tb\n',
    'a: b\rc: d\n',
    'a: b\u0085c: d\n',
    'a: b\u2028c: d\n',
    '# b\n\uFEFFa: b\n',
    'a: "b\\\n  c"\n',
    'a: |1\n  b\n',
    'a: 1\nb: 2\na: 3\n',
    'a: { b: 1, "b": 2 }\n',
    '- a\n',
    'a\n',
    '"a: b"\n',
    '# a\n',
    '',
    `${'k'.repeat(1_100)}: a\n`,
  ])('leave %j to the careful one', (text) => expect(parseOrdinary(text)).toBeUndefined())

  // Keys are compared one by one in small maps, and only where they are alike; in large ones all at once.
  it.each([2, 15, 16, 17, 18, 60])('take a map of %d keys, and leave it alone where two are the same', (size) => {
    const keys = Array.from({ length: size }, (_, position) => `k${position}-${'abc'[position % 3]}x`)
    const inLines = (all: readonly string[]) => all.map((key) => `${key}: 1\n`).join('')
    const inBrackets = (all: readonly string[]) => `a: { ${all.map((key) => `${key}: 1`).join(', ')} }\n`
    for (const write of [inLines, inBrackets]) {
      expect(expectReadAlike(write(keys))).toBe(true)
      for (const [one, other] of [
        [0, size - 1],
        [0, 1],
        [size - 2, size - 1],
      ] as const) {
        expect(parseOrdinary(write(keys.with(other, keys[one]!)))).toBeUndefined()
        expect(parseOrdinary(write(keys.with(other, `"${keys[one]}"`)))).toBeUndefined()
        expect(parseOrdinary(write(keys.with(one, `"${keys[other]}"`)))).toBeUndefined()
      }
    }
  })

  it('know every sign that a backslash can begin, and no other', () => {
    for (let code = 0x20; code < 0x7f; code += 1) {
      const sign = String.fromCharCode(code)
      const taken = expectReadAlike(`a: "\\${sign}00000041"\n`)
      expect(taken, sign).toBe('0abtnvfre "/\\N_LPxuU'.includes(sign))
    }
    expect(parseOrdinary('a: "\\U00110000"\n')).toBeUndefined()
  })

  it.each([
    ['blocks', (depth: number) => nested(depth, (n) => `${' '.repeat(n)}a:\n`)],
    ['brackets', (depth: number) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}\n`],
    ['maps in brackets', (depth: number) => `a: ${'{ a: '.repeat(depth - 1)}${'}'.repeat(depth - 1)}\n`],
    ['lists on one line', (depth: number) => `a:\n  ${'- '.repeat(depth - 1)}b\n`],
  ])('go 64 deep into %s, and no deeper', (_, at) => {
    expect(expectReadAlike(at(64))).toBe(true)
    expect(parseOrdinary(at(65))).toBeUndefined()
    expect(parseCarefully(at(65))).toMatchObject({ slips: [{ message: expect.stringContaining('more than 64 deep') }] })
  })
})

const nested = (depth: number, line: (position: number) => string): string =>
  Array.from({ length: depth }, (_, position) => line(position)).join('')
