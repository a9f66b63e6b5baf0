import { includes } from '../long-lists.ts'
import { addTo } from '../multimap.ts'
import {
  answering,
  type Incentive,
  isOwn,
  type Metric,
  type Owner,
  type Promised,
  rewarded,
  type Stated,
  type Step,
} from '../read/blueprint.ts'
import { type Graph, question } from './graph.ts'
import { quoted } from '../words.ts'
import { onFailurePath, reached } from './reach.ts'

/** One move in the pull graph: from a metric to another, by doing more of a step or by how metrics hang together. */
export interface Pull {
  readonly from: Metric
  readonly to: Metric
  /** The step of the owner that moves both; without one, the metric itself moves the other. */
  readonly step?: Step
  /** Whether the two go the same way. */
  readonly sign: '+' | '-'
}

/** Where an incentive pulls a metric to, and on which walk. */
export interface Pulled {
  readonly isUp: (metric: Metric) => boolean
  /** All that it pulls down. */
  readonly downs: ReadonlySet<Metric>
  readonly up: (metric: Metric) => readonly Pull[] | undefined
  readonly down: (metric: Metric) => readonly Pull[] | undefined
}

/** Own steps that are reached, by each owner who does them or answers for them; in the order of the file. */
const stepsByOwner = question((graph) => {
  const inReach = reached(graph)
  const steps = new Map<Owner, Step[]>()
  for (let i = 0; i < graph.steps.length; i += 1) {
    const step = graph.steps[i]!
    if (!isOwn(step) || !inReach.has(step)) continue
    const { owners, accountable } = step
    for (let k = 0; k < owners.length; k += 1) addTo(steps, owners[k]!, step)
    if (accountable && !owners.includes(accountable)) addTo(steps, accountable, step)
  }
  return steps
})

const none: readonly never[] = []

export const ownersWithSteps = (graph: Graph): Iterable<Owner> => stepsByOwner(graph).keys()

export const stepsOfOwner = (graph: Graph, owner: Owner): readonly Step[] => stepsByOwner(graph).get(owner) ?? none

const incentivesByOwner = question((graph) => {
  const incentives = new Map<Owner, Incentive[]>()
  for (const incentive of graph.blueprint.incentives.values())
    for (const owner of rewarded(incentive)) addTo(incentives, owner, incentive)
  return incentives
})

/** What an owner is rewarded by, incentives that others share with it included. */
export const incentivesOf = (graph: Graph, owner: Owner): readonly Incentive[] =>
  incentivesByOwner(graph).get(owner) ?? none

/** All that an owner is rewarded for. */
export function paidFor(graph: Graph, owner: Owner): ReadonlySet<Metric> {
  const metrics = new Set<Metric>()
  for (const { rewards } of incentivesOf(graph, owner)) for (const metric of rewards) metrics.add(metric)
  return metrics
}

/** How messages say what an incentive does; in a form that fits "agents" and "the agency" alike. */
export const rewarding: Record<Incentive['kind'], (whom: string, what: string) => string> = {
  pay: (whom, what) => `Paying ${whom} for "${what}"`,
  target: (whom, what) => `Holding ${whom} to a target for "${what}"`,
  ranking: (whom, what) => `Ranking ${whom} by "${what}"`,
}

/** Every owner that somebody rewards, with what for. */
export function* rewards(graph: Graph): Iterable<{ incentive: Incentive; owner: Owner }> {
  for (const incentive of graph.blueprint.incentives.values())
    for (const owner of rewarded(incentive)) yield { incentive, owner }
}

/** Whether anything gets worse by anything: without that, nothing is pulled down. */
export const hurtsAnything = question(({ blueprint: { metrics }, steps }) => {
  for (const { hurts } of metrics.values()) if (hurts.length > 0) return true
  for (let i = 0; i < steps.length; i += 1) if (steps[i]!.hurts.length > 0) return true
  return false
})

const knownPulls = question(() => new Map<Owner, Map<Incentive, Pulled>>())

/** Metrics that may be looked at in one blueprint to see how they are pulled, each for every incentive that gets there. */
const mostPulls = 4_000_000
const pullsLeft = question(() => ({ left: mostPulls }))

/**
 * Signed reachability from the rewarded metrics, in the doubled graph of (metric, up) and (metric, down): linear. A
 * step's edges begin only at "up", "by doing more of it"; a metric's at both. Whether a walk without repetition exists
 * is NP-complete and not asked. Looked up once for each owner of an incentive, however many they meet. Undefined where so
 * many incentives get to so many metrics that no more are looked at.
 */
export function pullOf(graph: Graph, incentive: Incentive, owner: Owner): Pulled | undefined {
  const known = knownPulls(graph)
  let ofOwner = known.get(owner)
  if (!ofOwner) known.set(owner, (ofOwner = new Map()))
  let pulled = ofOwner.get(incentive)
  if (!pulled && pullsLeft(graph).left > 0) ofOwner.set(incentive, (pulled = pulledBy(graph, incentive, owner)))
  return pulled
}

type Sign = Pull['sign']

function pulledBy(graph: Graph, incentive: Incentive, owner: Owner): Pulled {
  const improving = stepsImproving(graph, owner)
  const looks = pullsLeft(graph)
  const arrivals: Record<Sign, Map<Metric, Pull | undefined>> = { '+': new Map(), '-': new Map() }
  const queue: { readonly metric: Metric; readonly sign: Sign }[] = []
  const arrive = (metric: Metric, sign: Sign, by?: Pull): void => {
    arrivals[sign].set(metric, by)
    queue.push({ metric, sign })
  }
  for (const metric of incentive.rewards) if (!arrivals['+'].has(metric)) arrive(metric, '+')
  // Two of the metrics that a step improves pull at all that it moves: each at all but itself.
  const pulledFrom = new Map<Step, Metric | 'several'>()
  for (const { metric: from, sign } of queue) {
    const pull = (all: readonly Metric[], by: Sign, step?: Step): void => {
      const there = by === sign ? '+' : '-'
      looks.left -= 1 + all.length
      for (const to of all)
        if (!arrivals[there].has(to) && !(step && to === from))
          arrive(to, there, step ? { from, to, step, sign: by } : { from, to, sign: by })
    }
    pull(from.improves, '+')
    pull(from.hurts, '-')
    if (sign === '-') continue
    for (const step of improving.get(from) ?? none) {
      const first = pulledFrom.get(step)
      if (first === 'several') continue
      pulledFrom.set(step, first === undefined || first === from ? from : 'several')
      pull(step.improves, '+', step)
      pull(step.hurts, '-', step)
    }
  }

  const walk =
    (sign: Sign) =>
    (metric: Metric): Pull[] | undefined => {
      if (!arrivals[sign].has(metric)) return undefined
      const walked: Pull[] = []
      let here = { metric, sign }
      for (let by = arrivals[sign].get(metric); by; by = arrivals[here.sign].get(here.metric)) {
        walked.push(by)
        here = { metric: by.from, sign: by.sign === here.sign ? '+' : '-' }
      }
      return walked.reverse()
    }
  const downs: ReadonlySet<Metric> = new Set(arrivals['-'].keys())
  return { isUp: (metric) => arrivals['+'].has(metric), downs, up: walk('+'), down: walk('-') }
}

const knownImproving = question(() => new Map<Owner, Map<Metric, Step[]>>())

/** Of an organization's owners, hardly any does something in one blueprint. */
const improvingNothing: ReadonlyMap<Metric, readonly Step[]> = new Map()

/** An owner's steps by the metrics that they improve, in the order of the file. */
export function stepsImproving(graph: Graph, owner: Owner): ReadonlyMap<Metric, readonly Step[]> {
  const known = knownImproving(graph)
  let improving = known.get(owner)
  if (improving) return improving
  const steps = stepsOfOwner(graph, owner)
  if (steps.length === 0) return improvingNothing
  known.set(owner, (improving = new Map()))
  for (const step of steps) for (const metric of step.improves) addTo(improving, metric, step)
  return improving
}

const knownRewards = question(() => new Map<Owner, Map<Metric, Incentive[]>>())

/** The incentives that reward an owner for a metric. */
export function rewardsFor(graph: Graph, owner: Owner, metric: Metric): readonly Incentive[] {
  const known = knownRewards(graph)
  let ofOwner = known.get(owner)
  if (!ofOwner) {
    known.set(owner, (ofOwner = new Map()))
    for (const incentive of incentivesOf(graph, owner))
      for (const one of new Set(incentive.rewards)) addTo(ofOwner, one, incentive)
  }
  return ofOwner.get(metric) ?? none
}

const promisesBy = question(({ blueprint: { promises } }) => {
  const by = new Map<Metric, Promised[]>()
  for (const promise of promises.values()) if (promise.metric) addTo(by, promise.metric, promise)
  return by
})

/** How many metrics a rule may still look at in one blueprint, to see what gets better with them. */
export interface Looks {
  left: number
}

export const looksAtMetrics = (): Looks => ({ left: 10_000_000 })

/** Everything that gets better with these metrics, along what they improve; themselves included. */
export function improvedWith(metrics: Iterable<Metric>, looks: Looks): Set<Metric> {
  const better = new Set(metrics)
  for (const { improves } of better) {
    looks.left -= 1 + improves.length
    for (const other of improves) better.add(other)
  }
  return better
}

/** Why something is somebody's to see to, and what makes it so. */
export interface Reason {
  readonly says: string
  readonly standsOn: readonly Stated[]
}

/**
 * An owner answers for a metric that it owns, that measures a promise it owns or keeps, or that it is rewarded for
 * otherwise: by another incentive, or beside the one that pulls in the same incentive.
 */
export function answersFor(graph: Graph, owner: Owner, metric: Metric, incentive: Incentive): Reason | undefined {
  if (metric.owner === owner) return { says: `it belongs to ${owner.name}`, standsOn: [] }
  for (const promise of promisesBy(graph).get(metric) ?? none) {
    const { says, owner: keeper, kept } = promise
    const standsOn = [promise]
    if (keeper === owner) return { says: `it measures ${quoted(says)}, a promise of ${owner.name}`, standsOn }
    if (kept && answering(kept).includes(owner))
      return { says: `it measures ${quoted(says)}, which is kept by ${owner.name}`, standsOn }
  }
  if (includes(incentive.rewards, metric)) return { says: 'the same incentive rewards it', standsOn: [] }
  const [other] = rewardsFor(graph, owner, metric)
  return other && { says: `another incentive rewards ${owner.name} for it`, standsOn: [other] }
}

/** Why a step is a duty to the customer; undefined where it is none. */
export const dutyOf = question((graph) => {
  const keeps = new Map<Step, Promised>()
  for (const promise of graph.blueprint.promises.values()) if (promise.kept) keeps.set(promise.kept, promise)
  return (step: Step): Reason | undefined => {
    const promise = keeps.get(step)
    if (promise) return { says: `keeps the promise ${quoted(promise.says)}`, standsOn: [promise] }
    const metric = step.improves.find((improved) => improved.for === 'customer')
    if (metric) return { says: `improves "${metric.name}" for the customer`, standsOn: [metric] }
    return onFailurePath(graph)(step) ? { says: 'puts right what went wrong', standsOn: [] } : undefined
  }
})
