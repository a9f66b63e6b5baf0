import { expect, it } from 'vitest'
import { judge, judgeAll } from './helpers/judge.ts'

// The way that single-point-of-failure shows is the way of those whom it says to be left alone.

const clinic = `blueprint: 1
title: Two ways to the doctor
accountable: clinic
owners:
  clinic: { name: Clinic, people: 9 }
  doctor: { name: Doctor, people: 1 }
start: [is-sent, is-ill]
steps:
  is-sent: { lane: customer, next: [{ to: ask-doctor, when: it hurts }, { to: ask-nurse, when: not }] }
  ask-doctor: { lane: touchpoint, owner: doctor, next: is-well }
  ask-nurse: { lane: touchpoint, owner: clinic, next: is-well }
  is-ill: { lane: customer, next: wait }
  wait: { lane: touchpoint, owner: clinic, next: examine }
  examine: { lane: touchpoint, owner: doctor, next: is-well }
  is-well: { lane: customer, outcome: served }
`

it('begins where those begin who need the one person', async () => {
  const { findings } = await judge(clinic)
  const [found] = findings.filter(({ rule }) => rule === 'single-point-of-failure')
  expect(found!.message).toBe('Every way from `is-ill` to a good outcome leads through Doctor: one person')
  expect(found!.path).toEqual(['is-ill', 'wait', 'examine'])
})

it('names the service, where the owner stands in a file that others share', async () => {
  const service = (title: string, owner: string) => `blueprint: 1
title: ${title}
organization: clinic.yaml
accountable: clinic
steps:
  is-ill: { lane: customer, next: examine }
  examine: { lane: touchpoint, owner: ${owner}, next: is-well }
  is-well: { lane: customer, outcome: served }
`
  const organization = 'organization: 1\ntitle: A clinic\nowners: { clinic: { people: 9 }, doctor: { people: 1 } }\n'
  const { findings } = await judgeAll(
    { 'a.blueprint.yaml': service('A wound', 'doctor'), 'b.blueprint.yaml': service('A cold', 'clinic') },
    { organization: (file) => ({ file, text: organization }) },
  )
  const found = findings.filter(({ rule }) => rule === 'single-point-of-failure')
  expect(found.map(({ message }) => message)).toEqual([
    'Every way to a good outcome of "A wound" leads through doctor: one person',
  ])
})

it('says in plain words where the ordinary way hangs on the person, not where else they work', async () => {
  const { findings } = await judge(
    `blueprint: 1
title: Solar panels
accountable: office
owners:
  office: { name: Back office, people: 1 }
steps:
  ask: { lane: customer, next: apply }
  apply:
    lane: touchpoint
    owner: office
    next: has-power
    fails:
      - { what: The grid says no, noticed: office, recover: pay-back }
  pay-back: { lane: touchpoint, owner: office, next: money-back }
  money-back: { lane: customer, outcome: recovered }
  has-power: { lane: customer, outcome: served }
`,
    { plain: true },
  )
  const [found] = findings.filter(({ rule }) => rule === 'single-point-of-failure')
  expect(found!.plain!.lived).toBe(
    'When Back office cannot be there, no customer can be helped in the ordinary way. It hangs on 1 person alone, at “apply”.',
  )
})
