import { canBeLostUnseen, handedOver } from '../../graph/handoffs.ts'
import { endOfWayTo, reached, wayOn } from '../../graph/reach.ts'
import { inside } from '../../read/document.ts'
import { allCalled, called, decidedBy, doersOf, occasionOf, people } from '../../plain.ts'
import { isCustomers, isOwn } from '../../read/blueprint.ts'
import { code, listed, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unconfirmedHandoff: Rule = {
  id: 'unconfirmed-handoff',
  theme: 'ownership',
  severity: 'error',
  summary:
    'Work changes hands over a channel on which it can be lost unseen, and the receiver does not say "I have it"',
  why: 'The sender has sent it, the receiver has not got it, and both are right. It comes to light when the customer asks.',
  fix: 'Let the receiver acknowledge (`confirmed: true`), or hand over where nothing can be lost unseen: a ticket, a shared system, in person.',
  source: 'Towers, CEMMethod: handoffs as break points',
  bad: `blueprint: 1
title: Referral to a specialist
accountable: practice
owners:
  practice: { name: Practice }
  clinic: { name: Clinic }
steps:
  see-doctor: { lane: customer, next: refer }
  refer: { lane: touchpoint, owner: practice, next: { to: plan-visit, via: post } } # <- unconfirmed-handoff
  plan-visit: { lane: backstage, owner: clinic, next: examined }
  examined: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Referral to a specialist
accountable: practice
owners:
  practice: { name: Practice }
  clinic: { name: Clinic }
steps:
  see-doctor: { lane: customer, next: refer }
  refer: { lane: touchpoint, owner: practice, next: { to: plan-visit, via: post, confirmed: true } }
  plan-visit: { lane: backstage, owner: clinic, next: examined }
  examined: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'the mail stays with one owner: nobody else has to notice it',
      blueprint: `blueprint: 1
title: Referral to a specialist
accountable: practice
owners:
  practice: { name: Practice }
  clinic: { name: Clinic }
steps:
  see-doctor: { lane: customer, next: refer }
  refer: { lane: touchpoint, owner: practice, next: { to: check-letter, via: email } }
  check-letter: { lane: backstage, owner: practice, next: { to: plan-visit, via: phone } }
  plan-visit: { lane: backstage, owner: clinic, next: examined }
  examined: { lane: customer, outcome: served }
`,
    },
  ],
  needs: {
    isMissing: (graph) => {
      const { all } = handedOver(graph)
      return all.length > 0 && all.every(({ flow }) => flow.via === undefined)
    },
    because: 'no flow that changes hands says how it travels (`via`)',
    ask: 'When work goes from one team to the next, how does it travel: a call, a ticket, an email?',
  },
  *check(graph) {
    const inReach = reached(graph)
    for (const edge of handedOver(graph).all) {
      const { from, to, flow } = edge
      if (!canBeLostUnseen(edge) || !inReach.has(from)) continue
      const sender = isCustomers(from)
        ? `The customer sends this from ${code(from.id)}`
        : `${code(from.id)} sends the work`
      const receiver = listed(to.owners.map(({ name }) => name))
      const kept = [...graph.blueprint.promises.values()].filter(({ kept }) => kept === to)
      yield {
        message: `${sender} to ${receiver} ${travelling[flow.via!] ?? `by ${flow.via}`}, and nobody says "I have it"`,
        help: 'Add `confirmed: true` when the receiver acknowledges, or hand it over through a ticket',
        plain: () => {
          const by = travelling[flow.via!] ?? `by ${flow.via}`
          const sent = isCustomers(from)
            ? `what the customer sends goes to ${people(to.owners)}`
            : `the work goes from ${people(from.owners)} to ${people(to.owners)}`
          const promised = allCalled(
            kept.map(({ says }) => ({ name: says })),
            2,
          )
          return {
            lived: `${occasionOf(edge)}, ${sent} ${by}, and nobody has to say that it has arrived. If it gets lost on the way, that can go unnoticed until the customer asks${promised && ` for what was promised: ${promised}`}.`,
            change: `Let ${people(to.owners)} confirm what comes from ${called(from)} as soon as it is there, or move it to where nothing can get lost unseen, such as a ticket.`,
            who: decidedBy(graph.blueprint, ...doersOf(to, from)),
          }
        },
        marks: [
          { at: inside(flow.at, 'via'), says: 'can be lost unseen' },
          ...(isOwn(from) ? [{ at: inside(from.at, 'owner'), says: 'sent from here' }] : []),
        ],
        steps: [from, to],
        way: wayOn(endOfWayTo(graph, from), edge),
        why: kept.map(({ says }) => `the promise ${quoted(says)} stands on this`),
      }
    }
  },
}

const travelling: Record<string, string> = {
  verbal: 'by word of mouth',
  form: 'on a form',
  voicemail: 'by voicemail',
  message: 'as a posted message',
  spreadsheet: 'in a spreadsheet',
  batch: 'in a batch',
  queue: 'through a queue',
}
