import { describe, expect, it } from 'vitest'
import { unusedName } from '../src/rules/audit/unused-name.ts'
import { idleMetric } from '../src/rules/incentives/idle-metric.ts'
import { noLever } from '../src/rules/incentives/no-lever.ts'
import { oneSidedPay } from '../src/rules/incentives/one-sided-pay.ts'
import { unownedMetric } from '../src/rules/incentives/unowned-metric.ts'
import { unownedPolicy } from '../src/rules/incentives/unowned-policy.ts'
import type { Rule } from '../src/rules/rule.ts'
import { judgeAll } from './helpers/judge.ts'
import { expectedIn } from '../src/api/marked.ts'

// What two blueprints share stands in their organization's file. It is judged by what both do with it, and told once.

const parcel = (more: { keys?: string; steps?: string } = {}) => `blueprint: 1
title: A parcel comes
organization: city.yaml
accountable: depot
${more.keys ?? ''}steps:
  order: { lane: customer, next: bring }
  bring: { lane: touchpoint, owner: depot${more.steps ?? ''}, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`

const complaint = (more: { keys?: string; steps?: string } = {}) => `blueprint: 1
title: A complaint is heard
organization: city.yaml
accountable: depot
${more.keys ?? ''}steps:
  miss-parcel: { lane: customer, next: hear }
  hear: { lane: backstage, owner: depot, next: look }
  look: { lane: backstage, owner: office${more.steps ?? ''}, next: has-answer }
  has-answer: { lane: customer, outcome: served }
`

interface Case {
  readonly rule: Rule
  readonly organization: string
  /** What the second blueprint does with the marked thing; without it, neither does anything. */
  readonly used?: { readonly keys?: string; readonly steps?: string }
  /** The same organization, where no blueprint can help. */
  readonly mended?: string
}

const owners = `organization: 1
title: City parcels
owners:
  depot: { name: Depot }
  office: { name: Office }
`

const cases: readonly Case[] = [
  {
    rule: noLever,
    organization: `${owners}metrics:
  on-time: { name: Parcels on time, for: customer, owner: depot }
incentives:
  office-pay: { owner: office, rewards: on-time } # <- no-lever
`,
    used: { steps: ', improves: on-time' },
  },
  {
    rule: idleMetric,
    organization: `${owners}metrics:
  on-time: { name: Parcels on time, for: customer, owner: depot } # <- idle-metric
`,
    used: { steps: ', improves: on-time' },
  },
  {
    rule: unownedMetric,
    organization: `${owners}metrics:
  on-time: { name: Parcels on time, for: customer } # <- unowned-metric
`,
    used: { keys: 'incentives:\n  office-pay: { owner: office, rewards: on-time }\n', steps: ', improves: on-time' },
  },
  {
    rule: unownedPolicy,
    organization: `${owners}policies:
  big-first: { says: Big parcels first, prefer: look, over: bring } # <- unowned-policy
`,
    mended: `${owners}policies:
  big-first: { says: Big parcels first, prefer: look, over: bring, owner: depot }
`,
  },
  {
    rule: oneSidedPay,
    organization: `organization: 1
title: City parcels
owners:
  depot: { name: Depot } # <- one-sided-pay
  office: { name: Office }
metrics:
  rounds: { name: Rounds driven, for: business }
  thanks: { name: Customers who said thanks, for: customer, owner: office }
incentives:
  round-pay: { owner: depot, rewards: rounds, share: 10% }
`,
    used: { keys: 'incentives:\n  thanks-pay: { owner: office, shared: depot, rewards: thanks }\n' },
  },
  {
    rule: unusedName,
    organization: `${owners}  night-team: # <- unused-name
    name: Night team
`,
    used: { keys: 'promises:\n  soon: { says: You hear from us, made: hear, kept: look, owner: night-team }\n' },
  },
  {
    rule: unusedName,
    organization: `${owners}policies:
  quiet-first: { owner: depot, prefer: ask-again } # <- unused-name
`,
    used: { keys: '', steps: ', next: ask-again }\n  ask-again: { lane: touchpoint, owner: office' },
  },
]

const found = async (rule: Rule, organization: string, second: string) => {
  const blueprints = { 'a.blueprint.yaml': parcel(), 'b.blueprint.yaml': second }
  const result = await judgeAll(blueprints, { organization: () => ({ file: 'city.yaml', text: organization }) })
  expect(result.faults).toEqual([])
  expect(result.unread).toEqual([])
  return result.findings
    .filter((finding) => finding.rule === rule.id)
    .map(({ file, line, rule, blueprint }) => ({ at: `${line} ${rule}`, file, blueprint }))
}

describe.each(cases)('$rule.id', ({ rule, organization, used, mended }) => {
  it("is told once, in the organization's file, for the first of two blueprints", async () => {
    const [at] = expectedIn(organization)
    expect(await found(rule, organization, complaint())).toEqual([
      { at, file: 'city.yaml', blueprint: 'a.blueprint.yaml' },
    ])
  })

  it(used ? 'is gone when one of the two uses the thing' : 'is gone when the thing has what it lacks', async () => {
    expect(await found(rule, mended ?? organization, complaint(used))).toEqual([])
  })
})

it('an owner without steps is not told to have no lever', async () => {
  const organization = cases[0]!.organization
    .replace('owner: office', 'owner: board')
    .replace('metrics:', '  board: {}\nmetrics:')
  expect(await found(noLever, organization, complaint())).toEqual([])
})

it('what a blueprint defines itself is told there', async () => {
  const keys = 'metrics:\n  calm: { name: Calm callers, for: customer }\n'
  const second = complaint({ keys, steps: ', improves: calm' })
  expect(await found(unownedMetric, owners, second)).toEqual([
    { at: '6 unowned-metric', file: 'b.blueprint.yaml', blueprint: 'b.blueprint.yaml' },
  ])
})

describe('a figure of a blueprint, for which somebody of the organization is rewarded', () => {
  const keys = 'metrics:\n  calm: { name: Calm callers, for: customer, owner: depot }\n'
  const rewarding = (owner: string) => `${keys}incentives:\n  calm-pay: { owner: ${owner}, rewards: calm, kind: pay }\n`
  const told = async (first: string, second: string) => {
    const { findings, faults, unread } = await judgeAll(
      { 'a.blueprint.yaml': first, 'b.blueprint.yaml': second },
      { asks: ({ id }) => id === noLever.id, organization: () => ({ file: 'city.yaml', text: owners }) },
    )
    expect({ faults, unread }).toEqual({ faults: [], unread: [] })
    return findings.map(({ file, message, why }) => `${file}: ${message}; ${why}`)
  }

  it('is not what they move where another blueprint has one of the same name', async () => {
    const out =
      'a.blueprint.yaml: Paying Depot for "Calm callers" cannot work: no step of theirs moves it; what they do: `bring`'
    expect(await told(parcel({ keys: rewarding('depot') }), complaint())).toEqual([out])
    const moving = complaint({ keys }).replace('owner: depot,', 'owner: depot, improves: calm,')
    expect(moving).toContain('improves: calm')
    expect(await told(parcel({ keys: rewarding('depot') }), moving)).toEqual([out])
  })

  it('is moved where they move it', async () => {
    const moving = parcel({ keys: rewarding('depot'), steps: ', improves: calm' })
    expect(await told(moving, complaint())).toEqual([])
    expect(await told(moving, complaint({ keys: rewarding('depot') }))).toEqual([
      'b.blueprint.yaml: Paying Depot for "Calm callers" cannot work: no step of theirs moves it; what they do: `hear`',
    ])
  })
})
