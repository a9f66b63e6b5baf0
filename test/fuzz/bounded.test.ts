import { describe, expect, it } from 'vitest'
import { formats } from '../../src/report/formats.ts'
import { judge } from '../helpers/judge.ts'
import { folderWith, run } from '../helpers/run.ts'

/**
 * Work is bounded: each of these is so large that what takes the square of its size would take many minutes, far beyond the
 * time that any test has. What is measured is that they end, not when.
 */

/** The longer ones run where many examples are asked for: see `many.ts`. */
const onDemand = it.runIf(process.env['FUZZ_RUNS'])

const numbers = (size: number): number[] => [...Array(size).keys()]
const listed = (size: number, one: (i: number) => string, between = ''): string => numbers(size).map(one).join(between)
const service = (steps: string, more = ''): string => `blueprint: 1\ntitle: Lending desk\n${more}steps:\n${steps}`
const rulesIn = async (text: string): Promise<Record<string, number>> => {
  const { findings, faults } = await judge(text)
  expect(faults).toEqual([])
  const counts: Record<string, number> = {}
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1
  return counts
}

describe('reading ends, where', () => {
  onDemand('nothing has the names that are used', async () => {
    const text = service(listed(20_000, (i) => `  step-${i}: { lane: customer, next: setp-${i} }\n`))
    expect(await rulesIn(text)).toEqual({ 'unknown-reference': 1_001 })
  })

  onDemand('no phase is one of those listed', async () => {
    const phases = `phases: [${listed(20_000, (i) => `phase ${i} of them`, ', ')}]\n`
    const steps = listed(20_000, (i) => `  s${i}: { lane: customer, outcome: served, phase: pahse ${i} of them }\n`)
    expect(await rulesIn(service(steps, phases))).toEqual({ 'wrong-shape': 1_001 })
  })

  it('nothing in a file is right', async () => {
    const text = service(`  read: { lane: customer, outcome: served, evidence: [${'[],'.repeat(50_000)}] }\n`)
    const { findings } = await judge(text)
    expect(findings).toHaveLength(1_001)
    expect(findings.at(-1)!.message).toBe('More in this file is wrong than these 1000 things')
  })

  it('every step says nothing', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': service(listed(100_000, (i) => `  s${i}: {}\n`)) })
    const { code, out } = await run(folder, ['check', '-f', 'compact'])
    expect(code).toBe(1)
    expect(out.match(/error\[wrong-shape\]/g)).toHaveLength(1_001)
  })

  onDemand('a list is long, and each entry must be another one', async () => {
    const names = listed(200_000, (i) => `fact-${i}`, ', ')
    const step = `  read: { lane: customer, outcome: served, collects: [${names}] }\n`
    expect(await rulesIn(service(step))).toEqual({ 'no-accountable-owner': 1 })
    expect(await rulesIn(service(`${step}  read-on: {}\n`))).toEqual({ 'wrong-shape': 1 })
    const twice = step.replace('fact-7,', 'fact-199999,')
    expect(await rulesIn(service(twice))).toEqual({ 'wrong-shape': 1 })
  })
})

describe('telling ends, where', () => {
  const names = Object.keys(formats) as (keyof typeof formats)[]
  const how = { version: '', coloured: false, quiet: false, verbose: true }

  onDemand('thousands of findings stand on one line', async () => {
    const steps = numbers(5_000).map((i) => [`s${i}`, { lane: 'customer', outcome: 'served' }])
    const result = await judge(JSON.stringify({ blueprint: 1, title: 'x', steps: Object.fromEntries(steps) }))
    expect(result.findings.length).toBeGreaterThan(1_000)
    for (const name of names) expect(formats[name](result, how).endsWith('\n')).toBe(true)
  })

  onDemand('there are thousands of findings', async () => {
    const flows = listed(10_000, (i) => `{ to: read, when: "${i}", via: email }`, ', ')
    const steps = `  lend: { lane: backstage, owner: desk, next: [${flows}] }\n  read: { lane: support, owner: van, outcome: served }\n`
    const result = await judge(service(steps, 'owners: { desk: {}, van: {} }\n'))
    expect(result.findings.length).toBeGreaterThan(1_000)
    for (const name of names) expect(formats[name](result, how).endsWith('\n')).toBe(true)
  })

  onDemand('thousands of trade-offs meet thousands of findings', async () => {
    const start = `start: [${listed(20_000, (i) => `s${i}`, ', ')}]\n`
    const steps = listed(20_000, (i) => `  s${i}: { lane: customer, fails: { what: x, noticed: nobody } }\n`)
    const accepted = listed(20_000, (i) => `  - { rule: no-recovery, at: s${i}, because: x, by: y }\n`)
    const { findings, notAssessable } = await judge(service(steps, `${start}accepted:\n${accepted}`), {
      asks: ({ id }) => id === 'no-recovery' || id === 'unused-acceptance',
    })
    expect(findings.length).toBe(1_000)
    expect(findings.every(({ accepted }) => accepted !== null)).toBe(true)
    expect(notAssessable.map(({ because }) => because)).toEqual([
      'there are more such places in this blueprint than are told',
    ])
  })
})

describe('drawing', () => {
  it('is not begun where nobody could see anything', async () => {
    const steps = listed(10_001, (i) => `  s${i}: { lane: customer }\n`)
    const { code, err } = await run(folderWith({ 'a.yaml': service(steps) }), ['draw', 'a.yaml'])
    expect(code).toBe(2)
    expect(err).toContain('A picture shows at most 10000 steps, and a.yaml has 10001: split it')
  })
})

describe('judging ends, where', () => {
  it('each of many policies may harm each of many promises', async () => {
    const size = 1_000
    const steps = listed(size, (i) => `  s${i}: { lane: touchpoint, next: [s${i + 1}, s${Math.max(0, i - 7)}] }\n`)
    const promises = `promises:\n${listed(400, (i) => `  p${i}: { says: x, made: s${i}, kept: s${500 + i} }\n`)}`
    const policies = `policies:\n${listed(1_000, (i) => `  q${i}: { prefer: s${size}, over: s${i} }\n`)}`
    const text = service(`${steps}  s${size}: { lane: customer, outcome: served }\n`, promises + policies)
    const { findings } = await judge(text, { asks: ({ id }) => id === 'priority-over-promise' })
    // All that lies between the first that makes a promise and the last that keeps one is needed for one at least.
    expect(findings).toHaveLength(899)
    expect(findings.find(({ element }) => element === 'policies/q500/over')!.why).toHaveLength(6)
  })

  it('a step goes on in thousands of parallel branches, and each ends the same journey', async () => {
    const size = 20_000
    const ends = listed(size, (i) => `  s${i}: { lane: customer, outcome: served }\n`)
    const text = service(
      `  ask: { lane: customer, split: all, next: [${listed(size, (i) => `s${i}`, ', ')}] }\n${ends}`,
    )
    const { findings, notAssessable } = await judge(text, { asks: ({ id }) => id === 'double-run' })
    expect(findings).toEqual([])
    expect(notAssessable.map(({ because }) => because)).toEqual([
      'there are too many parallel combinations to look at all of them',
    ])
  })

  it('there are thousands of small loops, between two owners and of one', async () => {
    const size = 20_000
    const owner = (i: number): string => (i < size ? 'desk' : i % 4 < 2 ? 'van' : 'desk')
    const steps = listed(2 * size, (i) => {
      const back = i % 2 === 1 ? `, s${i - 1}` : ''
      return `  s${i}: { lane: touchpoint, owner: ${owner(i)}, next: [s${i + 1}${back}] }\n`
    })
    const text = service(
      `${steps}  s${2 * size}: { lane: customer, outcome: served }\n`,
      'owners: { desk: {}, van: {} }\n',
    )
    const { findings } = await judge(text, { asks: ({ id }) => id === 'endless-loop' || id === 'ping-pong' })
    expect(findings).toHaveLength(1_000)
  })

  it('thousands of ways lead into a long one that ends badly', async () => {
    const size = 40_000
    const steps = listed(size, (i) => `  s${i}: { lane: customer, next: s${i + 1} }\n`)
    const ask = `  ask: { lane: customer, next: [served, ${listed(2_000, (i) => `s${i}`, ', ')}] }\n`
    const ends = `  s${size}: { lane: customer, outcome: lost }\n  served: { lane: customer, outcome: served }\n`
    const { findings } = await judge(service(ask + steps + ends), { asks: ({ id }) => id === 'lost-customer' })
    expect(findings).toHaveLength(1_000)
    expect(findings[0]!.path).toHaveLength(100)
    expect(findings[0]!.path.at(-1)).toBe(`s${size}`)
  })

  it('each of thousands begins in a channel of their own', async () => {
    const size = 20_000
    const steps = listed(
      size,
      (i) =>
        `  s${i}: { lane: customer, next: t${i} }\n  t${i}: { lane: touchpoint, owner: desk, channel: c${i}, next: waits }\n`,
    )
    const ends = `  waits: { lane: customer, next: tell }\n  tell: { lane: touchpoint, owner: desk, channel: post, next: served }\n  served: { lane: customer, outcome: served }\n`
    const more = `owners: { desk: {} }\nstart: [${listed(size, (i) => `s${i}`, ', ')}]\n`
    const { findings, notAssessable } = await judge(service(steps + ends, more), {
      asks: ({ id }) => id === 'channel-dead-end',
    })
    expect(findings.length).toBeGreaterThan(100)
    expect(notAssessable.map(({ because }) => because.slice(0, 55))).toEqual([
      'the blueprint is too large to go through it for each of',
    ])
  })

  it('thousands of limited flows lead back in one ring', async () => {
    const size = 150_000
    const steps = listed(
      size,
      (i) =>
        `  s${i}: { lane: customer, takes: 0m..1h, next: [s${i + 1}, { to: s${Math.max(0, i - 1)}, limit: 2 }] }\n`,
    )
    const promises = `promises: { soon: { says: Soon, made: s0, kept: s${size}, within: 3d } }\n`
    const text = service(`${steps}  s${size}: { lane: customer, outcome: served }\n`, promises)
    const { faults } = await judge(text, { asks: ({ id }) => id === 'unguaranteed-promise' })
    expect(faults).toEqual([])
  })

  it('thousands do one step, and thousands of others the next', async () => {
    const size = 40_000
    const all = (name: string): string => listed(size, (i) => `${name}${i}`, ', ')
    const owners = `owners: { ${listed(size, (i) => `a${i}: {}, b${i}: {}`, ', ')} }\n`
    const next = listed(1_000, () => '{ to: give, via: email }', ', ')
    const text = service(
      `  take: { lane: touchpoint, owner: [${all('a')}], next: [${next}] }\n  give: { lane: touchpoint, owner: [${all('b')}], next: served }\n  served: { lane: customer, outcome: served }\n`,
      owners,
    )
    const { blueprints } = await judge(text, { asks: ({ id }) => id === 'unconfirmed-handoff' })
    expect(blueprints[0]!.handoffs).toBe(1_000)
  })

  it('each of thousands has too much to do', async () => {
    const size = 40_000
    const owners = `owners:\n${listed(size, (i) => `  o${i}: { people: 1 }\n`)}demand: 1000/day\n`
    const steps = listed(size, (i) => `  s${i}: { lane: touchpoint, owner: o${i}, effort: 1h, next: s${i + 1} }\n`)
    const text = service(`${steps}  s${size}: { lane: customer, outcome: served }\n`, owners)
    const { findings } = await judge(text, { asks: ({ id }) => id === 'overload' })
    expect(findings).toHaveLength(1_000)
  })

  it('a step goes on in thousands of ways, and each of thousands of promises is kept on one of them', async () => {
    const size = 10_000
    const steps = listed(size, (i) => `  s${i}: { lane: touchpoint, next: served }\n`)
    const promises = `promises:\n${listed(size, (i) => `  p${i}: { says: x, made: ask, kept: s${i} }\n`)}`
    const ask = `  ask: { lane: touchpoint, next: [${listed(size, (i) => `s${i}`, ', ')}] }\n`
    const text = service(`${ask + steps}  served: { lane: customer, outcome: served }\n`, promises)
    const { findings } = await judge(text, { asks: ({ id }) => id === 'skipped-promise' })
    expect(findings.length).toBeGreaterThan(50)
  })

  it('each of thousands is rewarded for what they alone do, before it is handed on', async () => {
    const size = 20_000
    const owners = `owners:\n${listed(size, (i) => `  o${i}: {}\n`)}metrics:\n${listed(size, (i) => `  m${i}: {}\n`)}`
    const incentives = `incentives:\n${listed(size, (i) => `  i${i}: { owner: o${i}, rewards: m${i} }\n`)}`
    const steps = listed(
      size,
      (i) => `  s${i}: { lane: touchpoint, owner: o${i}, improves: m${i}, fails: { what: x }, next: s${i + 1} }\n`,
    )
    const text = service(`${steps}  s${size}: { lane: customer, outcome: served }\n`, owners + incentives)
    const { findings, notAssessable } = await judge(text, { asks: ({ id }) => id === 'cost-elsewhere' })
    expect(findings.length).toBeGreaterThan(100)
    expect(notAssessable).toHaveLength(1)
  })

  it('a step moves thousands of metrics', async () => {
    const size = 20_000
    const metrics = `metrics:\n${listed(size, (i) => `  m${i}: { for: customer }\n`)}`
    const incentives = `owners: { desk: {} }\nincentives: { all: { owner: desk, rewards: m0 } }\n`
    const half = (odd: number): string =>
      numbers(size)
        .filter((i) => i % 2 === odd)
        .map((i) => `m${i}`)
        .join(', ')
    const step = `  ask: { lane: touchpoint, owner: desk, improves: [${half(0)}], hurts: [${half(1)}], next: served }\n`
    const text = service(`${step}  served: { lane: customer, outcome: served }\n`, metrics + incentives)
    const { findings } = await judge(text, { asks: ({ id }) => id === 'metric-conflict' })
    expect(findings).toHaveLength(1_000)
  })

  it('each of thousands brings about what goes wrong at another step', async () => {
    const size = 20_000
    const owners = `owners:\n${listed(size, (i) => `  o${i}: {}\n`)}`
    const fails = (i: number): string => `{ what: x, recover: s${size}, cause: o${size - 1 - i} }`
    const steps = listed(
      size,
      (i) => `  s${i}: { lane: touchpoint, owner: o${i}, fails: ${fails(i)}, next: s${i + 1} }\n`,
    )
    const text = service(`${steps}  s${size}: { lane: customer, outcome: served }\n`, owners)
    const { findings, notAssessable } = await judge(text, { asks: ({ id }) => id === 'unlearned-failure' })
    expect(findings.length).toBeGreaterThan(100)
    expect(notAssessable).toHaveLength(1)
  })
})
