import type { Step } from '../read/blueprint.ts'
import { components } from './components.ts'
import { edgesFrom, type Graph, question } from './graph.ts'
import { reached, search } from './reach.ts'

/** Reached sets of steps that lead only to each other and hold no outcome, each in the order of the file. */
export const traps = question((graph) =>
  components(graph).filter((ring) => reached(graph).has(ring[0]!) && isTrap(graph, ring)),
)

/** No edge leaves, an edge stays inside, and the journey does not end here. A set that an edge leaves is none. */
function isTrap(graph: Graph, ring: readonly Step[]): boolean {
  const within = new Set(ring)
  let stays = false
  for (const step of ring) {
    if (step.outcome !== undefined) return false
    for (const { to } of edgesFrom(graph, step)) {
      if (!within.has(to)) return false
      stays = true
    }
  }
  return stays
}

const trapAround = question(
  (graph) => new Map(traps(graph).flatMap((ring) => ring.map((step) => [step, ring] as const))),
)

/**
 * The dead end, or the first step of the trap, in which every way from a step ends: where it is the only one, it alone
 * is why nothing good comes of going there. Undefined where an outcome can be reached, or several ends.
 */
export function soleEnd(graph: Graph, from: Step): Step | undefined {
  const ends = new Set<Step>()
  for (const step of search(graph, [from]).inOrder) {
    if (step.outcome !== undefined) return undefined
    const ring = trapAround(graph).get(step)
    if (ring) ends.add(ring[0]!)
    else if (step.next.length === 0) ends.add(step)
  }
  return ends.size === 1 ? [...ends][0] : undefined
}
