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
  /** By edge, the index of the step that it leaves, and of the one that it leads to. */
  readonly source: Int32Array
  readonly target: Int32Array
  /** The same as lists, by step index, for questions that look at few steps. */
  readonly outgoing: readonly (readonly Edge[])[]
  readonly incoming: readonly (readonly Edge[])[]
  /** What has been asked of it before, by the number of the question. */
  readonly answers: ({ readonly answer: unknown } | undefined)[]
}

/** Only taken when something goes wrong. */
export const isFailureEdge = (edge: Edge): boolean => edge.kind !== 'next'

export function graphOf(blueprint: Blueprint): Graph {
  const steps = [...blueprint.steps.values()]
  const outgoing: Edge[][] = steps.map(() => [])
  const incoming: Edge[][] = steps.map(() => [])
  const edges: Edge[] = []
  const add = (
    kind: EdgeKind,
    from: Step,
    flow: Flow,
    by: Pick<Edge, 'failure' | 'insteadOf' | 'promise'> = {},
  ): void => {
    const edge: Edge = { index: edges.length, kind, from, to: flow.to, flow, ...by }
    edges.push(edge)
    outgoing[from.index]!.push(edge)
    incoming[flow.to.index]!.push(edge)
    if (flow.late && 'flow' in flow.late) add('late', from, flow.late.flow, { ...by, insteadOf: flow })
  }
  for (const step of steps) {
    for (const flow of step.next) add('next', step, flow)
    for (const failure of step.fails) if (failure.recover) add('recover', step, failure.recover, { failure })
  }
  for (const promise of blueprint.promises.values())
    if (promise.late && 'flow' in promise.late)
      for (const step of promise.made) add('promise-late', step, promise.late.flow, { promise })

  const [outStart, out] = rowsOf(outgoing, edges.length)
  const [inStart, into] = rowsOf(incoming, edges.length)
  const source = new Int32Array(edges.length)
  const target = new Int32Array(edges.length)
  for (let i = 0; i < edges.length; i += 1) {
    source[i] = edges[i]!.from.index
    target[i] = edges[i]!.to.index
  }
  return { blueprint, steps, edges, outStart, out, inStart, in: into, source, target, outgoing, incoming, answers: [] }
}

/** Lists of edges, one a step, as compressed sparse rows: where each row starts, and all rows one after another. */
function rowsOf(lists: readonly (readonly Edge[])[], size: number): [starts: Int32Array, rows: Int32Array] {
  const starts = new Int32Array(lists.length + 1)
  const rows = new Int32Array(size)
  let at = 0
  for (let i = 0; i < lists.length; i += 1) {
    for (const { index } of lists[i]!) rows[at++] = index
    starts[i + 1] = at
  }
  return [starts, rows]
}

export const edgesFrom = ({ outgoing }: Graph, { index }: Step): readonly Edge[] => outgoing[index]!

export const edgesInto = ({ incoming }: Graph, { index }: Step): readonly Edge[] => incoming[index]!

/** No owner at all does an own step. */
export const isOwnerless = (step: Step): boolean => isOwn(step) && step.owners.length === 0

/** Nearly every step has one owner. */
export const shareAnOwner = ({ owners }: Step, other: Step): boolean =>
  owners.length === 1 ? other.owners.includes(owners[0]!) : owners.some((owner) => other.owners.includes(owner))

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

let questions = 0

/** An answer that several rules ask for: computed once for each graph, when first asked. */
export function question<A>(answer: (graph: Graph) => A): (graph: Graph) => A {
  const number = questions++
  return (graph) => {
    const kept = (graph.answers[number] ??= { answer: answer(graph) })
    return kept.answer as A
  }
}
