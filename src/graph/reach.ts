import type { Basis, Step } from '../read/blueprint.ts'
import { type Edge, failing, type Graph, question } from './graph.ts'

/** Edges one after another, and the step where they begin; without edges, just that step. */
export interface Way {
  readonly from: Step
  readonly edges: readonly Edge[]
  /** Of a way of which only the end is there: how doubtful what comes before it is, from 0 to `wholeDoubt`. */
  readonly before?: number
}

/** Edges one by one, or several. */
export function wayOn(way: Way, ...more: readonly (Edge | readonly Edge[])[]): Way {
  const edges = [...way.edges]
  for (const one of more)
    if (isSeveral(one)) for (const edge of one) edges.push(edge)
    else edges.push(one)
  return { ...way, edges }
}

const isSeveral = (one: Edge | readonly Edge[]): one is readonly Edge[] => Array.isArray(one)

/** Of a longer way only the end is told: thousands of findings far down a long service would else hold all of it each. */
export const mostTold = 100

export const stepsOf = ({ from, edges }: Way): Step[] => [from, ...edges.map(({ to }) => to)]

/** What a search gets to. */
export interface Reached {
  readonly has: (step: Step) => boolean
  /** The same by step index: how doubtful the surest way there is, and less than 0 where none leads. */
  readonly level: Int8Array
  /** The surest way there, and the shortest among those; undefined where none leads. */
  readonly way: (step: Step) => Way | undefined
  /** The edge by which `way(step)` gets to the step, or to another that it passes; undefined where it begins there. */
  readonly arrivedBy: (step: Step, passed?: Step) => Edge | undefined
  /** Those that were got to, the nearest first. */
  readonly inOrder: readonly Step[]
  /** The position in `inOrder`. */
  readonly rank: (step: Step) => number
  /** How doubtful the surest way there is, from 0, certain, to `wholeDoubt`; the step alone where no way leads. */
  readonly doubt: (step: Step) => number
}

/** How doubtful a statement is: less is surer. */
export const doubt: Record<Basis, number> = { observed: 0, reported: 1, assumed: 2 }
export const wholeDoubt = Math.max(...Object.values(doubt))
const notReached = -2
const start = -1

/**
 * Breadth first over the edges that `along` lets through. Ways that stand on what was observed come before those that
 * stand on what was reported or assumed, so that a finding is as sure as it can be: one search for each degree of
 * doubt, as far as anything more is reached with it.
 */
export function search(
  graph: Graph,
  from: readonly Step[],
  along?: (edge: Edge) => boolean,
  room = roomIn(graph),
): Reached {
  const { steps, edges, outStart, out, source, target } = graph
  const { ofStep, ofEdge } = doubts(graph)
  const { level, rank, queue } = room
  const inOrder: Step[] = []
  const arrivedBy: Int32Array[] = []
  let nextDoubt = 0

  for (let allowed = 0; allowed <= wholeDoubt; allowed += 1) {
    if (allowed < nextDoubt) continue // nothing was kept out by doubt of this degree
    const by = (room.arrivedBy[allowed] ??= notReachedYet(graph))
    let queued = 0
    nextDoubt = wholeDoubt + 1
    for (const { index } of from) {
      if (ofStep[index]! > allowed) nextDoubt = Math.min(nextDoubt, ofStep[index]!)
      else if (by[index] === notReached) {
        by[index] = start
        queue[queued++] = index
      }
    }
    for (let head = 0; head < queued; head += 1) {
      const here = queue[head]!
      if (level[here] === notReached) {
        level[here] = allowed
        rank[here] = inOrder.length
        inOrder.push(steps[here]!)
      }
      const end = outStart[here + 1]!
      for (let i = outStart[here]!; i < end; i += 1) {
        const edge = out[i]!
        const there = target[edge]!
        if (by[there] !== notReached || (along !== undefined && !along(edges[edge]!))) continue
        if (ofEdge[edge]! > allowed) nextDoubt = Math.min(nextDoubt, ofEdge[edge]!)
        else {
          by[there] = edge
          queue[queued++] = there
        }
      }
    }
    arrivedBy[allowed] = by
  }

  return {
    has: ({ index }) => level[index] !== notReached,
    level,
    inOrder,
    rank: ({ index }) => rank[index]!,
    doubt: ({ index }) => (level[index] === notReached ? ofStep[index]! : level[index]!),
    arrivedBy: (step, passed = step) => edges[arrivedBy[level[step.index]!]?.[passed.index] ?? start],
    way: ({ index }) => {
      const by = arrivedBy[level[index]!]
      if (!by) return undefined
      const way: Edge[] = []
      let first = index
      for (let edge = by[index]!; edge !== start; edge = by[first]!) {
        way.push(edges[edge]!)
        first = source[edge]!
      }
      return { from: steps[first]!, edges: way.reverse() }
    },
  }
}

/** What searches note by step. */
interface Room {
  readonly level: Int8Array
  readonly rank: Int32Array
  readonly queue: Int32Array
  /** By degree of doubt. */
  readonly arrivedBy: (Int32Array | undefined)[]
}

const roomIn = ({ steps: { length } }: Graph): Room => ({
  level: new Int8Array(length).fill(notReached),
  rank: new Int32Array(length).fill(length),
  queue: new Int32Array(length),
  arrivedBy: [],
})

const notReachedYet = ({ steps }: Graph): Int32Array => new Int32Array(steps.length).fill(notReached)

const sharedRoom = question(roomIn)

/**
 * What is asked of a search that gets to few of many steps: it takes no longer than what it gets to, so that there can be
 * thousands of them. It holds as long as it is asked, and nothing else is searched for in this way meanwhile.
 */
export function askedOfSearch<A>(
  graph: Graph,
  from: readonly Step[],
  along: (edge: Edge) => boolean,
  ask: (found: Reached) => A,
): A {
  const room = sharedRoom(graph)
  const found = search(graph, from, along, room)
  try {
    return ask(found)
  } finally {
    for (const { index } of found.inOrder) {
      room.level[index] = notReached
      room.rank[index] = room.rank.length
      for (const by of room.arrivedBy) if (by) by[index] = notReached
    }
  }
}

/**
 * By step, 1 where a way leads from one of these: of themselves, too. Over all edges but those `without`, which are 1 in
 * a row of all; and no further than to `upTo`.
 */
export function downstream(graph: Graph, from: readonly Step[], without?: Uint8Array, upTo?: Step): Uint8Array {
  const { outStart, out, target } = graph
  const last = upTo ? upTo.index : -1
  const seen = new Uint8Array(graph.steps.length)
  const queue: number[] = []
  for (const { index } of from) {
    if (seen[index] === 0) queue.push(index)
    seen[index] = 1
  }
  for (let head = 0; head < queue.length; head += 1) {
    const here = queue[head]!
    if (here === last) continue
    const end = outStart[here + 1]!
    for (let i = outStart[here]!; i < end; i += 1) {
      const edge = out[i]!
      const there = target[edge]!
      if (seen[there] !== 0 || (without !== undefined && without[edge] === 1)) continue
      seen[there] = 1
      queue.push(there)
    }
  }
  return seen
}

/** How doubtful each step is, and that each edge is there and leads to such a step. */
export const doubts = question(({ steps, edges }) => {
  const ofStep = new Uint8Array(steps.length)
  const ofEdge = new Uint8Array(edges.length)
  for (const { index, basis } of steps) if (basis !== 'observed') ofStep[index] = doubt[basis]
  for (let i = 0; i < edges.length; i += 1) ofEdge[i] = doubtOf(edges[i]!)
  return { ofStep, ofEdge }
})

/** How doubtful it is that an edge is there and leads to such a step. */
export function doubtOf({ flow, failure, promise, to }: Edge): number {
  let most = flow.basis === to.basis ? doubt[to.basis] : Math.max(doubt[flow.basis], doubt[to.basis])
  if (failure !== undefined) most = Math.max(most, doubt[failure.basis])
  if (promise !== undefined) most = Math.max(most, doubt[promise.basis])
  return most
}

/** From 0, certain, to `wholeDoubt`. */
export const doubtOfWay = ({ from, edges, before }: Way): number =>
  edges.reduce((most, edge) => Math.max(most, doubtOf(edge)), before ?? doubt[from.basis])

/** All that a customer can get to, whatever goes wrong on the way. */
export const reached = question((graph) => search(graph, graph.blueprint.starts))

/** What a customer can get to while nothing goes wrong. */
const reachedWell = question((graph) => downstream(graph, graph.blueprint.starts, failing(graph)))

/** Steps that only come about because something went wrong. A customer's step among them is failure demand. */
export const onFailurePath = question((graph) => {
  const all = reached(graph)
  const well = reachedWell(graph)
  return (step: Step): boolean => all.has(step) && well[step.index] === 0
})

/** How a customer gets to a step that is reached. */
export const wayTo = (graph: Graph, step: Step): Way => reached(graph).way(step)!

/** The same, as far back as a finding tells of it: however long the service is, it takes no longer. */
export function endOfWayTo(graph: Graph, step: Step): Way {
  const { arrivedBy, doubt } = reached(graph)
  const edges: Edge[] = []
  let from = step
  for (let by = arrivedBy(step); by !== undefined; by = arrivedBy(step, from)) {
    if (edges.length === mostTold) return { from, edges: edges.reverse(), before: doubt(step) }
    edges.push(by)
    from = by.from
  }
  return { from, edges: edges.reverse() }
}

/** Of several edges the one over which customers come most surely; the first where several are equally sure. */
export const surestEdge = (graph: Graph, edges: readonly Edge[]): Edge | undefined => {
  const { has, doubt } = reached(graph)
  const unsure = (edge: Edge): number =>
    Math.max(doubt(edge.from), doubtOf(edge)) + (has(edge.from) ? 0 : wholeDoubt + 1)
  return least(edges, unsure)
}

/** Of several steps the one that customers get to most surely; the first where several are equally sure. */
export const surestStep = (graph: Graph, steps: readonly Step[]): Step | undefined => {
  const { has, doubt } = reached(graph)
  return least(steps, (step) => doubt(step) + (has(step) ? 0 : wholeDoubt + 1))
}

/** The one of which this is least: the first of those. */
export function least<T>(all: readonly T[], measure: (one: T) => number): T | undefined {
  let best: { one: T; measured: number } | undefined
  for (const one of all) {
    const measured = measure(one)
    if (best === undefined || measured < best.measured) best = { one, measured }
  }
  return best?.one
}
