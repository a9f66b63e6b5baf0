import type { Flow, Step } from '../read/blueprint.ts'
import { type Graph, question } from './graph.ts'
import { lastCommonStep } from './last-common-step.ts'
import { reached, search } from './reach.ts'

/** How much of what is done at one step is done at the next, on average. */
export interface Shares {
  /** By edge index: visits of its target for each visit of its source. Late edges have none. */
  readonly of: Float64Array
  /** The edges on which something goes that has gone wrong. */
  readonly recovering: readonly number[]
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
 * A `join: all` runs once for the mean of what comes in, over the edges that bring anything: not those of steps that only
 * a `late` leads to, or a failure without chance. So does a `join: some` behind a `split: all`; behind other splits its
 * branches add up to the runs.
 */
export const shares = question((graph): Shares => {
  const of = new Float64Array(graph.edges.length)
  const recovering: number[] = []
  const guessed = new Set<Step>()
  const joins: Step[] = []
  const { inOrder } = reached(graph)
  for (let i = 0; i < inOrder.length; i += 1) {
    const step = inOrder[i]!
    if (step.join !== 'any') joins.push(step)
    if (step.fails.length > 0) recover(graph, step, of, recovering)
    if (goOn(graph, step, of)) guessed.add(step)
  }
  if (joins.length > 0) join(graph, joins, of)
  return { of, recovering, guessed }
})

/** What goes wrong at a step and is put right. */
function recover({ outgoing }: Graph, step: Step, of: Float64Array, recovering: number[]): void {
  const failing = stated(step.fails)
  for (const { index, kind, failure } of outgoing[step.index]!) {
    if (kind !== 'recover' || !failure!.chance) continue
    of[index] = failure!.chance / Math.max(1, failing)
    recovering.push(index)
  }
}

/** How much goes which way from a step when nothing goes wrong there; true where that is a guess. */
function goOn({ edges, outStart, out }: Graph, { next, fails, split, index }: Step, of: Float64Array): boolean {
  const left = fails.length === 0 ? 1 : Math.max(0, 1 - stated(fails))
  const first = outStart[index]!
  // The first edge out of a step is that of its first flow, and a flow's edge comes before that of its `late`.
  if (next.length === 1 && next[0]!.chance === undefined) {
    of[out[first]!] = left
    return false
  }
  const choice = split === 'all' ? undefined : choiceOf(next, left)
  for (let i = first, flow = 0; flow < next.length; i += 1) {
    if (edges[out[i]!]!.kind !== 'next') continue
    of[out[i]!] = choice ? choice.parts[flow]! : left
    flow += 1
  }
  return choice?.isGuess ?? false
}

function stated(ways: readonly { readonly chance?: number | undefined }[]): number {
  let sum = 0
  for (let i = 0; i < ways.length; i += 1) sum += ways[i]!.chance ?? 0
  return sum
}

/** The parts of the flows, in their order. */
function choiceOf(flows: readonly Flow[], left: number): { parts: number[]; isGuess: boolean } {
  const said = stated(flows)
  let silent = 0
  for (const { chance } of flows) if (chance === undefined) silent += 1
  if (silent > 0 && said <= left + roundedOff)
    return { parts: flows.map(({ chance }) => chance ?? Math.max(0, left - said) / silent), isGuess: silent > 1 }
  const weights = flows.map(({ chance }) => chance ?? Math.max(0, 1 - said) / silent)
  const sum = weights.reduce((sum, weight) => sum + weight, 0)
  if (sum === 0) return { parts: flows.map(() => left / flows.length), isGuess: flows.length > 1 }
  const isGuess = silent > 1 || said > 1 + roundedOff || (silent === 0 && said < left - roundedOff)
  return { parts: weights.map((weight) => (weight / sum) * left), isGuess }
}

/** What comes in together runs once. */
function join(graph: Graph, joins: readonly Step[], of: Float64Array): void {
  const { inStart, in: into } = graph
  const isParted = joins.some((step) => step.join === 'some') ? partedBefore(graph, of) : undefined
  const visited = search(graph, graph.blueprint.starts, ({ index }) => of[index]! > 0)
  const brings = (edge: number): boolean => of[edge]! > 0 && visited.has(graph.edges[edge]!.from)
  for (const step of joins) {
    if (step.join === 'some' && !isParted?.(step)) continue
    const [first, end] = [inStart[step.index]!, inStart[step.index + 1]!]
    let bringing = 0
    for (let i = first; i < end; i += 1) if (brings(into[i]!)) bringing += 1
    for (let i = first; i < end; i += 1) of[into[i]!]! /= Math.max(1, bringing)
  }
}

/** Whether the last step that all that comes in has passed parts the work; nothing where no step does. */
function partedBefore(graph: Graph, of: Float64Array): ((step: Step) => boolean) | undefined {
  if (!reached(graph).inOrder.some(parts)) return undefined
  const last = lastCommonStep(graph, (edge) => of[edge]! > 0)
  return (step) => {
    const from = last(step)
    return from !== undefined && parts(from)
  }
}

/** All ways on are taken at once, and there are several. */
const parts = ({ split, next }: Step): boolean => split === 'all' && next.length > 1
