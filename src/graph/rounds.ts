import type { Graph } from './graph.ts'
import { fewCodes } from '../words.ts'

/** Steps and flows that one question may look at in one blueprint, each as often as it is looked at. */
const mostLooks = 20_000_000

/** However large the blueprint is. */
const fewestRounds = 10

/**
 * How many times one question may go through a whole blueprint, such as once for each promise: far more often than any
 * has promises that people write. Beyond that nothing is said of the rest, so that strangers cannot make a run long.
 */
export const mostRounds = ({ steps, edges }: Graph): number =>
  Math.max(fewestRounds, Math.floor(mostLooks / (steps.length + edges.length)))

/** What is said of those for which there was no round left. */
export const tooMany = (names: readonly string[], ask: (few: string) => string) => {
  const few = fewCodes(names.map((id) => ({ id })))
  return { because: `the blueprint is too large to go through it for each of ${few}`, ask: ask(few) }
}
