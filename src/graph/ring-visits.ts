import type { Graph } from './graph.ts'

/** Steps of a ring that is solved as a table. */
export const mostInTable = 8

/** Combinations of flows that elimination may make before what is left is solved by repetition, and its repetitions. */
const mostCombined = 300_000
const mostRepeated = 100_000_000

/** Relative to their size, visits that change by no more in a round do not change. */
const settled = 1e-13

/** Less than this goes out of a ring, and what comes in never gets out. */
export const nothing = 1e-12

/** Steps that are visited and lead to each other. */
export interface Ring {
  readonly graph: Pick<Graph, 'outStart' | 'out' | 'target'>
  /** By index. */
  readonly members: readonly number[]
  /** By step, its position among the members, or less than 0. */
  readonly place: Int32Array
  /** By edge. */
  readonly share: Float64Array
}

export const outside = -1

/**
 * Puts the visits of all members in the place of what came in from outside; false where there is no finite number.
 * Gauss's elimination, the last first, for so few unknowns that lists would be most of the work. The table has room for
 * `mostInTable` squared.
 */
export function solveAsTable(
  { graph: { outStart, out, target }, members, place, share }: Ring,
  visits: Float64Array,
  table: Float64Array,
): boolean {
  const size = members.length
  // In the row of each: how much of the visits of those in the columns comes to it.
  table.fill(0, 0, size * size)
  for (let from = 0; from < size; from += 1)
    for (let i = outStart[members[from]!]!; i < outStart[members[from]! + 1]!; i += 1) {
      const to = place[target[out[i]!]!]!
      if (to >= 0) table[to * size + from]! += share[out[i]!]!
    }
  for (let last = size - 1; last >= 0; last -= 1) {
    const lets = 1 - table[last * size + last]!
    if (lets < nothing) return false
    const own = (visits[members[last]!]! /= lets)
    for (let from = 0; from < last; from += 1) table[last * size + from]! /= lets
    for (let to = 0; to < last; to += 1) {
      const through = table[to * size + last]!
      if (through === 0) continue
      visits[members[to]!]! += through * own
      for (let from = 0; from < last; from += 1) table[to * size + from]! += through * table[last * size + from]!
    }
  }
  for (let to = 1; to < size; to += 1)
    for (let from = 0; from < to; from += 1) visits[members[to]!]! += table[to * size + from]! * visits[members[from]!]!
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
export function solve(ring: Ring, visits: Float64Array, most = mostCombined): boolean {
  const unknowns = unknownsOf(ring, visits)
  const { done, left } = eliminate(unknowns, most)
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
function eliminate(unknowns: readonly Unknown[], most: number): { done?: Unknown[]; left: Unknown[] } {
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
    if (combined > most) return { done, left: unknowns.filter((other) => !isDone.has(other)) }
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
  // All lead to each other: where none lets anything out but what was rounded, there is nothing to settle at.
  if (out.every((one) => one < nothing)) return false
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
    // Nothing may have come to where it goes out yet.
    if (outgoing > 0) for (let i = 0; i < left.length; i += 1) value[i]! *= incoming / outgoing
  }
  for (const [i, unknown] of left.entries()) unknown.own = value[i]!
  return true
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
