import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { lastCommonStep } from '../src/graph/last-common-step.ts'
import { readBlueprint } from '../src/read/read.ts'
import { many, reachable } from './helpers/random.ts'

// Only which step leads to which matters here: more of them, and more tangled, than in other random services.
const tangles = fc.integer({ min: 2, max: 16 }).chain((size) => {
  const step = fc.nat(size - 1)
  const onwards = fc
    .tuple(step, fc.integer({ min: 1, max: 3 }))
    .map(([from, far]) => ({ from, to: (from + far) % size }))
  const edge = fc.oneof(fc.record({ from: step, to: step }), onwards)
  return fc.record({
    size: fc.constant(size),
    starts: fc.uniqueArray(step, { minLength: 1, maxLength: 3 }),
    edges: fc.array(edge, { maxLength: 2 * size, size: 'max' }),
    left: fc.array(fc.nat(27), { maxLength: 3 }),
  })
})

it('is the nearest of those without which no way leads to a step', () =>
  fc.assert(
    fc.asyncProperty(tangles, async ({ size, starts, edges, left }) => {
      const graph = await tangle(size, starts, edges)
      const isLeft = (edge: number): boolean => !left.includes(edge)
      const open = graph.edges
        .filter(({ index }) => isLeft(index))
        .map(({ from, to }) => ({ from: from.id, to: to.id }))
      const begins = starts.map(idOf)
      const without = (id: string): Set<string> =>
        reachable(
          open.filter(({ from, to }) => from !== id && to !== id),
          begins.filter((start) => start !== id),
        )
      const inReach = reachable(open, begins)
      const needed = (id: string): string[] =>
        [...inReach].filter((other) => other !== id && inReach.has(id) && !without(other).has(id))
      const last = lastCommonStep(graph, isLeft)
      for (const step of graph.steps) {
        // Those that are needed follow on each other: the nearest needs all the others.
        const all = needed(step.id)
        expect(last(step)?.id).toBe(all.find((id) => needed(id).length === all.length - 1))
      }
    }),
    many(400),
  ))

const idOf = (number: number): string => `s${number}`

async function tangle(size: number, starts: number[], edges: { from: number; to: number }[]): Promise<Graph> {
  const steps = Array.from({ length: size }, (_, i) => {
    const next = edges.filter(({ from }) => from === i).map(({ to }) => idOf(to))
    return `  ${idOf(i)}: { lane: customer, ${next.length > 0 ? `next: [${next.join(', ')}]` : 'outcome: served'} }`
  })
  const text = `blueprint: 1\ntitle: A tangle\nstart: [${starts.map(idOf).join(', ')}]\nsteps:\n${steps.join('\n')}\n`
  const options = { rules: new Set<string>(), organization: () => ({ unavailable: 'is not there', help: '' }) }
  const outcome = await readBlueprint({ file: 'a.blueprint.yaml', text }, options, new Map())
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join())
  return graphOf(outcome.value)
}
