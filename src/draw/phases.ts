import type { Graph } from '../graph/graph.ts'

/**
 * The phase of each step, as a position in the blueprint's list; -1 for all where it has none. A step without one takes
 * that of a step before it, else of one after it, else of its neighbour in the file.
 */
export function phasesOf({ blueprint, steps, incoming, outgoing }: Graph): Int32Array {
  const position = new Map(blueprint.phases.map((name, i) => [name, i]))
  const phase = Int32Array.from(steps, (step) => (step.phase === undefined ? -1 : (position.get(step.phase) ?? -1)))
  const first = phase.find((is) => is >= 0)
  if (first === undefined) return phase
  const spread = (neighbours: (index: number) => readonly number[]): void => {
    const known = steps.flatMap(({ index }) => (phase[index] === -1 ? [] : [index]))
    for (let head = 0; head < known.length; head += 1)
      for (const other of neighbours(known[head]!)) {
        if (phase[other] !== -1) continue
        phase[other] = phase[known[head]!]!
        known.push(other)
      }
  }
  spread((index) => outgoing[index]!.map(({ to }) => to.index))
  spread((index) => incoming[index]!.map(({ from }) => from.index))
  for (const { index } of steps) if (phase[index] === -1) phase[index] = phase[index - 1] ?? first
  return phase
}
