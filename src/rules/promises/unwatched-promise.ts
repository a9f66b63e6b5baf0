import { reached } from '../../graph/reach.ts'
import { termText } from '../../graph/sums.ts'
import { inside } from '../../read/document.ts'
import { inPlainTime, promiseDecidedBy, said } from '../../plain.ts'
import { code, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unwatchedPromise: Rule = {
  id: 'unwatched-promise',
  theme: 'promises',
  severity: 'warning',
  summary: 'A promise says how long, and nobody acts when that time has passed',
  why: 'The day comes, the promise is not kept, and the only one who notices is the customer. They call, and are asked to be patient.',
  fix: 'Name in `late` the step that acts when the time has passed, or the owner who is told.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4; Shostack (1984): fail points',
  bad: `blueprint: 1
title: Sofa made to order
accountable: showroom
owners:
  showroom: { name: Showroom }
promises:
  sofa-in-8w: { says: Your sofa comes in eight weeks, made: take-order, kept: deliver, within: 8w, owner: showroom } # <- unwatched-promise
steps:
  choose-sofa: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: showroom, next: deliver }
  deliver: { lane: touchpoint, owner: showroom, next: sits }
  sits: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Sofa made to order
accountable: showroom
owners:
  showroom: { name: Showroom }
promises:
  sofa-in-8w: { says: Your sofa comes in eight weeks, made: take-order, kept: deliver, within: 8w, owner: showroom, late: showroom }
steps:
  choose-sofa: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: showroom, next: deliver }
  deliver: { lane: touchpoint, owner: showroom, next: sits }
  sits: { lane: customer, outcome: served }
`,
  *check(graph) {
    const inReach = reached(graph)
    for (const promise of graph.blueprint.promises.values()) {
      const { within, late, made, kept, says, id } = promise
      if (within === undefined || late !== undefined) continue
      // A promise that nobody gets to be told cannot be late.
      if (made.length > 0 && !made.some(inReach.has)) continue
      const term = termText(graph.blueprint.written.promises?.[id]?.within, within)
      yield {
        message: `When ${quoted(says)} is not kept within ${term}, nobody acts`,
        help: 'Add `late:` to the promise, with the step that then acts, or the owner who is told',
        marks: [
          { at: inside(promise.at, 'within'), says: 'no `late`' },
          ...(kept ? [{ at: { ...kept.at, part: 'key' as const }, says: 'keeps it' }] : []),
        ],
        plain: () => ({
          lived: `Should ${said(says)} not be kept within ${inPlainTime(within)}, nobody acts. It is left to the customer to notice, and to ask.`,
          change: `Decide who is told, or what is done, when ${said(says)} is late.`,
          who: promiseDecidedBy(graph.blueprint, promise),
        }),
        steps: [...new Set([...made, ...(kept ? [kept] : [])])],
        why: kept ? [`should ${code(kept.id)} come too late, only the customer would notice`] : [],
        standsOn: [promise],
      }
    }
  },
}
