import { expect, it } from 'vitest'
import { atHand, certaintyOf, comesWithoutCustomer, factNamed } from '../src/graph/information.ts'
import type { Graph } from '../src/graph/graph.ts'
import { reached } from '../src/graph/reach.ts'
import { breaches } from '../src/graph/wishes.ts'
import { graphIn, judge } from './helpers/judge.ts'

/**
 * Everybody hands on to everybody, and every owner may remember what the work forgot: as many sets of those who remember
 * as there are sets of owners. The work is bounded, so that this ends; what is found within the bound is still told.
 */
function tangled(size: number, owners: number): string {
  let seed = 7
  const any = (most: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * most)
  }
  const steps = [...Array(size).keys()].map((i) => {
    const [first, second] = [any(owners), any(owners)]
    const owner = first === second || any(10) < 7 ? `o${first}` : `[o${first}, o${second}]`
    const record = ['', '', ', case: open', ', case: close'][any(4)]
    const facts = `produces: [f${any(20)}], needs: [f${any(20)}]`
    return `  s${i}: { lane: backstage, owner: ${owner}, ${facts}, next: [s${any(size)}, s${any(size)}, done]${record} }`
  })
  return `blueprint: 1
title: Everybody hands on to everybody
accountable: o0
promises: { ${[...Array(Math.min(20, size - 5)).keys()].map((i) => `p${i}: { says: Soon, made: s${i}, kept: s${i + 5} }`).join(', ')} }
owners: { ${[...Array(owners).keys()].map((i) => `o${i}: {}`).join(', ')} }
steps:
  ask: { lane: customer, next: s0 }
${steps.join('\n')}
  done: { lane: customer, outcome: served }
`
}

const rules = ['missing-information', 'customer-courier', 'untold-promise']
const asks = ({ id }: { readonly id: string }): boolean => rules.includes(id)

it('sets of those who may remember are not gone through without end', async () => {
  const text = tangled(120, 24)
  const { findings, notAssessable, faults } = await judge(text, { asks })
  expect(faults).toEqual([])
  expect(findings.length).toBeGreaterThan(0)
  expect(notAssessable.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted())
  const needing = stepsNeeding(await graphIn(text))
  for (const { rule, because } of notAssessable) {
    expect(because).toContain('too many combinations of who may remember what of `')
    for (const [promise] of because.matchAll(/(?<=`)p\d+(?=`)/g))
      expect(findings.map(({ element }) => element.split('/')[1])).not.toContain(promise)
    if (rule !== 'missing-information') continue
    // Where it is found to be missing for all who need it, nothing is open.
    for (const [fact] of because.matchAll(/(?<=`)f\d+(?=`)/g)) {
      const lacking = findings.filter(({ message }) => message.includes(` needs \`${fact}\``))
      expect(lacking.length).toBeLessThan(needing.get(fact)!)
    }
  }
})

/** How many steps that are reached need it. */
function stepsNeeding(graph: Graph): Map<string, number> {
  const count = new Map<string, number>()
  for (const { written } of reached(graph).inOrder)
    for (const name of written.needs ?? []) count.set(name, (count.get(name) ?? 0) + 1)
  return count
}

it('what is found within the bound is so without one', async () => {
  const graph = await graphIn(tangled(30, 5))
  const answers = [0, 50, 500, Number.MAX_SAFE_INTEGER].map((left) =>
    [...Array(20).keys()].map((fact) => {
      const certainty = certaintyOf(graph, factNamed(`f${fact}`))
      const wished = graph.steps.map((step) => ({ step, wish: atHand(graph, step) }))
      const { isDecided, has } = breaches(graph, wished, certainty, { left, each: left })
      return { isDecided, broken: wished.map(has) }
    }),
  )
  const exact = answers.at(-1)!
  expect(exact.every(({ isDecided }) => isDecided)).toBe(true)
  expect(answers[0]!.some(({ isDecided }) => isDecided)).toBe(false)
  for (const bounded of answers)
    for (const [fact, { isDecided, broken }] of bounded.entries()) {
      if (isDecided) expect(broken).toEqual(exact[fact]!.broken)
      for (const [step, isBroken] of broken.entries()) if (isBroken) expect(exact[fact]!.broken[step]).toBe(true)
    }
})

it('beyond the bound a fact is taken to come without the customer, and nothing is said', async () => {
  const comes = async (size: number, owners: number): Promise<boolean> => {
    const graph = await graphIn(tangled(size, owners))
    // Nothing leads back to where the customer asks.
    return comesWithoutCustomer(graph, factNamed('f0'), graph.steps.slice(1, 2), graph.steps[0]!)
  }
  expect(await comes(12, 2)).toBe(false)
  expect(await comes(60, 20)).toBe(true)
})

it('one question that is hard to answer leaves enough for the next, and what was used is gone', async () => {
  const hard = await graphIn(tangled(60, 12))
  const easy = await graphIn(tangled(12, 2))
  const each = 3_000
  const bound = { left: 3 * each, each }
  const isDecided = (graph: Graph): boolean => {
    const wished = graph.steps.map((step) => ({ step, wish: atHand(graph, step) }))
    return breaches(graph, wished, certaintyOf(graph, factNamed('f0')), bound).isDecided
  }
  expect(isDecided(hard)).toBe(false)
  expect(bound.left).toBeLessThanOrEqual(2 * each)
  expect(bound.left).toBeGreaterThan(1.5 * each)
  const before = bound.left
  expect(isDecided(easy)).toBe(true)
  expect(bound.left).toBeLessThan(before)
  expect(bound.left).toBeGreaterThan(before - each)
  for (let times = 0; times < 3; times += 1) expect(isDecided(hard)).toBe(false)
  expect(bound.left).toBeLessThanOrEqual(0)
  expect(isDecided(easy)).toBe(false)
})
