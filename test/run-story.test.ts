import { beforeAll, describe, expect, it } from 'vitest'
import type { Edge, Graph } from '../src/graph/graph.ts'
import { isOneAtATime, standing, story } from '../src/graph/run-story.ts'
import type { Run } from '../src/graph/tokens.ts'
import { graphIn } from './helpers/judge.ts'

// How a run is told: what people read to see how it comes that something goes wrong.

const text = `blueprint: 1
title: A parcel
steps:
  order: { lane: customer, next: sort }
  sort: { lane: customer, next: [{ to: prepare, when: it is there }, { to: refuse, when: it is not }] }
  prepare: { lane: customer, split: all, next: [pick, { to: bill, late: { to: chase, basis: assumed } }] }
  pick:
    lane: customer
    next: pack
    fails:
      - { what: The shelf is empty, basis: reported, recover: { to: search, late: chase } }
  search: { lane: customer, basis: assumed, split: some, next: pack }
  bill: { lane: customer, next: [pack, archive] }
  chase: { lane: customer, next: { to: bill, basis: reported } }
  archive: { lane: customer }
  pack: { lane: customer, join: all, next: receive }
  refuse: { lane: customer, outcome: declined }
  receive: { lane: customer, outcome: served, fails: [{ what: It is broken, recover: chase }] }
  count: { lane: customer, split: some, next: [pick, bill] }
`
let graph: Graph
beforeAll(async () => {
  graph = await graphIn(text)
})

/** What is done one after another: a step, from where what it takes came, and where what it puts goes. */
const run = (...moves: [step: string, from: string[], to: string[]][]): Run =>
  moves.map(([id, from, to]) => ({
    step: graph.blueprint.steps.get(id)!,
    took: from.map((before) => edge(before, id)),
    put: to.map((after) => edge(id, after)),
  }))

const edge = (from: string, to: string): Edge =>
  graph.edges.find((one) => one.from.id === from && one.to.id === to) ?? expect.fail(`${from} leads to ${to}`)

describe('the story of a run', () => {
  it('is one line as long as one thing follows the other, and says when of several flows one is taken', () => {
    expect(
      story(run(['order', [], ['sort']], ['sort', ['order'], ['prepare']], ['prepare', ['sort'], ['pick', 'bill']])),
    ).toEqual([
      '`order` is done and goes on to `sort`, `sort` to `prepare` (it is there)',
      '`prepare` is done and goes on to `pick` and `bill`',
    ])
    expect(story(run(['order', [], ['sort']], ['sort', ['order'], ['refuse']], ['refuse', ['sort'], []]))).toEqual([
      '`order` is done and goes on to `sort`, `sort` to `refuse` (it is not), where the journey ends',
    ])
  })

  it('begins a line with what comes from elsewhere, or takes several', () => {
    const beside: Run = run(
      ['prepare', ['sort'], ['pick', 'bill']],
      ['bill', ['prepare'], ['pack']],
      ['pick', ['prepare'], ['pack']],
      ['pack', ['pick', 'bill'], ['receive']],
      ['receive', ['pack'], []],
    )
    const failing = run(['count', [], ['pick', 'bill']], ['pick', ['count'], ['search']])
    expect(story(failing)).toEqual([
      '`count` is done and goes on to `pick` and `bill`',
      '`pick` fails (The shelf is empty): `search` takes over',
    ])
    expect(story(run(['count', [], ['pick']], ['pick', ['count'], ['search']]))).toEqual([
      '`count` is done and goes on to `pick`',
      '`pick` fails (The shelf is empty): `search` takes over',
    ])
    expect(story(run(['count', [], ['pick', 'bill']], ['pick', ['count'], ['pack']]))).toEqual([
      '`count` is done and goes on to `pick` and `bill`',
      '`pick` is done and goes on to `pack`',
    ])
    expect(story(beside)).toEqual([
      '`prepare` is done and goes on to `pick` and `bill`',
      '`bill` is done and goes on to `pack`',
      '`pick` is done and goes on to `pack`',
      '`pack` is done and goes on to `receive`, where the journey ends',
    ])
  })

  it('says what fails, what is late, who gets it then, and where nothing follows', () => {
    expect(story(run(['pick', ['prepare'], ['search']], ['search', ['pick'], ['pack']]))).toEqual([
      '`pick` fails (The shelf is empty): `search` takes over, `search` to `pack`',
    ])
    expect(story(run(['pick', ['prepare'], ['chase']]))).toEqual([
      '`pick` fails (The shelf is empty): `search` does not take it up in time, so `chase` gets it',
    ])
    expect(story(run(['prepare', ['sort'], ['chase']]))).toEqual([
      '`prepare` is done; `bill` does not take it up in time, so `chase` gets it',
    ])
    expect(story(run(['prepare', ['sort'], ['pick', 'chase']]))).toEqual([
      '`prepare` is done and goes on to `pick`; `bill` does not take it up in time, so `chase` gets it',
    ])
    expect(story(run(['bill', ['prepare'], ['archive']], ['archive', ['bill'], []]))).toEqual([
      '`bill` is done and goes on to `archive`',
      '`archive` is done, and nothing follows',
    ])
    expect(story(run(['receive', ['pack'], ['chase']]))).toEqual(['`receive` fails (It is broken): `chase` takes over'])
    expect(story(run(['receive', ['pack'], []]))).toEqual(['the journey ends at `receive`'])
  })

  it('of a long run is that of its end, and says how much went before', () => {
    const alone = (times: number): Run => Array.from({ length: times }, () => run(['receive', ['pack'], []])).flat()
    const ends = (times: number): string[] => new Array(times).fill('the journey ends at `receive`')
    expect(story(alone(10))).toEqual(ends(10))
    expect(story(alone(11))).toEqual(ends(11))
    expect(story(alone(12))).toEqual(['(2 steps before that)', ...ends(10)])
  })
})

it('a run stands on what is least sure of all that makes it possible', () => {
  const weakest = (one: Run): unknown => standing(one)[0]
  const steps = graph.blueprint.steps
  const sure = run(['order', [], ['sort']], ['sort', ['order'], ['prepare']])
  expect(weakest(sure)).toBe(steps.get('order'))
  expect(weakest([...sure, ...run(['chase', ['prepare'], ['bill']])])).toBe(edge('chase', 'bill').flow)
  expect(weakest([...sure, ...run(['pick', ['prepare'], ['search']])])).toBe(edge('pick', 'search').failure)
  const late = run(['prepare', ['sort'], ['pick', 'chase']], ['pick', ['prepare'], ['search']])
  expect(weakest([...sure, ...late])).toBe(edge('prepare', 'chase').flow)
  expect(weakest([...run(['pick', ['prepare'], ['search']], ['search', ['pick'], ['pack']]), ...late])).toBe(
    steps.get('search'),
  )
})

it('only one flow is taken at a time where nothing is under way beside it, and no choice takes several', () => {
  expect(isOneAtATime(run(['order', [], ['sort']], ['sort', ['order'], ['prepare']]))).toBe(true)
  const parting = run(['prepare', ['sort'], ['pick', 'bill']], ['pick', ['prepare'], ['pack']])
  expect(isOneAtATime(parting)).toBe(false)
  const meeting = run(['bill', ['prepare'], ['pack']], ['pack', ['pick', 'bill'], ['receive']])
  expect(isOneAtATime([...parting, ...meeting])).toBe(true)
  expect(isOneAtATime([...parting, ...meeting, ...parting])).toBe(false)
  // It could have taken both; where there is one flow only, it could not.
  expect(isOneAtATime(run(['count', [], ['pick']], ['pick', ['count'], ['pack']]))).toBe(false)
  expect(isOneAtATime(run(['pick', ['prepare'], ['search']], ['search', ['pick'], ['pack']]))).toBe(true)
})
