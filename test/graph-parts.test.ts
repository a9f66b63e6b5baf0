import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between } from '../src/graph/between.ts'
import { componentOf, components, hasRing, partsAlong, rings } from '../src/graph/components.ts'
import { type Edge, failing, type Graph, isFailureEdge } from '../src/graph/graph.ts'
import { canBeLostUnseen, changesHands, couriersTo, handedOver, takersAfter } from '../src/graph/handoffs.ts'
import { ownerlessStretches } from '../src/graph/ownerless.ts'
import { leadingTo } from '../src/graph/leading.ts'
import { doubtOf, downstream, reached, surestEdge, surestStep } from '../src/graph/reach.ts'
import { stepsWith } from '../src/graph/steps-with.ts'
import { soleEnd, traps } from '../src/graph/traps.ts'
import type { Step } from '../src/read/blueprint.ts'
import { graphIn } from './helpers/judge.ts'
import {
  bases,
  distances,
  doubtOf as degreeOf,
  edgesOf,
  groupsOf,
  reachable,
  runs,
  type ServiceDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

// Questions that rules ask of the graph, on random services, each against its own words read in the plainest way.

describe('rings', () => {
  it('are seen where a way leads back to where it began', () =>
    fc.assert(
      fc.asyncProperty(tangles, async ({ size, edges, open }) => {
        const steps = Array.from({ length: size }, (_, i): [string, object] => {
          const next = edges.filter(({ from }) => from === i).map(({ to }) => `s${to}`)
          return [`s${i}`, { lane: 'customer', ...(next.length > 0 ? { next } : { outcome: 'served' }) }]
        })
        const graph = await graphIn(JSON.stringify({ blueprint: 1, title: 'A', steps: Object.fromEntries(steps) }))
        const isOpen = ({ index }: Edge): boolean => open[index]!
        const left = graph.edges.filter(isOpen).map(byName)
        expect(hasRing(graph, isOpen)).toBe(left.some(({ from, to }) => reachable(left, [to]).has(from)))
      }),
      runs(130),
    ))

  it.each([
    ['what only leads to it', 'a: [b], b: [c], c: [b, a]', 'c a'],
    ['what a step of another leads to', 'a: [b, x], b: [k, l, m, a], x: [y], y: [x], k: [], l: [], m: []', 'b a'],
  ])('are seen beside %s', async (_, next, closed) => {
    const steps = [...next.matchAll(/(\w): \[(.*?)\]/g)].map(
      ([, id, to]) => `  ${id}: { lane: customer, ${to === '' ? 'outcome: served' : `next: [${to}]`} }`,
    )
    const graph = await graphIn(`blueprint: 1\ntitle: Rings\nsteps:\n${steps.join('\n')}\n`)
    const isOpen = ({ from, to }: Edge): boolean => `${from.id} ${to.id}` !== closed
    expect(hasRing(graph, isOpen)).toBe(true)
    expect(hasRing(graph, (edge) => isOpen(edge) && edge.from.id !== 'c' && edge.from.id !== 'y')).toBe(false)
  })

  it('are the sets of several steps, and each step knows its set', () =>
    onGraphs(40, ({ graph }) => {
      const sets = components(graph)
      expect(rings(graph).map(ids)).toEqual(sets.filter(({ length }) => length > 1).map(ids))
      for (const [number, set] of sets.entries())
        for (const { index } of set) expect(componentOf(graph)[index]).toBe(number)
    }))

  it('over some edges are the steps that lead to each other over them', () =>
    onGraphs(40, ({ graph, isOpen }) => {
      const open = graph.edges.filter(isOpen).map(byName)
      const { members, starts, count } = partsAlong(graph, isOpen)
      const sets = Array.from({ length: count }, (_, i) => [...members.subarray(starts[i], starts[i + 1])])
      expect(sets.flat().toSorted((a, b) => a - b)).toEqual(graph.steps.map(({ index }) => index))
      for (const [number, set] of sets.entries())
        for (const index of set) {
          const ahead = reachable(open, [graph.steps[index]!.id])
          const mutual = graph.steps.filter(
            ({ id }) => ahead.has(id) && reachable(open, [id]).has(graph.steps[index]!.id),
          )
          expect(set).toEqual(mutual.map(({ index }) => index))
          // What is led to comes first.
          const later = sets.slice(number + 1).flat()
          expect(later.filter((other) => ahead.has(graph.steps[other]!.id))).toEqual([])
        }
    }))
})

describe('ways', () => {
  it('go downstream over what is left, and no further than to a step', () =>
    onGraphs(50, ({ graph, isOpen, some }) => {
      const without = Uint8Array.from(graph.edges, (edge) => (isOpen(edge) ? 0 : 1))
      const [first, last] = [some.slice(0, 2), some.at(-1)!]
      const edges = graph.edges.map(byName)
      const open = graph.edges.filter(isOpen).map(byName)
      const steps = (seen: Uint8Array): string[] =>
        graph.steps.filter(({ index }) => seen[index] === 1).map(({ id }) => id)
      const meant = (over: readonly { from: string; to: string }[]): string[] => {
        const there = reachable(
          over,
          first.map(({ id }) => id),
        )
        return graph.steps.map(({ id }) => id).filter((id) => there.has(id))
      }
      expect(steps(downstream(graph, first))).toEqual(meant(edges))
      expect(steps(downstream(graph, first, without))).toEqual(meant(open))
      expect(steps(downstream(graph, first, without, last))).toEqual(meant(open.filter(({ from }) => from !== last.id)))
    }))

  it('lead on most surely, and of those ways by the fewest edges, to one of several goals', () =>
    onGraphs(50, ({ graph, isOpen, some }) => {
      const far = new Map<string, number>()
      for (const most of [0, 1, 2]) {
        const open = graph.edges.filter((edge) => isOpen(edge) && doubtIn(edge) <= most).map(byName)
        const back = open.map(({ from, to }) => ({ from: to, to: from }))
        for (const [id, distance] of distances(back, ids(some))) if (!far.has(id)) far.set(id, distance)
      }
      const { has, on } = leadingTo(graph, some, isOpen)
      for (const step of graph.steps) {
        expect(has(step)).toBe(far.has(step.id))
        const way = on(step)
        expect(way.length).toBe(far.get(step.id) ?? 0)
        let here = step
        for (const edge of way) {
          expect(edge.from.id).toBe(here.id)
          expect(isOpen(edge)).toBe(true)
          here = edge.to
        }
        if (has(step)) expect(ids(some)).toContain(here.id)
      }
    }))

  it('between two steps are all that gets from one to the other for the first time', () =>
    onGraphs(50, ({ graph, isOpen, some }) => {
      const without = Uint8Array.from(graph.edges, (edge) => (isOpen(edge) ? 0 : 1))
      const [from, to] = [some[0]!, some.at(-1)!]
      const before = graph.edges.filter((edge) => isOpen(edge) && edge.from !== to)
      const ahead = reachable(before.map(byName), [from.id])
      const onWay = (edge: Edge): boolean =>
        before.includes(edge) && ahead.has(edge.from.id) && reachable(before.map(byName), [edge.to.id]).has(to.id)
      const stretch = between(graph, from, to, without)
      expect(stretch !== undefined).toBe(from !== to && ahead.has(to.id))
      if (!stretch) return
      expect(numbers(graph.edges.filter(stretch.has))).toEqual(numbers(graph.edges.filter(onWay)))
      const entered = new Set(graph.edges.filter(onWay).map((edge) => edge.to))
      expect(ids(stretch.steps)).toEqual(ids(graph.steps.filter((step) => entered.has(step))))
    }))

  it('that are surest come first, and those that nobody gets to last', () =>
    onGraphs(70, ({ graph, isOpen, some }) => {
      const { has, doubt } = reached(graph)
      const first = <T>(all: readonly T[], unsure: (one: T) => number): T | undefined =>
        [0, 1, 2, 3].flatMap((degree) => all.filter((one) => unsure(one) === degree))[0]
      expect(surestStep(graph, some)?.id).toBe((first(some.filter(has), doubt) ?? first(some, doubt))?.id)
      const unreached = some.filter((step) => !has(step))
      expect(surestStep(graph, unreached)?.id).toBe(first(unreached, doubt)?.id)
      const edges = graph.edges.filter(isOpen)
      const unsure = (edge: Edge): number => Math.max(doubt(edge.from), doubtOf(edge))
      const surest =
        first(
          edges.filter(({ from }) => has(from)),
          unsure,
        ) ?? first(edges, unsure)
      expect(surestEdge(graph, edges)?.index).toBe(surest?.index)
      expect(surestEdge(graph, [])).toBe(undefined)
    }))

  it('are as doubtful as what is least sure on them', () =>
    onGraphs(50, ({ graph }) => {
      const { has, doubt, way } = reached(graph)
      for (const step of graph.steps) {
        const { from, edges } = way(step) ?? { from: step, edges: [] }
        const stated = [from, ...edges.flatMap(({ flow, failure, promise, to }) => [flow, failure, promise, to])]
        expect(doubt(step)).toBe(degreeOf(...stated.flatMap((one) => one?.basis ?? [])))
        expect(way(step) !== undefined).toBe(has(step))
      }
    }))

  it('of failures are all but those of `next`', () =>
    onGraphs(30, ({ graph }) => expect([...failing(graph)]).toEqual(graph.edges.map((edge) => +isFailureEdge(edge)))))
})

describe('ends', () => {
  it('are traps where nothing leads out of a ring, and no outcome is in it', () =>
    onGraphs(90, ({ service, graph, edges }) => {
      const inReach = reachable(edges, startsOf(service))
      const ahead = (id: string): Set<string> =>
        reachable(
          edges,
          edges.filter(({ from }) => from === id).map(({ to }) => to),
        )
      const isTrapped = (step: Step): boolean =>
        inReach.has(step.id) &&
        ahead(step.id).has(step.id) &&
        [...ahead(step.id)].every((id) => ahead(id).has(step.id)) &&
        graph.steps.every(({ id, outcome }) => outcome === undefined || !ahead(step.id).has(id))
      expect(ids(traps(graph).flat()).sort()).toEqual(ids(graph.steps.filter(isTrapped)).sort())
      for (const trap of traps(graph)) expect(new Set(trap.map(({ id }) => id))).toEqual(ahead(trap[0]!.id))

      for (const step of graph.steps.filter(({ id }) => inReach.has(id))) {
        const there = graph.steps.filter(({ id }) => reachable(edges, [step.id]).has(id))
        const deadEnds = there.filter(({ next, id }) => next.length === 0 && !isTrapped(graph.blueprint.steps.get(id)!))
        const inTraps = traps(graph)
          .filter((trap) => there.includes(trap[0]!))
          .map((trap) => trap[0]!)
        const ends = [...deadEnds, ...inTraps]
        const isSole = ends.length === 1 && there.every(({ outcome }) => outcome === undefined)
        expect(soleEnd(graph, step)?.id).toBe(isSole ? ends[0]!.id : undefined)
      }
    }))
})

it('several ends are none that is the only one', async () => {
  const graph = await graphIn(`blueprint: 1
title: Two ends
steps:
  ask: { lane: customer, next: [left, right] }
  left: { lane: customer }
  right: { lane: customer, next: [round, right] }
  round: { lane: customer, next: right }
`)
  expect(graph.steps.map((step) => soleEnd(graph, step)?.id)).toEqual([undefined, 'left', 'right', 'right'])
})

describe('hands', () => {
  it('are changed where owners differ, and where a customer turns to somebody', () =>
    onGraphs(50, ({ service, graph }) => {
      const owners = ownersIn(service)
      const lane = lanesIn(service)
      const isFlow = ({ kind }: Edge): boolean => kind !== 'promise-late'
      const isHandedOver = ({ from, to }: Edge): boolean =>
        lane(from) !== 'customer' &&
        owners(from).length > 0 &&
        owners(to).length > 0 &&
        !owners(from).some((owner) => owners(to).includes(owner))
      const turns = ({ from, to }: Edge): boolean => lane(from) === 'customer' && owners(to).length > 0
      const all = graph.edges.filter((edge) => isFlow(edge) && (isHandedOver(edge) || turns(edge)))
      expect(numbers(graph.edges.filter(changesHands))).toEqual(numbers(all))
      expect(numbers(handedOver(graph).all)).toEqual(numbers(all))
      expect(numbers(handedOver(graph).handoffs)).toEqual(numbers(all.filter(isHandedOver)))
    }))

  it('are those that a customer carries something to, and from', () =>
    onGraphs(90, ({ service, graph, edges }) => {
      const owners = ownersIn(service)
      const lane = lanesIn(service)
      const flows = edges.filter(({ kind }) => kind !== 'promise-late')
      const own = flows.filter(({ from }) => lane({ id: from }) === 'customer')
      for (const step of graph.steps) {
        if (lane(step) === 'customer') {
          const met = reachable(own, [step.id])
          const takers = graph.steps.filter(({ id }) => met.has(id) && owners({ id }).length > 0)
          expect(ids(takersAfter(graph, step)).sort()).toEqual(ids(takers).sort())
          continue
        }
        const direct = flows.filter(({ to, from }) => to === step.id && lane({ id: from }) === 'customer')
        const giving = graph.steps.filter(
          (giver) =>
            giver !== step &&
            owners(giver).length > 0 &&
            !owners(giver).some((owner) => owners(step).includes(owner)) &&
            flows.some(
              ({ from, to }) =>
                from === giver.id &&
                lane({ id: to }) === 'customer' &&
                direct.some((last) =>
                  reachable(
                    own.filter((flow) => lane({ id: flow.to }) === 'customer'),
                    [to],
                  ).has(last.from),
                ),
            ),
        )
        expect(ids(couriersTo(graph, step)).sort()).toEqual(ids(giving).sort())
      }
    }))

  it('can let go of what nobody has said to have', () => {
    const seen = { via: 'email', confirmed: true }
    const flows = [{ via: 'email' }, { via: 'email', confirmed: false }, seen, { via: 'phone' }, { via: 'queue' }, {}]
    expect(flows.map((flow) => canBeLostUnseen({ flow } as Edge))).toEqual([true, true, false, false, true, false])
  })

  it("are nobody's along a stretch without owner", () =>
    onGraphs(50, ({ service, graph, edges }) => {
      const isNobodys = ({ id }: { id: string }): boolean =>
        lanesIn(service)({ id }) !== 'customer' && ownersIn(service)({ id }).length === 0
      const nobodys = service.steps.filter(isNobodys).map(({ id }) => id)
      const found = ownerlessStretches(graph)
      expect(found.map(({ steps }) => steps.map(({ id }) => id))).toEqual(groupsOf(nobodys, edges))
      for (const { steps, entries, exits, isStart } of found) {
        const inside = new Set(steps)
        expect(numbers(entries)).toEqual(
          numbers(graph.edges.filter(({ from, to }) => inside.has(to) && !isNobodys(from))),
        )
        expect(numbers(exits).toSorted((a, b) => a - b)).toEqual(
          numbers(graph.edges.filter(({ from, to }) => inside.has(from) && !isNobodys(to))),
        )
        expect(isStart).toBe(steps.some(({ id }) => startsOf(service).includes(id)))
      }
    }))
})

it('steps are found by what is in them', async () => {
  const text = `blueprint: 1
title: Something of everything
owners: { desk: { authority: [refund] } }
metrics: { speed: {}, cost: {} }
steps:
  ask: { lane: customer, next: [sort, open] }
  sort: { lane: backstage, owner: desk, improves: [speed], requires: { authority: [refund] }, next: open }
  open: { lane: backstage, owner: desk, case: open, next: close, fails: [{ what: Slip, recover: stop }] }
  close: { lane: backstage, owner: desk, hurts: [cost], case: none, next: served }
  stop: { lane: backstage, owner: desk }
  aside: { lane: backstage, owner: desk, case: open, improves: [speed], next: [ask, sort], fails: [{ what: Slip }] }
  served: { lane: customer, outcome: served }
`
  const found = Object.entries(stepsWith(await graphIn(text))).map(([what, steps]: [string, readonly Step[]]) => [
    what,
    steps.map(({ id }) => id).join(' '),
  ])
  expect(Object.fromEntries(found)).toEqual({
    failures: 'open',
    requirements: 'sort',
    choices: 'ask',
    noNext: 'stop served',
    metrics: 'sort close',
    cases: 'open close',
  })
})

/** Steps that hang together more closely than in other random services; and which edges are looked at. */
const tangles = fc.integer({ min: 2, max: 8 }).chain((size) => {
  const step = fc.nat(size - 1)
  return fc.record({
    size: fc.constant(size),
    edges: fc.uniqueArray(fc.record({ from: step, to: step }), {
      maxLength: 2 * size,
      size: 'max',
      selector: ({ from, to }) => 8 * from + to,
    }),
    open: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
  })
})

const ids = (steps: readonly Step[]): string[] => steps.map(({ id }) => id)

const numbers = (edges: readonly Edge[]): number[] => edges.map(({ index }) => index)

const byName = ({ from, to }: Edge): { from: string; to: string } => ({ from: from.id, to: to.id })

const ownersIn =
  ({ steps }: ServiceDescription) =>
  ({ id }: { readonly id: string }): readonly string[] =>
    steps.find((step) => step.id === id)!.owners

const lanesIn =
  ({ steps }: ServiceDescription) =>
  ({ id }: { readonly id: string }): string =>
    steps.find((step) => step.id === id)!.lane

interface Example {
  readonly service: ServiceDescription
  readonly edges: ReturnType<typeof edgesOf>
  readonly graph: Graph
  /** Some of the edges, at random; and some of the steps, at least one. */
  readonly isOpen: (edge: Edge) => boolean
  readonly some: readonly Step[]
}

const doubtIn = ({ flow, failure, promise, to }: Edge): number =>
  Math.max(...[flow, to, failure, promise].map((one) => bases.indexOf(one?.basis ?? 'observed')))

const onGraphs = (times: number, check: (example: Example) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      services(),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 40 }),
      fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 4 }),
      async (service, open, chosen) => {
        const graph = await graphIn(yamlOf(service))
        const some = [...new Set(chosen.map((number) => graph.steps[number % graph.steps.length]!))]
        const isOpen = ({ index }: Edge): boolean => open[index % open.length]! || index % 7 === 0
        check({ service, edges: edgesOf(service), graph, isOpen, some })
      },
    ),
    runs(times),
  )
