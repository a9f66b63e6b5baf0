import { expect, test } from 'vitest'
import { judge } from './helpers/judge.ts'

// Where several branches meet and none brings what is needed, each of them would do: the shortest is shown, and only
// its handoffs are asked to carry it.

const shoes = ({ slowBranch = '', quickBranch = '' } = {}): string => `blueprint: 1
title: Shoes sent back
accountable: depot
owners:
  carrier: { name: Carrier }
  depot: { name: Depot }
  lead: { name: Lead }
steps:
  sends-back: { lane: customer, next: pick-up }
  pick-up: { lane: touchpoint, owner: carrier, collects: size, next: { to: unpack, via: person } }
  unpack: { lane: backstage, owner: depot, split: all, next: [grade, check] }
  grade: { lane: backstage, owner: depot, next: { to: ask-lead, via: person${slowBranch} } }
  ask-lead: { lane: backstage, owner: lead, next: { to: send-new, via: person } }
  check: { lane: backstage, owner: depot, next: { to: send-new${quickBranch} } }
  send-new: { lane: backstage, owner: depot, join: all, needs: size, next: new-here }
  new-here: { lane: customer, outcome: served }
`

const missing = async (text: string) =>
  (await judge(text)).findings
    .filter(({ rule }) => rule === 'missing-information')
    .map(({ path, help, confidence }) => ({ path, help, confidence }))

test('of the branches that do not bring it the shortest is shown, and no more is asked for than it takes', async () => {
  const text = shoes()
  expect(await missing(text)).toEqual([
    {
      path: ['sends-back', 'pick-up', 'unpack', 'check', 'send-new'],
      help: 'Add `size` to `carries` from `pick-up` to `unpack`, or collect it in `send-new`',
      confidence: 'certain',
    },
  ])
  expect(await missing(text.replace('to: unpack, via: person', 'to: unpack, via: person, carries: size'))).toEqual([])
})

test('it is no surer than that none of the branches brings it', async () => {
  const slow = await missing(shoes({ slowBranch: ', basis: reported' }))
  expect(slow.map(({ confidence }) => confidence)).toEqual(['likely'])
  const quick = await missing(shoes({ quickBranch: ', basis: assumed' }))
  expect(quick.map(({ confidence }) => confidence)).toEqual(['possible'])
})
