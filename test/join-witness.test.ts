import { expect, test } from 'vitest'
import { judge } from './helpers/judge.ts'

// Where branches meet, something is lacking only if none of them brings it. The way that is shown comes by the branch on
// which it takes the most for that: the others would not bring it anyway.

const found = async (rule: string, text: string) =>
  (await judge(text)).findings
    .filter((finding) => finding.rule === rule)
    .map(({ path, help, confidence }) => ({ path, help, confidence }))

test('what has not happened because it went wrong is shown on the branch where it went wrong', async () => {
  const findings = await found(
    'premature-claim',
    `blueprint: 1
title: A visa
accountable: office
owners: { office: { name: Office } }
steps:
  applies: { lane: customer, next: take-file }
  take-file: { lane: touchpoint, owner: office, split: all, next: [screen, read-form] }
  screen:
    lane: backstage
    owner: office
    next: decide-both
    fails: [{ what: Two people with one name, noticed: office, recover: ask }]
  ask: { lane: touchpoint, owner: office, next: decide-both }
  read-form: { lane: backstage, owner: office, next: decide }
  decide-both: { lane: backstage, owner: office, next: decide }
  decide: { lane: backstage, owner: office, join: all, next: tell }
  tell: { lane: touchpoint, owner: office, claims: screen, next: has-visa }
  has-visa: { lane: customer, outcome: served }
`,
  )
  expect(findings.map(({ path }) => path.slice(2))).toEqual([['screen', 'ask', 'decide-both', 'decide', 'tell']])
})

const shoes = ({ slow = '', quick = '', carries = '' } = {}): string => `blueprint: 1
title: Shoes sent back
accountable: depot
owners:
  carrier: { name: Carrier }
  depot: { name: Depot }
  lead: { name: Lead }
steps:
  sends-back: { lane: customer, next: pick-up }
  pick-up: { lane: touchpoint, owner: carrier, collects: size, next: { to: unpack, via: person${carries} } }
  unpack: { lane: backstage, owner: depot, split: all, next: [grade, check] }
  grade: { lane: backstage, owner: depot, next: { to: ask-lead, via: person${slow} } }
  ask-lead: { lane: backstage, owner: lead, next: { to: send-new, via: person } }
  check: { lane: backstage, owner: depot, next: { to: send-new${quick} } }
  send-new: { lane: backstage, owner: depot, join: all, needs: size, next: new-here }
  new-here: { lane: customer, outcome: served }
`

test('that branch is not asked to carry what is there without it', async () => {
  const [finding] = await found('missing-information', shoes())
  expect(finding!.help).toBe('Add `size` to `carries` from `pick-up` to `unpack`')
  expect(await found('missing-information', shoes({ carries: ', carries: size' }))).toEqual([])
})

test('it is no surer than that none of the branches brings it', async () => {
  const sure = async (text: string) => (await found('missing-information', text)).map(({ confidence }) => confidence)
  expect(await sure(shoes())).toEqual(['certain'])
  expect(await sure(shoes({ slow: ', basis: reported' }))).toEqual(['likely'])
  expect(await sure(shoes({ quick: ', basis: assumed' }))).toEqual(['possible'])
})
