import type { Edge, Graph } from './graph.ts'
import { least, reached } from './reach.ts'

/**
 * Of the flows of a ring the one that turns back: it leads back the furthest, as seen from where customers come in. To
 * bound any flow bounds a ring; but people go round by this one, and by the others they go on. Of several the last.
 */
export function turningBack(graph: Graph, ring: readonly Edge[]): Edge | undefined {
  const { rank } = reached(graph)
  return least([...ring].reverse(), ({ from, to }) => rank(to) - rank(from))
}
