import type { Basis, Step } from '../read/blueprint.ts'
import { type Edge, type Graph, isFailureEdge, question } from './graph.ts'

/** Edges one after another, and the step where they begin; without edges, just that step. */
export interface Way {
  readonly from: Step
  readonly edges: readonly Edge[]
}

export const wayOn = ({ from, edges }: Way, ...more: readonly Edge[]): Way => ({ from, edges: [...edges, ...more] })

export const stepsOf = ({ from, edges }: Way): Step[] => [from, ...edges.map(({ to }) => to)]

/** What a search gets to. */
export interface Reached {
  readonly has: (step: Step) => boolean
  /** The surest way there, and the shortest among those; undefined where none leads. */
  readonly way: (step: Step) => Way | undefined
  /** Those that were got to, the nearest first. */
  readonly inOrder: readonly Step[]
  /** The position in `inOrder`. */
  readonly rank: (step: Step) => number
  /** How doubtful the surest way there is, from 0, certain, to `wholeDoubt`; the step alone where no way leads. */
  readonly doubt: (step: Step) => number
}

/** How doubtful a statement is: less is surer. */
export const doubt: Record<Basis, number> = { observed: 0, reported: 1, assumed: 2 }
export const wholeDoubt = Math.max(...Object.values(doubt))
const notReached = -2
const start = -1

/**
 * Breadth first over the edges that `along` lets through. Ways that stand on what was observed come before those that
 * stand on what was reported or assumed, so that a finding is as sure as it can be: one search for each degree of
 * doubt, as far as anything more is reached with it.
 */
export function search(graph: Graph, from: readonly Step[], along: (edge: Edge) => boolean = () => true): Reached {
  const { steps, edges } = graph
  const level = new Int8Array(steps.length).fill(notReached)
  const rank = new Int32Array(steps.length).fill(steps.length)
  const inOrder: Step[] = []
  const arrivedBy: Int32Array[] = []
  let nextDoubt = 0

  for (let allowed = 0; allowed <= wholeDoubt; allowed += 1) {
    if (allowed < nextDoubt) continue // nothing was kept out by doubt of this degree
    const by = new Int32Array(steps.length).fill(notReached)
    const queue: number[] = []
    nextDoubt = wholeDoubt + 1
    const arrive = (step: Step, edge: number, doubtful: number): void => {
      if (doubtful > allowed) nextDoubt = Math.min(nextDoubt, doubtful)
      else if (by[step.index] === notReached) {
        by[step.index] = edge
        queue.push(step.index)
      }
    }
    for (const step of from) arrive(step, start, doubt[step.basis])
    for (let head = 0; head < queue.length; head += 1) {
      const index = queue[head]!
      if (level[index] === notReached) {
        level[index] = allowed
        rank[index] = inOrder.length
        inOrder.push(steps[index]!)
      }
      for (let i = graph.outStart[index]!; i < graph.outStart[index + 1]!; i += 1) {
        const edge = edges[graph.out[i]!]!
        if (along(edge)) arrive(edge.to, edge.index, doubtOf(edge))
      }
    }
    arrivedBy[allowed] = by
  }

  return {
    has: (step) => level[step.index] !== notReached,
    inOrder,
    rank: (step) => rank[step.index]!,
    doubt: (step) => (level[step.index] === notReached ? doubt[step.basis] : level[step.index]!),
    way: (step) => {
      const by = arrivedBy[level[step.index]!]
      if (!by) return undefined
      const way: Edge[] = []
      let first = step
      for (let edge = by[step.index]!; edge !== start; edge = by[first.index]!) {
        way.push(edges[edge]!)
        first = edges[edge]!.from
      }
      return { from: first, edges: way.reverse() }
    },
  }
}

/** How doubtful it is that an edge is there and leads to such a step. */
export const doubtOf = ({ flow, failure, promise, to }: Edge): number =>
  Math.max(doubt[flow.basis], doubt[failure?.basis ?? 'observed'], doubt[promise?.basis ?? 'observed'], doubt[to.basis])

/** All that a customer can get to, whatever goes wrong on the way. */
export const reached = question((graph) => search(graph, graph.blueprint.starts))

/** What a customer can get to while nothing goes wrong. */
const reachedWell = question((graph) => search(graph, graph.blueprint.starts, (edge) => !isFailureEdge(edge)))

/** Steps that only come about because something went wrong. A customer's step among them is failure demand. */
export const onFailurePath = question((graph) => {
  const all = reached(graph)
  const well = reachedWell(graph)
  return (step: Step): boolean => all.has(step) && !well.has(step)
})

/** How a customer gets to a step that is reached. */
export const wayTo = (graph: Graph, step: Step): Way => reached(graph).way(step) ?? { from: step, edges: [] }

/** Of several edges the one over which customers come most surely; the first where several are equally sure. */
export const surestEdge = (graph: Graph, edges: readonly Edge[]): Edge | undefined => {
  const { has, doubt } = reached(graph)
  const unsure = (edge: Edge): number =>
    Math.max(doubt(edge.from), doubtOf(edge)) + (has(edge.from) ? 0 : wholeDoubt + 1)
  return least(edges, unsure)
}

/** Of several steps the one that customers get to most surely; the first where several are equally sure. */
export const surestStep = (graph: Graph, steps: readonly Step[]): Step | undefined => {
  const { has, doubt } = reached(graph)
  return least(steps, (step) => doubt(step) + (has(step) ? 0 : wholeDoubt + 1))
}

function least<T>(all: readonly T[], measure: (one: T) => number): T | undefined {
  let best: { one: T; measured: number } | undefined
  for (const one of all) {
    const measured = measure(one)
    if (best === undefined || measured < best.measured) best = { one, measured }
  }
  return best?.one
}

/** From which steps a goal can be reached, and the shortest way on from there. */
export interface Leading {
  readonly has: (step: Step) => boolean
  /** The edges from the step to the nearest goal. */
  readonly on: (step: Step) => Edge[]
}

/** Breadth first, backwards from the goals over the edges that `along` lets through. */
export function leadingTo(graph: Graph, goals: readonly Step[], along: (edge: Edge) => boolean = () => true): Leading {
  const { edges } = graph
  const nextEdge = new Int32Array(graph.steps.length).fill(notReached)
  const queue = goals.map(({ index }) => index)
  for (const index of queue) nextEdge[index] = start
  for (let head = 0; head < queue.length; head += 1) {
    const index = queue[head]!
    for (let i = graph.inStart[index]!; i < graph.inStart[index + 1]!; i += 1) {
      const edge = edges[graph.in[i]!]!
      if (nextEdge[edge.from.index] !== notReached || !along(edge)) continue
      nextEdge[edge.from.index] = edge.index
      queue.push(edge.from.index)
    }
  }
  return {
    has: ({ index }) => nextEdge[index] !== notReached,
    on: ({ index }) => {
      const way: Edge[] = []
      for (let by = nextEdge[index]!; by >= 0; by = nextEdge[way.at(-1)!.to.index]!) way.push(edges[by]!)
      return way
    },
  }
}

const ending = (...outcomes: readonly Step['outcome'][]) =>
  question((graph) =>
    leadingTo(
      graph,
      graph.steps.filter(({ outcome }) => outcome !== undefined && outcomes.includes(outcome)),
    ),
  )

/** The customer can still be served, put right, or get a proper no. */
export const canEndProperly = ending('served', 'recovered', 'declined')

export const canBeLost = ending('lost')
