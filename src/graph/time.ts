import type { Promised, Step } from '../read/blueprint.ts'
import { between, type Stretch } from './between.ts'
import { type Edge, edgesInto, failing, type Graph, question } from './graph.ts'
import { type Way, reached } from './reach.ts'

/** Minutes from the end of one step to the end of another, and what they are the sum of. */
export interface Taken {
  readonly minutes: number
  /** What adds up, in the order in which it is first done. */
  readonly parts: readonly Part[]
  /** There, without the rounds. */
  readonly way: Way
  /** Those of the parts that say no time: the sum is what is known. An outcome takes none. */
  readonly unknown: readonly Step[]
}

export interface Part {
  readonly step: Step
  readonly times: number
  /** Of all times together. */
  readonly minutes: number
}

/** A promise from one of the steps that make it, as long as nothing goes wrong. */
export interface PromisedTime {
  readonly promise: Promised
  readonly within: number
  readonly stretch: Stretch
  /** Even the longest way is in time, and none goes round. */
  readonly isSure: boolean
  /** How long it takes at least; only looked for where it is not sure. */
  readonly shortest: Taken | undefined
}

/** Of each promise that says how long, from each reached step that makes it and from which it can be kept. */
export const promisedTimes = question((graph) => {
  const times = new Map<Promised, PromisedTime[]>()
  for (const promise of graph.blueprint.promises.values()) {
    const { within, kept, made } = promise
    if (within === undefined || !kept) continue
    const found: PromisedTime[] = []
    for (const step of made) {
      const stretch = reached(graph).has(step) ? between(graph, step, kept, failing(graph)) : undefined
      if (!stretch) continue
      const isSure = isSurelyWithin(graph, stretch, within)
      found.push({ promise, within, stretch, isSure, shortest: isSure ? undefined : shortestTime(graph, stretch) })
    }
    times.set(promise, found)
  }
  return times
})

/** Whether a sum is longer than what is promised; sums of parts of a minute are not held against it. */
export const isLonger = (minutes: number, within: number): boolean => minutes > within * (1 + 1e-12) + 1e-9

export const cannotBeKept = (times: readonly PromisedTime[]): boolean =>
  times.some(({ shortest, within }) => shortest !== undefined && isLonger(shortest.minutes, within))

/** The most over all ways of a stretch, step after step, each when all that lead to it are done: a ring never is. */
function isSurelyWithin(graph: Graph, { from, to, inside, steps }: Stretch, within: number): boolean {
  const { outStart, out, target } = graph
  const takes = longestTakes(graph)
  const open = new Int32Array(graph.steps.length)
  const latest = new Float64Array(graph.steps.length)
  for (let i = 0; i < inside.length; i += 1) if (inside[i] === 1) open[target[i]!]! += 1
  if (open[from.index]! > 0) return false
  const done = [from.index]
  for (let head = 0; head < done.length; head += 1) {
    const here = done[head]!
    for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) {
      if (inside[out[i]!] === 0) continue
      const there = target[out[i]!]!
      latest[there] = Math.max(latest[there]!, latest[here]! + takes[there]!)
      open[there]! -= 1
      if (open[there] === 0) done.push(there)
    }
  }
  return done.length === steps.length + 1 && !isLonger(latest[to.index]!, within)
}

/** By step, the minutes that it takes at most, 0 where it does not say. */
export const longestTakes = question(({ steps }) => {
  const minutes = new Float64Array(steps.length)
  for (const { index, takes } of steps) if (takes !== undefined) minutes[index] = takes.longest
  return minutes
})

/** The step that takes the largest part: the first of those. */
export const largestPart = ({ parts }: Taken): Part =>
  parts.reduce((largest, part) => (part.minutes > largest.minutes ? part : largest))

/**
 * The least over choices and the most over what a `join: all` waits for, of what begins downstream of the stretch's
 * start. Dijkstra's search, with Knuth's (1977) generalization: steps are done in the order of their time, so the last
 * flow that a join waits for is the slowest. Undefined where a join on every way waits for what comes only after it.
 */
export function shortestTime(graph: Graph, stretch: Stretch): Taken | undefined {
  const { steps, edges, outStart, out, target } = graph
  const { from, to, inside } = stretch
  const awaited = new Int32Array(steps.length)
  for (const step of stretch.steps)
    if (step.join === 'all') awaited[step.index] = edgesInto(graph, step).filter(stretch.has).length
  const notDone = -2
  const start = -1
  const doneBy = new Int32Array(steps.length).fill(notDone)
  const queue = earliestFirst()
  queue.add({ minutes: 0, step: from.index, by: start })
  for (let next = queue.take(); next; next = queue.take()) {
    const { minutes, step, by } = next
    if (doneBy[step] !== notDone) continue
    doneBy[step] = by
    if (step === to.index) break
    for (let i = outStart[step]!; i < outStart[step + 1]!; i += 1) {
      const edge = out[i]!
      const there = target[edge]!
      if (inside[edge] === 0 || doneBy[there] !== notDone) continue
      if (awaited[there]! > 0) {
        awaited[there]! -= 1
        if (awaited[there]! > 0) continue
      }
      queue.add({ minutes: minutes + (steps[there]!.takes?.shortest ?? 0), step: there, by: edge })
    }
  }
  if (doneBy[to.index] === notDone) return undefined
  const way: Edge[] = []
  for (let step = to; step !== from; step = way.at(-1)!.from) way.push(edges[doneBy[step.index]!]!)
  return takenOn(stretch, way.reverse(), ({ takes }) => takes?.shortest ?? 0)
}

/** Sums up a walk. */
export function takenOn({ from }: Stretch, walk: readonly Edge[], takes: (step: Step) => number): Taken {
  const times = new Map<Step, number>()
  for (const { to } of walk) times.set(to, (times.get(to) ?? 0) + 1)
  const parts = [...times].map(([step, times]) => ({ step, times, minutes: times * takes(step) }))
  return {
    minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
    parts,
    way: { from, edges: withoutRounds(from, walk) },
    unknown: [...times.keys()].filter(saysNoTime),
  }
}

export const saysNoTime = ({ takes, outcome }: Step): boolean => takes === undefined && outcome === undefined

function withoutRounds(from: Step, walk: readonly Edge[]): Edge[] {
  const lastLeft = new Map<Step, number>()
  for (const [position, edge] of walk.entries()) lastLeft.set(edge.from, position)
  const way: Edge[] = []
  for (let step = from; lastLeft.has(step); step = way.at(-1)!.to) way.push(walk[lastLeft.get(step)!]!)
  return way
}

interface Arrival {
  readonly minutes: number
  /** By index. */
  readonly step: number
  /** The edge, by index; -1 at the start. */
  readonly by: number
}

/** A heap; of those at the same minute, the step that comes first in the file. */
function earliestFirst(): { add: (arrival: Arrival) => void; take: () => Arrival | undefined } {
  const heap: Arrival[] = []
  const isBefore = (a: Arrival, b: Arrival): boolean =>
    a.minutes < b.minutes || (a.minutes === b.minutes && a.step < b.step)
  return {
    add(arrival) {
      let at = heap.push(arrival) - 1
      for (let above = (at - 1) >> 1; at > 0 && isBefore(arrival, heap[above]!); above = (at - 1) >> 1) {
        heap[at] = heap[above]!
        at = above
      }
      heap[at] = arrival
    },
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (heap.length === 0 || !last) return first
      let at = 0
      for (;;) {
        let below = 2 * at + 1
        if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1
        if (below >= heap.length || !isBefore(heap[below]!, last)) break
        heap[at] = heap[below]!
        at = below
      }
      heap[at] = last
      return first
    },
  }
}
