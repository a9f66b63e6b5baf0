import { expect, it } from 'vitest'
import type { Graph } from '../src/graph/graph.ts'
import { shares } from '../src/graph/shares.ts'
import { judge } from './helpers/judge.ts'

// How often each way is taken, by what a choice says of its flows and its failures; and whether that had to be guessed.
const guess = true
const said = false

it.each<[split: string, flows: string[], fails: string[], parts: number[], isGuess: boolean]>([
  ['one', [''], [], [1], said],
  ['one', ['', ''], [], [0.5, 0.5], guess],
  ['one', ['chance: 40%', ''], [], [0.4, 0.6], said],
  ['one', ['chance: 40%', '', ''], [], [0.4, 0.3, 0.3], guess],
  ['one', ['chance: 100%', ''], [], [1, 0], said],
  ['one', ['chance: 33.3%', 'chance: 33.3%', 'chance: 33.3%'], [], [1 / 3, 1 / 3, 1 / 3], said],
  ['one', ['chance: 30%', 'chance: 30%'], [], [0.5, 0.5], guess],
  ['one', ['chance: 90%', 'chance: 30%'], [], [0.75, 0.25], guess],
  ['one', ['chance: 0%', 'chance: 0%'], [], [0.5, 0.5], guess],
  ['one', ['chance: 0%'], [], [1], said],
  ['one', ['chance: 40%'], [], [1], guess],
  ['one', ['chance: 40%, within: 1d, late: repair', ''], [], [0.4, 0.6], said],
  ['one', [''], ['chance: 20%'], [0.8], said],
  ['one', ['chance: 50%', ''], ['chance: 20%'], [0.5, 0.3], said],
  ['one', ['chance: 50%', 'chance: 30%'], ['chance: 20%'], [0.5, 0.3], said],
  ['one', ['chance: 80%', ''], ['chance: 20%'], [0.8, 0], said],
  ['one', ['chance: 70%', 'chance: 30%'], ['chance: 20%'], [0.56, 0.24], said],
  ['one', ['chance: 90%', ''], ['chance: 20%'], [0.72, 0.08], said],
  ['one', ['chance: 90%', '', ''], ['chance: 20%'], [0.72, 0.04, 0.04], guess],
  ['one', ['chance: 30%', 'chance: 40%'], ['chance: 20%'], [0.8 * (3 / 7), 0.8 * (4 / 7)], guess],
  ['one', ['', ''], [''], [0.5, 0.5], guess],
  ['one', [''], ['chance: 80%', 'chance: 80%'], [0], said],
  ['some', ['chance: 40%', ''], [], [0.4, 0.6], said],
  ['all', ['', ''], [], [1, 1], said],
  ['all', ['', ''], ['chance: 20%'], [0.8, 0.8], said],
])('split: %s of %j, failing %j', async (split, flows, fails, parts, isGuess) => {
  const next = flows.map((flow, i) => `{ to: end-${i}${flow === '' ? '' : `, ${flow}`} }`)
  const failures = fails.map((fail, i) => `{ what: Slip ${i}${fail === '' ? '' : `, ${fail}`}, recover: repair }`)
  const text = `blueprint: 1
title: A choice
accountable: desk
owners: { desk: {} }
steps:
  ask: { lane: customer, next: choose }
  choose:
    lane: touchpoint
    owner: desk
    split: ${split}
    next: [${next.join(', ')}]
    fails: [${failures.join(', ')}]
  repair: { lane: touchpoint, owner: desk, outcome: recovered }
${flows.map((_, i) => `  end-${i}: { lane: customer, outcome: served }`).join('\n')}
`
  let graph: Graph | undefined
  const { findings, unread } = await judge(text, { asks: () => false, keep: (one) => (graph = one) })
  expect(unread, findings.map(({ message }) => message).join()).toEqual([])
  const { of, guessed } = shares(graph!)
  const taken = graph!.edges.filter(({ from, kind }) => from.id === 'choose' && kind === 'next')
  expect(taken.map(({ index }) => of[index])).toEqual(parts.map((part) => expect.closeTo(part, 9)))
  expect(guessed.size > 0).toBe(isGuess)
})

it.each([
  ['all', 'fails: [{ what: Slip, recover: chase }], next: decide'],
  ['some', 'next: { to: decide, within: 2d, late: chase }'],
])('a `join: %s` runs as often as its branches do, whatever else could lead into it: %s', async (join, on) => {
  const text = `blueprint: 1
title: Two papers are fetched at once
accountable: desk
demand: 100/week
owners: { desk: { people: 1, hours: "mon-fri 09:00-17:00" }, bank: {}, town: {} }
steps:
  ask: { lane: customer, next: send }
  send: { lane: backstage, owner: bank, split: all, next: [bank-answers, town-answers] }
  bank-answers: { lane: backstage, owner: bank, next: decide }
  town-answers: { lane: backstage, owner: town, ${on} }
  chase: { lane: backstage, owner: town, next: decide }
  decide: { lane: backstage, owner: desk, join: ${join}, effort: 30m, next: told }
  told: { lane: customer, outcome: served }
`
  const { findings } = await judge(text, { asks: (rule) => rule.id === 'overload' })
  expect(findings.map(({ message }) => message)).toEqual([
    '50h of work a week come to desk, and there are 40h to do it in: 125%',
  ])
})

const twoAnswers = `
  send: { lane: backstage, owner: bank, split: all, next: [bank-answers, town-answers] }
  bank-answers: { lane: backstage, owner: bank, next: decide }
  town-answers: { lane: backstage, owner: town, next: decide }`

it.each([
  [
    'beside a `join: all`',
    '',
    `
  ask: { lane: customer, next: send }${twoAnswers}
  decide: { lane: backstage, owner: desk, join: some, effort: 30m, split: all, next: [sign, record] }
  sign: { lane: backstage, owner: bank, next: tell }
  record: { lane: backstage, owner: town, next: tell }
  tell: { lane: backstage, owner: town, join: all, next: told }`,
  ],
  [
    'past which only what is late gets',
    '',
    `
  ask: { lane: customer, next: open }
  open: { lane: backstage, owner: bank, next: { to: send, late: decide } }${twoAnswers}
  decide: { lane: backstage, owner: desk, join: some, effort: 30m, next: told }`,
  ],
  [
    'to which customers come from two sides',
    'start: [ask, write]',
    `
  ask: { lane: customer, next: decide }
  write: { lane: customer, next: decide }
  decide: { lane: backstage, owner: desk, join: some, effort: 30m, split: all, next: [told, booked] }
  booked: { lane: backstage, owner: bank, outcome: served }`,
  ],
])('a `join: some` runs once for each customer: one %s', async (_, start, steps) => {
  const text = `blueprint: 1
title: Two papers are fetched at once
accountable: desk
demand: 100/week
${start}
owners: { desk: { people: 1, hours: "mon-fri 09:00-17:00" }, bank: {}, town: {} }
steps:${steps}
  told: { lane: customer, outcome: served }
`
  const { findings } = await judge(text, { asks: (rule) => rule.id === 'overload' })
  expect(findings.map(({ message }) => message)).toEqual([
    '50h of work a week come to desk, and there are 40h to do it in: 125%',
  ])
})

it.each(['next: told', 'split: all, next: [told, booked]'])(
  'one flow parts nothing, whatever is parted elsewhere: a `join: some` behind it runs for each: %s',
  async (elsewhere) => {
    const text = `blueprint: 1
title: A letter is sent, or its loss is told
accountable: desk
demand: 100/week
owners: { desk: { people: 1, hours: "mon-fri 09:00-17:00" }, bank: {} }
steps:
  ask: { lane: customer, next: send }
  send: { lane: backstage, owner: bank, split: all, next: answer, fails: [{ what: Lost, chance: 20%, recover: call }] }
  answer: { lane: backstage, owner: bank, next: decide }
  call: { lane: touchpoint, owner: bank, next: decide }
  decide: { lane: backstage, owner: desk, join: some, effort: 30m, next: tell }
  tell: { lane: backstage, owner: bank, ${elsewhere} }
  booked: { lane: backstage, owner: bank, outcome: served }
  told: { lane: customer, outcome: served }
`
    const { findings } = await judge(text, { asks: (rule) => rule.id === 'overload' })
    expect(findings.map(({ message }) => message)).toEqual([
      '50h of work a week come to desk, and there are 40h to do it in: 125%',
    ])
  },
)
