import { expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// Where a fact is dropped on its way, the flows that are to carry it are told: no more than it takes, since those who
// have had it remember it.

const wedding = (flows: string, take = '') => `blueprint: 1
title: A wedding
accountable: events
owners: { sales: {}, finance: {}, events: {}, kitchen: {} }
steps:
  books: { lane: customer, next: sign }
  sign: { lane: touchpoint, owner: sales, collects: bill-to, next: { to: deposit, via: form${flows} } }
  deposit: { lane: backstage, owner: finance, next: { to: prepare, via: person${take} } }
  prepare: { lane: backstage, owner: events, next: { to: cook, via: person } }
  cook: { lane: backstage, owner: kitchen, next: { to: send-bill, via: person } }
  send-bill: { lane: touchpoint, owner: finance, needs: bill-to, next: has-bill }
  has-bill: { lane: customer, outcome: served }
`

const helpOf = async (text: string) =>
  (await judge(text)).findings.filter(({ rule }) => rule === 'missing-information').map(({ help }) => help)

it('only the flow to those who do the step later is told, not those on which others hand on what they need not', async () => {
  expect(await helpOf(wedding(''))).toEqual(['Add `bill-to` to `carries` from `sign` to `deposit`'])
  expect(await helpOf(wedding(', carries: bill-to'))).toEqual([])
})

it('where nobody remembers it, every flow that drops it is told', async () => {
  const text = wedding('').replace('lane: touchpoint, owner: finance', 'lane: touchpoint, owner: sales')
  const others = text
    .replace('owner: sales, needs', 'owner: [office], needs')
    .replace('sales: {}', 'sales: {}, office: {}')
  expect(await helpOf(others)).toEqual([
    'Add `bill-to` to `carries` from `sign` to `deposit`, from `deposit` to `prepare`, from `prepare` to `cook` and from `cook` to `send-bill`',
  ])
})

it('of very many flows that drop it, each is told', async () => {
  const chain = [...Array(12).keys()]
  const help = await helpOf(`blueprint: 1
title: A file that goes round the house
accountable: o0
owners: { ${[...chain, 12].map((i) => `o${i}: {}`).join(', ')} }
steps:
  asks: { lane: customer, next: s0 }
${chain.map((i) => `  s${i}: { lane: backstage, owner: o${i}, ${i === 0 ? 'produces: file, ' : ''}next: { to: s${i + 1}, via: person } }`).join('\n')}
  s12: { lane: backstage, owner: o12, needs: file, next: served }
  served: { lane: customer, outcome: served }
`)
  expect(help[0]!.match(/from `s/g)).toHaveLength(12)
})
