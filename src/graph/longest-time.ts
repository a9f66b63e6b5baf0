import type { Step } from '../read/blueprint.ts'
import type { Stretch } from './between.ts'
import { stronglyConnected } from './components.ts'
import { type Edge, edgesFrom, edgesInto, type Graph } from './graph.ts'
import { surestRound } from './loops.ts'
import { leadingTo } from './leading.ts'
import { doubtOf, search, type Way } from './reach.ts'
import { latestArrivals, saysNoTime, type Taken, takenOn } from './time.ts'

export type Longest =
  /** A ring that nothing bounds: the way to it, once round, and on. */
  | { readonly ring: readonly Step[]; readonly way: Way }
  | {
      readonly taken: Taken
      /** The limited flows that lead back, and how often each is taken. */
      readonly rounds: readonly { readonly edge: Edge; readonly times: number }[]
      /** Steps anywhere on the way that say no time. */
      readonly unknown: readonly Step[]
      /** Rings are so interwoven that there may be a longer walk yet. */
      readonly isLeast: boolean
    }

/** How many steps and flows are looked at for one component, each as often as rounds can be combined. */
const mostWork = 300_000

/**
 * The most over choices and branches. A limited flow is taken at most `limit` times in all, so that the ring that it
 * closes is run once more than that; a ring without one has no bound. Along the components; inside a ring, over how
 * often each limited flow has been taken. With many limited flows in one component this is the longest trail, which is
 * NP-complete: then the limits are lowered until it can be done, and the time found is one that can happen, if not the
 * longest. What it takes is counted off the looks that are left.
 */
export function longestTime(graph: Graph, stretch: Stretch, looks = { left: 0 }): Longest {
  const latest = latestArrivals(graph, stretch)
  looks.left -= (latest ? 3 : 30) * (graph.steps.length + graph.edges.length)
  if (latest) {
    const isSlowest = (edge: Edge): boolean =>
      stretch.has(edge) && latest[edge.from.index]! + longest(edge.to) === latest[edge.to.index]
    return told(stretch, leadingTo(graph, [stretch.to], isSlowest).on(stretch.from), false)
  }
  const isFree = (edge: Edge): boolean => stretch.has(edge) && edge.flow.limit === undefined
  const freely = stronglyConnected(graph, isFree)
  const ring = unbounded(graph, stretch, freely, isFree)
  if (ring) return ring

  const place = new Map(freely.flat().map((step, position) => [step, -position]))
  const best = new Map<Step, Arrived>()
  let isLeast = false
  for (const members of stronglyConnected(graph, stretch.has).toReversed()) {
    const inner =
      members.length === 1 && !hasRing(graph, members[0]!, stretch.has) ? [] : innerEdges(graph, members, stretch)
    const isInner = new Set(inner)
    const arrive = (to: Step): Arrived | undefined => {
      if (to === stretch.from) return { minutes: 0, doubt: 0 }
      let latest: Arrived | undefined
      for (let i = graph.inStart[to.index]!; i < graph.inStart[to.index + 1]!; i += 1) {
        const edge = graph.edges[graph.in[i]!]!
        const before = stretch.has(edge) && !isInner.has(edge) ? best.get(edge.from) : undefined
        if (before) latest = later(latest, before, edge)
      }
      return latest
    }
    if (inner.length === 0) {
      const arrived = arrive(members[0]!)
      if (arrived) best.set(members[0]!, arrived)
    } else if (
      goRound(
        members.toSorted((a, b) => place.get(a)! - place.get(b)!),
        inner,
        arrive,
        best,
        looks,
      )
    )
      isLeast = true
  }

  const walk: Edge[] = []
  for (let at = best.get(stretch.to)!; at.by; at = at.before!) walk.push(at.by)
  return told(stretch, walk.reverse(), isLeast)
}

function told(stretch: Stretch, walk: readonly Edge[], isLeast: boolean): Longest {
  const times = new Map<Edge, number>()
  for (const edge of walk) if (edge.flow.limit !== undefined) times.set(edge, (times.get(edge) ?? 0) + 1)
  return {
    taken: takenOn(stretch, walk, longest),
    rounds: [...times].map(([edge, times]) => ({ edge, times })),
    unknown: stretch.steps.filter(saysNoTime),
    isLeast,
  }
}

const longest = ({ takes }: Step): number => takes?.longest ?? 0

/** The end of a walk, and what it is made of: a list that walks share. */
interface Arrived {
  readonly minutes: number
  /** Of the walk, from 0, certain. */
  readonly doubt: number
  readonly by?: Edge
  readonly before?: Arrived
}

/** What is known, or the way over this edge if that takes longer, or as long and is surer. */
function later(known: Arrived | undefined, before: Arrived, by: Edge): Arrived {
  const minutes = before.minutes + longest(by.to)
  const doubt = Math.max(before.doubt, doubtOf(by))
  return isLater({ minutes, doubt }, known) ? { minutes, doubt, by, before } : known!
}

const isLater = ({ minutes, doubt }: Arrived, known: Arrived | undefined): boolean =>
  !known || minutes > known.minutes || (minutes === known.minutes && doubt < known.doubt)

const hasRing = (graph: Graph, step: Step, along: (edge: Edge) => boolean): boolean =>
  edgesFrom(graph, step).some((edge) => edge.to === step && along(edge))

function innerEdges(graph: Graph, members: readonly Step[], stretch: Stretch): Edge[] {
  const isMember = new Set(members)
  return members.flatMap((step) =>
    edgesInto(graph, step).filter((edge) => stretch.has(edge) && isMember.has(edge.from)),
  )
}

/**
 * The longest walk to each member of a component: for each combination of how often its limited flows have been taken,
 * the members in the order in which the other flows lead. True where limits had to be lowered.
 */
function goRound(
  members: readonly Step[],
  inner: readonly Edge[],
  arrive: (step: Step) => Arrived | undefined,
  best: Map<Step, Arrived>,
  looks: { left: number },
): boolean {
  const limited = inner.filter(({ flow }) => flow.limit !== undefined)
  const wanted = limited.map(({ flow }) => flow.limit!)
  const limits = lowered(wanted, mostWork / (members.length + inner.length))
  const into = new Map(members.map((step): [Step, Edge[]] => [step, []]))
  for (const edge of inner) into.get(edge.to)!.push(edge)
  // A combination is a number whose digits say how often each limited flow has been taken: their places and bases.
  const digits = new Map<Edge, { place: number; base: number }>()
  let combinations = 1
  for (const [i, edge] of limited.entries()) {
    digits.set(edge, { place: combinations, base: limits[i]! + 1 })
    combinations *= limits[i]! + 1
  }
  looks.left -= 10 * combinations * (members.length + inner.length)
  const arrivals = members.map(arrive)
  const known: Map<Step, Arrived>[] = []
  for (let combination = 0; combination < combinations; combination += 1) {
    const here = new Map<Step, Arrived>()
    known.push(here)
    for (const [m, step] of members.entries()) {
      let latest = combination === 0 ? arrivals[m] : undefined
      for (const edge of into.get(step)!) {
        const digit = digits.get(edge)
        if (digit && Math.floor(combination / digit.place) % digit.base === 0) continue
        const before = known[combination - (digit?.place ?? 0)]!.get(edge.from)
        if (before) latest = later(latest, before, edge)
      }
      if (!latest) continue
      here.set(step, latest)
      if (isLater(latest, best.get(step))) best.set(step, latest)
    }
  }
  return limits.some((limit, i) => limit < wanted[i]!)
}

/** The greatest, and of those the first, is halved until the combinations are few enough. */
function lowered(limits: readonly number[], most: number): number[] {
  const result = [...limits]
  // None gets to nothing before all are at one, and then the first does first: from the end it soon shows.
  const areTooMany = (): boolean => {
    let product = 1
    for (let i = result.length - 1; i >= 0 && product <= most; i -= 1) product *= result[i]! + 1
    return product > most
  }
  const halvings: { from: number; at: number }[] = []
  if (!areTooMany()) return result
  for (const [at, limit] of limits.entries())
    for (let from = limit; from > 0; from = Math.floor(from / 2)) halvings.push({ from, at })
  halvings.sort((a, b) => b.from - a.from || a.at - b.at)
  for (let i = 0; i < halvings.length && areTooMany(); i += 1)
    result[halvings[i]!.at] = Math.floor(halvings[i]!.from / 2)
  return result
}

function unbounded(
  graph: Graph,
  stretch: Stretch,
  freely: readonly (readonly Step[])[],
  isFree: (edge: Edge) => boolean,
): Longest | undefined {
  const inside = new Set(stretch.steps)
  const rings = freely.filter(
    (steps) => inside.has(steps[0]!) && (steps.length > 1 || hasRing(graph, steps[0]!, isFree)),
  )
  if (rings.length === 0) return undefined
  const there = search(graph, [stretch.from], stretch.has)
  const ranked = rings.flat().sort((a, b) => there.rank(a) - there.rank(b))
  const entry = ranked[0]!
  const component = new Set(rings.find((steps) => steps.includes(entry)))
  const back = surestRound(graph, entry, (edge) => isFree(edge) && component.has(edge.to))
  const on = search(graph, [entry], stretch.has).way(stretch.to)!
  return {
    ring: back.map(({ from }) => from),
    way: { from: stretch.from, edges: [...there.way(entry)!.edges, ...back, ...on.edges] },
  }
}
