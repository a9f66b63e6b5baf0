import { isCustomers, type Owner, type Step } from '../read/blueprint.ts'
import { boundedFlows } from './bounded-flows.ts'
import { circularRecoveries } from './circular-recovery.ts'
import { hasRing, stronglyConnected } from './components.ts'
import { type Edge, edgesFrom, edgesInto, type Graph, isFailureEdge, question } from './graph.ts'
import { askedOfLeading } from './leading.ts'
import {
  askedOfSearch,
  doubtOf,
  endOfWayTo,
  least,
  onFailurePath,
  reached,
  type Way,
  wayOn,
  wholeDoubt,
} from './reach.ts'
import { traps } from './traps.ts'

/** Steps that lead to each other again and again, with a way out and nothing that says how often. */
export interface Loop {
  /** The one that the round is told from, and the others in the order in which customers get to them. */
  readonly steps: readonly [Step, ...Step[]]
  /** Of its own steps; none where nobody owns them, or all are the customer's. */
  readonly owners: readonly Owner[]
  /** Round from the first step, once or twice: through the hands of two owners where there are so many. */
  readonly round: readonly Edge[]
  /** The way in, and once round. */
  readonly way: Way
}

/**
 * The loops that the customer meets and that nothing ends: what hangs together once the bounded flows are taken away.
 * Left out are traps, which are worse; loops in which recovery goes in circles, which is the cause; and those that
 * only go on as long as the customer wants.
 */
export const endlessLoops = question((graph): Loop[] => {
  const bounded = boundedFlows(graph)
  const isFree = ({ flow }: Edge): boolean => !bounded.has(flow)
  if (!hasRing(graph, isFree)) return []
  const inReach = reached(graph)
  const circular = circularRecoveries(graph)
  const goesInCircles = new Set([...circular.open, ...circular.found.map(({ edge }) => edge.from)])
  const trapped = new Set(traps(graph).flat())
  const surestEntry = surestEntries(graph, isFree)
  const loops: Loop[] = []
  for (const ring of stronglyConnected(graph, isFree)) {
    if (!inReach.has(ring[0]!)) continue
    const members = new Set(ring)
    const isInner = (edge: Edge): boolean => members.has(edge.from) && members.has(edge.to) && isFree(edge)
    const inner = ring.flatMap((step) => edgesFrom(graph, step)).filter(isInner)
    if (inner.length === 0 || !ring.some(({ lane }) => lane === 'customer' || lane === 'touchpoint')) continue
    if (ring.some((step) => goesInCircles.has(step)) || trapped.has(ring[0]!)) continue
    if (isUpToTheCustomer(graph, ring, inner)) continue
    const entry = surestEntry(ring)
    const others = ring.filter((step) => step !== entry).sort((a, b) => inReach.rank(a) - inReach.rank(b))
    const steps = [entry, ...others] as const
    const owners = [...new Set(steps.flatMap(({ owners }) => owners))]
    const round = roundThroughTwo(graph, entry, owners, isInner)
    loops.push({ steps, owners, round, way: wayOn(endOfWayTo(graph, entry), round) })
  }
  return loops
})

/** Browse, put into the cart, browse: nothing has gone wrong, and each choice is the customer's own. */
function isUpToTheCustomer(graph: Graph, ring: readonly Step[], inner: readonly Edge[]): boolean {
  const failurePath = onFailurePath(graph)
  if (inner.some(isFailureEdge) || ring.some(failurePath)) return false
  // Where nothing ever goes another way, nobody chooses: only lateness leads out.
  const choosing = ring.filter(({ split, next }) => split !== 'all' && new Set(next.map(({ to }) => to)).size > 1)
  const isParted = ring.some(({ split, next }) => split === 'all' && next.length > 1)
  return (isParted || choosing.length > 0) && choosing.every(isCustomers)
}

function roundThroughTwo(
  graph: Graph,
  entry: Step,
  owners: readonly Owner[],
  isInner: (edge: Edge) => boolean,
): readonly Edge[] {
  const round = surestRound(graph, entry, isInner)
  if (owners.length < 2 || metOn(round).size > 1) return round
  return askedOfSearch(graph, [entry], isInner, (away) =>
    askedOfLeading(graph, [entry], isInner, away.inOrder, (back) => {
      let through = round
      let met = metOn(through)
      while (met.size < 2) {
        const another = away.inOrder.find((step) => step.owners.some((owner) => !met.has(owner)))!
        const other = [...away.way(another)!.edges, ...back.on(another)]
        // Where no one round shows two, it takes two of them.
        through = met.size === 0 || metOn(other).size > 1 ? other : [...through, ...other]
        met = metOn(through)
      }
      return through
    }),
  )
}

/**
 * Of steps that lead to each other along these edges, the one that customers get to and can go round from most surely,
 * and of those the nearest. Asked for each such set of a graph, it looks at all of them once.
 */
function surestEntries(graph: Graph, along: (edge: Edge) => boolean): (ring: readonly Step[]) => Step {
  const { rank, doubt } = reached(graph)
  const doubtOfRound = new Map<Step, number>()
  for (let allowed = 0; allowed <= wholeDoubt; allowed += 1) {
    const isSure = (edge: Edge): boolean => along(edge) && doubtOf(edge) <= allowed
    for (const ring of stronglyConnected(graph, isSure))
      if (ring.length > 1 || edgesFrom(graph, ring[0]!).some((edge) => edge.to === ring[0] && isSure(edge)))
        for (const step of ring) if (!doubtOfRound.has(step)) doubtOfRound.set(step, allowed)
  }
  const unsure = (step: Step): number => Math.max(doubt(step), doubtOfRound.get(step)!)
  return (ring) => least(ring, (step) => unsure(step) * graph.steps.length + rank(step))!
}

/** Once round from a step: by the flow back that makes the surest round, and of those from the nearest step. */
export const surestRound = (graph: Graph, entry: Step, isInner: (edge: Edge) => boolean): readonly Edge[] =>
  askedOfSearch(graph, [entry], isInner, (inside) => {
    const doubtOfRound = (back: Edge): number => Math.max(inside.doubt(back.from), doubtOf(back))
    const closing = edgesInto(graph, entry).filter((edge) => isInner(edge) && inside.has(edge.from))
    const back = least(closing, (edge) => doubtOfRound(edge) * graph.steps.length + inside.rank(edge.from))!
    return [...inside.way(back.from)!.edges, back]
  })

const metOn = (way: readonly Edge[]): Set<Owner> => new Set(way.flatMap(({ to }) => to.owners))
