import { called, decidedBy, said } from '../../plain.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unownedPolicy: Rule = {
  id: 'unowned-policy',
  theme: 'incentives',
  severity: 'warning',
  summary: 'A standing rule that belongs to nobody',
  why: 'Everybody follows it, many know that it hurts, and nobody can change it. Who asks is told that this is how it is done.',
  fix: 'Name the owner who decided it and may change it; where nobody can be found, drop the rule.',
  source: 'Towers, CEMMethod: business rules',
  bad: `blueprint: 1
title: Timber cut to size
accountable: yard-head
owners:
  yard-head: { name: Head of the yard, kind: role }
  sawyers: { name: Sawyers }
policies:
  trade-first: { says: The trade comes first, prefer: cut-for-trade, over: cut-for-home } # <- unowned-policy
steps:
  hand-in-list: { lane: customer, next: read-list }
  read-list:
    lane: touchpoint
    owner: sawyers
    next: [{ to: cut-for-trade, when: a builder }, { to: cut-for-home, when: anybody else }]
  cut-for-trade: { lane: backstage, owner: sawyers, next: has-timber }
  cut-for-home: { lane: backstage, owner: sawyers, next: has-timber }
  has-timber: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Timber cut to size
accountable: yard-head
owners:
  yard-head: { name: Head of the yard, kind: role }
  sawyers: { name: Sawyers }
policies:
  trade-first: { says: The trade comes first, owner: yard-head, prefer: cut-for-trade, over: cut-for-home }
steps:
  hand-in-list: { lane: customer, next: read-list }
  read-list:
    lane: touchpoint
    owner: sawyers
    next: [{ to: cut-for-trade, when: a builder }, { to: cut-for-home, when: anybody else }]
  cut-for-trade: { lane: backstage, owner: sawyers, next: has-timber }
  cut-for-home: { lane: backstage, owner: sawyers, next: has-timber }
  has-timber: { lane: customer, outcome: served }
`,
  // The owner of an organization's policy stands in its file, so all blueprints say the same, and the run says it once.
  *check({ blueprint }) {
    for (const policy of blueprint.policies.values()) {
      if (policy.owner) continue
      const { id, says, name, prefer, over } = policy
      yield {
        message: `Nobody owns the policy ${says === undefined ? code(id) : `"${shortened(says)}"`}, so nobody can change it`,
        help: 'Add `owner` with whoever may change it',
        plain: () => ({
          lived: `The rule ${said(says ?? name)} ${prefer && over ? `puts ${called(prefer)} before ${called(over)}, and it ` : ''}is nobody’s. Where it does not suit a customer, there is nobody who can change it.`,
          change: `Name who decides on the rule ${said(says ?? name)} and may change it, or drop the rule.`,
          who: decidedBy(blueprint),
        }),
        marks: [{ at: { ...policy.at, part: 'key' }, says: 'no `owner`' }],
        standsOn: [policy],
      }
    }
  },
}
