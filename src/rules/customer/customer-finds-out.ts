import { endOfWayTo, reached } from '../../graph/reach.ts'
import { called, decidedBy, doersOf, said } from '../../plain.ts'
import { type Failure, isCustomers } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const customerFindsOut: Rule = {
  id: 'customer-finds-out',
  theme: 'customer',
  severity: 'warning',
  summary:
    'A failure that the customer notices before anybody in the organization does; an error where nobody notices it at all',
  why: 'The customer has to check, call and complain before the repair can even begin. And what nobody notices happens again.',
  fix: 'Let a check of your own notice it first: name the owner, or `system`, in `noticed`, and what happens then in `recover`.',
  source: 'Shostack (1984): fail points; Seddon: failure demand',
  bad: `blueprint: 1
title: Standing order
accountable: payments
owners:
  payments: { name: Payments }
steps:
  set-up-order: { lane: customer, next: run-order }
  run-order:
    lane: support
    owner: payments
    next: rent-paid
    fails:
      - { what: The order is not run, noticed: customer, recover: pay-by-hand } # <- customer-finds-out
  pay-by-hand: { lane: backstage, owner: payments, next: rent-paid }
  rent-paid: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Standing order
accountable: payments
owners:
  payments: { name: Payments }
steps:
  set-up-order: { lane: customer, next: run-order }
  run-order:
    lane: support
    owner: payments
    next: rent-paid
    fails:
      - { what: The order is not run, noticed: system, recover: pay-by-hand }
  pay-by-hand: { lane: backstage, owner: payments, next: rent-paid }
  rent-paid: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: ({ steps }) => {
      const failures = steps.flatMap(({ fails }) => fails)
      return failures.length > 0 && failures.every(({ noticed }) => noticed === undefined)
    },
    because: 'no failure says who notices it (`noticed`)',
    ask: 'When something goes wrong here, who is the first to notice: you, a system, the customer, or nobody?',
  },
  *check(graph) {
    for (const step of reached(graph).inOrder)
      for (const failure of step.fails) {
        if (failure.noticed !== 'customer' && failure.noticed !== 'nobody') continue
        const nobody = failure.noticed === 'nobody'
        yield {
          message: `${nobody ? 'Nobody notices' : 'The customer is the first to notice'} when ${code(step.id)} goes wrong: "${shortened(failure.what, 80)}"`,
          help: 'Add a check of your own that notices it first, and name its owner, or `system`, in `noticed`',
          marks: [
            { at: inside(failure.at, 'noticed'), says: nobody ? 'noticed by nobody' : 'noticed by the customer' },
            { at: { ...step.at, part: 'key' }, says: 'goes wrong here' },
          ],
          steps: [step],
          way: endOfWayTo(graph, step),
          ...(nobody ? { severity: 'error' as const } : {}),
          standsOn: [failure],
          names: [failure.what],
          plain: () => ({
            lived: nobody
              ? `${said(failure.what)} can happen at ${called(step)}, and nobody notices, not even the customer. So nobody can put it right.`
              : `${said(failure.what)} can happen at ${called(step)}, and the customer is the first to notice. ${untilThen(failure)}.`,
            change: `Set up a check that notices ${said(failure.what)} at ${called(step)}${nobody ? '' : ' before the customer does'}, and name who acts on it.`,
            who: decidedBy(graph.blueprint, ...doersOf(step)),
          }),
        }
      }
  },
}

function untilThen({ step, recover }: Failure): string {
  if (!recover) return 'Until then nobody else knows of it'
  if (recover.to === step) return 'Nobody can try again before they do'
  return isCustomers(recover.to)
    ? 'It is left to them to see that it is put right'
    : `What is planned for it, ${called(recover.to)}, cannot begin before they do`
}
