import { endOfWayTo, reached } from '../../graph/reach.ts'
import { called, decidedBy, people } from '../../plain.ts'
import { isOwn } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const systemInCharge: Rule = {
  id: 'system-in-charge',
  theme: 'ownership',
  severity: 'warning',
  summary: 'A step that a system does and for which nobody answers',
  why: 'Software can do the work, but it cannot care how it turned out. When it decides wrongly there is nobody to go to, and nobody who looks.',
  fix: 'Name with `accountable` who answers for what the system does here.',
  source: 'Towers, CEMMethod: business rules; Bowen and Lawler (1992)',
  bad: `blueprint: 1
title: Instant loan
accountable: lending
owners:
  lending: { name: Lending }
  scoring: { name: Scoring engine, kind: system }
steps:
  wants-loan: { lane: customer, next: take-application }
  take-application: { lane: touchpoint, owner: lending, next: { to: score, via: system } }
  score: { lane: support, owner: scoring, next: { to: pay-out, via: system } } # <- system-in-charge
  pay-out: { lane: support, owner: lending, next: buys-car }
  buys-car: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Instant loan
accountable: lending
owners:
  lending: { name: Lending }
  scoring: { name: Scoring engine, kind: system }
steps:
  wants-loan: { lane: customer, next: take-application }
  take-application: { lane: touchpoint, owner: lending, next: { to: score, via: system } }
  score: { lane: support, owner: scoring, accountable: lending, next: { to: pay-out, via: system } }
  pay-out: { lane: support, owner: lending, next: buys-car }
  buys-car: { lane: customer, outcome: served }
`,
  // Where somebody else does the step as well, they can answer for it; shared-step asks who does.
  *check(graph) {
    for (const step of reached(graph).inOrder) {
      const { owners, accountable } = step
      if (owners[0]?.kind !== 'system' || !isOwn(step) || !owners.every(({ kind }) => kind === 'system')) continue
      if (accountable && accountable.kind !== 'system') continue
      yield {
        message: `${code(step.id)} is done by ${listed(owners.map(({ name }) => name))}, and ${accountable ? `only a system answers for it: ${accountable.name}` : 'nobody answers for it'}`,
        help: `${accountable ? 'Change' : 'Add'} \`accountable:\` to the team or role that answers for what the system does here`,
        plain: () => ({
          lived: `At ${called(step)} everything is left to software (${people(owners)}), and no person or team is named to answer for it. When it goes wrong for a customer there, nobody need notice it.`,
          change: `Name a person or team who answers for what is done by ${people(owners)} at ${called(step)}.`,
          who: decidedBy(graph.blueprint),
        }),
        marks: [
          { at: inside(step.at, 'owner'), says: 'a system' },
          ...(accountable ? [{ at: inside(step.at, 'accountable'), says: 'a system too' }] : []),
        ],
        steps: [step],
        way: endOfWayTo(graph, step),
        standsOn: [...owners, ...(accountable ? [accountable] : [])],
      }
    }
  },
}
