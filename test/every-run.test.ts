import fc from 'fast-check'
import { expect, it } from 'vitest'
import { everyRun } from '../src/graph/every-run.ts'
import { graphIn } from './helpers/judge.ts'
import {
  type DescribedEdge,
  edgesOf,
  reachable,
  runs,
  type ServiceDescription,
  services,
  yamlOf,
} from './helpers/random.ts'

/** What some run from these steps gets to without passing one of a group: step by step, until nothing is added. */
function gotTo(
  { steps }: ServiceDescription,
  edges: readonly DescribedEdge[],
  from: readonly string[],
  without: readonly string[],
): Set<string> {
  const downstream = reachable(edges, from)
  const found = new Set(from.filter((id) => !without.includes(id)))
  for (let size = -1; size < found.size; ) {
    size = found.size
    for (const { id, join } of steps) {
      if (without.includes(id)) continue
      // A join does not wait for what acts when a promise is late.
      const into = edges.filter((edge) => edge.to === id && downstream.has(edge.from))
      const before = (join === 'all' ? into.filter(({ kind }) => kind !== 'promise-late') : into).map(
        (edge) => edge.from,
      )
      if (before.length === 0) continue
      if (join === 'all' ? before.every((one) => found.has(one)) : before.some((one) => found.has(one))) found.add(id)
    }
  }
  return found
}

const asked = services().chain((service) => {
  const ids = service.steps.map(({ id }) => id)
  return fc.record({
    service: fc.constant(service),
    from: fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }),
    // More than are looked at in one go.
    groups: fc.array(fc.subarray(ids, { maxLength: 2 }), { minLength: 30, maxLength: 70 }),
    alsoFailing: fc.boolean(),
  })
})

/** Of a ring with two ways in, far from where it begins: what holds at the first is only seen at the second. */
const twoWaysIn = {
  service: serviceOf({
    visit: ['call'],
    call: ['sort'],
    sort: ['scan'],
    scan: ['fetch', 'repair'],
    fetch: ['check'],
    check: ['repair'],
    repair: ['check', 'send'],
    send: [],
  }),
  from: ['visit'],
  groups: [['fetch'], ['scan']],
  alsoFailing: false,
}

it('every run has passed what none gets by without, from wherever it begins, and of however many groups', async () => {
  let sure = 0
  await fc.assert(
    fc.asyncProperty(asked, async ({ service, from, groups, alsoFailing }) => {
      const graph = await graphIn(yamlOf(service))
      const stepOf = (id: string) => graph.blueprint.steps.get(id)!
      const stepsOf = (those: readonly string[]) => those.map(stepOf)
      const edges = edgesOf(service).filter(({ kind }) => alsoFailing || kind === 'next')
      const run = everyRun(graph, stepsOf(from), groups.map(stepsOf), ({ kind }) => alsoFailing || kind === 'next')
      const anywhere = gotTo(service, edges, from, [])
      for (const { id } of service.steps) expect(run.reached(stepOf(id))).toBe(anywhere.has(id))
      for (const [i, group] of groups.entries()) {
        const past = gotTo(service, edges, from, group)
        for (const id of anywhere) {
          expect(run.has(i, stepOf(id))).toBe(!past.has(id))
          if (!past.has(id) && !group.includes(id)) sure += 1
        }
      }
    }),
    { ...runs(150), examples: [[twoWaysIn]] },
  )
  expect(sure).toBeGreaterThan(500)
})

function serviceOf(next: Record<string, readonly string[]>): ServiceDescription {
  const steps = Object.entries(next).map(([id, to]) => ({
    id,
    lane: 'backstage' as const,
    owners: ['desk'],
    basis: 'observed' as const,
    join: 'any' as const,
    next: to.map((one) => ({ to: one, basis: 'observed' as const })),
    fails: [],
  }))
  return { start: [], steps, promises: [] }
}
