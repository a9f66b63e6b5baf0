import { endlessLoops } from '../../graph/loops.ts'
import { called, decidedBy, doersOf, fewPeople } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const pingPong: Rule = {
  id: 'ping-pong',
  theme: 'flow',
  severity: 'warning',
  summary: 'A loop that the customer meets, in the hands of two or more owners, with a way out and no limit',
  why: 'Each owner is rid of the case for a while, and nobody sees how often it has been round. The customer explains it anew each time.',
  fix: 'Say with `limit` how often it may go back, and let one owner keep the case until it is done.',
  source:
    'van der Aalst (1998): soundness, livelocks; Towers, CEMMethod: handoffs as break points; ping-pong in service desks',
  bad: `blueprint: 1
title: Wrong tariff on the bill
accountable: service-lead
owners:
  service-lead: { name: Service lead, kind: role }
  hotline: { name: Hotline }
  billing: { name: Billing }
steps:
  sees-wrong-tariff: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: hotline, next: { to: check-bill, via: phone } } # <- ping-pong
  check-bill:
    lane: backstage
    owner: billing
    next:
      - { to: take-call, when: tariff is unclear, via: phone }
      - { to: pays-right-bill, when: corrected }
  pays-right-bill: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Wrong tariff on the bill
accountable: service-lead
owners:
  service-lead: { name: Service lead, kind: role }
  hotline: { name: Hotline }
  billing: { name: Billing }
steps:
  sees-wrong-tariff: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: hotline, next: { to: check-bill, via: phone } }
  check-bill:
    lane: backstage
    owner: billing
    next:
      - { to: take-call, when: tariff is unclear, via: phone, limit: 1 }
      - { to: pays-right-bill, when: corrected }
  pays-right-bill: { lane: customer, outcome: recovered }
`,
  // With several owners of a step, all of them count: the next round may fall to another.
  *check(graph) {
    for (const { steps, owners, round, way } of endlessLoops(graph)) {
      if (owners.length < 2) continue // endless-loop's
      const [entry] = steps
      const closing = round.at(-1)!
      yield {
        message: `The case can go back and forth between ${listed(owners.map(({ name }) => name))} without end`,
        help: `Add \`limit:\` to the flow from ${code(closing.from.id)} to ${code(entry.id)}, and let one owner keep the case after that`,
        plain: () => ({
          lived: `Between ${fewPeople(owners)} a customer’s case can go back and forth without end. ${called(closing.from)} can lead back to ${closing.from === entry ? 'itself' : called(entry)} each time, and nothing says how often.`,
          change: `Decide how often ${called(closing.from)} may lead back to ${closing.from === entry ? 'itself' : called(entry)}, and who keeps the case after that until it is done.`,
          who: decidedBy(graph.blueprint, ...doersOf(closing.from, ...steps)),
        }),
        marks: [
          { at: { ...entry.at, part: 'key' }, says: 'comes round again and again' },
          { at: closing.flow.at, says: 'leads back, without `limit`' },
        ],
        steps,
        way,
        why: [[entry, ...round.map(({ to }) => to)].map((step) => `${code(step.id)}${hands(step.owners)}`).join(' → ')],
      }
    }
  },
}

const hands = (owners: readonly { name: string }[]): string =>
  owners.length === 0 ? '' : ` (${listed(owners.map(({ name }) => name))})`
