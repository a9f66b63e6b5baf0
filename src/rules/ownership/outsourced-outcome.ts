import { isGood, startsThatNeed } from '../../graph/good-outcomes.ts'
import { type Edge, isFailureEdge } from '../../graph/graph.ts'
import { endOfWayTo, type Reached, reached, search, type Way, wayTo } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { allCalled, called, decidedBy, people } from '../../plain.ts'
import { isOwn, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, codes, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const outsourcedOutcome: Rule = {
  id: 'outsourced-outcome',
  theme: 'ownership',
  severity: 'warning',
  summary:
    'A step that a partner does and for which nobody inside answers; an error where every way to a good outcome leads through it',
  why: 'The customer bought from you. What the partner does badly is your failure to them, and nobody of yours sees it.',
  fix: 'Name with `accountable` who inside the organization answers for what the partner does here.',
  source: 'Shostack (1984); Bitner, Ostrom and Morgan (2008): support processes',
  bad: `blueprint: 1
title: Repair after an accident
accountable: claims
owners:
  claims: { name: Claims desk }
  garage: { name: Contract garage, kind: partner }
steps:
  has-accident: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: claims
    next:
      - { to: repair-car, when: worth it, via: phone }
      - { to: pay-value, when: not worth it }
  repair-car: { lane: touchpoint, owner: garage, next: drives-again } # <- outsourced-outcome
  pay-value: { lane: support, owner: claims, next: drives-again }
  drives-again: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Repair after an accident
accountable: claims
owners:
  claims: { name: Claims desk }
  garage: { name: Contract garage, kind: partner }
steps:
  has-accident: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: claims
    next:
      - { to: repair-car, when: worth it, via: phone }
      - { to: pay-value, when: not worth it }
  repair-car: { lane: touchpoint, owner: garage, accountable: claims, next: drives-again }
  pay-value: { lane: support, owner: claims, next: drives-again }
  drives-again: { lane: customer, outcome: served }
`,
  // Where somebody inside does the step as well, they can answer for it; shared-step asks who does.
  *check(graph) {
    const { inOrder } = reached(graph)
    const outside = inOrder.filter(isOutside)
    if (outside.length === 0 || !inOrder.some(isGood)) return // There is nothing outside, or no good outcome to lose.
    const needing = startsThatNeed(
      graph,
      outside.map((step) => [step]),
      isWell,
    )
    const journeys = new Map<Step, Reached>()
    const wayFrom = (start: Step | undefined, step: Step): Way => {
      if (!start || graph.blueprint.starts.length === 1) return endOfWayTo(graph, step)
      const way = wayTo(graph, step)
      if (way.from === start) return way
      if (!journeys.has(start)) journeys.set(start, search(graph, [start], isWell))
      return journeys.get(start)!.way(step)!
    }
    for (const [position, step] of outside.entries()) {
      const { owners, accountable } = step
      const starts = needing?.[position] ?? []
      yield {
        message: `${code(step.id)} is done by ${listed(owners.map(({ name }) => name))}, and nobody inside the organization answers for it`,
        help: `${accountable ? 'Change' : 'Add'} \`accountable:\` to the owner inside who answers for what the partner does here`,
        plain: () => ({
          lived: `At ${called(step)} customers depend on ${people(owners)}, and nobody inside the organization is named to answer for what is done there. ${
            starts.length > 0
              ? `Every planned way from ${allCalled(starts, 3, 'or')} to a good end leads through this step`
              : 'When something goes wrong for a customer there, nobody inside need notice it'
          }.`,
          change: `Name a person or team inside the organization who answers for what is done by ${people(owners)} at ${called(step)}.`,
          who: decidedBy(graph.blueprint),
        }),
        marks: [
          { at: inside(step.at, 'owner'), says: 'outside the organization' },
          ...(accountable ? [{ at: inside(step.at, 'accountable'), says: 'outside too' }] : []),
        ],
        steps: [step],
        way: wayFrom(starts[0], step),
        standsOn: [...owners, ...(accountable ? [accountable] : [])],
        ...(starts.length > 0
          ? {
              severity: 'error' as const,
              why: [`every way from ${codes(starts, 'or')} to a good outcome leads through it`],
            }
          : {}),
      }
    }
    if (!needing)
      yield tooMany(
        outside.map(({ id }) => id),
        (few) => `Is there a way to a good end without each of ${few}?`,
      )
  },
}

const isWell = (edge: Edge): boolean => !isFailureEdge(edge)

const isOutside = (step: Step): boolean =>
  isOwn(step) &&
  step.owners[0]?.kind === 'partner' &&
  step.owners.every(({ kind }) => kind === 'partner') &&
  (!step.accountable || step.accountable.kind === 'partner')
