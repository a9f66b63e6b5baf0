import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted } from '../src/read/fitting.ts'
import type { DocumentKind } from '../src/read/mold.ts'
import { type NameKind, normalize } from '../src/read/normalize.ts'
import type { Outline } from '../src/read/outline.ts'
import { schemas } from '../src/read/schemas.ts'
import { validators } from '../src/read/validate.ts'
import { parseOrdinary } from '../src/read/yaml-ordinary.ts'
import { damagedData } from './fuzz/damage.ts'
import { chanceFrom } from './fuzz/chance.ts'
import { services } from './fuzz/language.ts'
import { many } from './helpers/random.ts'

/**
 * What fits the schema is seen in one pass. Ajv is the authority: what it refuses must not be taken, and what it takes,
 * with the values that `normalize` makes, must come out the same. What it takes may be left to it, but hardly ever is.
 */

const seen = { taken: 0, left: 0, refused: 0 }

function compare(outline: Outline, kind: DocumentKind): void {
  const { data, mentions } = normalize(outline.root, schemas[kind])
  const isValid = validators[kind](data)
  const fit = fitted(outline, kind)
  if (!isValid) seen.refused += 1
  else if (fit) seen.taken += 1
  else seen.left += 1
  if (!fit) return
  expect(isValid).toBe(true)
  expect(fit.data).toEqual(data)
  const names = (kind: NameKind) => new Set(mentions.flatMap((one) => (one.kind === kind ? [one.name] : [])))
  const kinds = new Set(mentions.map(({ kind }) => kind).filter((kind) => kind !== 'fact'))
  expect(fit.uses).toEqual(new Map([...kinds].map((kind) => [kind, names(kind)])))
}

const folder = new URL('../', import.meta.url)
const shipped = ['blueprints', 'test/cases', 'test/examples'].flatMap((within) =>
  readdirSync(new URL(within, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'utf8')),
)

describe('what fits the schema, in one pass', () => {
  it('is what the validator takes, in every file here', () => {
    for (const text of shipped)
      for (const kind of ['blueprint', 'organization', 'config'] as const) {
        const outline = parseOrdinary(text)
        if (outline) compare(outline, kind)
      }
    expect(seen.taken).toBeGreaterThan(300)
    expect(seen.left).toBe(0)
  })

  it('is what the validator takes, in any blueprint and organization, whole and damaged', () => {
    fc.assert(
      fc.property(services(), fc.integer(), ({ blueprint, organization }, seed) => {
        const chance = chanceFrom(seed)
        for (const [data, kind] of [
          [blueprint, 'blueprint'],
          [organization, 'organization'],
        ] as const) {
          if (data === undefined) continue
          for (const one of [data, damagedData(data, chance)]) {
            const outline = parseOrdinary(`${JSON.stringify(one, null, 1)}\n`)
            if (outline) compare(outline, kind)
          }
        }
      }),
      many(200),
    )
    expect(seen.taken).toBeGreaterThan(500)
    expect(seen.refused).toBeGreaterThan(50)
    expect(seen.left / seen.taken).toBeLessThan(0.01)
  })
})
