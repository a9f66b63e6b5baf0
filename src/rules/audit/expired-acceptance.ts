import type { Rule } from '../rule.ts'

/** Decided in `audit/acceptance.ts`, when all findings are there. */
export const expiredAcceptance: Rule = {
  id: 'expired-acceptance',
  theme: 'audit',
  severity: 'error',
  summary: 'The last day of an accepted trade-off has passed, and what it covered is still there',
  why: 'A trade-off with a date is a promise to look again. Without that, "for now" becomes "for ever", and nobody remembers having decided it.',
  fix: 'Mend what it covers; or decide again, and write the new day into `until`.',
  source: 'Practice of audits: waivers with an end',
  bad: `blueprint: 1
title: Broadband repair
accountable: network
owners:
  network: { name: Network }
steps:
  line-is-dead: { lane: customer, next: test-line }
  test-line:
    lane: support
    owner: network
    next: online
    fails: { what: The cable is cut, noticed: network } # <- no-recovery
  online: { lane: customer, outcome: recovered }
accepted:
  - { rule: no-recovery, at: test-line, because: new contract in spring, by: board, until: 2026-03-31 } # <- expired-acceptance
`,
  good: `blueprint: 1
title: Broadband repair
accountable: network
owners:
  network: { name: Network }
steps:
  line-is-dead: { lane: customer, next: test-line }
  test-line:
    lane: support
    owner: network
    next: online
    fails: { what: The cable is cut, noticed: network, recover: dig }
  dig: { lane: support, owner: network, next: online }
  online: { lane: customer, outcome: recovered }
`,
}
