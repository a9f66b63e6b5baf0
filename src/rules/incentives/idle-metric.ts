import type { Graph } from '../../graph/graph.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import type { Metric } from '../../read/blueprint.ts'
import { called, decidedBy } from '../../plain.ts'
import type { Rule } from '../rule.ts'
import { judgedWhereItStands, justStated, type Services, standingIn } from '../shared.ts'

export const idleMetric: Rule = {
  id: 'idle-metric',
  theme: 'incentives',
  severity: 'note',
  summary: 'A metric that no step and no other metric moves, or that nothing uses',
  why: 'Somebody counts it and somebody reports it. A number that nothing moves cannot be improved, and one that is used for nothing hides those that matter.',
  fix: 'Say which step moves it, or what it is for; or stop measuring it.',
  source: 'Goodhart (1975); Seddon: measures that do not derive from purpose',
  bad: `blueprint: 1
title: Passport from the town hall
accountable: counter-head
owners:
  counter-head: { name: Head of the counter, kind: role }
  clerks: { name: Clerks }
metrics:
  forms-filed: { name: Forms filed, for: business } # <- idle-metric
steps:
  apply: { lane: customer, next: take-form }
  take-form: { lane: touchpoint, owner: clerks, improves: forms-filed, next: hand-out }
  hand-out: { lane: touchpoint, owner: clerks, next: has-passport }
  has-passport: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Passport from the town hall
accountable: counter-head
owners:
  counter-head: { name: Head of the counter, kind: role }
  clerks: { name: Clerks }
metrics:
  forms-filed: { name: Forms filed, for: business, improves: one-visit }
  one-visit: { name: Passports without a second visit, for: customer, owner: counter-head }
steps:
  apply: { lane: customer, next: take-form }
  take-form: { lane: touchpoint, owner: clerks, improves: forms-filed, next: hand-out }
  hand-out: { lane: touchpoint, owner: clerks, next: has-passport }
  has-passport: { lane: customer, outcome: served }
`,
  ...judgedWhereItStands(
    {
      things: ({ blueprint }) => blueprint.metrics.values(),
      saidIn: workIn,
      isSettled: ({ isMoved, isUsed }) => isMoved && isUsed,
    },
    judged,
  ),
}

/** What is done with a metric in one blueprint: whether something moves it, and whether it is for anything. */
interface Work {
  readonly isMoved: boolean
  readonly isUsed: boolean
}

function workIn(graph: Graph): (metric: Metric) => Work | undefined {
  const { metrics, incentives, promises } = graph.blueprint
  const moved = new Set<Metric>()
  for (const { improves, hurts } of stepsWith(graph).metrics) {
    for (let i = 0; i < improves.length; i += 1) moved.add(improves[i]!)
    for (let i = 0; i < hurts.length; i += 1) moved.add(hurts[i]!)
  }
  const used = new Set<Metric>()
  for (const { rewards } of standingIn(graph, incentives)) for (const metric of rewards) used.add(metric)
  for (const { metric } of promises.values()) if (metric) used.add(metric)
  for (const metric of standingIn(graph, metrics)) {
    if (metric.for === 'customer') used.add(metric)
    if (metric.measures && metric.measures !== metric) used.add(metric.measures)
    for (const other of othersMovedBy(metric)) {
      used.add(metric)
      moved.add(other)
    }
  }
  return (metric) => {
    const [isMoved, isUsed] = [moved.has(metric), used.has(metric)]
    return isMoved || isUsed ? { isMoved, isUsed } : undefined
  }
}

const othersMovedBy = (metric: Metric): Metric[] =>
  [...metric.improves, ...metric.hurts].filter((other) => other !== metric)

function* judged(metric: Metric, said: readonly Work[], services: Services) {
  const isMoved = said.some(({ isMoved }) => isMoved)
  const isUsed = said.some(({ isUsed }) => isUsed)
  if (isMoved && isUsed) return
  yield {
    blueprint: services[0].blueprint,
    message: isMoved
      ? `Nothing is done with "${metric.name}": no reward, no promise and no other metric depends on it`
      : `No step and no other metric moves "${metric.name}"`,
    help: isMoved
      ? 'Say what it is for: in `rewards`, as `metric` of a promise, or in `improves` of the metric itself; or take it out'
      : 'Name it in `improves` or `hurts` of the step that moves it; or take it out',
    plain: () => ({
      lived: isMoved
        ? `${called(metric)} is a figure that nothing depends on: no reward, no promise and no other figure. However good it is, customers gain nothing by it.`
        : `${called(metric)} is a figure that no step and no other figure moves. Whatever is done for customers, it does not show there.`,
      change: isMoved
        ? `Decide what ${called(metric)} is for, or stop counting it.`
        : `Find out which step makes ${called(metric)} better or worse, or stop counting it.`,
      who: services.flatMap((service) => decidedBy(service, ...(metric.owner ? [metric.owner] : []))),
    }),
    marks: [{ at: { ...metric.at, part: 'key' }, says: isMoved ? 'used for nothing' : 'moved by nothing' }] as const,
    standsOn: [justStated(metric)],
  }
}
