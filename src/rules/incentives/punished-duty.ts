import { dutyOf, hurtsAnything, rewardsFor } from '../../graph/pull.ts'
import { endOfWayTo } from '../../graph/reach.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { answering, type Incentive } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, dutyInPlainWords, people, rewardsDecidedBy } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const punishedDuty: Rule = {
  id: 'punished-duty',
  theme: 'incentives',
  severity: 'error',
  summary: 'A duty to the customer that makes worse what those who do it are rewarded for',
  why: 'Whoever does right by the customer pays for it. That the duty is done at all is due to people who act against their own interest, and it cannot be planned on.',
  fix: 'Take the duty out of the measured time or number, or reward what it is for instead, so that doing it costs nothing.',
  source: 'Kerr (1975): rewarding A while hoping for B; Bowen and Lawler (1992)',
  bad: `blueprint: 1
title: Questions to the tax office
accountable: district-head
owners:
  hotline: { name: Hotline }
  district-head: { name: District head }
metrics:
  calls-an-hour: { name: Calls an hour, owner: district-head }
incentives:
  call-target: { owner: hotline, kind: target, rewards: calls-an-hour }
promises:
  answer: { says: You get a complete answer, made: answer-call, kept: look-up-case, owner: hotline }
steps:
  ring: { lane: customer, next: answer-call }
  answer-call: { lane: touchpoint, owner: hotline, improves: calls-an-hour, next: look-up-case }
  look-up-case: { lane: touchpoint, owner: hotline, hurts: calls-an-hour, next: answered } # <- punished-duty
  answered: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Questions to the tax office
accountable: district-head
owners:
  hotline: { name: Hotline }
  district-head: { name: District head }
metrics:
  full-answers: { name: Complete answers, for: customer, owner: district-head }
incentives:
  answer-target: { owner: hotline, kind: target, rewards: full-answers }
promises:
  answer: { says: You get a complete answer, made: answer-call, kept: look-up-case, owner: hotline }
steps:
  ring: { lane: customer, next: answer-call }
  answer-call: { lane: touchpoint, owner: hotline, next: look-up-case }
  look-up-case: { lane: touchpoint, owner: hotline, improves: full-answers, next: answered }
  answered: { lane: customer, outcome: served }
`,
  *check(graph) {
    if (graph.blueprint.incentives.size === 0 || !hurtsAnything(graph)) return
    const isDuty = dutyOf(graph)
    for (const step of stepsWith(graph).metrics) {
      const duty = step.hurts.length > 0 ? isDuty(step) : undefined
      if (duty === undefined) continue
      for (const [position, metric] of step.hurts.entries()) {
        const owner = answering(step).find((one) => rewardsFor(graph, one, metric).length > 0)
        if (!owner) continue
        const [incentive] = rewardsFor(graph, owner, metric) as [Incentive]
        yield {
          message: `Doing ${code(step.id)} well costs ${owner.name} "${metric.name}", which they are rewarded for`,
          help: `Reward what ${code(step.id)} is for instead of ${code(metric.id)}, or take its effect out of that`,
          marks: [
            { at: inside(step.at, 'hurts', position), says: 'gets worse' },
            { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(metric)), says: 'rewarded here' },
          ],
          plain: () => ({
            lived: `At ${called(step)}, doing well for customers goes against the ${incentive.kind} of ${people([owner])}: it makes ${called(metric)} worse. Yet the step ${dutyInPlainWords(step, graph.blueprint.promises.values())}.`,
            change: `Reward ${people([owner])} for doing ${called(step)} well instead of for ${called(metric)}, or leave it out when that is counted.`,
            who: rewardsDecidedBy(graph.blueprint, metric),
          }),
          steps: [step],
          way: endOfWayTo(graph, step),
          why: [`it ${duty.says}`],
          standsOn: [incentive, metric, ...duty.standsOn],
          names: [metric.id],
          cause: { thing: `incentive ${incentive.id}` },
        }
      }
    }
  },
}
