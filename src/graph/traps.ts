import type { Step } from '../read/blueprint.ts'
import { componentOf, rings } from './components.ts'
import { edgesFrom, type Graph, question } from './graph.ts'
import { reached, search } from './reach.ts'

/** Reached sets of steps that lead only to each other and hold no outcome, each in the order of the file. */
export const traps = question((graph): readonly (readonly Step[])[] => {
  const { steps } = graph
  const { has } = reached(graph)
  const found = rings(graph).filter((ring) => has(ring[0]!) && isTrap(graph, ring))
  for (let i = 0; i < steps.length; i += 1)
    if (leadsOnlyToItself(graph, i) && steps[i]!.outcome === undefined && has(steps[i]!)) found.push([steps[i]!])
  return found
})

/** No edge leaves, and the journey does not end here. A set that an edge leaves is none. */
function isTrap(graph: Graph, ring: readonly Step[]): boolean {
  const setOf = componentOf(graph)
  return ring.every(
    (step) =>
      step.outcome === undefined && edgesFrom(graph, step).every(({ to }) => setOf[to.index] === setOf[step.index]),
  )
}

function leadsOnlyToItself({ outStart, out, target }: Graph, index: number): boolean {
  const end = outStart[index + 1]!
  if (outStart[index] === end) return false
  for (let i = outStart[index]!; i < end; i += 1) if (target[out[i]!] !== index) return false
  return true
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
