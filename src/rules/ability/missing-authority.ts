import { isUnstated, missing } from '../../graph/ability.ts'
import type { Rule } from '../rule.ts'

export const missingAuthority: Rule = {
  id: 'missing-authority',
  theme: 'ability',
  severity: 'error',
  summary: 'A step requires an authority that those who do it do not have',
  why: 'The customer stands before somebody who would help and may not. The matter climbs until it meets somebody who may, and every level costs a day and some trust.',
  fix: 'Give the authority to those who do the step, within a limit if need be; or let the step be done by somebody who has it.',
  source: 'Bowen and Lawler (1992): empowerment',
  bad: `blueprint: 1
title: Lost keys at the campsite
accountable: campsite-manager
owners:
  reception: { name: Reception, authority: [] }
  campsite-manager: { name: Campsite manager, authority: [change-lock, waive-fee] }
steps:
  report-keys: { lane: customer, next: look-for-keys }
  look-for-keys: { lane: touchpoint, owner: reception, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: order-lock } # <- missing-authority
  order-lock: { lane: backstage, owner: campsite-manager, requires: { authority: change-lock }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Lost keys at the campsite
accountable: campsite-manager
owners:
  reception: { name: Reception, authority: [waive-fee] }
  campsite-manager: { name: Campsite manager, authority: [change-lock, waive-fee] }
steps:
  report-keys: { lane: customer, next: look-for-keys }
  look-for-keys: { lane: touchpoint, owner: reception, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: order-lock }
  order-lock: { lane: backstage, owner: campsite-manager, requires: { authority: change-lock }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
  innocent: [
    {
      when: 'nobody says what they may decide: that is a question, not a finding',
      blueprint: `blueprint: 1
title: Lost keys at the campsite
accountable: reception
owners:
  reception: { name: Reception }
steps:
  report-keys: { lane: customer, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
    },
  ],
  needs: {
    isMissing: isUnstated('authority'),
    because: 'no owner says what they may decide (`authority`)',
    ask: 'What may each team decide by itself, and what does it have to ask for?',
  },
  check: (graph) => missing(graph, 'authority'),
}
