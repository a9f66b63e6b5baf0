import type { Flow } from '../read/blueprint.ts'
import type { Graph } from './graph.ts'
import { reached } from './reach.ts'

/**
 * Whether a service is so regular that in its token game no join waits for ever and no edge gets a second token: nodes
 * are drawn together by rules that keep both, until nothing that splits or joins tokens is left (Sadiq and Orlowska
 * 2000; Murata 1989). Most services are, and are decided so in linear time; of the others, false says nothing.
 */
export function isWellStructured(graph: Graph): boolean {
  const net = reducible(graph)
  return net !== undefined && reduced(net)
}

/** How tokens part, or come together: one token in, one token out; all; or some. */
type Kind = 'one' | 'all' | 'some'

/** A graph whose edges and nodes can be drawn together. Lists may hold edges that are gone: `out` and `in` count the rest. */
interface Net {
  readonly split: Kind[]
  readonly join: Kind[]
  readonly outgoing: number[][]
  readonly incoming: number[][]
  /** By node: edges that are still there. */
  readonly out: number[]
  readonly in: number[]
  /** By edge: -1 once it is gone. */
  readonly from: number[]
  readonly to: number[]
}

/** Undefined where something is out of the ordinary: a start that would have to wait for others. */
function reducible(graph: Graph): Net | undefined {
  const steps = reached(graph).inOrder
  const net: Net = { split: [], join: [], outgoing: [], incoming: [], out: [], in: [], from: [], to: [] }
  const node = (join: Kind, split: Kind): number => {
    net.join.push(join)
    net.split.push(split)
    net.outgoing.push([])
    net.incoming.push([])
    net.out.push(0)
    return net.in.push(0) - 1
  }
  const edge = (from: number, to: number): void => {
    const index = net.from.push(from) - 1
    net.to.push(to)
    net.outgoing[from]!.push(index)
    net.incoming[to]!.push(index)
    net.out[from]! += 1
    net.in[to]! += 1
  }
  const start = node('one', 'one')
  const end = node('one', 'one')
  const nodeOf = new Int32Array(graph.steps.length)
  for (const step of steps) nodeOf[step.index] = node(step.join === 'any' ? 'one' : step.join, 'one')

  /** One of a flow, its `late`, and so on: whichever takes the token. */
  const ways = (from: number, flow: Flow): void => {
    edge(from, nodeOf[flow.to.index]!)
    for (let { late } = flow; late && 'flow' in late; late = late.flow.late) edge(from, nodeOf[late.flow.to.index]!)
  }
  const hasWays = ({ late }: Flow): boolean => late !== undefined && 'flow' in late
  for (const { index, next, split, fails } of steps) {
    const here = nodeOf[index]!
    for (const { recover } of fails) if (recover) ways(here, recover)
    if (next.length === 0) edge(here, end)
    else if (split === 'one' || next.length === 1) for (const flow of next) ways(here, flow)
    else {
      const parting = node('one', split)
      edge(here, parting)
      for (const flow of next) {
        if (hasWays(flow)) {
          const choice = node('one', 'one')
          edge(parting, choice)
          ways(choice, flow)
        } else edge(parting, nodeOf[flow.to.index]!)
      }
    }
  }
  for (const { index, join } of new Set(graph.blueprint.starts)) {
    const first = nodeOf[index]!
    if (join !== 'any' && net.in[first]! > 1) return undefined
    net.join[first] = 'one'
    edge(start, first)
  }
  return net
}

/** Draws together what can be, and says whether nothing is left that splits or joins tokens. */
function reduced(net: Net): boolean {
  const { split, join, outgoing, incoming, from, to } = net
  const size = split.length
  let left = 40 * (from.length + size)
  const queue: number[] = []
  const isQueued = new Uint8Array(size)
  const look = (node: number): void => {
    if (isQueued[node]) return
    isQueued[node] = 1
    queue.push(node)
  }
  const remove = (edge: number): void => {
    net.out[from[edge]!]! -= 1
    net.in[to[edge]!]! -= 1
    look(from[edge]!)
    look(to[edge]!)
    from[edge] = -1
  }
  const joinOf = (node: number): Kind => (net.in[node]! > 1 ? join[node]! : 'one')
  const splitOf = (node: number): Kind => (net.out[node]! > 1 ? split[node]! : 'one')
  const outOf = (node: number): number[] => {
    const there = outgoing[node]!.filter((edge) => from[edge] === node)
    left -= outgoing[node]!.length + 1
    return (outgoing[node] = there)
  }
  const into = (node: number): number[] => {
    const there = incoming[node]!.filter((edge) => from[edge] !== -1 && to[edge] === node)
    left -= incoming[node]!.length + 1
    return (incoming[node] = there)
  }
  /** What leaves `node` leaves `other` from now on. */
  const giveOut = (node: number, other: number): void => {
    for (const edge of outOf(node)) {
      from[edge] = other
      outgoing[other]!.push(edge)
      look(to[edge]!)
    }
    net.out[other]! += net.out[node]!
    net.out[node] = 0
  }
  const giveIn = (node: number, other: number): void => {
    for (const edge of into(node)) {
      to[edge] = other
      incoming[other]!.push(edge)
      look(from[edge]!)
    }
    net.in[other]! += net.in[node]!
    net.in[node] = 0
  }

  /** A single way out: the node and the next may be one. */
  const drawOn = (node: number): boolean => {
    const edge = outOf(node)[0]!
    const next = to[edge]!
    if (next === node) return false
    if (net.in[next] === 1) {
      // Nothing else leads there.
      remove(edge)
      split[node] = split[next]!
      giveOut(next, node)
      return true
    }
    if (net.in[node] === 1) {
      // A link of a chain.
      const before = into(node)[0]!
      remove(edge)
      to[before] = next
      net.in[node] = 0
      net.in[next]! += 1
      incoming[next]!.push(before)
      look(from[before]!)
      return true
    }
    if (joinOf(node) !== joinOf(next) || joinOf(node) === 'some' || net.in[node] === 0) return false
    remove(edge)
    giveIn(node, next)
    return true
  }

  /** Several ways out: what they lead to may be one with the node, and several edges may be one. */
  const drawTogether = (node: number): boolean => {
    const kind = split[node]!
    const toward = new Set<number>()
    let changed = false
    for (const edge of outOf(node)) {
      const next = to[edge]!
      if (next === node) {
        // A ring of one step: whether it can be left is nothing that tokens part or meet by.
        if (kind !== 'one' || joinOf(node) !== 'one') continue
        remove(edge)
        changed = true
        continue
      }
      if (!toward.has(next)) {
        toward.add(next)
        if (net.in[next] !== 1 || net.out[next] === 0 || splitOf(next) !== kind || kind === 'some') continue
        remove(edge)
        giveOut(next, node)
        changed = true
      } else if (kind === 'one' ? joinOf(next) === 'one' : kind === 'all' && joinOf(next) !== 'one') {
        remove(edge)
        changed = true
      }
    }
    // Where a join for some waits for all that leaves here, and for nothing else, it gets all that was taken.
    const [next] = toward
    if (next !== undefined && joinOf(next) === 'some' && net.in[next] === net.out[node]) {
      const all = outOf(node)
      if (all.every((edge) => to[edge] === next)) {
        for (const edge of all.slice(1)) remove(edge)
        changed = true
      }
    }
    return changed
  }

  for (let node = 0; node < size; node += 1) look(node)
  for (let head = 0; head < queue.length && left > 0; head += 1) {
    const node = queue[head]!
    isQueued[node] = 0
    while (left > 0 && (net.out[node] === 1 ? drawOn(node) : drawTogether(node)));
  }
  for (let node = 0; node < size; node += 1) if (joinOf(node) !== 'one' || splitOf(node) !== 'one') return false
  return true
}
