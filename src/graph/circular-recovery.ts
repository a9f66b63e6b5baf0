import type { Failure, Step } from '../read/blueprint.ts'
import { boundedFlows } from './bounded-flows.ts'
import { componentOf } from './components.ts'
import { canEndWell, isGood } from './good-outcomes.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { reached, search } from './reach.ts'

/** A failure whose repair leads only back to the step that failed, with nothing changed. */
export interface CircularRecovery {
  readonly failure: Failure
  /** The recover. */
  readonly edge: Edge
  /** From where it takes over back to the step that failed; empty where it is that step itself. */
  readonly back: readonly Edge[]
}

export const circularRecoveries = question((graph): CircularRecovery[] => {
  const inReach = reached(graph)
  const rings = componentOf(graph)
  const elsewhere = new Map<Step, boolean>()
  let wayBack: ReturnType<typeof waysBack> | undefined
  const circular: CircularRecovery[] = []
  for (let i = 0; i < graph.edges.length; i += 1) {
    const edge = graph.edges[i]!
    const { failure, from, to } = edge
    if (!failure || edge.kind !== 'recover' || !inReach.has(from)) continue
    if (rings[from.index] !== rings[to.index] || boundedFlows(graph).has(edge.flow)) continue
    if (!canEndWell(graph).has(to)) continue
    // Nearly every repair ends otherwise at once, before anything is laid out for a search.
    if (!elsewhere.has(to)) elsewhere.set(to, leadsElsewhere(graph, to.index, rings))
    if (from !== to && elsewhere.get(to)) continue
    wayBack ??= waysBack(graph, rings)
    const back = wayBack(edge)
    if (back) circular.push({ failure, edge, back })
  }
  return circular
})

/**
 * The way back, where every way to a good outcome leads through the failing step again, and nothing on any of these
 * ways changes anything. Only steps of the failing step's own ring lead back to it, so no others are looked into. Each
 * failure has a search of its own, which ends at the first thing that changes. It runs on numbers alone, since a large
 * ring with many failures repeats it: measured with 5,000 of each, objects took a hundred times as long. What it asks
 * of a step is looked up when a search first gets there.
 */
function waysBack(graph: Graph, rings: Int32Array): (edge: Edge) => Edge[] | undefined {
  const { steps, edges, out, outStart, target } = graph
  const isLookedUp = new Uint8Array(steps.length)
  const endsOtherwise = new Uint8Array(steps.length)
  const knows = new Uint8Array(steps.length)
  const owners = new Int32Array(steps.length)
  const ownersNumber = numbersOfOwners()
  const seenFor = new Int32Array(steps.length).fill(-1)
  const arrivedBy = new Int32Array(steps.length)
  const onTheWay = new Int32Array(steps.length)

  const lookUp = (here: number): void => {
    if (isLookedUp[here] === 1) return
    isLookedUp[here] = 1
    endsOtherwise[here] = leadsElsewhere(graph, here, rings) ? 1 : 0
    knows[here] = factsOf(steps[here]!).length > 0 ? 1 : 0
    owners[here] = ownersNumber(steps[here]!)
  }

  return ({ index: search, from: { index: failing, owners: own }, to: { index: first } }) => {
    if (first === failing) return []
    const facts = new Set<string>()
    let last = -1
    lookUp(failing)
    seenFor[first] = search
    arrivedBy[first] = -1
    onTheWay[0] = first
    for (let head = 0, end = 1; head < end; head += 1) {
      const here = onTheWay[head]!
      lookUp(here)
      if (endsOtherwise[here]) return undefined
      if (owners[here] !== owners[failing] && steps[here]!.owners.some((owner) => !own.includes(owner)))
        return undefined
      if (knows[here]) for (const fact of factsOf(steps[here]!)) facts.add(fact)
      for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) {
        const there = target[out[i]!]!
        if (there === failing) {
          if (last < 0) last = out[i]!
        } else if (seenFor[there] !== search && rings[there] === rings[failing]) {
          seenFor[there] = search
          arrivedBy[there] = out[i]!
          onTheWay[end++] = there
        }
      }
    }
    if ([...facts].some((fact) => isNewAt(graph, steps[failing]!, fact))) return undefined
    const back: Edge[] = []
    for (let edge = edges[last]; edge; edge = edges[arrivedBy[edge.from.index]!]) back.push(edge)
    return back.reverse()
  }
}

/** It is a good outcome itself, or a flow leads out to one, or nobody goes on like this for ever. */
function leadsElsewhere(graph: Graph, here: number, rings: Int32Array): boolean {
  const step = graph.steps[here]!
  return (
    isGood(step) ||
    graph.outgoing[here]!.some(({ to, flow }) =>
      rings[here] === rings[to.index] ? boundedFlows(graph).has(flow) : canEndWell(graph).has(to),
    )
  )
}

/** For each step a number that steps with the same owners share. */
function numbersOfOwners(): (step: Step) => number {
  const numbers = new Map<string, number>()
  return ({ owners }) => {
    const names = owners.map(({ id }) => id).join(' ')
    if (!numbers.has(names)) numbers.set(names, numbers.size)
    return numbers.get(names)!
  }
}

/** What is asked again counts as well as what is produced: the next try may go better for it. */
const factsOf = ({ written: { collects = [], produces = [] } }: Step): string[] => [...collects, ...produces]

/** Not every customer who gets to the step has passed one that collects or produces it. */
function isNewAt(graph: Graph, step: Step, fact: string): boolean {
  const lacks = (other: Step): boolean => other === step || !factsOf(other).includes(fact)
  return search(graph, graph.blueprint.starts.filter(lacks), ({ to }) => lacks(to)).has(step)
}
