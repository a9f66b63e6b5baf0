import type { Step } from '../read/blueprint.ts'
import { stronglyConnected } from './components.ts'
import type { Edge, Graph } from './graph.ts'
import { search } from './reach.ts'

/** What has happened in every run by the time that it is through with a step. */
export interface EveryRun {
  /** Whether one of the steps of this group has been passed. */
  readonly has: (group: number, at: Step) => boolean
  /** Whether any run gets there at all; where none does, everything is certain. */
  readonly reached: (at: Step) => boolean
}

const bits = 32

/**
 * Groups of steps that every run from one of these steps passes, themselves included: of each group, any of its steps.
 * A `join: all` has passed what any of its incoming flows has that begin downstream of `from` (its others come from
 * elsewhere and are there), any other step only what all of them have. The greatest solution, 32 groups at a time.
 */
export function everyRun(
  graph: Graph,
  from: readonly Step[],
  groups: readonly (readonly Step[])[],
  along: (edge: Edge) => boolean,
): EveryRun {
  const { steps, edges, inStart, in: into } = graph
  const downstream = search(graph, from, along)
  const inOrder = stronglyConnected(graph, along).toReversed().flat().filter(downstream.has)
  const begins = new Set(from)
  // A last group without steps: it is passed only where no run ever gets to.
  const rounds = Math.ceil((groups.length + 1) / bits)
  const passed: Int32Array[] = []

  for (let round = 0; round < rounds; round += 1) {
    const own = new Int32Array(steps.length)
    for (let bit = 0; bit < bits; bit += 1)
      for (const step of groups[round * bits + bit] ?? []) own[step.index]! |= 1 << bit
    const after = new Int32Array(steps.length).fill(-1)
    passed.push(after)
    for (let changed = true; changed; ) {
      changed = false
      for (const step of inOrder) {
        let before = 0
        if (!begins.has(step)) {
          const united = step.join === 'all'
          before = united ? 0 : -1
          for (let i = inStart[step.index]!; i < inStart[step.index + 1]!; i += 1) {
            const edge = edges[into[i]!]!
            if (!along(edge) || !downstream.has(edge.from)) continue
            before = united ? before | after[edge.from.index]! : before & after[edge.from.index]!
          }
        }
        const now = before | own[step.index]!
        if (now === after[step.index]) continue
        after[step.index] = now
        changed = true
      }
    }
  }

  const has = (group: number, { index }: Step): boolean =>
    (passed[Math.floor(group / bits)]![index]! & (1 << (group % bits))) !== 0
  return { has, reached: (at) => downstream.has(at) && !has(groups.length, at) }
}
