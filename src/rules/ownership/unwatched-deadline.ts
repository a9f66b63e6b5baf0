import { called, decidedBy, doersOf, inPlainTime, occasionOf } from '../../plain.ts'
import { type Flow, isCustomers } from '../../read/blueprint.ts'
import { endOfWayTo, reached, wayOn } from '../../graph/reach.ts'
import { inside } from '../../read/document.ts'
import { code, durationText } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unwatchedDeadline: Rule = {
  id: 'unwatched-deadline',
  theme: 'ownership',
  severity: 'warning',
  summary: 'A flow must be taken up within a time, and nothing happens when that has passed',
  why: 'A deadline that nobody watches is a wish. The day goes by, nothing rings, and the next to ask is the customer.',
  fix: 'Say with `late` which step gets the work then, or which owner is told.',
  source: 'Shostack (1984): fail points and time; Towers, CEMMethod',
  bad: `blueprint: 1
title: Stolen card
accountable: cards
owners:
  cards: { name: Card desk }
steps:
  misses-card: { lane: customer, next: block-card }
  block-card: { lane: touchpoint, owner: cards, next: print-card }
  print-card:
    lane: support
    owner: cards
    next: { to: send-card, within: 2d } # <- unwatched-deadline
  send-card: { lane: touchpoint, owner: cards, next: has-card }
  has-card: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Stolen card
accountable: cards
owners:
  cards: { name: Card desk }
steps:
  misses-card: { lane: customer, next: block-card }
  block-card: { lane: touchpoint, owner: cards, next: print-card }
  print-card:
    lane: support
    owner: cards
    next: { to: send-card, within: 2d, late: ring-customer }
  ring-customer: { lane: touchpoint, owner: cards, next: send-card }
  send-card: { lane: touchpoint, owner: cards, next: has-card }
  has-card: { lane: customer, outcome: recovered }
`,
  *check(graph) {
    const inReach = reached(graph)
    const seen = new Set<Flow>() // A promise that is made at several steps has one `late`.
    for (const edge of graph.edges) {
      const { from, to, flow } = edge
      if (!inReach.has(from) || flow.within === undefined || flow.late || seen.has(flow)) continue
      seen.add(flow)
      yield {
        message: `${code(to.id)} must begin within ${durationText(flow.within)} after ${code(from.id)}, and when it does not, nobody acts`,
        help: 'Add `late:` with the step that gets the work then, or the owner who is told',
        plain: () => {
          const time = inPlainTime(flow.within!)
          return {
            lived: `${occasionOf(edge)}, ${called(to)} must follow within ${time}. When it does not, nobody is told and nothing else happens, ${
              isCustomers(to)
                ? 'so that a customer can drop out unseen'
                : 'so that the first to notice can be the customer'
            }.`,
            change: `Decide who is told when ${called(to)} has not begun within ${time}, or which step takes over then.`,
            who: decidedBy(graph.blueprint, ...doersOf(to, from)),
          }
        },
        marks: [
          { at: inside(flow.at, 'within'), says: 'no `late`' },
          { at: { ...from.at, part: 'key' }, says: 'the time runs from here' },
        ],
        steps: [from, to],
        way: wayOn(endOfWayTo(graph, from), edge),
      }
    }
  },
}
