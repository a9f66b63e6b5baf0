import { type Edge, question } from '../../graph/graph.ts'
import { handedOver } from '../../graph/handoffs.ts'
import { endOfWayTo, reached, wayOn } from '../../graph/reach.ts'
import { inside } from '../../read/document.ts'
import type { Step } from '../../read/blueprint.ts'
import { called, decidedBy, doersOf, people } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const untimedHandoff: Rule = {
  id: 'untimed-handoff',
  theme: 'ownership',
  severity: 'warning',
  summary: 'Work is handed to another owner who need not take it up by any time',
  why: 'The receiver has other work that is due. What has no time is done last, and the customer waits behind all that has one.',
  fix: 'Agree how soon the receiver takes it up (`within`), and what happens when they do not (`late`).',
  source: 'Towers, CEMMethod: handoffs as break points; Shostack (1984): standard and tolerance times',
  bad: `blueprint: 1
title: Liability claim
accountable: claims
owners:
  claims: { name: Claims desk }
  lawyers: { name: Lawyers }
steps:
  breaks-window: { lane: customer, next: take-claim }
  take-claim: { lane: touchpoint, owner: claims, next: { to: judge-claim, via: ticket, within: 3d, late: claims } }
  judge-claim: { lane: backstage, owner: lawyers, next: { to: pay-neighbour, via: ticket } } # <- untimed-handoff
  pay-neighbour: { lane: support, owner: claims, next: at-peace }
  at-peace: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Liability claim
accountable: claims
owners:
  claims: { name: Claims desk }
  lawyers: { name: Lawyers }
steps:
  breaks-window: { lane: customer, next: take-claim }
  take-claim: { lane: touchpoint, owner: claims, next: { to: judge-claim, via: ticket, within: 3d, late: claims } }
  judge-claim: { lane: backstage, owner: lawyers, next: { to: pay-neighbour, via: ticket, within: 1d, late: claims } }
  pay-neighbour: { lane: support, owner: claims, next: at-peace }
  at-peace: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'the two owners meet over it: whoever takes a call has it at once',
      blueprint: `blueprint: 1
title: Liability claim
accountable: claims
owners:
  claims: { name: Claims desk }
  lawyers: { name: Lawyers }
steps:
  breaks-window: { lane: customer, next: take-claim }
  take-claim: { lane: touchpoint, owner: claims, next: { to: judge-claim, via: ticket, within: 3d, late: claims } }
  judge-claim: { lane: backstage, owner: lawyers, next: { to: pay-neighbour, via: phone } }
  pay-neighbour: { lane: support, owner: claims, next: at-peace }
  at-peace: { lane: customer, outcome: served }
`,
    },
  ],
  needs: {
    isMissing: (graph) => {
      const { handoffs } = handedOver(graph)
      return !handoffs.some((edge) => isPlanned(edge) && edge.flow.within !== undefined) && handoffs.some(isPlanned)
    },
    because: 'no handoff says how soon it must be taken up (`within`)',
    ask: 'How soon must each team take up what it is handed?',
  },
  *check(graph) {
    const inReach = reached(graph)
    for (const edge of handedOver(graph).handoffs) {
      const { from, to, flow } = edge
      if (flow.within !== undefined || !isPlanned(edge) || takenAtOnce.has(flow.via ?? '')) continue
      if (!inReach.has(from) || due(graph).has(to)) continue
      const receiver = listed(to.owners.map(({ name }) => name))
      yield {
        message: `${code(from.id)} hands over to ${receiver}, and nothing says how soon ${code(to.id)} begins`,
        help: `Add \`within:\` with how soon ${receiver} must take it up, and \`late:\` with who acts when they do not`,
        plain: () => ({
          lived: `Between ${called(from)} and ${called(to)} the work is handed from ${people(from.owners)} to ${people(to.owners)}, and nothing says how soon it must be taken up. The customer can wait behind everything that has a date.`,
          change: `Agree how soon ${called(to)} must be taken up by ${people(to.owners)}, and who is told when that time has passed.`,
          who: decidedBy(graph.blueprint, ...doersOf(to, from)),
        }),
        marks: [
          { at: flow.at, says: 'no `within`' },
          { at: inside(from.at, 'owner'), says: 'handed over from here' },
        ],
        steps: [from, to],
        way: wayOn(endOfWayTo(graph, from), edge),
      }
    }
  },
}

/** What is only handed over when something goes wrong has its own rules of time. */
const isPlanned = ({ kind }: Edge): boolean => kind === 'next'

/** Steps that keep a promise which says how soon. */
const due = question(({ blueprint }) => {
  const steps = new Set<Step>()
  for (const { kept, within } of blueprint.promises.values()) if (kept && within !== undefined) steps.add(kept)
  return steps
})

const takenAtOnce: ReadonlySet<string> = new Set(['person', 'phone', 'chat', 'api', 'system'])
