import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { doubtOf, doubtOfWay, doubts, mostTold, type Way, wayOn } from './reach.ts'

const notReached = -2
const goal = -1

/** What searches note by step, each by degree of doubt. */
type Room = (Int32Array | undefined)[]

const notReachedYet = ({ steps }: Graph): Int32Array => new Int32Array(steps.length).fill(notReached)

const sharedRoom = question((): Room => [])

/** From which steps a goal can be reached, and the way on from there. */
export interface Leading {
  readonly has: (step: Step) => boolean
  /** The edges from the step to the goal that is got to most surely, and of those to the nearest. */
  readonly on: (step: Step) => Edge[]
  /**
   * The end of a way over an edge and on to that goal, as far back as a finding tells of it: however long the ways are,
   * it takes no longer.
   */
  readonly endOfWay: (before: Way, edge: Edge) => Way
}

/** Breadth first, backwards from the goals over the edges that `along` lets through. */
export function leadingTo(
  graph: Graph,
  goals: readonly Step[],
  along?: (edge: Edge) => boolean,
  room: Room = [],
): Leading {
  const { edges, target } = graph
  const last = degreesOfDoubt(graph).length
  const nearest = nextEdges(graph, goals, along, (room[last] ??= notReachedYet(graph)))
  // Most who ask whether never ask how.
  let byDoubt: Int32Array[] | undefined
  /** The surest edges on from a step, and how doubtful its way is. */
  const surest = ({ index }: Step): { next: Int32Array; degree: number } => {
    byDoubt ??= [
      ...degreesOfDoubt(graph).map((allowed) =>
        nextEdges(
          graph,
          goals,
          (edge) => doubtOf(edge) <= allowed && (along === undefined || along(edge)),
          (room[allowed] ??= notReachedYet(graph)),
        ),
      ),
      nearest,
    ]
    const found = byDoubt.findIndex((next) => next[index] !== notReached)
    const degree = found < 0 ? byDoubt.length - 1 : found
    return { next: byDoubt[degree]!, degree }
  }
  const wayFrom = (from: number, next: Int32Array): Edge[] => {
    const way: Edge[] = []
    for (let by = next[from]!; by >= 0; by = next[target[by]!]!) way.push(edges[by]!)
    return way
  }
  const lastFrom: ((step: number) => number)[] = []
  return {
    has: ({ index }) => nearest[index] !== notReached,
    on: (step) => {
      const { next } = surest(step)
      return wayFrom(step.index, next)
    },
    endOfWay: (before, edge) => {
      const { next, degree } = surest(edge.to)
      const last = (lastFrom[degree] ??= lastSteps(next, target))(edge.to.index)
      const end = wayFrom(last, next)
      if (last === edge.to.index) return wayOn(before, edge, end)
      return { from: graph.steps[last]!, edges: end, before: Math.max(doubtOfWay(before), doubtOf(edge), degree) }
    },
  }
}

/** Of the way that goes on by these edges, from each step, where the part begins that is told. */
function lastSteps(next: Int32Array, target: Int32Array): (step: number) => number {
  const unknown = -1
  const last = new Int32Array(next.length).fill(unknown)
  const far = new Int32Array(next.length)
  return (step) => {
    const passed: number[] = []
    let here = step
    for (; last[here] === unknown && next[here]! >= 0; here = target[next[here]!]!) passed.push(here)
    if (last[here] === unknown) last[here] = here
    for (let ahead = here; passed.length > 0; ahead = here) {
      here = passed.pop()!
      far[here] = far[ahead]! + 1
      last[here] = far[here]! <= mostTold ? here : last[ahead]!
    }
    return last[step]!
  }
}

/** The same as `askedOfSearch` (reach.ts), for ways to goals that only lead from these steps. */
export function askedOfLeading<A>(
  graph: Graph,
  goals: readonly Step[],
  along: (edge: Edge) => boolean,
  among: readonly Step[],
  ask: (leading: Leading) => A,
): A {
  const room = sharedRoom(graph)
  try {
    return ask(leadingTo(graph, goals, along, room))
  } finally {
    for (const one of room) for (const { index } of one ? among : []) one![index] = notReached
  }
}

/** By step, the edge on the shortest way to one of these; written over what says that nothing is reached. */
function nextEdges(
  graph: Graph,
  goals: readonly Step[],
  along: ((edge: Edge) => boolean) | undefined,
  next: Int32Array,
): Int32Array {
  const { edges, inStart, in: into, source } = graph
  const queue: number[] = []
  for (const { index } of goals) {
    next[index] = goal
    queue.push(index)
  }
  for (let head = 0; head < queue.length; head += 1) {
    const here = queue[head]!
    const end = inStart[here + 1]!
    for (let i = inStart[here]!; i < end; i += 1) {
      const edge = into[i]!
      const before = source[edge]!
      if (next[before] !== notReached || (along !== undefined && !along(edges[edge]!))) continue
      next[before] = edge
      queue.push(before)
    }
  }
  return next
}

/** Those that leave out any edge, the surest first. */
const degreesOfDoubt = question((graph) => {
  const most = doubts(graph).ofEdge.reduce((most, one) => Math.max(most, one), 0)
  return Array.from({ length: most }, (_, allowed) => allowed)
})

const ending = (...outcomes: readonly Step['outcome'][]) =>
  question((graph) =>
    leadingTo(
      graph,
      graph.steps.filter(({ outcome }) => outcomes.includes(outcome)),
    ),
  )

/** The customer can still be served, put right, or get a proper no. */
export const canEndProperly = ending('served', 'recovered', 'declined')

export const canBeLost = ending('lost')
