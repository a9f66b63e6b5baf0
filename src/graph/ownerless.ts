import type { Step } from '../read/blueprint.ts'
import { connectedGroups } from './components.ts'
import { type Edge, edgesFrom, edgesInto, isOwnerless, question } from './graph.ts'

/** Own steps without owner that follow on from each other, and what comes in and goes out. */
export interface Stretch {
  readonly steps: readonly Step[]
  /** From a step that has an owner, or from the customer; in the order of the file. */
  readonly entries: readonly Edge[]
  readonly exits: readonly Edge[]
  /** A start of the service is one of its steps: nobody had the work before. */
  readonly isStart: boolean
}

/** Over all edges, and in unreached parts too. */
export const ownerlessStretches = question((graph): Stretch[] => {
  const starts = new Set(graph.blueprint.starts)
  return connectedGroups(graph, isOwnerless).map((steps) => ({
    steps,
    entries: steps
      .flatMap((step) => edgesInto(graph, step))
      .filter(({ from }) => !isOwnerless(from))
      .sort((a, b) => a.index - b.index),
    exits: steps.flatMap((step) => edgesFrom(graph, step)).filter(({ to }) => !isOwnerless(to)),
    isStart: steps.some((step) => starts.has(step)),
  }))
})

/** Otherwise nobody had it in the first place, which is ownerless-step's to say. */
export const isHandedToNobody = ({ entries, isStart }: Stretch): boolean => entries.length > 0 && !isStart
