import type { Flow, Step } from '../read/blueprint.ts'
import { type Edge, edgesFrom, type Graph, question } from './graph.ts'
import { leadingTo } from './leading.ts'
import type { Way } from './reach.ts'

/** How the work can go on without ever coming to some steps. */
export interface Past {
  /** It can, once this step has begun. */
  readonly has: (step: Step) => boolean
  /** To where the work ends, or goes round for ever. */
  readonly way: (step: Step) => Way
}

/**
 * From which steps the work can come to its end, or to where it goes round for ever, without coming to one of the goals
 * after the step. Where a step takes all its flows in parallel, all of them must lead past the goals: otherwise what is
 * on one of them comes about all the same. A ring that can be left is left at some time. `along`: what counts as a way
 * on; the `late` of a promise never, since the work itself goes on beside it. Backwards from the ends, each edge once.
 */
export function waysPast(graph: Graph, goals: readonly Step[], along: (edge: Edge) => boolean = goesOn): Past {
  const { steps, edges } = graph
  const isGoal = new Set(goals)
  const canArrive = leadingTo(graph, goals, along)
  const canEnd = leadingTo(graph, steps.filter(isEnd), along)
  const branchOf = branches(graph)
  const past = new Map<Step, Edge | undefined>()
  const open = new Map<Step, Set<number>>()

  const queue = steps.filter(
    (step) => isEnd(step) || !leadsOn(graph, step, (edge) => along(edge) && canArrive.has(edge.to)),
  )
  for (const step of queue) past.set(step, undefined)
  for (const step of queue) {
    if (isGoal.has(step)) continue
    for (let i = graph.inStart[step.index]!; i < graph.inStart[step.index + 1]!; i += 1) {
      const edge = edges[graph.in[i]!]!
      const { from } = edge
      if (!along(edge) || past.has(from)) continue
      const branch = branchOf[edge.index]!
      if (branch >= 0) {
        let lacking = open.get(from)
        if (!lacking) open.set(from, (lacking = new Set(from.next.keys())))
        lacking.delete(branch)
        if (lacking.size > 0) continue
      }
      past.set(from, edge)
      queue.push(from)
    }
  }

  return {
    has: (step) => past.has(step),
    way: (from) => {
      const way: Edge[] = []
      let last = from
      for (let edge = past.get(from); edge; edge = past.get(last)) {
        way.push(edge)
        last = edge.to
      }
      return { from, edges: canEnd.has(last) ? [...way, ...canEnd.on(last)] : way }
    },
  }
}

/** A way of the work itself, which what a promise does when it is late is not. */
const goesOn = ({ promise }: Edge): boolean => promise === undefined

/** Nothing follows when all goes well. */
const isEnd = ({ next }: Step): boolean => next.length === 0

const leadsOn = (graph: Graph, step: Step, on: (edge: Edge) => boolean): boolean => edgesFrom(graph, step).some(on)

/**
 * Which of the parallel flows of its step an edge belongs to, by position: the flow itself, and its `late`, which takes
 * its place. -1 where the edge is taken alone: a choice, or a failure.
 */
const branches = question(({ steps, edges }): Int32Array => {
  const branchOf = new Int32Array(edges.length).fill(-1)
  const positions = new Map<Flow, number>()
  for (const { split, next } of steps)
    if (split === 'all') for (const [position, flow] of next.entries()) positions.set(flow, position)
  for (const edge of edges) {
    const { index, from, failure, flow, insteadOf } = edge
    if (from.split !== 'all' || failure || !goesOn(edge)) continue
    // The edge of a flow comes before that of its `late`.
    const position = positions.get(insteadOf ?? flow)!
    positions.set(flow, position)
    branchOf[index] = position
  }
  return branchOf
})
