import type { Step } from '../read/blueprint.ts'
import type { Graph } from './graph.ts'

/** No place, no number: what is not there, or not known yet. */
const none = -1

/**
 * For each step the last one that all ways to it lead through, itself apart: the immediate dominator, by the simpler
 * algorithm of Lengauer and Tarjan (1979), in which no chain of steps is long twice. Undefined where the ways from the
 * starts have no step in common. Runs on the numbers of a walk in depth, where 0 stands before all starts.
 */
export function lastCommonStep(graph: Graph, along: (edge: number) => boolean): (step: Step) => Step | undefined {
  const { steps, inStart, in: into, source } = graph
  const { stepAt, numberOf, parent } = walkInDepth(graph, along)
  const size = stepAt.length
  const forest = new Forest(size)
  const last = new Int32Array(size)
  // Those whose nearest way round begins at a number, as a list through all that share it.
  const waiting = new Int32Array(size).fill(none)
  const nextWaiting = new Int32Array(size)

  const starts = new Set(graph.blueprint.starts)
  for (let here = size - 1; here > 0; here -= 1) {
    const step = stepAt[here]!
    if (starts.has(steps[step]!)) forest.shorten(here, 0)
    for (let i = inStart[step]!; i < inStart[step + 1]!; i += 1) {
      const before = numberOf[source[into[i]!]!]!
      if (before !== none && along(into[i]!)) forest.shorten(here, forest.wayRound[forest.leastAbove(before)]!)
    }
    const from = forest.wayRound[here]!
    nextWaiting[here] = waiting[from]!
    waiting[from] = here
    const above = parent[here]!
    forest.hang(here, above)
    for (let other = waiting[above]!; other !== none; other = nextWaiting[other]!) {
      const least = forest.leastAbove(other)
      last[other] = forest.wayRound[least]! < forest.wayRound[other]! ? least : above
    }
    waiting[above] = none
  }
  for (let here = 1; here < size; here += 1) if (last[here] !== forest.wayRound[here]) last[here] = last[last[here]!]!

  return ({ index }) => {
    const number = numberOf[index]!
    return number === none || last[number] === 0 ? undefined : steps[stepAt[last[number]!]!]
  }
}

/** The steps that are got to, by the number of their turn and the other way round, and from which each is entered. */
function walkInDepth(graph: Graph, along: (edge: number) => boolean) {
  const { outStart, out, target } = graph
  const numberOf = new Int32Array(graph.steps.length).fill(none)
  const stepAt = [none]
  const parent = [0]
  const next = outStart.slice()
  for (const { index: start } of graph.blueprint.starts) {
    if (numberOf[start] !== none) continue
    numberOf[start] = stepAt.length
    stepAt.push(start)
    parent.push(0)
    for (let here = stepAt.length - 1; here > 0; ) {
      const step = stepAt[here]!
      if (next[step] === outStart[step + 1]) {
        here = parent[here]!
        continue
      }
      const edge = out[next[step]!++]!
      const there = target[edge]!
      if (numberOf[there] !== none || !along(edge)) continue
      parent.push(here)
      here = numberOf[there] = stepAt.length
      stepAt.push(there)
    }
  }
  return { stepAt, numberOf, parent }
}

/** The part of the walk that has been looked at from its end. What was asked of a long way up is kept for all on it. */
class Forest {
  /** The lowest number from which a way leads here through higher ones alone. */
  readonly wayRound: Int32Array
  readonly #above: Int32Array
  readonly #least: Int32Array
  readonly #wayUp: number[] = []

  constructor(size: number) {
    this.wayRound = Int32Array.from({ length: size }, (_, number) => number)
    this.#least = this.wayRound.slice()
    this.#above = new Int32Array(size).fill(none)
  }

  shorten(number: number, from: number): void {
    if (from < this.wayRound[number]!) this.wayRound[number] = from
  }

  hang(number: number, above: number): void {
    this.#above[number] = above
  }

  /** Of this number and those above it, except the root, the one whose way round begins lowest. */
  leastAbove(number: number): number {
    const above = this.#above
    if (above[number] === none) return number
    const wayUp = this.#wayUp
    for (let here = number; above[above[here]!] !== none; here = above[here]!) wayUp.push(here)
    while (wayUp.length > 0) {
      const here = wayUp.pop()!
      const over = above[here]!
      if (this.wayRound[this.#least[over]!]! < this.wayRound[this.#least[here]!]!)
        this.#least[here] = this.#least[over]!
      above[here] = above[over]!
    }
    return this.#least[number]!
  }
}
