import type { Graph } from '../../graph/graph.ts'
import type { Metric } from '../../read/blueprint.ts'
import { called, decidedBy } from '../../plain.ts'
import type { Rule } from '../rule.ts'
import { judgedWhereItStands, justStated, type Services, standingIn } from '../shared.ts'

export const unownedMetric: Rule = {
  id: 'unowned-metric',
  theme: 'incentives',
  severity: 'warning',
  summary: "A metric of the customer's that nobody owns and nobody is rewarded for",
  why: 'What belongs to nobody is looked at by nobody. It can get worse for a year before somebody is asked about it, and then there is nobody to ask.',
  fix: 'Name an owner who answers for it, or reward somebody for it.',
  source: 'Kerr (1975): rewarding A while hoping for B',
  bad: `blueprint: 1
title: Village bus on call
accountable: bus-office
owners:
  bus-office: { name: Bus office }
metrics:
  picked-up: { name: Passengers picked up within the hour, for: customer } # <- unowned-metric
steps:
  ring-for-bus: { lane: customer, next: send-bus }
  send-bus: { lane: touchpoint, owner: bus-office, improves: picked-up, next: in-town }
  in-town: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Village bus on call
accountable: bus-office
owners:
  bus-office: { name: Bus office }
metrics:
  picked-up: { name: Passengers picked up within the hour, for: customer, owner: bus-office }
steps:
  ring-for-bus: { lane: customer, next: send-bus }
  send-bus: { lane: touchpoint, owner: bus-office, improves: picked-up, next: in-town }
  in-town: { lane: customer, outcome: served }
`,
  ...judgedWhereItStands({ things: ownerless, saidIn: rewardedIn, isSettled: () => true }, judged),
}

function* ownerless({ blueprint }: Graph): Iterable<Metric> {
  for (const metric of blueprint.metrics.values()) if (metric.for === 'customer' && !metric.owner) yield metric
}

function rewardedIn(graph: Graph): (metric: Metric) => 'rewarded' | undefined {
  const paid = new Set<Metric>()
  for (const { rewards } of standingIn(graph, graph.blueprint.incentives))
    for (const metric of rewards) paid.add(metric)
  return (metric) => (paid.has(metric) ? 'rewarded' : undefined)
}

function* judged(metric: Metric, rewards: readonly unknown[], services: Services) {
  if (rewards.length > 0) return
  yield {
    blueprint: services[0].blueprint,
    message: `Nobody owns "${metric.name}", and nobody is rewarded for it`,
    help: 'Add `owner` with whoever answers for it',
    plain: () => ({
      lived: `${called(metric)} is what customers feel, yet it is nobody’s, and nobody is rewarded for it. It can get worse and worse with nobody to answer for it.`,
      change: `Name who answers for ${called(metric)}, or reward somebody for it.`,
      who: services.flatMap((service) => decidedBy(service)),
    }),
    marks: [{ at: { ...metric.at, part: 'key' }, says: 'no `owner`, and in no `rewards`' }] as const,
    standsOn: [justStated(metric)],
  }
}
