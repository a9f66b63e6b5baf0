import type { Step } from '../read/blueprint.ts'
import { question } from './graph.ts'
import { reached } from './reach.ts'

/**
 * Steps that are reached, by what rules look for in them, each list in the order in which customers get to them: looked
 * through once for all rules, since most rules are about few steps.
 */
export interface StepsWith {
  /** Something that can go wrong. */
  readonly failures: readonly Step[]
  /** Something that those who do it must have. */
  readonly requirements: readonly Step[]
  /** Several flows. */
  readonly choices: readonly Step[]
  /** No flow. */
  readonly noNext: readonly Step[]
  /** A metric that gets better or worse. */
  readonly metrics: readonly Step[]
  /** A case that is opened or closed there, or is said not to be. */
  readonly cases: readonly Step[]
}

export const stepsWith = question((graph): StepsWith => {
  const { inOrder } = reached(graph)
  const failures: Step[] = []
  const requirements: Step[] = []
  const choices: Step[] = []
  const noNext: Step[] = []
  const metrics: Step[] = []
  const cases: Step[] = []
  for (let i = 0; i < inOrder.length; i += 1) {
    const step = inOrder[i]!
    const { fails, next, improves, hurts, written } = step
    if (fails.length > 0) failures.push(step)
    if (next.length === 0) noNext.push(step)
    else if (next.length > 1) choices.push(step)
    if (improves.length > 0 || hurts.length > 0) metrics.push(step)
    if (written.requires !== undefined) requirements.push(step)
    if (written.case !== undefined) cases.push(step)
  }
  return { failures, requirements, choices, noNext, metrics, cases }
})
