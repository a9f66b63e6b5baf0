import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

/** What is said of who has what a step requires. */
async function whyOf(steps: string): Promise<readonly string[]> {
  const { findings, unread } = await judge(
    `blueprint: 1
title: A refund
owners:
  desk: { name: Desk, authority: [] }
  boss: { name: Boss, authority: [] }
  office: { name: Office, authority: [refund] }
  bank: { name: Bank, authority: [refund] }
steps:
  asks: { lane: customer, next: pay }
${steps}
  has-it: { lane: customer, outcome: served }
`,
    { asks: ({ id }) => id === 'missing-authority' },
  )
  expect(unread).toEqual([])
  return findings.flatMap(({ why }) => why ?? [])
}

const pay = (next: string): string =>
  `  pay: { lane: backstage, owner: desk, requires: { authority: [refund] }, next: ${next} }`

it.each<[what: string, steps: string, why: string]>([
  [
    'who does the next step together with them',
    `${pay('sign')}
  sign: { lane: backstage, owner: [desk, office], next: has-it }`,
    'Office and Bank have it; Office does `sign`',
  ],
  [
    'through whose hands the case gets there: nobody’s are left out, and who has it still hands nothing over',
    `${pay('wait')}
  wait: { lane: backstage, next: check }
  check: { lane: backstage, owner: [desk, boss], next: look }
  look: { lane: backstage, owner: boss, next: sign }
  sign: { lane: backstage, owner: [bank, office], next: has-it }`,
    'Office and Bank have it; the case gets to `sign` after 1 handoff: Desk → Bank',
  ],
  [
    'through several hands',
    `${pay('look')}
  look: { lane: backstage, owner: boss, next: sign }
  sign: { lane: backstage, owner: bank, next: has-it }`,
    'Office and Bank have it; the case gets to `sign` after 2 handoffs: Desk → Boss → Bank',
  ],
  [
    'that the case never gets there',
    pay('has-it'),
    'Office and Bank have it, and the case never gets there from `pay`',
  ],
  [
    'who does the same step',
    '  pay: { lane: backstage, owner: [desk, bank], requires: { authority: [refund] }, next: has-it }',
    'Office and Bank have it; Bank does the same step',
  ],
])('it is said %s', async (_, steps, why) => expect(await whyOf(steps)).toEqual([why]))

it('it is not said to give the step to somebody of whom it is not said that they have the rest', async () => {
  const helpFor = async (requires: string) => {
    const { findings } = await judge(
      `blueprint: 1
title: A refund
owners:
  desk: { name: Desk, authority: [], tools: [till] }
  bank: { name: Bank, authority: [refund] }
steps:
  asks: { lane: customer, next: pay }
  pay: { lane: backstage, owner: desk, requires: ${requires}, next: has-it }
  has-it: { lane: customer, outcome: served }
`,
      { asks: ({ id }) => id === 'missing-authority' },
    )
    return findings.map(({ help }) => help)
  }
  expect(await helpFor('{ authority: [refund] }')).toEqual([
    'Add `refund` to `authority` of `desk`, or give the step to Bank',
  ])
  expect(await helpFor('{ authority: [refund], tools: [till] }')).toEqual(['Add `refund` to `authority` of `desk`'])
})

it('what nobody does is not asked for', async () => {
  const openFor = async (owner: string) => {
    const { notAssessable } = await judge(
      `blueprint: 1
title: A refund
owners: { desk: {} }
steps:
  asks: { lane: customer, next: pay }
  pay: { lane: backstage, ${owner}requires: { authority: [refund] }, next: has-it }
  has-it: { lane: customer, outcome: served }
`,
      { asks: ({ id }) => id === 'missing-authority' },
    )
    return notAssessable.map(({ rule }) => rule)
  }
  expect(await openFor('owner: desk, ')).toEqual(['missing-authority'])
  expect(await openFor('')).toEqual([])
})
