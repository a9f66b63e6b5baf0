import { haveCommon } from '../long-lists.ts'
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
  readonly failure?: Failure | undefined
  /** Of a `late`, and of a `promise-late` after another: the flow that was not taken up in time. */
  readonly insteadOf?: Flow | undefined
  /** Of a `promise-late`. */
  readonly promise?: Promised | undefined
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

/** What is to be done where it begins has been done: not where that failed, be it that the repair is late, too. */
export const isDone = ({ failure }: Edge): boolean => failure === undefined

export function graphOf(blueprint: Blueprint): Graph {
  const steps = [...blueprint.steps.values()]
  const edges = edgesOf(blueprint, steps)
  const source = new Int32Array(edges.length)
  const target = new Int32Array(edges.length)
  for (let i = 0; i < edges.length; i += 1) {
    source[i] = edges[i]!.from.index
    target[i] = edges[i]!.to.index
  }
  const [outStart, out] = rowsBy(source, steps.length)
  const [inStart, into] = rowsBy(target, steps.length)
  const outgoing = listsOf(edges, outStart, out)
  const incoming = listsOf(edges, inStart, into)
  return { blueprint, steps, edges, outStart, out, inStart, in: into, source, target, outgoing, incoming, answers: [] }
}

/** In the order of the file, those of promises last. All have the same keys in the same order, which makes them fast to read. */
function edgesOf({ promises }: Blueprint, steps: readonly Step[]): Edge[] {
  const edges: Edge[] = []
  const add = (
    kind: EdgeKind,
    from: Step,
    flow: Flow,
    failure?: Failure,
    promise?: Promised,
    insteadOf?: Flow,
  ): void => {
    edges.push({ index: edges.length, kind, from, to: flow.to, flow, failure, insteadOf, promise })
    // What acts when even that is late which acts for a promise acts for the promise.
    if (flow.late && 'flow' in flow.late)
      add(promise ? 'promise-late' : 'late', from, flow.late.flow, failure, promise, flow)
  }
  for (let i = 0; i < steps.length; i += 1) {
    const { next, fails } = steps[i]!
    for (let k = 0; k < next.length; k += 1) add('next', steps[i]!, next[k]!)
    for (let k = 0; k < fails.length; k += 1)
      if (fails[k]!.recover) add('recover', steps[i]!, fails[k]!.recover!, fails[k])
  }
  for (const promise of promises.values())
    if (promise.late && 'flow' in promise.late)
      for (const step of promise.made) add('promise-late', step, promise.late.flow, undefined, promise)
  return edges
}

/** Compressed sparse rows by the step of each edge: where each row starts, and all rows one after another. */
function rowsBy(step: Int32Array, count: number): [starts: Int32Array, rows: Int32Array] {
  const rows = new Int32Array(step.length)
  // First where each row ends; each edge, from the last on, then takes the place before.
  const starts = new Int32Array(count + 1)
  for (let i = 0; i < step.length; i += 1) starts[step[i]!]! += 1
  for (let i = 1; i <= count; i += 1) starts[i]! += starts[i - 1]!
  for (let i = step.length - 1; i >= 0; i -= 1) rows[--starts[step[i]!]!] = i
  return [starts, rows]
}

function listsOf(edges: readonly Edge[], starts: Int32Array, rows: Int32Array): Edge[][] {
  const lists: Edge[][] = []
  for (let row = 0; row < starts.length - 1; row += 1) {
    const first = starts[row]!
    const list = new Array<Edge>(starts[row + 1]! - first)
    for (let i = 0; i < list.length; i += 1) list[i] = edges[rows[first + i]!]!
    lists.push(list)
  }
  return lists
}

export const edgesFrom = ({ outgoing }: Graph, { index }: Step): readonly Edge[] => outgoing[index]!

export const edgesInto = ({ incoming }: Graph, { index }: Step): readonly Edge[] => incoming[index]!

/** No owner at all does an own step. */
export const isOwnerless = (step: Step): boolean => isOwn(step) && step.owners.length === 0

/** Nearly every step has one owner. */
export const shareAnOwner = ({ owners }: Step, other: Step): boolean =>
  owners.length === 1 && other.owners.length === 1 ? owners[0] === other.owners[0] : haveCommon(owners, other.owners)

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

/** By edge, 1 where it is only taken when something goes wrong. */
export const failing = question(({ edges }) => {
  const rows = new Uint8Array(edges.length)
  for (let i = 0; i < rows.length; i += 1) if (isFailureEdge(edges[i]!)) rows[i] = 1
  return rows
})
