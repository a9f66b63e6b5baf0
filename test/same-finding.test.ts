import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { against } from '../src/audit/standing.ts'
import { judge } from './helpers/judge.ts'
import { folderWith, run } from './helpers/run.ts'

/** What is said to be new, and to be gone, of one rule, when a text becomes another. */
async function between(rule: string, before: string, after: string) {
  const result = against(await judge(after), await judge(before), 'before')
  expect(result.findings.map((one) => one.rule)).toContain(rule)
  return {
    new: result.findings.filter((one) => one.rule === rule && one.known === null).map(({ message }) => message),
    gone: result.before!.fixed.filter((one) => one.rule === rule).map(({ message }) => message),
  }
}

const nothing = { new: [], gone: [] }

const desk = `blueprint: 1
title: Blood donation
accountable: lead
demand: 300/week
owners:
  lead: { name: Session lead, people: 4 }
  nurse: { name: Nurse, people: 1, hours: tue 14:00-20:00 }
steps:
  come: { lane: customer, next: greet }
  greet: { lane: touchpoint, owner: lead, takes: 1m, next: draw }
  draw:
    lane: touchpoint
    owner: nurse
    takes: 15m
    next: look-after
    fails:
      - { what: The donor faints, chance: 90%, noticed: nurse, recover: look-after }
  look-after: { lane: touchpoint, owner: nurse, takes: 5m, next: go-home }
  go-home: { lane: customer, outcome: served }
`

it.each(['overload', 'single-point-of-failure', 'failure-demand'])(
  '%s is the same when a step is split',
  async (rule) => {
    const split = desk.replace(
      'takes: 5m, next: go-home }',
      'takes: 4m, next: see-off }\n  see-off: { lane: touchpoint, owner: nurse, takes: 1m, next: go-home }',
    )
    expect(await between(rule, desk, split)).toEqual(nothing)
  },
)

it('overload is the same when part of the work goes to somebody else', async () => {
  const less = desk.replace(
    'look-after: { lane: touchpoint, owner: nurse',
    'look-after: { lane: touchpoint, owner: lead',
  )
  expect(await between('overload', desk, less)).toEqual(nothing)
})

it('two people who have too much to do are told apart', async () => {
  const both = desk.replace('people: 4', 'people: 1, hours: tue 14:00-14:30')
  const { new: added, gone } = await between('overload', desk, both)
  expect(added).toHaveLength(1)
  expect(added[0]).toContain('come to Session lead')
  expect(gone).toEqual([])
})

it('what is said in the very same words is not new and gone at once', async () => {
  const before = `blueprint: 1
title: Blood donation
accountable: nurses
owners:
  nurses: { name: Nurses }
steps:
  come: { lane: customer, next: ask }
  ask: { lane: touchpoint, owner: nurses, next: [{ to: give, chance: 80% }, { to: send-away, chance: 20% }] }
  give: { lane: customer, outcome: served }
  send-away: { lane: touchpoint, owner: nurses, next: gone }
  gone: { lane: customer, outcome: lost }
`
  const after = before.replace(
    '  ask: { lane: touchpoint, owner: nurses, next: [',
    '  ask: { lane: touchpoint, owner: nurses, next: weigh }\n  weigh: { lane: touchpoint, owner: nurses, next: [',
  )
  expect(await between('lost-customer', before, after)).toEqual(nothing)
})

describe('what moves into the file of the organization', () => {
  const metrics = `metrics:
  bags: { name: Bags, for: business }
incentives:
  bonus: { owner: nurse, rewards: bags }
`
  const owners = desk.slice(desk.indexOf('owners:'), desk.indexOf('steps:')) + metrics
  const steps = desk.slice(desk.indexOf('steps:')).replace('takes: 15m', 'improves: bags\n    takes: 15m')
  const head = desk.slice(0, desk.indexOf('owners:'))
  const whole = { 'a.blueprint.yaml': head + owners + steps }
  const apart = {
    'a.blueprint.yaml': `${head}organization: house.yaml\n${steps}`,
    'house.yaml': `organization: 1\ntitle: House\n${owners}`,
  }

  it('is not new', async () => {
    const folder = folderWith({ ...apart, 'b.blueprint.yaml': whole['a.blueprint.yaml'] })
    const { code, out } = await run(folder, ['compare', 'b.blueprint.yaml', 'a.blueprint.yaml'])
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/No new problems \([4-9] known\)/) })
    expect(out).not.toContain('Fixed since')
  })

  it('is in the baseline', async () => {
    const folder = folderWith(whole)
    await run(folder, ['check', '--baseline', 'known.json', '--update-baseline'])
    for (const [name, text] of Object.entries(apart)) writeFileSync(join(folder, name), text)
    const { code, out } = await run(folder, ['check', '--baseline', 'known.json'])
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/No new problems \([4-9] known\)/) })
  })
})
