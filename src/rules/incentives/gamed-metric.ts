import type { Graph } from '../../graph/graph.ts'
import { improvedWith, looksAtMetrics, stepsImproving } from '../../graph/pull.ts'
import { endOfWayTo } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { type Incentive, type Metric, type Owner, rewarded, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, people, rewardsDecidedBy } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const gamedMetric: Rule = {
  id: 'gamed-metric',
  theme: 'incentives',
  severity: 'error',
  summary: 'Those rewarded for a metric have a step that improves it, and not what it stands for',
  why: 'It is easier to ask for the score than to earn it. The number rises, what it was to show does not, and from then on nobody can tell.',
  fix: 'Take the step away from those who are rewarded, reward what the metric stands for, or use the number to learn and not to pay.',
  source: 'Goodhart (1975); Campbell (1979)',
  bad: `blueprint: 1
title: Phone repaired while you wait
accountable: shop-head
owners:
  shop-head: { name: Head of the shop, kind: role }
  repairers: { name: Repairers }
metrics:
  stars: { name: Stars on the map, for: customer, owner: shop-head, measures: mended } # <- gamed-metric
  mended: { name: Phones that stay mended, for: customer, owner: shop-head }
incentives:
  star-bonus: { owner: repairers, rewards: stars, share: 10% }
steps:
  bring-phone: { lane: customer, next: mend-phone }
  mend-phone: { lane: backstage, owner: repairers, improves: [mended, stars], next: beg-for-stars }
  beg-for-stars: { lane: touchpoint, owner: repairers, improves: stars, next: has-phone }
  has-phone: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Phone repaired while you wait
accountable: shop-head
owners:
  shop-head: { name: Head of the shop, kind: role }
  repairers: { name: Repairers }
metrics:
  stars: { name: Stars on the map, for: customer, owner: shop-head, measures: mended }
  mended: { name: Phones that stay mended, for: customer, owner: shop-head }
incentives:
  star-bonus: { owner: repairers, rewards: stars, share: 10% }
steps:
  bring-phone: { lane: customer, next: mend-phone }
  mend-phone: { lane: backstage, owner: repairers, improves: [mended, stars], next: ask-how-it-was }
  ask-how-it-was: { lane: touchpoint, owner: shop-head, next: has-phone }
  has-phone: { lane: customer, outcome: served }
`,
  *check(graph) {
    const told = new Map<Metric, Set<Step>>()
    const open = new Set<string>()
    const looks = looksAtMetrics()
    for (const incentive of graph.blueprint.incentives.values())
      for (const metric of incentive.rewards) {
        const { measures } = metric
        if (!measures) continue
        const seen = told.get(metric) ?? new Set()
        told.set(metric, seen)
        for (const owner of rewarded(incentive))
          for (const step of stepsImproving(graph, owner).get(metric) ?? []) {
            if (seen.has(step)) continue
            if (looks.left <= 0) {
              open.add(metric.id)
              break
            }
            if (improvedWith(step.improves, looks).has(measures)) continue
            seen.add(step)
            yield draftOf(graph, incentive, owner, metric, measures, step)
          }
      }
    if (open.size > 0)
      yield tooMany([...open], (few) => `Does whatever is done for each of ${few} also serve what it stands for?`)
  },
}

function draftOf(graph: Graph, incentive: Incentive, owner: Owner, metric: Metric, meant: Metric, step: Step) {
  return {
    message: `${owner.name} can improve "${metric.name}" at ${code(step.id)} without improving "${meant.name}", which it stands for`,
    help: `Reward ${code(meant.id)} instead of ${code(metric.id)}, or have ${code(step.id)} done by somebody who gains nothing by it`,
    marks: [
      { at: inside(metric.at, 'measures'), says: 'what it stands for' },
      { at: inside(step.at, 'improves', step.improves.indexOf(metric)), says: 'improves this alone' },
      { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(metric)), says: 'rewarded here' },
    ] as const,
    plain: () => ({
      lived: `At ${called(step)}, ${people([owner])} can improve the figure ${called(metric)} with no gain in ${called(meant)}, which it stands for. Their reward can rise while customers are no better off.`,
      change: `Reward ${people([owner])} for ${called(meant)} instead of ${called(metric)}, or give ${called(step)} to somebody who gains nothing by it.`,
      who: rewardsDecidedBy(graph.blueprint, metric),
    }),
    steps: [step],
    way: endOfWayTo(graph, step),
    standsOn: [metric, meant, incentive, owner],
    names: [metric.id],
  }
}
