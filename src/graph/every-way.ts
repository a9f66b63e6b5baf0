import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, isFailureEdge } from './graph.ts'
import { search } from './reach.ts'

/**
 * Whether `step` lies on every way from one of the steps to another. Ways are runs: at a `join: all` it is enough that
 * one of the branches passes it. Failure edges are no ways while the goal can be reached without them.
 */
export function liesOnEveryWay(graph: Graph, step: Step, from: readonly Step[], to: Step): boolean {
  if (from.includes(step) || step === to) return false
  const well = search(graph, from, (edge) => !isFailureEdge(edge)).has(to)
  const along = (edge: Edge): boolean => !well || !isFailureEdge(edge)
  if (!canGet(graph, from, to, along)) return false
  return !canGet(graph, from, to, along, step)
}

/**
 * A run from one of the steps to another that leaves a step out. A `join: all` is passed when every incoming flow that
 * begins downstream of `from` has been; its other flows come from elsewhere and are there.
 */
function canGet(
  graph: Graph,
  from: readonly Step[],
  to: Step,
  along: (edge: Edge) => boolean,
  without?: Step,
): boolean {
  const downstream = search(graph, from, along)
  const waitingFor = new Map<Step, number>()
  const passed = new Set<Step>(from)
  const queue = [...from]
  for (const here of queue) {
    if (here === to) return true
    for (let i = graph.outStart[here.index]!; i < graph.outStart[here.index + 1]!; i += 1) {
      const edge = graph.edges[graph.out[i]!]!
      const next = edge.to
      if (!along(edge) || next === without || passed.has(next)) continue
      if (next.join === 'all') {
        const open =
          (waitingFor.get(next) ?? incoming(graph, next, (edge) => along(edge) && downstream.has(edge.from))) - 1
        waitingFor.set(next, open)
        if (open > 0) continue
      }
      passed.add(next)
      queue.push(next)
    }
  }
  return false
}

function incoming(graph: Graph, step: Step, counts: (edge: Edge) => boolean): number {
  let number = 0
  for (let i = graph.inStart[step.index]!; i < graph.inStart[step.index + 1]!; i += 1)
    if (counts(graph.edges[graph.in[i]!]!)) number += 1
  return number
}
