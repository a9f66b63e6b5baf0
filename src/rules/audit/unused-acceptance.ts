import type { Rule } from '../rule.ts'

/** Decided in `audit/acceptance.ts`, when all findings are there. */
export const unusedAcceptance: Rule = {
  id: 'unused-acceptance',
  theme: 'audit',
  severity: 'warning',
  summary: 'An accepted trade-off covers nothing: what it was for is mended, or it names the wrong place',
  why: 'A list of trade-offs that no longer hold hides those that do; and one with a slip in `at` leaves its finding open while everybody believes it is settled.',
  fix: 'Take it out, or correct `rule` and `at`.',
  source: 'Practice of audits: a list of waivers that can only shrink',
  bad: `blueprint: 1
title: Broadband repair
accountable: network
owners:
  network: { name: Network }
steps:
  line-is-dead: { lane: customer, next: test-line }
  test-line: { lane: support, owner: network, next: online }
  online: { lane: customer, outcome: recovered }
accepted:
  - { rule: no-recovery, at: test-line, because: new contract in spring, by: board } # <- unused-acceptance
`,
  good: `blueprint: 1
title: Broadband repair
accountable: network
owners:
  network: { name: Network }
steps:
  line-is-dead: { lane: customer, next: test-line }
  test-line: { lane: support, owner: network, next: online }
  online: { lane: customer, outcome: recovered }
`,
  innocent: [
    {
      when: 'the trade-off covers what is there',
      blueprint: `blueprint: 1
title: Parcel to a neighbour
owners:
  depot: { name: Depot }
steps:
  await-parcel: { lane: customer, next: deliver }
  deliver: { lane: touchpoint, owner: depot, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
accepted:
  - { rule: no-accountable-owner, because: the merger is under way, by: board, until: 2099-12-31 }
`,
    },
  ],
}
