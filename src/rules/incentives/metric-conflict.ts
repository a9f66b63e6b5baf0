import type { Severity } from '../../finding.ts'
import { answersFor, type Pull, pullOf, rewarding } from '../../graph/pull.ts'
import { stepsOfWalk, turnOf, walked } from '../../graph/walk.ts'
import { type Incentive, type Metric, type Owner, rewarded } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const metricConflict: Rule = {
  id: 'metric-conflict',
  theme: 'incentives',
  severity: 'error',
  summary:
    "What somebody is rewarded for pulls down a metric that is the customer's, or that they answer for themselves",
  why: 'People do what they are paid, measured and ranked for, and they should be able to. When that makes things worse for the customer, friendliness and training do not help: the better they do their job, the worse it gets.',
  fix: 'Reward the other metric as well, or instead; or change the step so that it no longer moves one against the other.',
  source:
    'Kerr (1975): rewarding A while hoping for B; Holmström and Milgrom (1991): multitask principal-agent; Goodhart',
  bad: `blueprint: 1
title: Broadband contract
accountable: sales-head
owners:
  sales-head: { name: Head of sales }
  agents: { name: Phone agents }
metrics:
  new-contracts: { name: New contracts, owner: sales-head }
  solved-at-once: { name: Problems solved on the first call, for: customer, owner: sales-head }
incentives:
  commission: { owner: agents, rewards: new-contracts, share: 40% } # <- metric-conflict
steps:
  call-in: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    owner: agents
    improves: new-contracts
    hurts: solved-at-once
    next: helped
  helped: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Broadband contract
accountable: sales-head
owners:
  sales-head: { name: Head of sales }
  agents: { name: Phone agents }
metrics:
  solved-at-once: { name: Problems solved on the first call, for: customer, owner: sales-head }
incentives:
  bonus: { owner: agents, rewards: solved-at-once, share: 10% }
steps:
  call-in: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    owner: agents
    improves: solved-at-once
    next: helped
  helped: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const incentive of graph.blueprint.incentives.values()) {
      const conflicts = new Map<Metric, Conflict>()
      for (const owner of rewarded(incentive)) {
        const pulled = pullOf(graph, incentive, owner)
        for (const metric of graph.blueprint.metrics.values()) {
          const walk = pulled.down(metric)
          if (!walk) continue
          const because =
            metric.for === 'customer' ? "it is the customer's" : answersFor(graph, owner, metric, incentive)
          if (!because) continue
          const severity: Severity = pulled.up(metric) ? 'warning' : 'error'
          const known = conflicts.get(metric)
          if (known && (known.severity === 'error' || severity === 'warning')) continue
          conflicts.set(metric, { owner, metric, walk, because, severity })
        }
      }
      for (const conflict of conflicts.values()) yield draftOf(incentive, conflict)
    }
  },
}

interface Conflict {
  readonly owner: Owner
  readonly metric: Metric
  readonly walk: readonly Pull[]
  readonly because: string
  readonly severity: Severity
}

function draftOf(incentive: Incentive, { owner, metric, walk, because, severity }: Conflict) {
  const reward = walk[0]!.from
  const { by, hurt, at } = turnOf(walk)
  return {
    message: `${rewarding[incentive.kind](owner.name, reward.name)} makes "${metric.name}" worse`,
    help: `Reward ${code(metric.id)} too, or instead; or change ${code(by.id)} so that it does not hurt ${code(hurt.id)}`,
    marks: [
      { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(reward)), says: 'rewarded here' },
      { at, says: 'the sign turns here' },
    ] as const,
    steps: stepsOfWalk(walk),
    severity,
    standsOn: [incentive, metric, ...walk.flatMap(({ from, to }) => [from, to])],
    why: [
      `${walked(walk)}; ${because}`,
      ...(severity === 'warning' ? [`it is pulled up as well, so the two pulls work against each other`] : []),
    ],
    names: [incentive.id, metric.id],
    cause: { thing: `incentive ${incentive.id}`, isCause: true },
  }
}
