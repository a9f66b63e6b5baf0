import type { Rule } from '../rule.ts'

export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  theme: 'reading',
  severity: 'error',
  summary:
    'The file cannot be read as one YAML document: a sign is missing or out of place, a key stands twice, it is empty, or not UTF-8',
  why: 'What cannot be read cannot be judged: no other rule runs on this blueprint, and its silence would be taken for a clean bill.',
  fix: 'Mend the marked place. Most often a text that contains a colon or a comma wants quotes, a bracket or quote is not closed, or a line is indented unlike its neighbours.',
  source: 'YAML 1.2.2',
  bad: `blueprint: 1
title: Repair of a washing machine
accountable: service-desk
owners:
  service-desk: { name: Service desk }
steps:
  book-visit:
    lane: touchpoint
    owner: service-desk
    name: Books the visit: within a week # <- yaml-syntax
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
    name: "Books the visit: within a week"
    next: repaired
  repaired: { lane: customer, outcome: served }
`,
}
