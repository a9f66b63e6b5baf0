import type { Graph } from '../../graph/graph.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import type { Metric, Owner, Stated } from '../../read/blueprint.ts'
import type { Place } from '../../read/document.ts'
import { called, decidedBy, justNamed } from '../../plain.ts'
import type { Rule } from '../rule.ts'

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
  ...judgedWhereItStands(workOf, judged),
}

/** What moves a metric in one blueprint, and what it is for there. */
interface Work extends Said {
  readonly metric: string
  readonly at: Place
  readonly stated: Stated
  readonly isMoved: boolean
  readonly isUsed: boolean
  /** Who can drop it. */
  readonly deciding: readonly Owner[]
}

function* workOf(graph: Graph): Iterable<Work> {
  const { metrics, incentives, promises } = graph.blueprint
  if (metrics.size === 0) return
  const moved = new Set<Metric>()
  for (const { improves, hurts } of stepsWith(graph).metrics) {
    for (let i = 0; i < improves.length; i += 1) moved.add(improves[i]!)
    for (let i = 0; i < hurts.length; i += 1) moved.add(hurts[i]!)
  }
  const used = new Set<Metric>()
  for (const { rewards } of incentives.values()) for (const metric of rewards) used.add(metric)
  for (const { metric } of promises.values()) if (metric) used.add(metric)
  for (const metric of metrics.values()) {
    if (metric.for === 'customer') used.add(metric)
    for (const other of othersMovedBy(metric)) {
      used.add(metric)
      moved.add(other)
    }
  }
  // What is moved and used where it stands is settled, before anything is put into words.
  const isOpen = (metric: Metric): boolean =>
    metric.at.document !== graph.blueprint.document || !moved.has(metric) || !used.has(metric)
  for (const metric of metrics.values()) {
    if (!isOpen(metric)) continue
    yield {
      ...saidOf(graph, metric),
      metric: metric.name,
      at: { ...metric.at, part: 'key' },
      stated: justStated(metric),
      isMoved: moved.has(metric),
      isUsed: used.has(metric),
      deciding: decidedBy(graph.blueprint, ...(metric.owner ? [metric.owner] : [])).map((owner) =>
        justNamed(owner, metric.at),
      ),
    }
  }
}

const othersMovedBy = (metric: Metric): Metric[] =>
  [...metric.improves, ...metric.hurts].filter((other) => other !== metric)

function* judged(said: readonly [Work, ...Work[]]) {
  const [{ blueprint, metric, at, stated }] = said
  const isMoved = said.some(({ isMoved }) => isMoved)
  const isUsed = said.some(({ isUsed }) => isUsed)
  if (isMoved && isUsed) return
  yield {
    blueprint,
    message: isMoved
      ? `Nothing is done with "${metric}": no reward, no promise and no other metric depends on it`
      : `No step and no other metric moves "${metric}"`,
    help: isMoved
      ? 'Say what it is for: in `rewards`, as `metric` of a promise, or in `improves` of the metric itself; or take it out'
      : 'Name it in `improves` or `hurts` of the step that moves it; or take it out',
    plain: () => ({
      lived: isMoved
        ? `${called({ name: metric })} is a figure that nothing depends on: no reward, no promise and no other figure. However good it is, customers gain nothing by it.`
        : `${called({ name: metric })} is a figure that no step and no other figure moves. Whatever is done for customers, it does not show there.`,
      change: isMoved
        ? `Decide what ${called({ name: metric })} is for, or stop counting it.`
        : `Find out which step makes ${called({ name: metric })} better or worse, or stop counting it.`,
      who: said.flatMap(({ deciding }) => deciding),
    }),
    marks: [{ at, says: isMoved ? 'used for nothing' : 'moved by nothing' }] as const,
    standsOn: [stated],
  }
}
