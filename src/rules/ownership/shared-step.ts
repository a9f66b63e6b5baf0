import { isOwn } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { endOfWayTo, reached } from '../../graph/reach.ts'
import { called, decidedBy, fewPeople } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const sharedStep: Rule = {
  id: 'shared-step',
  theme: 'ownership',
  severity: 'warning',
  summary: 'A step with several owners of whom none is accountable',
  why: 'Each assumes that another will do it. When everybody may, nobody must, and the quiet cases are left over.',
  fix: 'Keep one owner, or say with `accountable:` who answers for the step.',
  source: 'Darley and Latané (1968): diffusion of responsibility',
  bad: `blueprint: 1
title: Question by email
accountable: help-desk
owners:
  help-desk: { name: Help desk }
  sales: { name: Sales }
steps:
  write-mail: { lane: customer, next: answer-mail }
  answer-mail: { lane: touchpoint, owner: [help-desk, sales], next: knows } # <- shared-step
  knows: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Question by email
accountable: help-desk
owners:
  help-desk: { name: Help desk }
  sales: { name: Sales }
steps:
  write-mail: { lane: customer, next: answer-mail }
  answer-mail: { lane: touchpoint, owner: [help-desk, sales], accountable: help-desk, next: knows }
  knows: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const step of reached(graph).inOrder) {
      if (!isOwn(step) || step.owners.length < 2 || step.accountable) continue
      const names = step.owners.map(({ name }) => name)
      yield {
        message: `${listed(names)} share ${code(step.id)}, and nobody answers for it`,
        help: `Add \`accountable:\` with one of them, or keep one owner`,
        plain: () => ({
          lived: `At ${called(step)} the work belongs to ${fewPeople(step.owners)} alike, and nobody is named to answer for it. Each can believe that another has it, and a customer’s case can be left over.`,
          change: `Name one of ${fewPeople(step.owners)} to answer for ${called(step)}.`,
          who: decidedBy(graph.blueprint, ...step.owners),
        }),
        marks: [{ at: inside(step.at, 'owner'), says: 'whoever gets to it' }],
        steps: [step],
        way: endOfWayTo(graph, step),
      }
    }
  },
}
