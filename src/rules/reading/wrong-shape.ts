import type { Rule } from '../rule.ts'

export const wrongShape: Rule = {
  id: 'wrong-shape',
  theme: 'reading',
  severity: 'error',
  summary:
    'The file is YAML, but not a blueprint: an unknown key, a missing one, a value that cannot stand there, or two that exclude each other',
  why: 'A key that is not known would be passed over in silence, and the fault that it should show with it. So no other rule runs on this blueprint.',
  fix: 'Follow the "did you mean", or look the key up: an editor that knows the schema offers the keys and values that may stand there. Keys of your own begin with `x-`.',
  source: 'schemas/blueprint.schema.json',
  bad: `blueprint: 1
title: Repair of a washing machine
accountable: service-desk
owners:
  service-desk: { name: Service desk }
steps:
  book-visit:
    lane: frontstage # <- wrong-shape
    ownr: service-desk # <- wrong-shape
    next: repaired
  repaired: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Repair of a washing machine
accountable: service-desk
owners:
  service-desk: { name: Service desk }
steps:
  book-visit:
    lane: touchpoint
    owner: service-desk
    x-ticket-type: visit
    next: repaired
  repaired: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'a key has no value yet: it counts as not written; and a number where a text is expected is taken as written',
      blueprint: `blueprint: 1
title: 2024
accountable: service-desk
owners:
  service-desk:
steps:
  book-visit: { lane: touchpoint, owner: service-desk, channel:, next: repaired }
  repaired: { lane: customer, outcome: served }
`,
    },
  ],
}
