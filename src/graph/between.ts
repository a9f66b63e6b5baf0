import type { Step } from '../read/blueprint.ts'
import type { Edge, Graph } from './graph.ts'
import { downstream } from './reach.ts'

/** All that lies on the ways from one step to another, up to the first time that they get there. */
export interface Stretch {
  readonly from: Step
  readonly to: Step
  readonly has: (edge: Edge) => boolean
  /** The same by edge: 1 where it does. */
  readonly inside: Uint8Array
  /** What comes after `from`, `to` included; `from` itself where a way leads through it again. In the order of the file. */
  readonly steps: readonly Step[]
}

/** Over all edges but those `without`, a row of all. Undefined where no way leads there, and where there is no way to go. */
export function between(graph: Graph, from: Step, to: Step, without?: Uint8Array): Stretch | undefined {
  if (from === to) return undefined
  const { inStart, in: into, source } = graph
  const ahead = downstream(graph, [from], without, to)
  if (ahead[to.index] === 0) return undefined
  const inside = new Uint8Array(graph.edges.length)
  const seen = new Uint8Array(graph.steps.length)
  const entered = new Uint8Array(graph.steps.length)
  const back = [to.index]
  seen[to.index] = 1
  for (let head = 0; head < back.length; head += 1) {
    const here = back[head]!
    for (let i = inStart[here]!; i < inStart[here + 1]!; i += 1) {
      const edge = into[i]!
      const before = source[edge]!
      if (ahead[before] === 0 || before === to.index || (without !== undefined && without[edge] === 1)) continue
      inside[edge] = 1
      entered[here] = 1
      if (seen[before] === 1) continue
      seen[before] = 1
      back.push(before)
    }
  }
  const steps: Step[] = []
  for (let i = 0; i < entered.length; i += 1) if (entered[i] === 1) steps.push(graph.steps[i]!)
  return { from, to, has: ({ index }) => inside[index] === 1, inside, steps }
}
