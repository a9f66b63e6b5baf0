import type { Flow, Step } from '../read/blueprint.ts'
import type { Graph } from './graph.ts'
import { reached } from './reach.ts'

/**
 * The token game of format.md as plain numbers. A *place* holds a token or none: place e is edge e; `entry(s)` holds the
 * token of a customer who comes in at step s, which begins with it whatever its join; and `ended(s)`, once the journey
 * has ended at outcome s, keeps a token for ever.
 */
export interface Net {
  readonly graph: Graph
  /** By step: edges into it whose source can be reached. What follows when a promise is late is no part of the game. */
  readonly incoming: readonly (readonly number[])[]
  /** By step: edges that it may put a token on. */
  readonly outgoing: readonly (readonly number[])[]
  /** By step: all the ways in which it can end. */
  readonly endings: readonly (readonly Ending[])[]
  /** By step: one token is enough, because the step takes each by itself or has a single way in. */
  readonly takesEach: readonly boolean[]
  readonly entry: (step: number) => number
  readonly ended: (step: number) => number
  readonly isEnded: (place: number) => boolean
  /** The step that takes the token from there. */
  readonly target: (place: number) => number
}

/** One way for a step to end: normally, with all choices made, or by a failure. */
export interface Ending {
  readonly put: readonly number[]
  readonly isOutcome: boolean
}

/** A marking, ascending. */
export type Marking = readonly number[]

/** More ways for a single step to end are not tried one by one. */
const mostEndings = 5_000

/** Undefined where a step has too many ways to end. */
export function netOf(graph: Graph): Net | undefined {
  const { steps, edges } = graph
  const inReach = reached(graph)
  const indexOf = new Map<Flow, number>()
  const incoming: number[][] = steps.map(() => [])
  const outgoing: number[][] = steps.map(() => [])
  for (const { promise, from, to, flow, index } of edges) {
    if (promise || !inReach.has(from)) continue
    indexOf.set(flow, index)
    incoming[to.index]!.push(index)
    outgoing[from.index]!.push(index)
  }
  const endings = steps.map((step) => (inReach.has(step) ? endingsOf(step, (flow) => indexOf.get(flow)!) : []))
  if (endings.includes(undefined)) return undefined
  return {
    graph,
    incoming,
    outgoing,
    endings: endings as Ending[][],
    takesEach: steps.map(({ join, index }) => join === 'any' || incoming[index]!.length <= 1),
    entry: (step) => edges.length + step,
    ended: (step) => edges.length + steps.length + step,
    isEnded: (place) => place >= edges.length + steps.length,
    target: (place) => (place < edges.length ? edges[place]!.to.index : (place - edges.length) % steps.length),
  }
}

function endingsOf(step: Step, edge: (flow: Flow) => number): Ending[] | undefined {
  const flows = step.next.map((flow) => alternatives(flow, edge))
  const optional = step.split === 'some' ? 1 : 0
  const number = flows.reduce((product, ways) => product * (ways.length + optional), 1)
  if (step.split !== 'one' && number > mostEndings) return undefined
  const normal = step.split === 'one' ? flows.flat().map((one) => [one]) : combinations(flows, step.split === 'some')
  const taken = normal.length > 0 ? normal : [[]]
  const failing = step.fails.flatMap(({ recover }) => (recover ? alternatives(recover, edge) : []))
  return [
    ...taken.map((put) => ({ put, isOutcome: step.outcome !== undefined })),
    ...failing.map((one) => ({ put: [one], isOutcome: false })),
  ]
}

/** Where a flow can put its token: on its `to`, or on its `late`, which may be late itself. */
function alternatives(flow: Flow, edge: (flow: Flow) => number): number[] {
  const found = [edge(flow)]
  for (let { late } = flow; late && 'flow' in late; late = late.flow.late) found.push(edge(late.flow))
  return found
}

/** One of each; where they are optional, of at least one of them. */
function combinations(flows: readonly (readonly number[])[], optional: boolean): number[][] {
  let chosen: number[][] = [[]]
  for (const ways of flows)
    chosen = chosen.flatMap((before) => [...ways.map((way) => [...before, way]), ...(optional ? [before] : [])])
  return chosen.filter(({ length }) => length > 0)
}

/** The tokens after some were taken and others put; `twice` are the places that still held one. */
export function move(
  marking: Marking,
  taken: readonly number[],
  put: readonly number[],
): { marking: number[]; twice: number[] } {
  const after: number[] = []
  for (const place of marking) if (!taken.includes(place)) after.push(place)
  let twice: number[] = none
  const left = after.length
  for (const place of put) {
    if (!after.includes(place)) after.push(place)
    else if (after.indexOf(place) < left) twice = [...twice, place]
  }
  // Nearly sorted as it is: each finds its place from the end.
  for (let i = 1; i < after.length; i += 1) {
    const place = after[i]!
    let at = i
    for (; at > 0 && after[at - 1]! > place; at -= 1) after[at] = after[at - 1]!
    after[at] = place
  }
  return { marking: after, twice }
}

const none: number[] = []

/** The same text for the same tokens, and for no others. */
export function keyOf(marking: Marking): string {
  let key = ''
  for (const place of marking) key += String.fromCharCode(place & 0xffff, place >>> 16)
  return key
}
