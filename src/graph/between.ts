import type { Step } from '../read/blueprint.ts'
import type { Edge, Graph } from './graph.ts'
import { downstream } from './reach.ts'

/** All that lies on the ways from one step to another, up to the first time that they get there. */
export interface Stretch {
  readonly from: Step
  readonly to: Step
  readonly edges: readonly Edge[]
  readonly has: (edge: Edge) => boolean
  /** What comes after `from`, `to` included; `from` itself where a way leads through it again. In the order of the file. */
  readonly steps: readonly Step[]
}

/** Undefined where no way leads there, and where there is no way to go. */
export function between(
  graph: Graph,
  from: Step,
  to: Step,
  along: (edge: Edge) => boolean = () => true,
): Stretch | undefined {
  if (from === to) return undefined
  const goesOn = (edge: Edge): boolean => edge.from !== to && along(edge)
  const ahead = downstream(graph, [from], goesOn)
  if (ahead[to.index] === 0) return undefined
  const inside = new Uint8Array(graph.edges.length)
  const isOnTheWay = new Uint8Array(graph.steps.length)
  const edges: Edge[] = []
  const steps: Step[] = []
  const back = [to.index]
  const seen = new Uint8Array(graph.steps.length)
  seen[to.index] = 1
  for (let head = 0; head < back.length; head += 1) {
    const here = back[head]!
    for (let i = graph.inStart[here]!; i < graph.inStart[here + 1]!; i += 1) {
      const edge = graph.edges[graph.in[i]!]!
      const before = edge.from.index
      if (ahead[before] === 0 || !goesOn(edge)) continue
      inside[edge.index] = 1
      edges.push(edge)
      if (isOnTheWay[here] === 0) {
        isOnTheWay[here] = 1
        steps.push(edge.to)
      }
      if (seen[before] === 1) continue
      seen[before] = 1
      back.push(before)
    }
  }
  steps.sort((a, b) => a.index - b.index)
  return { from, to, edges, has: ({ index }) => inside[index] === 1, steps }
}
