import { endlessLoops } from '../../graph/loops.ts'
import { allCalled, called, decidedBy, doersOf } from '../../plain.ts'
import { code, codes, count } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const endlessLoop: Rule = {
  id: 'endless-loop',
  theme: 'flow',
  severity: 'warning',
  summary: 'A loop that the customer meets, in the hands of one owner, with a way out and nothing that says how often',
  why: 'Each round looks like progress to the one who does it. Nobody counts them, so nobody notices the customer who is in the sixth.',
  fix: 'Say with `limit` how often the customer may be sent round, and add a flow for what happens after that.',
  source: 'van der Aalst (1998): soundness, livelocks; strongly connected components (Tarjan 1972)',
  bad: `blueprint: 1
title: Parking permit
accountable: parking-office
owners:
  parking-office: { name: Parking office }
steps:
  needs-permit: { lane: customer, next: fill-in-form }
  fill-in-form: { lane: customer, next: check-form } # <- endless-loop
  check-form:
    lane: touchpoint
    owner: parking-office
    next:
      - { to: fill-in-form, when: something is missing }
      - { to: has-permit, when: complete }
  has-permit: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Parking permit
accountable: parking-office
owners:
  parking-office: { name: Parking office }
steps:
  needs-permit: { lane: customer, next: fill-in-form }
  fill-in-form: { lane: customer, next: check-form }
  check-form:
    lane: touchpoint
    owner: parking-office
    next:
      - { to: fill-in-form, when: something is missing, limit: 1 }
      - { to: fill-in-together, when: still missing }
      - { to: has-permit, when: complete }
  fill-in-together: { lane: touchpoint, owner: parking-office, next: has-permit }
  has-permit: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'nothing has gone wrong, and only the customer chooses to go round again',
      blueprint: `blueprint: 1
title: Seed catalogue
accountable: web-shop
owners:
  web-shop: { name: Web shop }
steps:
  browse: { lane: customer, next: show-seeds }
  show-seeds: { lane: touchpoint, owner: web-shop, next: put-into-basket }
  put-into-basket:
    lane: customer
    next:
      - { to: browse, when: wants more }
      - { to: take-payment, when: has all }
  take-payment: { lane: touchpoint, owner: web-shop, next: sows }
  sows: { lane: customer, outcome: served }
`,
    },
  ],
  *check(graph) {
    for (const { steps, owners, round, way } of endlessLoops(graph)) {
      if (owners.length > 1) continue // ping-pong's
      const [entry] = steps
      const closing = round.at(-1)!
      const others = round.slice(0, -1).map(({ to }) => to)
      yield {
        message:
          others.length === 0
            ? `${code(entry.id)} can lead back to itself without end`
            : `The customer can go round from ${code(entry.id)} over ${others.length > 3 ? count(others.length, 'step') : codes(others)} and back without end`,
        help: `Add \`limit:\` to the flow from ${code(closing.from.id)} back to ${others.length === 0 ? 'itself' : code(entry.id)}, and a flow for what happens after that`,
        plain: () => ({
          lived: `${others.length === 0 ? `${called(entry)} can lead back to itself` : `From ${called(entry)} a customer can go round over ${allCalled(others)} and come back`} again and again. Nothing says how often, so nobody need notice who has been round many times.`,
          change: `Decide how often ${called(closing.from)} may lead back to ${others.length === 0 ? 'itself' : called(entry)} for the same customer, and what happens after that.`,
          who: decidedBy(graph.blueprint, ...doersOf(closing.from, ...steps)),
        }),
        marks: [
          { at: { ...entry.at, part: 'key' }, says: 'comes round again and again' },
          { at: closing.flow.at, says: 'leads back, without `limit`' },
        ],
        steps,
        way,
      }
    }
  },
}
