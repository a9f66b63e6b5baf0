import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { leadingTo, reached, type Way } from './reach.ts'
import { isWellStructured } from './reduction.ts'
import { type Marking, move, type Net, netOf } from './token-net.ts'
import { type Explored, explore, type Firing } from './token-search.ts'

/** One step of a run: what it took, and how it ended. A start takes nothing; an outcome puts nothing. */
export interface Done {
  readonly step: Step
  readonly took: readonly Edge[]
  readonly put: readonly Edge[]
}

/** One thing after another; branches that run in parallel are told one after the other. */
export type Run = readonly Done[]

/** A join that holds some and can never get all of what it waits for. */
export interface Stuck {
  readonly step: Step
  readonly holds: readonly Edge[]
  readonly lacks: readonly Edge[]
  readonly run: Run
}

/** A second token on an edge that still holds one; or, without edge, an outcome that is reached again. */
export interface Twice {
  readonly step: Step
  readonly edge?: Edge
  /** The last of the run is what happens a second time; `first` is where it happened before. */
  readonly run: () => { readonly run: Run; readonly first: Done }
}

/** What can go wrong in the token game of format.md. Each is proved by a run that begins at a start. */
export interface TokenGame {
  /** One for each join, in the order of the file. */
  readonly stuck: readonly Stuck[]
  /** One for each edge and outcome. */
  readonly twice: readonly Twice[]
  /** Otherwise there are too many parallel combinations, and what was not found may still be there. */
  readonly isDecided: boolean
}

export const tokenGame = question((graph): TokenGame => {
  if (!mayGoWrong(graph) || isWellStructured(graph)) return { stuck: [], twice: [], isDecided: true }
  const net = netOf(graph)
  if (!net) return { stuck: [], twice: [], isDecided: false }
  const explored = explore(
    net,
    [...new Set(graph.blueprint.starts)].map(({ index }) => index),
  )
  if (explored.stuck.length === 0 && explored.twice.length === 0)
    return { stuck: [], twice: [], isDecided: explored.isComplete }
  const shortest = shortestRuns(explored)
  return {
    stuck: nearest(explored.stuck, ({ step }) => step, shortest.length)
      .map(({ at, step, isStill }) =>
        stuckJoin(net, explored.markings[at]!, graph.steps[step]!, shortest.to(at), isStill),
      )
      .sort((a, b) => a.step.index - b.step.index),
    twice: nearest(explored.twice, ({ place }) => place, shortest.length).map(({ at, firing, place }) => ({
      step: graph.steps[net.target(place)]!,
      ...(place < graph.edges.length && { edge: graph.edges[place]! }),
      run: once(() => twiceDone(net, [...shortest.to(at), firing], place)),
    })),
    isDecided: explored.isComplete,
  }
})

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined
  return () => (made ??= { it: make() }).it
}

/** A single token is never in a second place, and only a `join: all` can wait for another. */
const mayGoWrong = (graph: Graph): boolean =>
  reached(graph).inOrder.some(({ split, next, join }) => (split !== 'one' && next.length > 1) || join === 'all')

/** The way by which it came to the last of a run, along what it took first. */
export function wayAlong(run: Run, last: Edge): Way {
  const edges = [last]
  for (let i = run.length - 1; i >= 0; i -= 1) {
    const { step, took, put } = run[i]!
    if (put.includes(edges[0]!) && step === edges[0]!.from && took.length > 0) edges.unshift(took[0]!)
  }
  return { from: edges[0]!.from, edges }
}

/** How to get to each marking in the fewest firings: breadth first over what was explored. */
function shortestRuns({ markings, moves, beginnings }: Explored): {
  length: (at: number) => number
  to: (at: number) => Firing[]
} {
  const before = new Int32Array(markings.length).fill(-1)
  const length = new Int32Array(markings.length).fill(-1)
  const by: Firing[] = []
  const queue = [...beginnings]
  for (const at of beginnings) length[at] = 0
  for (const at of queue)
    for (const firing of moves[at]!) {
      if (length[firing.to] !== -1) continue
      length[firing.to] = length[at]! + 1
      before[firing.to] = at
      by[firing.to] = firing
      queue.push(firing.to)
    }
  return {
    length: (at) => length[at]!,
    to: (at) => {
      const run: Firing[] = []
      for (let here = at; before[here] !== -1; here = before[here]!) run.push(by[here]!)
      return run.reverse()
    },
  }
}

/** Of those about the same thing, the one that is got to first. */
function nearest<T extends { at: number }>(
  found: readonly T[],
  about: (one: T) => number,
  far: (at: number) => number,
): T[] {
  const best = new Map<number, T>()
  for (const one of found) {
    const known = best.get(about(one))
    if (!known || far(one.at) < far(known.at)) best.set(about(one), one)
  }
  return [...best.values()].sort((a, b) => far(a.at) - far(b.at) || about(a) - about(b))
}

function stuckJoin(net: Net, marking: Marking, step: Step, run: readonly Firing[], isStill: boolean): Stuck {
  const { edges, steps } = net.graph
  const incoming = net.incoming[step.index]!
  const leads = leadingTo(net.graph, [step])
  // What happens after a token has turned away from the join does not matter to it; unless a step is only held up
  // because it would put a second token where that one has gone.
  const kept = isStill ? run.filter((firing) => leads.has(steps[firing.step]!)) : run
  return {
    step,
    holds: incoming.filter((edge) => marking.includes(edge)).map((edge) => edges[edge]!),
    lacks: incoming.filter((edge) => !marking.includes(edge)).map((edge) => edges[edge]!),
    run: told(net, canBePlayed(kept) ? kept : run),
  }
}

/** Only what both times it happened stand on. */
function twiceDone(net: Net, run: readonly Firing[], place: number): { run: Run; first: Done } {
  const { steps } = net.graph
  const makers = new Map<number, number>()
  const needs: number[][] = []
  const last = run.length - 1
  let first = last
  for (const [i, { step, taken, ending }] of run.entries()) {
    const fromTaken = taken.flatMap((token) => makers.get(token) ?? [])
    // A join that takes what came waited until nothing else could come: all that led to it counts.
    const isPartial = steps[step]!.join === 'some' && taken.length < net.incoming[step]!.length
    const leads = isPartial ? leadingTo(net.graph, [steps[step]!]) : undefined
    const others = leads ? run.slice(0, i).flatMap((before, j) => (leads.has(steps[before.step]!) ? [j] : [])) : []
    needs.push([...fromTaken, ...others])
    for (const put of ending.put) if (i < last) makers.set(put, i)
    if (i < last && (ending.put.includes(place) || (ending.isOutcome && net.ended(step) === place))) first = i
  }
  const needed = new Set([first, last])
  for (const i of needed) for (const before of needs[i]!) needed.add(before)
  const kept = run.filter((_, i) => needed.has(i))
  const whole = canBePlayed(kept.slice(0, -1)) ? kept : run
  const done = told(net, whole)
  return { run: done, first: done[whole.indexOf(run[first]!)]! }
}

/** Nothing is taken that is not there, and nothing is put twice. */
function canBePlayed(run: readonly Firing[]): boolean {
  let marking: Marking = run[0]?.taken ?? []
  for (const { taken, ending } of run) {
    if (!taken.every((place) => marking.includes(place))) return false
    const after = move(marking, taken, ending.put)
    if (after.twice.length > 0) return false
    marking = after.marking
  }
  return true
}

function told({ graph: { steps, edges } }: Net, run: readonly Firing[]): Run {
  const edgesOf = (places: readonly number[]): Edge[] =>
    places.flatMap((place) => (place < edges.length ? [edges[place]!] : []))
  return run.map(({ step, taken, ending }) => ({
    step: steps[step]!,
    took: edgesOf(taken),
    put: edgesOf(ending.put),
  }))
}
