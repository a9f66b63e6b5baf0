import type { Step } from '../read/blueprint.ts'
import { everyRun } from './every-run.ts'
import { type Edge, type Graph, isFailureEdge } from './graph.ts'
import { search } from './reach.ts'

/**
 * Whether `step` lies on every way from one of the steps to another, itself neither. Ways are runs: at a `join: all` it
 * is enough that one of the branches passes it. Failure edges are no ways while the goal can be reached without them.
 */
export function liesOnEveryWay(graph: Graph, step: Step, from: readonly Step[], to: Step): boolean {
  if (from.includes(step) || step === to) return false
  const well = search(graph, from, (edge) => !isFailureEdge(edge)).has(to)
  const along = (edge: Edge): boolean => !well || !isFailureEdge(edge)
  const run = everyRun(graph, from, [[step]], along)
  return run.reached(to) && run.has(0, to)
}
