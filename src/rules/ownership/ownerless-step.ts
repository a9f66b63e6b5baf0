import { isHandedToNobody, ownerlessStretches } from '../../graph/ownerless.ts'
import { endOfWayTo, surestStep } from '../../graph/reach.ts'
import { allCalled, decidedBy } from '../../plain.ts'
import { codes } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const ownerlessStep: Rule = {
  id: 'ownerless-step',
  theme: 'ownership',
  severity: 'error',
  summary:
    "A step that is not the customer's and has no owner, where no owner and no customer hands work to it: a start, or an unreached part",
  why: 'What nobody owns is done by whoever is there, or not at all; and when it goes wrong there is nobody to ask.',
  fix: 'Name the owner.',
  source: 'Towers, CEMMethod: handoffs as break points',
  bad: `blueprint: 1
title: Meter reading
accountable: field-service
start: send-card
owners:
  field-service: { name: Field service }
  billing: { name: Billing }
steps:
  send-card: { lane: touchpoint, next: fill-in-card } # <- ownerless-step
  fill-in-card: { lane: customer, next: enter-reading }
  enter-reading: { lane: backstage, owner: billing, next: billed }
  billed: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Meter reading
accountable: billing
start: send-card
owners:
  billing: { name: Billing }
steps:
  send-card: { lane: touchpoint, owner: billing, next: fill-in-card }
  fill-in-card: { lane: customer, next: enter-reading }
  enter-reading: { lane: backstage, owner: billing, next: billed }
  billed: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const stretch of ownerlessStretches(graph)) {
      if (isHandedToNobody(stretch)) continue
      const [first] = stretch.steps as [(typeof stretch.steps)[0] & object]
      yield {
        message: `Nobody owns ${codes(stretch.steps)}${stretch.isStart ? ', where the service begins' : ''}`,
        help: `Add \`owner:\` to ${codes(stretch.steps)}`,
        plain: () => ({
          lived: stretch.isStart
            ? `At ${allCalled(stretch.steps)}, where the service begins, nobody is named to do the work. If it is left undone, nobody has to notice, and customers can wait for something that was never begun.`
            : `At ${allCalled(stretch.steps)} nobody is named to do the work, and nobody hands any on to there. Customers cannot count on it.`,
          change: `Name a team for ${allCalled(stretch.steps)}.`,
          who: decidedBy(graph.blueprint),
        }),
        marks: [
          { at: { ...first.at, part: 'key' }, says: 'no `owner`' },
          ...stretch.steps.slice(1).map((step) => ({ at: { ...step.at, part: 'key' } as const, says: 'nor here' })),
        ],
        identity: 'steps',
        steps: stretch.steps,
        way: endOfWayTo(graph, surestStep(graph, stretch.steps)!),
      }
    }
  },
}
