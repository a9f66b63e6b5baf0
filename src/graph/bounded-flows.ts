import type { Flow } from '../read/blueprint.ts'
import { question } from './graph.ts'

/** Flows that can be taken so many times at most: they say so themselves, or they are the `late` of one that does. */
export const boundedFlows = question(({ edges }): ReadonlySet<Flow> => {
  const bounded = new Set<Flow>()
  // A flow's edge comes before that of its `late`.
  for (let i = 0; i < edges.length; i += 1) {
    const { flow } = edges[i]!
    if (flow.limit === undefined && (bounded.size === 0 || !bounded.has(flow))) continue
    bounded.add(flow)
    if (flow.late && 'flow' in flow.late) bounded.add(flow.late.flow)
  }
  return bounded
})
