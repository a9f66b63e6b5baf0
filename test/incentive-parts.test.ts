import { expect, it } from 'vitest'
import { answersFor, hurtsAnything, type Pull, stepsOfOwner } from '../src/graph/pull.ts'
import { sumText, termText } from '../src/graph/sums.ts'
import type { Taken } from '../src/graph/time.ts'
import { walked } from '../src/graph/walk.ts'
import { graphIn, judge } from './helpers/judge.ts'

// Small parts that rules about incentives and promises are put together from, by hand.

const shop = (steps: string, metrics = '{ sales: {}, wait: {}, waste: {} }'): string => `blueprint: 1
title: A shop
owners: { desk: { name: Desk }, boss: { name: Boss } }
metrics: ${metrics}
incentives:
  bonus: { owner: desk, rewards: sales, kind: pay }
  ranks: { owner: desk, rewards: [waste], kind: ranking, basis: assumed }
steps:
  asks: { lane: customer, next: sell }
${steps}
  has-it: { lane: customer, outcome: served }
`

it('steps are of those who do them and of those who answer for them, once of those who do both', async () => {
  const graph = await graphIn(
    shop(`  sell: { lane: backstage, owner: desk, accountable: desk, next: pack }
  pack: { lane: backstage, owner: desk, accountable: boss, next: send }
  send: { lane: backstage, owner: boss, next: has-it }
  idle: { lane: backstage, owner: desk }`),
  )
  const idsOf = (owner: string): string[] => stepsOfOwner(graph, graph.blueprint.owners.get(owner)!).map(({ id }) => id)
  expect([idsOf('desk'), idsOf('boss')]).toEqual([
    ['sell', 'pack'],
    ['pack', 'send'],
  ])
})

it('something gets worse by a step, or by a metric, or by nothing', async () => {
  const sell = '  sell: { lane: backstage, owner: desk, next: has-it }'
  const hurting = '  sell: { lane: backstage, owner: desk, hurts: wait, next: has-it }'
  const texts = [shop(sell), shop(hurting), shop(sell, '{ sales: { hurts: wait }, wait: {}, waste: {} }')]
  expect(await Promise.all(texts.map(async (text) => hurtsAnything(await graphIn(text))))).toEqual([false, true, true])
})

it('who is rewarded otherwise for a metric answers for it, as surely as that is so', async () => {
  const graph = await graphIn(shop('  sell: { lane: backstage, owner: desk, next: has-it }'))
  const { incentives, metrics, owners } = graph.blueprint
  const [bonus, ranks] = [incentives.get('bonus')!, incentives.get('ranks')!]
  const desk = owners.get('desk')!
  const reasons = ['sales', 'waste', 'wait'].map((metric) => answersFor(graph, desk, metrics.get(metric)!, bonus))
  expect(reasons).toEqual([
    { says: 'the same incentive rewards it', standsOn: [] },
    { says: 'another incentive rewards Desk for it', standsOn: [ranks] },
    undefined,
  ])
})

it('a walk over metrics says each step once as long as it goes on moving them', async () => {
  const graph = await graphIn(
    shop(`  sell: { lane: backstage, owner: desk, next: pack }
  pack: { lane: backstage, owner: desk, next: has-it }`),
  )
  const { metrics, steps } = graph.blueprint
  const pull = (from: string, to: string, sign: Pull['sign'], step?: string): Pull => ({
    from: metrics.get(from)!,
    to: metrics.get(to)!,
    sign,
    ...(step && { step: steps.get(step)! }),
  })
  expect(walked([pull('sales', 'wait', '-', 'sell'), pull('wait', 'waste', '+', 'sell')])).toBe(
    '"sales" better → by doing more of `sell` → "wait" worse → "waste" worse',
  )
  expect(
    walked([pull('sales', 'wait', '+', 'sell'), pull('wait', 'waste', '-'), pull('waste', 'sales', '-', 'sell')]),
  ).toBe(
    '"sales" better → by doing more of `sell` → "wait" better → "waste" worse → by doing more of `sell` → "sales" better',
  )
})

it('a sum says what it adds up, how often, and what a term comes to', () => {
  const part = (id: string, times: number, minutes: number) => ({ step: { id }, times, minutes })
  const sum = (...parts: ReturnType<typeof part>[]): string =>
    sumText({ parts, minutes: parts.reduce((all, { minutes }) => all + minutes, 0) } as unknown as Taken)
  expect(sum(part('cut', 1, 1_200), part('check', 3, 180), part('wait', 1, 0))).toBe('`cut` 20h + 3 × `check` 1h = 23h')
  expect(sum(part('cut', 1, 60), part('wait', 1, 0))).toBe('`cut` 1h')
  expect(sum(part('check', 3, 180))).toBe('3 × `check` 1h = 3h')
  expect([termText('1h', 60), termText('60m', 60), termText(undefined, 60)]).toEqual(['1h', '60m (1h)', '1h'])
})

it('metric-conflict tells what one reward pulls down, and what works against itself', async () => {
  const { findings } = await judge(
    shop(
      '  sell: { lane: backstage, owner: desk, improves: sales, hurts: [waste, wait], next: has-it }',
      '{ wait: { for: customer }, sales: {}, waste: { for: customer, improves: sales } }',
    ),
    { asks: ({ id }) => id === 'metric-conflict' },
  )
  expect(findings.filter(({ element }) => element.includes('bonus')).map(({ message }) => message)).toEqual([
    'Paying Desk for "sales" makes "wait" worse',
    'Paying Desk for "sales" makes "waste" worse',
    'Paying Desk for "sales" works against itself',
  ])
})

it('priority-over-promise says the first of the reasons, five more, and how many there are beside', async () => {
  const told = async (promises: number, improves = 'sales') => {
    const { findings } = await judge(
      shop(
        `  sell: { lane: backstage, owner: desk, improves: ${improves}, next: pack }
  pack: { lane: backstage, owner: desk, next: has-it }`,
      )
        .replace('rewards: sales', 'rewards: [sales, wait]')
        .replace(
          'steps:',
          `policies: { sell-first: { prefer: sell, over: pack } }
promises:
${[...Array(promises).keys()].map((i) => `  p${i}: { says: Soon, kept: pack }`).join('\n')}
steps:`,
        ),
      { asks: ({ id }) => id === 'priority-over-promise' },
    )
    return findings[0]!.why
  }
  const also = [...Array(5).keys()].map(() => 'it is also the step which keeps the promise "Soon"')
  const paid = '`sell` improves "sales", which rewards Desk: `sell-first` pays'
  expect(await told(6)).toEqual([...also, paid])
  expect(await told(7)).toEqual([...also, 'and 1 more reason of this kind', paid])
  expect((await told(9)).at(-2)).toBe('and 3 more reasons of this kind')
  expect((await told(1, '[sales, wait]')).at(-1)).toBe(
    '`sell` improves "sales" and "wait", which reward Desk: `sell-first` pays',
  )
})

it('unrewarded-duty says where the reward is earned first, and all that is rewarded there', async () => {
  const told = async (rewards: string, sell: string, pack: string) => {
    const { findings } = await judge(
      shop(
        `  sell: { lane: backstage, owner: desk, improves: ${sell}, next: pack }
  pack: { lane: backstage, owner: desk, improves: ${pack}, next: call }
  call: { lane: touchpoint, owner: desk, improves: thanks, next: has-it }`,
        '{ sales: {}, wait: {}, waste: {}, thanks: { for: customer } }',
      ).replace('rewards: sales', `rewards: [${rewards}]`),
      { asks: ({ id }) => id === 'unrewarded-duty' },
    )
    const [first] = findings.filter(({ element }) => element.includes('bonus'))
    return `${first!.message}; ${first!.steps.at(-1)}`
  }
  const said = (rewarded: string, at: string) => `Nothing rewards Desk for \`call\`, while ${rewarded} rewarded; ${at}`
  expect(await told('sales, wait', 'sales', 'wait')).toBe(said('"sales" is', 'sell'))
  expect(await told('sales, wait', 'wait', 'sales')).toBe(said('"wait" is', 'sell'))
  expect(await told('sales, wait', '[sales, wait]', 'sales')).toBe(said('"sales" and "wait" are', 'sell'))
})
