import type { Step } from '../read/blueprint.ts'
import { everyRun } from './every-run.ts'
import { type Edge, type Graph, isFailureEdge } from './graph.ts'
import { search } from './reach.ts'

/**
 * Which of these steps lie on every way from one of the steps to another, itself neither. Ways are runs: at a `join: all`
 * it is enough that one of the branches passes it. Failure edges are no ways while the goal can be reached without them.
 */
export function onEveryWay(graph: Graph, asked: readonly Step[], from: readonly Step[], to: Step): ReadonlySet<Step> {
  const well = search(graph, from, (edge) => !isFailureEdge(edge)).has(to)
  const along = (edge: Edge): boolean => !well || !isFailureEdge(edge)
  const groups = asked.filter((step) => step !== to && !from.includes(step))
  const run = everyRun(
    graph,
    from,
    groups.map((step) => [step]),
    along,
  )
  return new Set(run.reached(to) ? groups.filter((_, i) => run.has(i, to)) : [])
}
