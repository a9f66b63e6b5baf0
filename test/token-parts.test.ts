import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { endsThatMatter } from '../src/graph/token-ends.ts'
import { type List, listOf, Markings } from '../src/graph/token-markings.ts'
import { Move } from '../src/graph/token-move.ts'
import { nearness, never, perhaps, surely } from '../src/graph/token-near.ts'
import { endingsOf, type Net, netOf } from '../src/graph/token-net.ts'
import { tokenGame } from '../src/graph/tokens.ts'
import { readBlueprint } from '../src/read/read.ts'
import {
  distances,
  edgesOf,
  reachable,
  runs,
  type ServiceDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

// What the search for what goes wrong in the token game is made of, each by itself against the plainest reading.

describe('markings', () => {
  it('have the same number where they have the same places, however many there are', () =>
    fc.assert(
      fc.property(fc.array(places(9), { minLength: 1, maxLength: 400, size: 'max' }), fc.nat(1500), (some, longest) => {
        const markings = new Markings()
        const meant = new Map<string, number>()
        const all = [...some, Array.from({ length: longest }, (_, i) => i), ...some.map((one) => [...one, 40]), ...some]
        for (const one of all) {
          const key = one.join()
          if (!meant.has(key)) meant.set(key, meant.size)
          expect(markings.numberOf(list(one))).toBe(meant.get(key))
          expect(markings.size).toBe(meant.size)
        }
        const kept = [...meant.keys()].map((key) => (key === '' ? [] : key.split(',').map(Number)))
        expect(kept.map((_, number) => [...markings.at(number)])).toEqual(kept)
        expect(markings.tokens).toBe(kept.flat().length)
      }),
      runs(15),
    ))
})

describe('the net of a service', () => {
  it('has the edges that a token can take, and what waits for several', () =>
    onNets(30, ({ service, graph, net }) => {
      const inReach = reachable(edgesOf(service), startsOf(service))
      const isThere = graph.edges.map(({ from, kind }) => inReach.has(from.id) && kind !== 'promise-late')
      const edges = graph.edges.filter(({ index }) => isThere[index])
      for (const step of graph.steps) {
        const into = edges.filter(({ to }) => to === step)
        expect(net.incoming[step.index]).toEqual(into.map(({ index }) => index))
        expect(net.outgoing[step.index]).toEqual(edges.filter(({ from }) => from === step).map(({ index }) => index))
        expect(net.isAll[step.index] === 1).toBe(step.join === 'all' && into.length > 1)
        expect(net.isSome[step.index] === 1).toBe(step.join === 'some' && into.length > 1)
        for (const { index, from } of into) {
          expect(net.target[index]).toBe(step.index)
          expect(net.source[index]).toBe(from.index)
          const isAlone = step.join === 'any' || into.length === 1
          expect(net.taking[index]).toBe(isAlone ? index : net.places + step.index)
        }
        for (const place of [net.firstEntry + step.index, net.firstEnded + step.index]) {
          expect(net.target[place]).toBe(step.index)
          expect(net.taking[place]).toBe(place)
        }
      }
    }))

  it.each([
    ['all', 4_096, 'decided'],
    ['all', 8_192, 'not decided'],
    ['some', 4_095, 'decided'],
    ['some', 8_191, 'not decided'],
  ])('with a split: %s that can end in %i ways is %s', async (split, ways, decided) => {
    const graph = await read(splitting(split, Math.ceil(Math.log2(ways))))
    const net = netOf(graph)
    expect(net === undefined).toBe(decided === 'not decided')
    expect(tokenGame(graph).isDecided).toBe(net !== undefined)
    if (!net) return expect(tokenGame(graph)).toMatchObject({ stuck: [], twice: [] })
    const endings = endingsOf(net, 0)
    expect(new Set(endings.map(({ put }) => put.join())).size).toBe(ways)
    expect(endings.map(({ number }) => number)).toEqual(endings.map((_, i) => i))
  })

  it('ends in one way at a time where one of many flows is chosen, each of which may be late', async () => {
    const net = netOf(await read(splitting('one', 20)))!
    expect(endingsOf(net, 0).map(({ put }) => put.length)).toEqual(Array.from({ length: 40 }, () => 1))
  })
})

describe('a move', () => {
  it('takes and puts what sets would', () =>
    onNets(30, ({ net }, random) => {
      const move = new Move(net)
      const markings = new Markings()
      for (const chosen of random) {
        const marking = ascending(chosen.map((place) => place % net.places))
        const taking = net.taking[marking[0] ?? 0]!
        const put = ascending(chosen.map((place) => (7 * place) % net.places)).reverse()
        const left = marking.filter((place) => net.taking[place] !== taking)
        move.take(markings, markings.numberOf(list(marking)), taking)
        for (const ending of [put, put.slice(1)]) {
          move.put(ending)
          expect(move.twice).toEqual(ending.filter((place) => left.includes(place)))
          expect(numbers(move.after)).toEqual(ascending([...left, ...ending]))
        }
        for (let place = 0; place < net.places; place += 1) expect(move.holds(place)).toBe(left.includes(place))
      }
    }))
})

describe('ends that matter', () => {
  it('are those that a token may still get to', () =>
    onNets(30, ({ net, moves }, random) => {
      const leaveOut = endsThatMatter(net)
      for (const chosen of random) {
        const marking = ascending(chosen.map((place) => place % net.places))
        const tokens = marking.filter((place) => place < net.firstEnded)
        const left = list(marking)
        leaveOut(left)
        const matters = (outcome: number): boolean =>
          tokens.some((place) => reachable(moves, [`${net.target[place]}`]).has(`${outcome}`))
        const meant = marking.filter((place) => place < net.firstEnded || matters(net.target[place]!))
        expect(numbers(left)).toEqual(meant)
      }
    }))
})

describe('nearness', () => {
  it('is sure of what a token can do alone, and tells what it can do at all', () =>
    onNets(30, ({ net, graph, moves }) => {
      const near = nearness(net)
      const alone = moves.filter(({ from }) => net.isAll[Number(from)] === 0)
      for (const { index } of graph.steps) {
        const surelyThere = distances(alone, [`${index}`])
        const there = distances(moves, [`${index}`])
        const meant = graph.steps.map((to) =>
          surelyThere.has(`${to.index}`) ? surely : there.has(`${to.index}`) ? perhaps : never,
        )
        expect([...near(index)]).toEqual(meant)
        expect(near(index)).toBe(near(index))
      }
    }))

  it.each([
    [1_000, never],
    [1_001, perhaps],
  ])('of %i steps is worked out, of more it is not', async (size, known) => {
    const steps = Array.from({ length: size }, (_, i) => [
      `s${i}`,
      { lane: 'customer', next: `s${Math.min(i + 1, size - 2)}` },
    ])
    const near = nearness(netOf(await read(JSON.stringify({ ...head, steps: Object.fromEntries(steps) })))!)
    expect(near(1)[0]).toBe(known)
  })
})

const head = { blueprint: 1, title: 'A service' }

const places = (most: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat(most), { maxLength: 5 }).map((all) => all.sort((a, b) => a - b))

const ascending = (all: readonly number[]): number[] => [...new Set(all)].sort((a, b) => a - b)

const numbers = ({ items, length }: List): number[] => [...items.subarray(0, length)]

let filling = 99

function list(all: readonly number[]): List {
  // With room left, in which something stands: never the same.
  const made = listOf(all.length + 2)
  made.items.fill((filling += 1))
  made.items.set(all)
  made.length = all.length
  return made
}

/** Flows that are all taken may be late; of those that need not be taken, some are. */
function splitting(split: string, flows: number): string {
  const next = Array.from({ length: flows }, () => (split === 'some' ? 'work' : { to: 'work', late: 'work' }))
  return JSON.stringify({
    ...head,
    steps: { ask: { lane: 'customer', split, next }, work: { lane: 'customer', join: 'all', outcome: 'served' } },
  })
}

interface Example {
  readonly service: ServiceDescription
  readonly graph: Graph
  readonly net: Net
  /** From step to step, by index: what a token can do if nothing makes it wait. */
  readonly moves: readonly { readonly from: string; readonly to: string }[]
}

const onNets = (
  times: number,
  check: (example: Example, random: readonly (readonly number[])[]) => void,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      services({ bases: ['observed'] }),
      fc.array(fc.array(fc.nat(999), { maxLength: 8, size: 'max' }), { minLength: 1, maxLength: 12 }),
      async (service, random) => {
        const graph = await read(yamlOf(service))
        const inReach = reachable(edgesOf(service), startsOf(service))
        const moves = graph.edges
          .filter(({ kind, from }) => kind !== 'promise-late' && inReach.has(from.id))
          .map(({ from, to }) => ({ from: `${from.index}`, to: `${to.index}` }))
        check({ service, graph, net: netOf(graph)!, moves }, random)
      },
    ),
    runs(times),
  )

async function read(text: string): Promise<Graph> {
  const options = { rules: new Set<string>(), organization: () => ({ unavailable: 'is not there', help: '' }) }
  const outcome = await readBlueprint({ file: 'a.blueprint.yaml', text }, options, new Map())
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join())
  return graphOf(outcome.value)
}
