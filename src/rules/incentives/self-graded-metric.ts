import { reached } from '../../graph/reach.ts'
import { answering, isOwn, rewarded } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, decidedBy, people } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const selfGradedMetric: Rule = {
  id: 'self-graded-metric',
  theme: 'incentives',
  severity: 'error',
  summary: 'A rewarded metric is measured at a step of those who get the reward',
  why: 'Who grades their own work grades it well, without any ill will: the happy customer is asked, the angry one is not. Leadership reads a number that says nothing about customers.',
  fix: 'Measure it elsewhere (`source`): at a step of somebody who gains nothing by the result.',
  source: 'Goodhart (1975); Campbell (1979)',
  bad: `blueprint: 1
title: Furniture delivery
accountable: service-head
owners:
  drivers: { name: Drivers }
  service-head: { name: Head of service }
metrics:
  on-time: { name: Delivered on time, for: customer, owner: service-head, source: sign-off } # <- self-graded-metric
incentives:
  punctuality-bonus: { owner: drivers, rewards: on-time }
steps:
  wait-for-van: { lane: customer, next: carry-in }
  carry-in: { lane: touchpoint, owner: drivers, improves: on-time, next: sign-off }
  sign-off: { lane: backstage, owner: drivers, improves: on-time, next: has-sofa }
  has-sofa: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Furniture delivery
accountable: service-head
owners:
  drivers: { name: Drivers }
  service-head: { name: Head of service }
metrics:
  on-time: { name: Delivered on time, for: customer, owner: service-head, source: confirm-time }
incentives:
  punctuality-bonus: { owner: drivers, rewards: on-time }
steps:
  wait-for-van: { lane: customer, next: carry-in }
  carry-in: { lane: touchpoint, owner: drivers, improves: on-time, next: confirm-time }
  confirm-time: { lane: customer, next: has-sofa }
  has-sofa: { lane: customer, outcome: served }
`,
  *check(graph) {
    const inReach = reached(graph)
    for (const incentive of graph.blueprint.incentives.values()) {
      for (const [position, metric] of incentive.rewards.entries()) {
        const source = graph.blueprint.steps.get(metric.source ?? '')
        if (!source || !isOwn(source) || !inReach.has(source)) continue
        const paid = rewarded(incentive)
        const grader = answering(source).find((owner) => paid.includes(owner))
        if (!grader) continue
        yield {
          message: `"${metric.name}" is measured at ${code(source.id)} by those who ${grader === incentive.owner ? 'are rewarded for it' : 'share the reward for it'}: ${grader.name}`,
          help: `Measure it at a step of somebody who gains nothing by it: change \`source\``,
          marks: [
            { at: inside(metric.at, 'source'), says: 'measured here' },
            { at: inside(incentive.at, 'rewards', position), says: 'rewarded here' },
            { at: { ...source.at, part: 'key' }, says: `done by ${grader.name}` },
          ],
          plain: () => ({
            lived: `${called(metric)} is measured at ${called(source)}, in the hands of ${people([grader])}, whose reward depends on the result. So the figure can look good while customers are not well served.`,
            change: `Have ${called(metric)} measured by somebody who gains nothing by the result, or stop rewarding ${people([grader])} for it.`,
            who: decidedBy(
              graph.blueprint,
              ...[metric.owner, graph.blueprint.accountable].filter((owner) => owner !== undefined),
            ),
          }),
          steps: [source],
          standsOn: [metric, incentive],
          names: [metric.id, incentive.id],
        }
      }
    }
  },
}
