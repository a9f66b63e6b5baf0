import fc from 'fast-check'
import { MultiDirectedGraph } from 'graphology'
import { describe, expect, it } from 'vitest'
import { connectedGroups, components, stronglyConnected } from '../src/graph/components.ts'
import { onEveryWay } from '../src/graph/every-way.ts'
import { type Graph, graphOf, isFailureEdge } from '../src/graph/graph.ts'
import { type Pull, pullOf } from '../src/graph/pull.ts'
import { onFailurePath, reached, search, stepsOf, type Way } from '../src/graph/reach.ts'
import { rewarded, type Step } from '../src/read/blueprint.ts'
import { readBlueprint } from '../src/read/read.ts'
import {
  type Choice,
  type DescribedEdge,
  distances,
  doubtOf,
  edgesOf,
  groupsOf,
  reachable,
  runs,
  type ServiceDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

/** Services in which the surest ways to a step are not equally long. */
const detours = [
  {
    round: 'a step to which a longer way is surer',
    shortest: ['ask', 'answer', 'done'],
    text: `blueprint: 1
title: A short way that is assumed, before a step that is assumed
steps:
  ask: { lane: customer, next: [look, { to: answer, basis: assumed }] }
  look: { lane: customer, next: answer }
  answer: { lane: customer, next: done }
  done: { lane: customer, basis: assumed, outcome: served }
`,
  },
  {
    round: 'a step at which doubt begins later',
    shortest: ['ask', 'guess', 'try', 'done'],
    text: `blueprint: 1
title: Doubt that begins early on the short way and late on the long one
steps:
  ask: { lane: customer, next: [guess, look] }
  look: { lane: customer, next: read }
  read: { lane: customer, next: ponder }
  guess: { lane: customer, basis: assumed, next: try }
  try: { lane: customer, next: done }
  ponder: { lane: customer, basis: assumed, next: done }
  done: { lane: customer, outcome: served }
`,
  },
]

describe('the graph', () => {
  it('has the edges of format.md', () =>
    onServices({}, 80, ({ service, graph }) => {
      const seen = graph.edges.map(({ kind, from, to }) => `${kind} ${from.id} ${to.id}`)
      const meant = edgesOf(service).map(({ kind, from, to }) => `${kind} ${from} ${to}`)
      expect(seen.sort()).toEqual(meant.sort())
    }))

  it('has the rows that graphology has', () =>
    onServices({}, 80, ({ service, graph }) => {
      const store = new MultiDirectedGraph()
      for (const { id } of service.steps) store.addNode(id)
      for (const { index, from, to } of graph.edges) store.addDirectedEdgeWithKey(index, from.id, to.id)
      const row = (starts: Int32Array, edges: Int32Array, at: number) =>
        [...edges.subarray(starts[at], starts[at + 1])].map(String)
      expect([...graph.source]).toEqual(graph.edges.map(({ from }) => from.index))
      expect([...graph.target]).toEqual(graph.edges.map(({ to }) => to.index))
      for (const { id, index } of graph.steps) {
        expect(row(graph.outStart, graph.out, index).sort()).toEqual(store.outEdges(id).sort())
        expect(row(graph.inStart, graph.in, index).sort()).toEqual(store.inEdges(id).sort())
        expect(graph.outgoing[index]!.map((edge) => String(edge.index))).toEqual(row(graph.outStart, graph.out, index))
        expect(graph.incoming[index]!.map((edge) => String(edge.index))).toEqual(row(graph.inStart, graph.in, index))
      }
    }))
})

describe('reach', () => {
  it('gets to what a way leads to, and ranks it by the order in which it does', () =>
    onServices({}, 80, ({ service, graph }) => {
      const { has, inOrder, rank } = reached(graph)
      const meant = reachable(edgesOf(service), startsOf(service))
      expect(graph.steps.filter(has).map(({ id }) => id)).toEqual(idsOf(service).filter((id) => meant.has(id)))
      expect(new Set(inOrder)).toEqual(new Set(graph.steps.filter(has)))
      expect(inOrder.map(rank)).toEqual(inOrder.map((_, position) => position))
    }))

  it('goes only over the edges that it is let through', () =>
    onServices({}, 60, ({ service, graph }) => {
      const well = search(graph, graph.steps.slice(0, 1), (edge) => !isFailureEdge(edge))
      const meant = reachable(edgesOf(service).filter(isNext), idsOf(service).slice(0, 1))
      expect(graph.steps.filter(well.has).map(({ id }) => id)).toEqual(idsOf(service).filter((id) => meant.has(id)))
    }))

  it('says a failure path of what nothing leads to as long as all goes well', () =>
    onServices({}, 80, ({ service, graph }) => {
      const all = reachable(edgesOf(service), startsOf(service))
      const well = reachable(edgesOf(service).filter(isNext), startsOf(service))
      const meant = idsOf(service).filter((id) => all.has(id) && !well.has(id))
      expect(graph.steps.filter(onFailurePath(graph)).map(({ id }) => id)).toEqual(meant)
    }))

  it('knows a way of real edges from a start to each step, and none to the others', () =>
    onServices({}, 80, ({ graph }) => {
      for (const step of graph.steps) {
        const way = reached(graph).way(step)
        expect(way !== undefined).toBe(reached(graph).has(step))
        if (way) expectRealWay(graph, way, step)
      }
    }))

  it('takes the shortest of the surest ways', () =>
    onServices({}, 250, ({ service, graph }) => {
      const sure = surest(service)
      for (const step of reached(graph).inOrder) {
        const way = reached(graph).way(step)!
        expect({ doubt: doubtOfWay(way), length: way.edges.length }).toEqual(sure.get(step.id))
      }
    }))

  it('gets to the nearest first where all is sure', () =>
    onServices({ bases: ['observed'] }, 80, ({ service, graph }) => {
      const far = distances(edgesOf(service), startsOf(service))
      const lengths = reached(graph).inOrder.map((step) => reached(graph).way(step)!.edges.length)
      expect(lengths).toEqual(reached(graph).inOrder.map(({ id }) => far.get(id)))
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    }))

  it.each(detours)('takes a real and surest way round $round', async ({ text, shortest }) => {
    const graph = await read(text)
    const goal = graph.blueprint.steps.get(shortest.at(-1)!)!
    expectRealWay(graph, reached(graph).way(goal)!, goal)
    expect(doubtOfWay(reached(graph).way(goal)!)).toBe(doubtOf('assumed'))
  })

  it.each(detours)('takes the shortest of the surest ways round $round', async ({ text, shortest }) => {
    const graph = await read(text)
    const way = reached(graph).way(graph.blueprint.steps.get(shortest.at(-1)!)!)!
    expect(stepsOf(way).map(({ id }) => id)).toEqual(shortest)
  })
})

describe('components', () => {
  it('are the sets of steps each of which leads to each, those that are led to first', () =>
    onServices({}, 80, ({ service, graph }) => {
      const seen = components(graph).map((steps) => steps.map(({ id }) => id))
      expect(seen.toSorted(byFirst)).toEqual(mutual(idsOf(service), edgesOf(service)).toSorted(byFirst))
      const place = new Map(seen.flatMap((ids, position) => ids.map((id) => [id, position] as const)))
      for (const { from, to } of edgesOf(service)) expect(place.get(to)).toBeLessThanOrEqual(place.get(from)!)
    }))

  it('close over no edge that is not let through', () =>
    onServices({}, 60, ({ service, graph }) => {
      const seen = stronglyConnected(graph, (edge) => !isFailureEdge(edge)).map((steps) => steps.map(({ id }) => id))
      const meant = mutual(idsOf(service), edgesOf(service).filter(isNext))
      expect(seen.toSorted(byFirst)).toEqual(meant.toSorted(byFirst))
      const place = new Map(seen.flatMap((ids, position) => ids.map((id) => [id, position] as const)))
      for (const { from, to } of edgesOf(service).filter(isNext))
        expect(place.get(to)).toBeLessThanOrEqual(place.get(from)!)
    }))

  it('of neighbours, whichever way the edges point, hold only members', () =>
    onServices({}, 80, ({ service, graph }) => {
      const members = service.steps.filter(({ owners }) => owners.length > 0).map(({ id }) => id)
      const seen = connectedGroups(graph, ({ owners }) => owners.length > 0)
      expect(seen.map((steps) => steps.map(({ id }) => id))).toEqual(groupsOf(members, edgesOf(service)))
    }))
})

describe('on every way', () => {
  it('is what nothing gets past', () =>
    onServices({ joins: ['any', 'some'] }, 40, ({ service, graph }) => {
      onEachQuestion(service, graph, (step, from, to, edges) => {
        if (!reachable(edges, from).has(to)) return false
        return !reachable(
          edges.filter((edge) => edge.from !== step && edge.to !== step),
          from,
        ).has(to)
      })
    }))

  it('is what one of the branches has passed that a `join: all` waits for', () =>
    onServices({ joins: ['any', 'all', 'all'] }, 60, ({ service, graph }) => {
      const known = new Map<string, Map<string, Set<string>>>()
      onEachQuestion(service, graph, (step, from, to, edges) => {
        const question = JSON.stringify([from, edges.length])
        if (!known.has(question)) known.set(question, certain(service, from, edges))
        const facts = known.get(question)!.get(to)!
        return facts.has(step) && !facts.has(never)
      })
    }))
})

describe('pull', () => {
  it('is what walks in the doubled graph lead to, each step of them real', () =>
    fc.assert(
      fc.asyncProperty(incentives, async (described) => {
        const graph = await read(textOf(described))
        const incentive = graph.blueprint.incentives.get('bonus')!
        for (const owner of rewarded(incentive)) {
          const moves = movesOf(described, owner.id)
          const meant = everyWalk(described, moves)
          const { up, down } = pullOf(graph, incentive, owner)!
          for (const metric of graph.blueprint.metrics.values())
            for (const [sign, walk] of [
              ['+', up(metric)],
              ['-', down(metric)],
            ] as const) {
              expect(walk !== undefined).toBe(meant.has(`${sign}${metric.id}`))
              if (walk) expectRealWalk(walk, `${sign}${metric.id}`, described, moves)
            }
        }
      }),
      runs(120),
    ))
})

interface Example {
  readonly service: ServiceDescription
  readonly graph: Graph
}

const onServices = (choice: Choice, times: number, property: (example: Example) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(services(choice), async (service) => property({ service, graph: await read(yamlOf(service)) })),
    runs(times),
  )

async function read(text: string): Promise<Graph> {
  const options = { rules: new Set<string>(), organization: () => ({ unavailable: 'is not there', help: '' }) }
  const outcome = await readBlueprint({ file: 'a.blueprint.yaml', text }, options, new Map())
  if ('obstacles' in outcome) throw new Error(`${outcome.obstacles[0]?.draft.message} in\n${text}`)
  return graphOf(outcome.value)
}

const idsOf = ({ steps }: ServiceDescription): string[] => steps.map(({ id }) => id)
const isNext = ({ kind }: DescribedEdge): boolean => kind === 'next'
const byFirst = (a: readonly string[], b: readonly string[]): number => (a[0]! < b[0]! ? -1 : 1)

function expectRealWay(graph: Graph, way: Way, to: Step): void {
  expect(graph.blueprint.starts).toContain(way.from)
  expect(stepsOf(way).at(-1)).toBe(to)
  let here = way.from
  for (const edge of way.edges) {
    expect(graph.edges[edge.index]).toBe(edge)
    expect(edge.from).toBe(here)
    here = edge.to
  }
}

/** A way is as sure as the weakest basis on it. */
const doubtOfWay = ({ from, edges }: Way): number =>
  doubtOf(
    from.basis,
    ...edges.flatMap(({ flow, failure, promise, to }) =>
      [flow, failure, promise, to].flatMap((stated) => (stated ? [stated.basis] : [])),
    ),
  )

/** How sure the surest way to each step is, and how long the shortest of those: by leaving out all that is less sure. */
function surest(service: ServiceDescription): Map<string, { doubt: number; length: number }> {
  const found = new Map<string, { doubt: number; length: number }>()
  const doubts = new Map(service.steps.map(({ id, basis }) => [id, doubtOf(basis)]))
  for (const level of [2, 1, 0]) {
    const edges = edgesOf(service).filter(({ to, doubt }) => doubt <= level && doubts.get(to)! <= level)
    const starts = startsOf(service).filter((id) => doubts.get(id)! <= level)
    for (const [id, length] of distances(edges, starts)) found.set(id, { doubt: level, length })
  }
  return found
}

function mutual(ids: readonly string[], edges: readonly DescribedEdge[]): string[][] {
  const leadsTo = new Map(ids.map((id) => [id, reachable(edges, [id])]))
  const sets = ids.map((id) => ids.filter((other) => leadsTo.get(id)!.has(other) && leadsTo.get(other)!.has(id)))
  return sets.filter((set, position) => set[0] === ids[position])
}

type OnEveryWay = (step: string, from: readonly string[], to: string, edges: readonly DescribedEdge[]) => boolean

/** Every step, from every step and from the starts, to every step. Failure edges count only where nothing else leads. */
function onEachQuestion(service: ServiceDescription, graph: Graph, answer: OnEveryWay): void {
  const ids = idsOf(service)
  const all = edgesOf(service)
  const well = all.filter(isNext)
  const stepOf = (id: string): Step => graph.blueprint.steps.get(id)!
  const wrong: string[] = []
  for (const from of [...ids.map((id) => [id]), startsOf(service)])
    for (const to of ids) {
      const edges = reachable(well, from).has(to) ? well : all
      for (const step of ids) {
        const seen = onEveryWay(graph, [stepOf(step)], from.map(stepOf), stepOf(to)).has(stepOf(step))
        const isBetween = step !== to && !from.includes(step)
        if (seen !== (isBetween && answer(step, from, to, edges))) wrong.push(`${from} .. ${step} .. ${to}: ${seen}`)
      }
    }
  expect(wrong).toEqual([])
}

/** A fact that no run brings along: where it is certain, no run gets to. */
const never = 'never'

/**
 * Which steps have certainly been passed at each step: the greatest solution of "united at `join: all`, elsewhere only
 * what every incoming flow brings". Flows that begin nowhere downstream bring what they bring, and are not waited for;
 * nor is what acts when a promise is late.
 */
function certain(
  { steps }: ServiceDescription,
  from: readonly string[],
  edges: readonly DescribedEdge[],
): Map<string, Set<string>> {
  const everything = [never, ...steps.map(({ id }) => id)]
  const facts = new Map(steps.map(({ id }) => [id, new Set(from.includes(id) ? [id] : everything)]))
  const downstream = reachable(edges, from)
  for (let changed = true; changed; ) {
    changed = false
    for (const { id, join } of steps) {
      if (from.includes(id)) continue
      const brought = edges
        .filter((edge) => edge.to === id && downstream.has(edge.from))
        .filter(({ kind }) => join !== 'all' || kind !== 'promise-late')
        .map((edge) => facts.get(edge.from)!)
      const isCertain = (fact: string): boolean =>
        fact === id ||
        brought.length === 0 ||
        (join === 'all' ? brought.some((set) => set.has(fact)) : brought.every((set) => set.has(fact)))
      const now = new Set(everything.filter(isCertain))
      changed ||= now.size < facts.get(id)!.size
      facts.set(id, now)
    }
  }
  return facts
}

interface Moving {
  readonly improves: readonly string[]
  readonly hurts: readonly string[]
}

interface IncentiveDescription {
  readonly metrics: readonly Moving[]
  readonly steps: readonly (Moving & { owner: readonly string[]; accountable: string; isReached: boolean })[]
  readonly rewards: readonly string[]
  readonly isShared: boolean
}

const metricNames = ['sales', 'speed', 'trust', 'cost']

const incentives: fc.Arbitrary<IncentiveDescription> = fc.integer({ min: 1, max: 4 }).chain((size) => {
  const metrics = metricNames.slice(0, size)
  const some = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 1, maxLength: 2 }) },
  )
  const owner = fc.subarray(['desk', 'depot', 'office'], { minLength: 1, maxLength: 2 })
  return fc.record({
    metrics: fc.array(fc.record({ improves: some, hurts: some }), { minLength: size, maxLength: size }),
    steps: fc.array(
      fc.record({
        improves: some,
        hurts: some,
        owner,
        accountable: fc.constantFrom('', '', 'desk'),
        isReached: fc.constantFrom(true, true, true, false),
      }),
      { maxLength: 3 },
    ),
    rewards: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 1, maxLength: 2 }),
    isShared: fc.boolean(),
  })
})

function textOf({ metrics, steps, rewards, isShared }: IncentiveDescription): string {
  const moving = ({ improves, hurts }: Moving): string => `improves: [${improves}], hurts: [${hurts}]`
  const next = steps.flatMap(({ isReached }, position) => (isReached ? [`work-${position}`] : []))
  return `blueprint: 1
title: Rewards at random
owners: { desk: {}, depot: {}, office: {} }
metrics:
${metrics.map((metric, position) => `  ${metricNames[position]}: { ${moving(metric)} }`).join('\n')}
incentives:
  bonus: { owner: desk, rewards: [${rewards}]${isShared ? ', shared: [depot]' : ''} }
steps:
  ask: { lane: customer, split: all, next: [${[...next, 'served']}] }
${steps.map((step, position) => `  work-${position}: { lane: backstage, owner: [${step.owner}], ${step.accountable && `accountable: ${step.accountable}, `}${moving(step)}, next: served }`).join('\n')}
  served: { lane: customer, outcome: served }
`
}

/** A move is `sign metric > sign metric by step`, the signs being those of where it stands and where it gets to. */
interface Move {
  readonly from: string
  readonly to: string
  readonly by: string
}

const opposite = (sign: string): string => (sign === '+' ? '-' : '+')

/** The definition of the pull graph in rules.md, on the doubled graph, for one owner. */
function movesOf({ metrics, steps }: IncentiveDescription, owner: string): Move[] {
  const moves: Move[] = []
  for (const [position, { improves, hurts }] of metrics.entries())
    for (const sign of ['+', '-']) {
      const from = `${sign}${metricNames[position]}`
      for (const to of improves) moves.push({ from, to: `${sign}${to}`, by: 'itself' })
      for (const to of hurts) moves.push({ from, to: `${opposite(sign)}${to}`, by: 'itself' })
    }
  for (const [position, step] of steps.entries()) {
    if (!step.isReached || !(step.owner.includes(owner) || step.accountable === owner)) continue
    for (const metric of step.improves) {
      const others = (named: readonly string[]): string[] => named.filter((other) => other !== metric)
      for (const to of others(step.improves)) moves.push({ from: `+${metric}`, to: `+${to}`, by: `work-${position}` })
      for (const to of others(step.hurts)) moves.push({ from: `+${metric}`, to: `-${to}`, by: `work-${position}` })
    }
  }
  return moves
}

/** Where any walk ends that is no longer than the doubled graph is large. */
function everyWalk({ metrics, rewards }: IncentiveDescription, moves: readonly Move[]): Set<string> {
  const ends = new Set<string>()
  const next = new Map<string, Set<string>>()
  for (const { from, to } of moves) next.set(from, (next.get(from) ?? new Set()).add(to))
  const walk = (here: string, left: number): void => {
    ends.add(here)
    if (left === 0) return
    for (const to of next.get(here) ?? []) walk(to, left - 1)
  }
  for (const metric of rewards) walk(`+${metric}`, 2 * metrics.length)
  return ends
}

function expectRealWalk(walk: readonly Pull[], end: string, { rewards }: IncentiveDescription, moves: Move[]): void {
  let here = `+${walk[0]?.from.id ?? end.slice(1)}`
  expect(rewards).toContain(here.slice(1))
  const seen = [here]
  for (const { from, to, step, sign } of walk) {
    expect(from.id).toBe(here.slice(1))
    const there = `${sign === '+' ? here[0] : opposite(here[0]!)}${to.id}`
    expect(moves).toContainEqual({ from: here, to: there, by: step?.id ?? 'itself' })
    seen.push((here = there))
  }
  expect(here).toBe(end)
  expect(new Set(seen).size).toBe(seen.length)
}
