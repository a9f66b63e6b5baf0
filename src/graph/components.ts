import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'

/** Sets of steps each of which leads to each. In reverse topological order; inside a set in the order of the file. */
export const components = question((graph): readonly (readonly Step[])[] => tarjan(graph, graph.steps, () => true))

/** By step, the number of the set that it is in. */
export const componentOf = question((graph): Int32Array => {
  const numbers = new Int32Array(graph.steps.length)
  for (const [number, members] of components(graph).entries()) for (const { index } of members) numbers[index] = number
  return numbers
})

/**
 * The same over the edges that `along` lets through. Fewer edges only part what hangs together over all: so what makes
 * no ring at all, which is nearly everything, is not looked at again.
 */
export function stronglyConnected(graph: Graph, along: (edge: Edge) => boolean): readonly (readonly Step[])[] {
  const whole = components(graph)
  const rings = whole.filter(({ length }) => length > 1)
  if (rings.length === 0) return whole
  const ringOf = componentOf(graph)
  const isInside = ({ from, to }: Edge): boolean => ringOf[from.index] === ringOf[to.index]
  const parts = tarjan(graph, rings.flat(), (edge) => isInside(edge) && along(edge))
  const ordered: (readonly Step[])[] = []
  let next = 0
  for (const members of whole) {
    if (members.length === 1) ordered.push(members)
    else for (let left = members.length; left > 0; left -= parts[next++]!.length) ordered.push(parts[next]!)
  }
  return ordered
}

/** Tarjan (1972), from these steps on, with a stack of its own instead of recursion. */
function tarjan(graph: Graph, roots: readonly Step[], along: (edge: Edge) => boolean): Step[][] {
  const size = graph.steps.length
  const order = new Int32Array(size).fill(-1)
  const low = new Int32Array(size)
  const onStack = new Uint8Array(size)
  const next = graph.outStart.slice(0, size)
  const stack: number[] = []
  const call: number[] = []
  const components: Step[][] = []
  let visited = 0

  const enter = (index: number): void => {
    order[index] = low[index] = visited++
    onStack[index] = 1
    stack.push(index)
    call.push(index)
  }

  for (const { index: root } of roots) {
    if (order[root] !== -1) continue
    enter(root)
    while (call.length > 0) {
      const here = call.at(-1)!
      if (next[here]! < graph.outStart[here + 1]!) {
        const edge = graph.edges[graph.out[next[here]!++]!]!
        if (!along(edge)) continue
        const there = edge.to.index
        if (order[there] === -1) enter(there)
        else if (onStack[there]) low[here] = Math.min(low[here]!, order[there]!)
        continue
      }
      call.pop()
      const caller = call.at(-1)
      if (caller !== undefined) low[caller] = Math.min(low[caller]!, low[here]!)
      if (low[here] !== order[here]) continue
      if (stack.at(-1) === here) {
        stack.pop()
        onStack[here] = 0
        components.push([graph.steps[here]!])
        continue
      }
      const members: number[] = []
      let member: number
      do {
        member = stack.pop()!
        onStack[member] = 0
        members.push(member)
      } while (member !== here)
      components.push(members.sort((a, b) => a - b).map((index) => graph.steps[index]!))
    }
  }
  return components
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
