import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundedFlows } from '../src/graph/bounded-flows.ts'
import { circularRecoveries } from '../src/graph/circular-recovery.ts'
import type { Edge, Graph } from '../src/graph/graph.ts'
import { endlessLoops } from '../src/graph/loops.ts'
import type { Step } from '../src/read/blueprint.ts'
import { graphIn } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

// Repairs that go in circles, and loops that nothing ends, on small services that go round a lot: compared with what
// rules.md says of them, read in the plainest way.

interface Flow {
  readonly to: string
  readonly limit?: number
  readonly late?: Flow
}

interface Described {
  readonly lane: 'customer' | 'touchpoint' | 'backstage'
  readonly owner?: readonly string[]
  readonly outcome?: string
  readonly split: 'one' | 'all'
  readonly next: readonly Flow[]
  readonly fails: readonly { readonly what: string; readonly recover: Flow }[]
  readonly collects: readonly string[]
  readonly produces: readonly string[]
}

type Service = Readonly<Record<string, Described>>

interface Way {
  readonly from: string
  readonly to: string
  readonly kind: 'next' | 'recover' | 'late'
  /** It says so itself, or is what acts when one is late that does. */
  readonly isBounded: boolean
}

const nothing = { split: 'one', next: [], fails: [], collects: [], produces: [] } as const

it('flows are bounded that say so, and what acts instead of them', () =>
  onServices(50, (service, graph) => {
    const bounded = boundedFlows(graph)
    expect(graph.edges.map((edge) => ({ ...named(edge), isBounded: bounded.has(edge.flow) }))).toEqual(waysOf(service))
  }))

it('a repair goes in circles where nothing good comes of it but through the failing step, nor anything new', async () => {
  let found = 0
  let ofSeveral = 0
  await onServices(600, (service, graph) => {
    const { found: circular } = circularRecoveries(graph)
    expect(circular.map(({ edge }) => edge.index)).toEqual(
      waysOf(service).flatMap((way, i) => (isCircular(service, way) ? [i] : [])),
    )
    for (const { failure, edge, back: wayBack } of circular) {
      const back = wayBack()
      expect(failure).toBe(edge.failure)
      expectWalk([edge, ...back], edge.from, edge.from)
      expect(back.length).toBe(distancesFrom(waysOf(service), edge.to.id).get(edge.from.id))
      found += 1
      if (back.length > 1) ofSeveral += 1
    }
  })
  expect(Math.min(found, ofSeveral)).toBeGreaterThan(4)
})

it('a loop has no end where nothing bounds it, the customer meets it, and not they alone choose to go round', async () => {
  let found = 0
  let twice = 0
  await onServices(500, (service, graph) => {
    const loops = endlessLoops(graph)
    const meant = endlessIn(service)
    expect(loops.map(({ steps }) => ids(steps).sort()).sort()).toEqual(meant.map((ring) => [...ring].sort()).sort())
    for (const { steps, owners, round, way } of loops) {
      const inside = new Set(ids(steps))
      const free = waysOf(service).filter(({ from, to, isBounded }) => inside.has(from) && inside.has(to) && !isBounded)
      const far = distancesFrom(waysOf(service), 's0')
      const rounds = ids(steps).map((id) => far.get(id)!)
      expect(rounds).toEqual(rounds.toSorted((a, b) => a - b))
      expect(new Set(owners.map(({ id }) => id))).toEqual(new Set(ids(steps).flatMap((id) => service[id]!.owner ?? [])))

      expectWalk(round, steps[0], steps[0])
      expect(round.every((edge) => free.some(({ from, to }) => edge.from.id === from && edge.to.id === to))).toBe(true)
      expect(round.every(({ flow }) => flow.limit === undefined)).toBe(true)
      expectWalk(way.edges, way.from, steps[0])
      expect(way.edges.slice(-round.length)).toEqual(round)
      const shortest = distancesFrom(free, steps[0].id, true).get(steps[0].id)!
      const returns = round.filter(({ to }) => to === steps[0]).length
      const met = new Set(round.flatMap(({ to }) => to.owners))
      if (owners.length < 2) expect(round.length).toBe(shortest)
      else expect(met.size).toBeGreaterThan(1)
      expect(returns).toBeLessThanOrEqual(2)
      found += 1
      if (returns === 2) twice += 1
    }
  })
  expect(found).toBeGreaterThan(40)
  expect(twice).toBeGreaterThan(0)
})

it.each<[what: string, steps: Service, rounds: readonly string[]]>([
  [
    'of two rounds the shorter, whichever comes first',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
      sort: { ...nothing, lane: 'touchpoint', owner: ['desk'], next: [{ to: 'copy' }, { to: 'look' }, { to: 'end' }] },
      copy: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'file' }] },
      file: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'sort' }] },
      look: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'sort' }] },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    ['look sort'],
  ],
  [
    'a longer round through two hands, where the shortest is in one',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
      sort: { ...nothing, lane: 'touchpoint', next: [{ to: 'look' }, { to: 'copy' }, { to: 'end' }] },
      look: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'sort' }] },
      copy: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'fetch' }] },
      fetch: { ...nothing, lane: 'backstage', owner: ['depot'], next: [{ to: 'sort' }] },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    ['copy fetch sort'],
  ],
  [
    'no round in nobody’s hands, where two are in one each',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
      sort: {
        ...nothing,
        lane: 'touchpoint',
        next: [{ to: 'wait' }, { to: 'look' }, { to: 'fetch' }, { to: 'end' }],
      },
      wait: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
      look: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'sort' }] },
      fetch: { ...nothing, lane: 'backstage', owner: ['depot'], next: [{ to: 'sort' }] },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    ['look sort fetch sort'],
  ],
  [
    'nothing where only the customer chooses, and a step does several things at once',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'show' }] },
      show: { ...nothing, lane: 'touchpoint', owner: ['desk'], split: 'all', next: [{ to: 'pick' }, { to: 'note' }] },
      note: { ...nothing, lane: 'backstage', owner: ['desk'] },
      pick: { ...nothing, lane: 'customer', next: [{ to: 'ask' }, { to: 'end' }] },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    [],
  ],
  [
    'nothing where nobody chooses, and a step does several things at once: each time round one of them leads out',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'show' }] },
      show: { ...nothing, lane: 'touchpoint', owner: ['desk'], split: 'all', next: [{ to: 'ask' }, { to: 'end' }] },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    [],
  ],
  [
    'a round out of which only lateness leads, however many flows lead on to the same step',
    {
      ask: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
      sort: { ...nothing, lane: 'touchpoint', owner: ['desk'], next: [{ to: 'look' }, { to: 'look' }] },
      look: {
        ...nothing,
        lane: 'backstage',
        owner: ['desk'],
        split: 'all',
        next: [{ to: 'sort', late: { to: 'end' } }],
      },
      end: { ...nothing, lane: 'customer', outcome: 'served' },
    },
    ['look sort'],
  ],
])('a loop shows %s', async (_, steps, rounds) => {
  const loops = endlessLoops(await graphFor(steps))
  expect(loops.map(({ round }) => round.map(({ to }) => to.id).join(' '))).toEqual(rounds)
})

const isGood = ({ outcome }: Described): boolean => outcome === 'served' || outcome === 'recovered'

function isCircular(service: Service, { kind, from, to, isBounded }: Way): boolean {
  const ways = waysOf(service)
  const reaches = (over: readonly Way[], first: string): string[] => [...distancesFrom(over, first).keys()]
  if (kind !== 'recover' || isBounded || !reaches(ways, 's0').includes(from)) return false
  const good = Object.keys(service).filter((id) => isGood(service[id]!))
  if (!reaches(ways, to).some((id) => good.includes(id))) return false
  if (from === to) return true
  // Without the failing step: nothing good, and whatever is passed by those who come back to it.
  const without = ways.filter((way) => way.from !== from && way.to !== from)
  const passed = reaches(without, to)
  if (passed.some((id) => good.includes(id))) return false
  const onTheWay = passed.filter((id) => reaches(ways, id).includes(from))
  const taken = ways.filter((way) => onTheWay.includes(way.from) && [...onTheWay, from].includes(way.to))
  if (taken.some((way) => way.isBounded)) return false
  if (onTheWay.some((id) => service[id]!.owner?.some((owner) => !service[from]!.owner?.includes(owner)))) return false
  const isNew = (fact: string): boolean => {
    const lacks = (id: string): boolean => id === from || !factsOf(service[id]!).includes(fact)
    return (
      lacks('s0') &&
      reaches(
        ways.filter((way) => lacks(way.to)),
        's0',
      ).includes(from)
    )
  }
  return !onTheWay.flatMap((id) => factsOf(service[id]!)).some(isNew)
}

const factsOf = ({ collects, produces }: Described): string[] => [...collects, ...produces]

function endlessIn(service: Service): string[][] {
  const ways = waysOf(service)
  const free = ways.filter(({ isBounded }) => !isBounded)
  const ahead = (over: readonly Way[], id: string): string[] => [...distancesFrom(over, id, true).keys()]
  const inReach = [...distancesFrom(ways, 's0').keys()]
  const happy = [
    ...distancesFrom(
      ways.filter(({ kind }) => kind === 'next'),
      's0',
    ).keys(),
  ]
  const circles = ways.filter((way) => isCircular(service, way)).map(({ from }) => from)
  const rings = new Map<string, string[]>()
  for (const id of inReach) {
    const ring = ahead(free, id).filter((other) => ahead(free, other).includes(id))
    if (ring.includes(id)) rings.set(ring.toSorted().join(), ring)
  }
  return [...rings.values()].filter((ring) => {
    const steps = ring.map((id) => service[id]!)
    const inner = free.filter(({ from, to }) => ring.includes(from) && ring.includes(to))
    const around = ahead(ways, ring[0]!)
    const isTrap = around.every((id) => ahead(ways, id).includes(ring[0]!) && service[id]!.outcome === undefined)
    const isWell = inner.every(({ kind }) => kind === 'next') && ring.every((id) => happy.includes(id))
    const chosen = steps.filter(({ split, next }) => split === 'one' && new Set(next.map(({ to }) => to)).size > 1)
    const goesOnlyRound = chosen.length === 0 && !steps.some(({ split, next }) => split === 'all' && next.length > 1)
    const isOwnChoice = ({ lane }: Described): boolean => lane !== 'customer'
    if (steps.every(({ lane }) => lane === 'backstage') || isTrap) return false
    return !ring.some((id) => circles.includes(id)) && (!isWell || goesOnlyRound || chosen.some(isOwnChoice))
  })
}

/** In the order of format.md: `next`, then `recover`, each with what acts when it is late. */
function waysOf(service: Service): Way[] {
  const way = (from: string, kind: Way['kind'], { to, limit, late }: Flow, wasBounded = false): Way[] => {
    const isBounded = wasBounded || limit !== undefined
    return [{ kind, from, to, isBounded }, ...(late ? way(from, 'late', late, isBounded) : [])]
  }
  return Object.entries(service).flatMap(([id, { next, fails }]) => [
    ...next.flatMap((flow) => way(id, 'next', flow)),
    ...fails.flatMap(({ recover }) => way(id, 'recover', recover)),
  ])
}

const named = ({ kind, from, to }: Edge) => ({ kind, from: from.id, to: to.id })

const ids = (steps: readonly Step[]): string[] => steps.map(({ id }) => id)

/** How many ways it takes; to where it begins none, or as many as it takes to come back. */
function distancesFrom(ways: readonly Way[], first: string, isBack = false): Map<string, number> {
  const far = new Map<string, number>(isBack ? [] : [[first, 0]])
  const queue = [{ id: first, distance: 0 }]
  for (const { id, distance } of queue)
    for (const { from, to } of ways) {
      if (from !== id || far.has(to)) continue
      far.set(to, distance + 1)
      queue.push({ id: to, distance: distance + 1 })
    }
  return far
}

function expectWalk(edges: readonly Edge[], from: Step, to: Step): void {
  expect(edges.length).toBeGreaterThan(0)
  let here = from
  for (const edge of edges) {
    expect(edge.from).toBe(here)
    here = edge.to
  }
  expect(here).toBe(to)
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>, is: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 11, arbitrary: fc.constant(is) })

/** Mostly one step after another to where it ends well: so most is reached, and not everything leads everywhere. */
const roundabout: fc.Arbitrary<Service> = fc.integer({ min: 2, max: 6 }).chain((size) => {
  const names = Array.from({ length: size }, (_, i) => `s${i}`)
  const to = fc.constantFrom(...names)
  const late = to.chain((to) =>
    seldom<Flow | undefined>(fc.constantFrom({ to }, { to, late: { to: 's0' } }), undefined),
  )
  const limit = seldom<number | undefined>(fc.constant(2), undefined)
  const flow = fc
    .record({ to, limit, late })
    .map(({ to, limit, late }) => ({ to, ...(limit && { limit }), ...(late && { late }) }))
  const step = (i: number): fc.Arbitrary<Described> =>
    fc
      .record({
        lane: fc.constantFrom<Described['lane']>('customer', 'touchpoint', 'touchpoint', 'backstage'),
        owner: fc.constantFrom<readonly string[]>(['desk'], ['desk'], ['desk'], ['depot'], ['desk', 'depot'], []),
        outcome: seldom<string | undefined>(fc.constantFrom('recovered', 'lost'), undefined),
        split: seldom<Described['split']>(fc.constant('all'), 'one'),
        goesOn: fc.constantFrom('on', 'on', 'on', 'also', 'also', 'elsewhere'),
        flows: fc.array(flow, { minLength: 1, maxLength: 2 }),
        recover: fc.option(flow, { freq: 2 }),
        collects: seldom<readonly string[]>(fc.constant(['name']), []),
        produces: seldom<readonly string[]>(fc.constant(['name']), []),
      })
      .map(({ goesOn, flows, recover, owner, outcome, ...said }) => {
        const on = { to: names[i + 1] ?? 'end' }
        const next = goesOn === 'on' ? [on] : goesOn === 'also' ? [on, ...flows] : flows
        return {
          ...said,
          ...(said.lane !== 'customer' && owner.length > 0 && { owner }),
          ...(outcome && { outcome }),
          next: outcome ? [] : next,
          fails: recover ? [{ what: 'it fails', recover }] : [],
        }
      })
  const end: Described = { ...nothing, lane: 'customer', outcome: 'served' }
  return fc.tuple(...names.map((_, i) => step(i))).map((steps) => ({
    ...Object.fromEntries(steps.map((said, i) => [names[i]!, said])),
    end,
  }))
})

/** Nobody's step in the middle: each round is in the hands of one owner only. */
const betweenTwo: Service = {
  s0: { ...nothing, lane: 'customer', next: [{ to: 'sort' }] },
  sort: { ...nothing, lane: 'touchpoint', next: [{ to: 'look' }, { to: 'fetch' }, { to: 'end' }] },
  look: { ...nothing, lane: 'backstage', owner: ['desk'], next: [{ to: 'sort' }] },
  fetch: { ...nothing, lane: 'backstage', owner: ['depot'], next: [{ to: 'sort' }] },
  end: { ...nothing, lane: 'customer', outcome: 'served' },
}

/** What is asked again by the repair was asked by the failing step alone, and so is new when it comes back. */
const askedByItself: Service = {
  s0: { ...nothing, lane: 'customer', next: [{ to: 'check' }] },
  check: {
    ...nothing,
    lane: 'touchpoint',
    owner: ['desk'],
    collects: ['name'],
    next: [{ to: 'end' }],
    fails: [{ what: 'it fails', recover: { to: 'mend' } }],
  },
  mend: { ...nothing, lane: 'touchpoint', owner: ['desk'], collects: ['name'], next: [{ to: 'check' }] },
  end: { ...nothing, lane: 'customer', outcome: 'served' },
}

/** Those who mend it may give up, and somebody else tells: that is on no way back. */
const orGivenUp: Service = {
  s0: { ...nothing, lane: 'customer', next: [{ to: 'check' }] },
  check: {
    ...nothing,
    lane: 'touchpoint',
    owner: ['desk'],
    next: [{ to: 'end' }],
    fails: [{ what: 'it fails', recover: { to: 'mend' } }],
  },
  mend: { ...nothing, lane: 'touchpoint', owner: ['desk'], next: [{ to: 'check' }, { to: 'tell' }] },
  tell: { ...nothing, lane: 'touchpoint', owner: ['depot'], next: [{ to: 'lost' }] },
  lost: { ...nothing, lane: 'customer', outcome: 'lost' },
  end: { ...nothing, lane: 'customer', outcome: 'served' },
}

const graphFor = (service: Service): Promise<Graph> => {
  const said = { blueprint: 1, title: 'Round and round', owners: { desk: {}, depot: {} }, steps: service }
  // What says nothing is left out: an outcome has no `next`, not even an empty one.
  return graphIn(JSON.stringify(said, (_, value) => (Array.isArray(value) && value.length === 0 ? undefined : value)))
}

const onServices = (times: number, check: (service: Service, graph: Graph) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(roundabout, async (service) => check(service, await graphFor(service))),
    { ...runs(times), examples: [[betweenTwo], [askedByItself], [orGivenUp]] },
  )
