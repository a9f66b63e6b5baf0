import { isCustomers, isOwn, type Step } from '../read/blueprint.ts'
import { boundedFlows } from './bounded-flows.ts'
import { stronglyConnected } from './components.ts'
import { type Edge, edgesFrom, failing, type Graph, question } from './graph.ts'
import { leadingTo } from './leading.ts'
import { reached } from './reach.ts'
import { longestTakes } from './time.ts'

export const isHidden = (step: Step): boolean => isOwn(step) && step.lane !== 'touchpoint'
export const isVisible = (step: Step): boolean => isCustomers(step) || step.lane === 'touchpoint'

/** The longest that hidden steps take, from one of them until the customer sees something again. */
export interface Wait {
  readonly step: Step
  /** From the step on; steps that do not say what they take count as nothing. */
  readonly minutes: number
  /** How it goes on from the step. */
  readonly edge: Edge
  /** After that; undefined where the edge leads to what the customer sees. */
  readonly then?: Wait
  /** Run so many times more before it goes on: a ring that a limited flow, the `edge`, closes. */
  readonly rounds?: { readonly times: number; readonly minutes: number; readonly steps: readonly Step[] }
}

/**
 * Whether one of the hidden steps that follow on what the customer sees can take longer than the limit there, in
 * minutes; also where hidden steps lead back to each other, so that it takes `hiddenWaits` to tell. It finds out in one
 * pass that nothing is wrong, as it is nearly everywhere.
 */
export function mayWaitTooLong(graph: Graph, limitAt: (step: Step) => number): boolean {
  const { steps, edges, source, target } = graph
  const { level } = reached(graph)
  const isFailing = failing(graph)
  const takes = longestTakes(graph)
  const hidden = new Uint8Array(steps.length)
  for (let i = 0; i < steps.length; i += 1) if (level[i]! >= 0 && isHidden(steps[i]!)) hidden[i] = 1
  const longest = new Float64Array(steps.length).fill(-1)
  const open = new Int32Array(steps.length)
  const beginning: Edge[] = []
  for (let i = 0; i < edges.length; i += 1) {
    const from = source[i]!
    if (isFailing[i] === 1 || level[from]! < 0) continue
    if (hidden[target[i]!] === 1) {
      if (hidden[from] === 1) open[from]! += 1
      else beginning.push(edges[i]!)
    } else if (hidden[from] === 1) longest[from] = takes[from]!
  }
  if (beginning.length === 0) return false

  // Backwards from what ends a wait: each step when all that can follow it are done.
  const done: number[] = []
  let left = 0
  for (let i = 0; i < steps.length; i += 1) {
    if (hidden[i] === 0) continue
    if (open[i] === 0) done.push(i)
    else left += 1
  }
  for (let head = 0; head < done.length; head += 1) {
    const here = done[head]!
    for (let i = graph.inStart[here]!; i < graph.inStart[here + 1]!; i += 1) {
      const edge = graph.in[i]!
      const before = source[edge]!
      if (hidden[before] === 0 || isFailing[edge] === 1) continue
      if (longest[here]! >= 0) longest[before] = Math.max(longest[before]!, takes[before]! + longest[here]!)
      open[before]! -= 1
      if (open[before] !== 0) continue
      done.push(before)
      left -= 1
    }
  }
  return left > 0 || beginning.some(({ from, to }) => longest[to.index]! > limitAt(from))
}

/** Hidden steps that lead to each other without limit. */
export interface WithoutBound {
  readonly ring: readonly Step[]
  /** From the step into the ring. */
  readonly into: readonly Edge[]
}

/** Along `next` only, from hidden steps on; undefined where the customer never sees anything again. */
export const hiddenWaits = question((graph): ((step: Step) => Wait | WithoutBound | undefined) => {
  const inReach = reached(graph)
  const isInner = ({ kind, from, to }: Edge): boolean =>
    kind === 'next' && isHidden(from) && isHidden(to) && inReach.has(from)
  const last = graph.steps.filter((step) => isHidden(step) && edgesFrom(graph, step).some(endsWait))
  const seenAgain = leadingTo(graph, last, isInner)
  const isWaiting = (edge: Edge): boolean => isInner(edge) && seenAgain.has(edge.to)

  const regions = stronglyConnected(graph, isWaiting)
  const regionOf = new Map(regions.flatMap((region) => region.map((step) => [step, region] as const)))
  const closesRing = (edge: Edge): boolean =>
    boundedFlows(graph).has(edge.flow) && regionOf.get(edge.from) === regionOf.get(edge.to)
  const isOnward = (edge: Edge): boolean => isWaiting(edge) && !closesRing(edge)

  // What follows comes before what leads there: the order of Tarjan's algorithm.
  const order = stronglyConnected(graph, isOnward)
  const endless = order.filter(
    (ring) => ring.length > 1 || edgesFrom(graph, ring[0]!).some((e) => isOnward(e) && e.to === e.from),
  )
  const ringOf = new Map(endless.flatMap((ring) => ring.map((step) => [step, ring] as const)))
  const toEndless = leadingTo(graph, [...ringOf.keys()], isWaiting)

  const waits = longestWaits(
    graph,
    order.flat().filter((step) => isHidden(step) && seenAgain.has(step) && !toEndless.has(step)),
    regionOf,
    { isOnward, closesRing: (edge) => isWaiting(edge) && closesRing(edge) },
  )
  return (step) => {
    if (!isHidden(step) || !seenAgain.has(step)) return undefined
    if (!toEndless.has(step)) return waits.get(step)
    const into = toEndless.on(step)
    return { ring: ringOf.get(into.at(-1)?.to ?? step)!, into }
  }
})

const endsWait = ({ kind, to }: Edge): boolean => kind === 'next' && isVisible(to)

const longestOf = ({ takes }: Step): number => takes?.longest ?? 0

/** So many steps are gone through for the limited rings of one region; the wait is as long as found by then. */
const mostWork = 100_000

interface Kinds {
  readonly isOnward: (edge: Edge) => boolean
  readonly closesRing: (edge: Edge) => boolean
}

/**
 * Longest ways, backwards through steps whose onward edges make no ring. The limited flows that close rings are added
 * one by one: each is taken as often as its limit says, then the longest way that is known so far goes on. Where
 * several of them share steps this is a wait that can really happen, though a longer one may be put together.
 */
function longestWaits(
  graph: Graph,
  order: readonly Step[],
  regionOf: ReadonlyMap<Step, readonly Step[]>,
  { isOnward, closesRing }: Kinds,
): Map<Step, Wait> {
  const waits = new Map<Step, Wait>()
  const wait = (step: Step): void => {
    for (const edge of edgesFrom(graph, step)) {
      if (!endsWait(edge) && !isOnward(edge)) continue
      const then = endsWait(edge) ? undefined : waits.get(edge.to)
      if (!endsWait(edge) && !then) continue
      const minutes = longestOf(step) + (then?.minutes ?? 0)
      if (minutes > (waits.get(step)?.minutes ?? -1))
        waits.set(step, { step, minutes, edge, ...(then ? { then } : {}) })
    }
  }
  // Region by region, what follows first: in the order of steps, one of a region may come before what follows the region.
  const byRegion = new Map<readonly Step[], Step[]>([...regionOf.values()].map((region) => [region, []]))
  for (const step of order) byRegion.get(regionOf.get(step)!)!.push(step)
  for (const steps of byRegion.values()) {
    for (const step of steps) wait(step)
    const closing = steps.flatMap((step) => edgesFrom(graph, step)).filter(closesRing)
    for (const edge of closing.slice(0, Math.ceil(mostWork / steps.length))) {
      const round = longestBetween(graph, steps, edge, isOnward)
      const then = waits.get(edge.to)
      if (!then) continue
      const times = round ? edge.flow.limit! - 1 : 0
      const minutes = longestOf(edge.from) + times * (round?.minutes ?? 0) + then.minutes
      if (minutes <= (waits.get(edge.from)?.minutes ?? -1)) continue
      waits.set(edge.from, { step: edge.from, minutes, edge, then, ...(round ? { rounds: { times, ...round } } : {}) })
      for (const step of steps) wait(step)
    }
  }
  return waits
}

/** From where the edge leads to back to where it comes from, both counted; the steps are ordered, what follows first. */
function longestBetween(graph: Graph, order: readonly Step[], { from, to }: Edge, isOnward: Kinds['isOnward']) {
  const known = new Map<Step, { minutes: number; next?: Step }>()
  for (const step of order) {
    if (step === from) known.set(step, { minutes: longestOf(step) })
    for (const edge of step === from ? [] : edgesFrom(graph, step)) {
      const rest = isOnward(edge) ? known.get(edge.to) : undefined
      const minutes = longestOf(step) + (rest?.minutes ?? 0)
      if (rest && minutes > (known.get(step)?.minutes ?? -1)) known.set(step, { minutes, next: edge.to })
    }
  }
  const round = known.get(to)
  if (!round) return undefined
  const steps: Step[] = []
  for (let step: Step | undefined = to; step; step = known.get(step)!.next) steps.push(step)
  return { minutes: round.minutes, steps }
}
