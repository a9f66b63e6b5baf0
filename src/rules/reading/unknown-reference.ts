import type { Rule } from '../rule.ts'

export const unknownReference: Rule = {
  id: 'unknown-reference',
  theme: 'reading',
  severity: 'error',
  summary: 'A name is used that nothing in the blueprint, or its organization, has',
  why: 'A flow to a step that is not there is a hole in the map, and any verdict about what follows would be a guess. So no other rule runs on this blueprint.',
  fix: 'Correct the spelling, or add what the name stands for. A name that is used in several places is one finding.',
  source: 'format 1 of the blueprint language',
  bad: `blueprint: 1
title: Repair of a washing machine
accountable: service-desk
owners:
  service-desk: { name: Service desk }
  technician: { name: Technician }
steps:
  call-desk: { lane: customer, next: book-visit }
  book-visit: { lane: touchpoint, owner: service-desk, next: repiar } # <- unknown-reference
  repair: { lane: touchpoint, owner: technician, next: repaired }
  repaired: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Repair of a washing machine
accountable: service-desk
owners:
  service-desk: { name: Service desk }
  technician: { name: Technician }
steps:
  call-desk: { lane: customer, next: book-visit }
  book-visit: { lane: touchpoint, owner: service-desk, next: repair }
  repair: { lane: touchpoint, owner: technician, next: repaired }
  repaired: { lane: customer, outcome: served }
`,
}
