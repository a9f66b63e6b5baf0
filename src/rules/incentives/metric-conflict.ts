import type { Plain, Severity } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import {
  answersFor,
  hurtsAnything,
  improvedWith,
  looksAtMetrics,
  type Pull,
  pullOf,
  type Reason,
  rewarding,
  rewardsFor,
} from '../../graph/pull.ts'
import { tooMany } from '../../graph/rounds.ts'
import { stepsOfWalk, turnOf, walked } from '../../graph/walk.ts'
import { answering, type Incentive, type Metric, type Owner, rewarded } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, people, rewardInPlainWords, rewardsDecidedBy, said, shareOfPay } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const metricConflict: Rule = {
  id: 'metric-conflict',
  theme: 'incentives',
  severity: 'error',
  summary:
    "What somebody is rewarded for pulls down a metric that is the customer's, or that they answer for themselves",
  why: 'People do what they are paid, measured and ranked for, and they should be able to. When that makes things worse for the customer, friendliness and training do not help: the better they do their job, the worse it gets.',
  fix: 'Reward the other metric instead; or change the step so that it no longer moves one against the other. To reward both sets two pulls against each other.',
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
    if (!hurtsAnything(graph)) return
    const open = new Set<string>()
    for (const incentive of graph.blueprint.incentives.values()) {
      const conflicts = new Map<Metric, Omit<Conflict, 'walk'> & { readonly walk: () => Conflict['walk'] }>()
      for (const owner of rewarded(incentive)) {
        const pulled = pullOf(graph, incentive, owner)
        if (!pulled) {
          open.add(incentive.id)
          continue
        }
        for (const metric of pulled.downs) {
          const because = metric.for === 'customer' ? customers : answersFor(graph, owner, metric, incentive)
          if (!because) continue
          const severity: Severity = pulled.isUp(metric) ? 'warning' : 'error'
          const known = conflicts.get(metric)
          if (known && (known.severity === 'error' || severity === 'warning')) continue
          conflicts.set(metric, { owner, metric, walk: () => pulled.down(metric)!, because, severity })
        }
      }
      for (const conflict of conflicts.values()) yield draftOf(graph, incentive, { ...conflict, walk: conflict.walk() })
    }
    if (open.size > 0)
      yield tooMany([...open], (few) => `What gets worse when what each of ${few} rewards gets better?`)
  },
}

const customers: Reason = { says: "it is the customer's", standsOn: [] }

interface Conflict {
  readonly owner: Owner
  readonly metric: Metric
  readonly walk: readonly Pull[]
  readonly because: Reason
  readonly severity: Severity
}

function draftOf(graph: Graph, incentive: Incentive, conflict: Conflict) {
  const { owner, metric, walk, because, severity } = conflict
  const reward = walk[0]!.from
  const { by, hurt, at } = turnOf(walk)
  return {
    message: `${rewarding[incentive.kind](owner.name, reward.name)} ${effectOf(conflict, reward)}`,
    help: `${isRewarded(graph, owner, metric) ? `Stop rewarding ${code(reward.id)}` : `Reward ${code(metric.id)} instead of ${code(reward.id)}`}; or change ${code(by.id)} so that it does not hurt ${code(hurt.id)}`,
    marks: [
      { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(reward)), says: 'rewarded here' },
      { at, says: 'the sign turns here' },
    ] as const,
    plain: () => inPlainWords(graph, incentive, conflict),
    steps: stepsOfWalk(walk),
    severity,
    standsOn: [incentive, metric, ...walk.flatMap(({ from, to }) => [from, to]), ...because.standsOn],
    why: [
      `${walked(walk)}; ${because.says}`,
      ...(severity === 'warning' ? [`it is pulled up as well, so the two pulls work against each other`] : []),
    ],
    identity: 'names' as const,
    names: [incentive.id, metric.id],
    cause: { thing: `incentive ${incentive.id}`, isCause: true },
  }
}

function effectOf({ metric, severity }: Conflict, reward: Metric): string {
  if (metric === reward) return 'works against itself'
  return `makes "${metric.name}" worse${severity === 'warning' ? ' as well as better' : ''}`
}

function inPlainWords(graph: Graph, incentive: Incentive, { owner, metric, walk, severity }: Conflict): Plain {
  const reward = walk[0]!.from
  const { step } = walk.find(({ sign }) => sign === '-')!
  const { hurt } = turnOf(walk)
  const part = incentive.rewards.length === 1 ? incentive : { kind: incentive.kind }
  const counts = rewardInPlainWords(reward, part, owner)
  const who = rewardsDecidedBy(graph.blueprint, metric)
  if (metric === reward)
    return {
      lived: `${counts}. Part of what is done for it makes it better, and part makes it worse again.`,
      change: `Reward ${people([owner])} for something that their own work for it cannot pull down again.`,
      who,
    }
  const harm =
    step && improvedWith(step.improves, looksAtMetrics()).has(reward)
      ? `By doing more of ${called(step)}, ${people([owner])} can ${gaining[incentive.kind]} ${called(reward)}${shareOfPay(part)}. That makes ${called(metric)} worse`
      : `${counts}. The better it gets, the worse ${called(metric)} ${walk.some((pull) => pull.step) ? 'can get' : 'gets'}`
  const over = hurt === metric ? '' : `, by way of ${called(hurt)}`
  const both = severity === 'warning' ? ', while the same reward pulls it up in another way' : ''
  const meaning = metric.for === 'customer' ? '' : itsMeaning(graph, owner, metric)
  const otherReward = isRewarded(graph, owner, metric)
    ? `Stop rewarding ${people([owner])} for ${called(reward)}`
    : `Reward ${people([owner])} for ${called(metric)} instead`
  return {
    lived: `${harm}${metric.for === 'customer' ? ' for customers' : ''}${over}${both}${meaning}.`,
    change: `${otherReward}${step ? `, or change ${called(step)} so that it no longer makes ${called(hurt)} worse` : ''}.`,
    who,
  }
}

const gaining: Record<Incentive['kind'], string> = {
  pay: 'earn more for',
  target: 'get nearer to their target for',
  ranking: 'rise in the ranking for',
}

/** What a metric that is not the customer's means to those who answer for it. */
function itsMeaning(graph: Graph, owner: Owner, metric: Metric): string {
  if (metric.owner === owner) return ', and it is theirs to look after'
  for (const { says, metric: measure, owner: keeper, kept } of graph.blueprint.promises.values())
    if (measure === metric && (keeper === owner || (kept && answering(kept).includes(owner))))
      return `, and it shows whether ${said(says)} is kept`
  return isRewarded(graph, owner, metric) ? ', and they are rewarded for that too' : ''
}

const isRewarded = (graph: Graph, owner: Owner, metric: Metric): boolean => rewardsFor(graph, owner, metric).length > 0
