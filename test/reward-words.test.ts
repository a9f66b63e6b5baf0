import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// How rewards are spoken of. A metric gets better or worse, never more or less: of "Length of calls" the shorter is the
// better one, and "more" of it would say the opposite of what is meant.
const text = `blueprint: 1
title: A hotline
accountable: head
owners: { hotline: { name: Hotline }, head: {} }
metrics:
  length: { name: Length of calls, for: business, owner: head, hurts: solved }
  score: { name: Survey score, for: business, owner: head }
  solved: { name: Solved at once, for: customer, owner: head }
incentives:
  target: { owner: hotline, rewards: [length, score], kind: target }
policies:
  calls-first: { owner: head, prefer: takes-call, over: writes-back }
promises:
  letter: { says: You get a letter, made: takes-call, kept: writes-back, owner: head, metric: solved }
steps:
  rings: { lane: customer, next: takes-call }
  takes-call: { lane: touchpoint, owner: hotline, improves: [length, score], next: writes-back }
  writes-back: { lane: touchpoint, owner: hotline, next: knows }
  knows: { lane: customer, outcome: served }
`

it('a walk over metrics says what gets better, and what worse', async () => {
  const { findings } = await judge(text, { asks: ({ id }) => id === 'metric-conflict' })
  expect(findings.flatMap(({ why }) => why)).toEqual([
    '"Length of calls" better → "Solved at once" worse; it is the customer\'s',
  ])
})

it('each of several metrics has its own quotation marks', async () => {
  const { findings } = await judge(text, {
    asks: ({ id }) => id === 'unrewarded-duty' || id === 'priority-over-promise',
  })
  expect(findings.flatMap(({ message, why }) => [message, ...why])).toEqual([
    'Nothing rewards Hotline for `writes-back`, while "Length of calls" and "Survey score" are rewarded',
    '`writes-back` keeps the promise "You get a letter"',
    'The policy `calls-first` puts `takes-call` before `writes-back`, which keeps the promise "You get a letter"',
    '`takes-call` improves "Length of calls" and "Survey score", which reward Hotline: `calls-first` pays',
  ])
})
