import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { rules } from '../src/rules/index.ts'
import { abbreviated } from './fuzz/abbreviated.ts'
import { chanceFrom } from './fuzz/chance.ts'
import { written } from './fuzz/handwriting.ts'
import { services } from './fuzz/language.ts'
import { judgeAll } from './helpers/judge.ts'
import { many } from './helpers/random.ts'
import { handwrittenTexts } from './remedies/inputs.ts'
import { livelier } from './witness/livelier.ts'
import { checks, slipsIn, type Texts, today } from './witness/slips.ts'

// What every finding shows, looked up again in the text by a reader of its own: that the way is one, that the places are
// there, that what is claimed is so, and that it is no surer than what it stands on.

async function slipsOf(texts: Texts, seen = new Map<string, number>()): Promise<string[]> {
  const { blueprints, organization } = texts
  const none = { unavailable: 'is not there', help: '' }
  const result = await judgeAll({ ...blueprints }, { today, organization: () => organization ?? none })
  expect(result.faults).toEqual([])
  return slipsIn(result, texts, seen)
}

const alone = (text: string): Texts => ({ blueprints: { 'a.blueprint.yaml': text } })

describe('what a finding shows', () => {
  it('is looked up for every rule that judges', () => {
    const judging = rules.filter(({ theme }) => theme !== 'reading').map(({ id }) => id)
    expect(Object.keys(checks).sort()).toEqual(judging.sort())
  })

  it('is so, in blueprints that people wrote', async () => {
    const seen = new Map<string, number>()
    const slips: string[] = []
    for (const { name, text, beside } of handwrittenTexts()) {
      const others = beside === undefined ? {} : { 'beside.blueprint.yaml': beside }
      const found = await slipsOf({ blueprints: { ...others, 'a.blueprint.yaml': text } }, seen)
      slips.push(...found.map((slip) => `${name}: ${slip}`))
    }
    expect(slips).toEqual([])
    expect([...seen.keys()].sort()).toEqual(Object.keys(checks).sort())
  })

  it('is so in random ones, in whatever hand they are written', async () => {
    const text = fc.constantFrom('The mail is lost', 'Soon', 'Nobody comes')
    await fc.assert(
      fc.asyncProperty(services({ text }), fc.nat(), async (random, seed) => {
        const { blueprint, organization } = livelier(random, seed)
        const chance = chanceFrom(seed)
        // A byte order mark is no part of the text that places are in.
        const hand = (data: object): string => written(abbreviated(data, chance), chance).replace(/^\ufeff/, '')
        const shared = organization && { organization: { file: 'acme.organization.yaml', text: hand(organization) } }
        const mine = hand(blueprint)
        // An empty value and a blank line with a tab behind it: `yaml` takes the tab for indentation.
        fc.pre([mine, shared?.organization.text ?? ''].every((one) => parseDocument(one).errors.length === 0))
        expect(await slipsOf({ ...alone(mine), ...shared })).toEqual([])
      }),
      many(30),
    )
  })

  it('is so at the end of a way of which only the end is told', async () => {
    const steps = Array.from({ length: 130 }, (_, i) => `  s${i}: { lane: backstage, owner: desk, next: s${i + 1} }\n`)
    const last =
      '  s130: { lane: backstage, owner: van, needs: number, claims: away, produces: number, outcome: lost }\n'
    const away = '  away: { lane: customer, outcome: served }\n'
    const promise = 'promises: { soon: { says: Soon, made: s0, kept: s130, within: 1h } }\n'
    const head = 'blueprint: 1\ntitle: A long way\nowners: { desk: {}, van: { kind: system } }\n'
    const text = `${head}${promise}steps:\n${steps.join('')}${last}${away}`.replace(
      'owner: desk, next: s1 }',
      'owner: desk, next: [s1, away] }',
    )
    const seen = new Map<string, number>()
    expect(await slipsOf(alone(text), seen)).toEqual([])
    const told = ['lost-customer', 'missing-information', 'premature-claim', 'untold-promise', 'system-in-charge']
    expect([...seen.keys()]).toEqual(expect.arrayContaining(told))
  })
})
