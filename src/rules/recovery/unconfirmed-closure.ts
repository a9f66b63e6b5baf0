import { isDone } from '../../graph/graph.ts'
import { broken, type Certainty } from '../../graph/wishes.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { called, decidedBy, doersOf } from '../../plain.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unconfirmedClosure: Rule = {
  id: 'unconfirmed-closure',
  theme: 'recovery',
  severity: 'warning',
  summary: 'A case can be closed without anybody having met the customer since it was opened',
  why: 'The record says solved. Whether it is solved only the customer knows, and nobody has asked. The next call opens a new case.',
  fix: 'Meet the customer before the case is closed: a call, or a message that asks whether all is well.',
  source: 'Bitner, Booms and Tetreault (1990): double deviation',
  bad: `blueprint: 1
title: Broken street lamp
accountable: council
owners:
  council: { name: Council }
steps:
  report-lamp: { lane: customer, next: note-report }
  note-report: { lane: touchpoint, owner: council, case: open, next: mend-lamp }
  mend-lamp: { lane: backstage, owner: council, next: close-report }
  close-report: { lane: backstage, owner: council, case: close, next: walks-in-light } # <- unconfirmed-closure
  walks-in-light: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Broken street lamp
accountable: council
owners:
  council: { name: Council }
steps:
  report-lamp: { lane: customer, next: note-report }
  note-report: { lane: touchpoint, owner: council, case: open, next: mend-lamp }
  mend-lamp: { lane: backstage, owner: council, next: ask-customer }
  ask-customer: { lane: touchpoint, owner: council, next: close-report }
  close-report: { lane: backstage, owner: council, case: close, next: walks-in-light }
  walks-in-light: { lane: customer, outcome: served }
`,
  *check(graph) {
    const closing = stepsWith(graph).cases.filter(
      // Where the closing is itself a meeting, the customer is there.
      ({ written, lane }) => written.case === 'close' && lane !== 'touchpoint' && lane !== 'customer',
    )
    if (closing.length === 0) return
    const wished = closing.map((step) => ({ step, wish: 1n }))
    const brokenOn = broken(graph, wished, metSinceOpened)
    for (const one of wished) {
      const way = brokenOn(one)
      if (!way) continue
      const opened = way.edges.findLast((edge) => edge.from.written.case === 'open' && isDone(edge))!.from
      yield {
        message: `${code(one.step.id)} can close the case without anybody having met the customer since ${code(opened.id)} opened it`,
        help: 'Add a touchpoint before it that asks the customer, or close the case there',
        marks: [
          { at: inside(one.step.at, 'case'), says: 'closed here' },
          { at: inside(opened.at, 'case'), says: 'opened here' },
        ],
        steps: [one.step, opened],
        identity: 'names',
        names: [one.step.id],
        way,
        plain: () => ({
          lived: `At ${called(one.step)} the case can be closed without anybody having met the customer since it was opened at ${called(opened)}. It then counts as settled, and nobody has heard from the customer whether it is.`,
          change: `Ask customers whether all is well before their case is closed at ${called(one.step)}.`,
          who: decidedBy(graph.blueprint, ...doersOf(one.step, opened)),
        }),
      }
    }
  },
}

/** The step that opens the case does not count, even where it is a touchpoint: it is not "since". */
const metSinceOpened: Certainty = {
  openAtStart: false,
  before: (edge, wish) => {
    const { from } = edge
    if (from.written.case === 'open' && isDone(edge)) return [0n]
    return from.lane === 'touchpoint' || from.lane === 'customer' ? [] : [wish]
  },
}
