import { isHandedToNobody, ownerlessStretches, type Stretch } from '../../graph/ownerless.ts'
import { endOfWayTo, surestEdge, wayOn } from '../../graph/reach.ts'
import type { Plain } from '../../finding.ts'
import type { Edge } from '../../graph/graph.ts'
import { allCalled, called, decidedBy, doersOf, occasionOf, people } from '../../plain.ts'
import { type Blueprint, isOwn, type Step } from '../../read/blueprint.ts'
import { code, codes, fewCodes, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const ownerlessHandoff: Rule = {
  id: 'ownerless-handoff',
  theme: 'ownership',
  severity: 'error',
  summary: 'Work goes from an owner or a customer into a step, or a stretch of steps, that nobody owns',
  why: 'The sender believes that somebody has it now. Nobody does, so nobody is late, nobody is asked, and the customer is the first to find out.',
  fix: 'Name the owner of each step of the stretch. If the work needs nobody, take the step out and let the flow lead on.',
  source: 'Towers, CEMMethod: handoffs as break points; Shostack (1984): fail points',
  bad: `blueprint: 1
title: Claim after a storm
accountable: claims
owners:
  call-centre: { name: Call centre }
  claims: { name: Claims }
steps:
  report-damage: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: call-centre
    next: { to: sort-claim, via: ticket } # <- ownerless-handoff
  sort-claim: { lane: backstage, next: scan-claim }
  scan-claim: { lane: support, next: { to: decide, via: ticket } }
  decide: { lane: backstage, owner: claims, next: paid }
  paid: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Claim after a storm
accountable: claims
owners:
  call-centre: { name: Call centre }
  claims: { name: Claims }
  post-room: { name: Post room }
steps:
  report-damage: { lane: customer, next: take-claim }
  take-claim:
    lane: touchpoint
    owner: call-centre
    next: { to: sort-claim, via: ticket }
  sort-claim: { lane: backstage, owner: post-room, next: scan-claim }
  scan-claim: { lane: support, owner: post-room, next: { to: decide, via: ticket } }
  decide: { lane: backstage, owner: claims, next: paid }
  paid: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const stretch of ownerlessStretches(graph)) {
      if (!isHandedToNobody(stretch)) continue
      const { steps, entries, exits } = stretch
      const entry = surestEdge(graph, entries)!
      const sender = isOwn(entry.from)
        ? `${code(entry.from.id)} hands over`
        : `The customer turns from ${code(entry.from.id)}`
      const takers = [...new Set(exits.flatMap(({ to }) => (isOwn(to) ? [to] : [])))]
      yield {
        message: `${sender} to ${code(entry.to.id)}, and nobody owns ${steps.length === 1 ? 'it' : fewCodes(steps)}`,
        help: `Add \`owner:\` to ${codes(steps)}`,
        plain: () => plainOf(stretch, entry, takers, graph.blueprint),
        marks: [
          { at: entry.flow.at, says: 'handed to nobody' },
          ...steps.map((step) => ({ at: { ...step.at, part: 'key' } as const, says: 'no `owner`' })),
          ...entries
            .filter((other) => other !== entry)
            .slice(0, 3)
            .map(({ flow }) => ({ at: flow.at, says: 'so does this' })),
        ],
        identity: 'names',
        names: steps.map(({ id }) => id),
        steps: [entry.from, ...steps],
        way: wayOn(endOfWayTo(graph, entry.from), entry),
        why:
          takers.length > 0
            ? [
                `only at ${codes(takers, 'or')} does somebody have it again: ${listed(
                  doersOf(...takers).map(({ name }) => name),
                  takers.length > 1 ? 'or' : 'and',
                )}`,
              ]
            : ['nobody takes it up again after that'],
      }
    }
  },
}

function plainOf({ steps }: Stretch, entry: Edge, takers: readonly Step[], blueprint: Blueprint): Plain {
  const { from, to } = entry
  const sent = isOwn(from) ? `the work goes from ${people(from.owners)} to` : 'the customer comes to'
  const others = steps.filter((step) => step !== to)
  return {
    lived: `${occasionOf(entry)}, ${sent} ${called(to)}, and nobody is named to do it there${others.length === 0 ? '' : `, nor at ${allCalled(others, 2, 'or')}`}. ${
      takers.length > 0
        ? `Until ${allCalled(takers, 3, 'or')} it is in nobody’s hands and can lie there unnoticed`
        : 'If it is left undone, the first to notice can be the customer'
    }.`,
    change: `Name a team for ${allCalled(steps)}, or leave ${steps.length === 1 ? 'this step' : 'these steps'} out.`,
    who: decidedBy(blueprint),
  }
}
