import { describe, expect, it } from 'vitest'
import { judge } from '../helpers/judge.ts'

/**
 * Work is bounded: each of these is so large that what takes the square of its size would take many minutes, far beyond the
 * time that any test has. What is measured is that they end, not when.
 */

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
  it('nothing has the names that are used', async () => {
    const text = service(listed(20_000, (i) => `  step-${i}: { lane: customer, next: setp-${i} }\n`))
    expect(await rulesIn(text)).toEqual({ 'unknown-reference': 20_000 })
  })

  it('no phase is one of those listed', async () => {
    const phases = `phases: [${listed(20_000, (i) => `phase ${i} of them`, ', ')}]\n`
    const steps = listed(20_000, (i) => `  s${i}: { lane: customer, outcome: served, phase: pahse ${i} of them }\n`)
    expect(await rulesIn(service(steps, phases))).toEqual({ 'wrong-shape': 20_000 })
  })

  it('a list is long, and each entry must be another one', async () => {
    const names = listed(200_000, (i) => `fact-${i}`, ', ')
    const step = `  read: { lane: customer, outcome: served, collects: [${names}] }\n`
    expect(await rulesIn(service(step))).toEqual({ 'no-accountable-owner': 1 })
    expect(await rulesIn(service(`${step}  read-on: {}\n`))).toEqual({ 'wrong-shape': 1 })
    const twice = step.replace('fact-7,', 'fact-199999,')
    expect(await rulesIn(service(twice))).toEqual({ 'wrong-shape': 1 })
  })
})
