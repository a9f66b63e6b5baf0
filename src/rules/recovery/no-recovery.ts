import { edgesFrom } from '../../graph/graph.ts'
import { canEndProperly } from '../../graph/leading.ts'
import { endOfWayTo, wayOn } from '../../graph/reach.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { soleEnd } from '../../graph/traps.ts'
import { called, decidedBy, doersOf, said } from '../../plain.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const noRecovery: Rule = {
  id: 'no-recovery',
  theme: 'recovery',
  severity: 'error',
  summary:
    'A failure after which nothing is planned, or only what cannot end well: no way to served, recovered or a proper no',
  why: 'Things go wrong in every service. Where nothing is planned for it, whoever is there has to invent something, or send the customer away.',
  fix: 'Name in `recover` the step that takes over, and see that a way leads on from there to a good outcome, or to an explained no.',
  source: 'Bitner, Booms and Tetreault (1990): double deviation; Shostack (1984)',
  bad: `blueprint: 1
title: Train connection
accountable: railway
owners:
  railway: { name: Railway }
steps:
  board-train: { lane: customer, next: run-train }
  run-train:
    lane: touchpoint
    owner: railway
    next: arrived
    fails:
      - { what: The connection is missed, noticed: railway } # <- no-recovery
  arrived: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Train connection
accountable: railway
owners:
  railway: { name: Railway }
steps:
  board-train: { lane: customer, next: run-train }
  run-train:
    lane: touchpoint
    owner: railway
    next: arrived
    fails:
      - { what: The connection is missed, noticed: railway, recover: rebook }
  rebook: { lane: touchpoint, owner: railway, next: arrived-late }
  arrived: { lane: customer, outcome: served }
  arrived-late: { lane: customer, outcome: recovered }
`,
  *check(graph) {
    for (const step of stepsWith(graph).failures)
      for (const failure of step.fails) {
        const { recover, what } = failure
        if (recover && canEndProperly(graph).has(recover.to)) continue
        const end = recover && soleEnd(graph, recover.to)
        const edge = recover && edgesFrom(graph, step).find(({ flow }) => flow === recover)
        yield {
          message: recover
            ? `When ${code(step.id)} goes wrong ("${shortened(what, 60)}"), ${code(recover.to.id)} takes over, and nothing good can come of it`
            : `Nothing is planned for when ${code(step.id)} goes wrong: "${shortened(what, 80)}"`,
          help: recover
            ? `Give ${code(recover.to.id)} a way to a good outcome, or to an explained no (\`outcome: declined\`)`
            : 'Add `recover:` with the step that takes over',
          marks: [
            { at: recover ? recover.at : failure.at, says: recover ? 'leads to no good outcome' : 'no `recover`' },
            { at: { ...step.at, part: 'key' }, says: 'goes wrong here' },
          ],
          steps: recover ? [step, recover.to] : [step],
          way: edge ? wayOn(endOfWayTo(graph, step), edge) : endOfWayTo(graph, step),
          standsOn: recover ? [failure, recover] : [failure],
          names: [what],
          plain: () => ({
            lived: recover
              ? `${said(what)} can happen at ${called(step)}, and ${called(recover.to)}, which then takes over, leads to no good end. The customer is neither helped nor given a clear no.`
              : `${said(what)} can happen at ${called(step)}, and nothing is planned for it. What becomes of the customer is left to whoever is there.`,
            change: recover
              ? `Let ${called(recover.to)} lead on to something that helps the customer, or to a no that is explained to them.`
              : `Decide what happens after ${said(what)} at ${called(step)}, and who does it.`,
            who: decidedBy(graph.blueprint, ...(recover ? doersOf(recover.to, step) : doersOf(step))),
          }),
          ...(end ? { cause: { thing: `end ${end.id}` } } : {}),
        }
      }
  },
}
