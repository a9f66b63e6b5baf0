import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countsOf } from '../src/audit/counts.ts'
import { findingOf } from '../src/audit/finding-of.ts'
import { comesPlainly } from '../src/graph/comes-plainly.ts'
import type { Graph } from '../src/graph/graph.ts'
import { minutesAWeek, openingHours, openMinutes } from '../src/graph/hours.ts'
import { startsThatNeed } from '../src/graph/good-outcomes.ts'
import { factNamed } from '../src/graph/information.ts'
import { canBeLost } from '../src/graph/leading.ts'
import { endOfWayTo, wayOn, wayTo } from '../src/graph/reach.ts'
import type { Step } from '../src/read/blueprint.ts'
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

it('the end of a way to a goal makes the same finding as the whole of it', async () => {
  const bases = ['observed', 'reported', 'assumed']
  for (const doubtful of [-1, 5, 150, 238]) {
    const steps = numbers(240).map(
      (i) => `  s${i}: { lane: customer, basis: ${i === doubtful ? bases[1 + (i % 2)] : 'observed'}, next: s${i + 1} }`,
    )
    const graph = await graphIn(
      `blueprint: 1\ntitle: Long\nsteps:\n${steps.join('\n')}\n  s240: { lane: customer, outcome: lost }\n`,
    )
    const rule = ruleNamed('lost-customer')!
    for (const edge of graph.edges) {
      const before = endOfWayTo(graph, edge.from)
      const whole = wayOn(wayTo(graph, edge.from), edge, canBeLost(graph).on(edge.to))
      const end = canBeLost(graph).endOfWay(before, edge)
      const [one, other] = [whole, end].map((way) =>
        findingOf(
          rule,
          { message: 'm', help: 'h', marks: [{ at: edge.flow.at, says: 'here' }], way },
          { severity: 'error', plain: null, blueprint: 'b' },
        ),
      )
      expect(other).toEqual(one)
      expect(end.edges.length).toBeLessThanOrEqual(201)
    }
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

it('of more promises than a large blueprint is gone through for, those that are left are said to be open', async () => {
  const said = (count: number, flows: number): string => `blueprint: 1
title: Sold here, kept there
accountable: shop
owners: { shop: {}, factory: {} }
promises:
${numbers(count)
  .map((i) => `  p${i}: { says: Soon, made: ${i < count - 1 ? 'ask' : 'sell'}, kept: make }`)
  .join('\n')}
steps:
  ask: { lane: customer, next: sell }
  sell: { lane: touchpoint, owner: shop, next: [${numbers(flows).map(() => 'make')}] }
  make: { lane: backstage, owner: factory, next: served }
  served: { lane: customer, outcome: served }
`
  const asks = ({ id }: { readonly id: string }): boolean => id === 'borrowed-promise'
  const few = await judge(said(1_100, 1), { asks })
  expect(few.findings.map(({ element }) => element)).toEqual(['promises/p1099/made/0'])
  expect(few.notAssessable).toEqual([])
  const many = await judge(said(1_100, 20_000), { asks })
  expect(many.findings).toEqual([])
  const [open] = many.notAssessable
  expect(open!.because).toMatch(/^the blueprint is too large to go through it for each of `p\d+`, .* and \d+ more$/)
  expect(open!.ask).toMatch(/^Who sees to it that each of `p\d+`, .* and \d+ more is kept\?$/)
})

it('how far a fact may be followed is a bound, and what is followed counts', async () => {
  const length = 40
  const graph = await graphIn(`blueprint: 1
title: Long
accountable: desk
owners: { desk: {} }
steps:
  s0: { lane: touchpoint, owner: desk, collects: number, next: s1 }
${numbers(length)
  .slice(1)
  .map((i) => `  s${i}: { lane: backstage, owner: desk, next: s${i + 1} }`)
  .join('\n')}
  s${length}: { lane: backstage, owner: desk, needs: number, outcome: served }
`)
  const [first, second, last] = [graph.steps[0]!, graph.steps[1]!, graph.steps[length]!]
  const comes = (to: Step, left: number): { comes: boolean; left: number } => {
    const bound = { left, each: left }
    return { comes: comesPlainly(graph, factNamed('number'), [to], bound), left: bound.left }
  }
  const enough = comes(last, length)
  expect(enough.comes).toBe(true)
  const used = length - enough.left
  expect(used).toBeGreaterThan(1)
  expect(used).toBeLessThan(length / 2)
  expect(comes(last, used / 2).comes).toBe(false)
  expect([comes(second, used / 2).comes, comes(second, 0).comes, comes(first, length).comes]).toEqual([
    true,
    false,
    false,
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

it('skipped-promise: of more times than a large blueprint is gone through for, those that are left are said to be open', async () => {
  const told = async (flows: number) => {
    const makers = numbers(1_000).map((i) => `m${i}`)
    const { findings, notAssessable } = await judge(
      `blueprint: 1
title: Sold in many places
accountable: shop
owners: { shop: {} }
promises:
  soon: { says: Soon, made: m0, kept: make, within: 1h }
  everywhere: { says: Soon, made: [${makers}], kept: make, within: 1h }
  later: { says: Soon, made: m1, kept: make, within: 1h }
  kept: { says: Soon, made: m1, kept: make }
  made: { says: Soon, made: m1, within: 1h }
steps:
  ask: { lane: customer, next: [${makers}] }
${makers.map((id) => `  ${id}: { lane: touchpoint, owner: shop, next: cut }\n`).join('')}
  cut: { lane: backstage, owner: shop, next: [${numbers(flows).map(() => 'make')}] }
  make: { lane: backstage, owner: shop, takes: 2h, next: served }
  served: { lane: customer, outcome: served }
`,
      { asks: ({ id }) => id === 'impossible-promise' || id === 'skipped-promise' },
    )
    return [findings.map(({ element }) => element), notAssessable.map(({ ask }) => ask).sort()]
  }
  expect(await told(1)).toEqual([['soon', 'everywhere', 'later'].map((id) => `promises/${id}/within`), []])
  expect(await told(20_000)).toEqual([
    ['promises/soon/within'],
    [
      'How long does it take to keep each of `everywhere` and `later`, at least and at most?',
      'Is each of `everywhere`, `later` and `kept` kept on every way, before the customer counts as served?',
    ],
  ])
})

const named = (letter: string, count: number): string[] => numbers(count).map((i) => `${letter}${i}`)
const allOf = (names: readonly string[]): string => `{ ${names.map((name) => `${name}: {}`).join(', ')} }`

it('no-lever: of more who are rewarded than a large blueprint is gone through for, those that are left are said to be open', async () => {
  const owners = named('o', 900)
  const blueprint = `blueprint: 1
title: Everybody does everything
accountable: o0
organization: all.yaml
steps:
  sell: { lane: touchpoint, owner: [${owners}], improves: m0, next: served }
  served: { lane: customer, outcome: served }
`
  /** Each metric makes half of the others better and half of them worse. */
  const told = async (count: number) => {
    const metrics = named('m', count)
    const moving = metrics.map((one, i) => {
      const moved = (odd: number) => metrics.filter((other, k) => other !== one && (i + k) % 2 === odd)
      return `  ${one}: { improves: [${moved(0)}], hurts: [${moved(1)}] }\n`
    })
    const text = `organization: 1
title: Everybody does everything
owners: ${allOf(owners)}
metrics:
  hoped: {}
${moving.join('')}incentives: { hope: { owner: o0, shared: [${owners.slice(1)}], rewards: hoped } }
`
    const organization = () => ({ file: 'all.yaml', text })
    return judge(blueprint, { asks: ({ id }) => id === 'no-lever', organization })
  }
  const few = await told(2)
  expect([few.findings.length, few.notAssessable]).toEqual([owners.length, []])
  const { findings, notAssessable } = await told(150)
  const [open] = notAssessable
  const meant = /^the blueprint is too large to go through it for each of ((?:`o\d+`, )+`o\d+`) and (\d+) more$/
  const [, some, more] = meant.exec(open!.because)!
  expect(findings.length + some!.split(', ').length + Number(more)).toBe(owners.length)
  expect(open!.ask).toBe(`Is each of ${some} and ${more} more rewarded only for what they can do something about?`)
})

it('no-lever: of more rewards than are looked at in one file, those that are left are said to be open', async () => {
  const owners = named('o', 400)
  const told = async (count: number, isShared: boolean) => {
    const metrics = named('m', count)
    const rewarding = `owners: ${allOf(owners)}
metrics: ${allOf([...metrics, 'hoped'])}
incentives:
  first: { owner: o0, shared: [${owners.slice(1)}], rewards: [${metrics}] }
  second: { owner: o0, shared: [${owners.slice(1)}], rewards: [${metrics}] }
  hope: { owner: o0, rewards: hoped }
`
    const text = `organization: 1\ntitle: Paid for everything\n${rewarding}`
    const { findings, notAssessable } = await judge(
      `blueprint: 1
title: Paid for everything
accountable: o0
${isShared ? 'organization: all.yaml\n' : rewarding}steps:
  sell: { lane: touchpoint, owner: [${owners}], improves: [${metrics}], next: served }
  served: { lane: customer, outcome: served }
`,
      { asks: ({ id }) => id === 'no-lever', organization: () => ({ file: 'all.yaml', text }) },
    )
    return [findings.map(({ element }) => element), notAssessable.map(({ ask }) => ask)]
  }
  for (const isShared of [false, true]) {
    expect(await told(10, isShared)).toEqual([['incentives/hope/rewards/0'], []])
    expect(await told(200, isShared)).toEqual([
      ['incentives/hope/rewards/0'],
      ['Does each of `second` reward only what people can do something about?'],
    ])
  }
})

it('of more beginnings and groups than a large blueprint is gone through for, none is said to need another', async () => {
  const beginning = async (starts: number, steps: number, flows: number) => {
    const all = numbers(steps).map(
      (i) => `  s${i}: { lane: backstage, owner: desk, next: ${i < steps - 1 ? `s${i + 1}` : 'served'} }`,
    )
    const graph = await graphIn(`blueprint: 1
title: Many doors
accountable: desk
start: [${numbers(starts).map((i) => `door${i}`)}]
owners: { desk: {} }
steps:
${numbers(starts)
  .map((i) => `  door${i}: { lane: customer, next: s0 }`)
  .join('\n')}
${all.join('\n')}
  idle: { lane: backstage, owner: desk, next: [${numbers(flows).map(() => 'served')}] }
  served: { lane: customer, outcome: served }
`)
    const groups = numbers(steps).map((i) => [graph.blueprint.steps.get(`s${i}`)!])
    return { graph, groups }
  }
  const small = await beginning(100, 100, 1)
  const needing = startsThatNeed(small.graph, small.groups)!
  expect(needing).toHaveLength(100)
  for (const starts of needing) expect(starts.length).toBe(100)
  // One by one each is little: it is both together that are too many.
  const large = await beginning(1_000, 32, 20_000)
  expect(startsThatNeed(large.graph, large.groups)).toBe(undefined)
})

it('who carries what past whom is counted as far as it can be, and then there are more', async () => {
  const alongside = (count: number): Promise<Graph> =>
    graphIn(`blueprint: 1
title: Carried along
accountable: shop
owners: { shop: {}, factory: {} }
start: [${numbers(count).map((i) => `x${i}`)}]
steps:
${numbers(count)
  .map(
    (i) => `  x${i}: { lane: touchpoint, owner: shop, next: c${i} }
  c${i}: { lane: customer, next: [y${i}${i + 1 < count ? `, c${i + 1}` : ''}] }
  y${i}: { lane: touchpoint, owner: factory, next: served }`,
  )
  .join('\n')}
  served: { lane: customer, outcome: served }
`)
  const few = 200
  expect(countsOf(await alongside(few))).toMatchObject({ courierHandoffs: (few * (few + 1)) / 2 })
  expect(countsOf(await alongside(few))).not.toHaveProperty('courierHandoffsAtLeast')
  const many = 20_000
  const counted = countsOf(await alongside(many))
  expect(counted.courierHandoffsAtLeast).toBe(true)
  expect(counted.courierHandoffs).toBeGreaterThan(1_000_000)
  expect(counted.courierHandoffs).toBeLessThan((many * (many + 1)) / 2)
})
