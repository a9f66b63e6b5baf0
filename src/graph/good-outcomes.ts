import type { Step } from '../read/blueprint.ts'
import { type Edge, edgesInto, type Graph, question } from './graph.ts'
import { leadingTo, search } from './reach.ts'

/** The customer got what they came for, or it was put right. A proper no is none. */
export const isGood = ({ outcome }: Step): boolean => outcome === 'served' || outcome === 'recovered'

/** From which steps a good outcome can be reached, whatever goes wrong on the way. */
export const canEndWell = question((graph) => leadingTo(graph, graph.steps.filter(isGood)))

/**
 * For each group of steps, the starts from which a good outcome can be reached, but none without passing one of the
 * group. Ways are runs: at a `join: all` it is enough that one of the branches has passed; as in `every-way.ts` it
 * waits for the flows that begin downstream of the start. A must-analysis with 31 groups at a time, each a bit of an
 * integer, so that many groups cost little more than one: linear for each start and 31 groups.
 */
export function startsThatNeed(
  graph: Graph,
  groups: readonly (readonly Step[])[],
  along: (edge: Edge) => boolean = () => true,
): Step[][] {
  const needing: Step[][] = groups.map(() => [])
  for (let first = 0; first < groups.length; first += 31) {
    const bits = new Int32Array(graph.steps.length)
    for (const [bit, group] of groups.slice(first, first + 31).entries())
      for (const { index } of group) bits[index]! |= 1 << bit
    for (const start of graph.blueprint.starts) {
      const passed = passedOnEveryWay(graph, start, bits, along)
      const needed = graph.steps.filter(isGood).reduce((all, { index }) => all & passed[index]!, everything)
      if (needed & nowhere) continue
      for (let bit = 0; bit < Math.min(31, groups.length - first); bit += 1)
        if (needed & (1 << bit)) needing[first + bit]!.push(start)
    }
  }
  return needing
}

/** All bits; and the one that no group has, which stays where no run gets to. */
const everything = -1
const nowhere = 1 << 31

/** By step, the bits that every run from the start has passed once it is through the step: the greatest fixpoint. */
function passedOnEveryWay(graph: Graph, start: Step, bits: Int32Array, along: (edge: Edge) => boolean): Int32Array {
  const downstream = search(graph, [start], along)
  const passed = new Int32Array(graph.steps.length).fill(everything)
  const isQueued = new Uint8Array(graph.steps.length)
  const queue: Step[] = []
  const settle = (step: Step, arriving: number): void => {
    const now = arriving | bits[step.index]!
    if (now === passed[step.index]) return
    passed[step.index] = now
    if (isQueued[step.index]) return
    isQueued[step.index] = 1
    queue.push(step)
  }
  settle(start, 0)
  for (const here of queue) {
    isQueued[here.index] = 0
    for (let i = graph.outStart[here.index]!; i < graph.outStart[here.index + 1]!; i += 1) {
      const edge = graph.edges[graph.out[i]!]!
      const { to } = edge
      if (to === start || !along(edge)) continue
      if (to.join === 'all')
        settle(
          to,
          united(graph, to, passed, (edge) => along(edge) && downstream.has(edge.from)),
        )
      else settle(to, passed[to.index]! & passed[here.index]!)
    }
  }
  return passed
}

function united(graph: Graph, join: Step, passed: Int32Array, counts: (edge: Edge) => boolean): number {
  let all = 0
  for (const edge of edgesInto(graph, join)) if (counts(edge)) all |= passed[edge.from.index]!
  return all
}
