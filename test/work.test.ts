import { expect, it } from 'vitest'
import { visits } from '../src/graph/visits.ts'
import { loadOn, partsOf, workAWeek } from '../src/graph/work.ts'
import { graphIn } from './helpers/judge.ts'

/** A desk that is open for 40 h a week, and somebody who does not say how many they are. */
const service = (again: string, rest = 'demand: 100/week'): string => `blueprint: 1
title: A desk
accountable: boss
${rest}
owners: { boss: {}, desk: { people: 2, hours: "mon-fri 09:00-17:00" } }
steps:
  ask: { lane: customer, next: advise }
  advise: { lane: touchpoint, owner: desk, effort: 20m..40m, ${again} }
  write: { lane: backstage, owner: [desk, boss], takes: 20m, next: served }
  served: { lane: customer, outcome: served }
`
const once = 'next: write'

const told = async (text: string): Promise<readonly (readonly [string, number])[]> =>
  [...workAWeek(await graphIn(text))].map(([{ id }, minutes]) => [id, minutes])

it('is told in minutes a week of all who say how many they are', async () => {
  expect(await told(service(once))).toEqual([['desk', 100 * 30 + (100 * 20) / 2]])
  const twice = service('next: [{ to: write, chance: 50% }, { to: advise, chance: 50% }]')
  expect(await told(twice)).toEqual([['desk', 200 * 30 + (100 * 20) / 2]])
})

it('is not told where nothing says how many come, or some never get out', async () => {
  expect(await told(service(once, ''))).toEqual([])
  expect(await told(service('next: { to: advise, chance: 100% }'))).toEqual([])
})

it('is held against the hours that people are there', async () => {
  const [owner] = workAWeek(await graphIn(service(once))).keys()
  expect(loadOn(owner!, 2400)).toBe(0.5)
})

it('is told of the steps that ask for the most first, and of none that ask for nothing', async () => {
  const graph = await graphIn(service(once).replace('takes: 20m', 'takes: 9h'))
  const parts = partsOf(graph.steps, 100, visits(graph)!)
  expect(parts.map(({ step, minutes }) => [step.id, minutes])).toEqual([
    ['write', (100 * 540) / 2],
    ['advise', 100 * 30],
  ])
})
