import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// To bound any flow of a ring bounds it; but people go round by the one that leads back. That is the one to give a
// `limit`, wherever on the ring the promise is made or the customer is left to wait.

const service = (rest: string) => `blueprint: 1
title: An outage
accountable: desk
owners: { desk: {} }
${rest}`

const helpOf = async (rule: string, text: string) => {
  const { findings } = await judge(text, { asks: ({ id }) => id === rule, plain: true })
  return findings.map(({ help, plain }) => [help, plain!.change])
}

it('a promise made halfway round a ring', async () => {
  const text = service(`promises: { report: { says: A report, made: say-fixed, kept: send-report, within: 7d } }
steps:
  writes: { lane: customer, next: register }
  register: { lane: touchpoint, owner: desk, takes: 1h, next: mend }
  mend: { lane: backstage, owner: desk, takes: 1h, next: say-fixed }
  say-fixed: { lane: touchpoint, owner: desk, takes: 1h, next: tries }
  tries: { lane: customer, next: [{ to: send-report, when: it works }, { to: register, when: it does not }] }
  send-report: { lane: touchpoint, owner: desk, takes: 1h, next: reads }
  reads: { lane: customer, outcome: served }
`)
  expect(await helpOf('unguaranteed-promise', text)).toEqual([
    [
      'Add `limit:` to the flow from `tries` to `register`',
      'Decide how often at most it may go back from “tries” to “register”, and what happens then.',
    ],
  ])
})

it('a wait that begins halfway round a ring', async () => {
  const text = service(`steps:
  writes: { lane: customer, next: look }
  look: { lane: backstage, owner: desk, takes: 1h, next: [mend, tell] }
  tell: { lane: touchpoint, owner: desk, takes: 1h, next: verify }
  mend: { lane: backstage, owner: desk, takes: 1h, next: verify }
  verify: { lane: backstage, owner: desk, takes: 1h, next: [{ to: look, when: not yet }, { to: say, when: fixed }] }
  say: { lane: touchpoint, owner: desk, next: reads }
  reads: { lane: customer, outcome: served }
`)
  expect((await helpOf('silent-wait', text)).map(([help]) => help)).toEqual([
    'Put a step that the customer sees no later than 1d after `writes`, or add `limit:` to the flow from `verify` to `look`',
    'Put a step that the customer sees no later than 1d after `tell`, or add `limit:` to the flow from `verify` to `look`',
  ])
})
