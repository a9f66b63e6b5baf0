import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { rules } from '../src/rules/index.ts'
import { judge } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

const folder = new URL('../blueprints/', import.meta.url)
const texts = [
  ...rules.filter(({ theme }) => theme !== 'reading').map(({ bad }) => bad),
  ...readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')),
]

/** The same in another order: keys of maps and entries of lists; phases alone have an order of their own. */
function shuffled(value: unknown, next: () => number, key = ''): unknown {
  const mixed = <T>(all: readonly T[]): T[] =>
    all
      .map((one) => ({ one, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
  if (Array.isArray(value)) {
    const inner = value.map((one) => shuffled(one, next))
    return key === 'phases' ? inner : mixed(inner)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(mixed(Object.entries(value).map(([name, one]) => [name, shuffled(one, next, name)])))
}

it('findings keep their fingerprints whatever stands first in the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), async (text, seed) => {
      let state = seed
      const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648)
      const data = parse(text) as { start?: unknown; steps: object }
      // Where nothing is said, the first step is the start: that order means something.
      data.start ??= Object.keys(data.steps)[0]
      const prints = async (of: unknown) =>
        (await judge(stringify(of, { aliasDuplicateObjects: false }))).findings.map(
          ({ rule, fingerprint }) => `${rule} ${fingerprint}`,
        )
      const other = shuffled(data, next)
      expect((await prints(other)).sort()).toEqual((await prints(data)).sort())
    }),
    runs(300),
  )
})
