import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'

/**
 * Strongly connected components over the edges that `along` lets through: sets of steps each of which leads to each.
 * Tarjan (1972), with a stack of its own instead of recursion. In reverse topological order; inside a component in the
 * order of the file.
 */
export function stronglyConnected(graph: Graph, along: (edge: Edge) => boolean = () => true): Step[][] {
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

  for (let root = 0; root < size; root += 1) {
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

export const components = question((graph) => stronglyConnected(graph))

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
