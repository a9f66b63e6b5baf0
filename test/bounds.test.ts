import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findingOf } from '../src/audit/finding-of.ts'
import { minutesAWeek, openingHours, openMinutes } from '../src/graph/hours.ts'
import { endOfWayTo, wayTo } from '../src/graph/reach.ts'
import { ruleNamed } from '../src/rules/index.ts'
import { graphIn, judge } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

// What strangers write may be long, wide and interwoven: the work is bounded, and what is bounded stays the same.

const numbers = (count: number): number[] => [...Array(count).keys()]

it('the end of a way makes the same finding as the whole of it', async () => {
  const bases = ['observed', 'reported', 'assumed']
  const steps = numbers(240).map(
    (i) =>
      `  s${i}: { lane: backstage, owner: desk, basis: ${i > 60 && i < 70 ? bases[i % 3] : 'observed'}, next: s${i + 1} }`,
  )
  const graph = await graphIn(
    `blueprint: 1\ntitle: Long\naccountable: desk\nowners: { desk: {} }\nsteps:\n${steps.join('\n')}\n  s240: { lane: customer, outcome: served }\n`,
  )
  const rule = ruleNamed('dead-end')!
  for (const step of graph.steps) {
    const [whole, end] = [wayTo, endOfWayTo].map((way) =>
      findingOf(
        rule,
        { message: 'm', help: 'h', marks: [{ at: step.at, says: 'here' }], way: way(graph, step) },
        { severity: 'error', plain: null, blueprint: 'b' },
      ),
    )
    expect(end).toEqual(whole)
    expect(endOfWayTo(graph, step).edges.length).toBeLessThanOrEqual(100)
  }
})

it('of one rule no more is told of one blueprint than anybody reads, and the rest is said to be open', async () => {
  const metrics = numbers(40).map((i) => `  m${i}: { for: customer }`)
  const incentives = numbers(40).map((i) => `  i${i}: { owner: desk, rewards: all }`)
  const { findings, notAssessable } = await judge(
    `blueprint: 1
title: Everything is paid for
accountable: desk
owners: { desk: {} }
metrics:
  all: { for: business, hurts: [${numbers(40).map((i) => `m${i}`)}] }
${metrics.join('\n')}
incentives:
${incentives.join('\n')}
steps:
  ask: { lane: touchpoint, owner: desk, improves: all, next: served }
  served: { lane: customer, outcome: served }
`,
    { asks: ({ id }) => id === 'metric-conflict' },
  )
  expect(findings).toHaveLength(1_000)
  expect(notAssessable).toMatchObject([
    {
      rule: 'metric-conflict',
      because: 'there are more such places in this blueprint than are told',
    },
  ])
})

it('minutes that are open are those of a clock that is looked at minute by minute', () => {
  const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => hour * 60 + minute)
  const stretch = fc.tuple(fc.nat(6), time, time).filter(([, from, to]) => from !== to)
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  fc.assert(
    fc.property(
      fc.array(stretch, { minLength: 1, maxLength: 30 }),
      fc.nat(20_000),
      fc.nat(20_000),
      (all, from, within) => {
        const open = new Uint8Array(minutesAWeek)
        for (const [day, opens, closes] of all)
          for (let minute = opens; minute !== closes; minute = (minute + 1) % 1440)
            open[(day * 1440 + minute + (minute < opens ? 1440 : 0)) % minutesAWeek] = 1
        let meant = 0
        for (let minute = from; minute < from + within; minute += 1) meant += open[minute % minutesAWeek]!
        const text = all.map(([day, opens, closes]) => `${days[day]} ${clock(opens)}-${clock(closes)}`).join(', ')
        expect(openMinutes(openingHours(text), from, within)).toBe(meant)
      },
    ),
    runs(100),
  )
})
