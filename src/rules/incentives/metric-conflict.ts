import type { Severity } from '../../finding.ts'
import { answersFor, type Pull, pullOf } from '../../graph/pull.ts'
import { type Incentive, type Metric, type Owner, rewarded, type Stated, type Step } from '../../read/blueprint.ts'
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
  new-contracts: { name: New contracts, for: business, owner: sales-head }
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
  const flip = walk.find(({ sign }) => sign === '-')!
  const flips: { thing: Stated & { id: string }; at: string } = flip.step
    ? { thing: flip.step, at: 'hurts' }
    : { thing: flip.from, at: 'hurts' }
  const position = (flip.step ?? flip.from).hurts.indexOf(flip.to)
  const steps = [...new Set(walk.flatMap(({ step }) => (step ? [step] : [])))]
  return {
    message: `${owner.name} ${rewardedBy[incentive.kind]} "${reward.name}", which makes "${metric.name}" worse`,
    help: `Reward ${code(metric.id)} too, or instead; or change ${code(flips.thing.id)} so that it does not hurt ${code(flip.to.id)}`,
    marks: [
      { at: { ...inside(incentive.at, 'rewards', incentive.rewards.indexOf(reward)) }, says: 'rewarded here' },
      { at: inside(flips.thing.at, flips.at, position), says: 'the sign turns here' },
    ] as const,
    steps,
    severity,
    standsOn: [incentive, metric, ...walk.flatMap(({ from, to }) => [from, to])],
    why: [
      `${walked(walk)}; ${because}`,
      ...(severity === 'warning' ? [`it is pulled up as well, so the two pulls work against each other`] : []),
    ],
    names: [incentive.id, metric.id],
  }
}

const rewardedBy = { pay: 'is paid for', target: 'is held to a target for', ranking: 'is ranked by' } as const

/** more of `sell` → "Sales" better → "Waiting time" worse */
function walked(walk: readonly Pull[]): string {
  let better = true
  const words = [`more "${walk[0]!.from.name}"`]
  let by: Step | undefined
  for (const { to, step, sign } of walk) {
    if (sign === '-') better = !better
    if (step && step !== by) words.push(`by doing more of ${code(step.id)}`)
    by = step
    words.push(`"${to.name}" ${better ? 'better' : 'worse'}`)
  }
  return words.join(' → ')
}
