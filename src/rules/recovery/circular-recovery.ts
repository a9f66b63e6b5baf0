import { circularRecoveries } from '../../graph/circular-recovery.ts'
import { endOfWayTo, wayOn } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { called, decidedBy, doersOf, said } from '../../plain.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const circularRecovery: Rule = {
  id: 'circular-recovery',
  theme: 'recovery',
  severity: 'warning',
  summary:
    'A repair from which every way to a good outcome leads through the failing step again, with nobody else, nothing new and no limit on the way',
  why: 'The same people try the same thing again, with what they had when it failed. Whoever it failed for once, it fails again.',
  fix: 'Let somebody else take over, find out something new on the way, or say with `limit` how often to try and what happens then.',
  source: 'Bitner, Booms and Tetreault (1990): double deviation; van der Aalst (1998): livelocks',
  bad: `blueprint: 1
title: Blood result
accountable: laboratory
owners:
  laboratory: { name: Laboratory }
steps:
  holds-out-arm: { lane: customer, next: measure-sample }
  measure-sample:
    lane: backstage
    owner: laboratory
    next: knows-result
    fails:
      - { what: The value cannot be right, noticed: laboratory, recover: clean-machine } # <- circular-recovery
  clean-machine: { lane: support, owner: laboratory, next: measure-sample }
  knows-result: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Blood result
accountable: laboratory
owners:
  laboratory: { name: Laboratory }
steps:
  holds-out-arm: { lane: customer, next: measure-sample }
  measure-sample:
    lane: backstage
    owner: laboratory
    next: knows-result
    fails:
      - { what: The value cannot be right, noticed: laboratory, recover: clean-machine }
  clean-machine: { lane: support, owner: laboratory, next: { to: measure-sample, limit: 1 } }
  knows-result: { lane: customer, outcome: served }
`,
  // Every edge counts as a way, also over another failure: whoever has one is not going in circles. A fact is new
  // where not every way to the failing step had it before.
  *check(graph) {
    const { found, open } = circularRecoveries(graph)
    for (const { failure, edge, back: wayBack } of found) {
      const { from: failing, to: first, flow } = edge
      const back = wayBack()
      yield {
        message: `When ${code(failing.id)} goes wrong ("${shortened(failure.what, 60)}"), ${first === failing ? 'it is only tried again' : `${code(first.id)} leads only back to it`}`,
        help: 'Recover to a step of somebody else, or add `limit:` to the recover and say what happens after that',
        marks: [
          { at: flow.at, says: 'leads back to where it failed' },
          { at: { ...failing.at, part: 'key' }, says: 'goes wrong here' },
        ],
        identity: 'names',
        steps: [failing, ...new Set([edge, ...back].map(({ to }) => to).filter((step) => step !== failing))],
        way: wayOn(endOfWayTo(graph, failing), edge, back),
        why: ['nobody else takes part on the way back, nothing new comes to light, and nothing says how often'],
        standsOn: [failure],
        names: [failing.id, failure.what],
        plain: () => ({
          lived: `After ${said(failure.what)} at ${called(failing)}, ${
            first === failing
              ? 'all that is planned is to try again'
              : `${called(first)} takes over and leads to a good end only by way of the same step again`
          }, with nobody else, nothing new and no limit. A customer can be kept waiting for as long as it goes wrong.`,
          change: `Let somebody else take over after ${said(failure.what)} at ${called(failing)}, or decide how often to try and what happens then.`,
          who: decidedBy(graph.blueprint, ...doersOf(failing)),
        }),
      }
    }
    if (open.size > 0)
      yield tooMany(
        [...open].map(({ id }) => id),
        (few) => `When one of ${few} goes wrong, what changes before it is tried again?`,
      )
  },
}
