import type { Promised, Step } from '../read/blueprint.ts'
import { between, type Stretch } from './between.ts'
import { type Edge, edgesInto, failing, type Graph, question } from './graph.ts'
import { doubtOf, type Way, reached } from './reach.ts'
import { mostRounds, tooMany } from './rounds.ts'

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
  readonly made: Step
  readonly kept: Step
  /** Even the longest way is in time, and none goes round. */
  readonly isSure: boolean
  /** Every step on the way says what it takes. */
  readonly isSaid: boolean
  /** How many minutes it takes at least; only looked for where it is not sure. */
  readonly shortest: number | undefined
}

/** All that lies on the ways: put together anew for each who asks, since thousands of promises would hold too much. */
export const stretchOf = (graph: Graph, { made, kept }: Pick<PromisedTime, 'made' | 'kept'>): Stretch =>
  between(graph, made, kept, failing(graph))!

/**
 * Of each promise that says how long, from each reached step that makes it and from which it can be kept; not of those
 * for which there is no round left.
 */
export const promisedTimes = question((graph) => {
  const times = new Map<Promised, PromisedTime[]>()
  let left = mostRounds(graph)
  for (const promise of graph.blueprint.promises.values()) {
    const { within, kept, made } = promise
    if (within === undefined || !kept) continue
    const makers = made.filter((step) => reached(graph).has(step))
    left -= makers.length
    if (left < 0) continue
    const found: PromisedTime[] = []
    for (const step of makers) {
      const stretch = between(graph, step, kept, failing(graph))
      if (!stretch) continue
      const isSure = isSurelyWithin(graph, stretch, within)
      const shortest = isSure ? undefined : arrivals(graph, stretch)?.minutes
      found.push({ promise, within, made: step, kept, isSure, isSaid: !stretch.steps.some(saysNoTime), shortest })
    }
    times.set(promise, found)
  }
  return times
})

/** What is said where promises were not looked at. */
export function* unlooked(graph: Graph): Iterable<{ readonly because: string; readonly ask: string }> {
  const known = promisedTimes(graph)
  const left: string[] = []
  for (const promise of graph.blueprint.promises.values())
    if (promise.within !== undefined && promise.kept && !known.has(promise)) left.push(promise.id)
  if (left.length > 0)
    yield tooMany(left, (few) => `How long does it take to keep each of ${few}, at least and at most?`)
}

/** Whether a sum is longer than what is promised; sums of parts of a minute are not held against it. */
export const isLonger = (minutes: number, within: number): boolean => minutes > within * (1 + 1e-12) + 1e-9

export const cannotBeKept = (times: readonly PromisedTime[]): boolean =>
  times.some(({ shortest, within }) => shortest !== undefined && isLonger(shortest, within))

/** Whether even the longest way is in time. */
function isSurelyWithin(graph: Graph, stretch: Stretch, within: number): boolean {
  const latest = latestArrivals(graph, stretch)
  return latest !== undefined && !isLonger(latest[stretch.to.index]!, within)
}

/**
 * The most minutes over all ways of a stretch, by step, each when all that lead to it are done. Undefined where something
 * goes round, which is never done.
 */
export function latestArrivals(graph: Graph, { from, inside, steps }: Stretch): Float64Array | undefined {
  const { outStart, out, inStart, in: into, source, target } = graph
  const takes = longestTakes(graph)
  const open = new Int32Array(graph.steps.length)
  const minutes = new Float64Array(graph.steps.length)
  for (let i = 0; i < inside.length; i += 1) if (inside[i] === 1) open[target[i]!]! += 1
  if (open[from.index]! > 0) return undefined
  const done = [from.index]
  for (let head = 0; head < done.length; head += 1) {
    const here = done[head]!
    let latest = -1
    for (let i = inStart[here]!; i < inStart[here + 1]!; i += 1) {
      const edge = into[i]!
      if (inside[edge] === 1) latest = Math.max(latest, minutes[source[edge]!]! + takes[here]!)
    }
    if (head > 0) minutes[here] = latest
    for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) {
      if (inside[out[i]!] === 0) continue
      const there = target[out[i]!]!
      open[there]! -= 1
      if (open[there] === 0) done.push(there)
    }
  }
  return done.length === steps.length + 1 ? minutes : undefined
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
  const arrived = arrivals(graph, stretch)
  if (!arrived) return undefined
  const { from, to } = stretch
  const way: Edge[] = []
  for (let step = to; step !== from; step = way.at(-1)!.from) way.push(graph.edges[arrived.doneBy[step.index]!]!)
  return takenOn(stretch, way.reverse(), ({ takes }) => takes?.shortest ?? 0)
}

/** How soon the end is got to, and by which edge each step that is got to before it. */
function arrivals(graph: Graph, stretch: Stretch): { minutes: number; doneBy: Int32Array } | undefined {
  const { steps, outStart, out, target } = graph
  const { from, to, inside } = stretch
  const awaited = new Int32Array(steps.length)
  for (const step of stretch.steps)
    if (step.join === 'all') awaited[step.index] = edgesInto(graph, step).filter(stretch.has).length
  const notDone = -2
  const start = -1
  const doneBy = new Int32Array(steps.length).fill(notDone)
  /** By the step of a join, the slowest branch so far, and of those as slow the surest. */
  const slowest = new Map<number, Arrival>()
  const queue = earliestFirst()
  queue.add({ minutes: 0, doubt: 0, step: from.index, by: start })
  for (let next = queue.take(); next; next = queue.take()) {
    const { minutes, doubt, step, by } = next
    if (doneBy[step] !== notDone) continue
    doneBy[step] = by
    if (step === to.index) return { minutes, doneBy }
    for (let i = outStart[step]!; i < outStart[step + 1]!; i += 1) {
      const edge = out[i]!
      const there = target[edge]!
      if (inside[edge] === 0 || doneBy[there] !== notDone) continue
      let arrival: Arrival = {
        minutes: minutes + (steps[there]!.takes?.shortest ?? 0),
        doubt: Math.max(doubt, doubtOf(graph.edges[edge]!)),
        step: there,
        by: edge,
      }
      if (awaited[there]! > 0) {
        const before = slowest.get(there)
        if (before && before.minutes === arrival.minutes && before.doubt <= arrival.doubt) arrival = before
        slowest.set(there, arrival)
        awaited[there]! -= 1
        if (awaited[there]! > 0) continue
      }
      queue.add(arrival)
    }
  }
  return undefined
}

/** Sums up a walk. */
export function takenOn({ from }: Stretch, walk: readonly Edge[], takes: (step: Step) => number): Taken {
  const times = new Map<Step, number>()
  for (const { to } of walk) times.set(to, (times.get(to) ?? 0) + 1)
  const parts: Part[] = []
  const unknown: Step[] = []
  let sum = 0
  for (const [step, often] of times) {
    const minutes = often * takes(step)
    sum += minutes
    parts.push({ step, times: often, minutes })
    if (saysNoTime(step)) unknown.push(step)
  }
  const goesRound = times.size < walk.length || times.has(from)
  return { minutes: sum, parts, way: { from, edges: goesRound ? withoutRounds(from, walk) : walk }, unknown }
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
  /** Of the way there, from 0, certain. */
  readonly doubt: number
  /** By index. */
  readonly step: number
  /** The edge, by index; -1 at the start. */
  readonly by: number
}

/** A heap; of those at the same minute the surest, and of these the step that comes first in the file. */
function earliestFirst(): { add: (arrival: Arrival) => void; take: () => Arrival | undefined } {
  const heap: Arrival[] = []
  const isBefore = (a: Arrival, b: Arrival): boolean =>
    (a.minutes - b.minutes || a.doubt - b.doubt || a.step - b.step) < 0
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
