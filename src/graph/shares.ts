import type { Failure, Flow, Step } from '../read/blueprint.ts'
import { type Edge, edgesFrom, edgesInto, type Graph, question } from './graph.ts'
import { lastCommonStep } from './last-common-step.ts'
import { reached } from './reach.ts'

/** How much of what is done at one step is done at the next, on average. */
export interface Shares {
  /** By edge index: visits of its target for each visit of its source. Late edges have none. */
  readonly of: Float64Array
  /** Choices for which the blueprint does not say enough: they share evenly, or in proportion. */
  readonly guessed: ReadonlySet<Step>
}

/** Chances that miss a whole by less are rounded ones: three times 33.3 %. */
const roundedOff = 0.001 + 1e-9

/**
 * Failures take their chance first; one that does not say any is taken never, and what has no `recover` ends there.
 * What they leave goes on:
 * - `split: one` by the flows' chances, on one scale with the failures'. Flows without any share evenly what is left; where
 *   that would exceed a whole, or all are stated and come to less, the flows share in proportion what failures leave.
 * - `split: all` on every flow.
 * - `split: some` as if one of them were taken, which is the least that can happen.
 *
 * A `join: all` runs once for the mean of what comes in, over the edges that bring anything; so does a `join: some`
 * behind a `split: all`. Behind other splits its branches add up to the runs.
 */
export const shares = question((graph): Shares => {
  const of = new Float64Array(graph.edges.length)
  const guessed = new Set<Step>()
  for (const step of reached(graph).inOrder) {
    const { failing, left } = failuresOf(step)
    const { parts, isGuess } =
      step.split === 'all' ? { parts: step.next.map(() => left), isGuess: false } : choice(step, left)
    if (isGuess) guessed.add(step)
    const flows = new Map<Flow, number>(step.next.map((flow, i) => [flow, parts[i]!]))
    for (const { index, kind, flow, failure } of edgesFrom(graph, step)) {
      if (kind === 'next') of[index] = flows.get(flow)!
      if (kind === 'recover') of[index] = failing(failure!)
    }
  }
  joined(graph, of)
  return { of, guessed }
})

function failuresOf({ fails }: Step): { failing: (failure: Failure) => number; left: number } {
  const sum = fails.reduce((sum, { chance = 0 }) => sum + chance, 0)
  return { failing: ({ chance = 0 }) => chance / Math.max(1, sum), left: Math.max(0, 1 - sum) }
}

function choice({ next }: Step, left: number): { parts: number[]; isGuess: boolean } {
  const stated = next.reduce((sum, { chance = 0 }) => sum + chance, 0)
  const silent = next.filter(({ chance }) => chance === undefined).length
  if (silent > 0 && stated <= left + roundedOff)
    return { parts: next.map(({ chance }) => chance ?? Math.max(0, left - stated) / silent), isGuess: silent > 1 }
  const weights = next.map(({ chance }) => chance ?? Math.max(0, 1 - stated) / silent)
  const sum = weights.reduce((sum, weight) => sum + weight, 0)
  if (sum === 0) return { parts: next.map(() => left / next.length), isGuess: next.length > 1 }
  const isGuess = silent > 1 || stated > 1 + roundedOff || (silent === 0 && stated < left - roundedOff)
  return { parts: weights.map((weight) => (weight / sum) * left), isGuess }
}

function joined(graph: Graph, of: Float64Array): void {
  const splits = reached(graph).inOrder.some(({ split, next }) => split === 'all' && next.length > 1)
  const before = splits ? lastCommonStep(graph, (edge) => of[edge.index]! > 0) : undefined
  const joins = graph.steps.filter(
    (step) => step.join === 'all' || (step.join === 'some' && before?.(step)?.split === 'all'),
  )
  for (const join of joins) {
    const bringing = edgesInto(graph, join).filter((edge: Edge) => of[edge.index]! > 0)
    for (const { index } of bringing) of[index]! /= bringing.length
  }
}
