import { type Parts, parts, partsAlong, rings } from './components.ts'
import type { Graph } from './graph.ts'

/** Steps of a ring that is solved as a table. */
const mostInTable = 8

/** Combinations of flows that elimination may make before what is left is solved by repetition, and its repetitions. */
const mostCombined = 300_000
const mostRepeated = 100_000_000

/** Relative to their size, visits that change by no more in a round do not change. */
const settled = 1e-13

/** Less than this goes out of a ring, and what comes in never gets out. */
const nothing = 1e-12

/**
 * How often each step is visited: what comes in from outside, and over its edges the share of what their sources have.
 * Component by component in the order in which they lead to each other, so that what makes no ring is exact; a ring by
 * elimination. Undefined where visits have no finite number: something comes in and never gets out.
 *
 * @param share by edge index @param incoming by step index
 */
export function balance(graph: Graph, share: Float64Array, incoming: Float64Array): Float64Array | undefined {
  const visits = incoming.slice()
  const { members, starts, count } = setsOf(graph, share)
  const place = count < members.length ? new Int32Array(members.length).fill(outside) : undefined
  for (let set = count - 1; set >= 0; set -= 1) {
    const first = starts[set]!
    const end = starts[set + 1]!
    const getsOut =
      end - first === 1
        ? passOn(graph, members[first]!, share, visits)
        : passOnTogether(graph, members.subarray(first, end), place!, share, visits)
    if (!getsOut) return undefined
  }
  return visits
}

/** What is small enough for a table may hold flows that nobody takes; of what is large these are worth to be left out. */
function setsOf(graph: Graph, share: Float64Array): Parts {
  return rings(graph).some(({ length }) => length > mostInTable)
    ? partsAlong(graph, ({ index }) => share[index]! > 0)
    : parts(graph)
}

/** What comes to one step goes on; false where it only ever leads to itself. */
function passOn({ outStart, out, target }: Graph, here: number, share: Float64Array, visits: Float64Array): boolean {
  if (visits[here] === 0) return true
  let again = 0
  for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) if (target[out[i]!] === here) again += share[out[i]!]!
  if (1 - again < nothing) return false
  const times = visits[here]! / (1 - again)
  visits[here] = times
  for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1)
    if (target[out[i]!] !== here) visits[target[out[i]!]!]! += times * share[out[i]!]!
  return true
}

/** Steps that are visited and lead to each other. */
interface Ring {
  readonly graph: Graph
  readonly members: readonly number[]
  /** By step, its position among the members; else less than 0. */
  readonly place: Int32Array
  readonly share: Float64Array
}

const outside = -1
const notVisited = -2

function passOnTogether(
  graph: Graph,
  set: Int32Array,
  place: Int32Array,
  share: Float64Array,
  visits: Float64Array,
): boolean {
  const { outStart, out, target } = graph
  const members: number[] = []
  const enter = (index: number): void => {
    place[index] = members.length
    members.push(index)
  }
  for (const index of set)
    if (visits[index] === 0) place[index] = notVisited
    else enter(index)
  for (let here = 0; here < members.length; here += 1)
    for (let i = outStart[members[here]!]!; i < outStart[members[here]! + 1]!; i += 1)
      if (place[target[out[i]!]!] === notVisited && share[out[i]!]! > 0) enter(target[out[i]!]!)
  const ring = { graph, members, place, share }
  if (!(members.length > mostInTable ? solve(ring, visits) : solveAsTable(ring, visits))) return false
  for (const here of members)
    for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1)
      if (place[target[out[i]!]!] === outside) visits[target[out[i]!]!]! += visits[here]! * share[out[i]!]!
  for (const index of set) place[index] = outside
  return true
}

/**
 * Gauss's elimination of few unknowns, the last first, where lists would be most of the work. Puts the visits of all
 * members in the place of what came in from outside; false where there is no finite number.
 */
function solveAsTable(
  { graph: { outStart, out, target }, members, place, share }: Ring,
  visits: Float64Array,
): boolean {
  const size = members.length
  const own = Float64Array.from(members, (index) => visits[index]!)
  // In the row of each: how much of the visits of those in the columns comes to it.
  const part = new Float64Array(size * size)
  for (let from = 0; from < size; from += 1)
    for (let i = outStart[members[from]!]!; i < outStart[members[from]! + 1]!; i += 1) {
      const to = place[target[out[i]!]!]!
      if (to >= 0) part[to * size + from]! += share[out[i]!]!
    }
  for (let last = size - 1; last >= 0; last -= 1) {
    const lets = 1 - part[last * size + last]!
    if (lets < nothing) return false
    own[last]! /= lets
    for (let from = 0; from < last; from += 1) part[last * size + from]! /= lets
    for (let to = 0; to < last; to += 1) {
      const through = part[to * size + last]!
      if (through === 0) continue
      own[to]! += through * own[last]!
      for (let from = 0; from < last; from += 1) part[to * size + from]! += through * part[last * size + from]!
    }
  }
  for (let to = 0; to < size; to += 1) {
    for (let from = 0; from < to; from += 1) own[to]! += part[to * size + from]! * own[from]!
    visits[members[to]!] = own[to]!
  }
  return true
}

/** One unknown: its visits are `own` and, for each source, that much of the source's. */
interface Unknown {
  readonly index: number
  own: number
  readonly from: Map<Unknown, number>
  readonly to: Set<Unknown>
}

/** The same for any number of unknowns: those with the fewest ways through first, so that hardly any are added. */
function solve(ring: Ring, visits: Float64Array): boolean {
  const unknowns = unknownsOf(ring, visits)
  const { done, left } = eliminate(unknowns)
  if (!done || !repeat(left)) return false
  for (const unknown of done.reverse()) unknown.own = valueOf(unknown)
  for (const { index, own } of unknowns) visits[index] = own
  return true
}

const valueOf = ({ own, from }: Unknown): number => {
  let value = own
  for (const [source, part] of from) value += part * source.own
  return value
}

function unknownsOf(
  { graph: { outStart, out, target }, members, place, share }: Ring,
  visits: Float64Array,
): Unknown[] {
  const unknowns = members.map((index): Unknown => ({ index, own: visits[index]!, from: new Map(), to: new Set() }))
  for (const source of unknowns)
    for (let i = outStart[source.index]!; i < outStart[source.index + 1]!; i += 1) {
      const to = place[target[out[i]!]!]!
      if (to >= 0 && share[out[i]!]! > 0) add(source, unknowns[to]!, share[out[i]!]!)
    }
  return unknowns
}

function add(source: Unknown, target: Unknown, part: number): void {
  target.from.set(source, (target.from.get(source) ?? 0) + part)
  source.to.add(target)
}

/**
 * Takes out one unknown after another and puts what it stands for into those that it leads to. An unknown that is done
 * depends only on some that are done later, or left. No `done` where a ring lets nothing out.
 */
function eliminate(unknowns: readonly Unknown[]): { done?: Unknown[]; left: Unknown[] } {
  const ways = ({ from, to }: Unknown): number => from.size * to.size
  const placeOf = (unknown: Unknown): number => Math.min(ways(unknown), 10_000)
  const queue: Unknown[][] = []
  const enqueue = (unknown: Unknown): void => {
    const place = placeOf(unknown)
    queue[place] ??= []
    queue[place].push(unknown)
  }
  for (const unknown of unknowns) enqueue(unknown)
  const done: Unknown[] = []
  const isDone = new Set<Unknown>()
  let combined = 0
  for (let bucket = 0; bucket < queue.length; bucket += 1) {
    const unknown = queue[bucket]?.pop()
    if (!unknown) continue
    // What is taken out changes its neighbours: they queue again, and only their newest place counts.
    if (isDone.has(unknown) || placeOf(unknown) !== bucket) {
      bucket -= 1
      continue
    }
    bucket = -1
    combined += ways(unknown)
    if (combined > mostCombined) return { done, left: unknowns.filter((other) => !isDone.has(other)) }
    isDone.add(unknown)
    done.push(unknown)
    if (!takeOut(unknown)) return { left: [] }
    for (const neighbour of new Set([...unknown.from.keys(), ...unknown.to])) enqueue(neighbour)
  }
  return { done, left: [] }
}

function takeOut(unknown: Unknown): boolean {
  const { from, to } = unknown
  const out = 1 - (from.get(unknown) ?? 0)
  if (out < nothing) return false
  from.delete(unknown)
  to.delete(unknown)
  unknown.own /= out
  for (const [source, part] of from) {
    from.set(source, part / out)
    source.to.delete(unknown)
  }
  for (const target of to) {
    const part = target.from.get(unknown)!
    target.from.delete(unknown)
    target.own += part * unknown.own
    for (const [source, through] of from) add(source, target, part * through)
  }
  return true
}

/**
 * Gauss and Seidel's method: each from the newest of the others until nothing changes. After each round all are put on
 * one scale, so that what goes out is what came in: without that, what seldom gets out takes for ever. False where it
 * does not settle.
 */
function repeat(left: readonly Unknown[]): boolean {
  if (left.length === 0) return true
  const { start, source, part, inner, out } = packed(left)
  const own = Float64Array.from(left, (unknown) => unknown.own)
  const value = own.slice()
  const incoming = own.reduce((sum, one) => sum + one, 0)
  let change = Number.POSITIVE_INFINITY
  for (let work = 0; change > settled; work += source.length + left.length) {
    if (work > mostRepeated) return false
    change = 0
    let outgoing = 0
    for (let i = 0; i < left.length; i += 1) {
      let now = own[i]!
      for (let k = start[i]!; k < start[i + 1]!; k += 1) now += part[k]! * value[source[k]!]!
      now /= 1 - inner[i]!
      change = Math.max(change, Math.abs(now - value[i]!) / Math.max(Number.MIN_VALUE, now))
      value[i] = now
      outgoing += now * out[i]!
    }
    const scale = incoming / outgoing
    if (change > settled && scale > 0 && scale < Number.POSITIVE_INFINITY)
      for (let i = 0; i < left.length; i += 1) value[i]! *= scale
  }
  for (const [i, unknown] of left.entries()) unknown.own = value[i]!
  return value.every((one) => one >= 0 && one < Number.POSITIVE_INFINITY)
}

/** The sources of each and their parts in rows; what each keeps for itself, and what it lets out of all of them. */
function packed(left: readonly Unknown[]) {
  const position = new Map(left.map((unknown, i) => [unknown, i]))
  const start = new Int32Array(left.length + 1)
  const source: number[] = []
  const part: number[] = []
  const inner = new Float64Array(left.length)
  const out = new Float64Array(left.length).fill(1)
  for (const [i, unknown] of left.entries()) {
    for (const [from, share] of unknown.from) {
      const at = position.get(from)!
      out[at]! -= share
      if (at === i) {
        inner[i] = share
        continue
      }
      source.push(at)
      part.push(share)
    }
    start[i + 1] = source.length
  }
  return { start, source: Int32Array.from(source), part: Float64Array.from(part), inner, out }
}
