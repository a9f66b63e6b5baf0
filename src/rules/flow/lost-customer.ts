import type { Edge } from '../../graph/graph.ts'
import { canBeLost, canEndProperly } from '../../graph/leading.ts'
import { endOfWayTo, reached, stepsOf } from '../../graph/reach.ts'
import { called, decidedBy, doersOf, occasionOf, said } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Step } from '../../read/blueprint.ts'
import type { Rule } from '../rule.ts'

export const lostCustomer: Rule = {
  id: 'lost-customer',
  theme: 'flow',
  severity: 'warning',
  summary:
    'A flow after which no good outcome and no proper no can be reached any more, and the customer can only be lost',
  why: 'This is the moment at which the customer could still have been kept. What is done afterwards, however friendly, no longer changes the end.',
  fix: 'Lead the customer to a good outcome (`served`, `recovered`) instead, or to an explained no (`declined`).',
  source: 'Bitner, Booms and Tetreault (1990): failed recovery is a second failure',
  bad: `blueprint: 1
title: Cancelled concert
accountable: box-office
owners:
  box-office: { name: Box office }
steps:
  read-of-cancellation: { lane: customer, next: ask-for-money }
  ask-for-money: { lane: customer, next: answer }
  answer:
    lane: touchpoint
    owner: box-office
    next:
      - { to: refund, when: ticket bought here }
      - { to: send-away, when: ticket bought elsewhere } # <- lost-customer
  send-away: { lane: touchpoint, owner: box-office, next: gives-up }
  refund: { lane: touchpoint, owner: box-office, next: refunded }
  refunded: { lane: customer, outcome: recovered }
  gives-up: { lane: customer, outcome: lost }
`,
  good: `blueprint: 1
title: Cancelled concert
accountable: box-office
owners:
  box-office: { name: Box office }
steps:
  read-of-cancellation: { lane: customer, next: ask-for-money }
  ask-for-money: { lane: customer, next: answer }
  answer:
    lane: touchpoint
    owner: box-office
    next:
      - { to: refund, when: ticket bought here }
      - { to: explain-seller, when: ticket bought elsewhere }
  explain-seller: { lane: touchpoint, owner: box-office, next: knows-whom-to-ask }
  refund: { lane: touchpoint, owner: box-office, next: refunded }
  refunded: { lane: customer, outcome: recovered }
  knows-whom-to-ask: { lane: customer, outcome: declined }
`,
  *check(graph) {
    if (!graph.steps.some(({ outcome }) => outcome === 'lost')) return
    const inReach = reached(graph)
    const proper = canEndProperly(graph)
    const lost = canBeLost(graph)
    for (const edge of graph.edges) {
      const { from, to, flow } = edge
      if (!inReach.has(from) || !proper.has(from)) continue
      if (proper.has(to) || !lost.has(to)) continue
      if (to.next.length === 0 && to.outcome === undefined) continue // dead-end speaks of it
      yield {
        message:
          to.outcome === 'lost'
            ? `The customer is lost from ${code(from.id)} to ${code(to.id)}`
            : `From ${code(to.id)} on the customer can only be lost`,
        help:
          to.outcome === 'lost'
            ? `${leadElsewhere(edge)} to a good outcome instead of ${code(to.id)}, or to an explained no (\`outcome: declined\`)`
            : `Give ${code(to.id)} a way to a good outcome, or to an explained no (\`outcome: declined\`)`,
        plain: () => {
          const isLost = to.outcome === 'lost'
          const isOwned = ({ owners }: Step): boolean => owners.length > 0
          const before = stepsOf(endOfWayTo(graph, from)).findLast(isOwned)
          const turn =
            edge.kind === 'next'
              ? `When ${called(from)} leads to ${called(to)}${flow.when === undefined ? '' : ` (${said(flow.when)})`}`
              : `${occasionOf(edge)} and ${called(to)} follows`
          return {
            lived: isLost
              ? `${turn}, the customer is lost. Until then they could still be kept, or be given a no that is explained to them.`
              : `${turn}, the customer can only be lost from then on. Nothing that is done after that leads to a good end, or to a no that is explained to them.`,
            change: isLost
              ? `Offer customers a good end, or a no that is explained to them, before it comes to ${called(to)}.`
              : `Give customers at ${called(to)} a way to a good end, or to a no that is explained to them.`,
            who: decidedBy(graph.blueprint, ...(before?.owners ?? []), ...doersOf(to)),
          }
        },
        marks: [{ at: flow.at, says: 'the last chance goes here' }],
        steps: [from, to],
        way: lost.endOfWay(endOfWayTo(graph, from), edge),
      }
    }
  },
}

function leadElsewhere({ kind, from }: Edge): string {
  if (kind === 'next') return `Lead ${code(from.id)}`
  return kind === 'recover' ? 'Let `recover` lead' : 'Let `late` lead'
}
