import type { Step } from '../read/blueprint.ts'
import type { Edge, Graph } from './graph.ts'
import { search } from './reach.ts'

/**
 * For each step the last one that all ways to it lead through, itself apart: the immediate dominator, by the algorithm
 * of Cooper, Harvey and Kennedy (2001). Undefined where the ways from the starts have no step in common.
 */
export function lastCommonStep(graph: Graph, along: (edge: Edge) => boolean): (step: Step) => Step | undefined {
  const { steps, edges, inStart, in: into } = graph
  const starts = new Set(graph.blueprint.starts)
  const inReach = search(graph, graph.blueprint.starts, along)
  // In any order of a search each step comes after all that it needs to be got to.
  const root = steps.length
  const rank = new Int32Array(root + 1).fill(-1)
  for (const [position, { index }] of inReach.inOrder.entries()) rank[index] = position
  const unknown = -1
  const last = new Int32Array(root + 1).fill(unknown)
  last[root] = root
  const common = (a: number, b: number): number => {
    while (a !== b)
      if (rank[a]! > rank[b]!) a = last[a]!
      else b = last[b]!
    return a
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const step of inReach.inOrder) {
      let found = starts.has(step) ? root : unknown
      for (let i = inStart[step.index]!; i < inStart[step.index + 1]!; i += 1) {
        const edge = edges[into[i]!]!
        const before = edge.from.index
        if (!along(edge) || last[before] === unknown) continue
        found = found === unknown ? before : common(before, found)
      }
      if (found === last[step.index]) continue
      last[step.index] = found
      changed = true
    }
  }
  return ({ index }) => steps[last[index]!]
}
