import type { Step } from '../../read/blueprint.ts'
import { surestRound } from '../../graph/loops.ts'
import { endOfWayTo, reached, wayOn } from '../../graph/reach.ts'
import { allCalled, decidedBy, doersOf } from '../../plain.ts'
import { code, fewCodes } from '../../words.ts'
import { traps } from '../../graph/traps.ts'
import type { Rule } from '../rule.ts'

export const trap: Rule = {
  id: 'trap',
  theme: 'flow',
  severity: 'error',
  summary: 'Steps that lead only to each other and hold no outcome: who gets in goes round for ever',
  why: 'Each step looks right to the one who does it, since there is always a next one. The customer is sent in a circle that nobody sees as a whole.',
  fix: 'Give one of the steps a way out: a flow to a step outside, or an outcome.',
  source: 'van der Aalst (1998): soundness, option to complete; bottom strongly connected components (Tarjan 1972)',
  bad: `blueprint: 1
title: Lost luggage
accountable: airline-desk
owners:
  airline-desk: { name: Airline desk }
  baggage-hall: { name: Baggage hall }
steps:
  miss-bag: { lane: customer, next: take-report }
  take-report:
    lane: touchpoint
    owner: airline-desk
    next:
      - { to: bring-bag, when: it is in the building, via: system }
      - { to: search-hall, when: it is not, via: system }
  search-hall: { lane: backstage, owner: baggage-hall, next: { to: search-flights, via: system } } # <- trap
  search-flights: { lane: backstage, owner: airline-desk, next: { to: search-hall, via: system } }
  bring-bag: { lane: touchpoint, owner: baggage-hall, next: reunited }
  reunited: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Lost luggage
accountable: airline-desk
owners:
  airline-desk: { name: Airline desk }
  baggage-hall: { name: Baggage hall }
steps:
  miss-bag: { lane: customer, next: take-report }
  take-report:
    lane: touchpoint
    owner: airline-desk
    next:
      - { to: bring-bag, when: it is in the building, via: system }
      - { to: search-hall, when: it is not, via: system }
  search-hall: { lane: backstage, owner: baggage-hall, next: { to: search-flights, via: system } }
  search-flights:
    lane: backstage
    owner: airline-desk
    next:
      - { to: search-hall, when: a flight may have it, via: system, limit: 3 }
      - { to: bring-bag, when: found or replaced, via: system }
  bring-bag: { lane: touchpoint, owner: baggage-hall, next: reunited }
  reunited: { lane: customer, outcome: recovered }
`,
  *check(graph) {
    const inReach = reached(graph)
    for (const ring of traps(graph)) {
      const entry = ring.reduce((first, step) => (inReach.rank(step) < inReach.rank(first) ? step : first))
      const entrance = endOfWayTo(graph, entry).edges.at(-1)
      const others = ring.filter((step) => step !== entry)
      yield {
        message: `Customers who get to ${code(entry.id)} go round for ever: ${circle(ring)}`,
        help: `Give ${ring.length === 1 ? 'it' : 'one of them'} a flow that leads out, or an \`outcome\``,
        plain: () => ({
          lived: `Nothing leads out of ${allCalled([entry, ...others])}, which ${ring.length === 1 ? 'leads only back to itself' : 'lead only to each other'}. A customer whose case gets there can be kept waiting for ever, however much work is put into it.`,
          change: `Let ${ring.length > 3 ? 'one of these steps' : allCalled([entry, ...others], 3, 'or')} lead on to an end for the customer, or decide how the journey ends there.`,
          who: decidedBy(graph.blueprint, ...doersOf(entry, ...others)),
        }),
        marks: [
          { at: { ...entry.at, part: 'key' }, says: 'no way leads out from here on' },
          ...(entrance ? [{ at: entrance.flow.at, says: 'entered from here' }] : []),
        ],
        steps: [entry, ...others],
        cause: { thing: `end ${ring[0]!.id}`, isCause: true },
        // No flow leads out, so that any round from there is one of the ring.
        way: wayOn(
          endOfWayTo(graph, entry),
          surestRound(graph, entry, () => true),
        ),
      }
    }
  },
}

function circle(ring: readonly Step[]): string {
  if (ring.length === 1) return 'it leads only to itself'
  return `${fewCodes(ring)} lead only to each other`
}
