import { type Parts, parts, partsAlong, rings } from './components.ts'
import type { Graph } from './graph.ts'
import { mostInTable, nothing, outside, solve, solveAsTable } from './ring-visits.ts'

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
  const together = count < members.length ? passingOnTogether(graph, share, visits) : undefined
  for (let set = count - 1; set >= 0; set -= 1) {
    const first = starts[set]!
    const end = starts[set + 1]!
    const getsOut =
      end - first === 1 ? passOn(graph, members[first]!, share, visits) : together!(members.subarray(first, end))
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
  let times = visits[here]!
  if (times === 0) return true
  const end = outStart[here + 1]!
  let again = 0
  for (let i = outStart[here]!; i < end; i += 1) if (target[out[i]!] === here) again += share[out[i]!]!
  if (again > 0) {
    if (1 - again < nothing) return false
    times /= 1 - again
    visits[here] = times
  }
  for (let i = outStart[here]!; i < end; i += 1) {
    const there = target[out[i]!]!
    if (there !== here) visits[there]! += times * share[out[i]!]!
  }
  return true
}

const notVisited = -2

/** The same for steps that lead to each other. */
function passingOnTogether(graph: Graph, share: Float64Array, visits: Float64Array): (set: Int32Array) => boolean {
  const { outStart, out, target } = graph
  const place = new Int32Array(visits.length).fill(outside)
  const table = new Float64Array(mostInTable * mostInTable)
  return (set) => {
    const members: number[] = []
    for (let i = 0; i < set.length; i += 1)
      if (visits[set[i]!] === 0) place[set[i]!] = notVisited
      else place[set[i]!] = members.push(set[i]!) - 1
    for (let at = 0; at < members.length; at += 1)
      for (let i = outStart[members[at]!]!; i < outStart[members[at]! + 1]!; i += 1) {
        const there = target[out[i]!]!
        if (place[there] === notVisited && share[out[i]!]! > 0) place[there] = members.push(there) - 1
      }
    const ring = { graph, members, place, share }
    const getsOut = members.length > mostInTable ? solve(ring, visits) : solveAsTable(ring, visits, table)
    for (let at = 0; at < members.length; at += 1) {
      const here = members[at]!
      for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) {
        const there = target[out[i]!]!
        if (place[there] === outside) visits[there]! += visits[here]! * share[out[i]!]!
      }
    }
    // These keep their places: what is looked at later leads nobody back to them.
    return getsOut
  }
}
