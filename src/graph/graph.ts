import { MultiDirectedGraph } from 'graphology'
import { type Blueprint, type Failure, type Flow, isOwn, type Promised, type Step } from '../read/blueprint.ts'

/** `promise-late` runs from where a promise is made to what acts when it is late: for reaching, not for tokens. */
export type EdgeKind = 'next' | 'recover' | 'late' | 'promise-late'

export interface Edge {
  readonly index: number
  readonly kind: EdgeKind
  readonly from: Step
  readonly to: Step
  readonly flow: Flow
  /** Of a `recover`, and of its `late`. */
  readonly failure?: Failure
  /** Of a `late`: the flow that was not taken up in time. */
  readonly insteadOf?: Flow
  /** Of a `promise-late`. */
  readonly promise?: Promised
}

/**
 * The graph of format.md: a node for each step, an edge for each flow, two flows between the same steps being two
 * edges. Adjacency is kept in arrays by step index (compressed sparse rows), which every question runs on: the edges
 * out of step i are `edges[out[outStart[i]]]` … `edges[out[outStart[i + 1] - 1]]`, in the order of the file.
 */
export interface Graph {
  readonly blueprint: Blueprint
  readonly steps: readonly Step[]
  readonly edges: readonly Edge[]
  readonly outStart: Int32Array
  readonly out: Int32Array
  readonly inStart: Int32Array
  readonly in: Int32Array
  /** The same as lists, by step index, for questions that look at few steps. */
  readonly outgoing: readonly (readonly Edge[])[]
  readonly incoming: readonly (readonly Edge[])[]
}

/** Only taken when something goes wrong. */
export const isFailureEdge = (edge: Edge): boolean => edge.kind !== 'next'

export function graphOf(blueprint: Blueprint): Graph {
  const store = new MultiDirectedGraph<Step, Edge>()
  for (const step of blueprint.steps.values()) store.addNode(step.id, step)

  const edges: Edge[] = []
  const add = (
    kind: EdgeKind,
    from: Step,
    flow: Flow,
    by: Pick<Edge, 'failure' | 'insteadOf' | 'promise'> = {},
  ): void => {
    const edge: Edge = { index: edges.length, kind, from, to: flow.to, flow, ...by }
    edges.push(edge)
    store.addDirectedEdgeWithKey(edge.index, from.id, flow.to.id, edge)
    if (flow.late && 'flow' in flow.late) add('late', from, flow.late.flow, { ...by, insteadOf: flow })
  }
  for (const step of blueprint.steps.values()) {
    for (const flow of step.next) add('next', step, flow)
    for (const failure of step.fails) if (failure.recover) add('recover', step, failure.recover, { failure })
  }
  for (const promise of blueprint.promises.values())
    if (promise.late && 'flow' in promise.late)
      for (const step of promise.made) add('promise-late', step, promise.late.flow, { promise })

  const steps = [...blueprint.steps.values()]
  const outgoing: Edge[][] = steps.map(() => [])
  const incoming: Edge[][] = steps.map(() => [])
  for (const edge of edges) {
    outgoing[edge.from.index]!.push(edge)
    incoming[edge.to.index]!.push(edge)
  }
  return { blueprint, steps, edges, ...arraysOf(store), outgoing, incoming }
}

/** The store's adjacency as arrays: one cheap pass, after which no question pays for hashing. */
function arraysOf(store: MultiDirectedGraph<Step, Edge>): Pick<Graph, 'outStart' | 'out' | 'inStart' | 'in'> {
  const outStart = new Int32Array(store.order + 1)
  const inStart = new Int32Array(store.order + 1)
  store.forEachNode((id, { index }) => {
    outStart[index + 1] = store.outDegree(id)
    inStart[index + 1] = store.inDegree(id)
  })
  for (let i = 0; i < store.order; i += 1) {
    outStart[i + 1]! += outStart[i]!
    inStart[i + 1]! += inStart[i]!
  }
  const out = new Int32Array(store.size)
  const into = new Int32Array(store.size)
  const outNext = outStart.slice()
  const inNext = inStart.slice()
  store.forEachEdge((_key, edge) => {
    out[outNext[edge.from.index]!++] = edge.index
    into[inNext[edge.to.index]!++] = edge.index
  })
  return { outStart, out, inStart, in: into }
}

export const edgesFrom = ({ outgoing }: Graph, { index }: Step): readonly Edge[] => outgoing[index]!

export const edgesInto = ({ incoming }: Graph, { index }: Step): readonly Edge[] => incoming[index]!

/** No owner at all does an own step. */
export const isOwnerless = (step: Step): boolean => isOwn(step) && step.owners.length === 0

export const shareAnOwner = (a: Step, b: Step): boolean => a.owners.some((owner) => b.owners.includes(owner))

/**
 * A handoff is seen, not declared: a flow between two own steps that have owners, and none in common. The `late` of a
 * promise is no flow of a step and so no handoff; where one side has no owner, ownerless-handoff speaks of it.
 */
export const isHandoff = ({ kind, from, to }: Edge): boolean =>
  kind !== 'promise-late' &&
  isOwn(from) &&
  isOwn(to) &&
  from.owners.length > 0 &&
  to.owners.length > 0 &&
  !shareAnOwner(from, to)

/** An answer that several rules ask for: computed once for each graph, when first asked. */
export function question<A>(answer: (graph: Graph) => A): (graph: Graph) => A {
  const known = new WeakMap<Graph, { answer: A }>()
  return (graph) => {
    let kept = known.get(graph)
    if (!kept) known.set(graph, (kept = { answer: answer(graph) }))
    return kept.answer
  }
}
