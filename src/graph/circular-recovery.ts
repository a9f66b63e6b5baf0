import type { Failure, Step } from '../read/blueprint.ts'
import { boundedFlows } from './bounded-flows.ts'
import { includes } from '../long-lists.ts'
import { componentOf } from './components.ts'
import { canEndWell, isGood } from './good-outcomes.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { reached, search } from './reach.ts'

/** A failure whose repair leads only back to the step that failed, with nothing changed. */
export interface CircularRecovery {
  readonly failure: Failure
  /** The recover. */
  readonly edge: Edge
  /** From where it takes over back to the step that failed; empty where it is that step itself. Put together when asked. */
  readonly back: () => readonly Edge[]
}

/** Steps that the searches of one blueprint may look at. */
const mostLooks = 100_000_000

export const circularRecoveries = question(
  (graph): { readonly found: readonly CircularRecovery[]; readonly open: ReadonlySet<Step> } => {
    const inReach = reached(graph)
    const rings = componentOf(graph)
    const elsewhere = new Map<Step, boolean>()
    let wayBack: ReturnType<typeof waysBack> | undefined
    const found: CircularRecovery[] = []
    const open = new Set<Step>()
    for (let i = 0; i < graph.edges.length; i += 1) {
      const edge = graph.edges[i]!
      const { failure, from, to } = edge
      if (!failure || edge.kind !== 'recover' || !inReach.has(from)) continue
      if (rings[from.index] !== rings[to.index] || boundedFlows(graph).has(edge.flow)) continue
      if (!canEndWell(graph).has(to)) continue
      // Nearly every repair ends otherwise at once, before anything is laid out for a search.
      if (!elsewhere.has(to)) elsewhere.set(to, leadsElsewhere(graph, to.index, rings))
      if (from !== to && elsewhere.get(to)) continue
      const search = (wayBack ??= waysBack(graph, rings))
      if (search.left() > 0 && search.isCircular(edge)) found.push({ failure, edge, back: () => search.back(edge) })
      else if (search.left() <= 0) open.add(from)
    }
    return { found, open }
  },
)

/**
 * The way back, where every way to a good outcome leads through the failing step again, and nothing on any of these
 * ways changes anything. Only steps of the failing step's own ring lead back to it, so no others are looked into. Each
 * failure has a search of its own, which ends at the first thing that changes. It runs on numbers alone, since a large
 * ring with many failures repeats it: measured with 5,000 of each, objects took a hundred times as long. What it asks
 * of a step is looked up when a search first gets there.
 */
function waysBack(graph: Graph, rings: Int32Array) {
  const { steps, edges, out, outStart, target } = graph
  const isLookedUp = new Uint8Array(steps.length)
  const endsOtherwise = new Uint8Array(steps.length)
  const knows = new Uint8Array(steps.length)
  const owners = new Int32Array(steps.length)
  const ownersNumber = numbersOfOwners()
  let search = 0
  const seenFor = new Int32Array(steps.length)
  const arrivedBy = new Int32Array(steps.length)
  const onTheWay = new Int32Array(steps.length)

  const lookUp = (here: number): void => {
    if (isLookedUp[here] === 1) return
    isLookedUp[here] = 1
    endsOtherwise[here] = leadsElsewhere(graph, here, rings) ? 1 : 0
    knows[here] = factsOf(steps[here]!).length > 0 ? 1 : 0
    owners[here] = ownersNumber(steps[here]!)
  }

  let left = mostLooks
  // The last edge of the way back; undefined where it does not go in circles.
  const lastOf = ({ from: { index: failing, owners: own }, to: { index: first } }: Edge): number | undefined => {
    if (first === failing) return -1
    search += 1
    const facts = new Set<string>()
    let last = -1
    lookUp(failing)
    seenFor[first] = search
    arrivedBy[first] = -1
    onTheWay[0] = first
    for (let head = 0, end = 1; head < end; head += 1) {
      const here = onTheWay[head]!
      left -= 1 + outStart[here + 1]! - outStart[here]!
      lookUp(here)
      if (endsOtherwise[here]) return undefined
      if (owners[here] !== owners[failing] && steps[here]!.owners.some((owner) => !includes(own, owner)))
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
    for (const fact of facts) {
      // A search of its own, on objects.
      left -= 10 * edges.length
      if (left <= 0 || isNewAt(graph, steps[failing]!, fact)) return undefined
    }
    return last
  }
  return {
    left: () => left,
    isCircular: (edge: Edge): boolean => lastOf(edge) !== undefined,
    back: (recover: Edge): Edge[] => {
      left = mostLooks
      const back: Edge[] = []
      for (let edge = edges[lastOf(recover)!]; edge; edge = edges[arrivedBy[edge.from.index]!]) back.push(edge)
      return back.reverse()
    },
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

const isFactOf = (fact: string, { written: { collects, produces } }: Step): boolean =>
  (collects !== undefined && includes(collects, fact)) || (produces !== undefined && includes(produces, fact))

/** What is asked again counts as well as what is produced: the next try may go better for it. */
const factsOf = ({ written: { collects = [], produces = [] } }: Step): string[] => [...collects, ...produces]

/** Not every customer who gets to the step has passed one that collects or produces it. */
function isNewAt(graph: Graph, step: Step, fact: string): boolean {
  const lacks = (other: Step): boolean => other === step || !isFactOf(fact, other)
  return search(graph, graph.blueprint.starts.filter(lacks), ({ to }) => lacks(to)).has(step)
}
