import type { Step } from '../read/blueprint.ts'
import type { Edge, Graph } from './graph.ts'
import { search } from './reach.ts'

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
  const goesOn = (edge: Edge): boolean => along(edge) && edge.from !== to
  const ahead = search(graph, [from], goesOn)
  if (!ahead.has(to)) return undefined
  const inside = new Uint8Array(graph.edges.length)
  const edges: Edge[] = []
  const back = new Set([to])
  for (const { index } of back)
    for (let i = graph.inStart[index]!; i < graph.inStart[index + 1]!; i += 1) {
      const edge = graph.edges[graph.in[i]!]!
      if (!goesOn(edge) || !ahead.has(edge.from)) continue
      inside[edge.index] = 1
      edges.push(edge)
      back.add(edge.from)
    }
  const steps = [...new Set(edges.map((edge) => edge.to))].sort((a, b) => a.index - b.index)
  return { from, to, edges, has: ({ index }) => inside[index] === 1, steps }
}
