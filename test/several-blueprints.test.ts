import { describe, expect, it } from 'vitest'
import type { AuditOptions } from '../src/audit/audit.ts'
import { judgeAll } from './helpers/judge.ts'

// What several blueprints bring up together does not hang on which of them comes first.

const organization = `organization: 1
title: Bicycle hire
owners:
  hirers: { name: Hirers }
  head: { name: Head, kind: role }
metrics:
  hires: { name: Bicycles hired, for: business, hurts: safe }
  safe: { name: Riders who came home safe, for: customer, owner: head }
incentives:
  hire-pay: { owner: hirers, rewards: hires }
`

const hire = (title: string, more: { keys?: string; hire?: string } = {}) => `blueprint: 1
title: ${title}
organization: city.yaml
accountable: head
${more.keys ?? ''}steps:
  comes: { lane: customer, next: hire }
  hire: { lane: touchpoint, owner: hirers${more.hire ?? ', improves: hires'}, next: rides }
  rides: { lane: customer, outcome: served }
`

async function told(
  rule: string,
  blueprints: Record<string, string>,
  { shared = organization, ...options }: { shared?: string } & Partial<AuditOptions> = {},
) {
  const { findings, unread, faults } = await judgeAll(blueprints, {
    organization: () => ({ file: 'city.yaml', text: shared }),
    ...options,
  })
  expect(faults).toEqual([])
  return {
    unread,
    findings: findings
      .filter((finding) => finding.rule === rule)
      .map(({ message, severity, confidence, accepted, blueprint }) => ({
        message,
        severity,
        confidence,
        accepted: accepted?.because,
        blueprint,
      })),
  }
}

describe('one-sided-pay', () => {
  it('is as sure as the surest touchpoint of all blueprints', async () => {
    const blueprints = {
      'a.blueprint.yaml': hire('By the day', { hire: ', basis: assumed' }),
      'b.blueprint.yaml': hire('By the hour').replaceAll('hire:', 'lend:').replace('next: hire', 'next: lend'),
    }
    const { findings } = await told('one-sided-pay', blueprints)
    expect(findings.map(({ confidence }) => confidence)).toEqual(['certain'])
    expect(findings[0]!.message).toContain('`lend`')
  })
})
