import type { Edge, Graph } from './graph.ts'
import { reached } from './reach.ts'

/**
 * The token game of format.md as plain numbers. A *place* holds a token or none: place e is edge e; `entry(s)` holds the
 * token of a customer who comes in at step s, which begins with it whatever its join; and `ended(s)`, once the journey
 * has ended at outcome s, keeps a token for ever.
 *
 * A *taking* is what a step takes to begin: the taking p is the token at place p alone; the taking `places + s` is what
 * the edges into step s hold, which waits for several.
 */
export interface Net {
  readonly graph: Graph
  /** How many there are. */
  readonly places: number
  /** Places before this one are edges. */
  readonly firstEntry: number
  /** Places from here on keep their tokens. */
  readonly firstEnded: number
  /** By step: edges into it whose source can be reached. What follows when a promise is late is no part of the game. */
  readonly incoming: readonly (readonly number[])[]
  /** By step: edges that it may put a token on. */
  readonly outgoing: readonly (readonly number[])[]
  /** By place: the step that takes the token from there; and, of an edge, the one that puts it there. */
  readonly target: Int32Array
  readonly source: Int32Array
  /** By place: the taking that its token is part of. */
  readonly taking: Int32Array
  /** By step: whether it waits for several, all of them or some. */
  readonly isAll: Uint8Array
  readonly isSome: Uint8Array
  /** By step, each made when it is first asked for. */
  readonly endings: (readonly Ending[] | undefined)[]
}

/** One way for a step to end: normally, with all choices made, or by a failure. */
export interface Ending {
  /** Among those of its step. */
  readonly number: number
  readonly put: readonly number[]
  readonly isOutcome: boolean
}

/** More ways for a single step to end are not tried one by one, nor those that put more tokens all together. */
const mostEndings = 5_000
const mostPut = 10_000_000

/** Undefined where a step has too many ways to end. */
export function netOf(graph: Graph): Net | undefined {
  const { steps, edges } = graph
  const inReach = reached(graph).inOrder
  const incoming: number[][] = steps.map(() => [])
  const outgoing: number[][] = steps.map(() => [])
  for (const { index } of inReach) {
    if (hasTooManyEndings(graph, index)) return undefined
    for (const edge of graph.outgoing[index]!) if (!edge.promise) outgoing[index]!.push(edge.index)
  }
  // In the order of the file, whatever order they are reached in.
  for (const row of outgoing) for (const edge of row) incoming[edges[edge]!.to.index]!.push(edge)
  const firstEntry = edges.length
  const firstEnded = firstEntry + steps.length
  const places = firstEnded + steps.length
  const target = new Int32Array(places)
  const source = new Int32Array(firstEntry)
  const taking = new Int32Array(places)
  for (let place = 0; place < places; place += 1) taking[place] = place
  const isAll = new Uint8Array(steps.length)
  const isSome = new Uint8Array(steps.length)
  for (const { index, join } of steps) {
    target[firstEntry + index] = target[firstEnded + index] = index
    const waits = join !== 'any' && incoming[index]!.length > 1
    if (waits) (join === 'all' ? isAll : isSome)[index] = 1
    for (const edge of incoming[index]!) {
      target[edge] = index
      source[edge] = edges[edge]!.from.index
      if (waits) taking[edge] = places + index
    }
  }
  const endings = new Array<undefined>(steps.length).fill(undefined)
  return { graph, places, firstEntry, firstEnded, incoming, outgoing, target, source, taking, isAll, isSome, endings }
}

export const stepOfTaking = ({ places, target }: Net, taking: number): number =>
  taking < places ? target[taking]! : taking - places

/** All the ways in which a step can end. */
export function endingsOf(net: Net, step: number): readonly Ending[] {
  const known = net.endings[step]
  if (known) return known
  const { steps, edges, outgoing } = net.graph
  const { split, outcome } = steps[step]!
  const isOutcome = outcome !== undefined
  const put = net.outgoing[step]!
  // Most steps end in one way.
  if (put.length === 0 || (put.length === 1 && edges[put[0]!]!.kind === 'next'))
    return (net.endings[step] = [{ number: 0, put, isOutcome }])
  const { flows, failing } = waysOut(outgoing[step]!)
  const normal = split === 'one' ? flows.flat().map((one) => [one]) : combinations(flows, split === 'some')
  const taken = normal.length > 0 ? normal : [[]]
  return (net.endings[step] = [
    ...taken.map((put, number) => ({ number, put, isOutcome })),
    ...failing.map((one, i) => ({ number: taken.length + i, put: [one], isOutcome: false })),
  ])
}

function hasTooManyEndings({ steps, outgoing }: Graph, step: number): boolean {
  const { split } = steps[step]!
  if (split === 'one' || outgoing[step]!.length <= 1) return false
  const optional = split === 'some' ? 1 : 0
  const { flows } = waysOut(outgoing[step]!)
  const endings = flows.reduce((product, ways) => product * (ways.length + optional), 1)
  return endings > mostEndings || (endings > 1 && endings * flows.length > mostPut)
}

/** Where each flow can put its token: on its `to`, or on its `late`, which may be late itself; and where failures do. */
function waysOut(edges: readonly Edge[]): { flows: number[][]; failing: number[] } {
  const flows: number[][] = []
  const failing: number[] = []
  for (const { kind, failure, promise, index } of edges)
    if (failure) failing.push(index)
    else if (kind === 'next') flows.push([index])
    else if (!promise) flows.at(-1)!.push(index)
  return { flows, failing }
}

/** One of each; where they are optional, of at least one of them. */
function combinations(flows: readonly (readonly number[])[], optional: boolean): number[][] {
  let chosen: number[][] = [[]]
  for (const ways of flows) {
    // The rest of the flows, of which there may be thousands, leave no choice.
    if (ways.length === 1 && !optional) for (const before of chosen) before.push(ways[0]!)
    else chosen = chosen.flatMap((before) => [...ways.map((way) => [...before, way]), ...(optional ? [before] : [])])
  }
  return chosen.filter(({ length }) => length > 0)
}
