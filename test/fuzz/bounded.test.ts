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
})
