import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

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
