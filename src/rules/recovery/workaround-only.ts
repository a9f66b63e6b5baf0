import { canEndWell, neededAlone, neededFrom, startsThatNeed } from '../../graph/good-outcomes.ts'
import { search, wayOn } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { allCalled, called, decidedBy, doersOf } from '../../plain.ts'
import { inside } from '../../read/document.ts'
import { code, codes } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const workaroundOnly: Rule = {
  id: 'workaround-only',
  theme: 'recovery',
  severity: 'warning',
  summary: 'No good outcome can be reached from a start without a step in which somebody bends the rules',
  why: 'The service works because people break its rules. They carry the risk, and on the day they stop, or are told to, it stops too.',
  fix: 'Make the workaround the official way, with what it takes to do it; or give the customer an official way beside it.',
  source: 'Bowen and Lawler (1992): empowerment; Shostack (1984)',
  bad: `blueprint: 1
title: Pain relief at night
accountable: ward-lead
owners:
  ward-lead: { name: Ward lead, kind: role }
  nurses: { name: Night nurses }
steps:
  has-pain: { lane: customer, next: come-to-bed }
  come-to-bed: { lane: touchpoint, owner: nurses, next: use-other-login }
  use-other-login:
    lane: backstage
    owner: nurses
    workaround: true # <- workaround-only
    next: give-dose
  give-dose: { lane: touchpoint, owner: nurses, next: sleeps }
  sleeps: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Pain relief at night
accountable: ward-lead
owners:
  ward-lead: { name: Ward lead, kind: role }
  nurses: { name: Night nurses }
steps:
  has-pain: { lane: customer, next: come-to-bed }
  come-to-bed:
    lane: touchpoint
    owner: nurses
    next:
      - { to: order-by-rule, when: on the standing list }
      - { to: use-other-login, when: not on the list }
  order-by-rule: { lane: backstage, owner: nurses, next: give-dose }
  use-other-login: { lane: backstage, owner: nurses, workaround: true, next: give-dose }
  give-dose: { lane: touchpoint, owner: nurses, next: sleeps }
  sleeps: { lane: customer, outcome: served }
`,
  // Ways are runs, failure edges included. The mark stands on the first workaround, in the order of the file, that
  // such a start leads to and that leads to a good outcome; where some are on every way, those alone are named.
  *check(graph) {
    const workarounds = graph.steps.filter(({ written }) => written.workaround === true)
    if (workarounds.length === 0) return
    const needing = startsThatNeed(graph, [workarounds])
    if (!needing) {
      yield tooMany(
        graph.blueprint.starts.map(({ id }) => id),
        (few) => `Does whoever begins at one of ${few} get to a good outcome although nobody bends the rules?`,
      )
      return
    }
    const starts = needing[0]!
    if (starts.length === 0) return
    const journey = search(graph, starts)
    const { has, on } = canEndWell(graph)
    const near = workarounds.filter((step) => journey.has(step) && has(step))
    const onEvery = neededFrom(graph, near, starts.length)
    const bent = onEvery.length > 0 ? onEvery : near
    const [first] = bent as [(typeof bent)[0] & object]
    const others = bent.slice(1)
    const needed = neededAlone(graph, bent)[0] ?? first
    const last = onEvery.length > 0 ? 'and' : 'or'
    yield {
      message: `Nobody who begins at ${codes(starts, 'or')} gets to a good outcome unless somebody bends the rules at ${codes(bent, last)}`,
      help: `Make ${code(needed.id)} the official way and take \`workaround\` off it, or add a way beside it`,
      marks: [
        { at: inside(first.at, 'workaround'), says: 'not the official way' },
        ...others.map((step) => ({ at: inside(step.at, 'workaround'), says: 'nor is this' })),
      ],
      identity: 'steps',
      steps: bent,
      way: wayOn(journey.way(first)!, on(first)),
      plain: () => {
        const { accountable } = graph.blueprint
        return {
          lived: `Customers who begin at ${allCalled(starts, 3, 'or')} get what they need only if somebody bends the rules at ${allCalled(bent, 3, last)}. On a day when nobody does, none of them gets it.`,
          change: `Make ${called(needed)} the official way, or open an official way beside it.`,
          who: decidedBy(graph.blueprint, ...(accountable ? [accountable] : []), ...doersOf(needed)),
        }
      },
    }
  },
}
