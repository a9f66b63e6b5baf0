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
  readonly up: (metric: Metric) => readonly Pull[] | undefined
  readonly down: (metric: Metric) => readonly Pull[] | undefined
}

/** Own steps that are reached, by each owner who does them or answers for them; in the order of the file. */
const stepsByOwner = question((graph) => {
  const inReach = reached(graph)
  const steps = new Map<Owner, Step[]>()
  for (const step of graph.steps) {
    if (!isOwn(step) || !inReach.has(step)) continue
    for (const owner of answering(step)) {
      addTo(steps, owner, step)
    }
  }
  return steps
})

export const stepsOfOwner = (graph: Graph, owner: Owner): readonly Step[] => stepsByOwner(graph).get(owner) ?? []

const incentivesByOwner = question((graph) => {
  const incentives = new Map<Owner, Incentive[]>()
  for (const incentive of graph.blueprint.incentives.values())
    for (const owner of rewarded(incentive)) addTo(incentives, owner, incentive)
  return incentives
})

/** What an owner is rewarded by, incentives that others share with it included. */
export const incentivesOf = (graph: Graph, owner: Owner): readonly Incentive[] =>
  incentivesByOwner(graph).get(owner) ?? []

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

/**
 * Signed reachability from the rewarded metrics, in the doubled graph of (metric, up) and (metric, down): linear. A
 * step's edges begin only at "up", "by doing more of it"; a metric's at both. Whether a walk without repetition exists
 * is NP-complete and not asked.
 */
export function pullOf(graph: Graph, incentive: Incentive, owner: Owner): Pulled {
  const improving = improvingSteps(graph, owner)
  const arrivals: Record<'+' | '-', Map<Metric, Pull | undefined>> = { '+': new Map(), '-': new Map() }
  const queue: { metric: Metric; sign: '+' | '-' }[] = []
  const arrive = (metric: Metric, sign: '+' | '-', by?: Pull): void => {
    if (arrivals[sign].has(metric)) return
    arrivals[sign].set(metric, by)
    queue.push({ metric, sign })
  }
  for (const metric of incentive.rewards) arrive(metric, '+')
  for (const { metric, sign } of queue)
    for (const pull of movesFrom(metric, sign, improving)) arrive(pull.to, pull.sign === sign ? '+' : '-', pull)

  const walk =
    (sign: '+' | '-') =>
    (metric: Metric): Pull[] | undefined => {
      if (!arrivals[sign].has(metric)) return undefined
      const walked: Pull[] = []
      let here = { metric, sign }
      for (let by = arrivals[sign].get(metric); by; by = arrivals[here.sign].get(here.metric)) {
        walked.unshift(by)
        here = { metric: by.from, sign: by.sign === here.sign ? '+' : '-' }
      }
      return walked
    }
  return { up: walk('+'), down: walk('-') }
}

/** The steps of an owner that improve a metric. */
function improvingSteps(graph: Graph, owner: Owner): ReadonlyMap<Metric, readonly Step[]> {
  const improving = new Map<Metric, Step[]>()
  for (const step of stepsOfOwner(graph, owner))
    for (const metric of step.improves) {
      addTo(improving, metric, step)
    }
  return improving
}

/**
 * No closure: for each generator that is made at run time, V8 makes a class that lives long, and keeps alive with it all
 * that the generator can see: the whole blueprint.
 */
function* movesFrom(metric: Metric, sign: '+' | '-', improving: ReadonlyMap<Metric, readonly Step[]>): Iterable<Pull> {
  for (const to of metric.improves) yield { from: metric, to, sign: '+' }
  for (const to of metric.hurts) yield { from: metric, to, sign: '-' }
  if (sign === '-') return
  for (const step of improving.get(metric) ?? []) {
    for (const to of step.improves) if (to !== metric) yield { from: metric, to, step, sign: '+' }
    for (const to of step.hurts) if (to !== metric) yield { from: metric, to, step, sign: '-' }
  }
}

/** Everything that gets better with these metrics, along what they improve; themselves included. */
export function improvedWith(metrics: Iterable<Metric>): Set<Metric> {
  const better = new Set(metrics)
  for (const metric of better) for (const other of metric.improves) better.add(other)
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
  for (const promise of graph.blueprint.promises.values()) {
    const { says, metric: measure, owner: keeper, kept } = promise
    if (measure !== metric) continue
    const standsOn = [promise]
    if (keeper === owner) return { says: `it measures ${quoted(says)}, a promise of ${owner.name}`, standsOn }
    if (kept && answering(kept).includes(owner))
      return { says: `it measures ${quoted(says)}, which is kept by ${owner.name}`, standsOn }
  }
  if (incentive.rewards.includes(metric)) return { says: 'the same incentive rewards it', standsOn: [] }
  const other = incentivesOf(graph, owner).find((other) => other !== incentive && other.rewards.includes(metric))
  return other && { says: `another incentive rewards ${owner.name} for it`, standsOn: [other] }
}

/** Why a step is a duty to the customer; undefined where it is none. */
export const dutyOf = question((graph) => {
  const failurePath = onFailurePath(graph)
  const keeps = new Map<Step, Promised>()
  for (const promise of graph.blueprint.promises.values()) if (promise.kept) keeps.set(promise.kept, promise)
  return (step: Step): Reason | undefined => {
    const promise = keeps.get(step)
    if (promise) return { says: `keeps the promise ${quoted(promise.says)}`, standsOn: [promise] }
    const metric = step.improves.find((improved) => improved.for === 'customer')
    if (metric) return { says: `improves "${metric.name}" for the customer`, standsOn: [metric] }
    return failurePath(step) ? { says: 'puts right what went wrong', standsOn: [] } : undefined
  }
})
