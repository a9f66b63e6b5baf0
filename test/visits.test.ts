import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// How often customers come by is told of those who have too much to do, and of what has to be put right.

/** A desk that is open for 40 h a week. */
const service = (steps: string, rest = 'demand: 100/week'): string => `blueprint: 1
title: A desk
accountable: boss
${rest}
owners: { boss: {}, desk: { people: 1, hours: "mon-fri 09:00-17:00" } }
steps:
${steps}
  served: { lane: customer, outcome: served }
`

const told = async (rule: string, text: string) => {
  const { findings, faults, unread } = await judge(text, { asks: ({ id }) => id === rule })
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return findings
}

describe('how sure it is how often customers come by', () => {
  const oneSide = '  ask: { lane: customer, next: advise }'
  const advised = '  advise: { lane: touchpoint, owner: desk, effort: 30m, next: served }'
  const twoSides = `${oneSide}
  write: { lane: customer, next: served }
`

  it.each([
    ['all begin at one step', `${oneSide}\n${advised}`, 'demand: 100/week', 'certain'],
    [
      'it is not said how many begin where, and they are taken to be as many',
      `${twoSides}${advised}`,
      'start: [ask, write]\ndemand: 200/week',
      'likely',
    ],
    [
      'it is said how many begin where',
      `${twoSides}${advised}`,
      'start: { ask: 100/week, write: 100/week }',
      'certain',
    ],
    [
      'a choice is not said that leads there',
      `  ask: { lane: customer, next: [advise, served] }\n${advised}`,
      'demand: 200/week',
      'likely',
    ],
    [
      'a choice is not said that only follows where nothing goes wrong',
      `  ask: { lane: customer, next: [home, served], fails: [{ what: Does not find it, chance: 50%, recover: advise }] }
  home: { lane: customer, outcome: served }
${advised}`,
      'demand: 200/week',
      'certain',
    ],
    [
      'a choice is only reported that leads there',
      `  ask:
    lane: customer
    next: [{ to: advise, chance: 50%, basis: reported }, { to: served, chance: 50%, basis: reported }]
${advised}`,
      'demand: 200/week',
      'likely',
    ],
    [
      'a choice is only reported that leads there when something is late',
      `  ask: { lane: customer, next: [look, advise] , split: all }
  look:
    lane: backstage
    owner: boss
    next:
      - { to: served, chance: 50%, basis: reported, within: 1d, late: advise }
      - { to: home, chance: 50%, basis: reported }
  home: { lane: customer, outcome: served }
${advised}`,
      'demand: 100/week',
      'certain',
    ],
  ])('%s', async (_, steps, rest, confidence) => {
    const findings = await told('overload', service(steps, rest))
    expect(findings.map((finding) => [finding.message, finding.confidence])).toEqual([
      ['50h of work a week come to desk, and there are 40h to do it in: 125%', confidence],
    ])
  })
})

it('where nobody is said to begin at any step, as many are taken to begin at each', async () => {
  const rest = 'start: { ask: 0/day, write: 0/day }'
  const steps = `  ask: { lane: touchpoint, owner: desk, next: served, fails: [{ what: Wrong, chance: 80%, recover: repair }] }
  write: { lane: touchpoint, owner: desk, next: served }
  repair: { lane: touchpoint, owner: desk, next: served }`
  const findings = await told('failure-demand', service(steps, rest))
  expect(findings.map(({ message, why }) => [message, why[0]])).toEqual([
    [
      '28.57% of the visits to touchpoints come after something has gone wrong: 0.4 of 1.4 for each customer',
      '0.4 visits of `repair` for each customer = 0.8 × 0.5 of `ask`; 0.4 of them after a failure',
    ],
  ])
})

it('one is a visit, and more or less than one are visits', async () => {
  const findings = await told(
    'failure-demand',
    service(`  ask: { lane: touchpoint, owner: desk, next: served, fails: [{ what: Wrong, chance: 100%, recover: repair }] }
  repair: { lane: touchpoint, owner: desk, next: [{ to: repair, chance: 50% }, { to: look, chance: 50% }] }
  look: { lane: touchpoint, owner: desk, next: served }`),
  )
  expect(findings[0]!.why.slice(0, 2)).toEqual([
    '2 visits of `repair` for each customer = 1 × 1 of `ask` + 0.5 × 2 of `repair`; 2 of them after a failure',
    '1 visit of `look` for each customer = 0.5 × 2 of `repair`; 1 of them after a failure',
  ])
})
