import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// What is told of things that happen twice, besides where: what it comes from, and the way out.

const told = async (steps: string) => {
  const { findings, notAssessable, faults, unread } = await judge(
    `blueprint: 1\ntitle: A service\naccountable: desk\nowners: { desk: {} }\nsteps:${steps}`,
    { asks: ({ id }) => id === 'double-run' },
  )
  expect({ faults, unread, notAssessable }).toEqual({ faults: [], unread: [], notAssessable: [] })
  return findings
}

it('that a journey ends twice has a reason of its own, though the step before is handed something twice as well', async () => {
  const findings = await told(`
  ask: { lane: touchpoint, owner: desk, split: all, next: [{ to: pay-back, late: remind }, served, remind] }
  remind: { lane: backstage, owner: desk, next: pay-back }
  pay-back: { lane: backstage, owner: desk, join: all, next: [served, declined] }
  served: { lane: customer, outcome: served }
  declined: { lane: customer, outcome: declined }
`)
  expect(findings.map(({ steps, message, causedBy }) => [steps[0], message, causedBy])).toEqual([
    ['pay-back', 'What `remind` hands to `pay-back` can come twice, before the first has been taken up', null],
    ['served', 'The journey can end twice at `served`', null],
  ])
})

it('what is handed on twice is told as what follows from what was done twice', async () => {
  const [first, second, ...rest] = await told(`
  ask: { lane: touchpoint, owner: desk, split: all, next: [look, search] }
  look: { lane: backstage, owner: desk, next: answer }
  search: { lane: backstage, owner: desk, next: answer }
  answer: { lane: backstage, owner: desk, next: send }
  send: { lane: backstage, owner: desk, next: reads }
  reads: { lane: customer, outcome: served }
`)
  expect(rest).toEqual([])
  expect([first!.steps[0], first!.causedBy, second!.steps[0], second!.causedBy]).toEqual([
    'send',
    null,
    'reads',
    first!.fingerprint,
  ])
})

it('what is brought back twice to a step that may lead to itself is joined before, not where it comes back to', async () => {
  const [first] = await told(`
  ask: { lane: customer, next: check }
  check: { lane: backstage, owner: desk, next: [check, mend, done] }
  mend: { lane: backstage, owner: desk, split: all, next: [check, check] }
  done: { lane: customer, outcome: served }
`)
  expect(first!.message).toBe('What `check` hands to `check` can come twice, before the first has been taken up')
  expect(first!.help).toBe(
    'Join the branches before `mend` leads back to `check`, or lead it back to a step of its own branch, behind `check`',
  )
})
