import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'

/** Sets of steps each of which leads to each, as rows of step indices: the members of set i begin at `starts[i]`. */
export interface Parts {
  /** In reverse topological order; inside a set in the order of the file. */
  readonly members: Int32Array
  readonly starts: Int32Array
  /** How many sets there are. */
  readonly count: number
}

export const parts = question((graph): Parts => tarjan(graph))

/** The same over the edges that `along` lets through. */
export const partsAlong = (graph: Graph, along: (edge: Edge) => boolean): Parts => tarjan(graph, undefined, along)

/** Whether any way over the edges that `along` lets through leads back to where it began. */
export function hasRing(graph: Graph, along: (edge: Edge) => boolean): boolean {
  const { edges, outStart, out, source, target } = graph
  for (let i = 0; i < edges.length; i += 1) if (source[i] === target[i] && along(edges[i]!)) return true
  if (rings(graph).length === 0) return false
  const setOf = componentOf(graph)
  const isInner = (edge: number): boolean => setOf[source[edge]!] === setOf[target[edge]!] && along(edges[edge]!)
  const members = rings(graph).flat()
  // Who has no such edge into it is taken away with its own edges; where there is a ring, not all go.
  const into = new Int32Array(graph.steps.length)
  for (const { index } of members)
    for (let i = outStart[index]!; i < outStart[index + 1]!; i += 1) if (isInner(out[i]!)) into[target[out[i]!]!]! += 1
  const free = members.filter(({ index }) => into[index] === 0).map(({ index }) => index)
  for (let at = 0; at < free.length; at += 1)
    for (let i = outStart[free[at]!]!; i < outStart[free[at]! + 1]!; i += 1) {
      const there = target[out[i]!]!
      if (isInner(out[i]!) && --into[there]! === 0) free.push(there)
    }
  return free.length < members.length
}

/** Sets of steps each of which leads to each. In reverse topological order; inside a set in the order of the file. */
export const components = question((graph): readonly (readonly Step[])[] => setsOf(graph, parts(graph)))

/** Those of them that have several steps: nearly everywhere they are few, or none. */
export const rings = question((graph): readonly (readonly Step[])[] => {
  const { members, starts, count } = parts(graph)
  const rings: Step[][] = []
  if (count === members.length) return rings
  for (let set = 0; set < count; set += 1)
    if (starts[set + 1]! - starts[set]! > 1) rings.push(setOf(graph, members, starts[set]!, starts[set + 1]!))
  return rings
})

/** By step, the number of the set that it is in. */
export const componentOf = question((graph): Int32Array => {
  const { members, starts, count } = parts(graph)
  const numbers = new Int32Array(members.length)
  for (let set = 0; set < count; set += 1)
    for (let i = starts[set]!; i < starts[set + 1]!; i += 1) numbers[members[i]!] = set
  return numbers
})

/**
 * The same over the edges that `along` lets through. Fewer edges only part what hangs together over all: so what makes
 * no ring at all, which is nearly everything, is not looked at again.
 */
export function stronglyConnected(graph: Graph, along: (edge: Edge) => boolean): readonly (readonly Step[])[] {
  const whole = components(graph)
  const several = rings(graph)
  if (several.length === 0) return whole
  const inner = setsOf(graph, tarjan(graph, several, along))
  const ordered: (readonly Step[])[] = []
  let next = 0
  for (const members of whole) {
    if (members.length === 1) ordered.push(members)
    else for (let left = members.length; left > 0; left -= inner[next++]!.length) ordered.push(inner[next]!)
  }
  return ordered
}

const setsOf = (graph: Graph, { members, starts, count }: Parts): Step[][] => {
  const sets: Step[][] = []
  for (let set = 0; set < count; set += 1) sets.push(setOf(graph, members, starts[set]!, starts[set + 1]!))
  return sets
}

function setOf({ steps }: Graph, members: Int32Array, from: number, to: number): Step[] {
  const set = [steps[members[from]!]!]
  for (let i = from + 1; i < to; i += 1) set.push(steps[members[i]!]!)
  return set
}

/** Tarjan (1972), with a stack of its own instead of recursion; of some sets only what is inside each of them. */
function tarjan(graph: Graph, within?: readonly (readonly Step[])[], along?: (edge: Edge) => boolean): Parts {
  const { steps, edges, outStart, out, target } = graph
  const size = steps.length
  // From 1 in the order of the visit; 0 is not visited yet. Whoever has been given a set is out of reach.
  const order = new Int32Array(size)
  const low = new Int32Array(size)
  const given = 0x7fffffff
  const next = outStart.slice(0, size)
  const stack = new Int32Array(size)
  const call = new Int32Array(size)
  const members = new Int32Array(size)
  const starts = new Int32Array(size + 1)
  const setOf = within && componentOf(graph)
  const roots = within?.flat()
  const rootCount = roots ? roots.length : size
  let visited = 0
  let stacked = 0
  let filled = 0
  let count = 0

  for (let i = 0; i < rootCount; i += 1) {
    const root = roots ? roots[i]!.index : i
    if (order[root] !== 0) continue
    let depth = 0
    let here = root
    order[here] = low[here] = ++visited
    stack[stacked++] = here
    for (;;) {
      if (next[here]! < outStart[here + 1]!) {
        const edge = out[next[here]!++]!
        const there = target[edge]!
        if (setOf !== undefined && setOf[there] !== setOf[here]) continue
        if (along !== undefined && !along(edges[edge]!)) continue
        if (order[there] === 0) {
          call[depth++] = here
          here = there
          order[here] = low[here] = ++visited
          stack[stacked++] = here
        } else if (order[there]! < low[here]!) low[here] = order[there]!
        continue
      }
      if (low[here] === order[here]) {
        const first = filled
        let member: number
        do {
          member = stack[--stacked]!
          order[member] = given
          members[filled++] = member
        } while (member !== here)
        if (filled > first + 1) members.subarray(first, filled).sort()
        starts[++count] = filled
      }
      if (depth === 0) break
      const caller = call[--depth]!
      if (low[here]! < low[caller]!) low[caller] = low[here]!
      here = caller
    }
  }
  return { members, starts, count }
}

/** Groups of steps that hang together, whichever way the edges point, among those that `member` admits. */
export function connectedGroups(graph: Graph, member: (step: Step) => boolean): Step[][] {
  const seen = new Uint8Array(graph.steps.length)
  const groups: Step[][] = []
  for (const first of graph.steps) {
    if (seen[first.index] || !member(first)) continue
    seen[first.index] = 1
    const group = [first]
    for (let head = 0; head < group.length; head += 1) {
      const { index } = group[head]!
      const visit = (neighbour: Step): void => {
        if (seen[neighbour.index] || !member(neighbour)) return
        seen[neighbour.index] = 1
        group.push(neighbour)
      }
      for (let i = graph.outStart[index]!; i < graph.outStart[index + 1]!; i += 1) visit(graph.edges[graph.out[i]!]!.to)
      for (let i = graph.inStart[index]!; i < graph.inStart[index + 1]!; i += 1) visit(graph.edges[graph.in[i]!]!.from)
    }
    groups.push(group.sort((a, b) => a.index - b.index))
  }
  return groups
}
