import type { Graph } from '../../graph/graph.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import type { Owner, Stated } from '../../read/blueprint.ts'
import type { Place } from '../../read/document.ts'
import { called, decidedBy, justNamed } from '../../plain.ts'
import type { Rule } from '../rule.ts'

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
  ...judgedWhereItStands(careFor, judged),
}

/** Who looks after a metric of the customer's in one blueprint. */
interface Care extends Said {
  readonly metric: string
  readonly at: Place
  readonly stated: Stated
  readonly isRewarded: boolean
  /** Who can decide whose it is. */
  readonly deciding: readonly Owner[]
}

function* careFor(graph: Graph): Iterable<Care> {
  const { metrics, incentives } = graph.blueprint
  const ownerless = [...metrics.values()].filter((metric) => metric.for === 'customer' && !metric.owner)
  if (ownerless.length === 0) return
  const paid = new Set([...incentives.values()].flatMap(({ rewards }) => rewards))
  for (const metric of ownerless)
    yield {
      ...saidOf(graph, metric),
      metric: metric.name,
      at: { ...metric.at, part: 'key' },
      stated: justStated(metric),
      isRewarded: paid.has(metric),
      deciding: decidedBy(graph.blueprint).map((owner) => justNamed(owner, metric.at)),
    }
}

function* judged(said: readonly [Care, ...Care[]]) {
  const [{ blueprint, metric, at, stated }] = said
  if (said.some(({ isRewarded }) => isRewarded)) return
  yield {
    blueprint,
    message: `Nobody owns "${metric}", and nobody is rewarded for it`,
    help: 'Add `owner` with whoever answers for it',
    plain: () => ({
      lived: `${called({ name: metric })} is what customers feel, yet it is nobody’s, and nobody is rewarded for it. It can get worse and worse with nobody to answer for it.`,
      change: `Name who answers for ${called({ name: metric })}, or reward somebody for it.`,
      who: said.flatMap(({ deciding }) => deciding),
    }),
    marks: [{ at, says: 'no `owner`, and in no `rewards`' }] as const,
    standsOn: [stated],
  }
}
