import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between } from '../src/graph/between.ts'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { leastOpen, minutesAWeek, momentName, openAWeek, openingHours, openMinutes } from '../src/graph/hours.ts'
import { longestTime } from '../src/graph/longest-time.ts'
import { shares } from '../src/graph/shares.ts'
import { cannotBeKept, largestPart, promisedTimes, shortestTime, type Taken } from '../src/graph/time.ts'
import { basisOfChances, chancesBefore, customersAWeek, visits, visitsText } from '../src/graph/visits.ts'
import { readBlueprint } from '../src/read/read.ts'
import { runs } from './helpers/random.ts'

/** A small service in numbers: what the slow and plain references below are reckoned from. */
interface Described {
  readonly join: 'any' | 'all' | 'some'
  readonly split: 'one' | 'all' | 'some'
  /** Minutes. */
  readonly takes: readonly [number, number]
  readonly next: readonly { readonly to: number; readonly limit?: number; readonly chance?: number }[]
  readonly fails: readonly { readonly to?: number; readonly chance?: number }[]
}

describe('hours', () => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '59'))
    .map((parts) => parts.join(':'))
  const entry = fc
    .tuple(fc.constantFrom(...days), fc.option(fc.constantFrom(...days)), time, time)
    .map(([from, to, opens, closes]) => ({ days: to ? `${from}-${to}` : from, times: `${opens}-${closes}` }))
  const hours = fc.array(entry, { minLength: 1, maxLength: 3 })

  /** Minute by minute: whether it is open. */
  function simulated(entries: readonly { days: string; times: string }[]): boolean[] {
    const open = new Array<boolean>(minutesAWeek).fill(false)
    for (const entry of entries) {
      const [first, last = first] = entry.days.split('-').map((day) => days.indexOf(day))
      const [opens, closes] = entry.times.split('-').map((time) => {
        const [hour, minute] = time.split(':').map(Number)
        return hour! * 60 + minute!
      })
      for (let day = first!; ; day = (day + 1) % 7) {
        let minute = opens!
        do open[(day * 1440 + minute++) % minutesAWeek] = true
        while (minute % 1440 !== closes! % 1440)
        if (day === last) break
      }
    }
    return open
  }
  const textOf = (entries: readonly { days: string; times: string }[]): string =>
    entries.map(({ days, times }) => `${days} ${times}`).join(', ')
  /** Open minutes before each minute of four weeks. */
  function sums(open: readonly boolean[]): number[] {
    const before = [0]
    for (let minute = 0; minute < 4 * minutesAWeek; minute += 1)
      before.push(before[minute]! + (open[minute % minutesAWeek] ? 1 : 0))
    return before
  }

  it('are open in the minutes in which a simulation is', () =>
    fc.assert(
      fc.property(hours, fc.nat(minutesAWeek - 1), fc.nat(2 * minutesAWeek), (entries, moment, within) => {
        const open = simulated(entries)
        const before = sums(open)
        const read = openingHours(textOf(entries))
        expect(openAWeek(read)).toBe(open.filter(Boolean).length)
        expect(openMinutes(read, moment, within)).toBe(before[moment + within]! - before[moment]!)
      }),
      runs(60),
    ))

  it('are open least from where a simulation finds it first', () =>
    fc.assert(
      fc.property(hours, hours, fc.nat(2 * minutesAWeek), (entries, asking, within) => {
        const before = sums(simulated(entries))
        let least = { moment: 0, open: Number.POSITIVE_INFINITY }
        for (const [moment, isAsked] of simulated(asking).entries()) {
          const open = before[moment + within]! - before[moment]!
          if (isAsked && open < least.open) least = { moment, open }
        }
        expect(leastOpen(openingHours(textOf(entries)), openingHours(textOf(asking)), within)).toEqual(least)
      }),
      runs(40),
    ))

  it('may leave out days that have been said, and may close on the next day', () => {
    expect(openingHours('sun 22:00-06:00')).toEqual([
      { from: 0, to: 360 },
      { from: 10_080 - 120, to: 10_080 },
    ])
    expect(openingHours('mon 08:00-12:00, 13:00-17:00')).toEqual([
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ])
    // The same time twice is a whole day.
    expect(openingHours('tue 09:00-09:00')).toEqual([{ from: 1440 + 540, to: 2 * 1440 + 540 }])
    expect(openingHours('sun 22:00-24:00')).toEqual([{ from: 10_080 - 120, to: 10_080 }])
    expect(openingHours('mon 08:00-12:00, 12:00-14:00')).toEqual([{ from: 480, to: 840 }])
    expect(openAWeek(openingHours('always'))).toBe(minutesAWeek)
    expect(openMinutes(openingHours('mon-fri 09:00-17:30'), 4 * 1440 + 17.5 * 60, 1440)).toBe(0)
    expect(momentName(5 * 1440 + 16 * 60 + 15)).toBe('Saturday 16:15')
  })

  it('are open least when a break is whole within the time, and for those who come in the last minute', () => {
    const day = 8 * 60
    const broken = openingHours('mon 08:00-12:00, 14:00-18:00')
    expect(leastOpen(broken, openingHours('mon 08:00-15:00'), 180)).toEqual({ moment: 11 * 60, open: 60 })
    expect(leastOpen(openingHours('mon 08:00-10:00'), openingHours('mon 08:00-10:00'), 60)).toEqual({
      moment: day + 119,
      open: 1,
    })
  })
})

describe('time', () => {
  it('at the shortest is the least over choices and the most over what a `join: all` waits for', () =>
    onServices({ limits: true }, 80, (service, graph) => {
      for (const [from, to] of pairs(service)) {
        const stretch = between(graph, graph.steps[from]!, graph.steps[to]!)
        const taken = stretch && shortestTime(graph, stretch)
        expect(taken?.minutes ?? Number.POSITIVE_INFINITY).toBe(slowShortest(service, from, to))
        if (taken) expectSum(taken, graph, from, to, 0)
      }
    }))

  it('at the longest is that of the longest walk that the limits allow, or without bound', () =>
    onServices({ limits: true, most: 5 }, 120, (service, graph) => {
      for (const [from, to] of pairs(service)) {
        const stretch = between(graph, graph.steps[from]!, graph.steps[to]!)
        const meant = slowLongest(service, from, to)
        if (!stretch) {
          expect(meant).toBe(Number.NEGATIVE_INFINITY)
          continue
        }
        const longest = longestTime(graph, stretch)
        expect('ring' in longest ? Number.POSITIVE_INFINITY : longest.taken.minutes).toBe(meant)
        if ('ring' in longest) expectNearestRing(longest, service, from, to)
        else expectSum(longest.taken, graph, from, to, 1)
      }
    }))

  it('at the shortest waits for the slowest of many branches', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(999), { minLength: 2, maxLength: 40, size: 'max' }), async (takes) => {
        const [end, slowest] = [takes.length + 1, Math.max(...takes)]
        const branches = takes.map((minutes) => step({ takes: [minutes, minutes], next: [{ to: end }] }))
        const next = takes.map((_, i) => ({ to: i + 1 }))
        const graph = await read(textOf([step({ split: 'all', next }), ...branches, step({ join: 'all' })]))
        const { minutes, parts } = shortestTime(graph, between(graph, graph.steps[0]!, graph.steps[end]!)!)!
        expect([minutes, parts[0]!.minutes]).toEqual([slowest, slowest])
      }),
      runs(40),
    ))

  it('at the shortest takes the quickest of many ways', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 2, maxLength: 25, size: 'max' }),
        async (takes) => {
          const end = 2 * takes.length + 1
          const ways = takes.flatMap(([first, second], i) => [
            step({ takes: [first, first], next: [{ to: 2 * i + 2 }] }),
            step({ takes: [second, second], next: [{ to: end }] }),
          ])
          const graph = await read(
            textOf([step({ next: takes.map((_, i) => ({ to: 2 * i + 1 })) }), ...ways, step({})]),
          )
          const { minutes } = shortestTime(graph, between(graph, graph.steps[0]!, graph.steps[end]!)!)!
          expect(minutes).toBe(Math.min(...takes.map(([first, second]) => first + second)))
        },
      ),
      runs(40),
    ))

  it('goes round for ever by the shortest round, whichever comes first', async () => {
    const service = [
      step({ next: [{ to: 1 }] }),
      step({ next: [{ to: 4 }, { to: 3 }, { to: 5 }] }),
      step({ next: [{ to: 1 }] }),
      step({ next: [{ to: 1 }] }),
      step({ next: [{ to: 2 }] }),
      step({}),
    ]
    const graph = await read(textOf(service))
    const longest = longestTime(graph, between(graph, graph.steps[0]!, graph.steps[5]!)!)
    expect('ring' in longest && longest.ring.map(({ id }) => id)).toEqual(['s1', 's3'])
  })

  it('is known of the steps that say it, and the largest part is the first of the largest', async () => {
    const times = ['10m', '10m', undefined, '20m', '20m', undefined]
    const steps = times.map(
      (takes, i) =>
        `  s${i}: { lane: backstage, owner: desk, ${takes ? `takes: ${takes}, ` : ''}${i === 5 ? 'outcome: served' : `next: s${i + 1}`} }`,
    )
    const graph = await read(`blueprint: 1\ntitle: Times\nowners: { desk: {} }\nsteps:\n${steps.join('\n')}\n`)
    const taken = shortestTime(graph, between(graph, graph.steps[0]!, graph.steps[5]!)!)!
    expect(taken.unknown.map(({ id }) => id)).toEqual(['s2'])
    const longest = longestTime(graph, between(graph, graph.steps[0]!, graph.steps[5]!)!)
    expect('ring' in longest ? [] : longest.unknown.map(({ id }) => id)).toEqual(['s2'])
    expect(largestPart(taken).step.id).toBe('s3')
    expect(taken.minutes).toBe(50)
  })

  it('is too long for a promise where it is from any of the steps that make it', async () => {
    const graph = await read(
      `${textOf([step({ next: [{ to: 1 }] }), step({ takes: [9, 9], next: [{ to: 2 }] }), step({ takes: [9, 9] })])}promises:
  soon: { says: Soon, made: [s0, s1], kept: s2, within: 10m }
  late: { says: Late, made: [s0, s1], kept: s2, within: 18m }
  never: { says: Some time, made: s0, kept: s2 }
`,
    )
    const { promises } = graph.blueprint
    const times = promisedTimes(graph)
    expect(['soon', 'late'].map((id) => cannotBeKept(times.get(promises.get(id)!)!))).toEqual([true, false])
    expect(times.get(promises.get('never')!)).toBe(undefined)
  })

  it('of a promise is sure where nothing goes round and even the longest way is in time', () =>
    onServices({ limits: true, most: 5 }, 100, async (service) => {
      const unlimited = service.map((one) => ({ ...one, next: one.next.map(({ to }) => ({ to })) }))
      const inReach = closure(flowsOf(service), 0)
      const promised = pairs(service).map(([from, to], i) => {
        const longest = slowLongest(unlimited, from, to)
        const shortest = slowShortest(service, from, to)
        const near = [longest, longest - 1, shortest, shortest - 1][i % 4]!
        return { from, to, longest, shortest, within: Number.isFinite(near) ? Math.max(1, near) : 3 }
      })
      const lines = promised.map(
        ({ from, to, within }) => `  p${from}-${to}: { says: Soon, made: s${from}, kept: s${to}, within: ${within}m }`,
      )
      const graph = await read(`${textOf(service)}promises:\n${lines.join('\n')}\n`)
      for (const { from, to, within, longest, shortest } of promised) {
        const times = promisedTimes(graph).get(graph.blueprint.promises.get(`p${from}-${to}`)!)!
        const isAsked = inReach.has(from) && longest !== Number.NEGATIVE_INFINITY
        expect(times.length).toBe(isAsked ? 1 : 0)
        if (!isAsked) continue
        expect(times[0]).toMatchObject({ within, isSure: longest <= within })
        const known = longest <= within || shortest === Number.POSITIVE_INFINITY ? undefined : shortest
        expect(times[0]!.shortest).toBe(known)
        expect(cannotBeKept(times)).toBe(known !== undefined && known > within)
      }
    }))

  it('counts rounds by the thousand, and lowers limits rather than work without end', async () => {
    const round = (limits: readonly number[]): string =>
      textOf([
        step({ next: [{ to: 1 }] }),
        step({ takes: [1, 1], next: [...limits.map((limit) => ({ to: 1, limit })), { to: 2 }] }),
        step({ takes: [1, 1] }),
      ])
    const longest = async (limits: readonly number[]) => {
      const graph = await read(round(limits))
      const [from, , to] = graph.steps
      const found = longestTime(graph, between(graph, from!, to!)!)
      if ('ring' in found) throw new Error('has a bound')
      return { minutes: found.taken.minutes, isLeast: found.isLeast, rounds: found.rounds.map(({ times }) => times) }
    }
    expect(await longest([5_000])).toEqual({ minutes: 5_002, isLeast: false, rounds: [5_000] })
    const { rounds, ...both } = await longest([3, 4])
    expect({ ...both, rounds: rounds.toSorted() }).toEqual({ minutes: 9, isLeast: false, rounds: [3, 4] })
    for (const limits of [
      [9_000, 9_000],
      [9_000, 9_000, 2],
    ]) {
      const lowered = await longest(limits)
      expect(lowered.isLeast).toBe(true)
      expect(lowered.minutes).toBeGreaterThan(200)
    }
  })

  it.each([
    [9, 1],
    [1, 9],
  ])(
    'at the longest takes the longer of two branches in every round, whichever comes first: %i or %i minutes',
    async (one, other) => {
      const service = [
        step({ next: [{ to: 1 }] }),
        step({ next: [{ to: 2 }, { to: 3 }] }),
        step({ takes: [0, one], next: [{ to: 4 }] }),
        step({ takes: [0, other], next: [{ to: 4 }] }),
        step({ takes: [0, 4], next: [{ to: 1, limit: 2 }, { to: 5 }] }),
        step({}),
      ]
      const graph = await read(textOf(service))
      const found = longestTime(graph, between(graph, graph.steps[0]!, graph.steps[5]!)!)
      expect('ring' in found ? undefined : found.taken.minutes).toBe(3 * (9 + 4))
    },
  )
})

describe('visits', () => {
  it('solve the equations of the chain, before and after a failure', () =>
    onServices({ chances: true }, 150, (service, graph) => {
      const n = service.length
      const steps = slowShares(service)
      // Twice: customers for whom nothing has gone wrong yet, and the others.
      const doubled = Array.from({ length: 2 * n }, () => new Array<number>(2 * n).fill(0))
      for (const { from, to, part, isFailure } of steps) {
        doubled[from]![to + (isFailure ? n : 0)]! += part
        doubled[n + from]![n + to]! += part
      }
      const reached = closure(steps, 0)
      const alone = doubled.map((row, i) => row.map((part) => (reached.has(i % n) ? part : 0)))
      const everywhere = solved(alone, new Array<number>(2 * n).fill(1))
      const isFinite = everywhere?.every((value) => value > 0) ?? false
      const found = visits(graph)
      expect(found !== undefined).toBe(isFinite)
      if (!found) return
      const meant = solved(alone, [1, ...new Array<number>(2 * n - 1).fill(0)])!
      for (const step of graph.steps) {
        expectClose(found.of(step), meant[step.index]! + meant[n + step.index]!)
        expectClose(found.afterFailure(step), meant[n + step.index]!)
        // What is said of it adds up, but for what was rounded.
        const [sum, parts] = visitsText(graph, found, step).split(' for each customer = ')
        const [visited, ...sources] = [sum!, ...(parts === '' ? [] : parts!.split(' + '))].map((part) =>
          part.split(' × ').reduce((product, factor) => product * Number.parseFloat(factor.replaceAll(',', '')), 1),
        )
        const added = sources.reduce((total, part) => total + part, 0)
        expect(Math.abs(added - visited!)).toBeLessThanOrEqual(0.03 * Math.max(1, visited!))
        expect(sources.length).toBe(
          steps.filter(({ from, to }) => to === step.index && found.of(graph.steps[from]!) > 0).length +
            (step.index === 0 ? 1 : 0),
        )
      }
    }))

  it.each([2, 3, 8, 9, 20])('have no number in a ring of %i steps that nobody leaves', async (size) => {
    const ring = Array.from({ length: size }, (_, i) => step({ next: [{ to: 1 + ((i + 1) % size) }] }))
    for (const leaving of [[], [{ to: size + 1, chance: 0 }]])
      for (const [chance, isFinite] of [
        [0, true],
        [0.5, false],
      ] as const) {
        // Nobody leaves it; and nobody comes, or half of all.
        const first = step({
          next: [
            { to: 1, chance },
            { to: size + 1, chance: 1 - chance },
          ],
        })
        const [one, ...others] = ring
        const left = { ...one!, next: [...leaving, { ...one!.next[0]!, ...(leaving.length > 0 && { chance: 1 }) }] }
        const graph = await read(textOf([first, left, ...others, step({})]))
        const found = visits(graph)
        expect(found !== undefined).toBe(isFinite)
        if (found) expect(found.of(graph.steps[1]!)).toBe(0)
      }
  })

  it('count where nobody goes for nothing, though nobody would get out there', async () => {
    // From the second step nobody goes to the third, which only leads to itself, and back for nobody either.
    const service = [
      step({ next: [{ to: 1 }] }),
      step({
        next: [
          { to: 2, chance: 0 },
          { to: 3, chance: 1 },
        ],
      }),
      step({
        next: [
          { to: 2, chance: 1 },
          { to: 1, chance: 0 },
        ],
      }),
      step({}),
    ]
    const graph = await read(textOf(service))
    expect(graph.steps.map((one) => visits(graph)!.of(one))).toEqual([1, 1, 0, 1])
  })

  it('of several starts are those of each, by the rates at which customers come', () =>
    onServices({ chances: true, joins: ['any'] }, 60, async (service) => {
      const from = async (start: string) => {
        const graph = await read(`start: ${start}\n${textOf(service)}`)
        return { graph, found: visits(graph) }
      }
      const [first, second] = [await from('s0'), await from('s1')]
      for (const [start, parts] of [
        ['[s0, s1]', [1 / 2, 1 / 2]],
        ['{ s0: 3/day, s1: 1/day }', [3 / 4, 1 / 4]],
      ] as const) {
        const { graph, found } = await from(start)
        expect(found !== undefined).toBe(first.found !== undefined && second.found !== undefined)
        for (const step of found ? graph.steps : []) {
          const alone = [first, second].map((one) => one.found!.of(one.graph.steps[step.index]!))
          expectClose(found!.of(step), parts[0] * alone[0]! + parts[1] * alone[1]!)
        }
        expect(customersAWeek(graph)).toBe(start.startsWith('{') ? 28 : undefined)
      }
    }))

  it('stand on the chances of the choices before them, and on what is taken to be even', () =>
    onServices({ chances: true }, 80, (service, graph) => {
      const { of: share, guessed } = shares(graph)
      const taken = graph.edges.filter(({ index }) => share[index]! > 0)
      for (const goal of graph.steps) {
        const leads = ({ to }: (typeof taken)[number]): boolean =>
          closure(allFlowsOf(service), to.index).has(goal.index)
        const before = new Set(taken.filter(leads).map((edge) => edge.from))
        const going = new Set(taken.filter((edge) => edge.kind === 'next' && leads(edge)).map((edge) => edge.from))
        const places = taken.flatMap(({ from, kind, flow, failure }) => {
          if (!before.has(from)) return []
          if (kind === 'recover') return [failure!.at.path.join('/')]
          return flow.chance !== undefined && from.next.length > 1 && from.split !== 'all'
            ? [flow.at.path.join('/')]
            : []
        })
        const evenly = [...guessed].filter((step) => going.has(step)).map(({ at }) => `${at.path.join('/')} guessed`)
        const stated = chancesBefore(graph, [goal]).map(
          ({ at, basis }) => `${at.path.join('/')}${basis === 'reported' ? ' guessed' : ''}`,
        )
        expect(stated.sort()).toEqual([...places, ...evenly].sort())
        const bases = chancesBefore(graph, [goal]).map(({ basis }) => basis)
        expect(basisOfChances(graph)([goal])).toBe(
          (['assumed', 'reported'] as const).find((basis) => bases.includes(basis)) ?? 'observed',
        )
      }
    }))

  it('run a `join: some` behind a `split: all` once, and add up its branches behind a choice', async () => {
    for (const [split, times] of [
      ['all', 1],
      ['some', 1],
      ['one', 1],
    ] as const) {
      const service = [
        step({ split, next: [{ to: 1 }, { to: 2 }] }),
        step({ next: [{ to: 3 }] }),
        step({ next: [{ to: 3 }] }),
        step({ join: 'some' }),
      ]
      const graph = await read(textOf(service))
      expectClose(visits(graph)!.of(graph.steps[3]!), times)
    }
  })

  it.each([
    ['a long chain of rings', 2_000, 3],
    ['rings all over each other', 500, 500],
    ['so many rings that what is left of them is solved by repetition', 1_500, 1_500],
  ])('of %s balance', async (_, size, near) => {
    const random = numbers(7)
    const service = Array.from({ length: size }, (_, i) =>
      i === size - 1
        ? step({})
        : step({
            next: [
              { to: i + 1, chance: 0.6 },
              { to: Math.max(0, i - Math.floor(random() * near)), chance: 0.3 },
              { to: Math.min(size - 1, i + Math.floor(random() * near)), chance: 0.1 },
            ],
          }),
    )
    const graph = await read(textOf(service))
    const found = visits(graph)!
    const { of: share } = shares(graph)
    const coming = new Array<number>(size).fill(0)
    coming[0] = 1
    for (const { index, from, to } of graph.edges) coming[to.index]! += share[index]! * found.of(from)
    for (const step of graph.steps) expectClose(found.of(step), coming[step.index]!)
    expectClose(found.of(graph.steps.at(-1)!), 1)
  })
})

const step = (said: Partial<Described>): Described => ({
  join: 'any',
  split: 'one',
  takes: [0, 0],
  next: [],
  fails: [],
  ...said,
})

async function onServices(
  { limits = false, chances = false, most = 7, joins = ['any', 'any', 'all'] as readonly Described['join'][] },
  number: number,
  check: (service: readonly Described[], graph: Graph) => void | Promise<void>,
): Promise<void> {
  const service = fc.integer({ min: 2, max: most }).chain((size) => {
    const to = fc.nat(size - 1)
    const chance = chances
      ? fc.option(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.8), { nil: undefined })
      : fc.constant(undefined)
    const limit = limits ? fc.constantFrom(undefined, undefined, 1, 2) : fc.constant(undefined)
    const flow = fc.record({ to, chance, limit })
    const described = fc.record({
      // What a `join: some` counts as hangs on splits further up: it has a test of its own.
      join: fc.constantFrom<Described['join']>(...joins, ...(chances ? [] : ['some' as const])),
      split: fc.constantFrom<Described['split']>('one', 'one', 'all', ...(chances ? [] : ['some' as const])),
      takes: fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]): [number, number] => [a, a + b]),
      next: fc.array(flow, { maxLength: 3 }),
      fails: chances
        ? fc.array(fc.record({ to: fc.option(to, { nil: undefined }), chance }), { maxLength: 2 })
        : fc.constant([]),
    })
    return fc.tuple(...Array.from({ length: size }, () => described)) as fc.Arbitrary<Described[]>
  })
  await fc.assert(
    fc.asyncProperty(service, async (described) => check(described, await read(textOf(described)))),
    runs(number),
  )
}

async function read(text: string): Promise<Graph> {
  const outcome = await readBlueprint(
    { file: 'numbers.blueprint.yaml', text },
    { rules: new Set(), organization: () => ({ unavailable: '', help: '' }) },
    new Map(),
  )
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join('\n'))
  return graphOf(outcome.value)
}

function textOf(service: readonly Described[]): string {
  const lines = ['blueprint: 1', 'title: Numbers', 'owners: { desk: {} }', 'steps:']
  const map = (values: Record<string, unknown>): string =>
    `{ ${Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ')} }`
  for (const [i, { join, split, takes, next, fails }] of service.entries()) {
    lines.push(`  s${i}:`, '    lane: touchpoint', '    owner: desk', `    join: ${join}`, `    split: ${split}`)
    lines.push(`    takes: ${takes[0]}m..${takes[1]}m`)
    if (next.length > 0) lines.push('    next:')
    for (const { to, limit, chance } of next) lines.push(`      - ${map({ to: `s${to}`, limit, chance })}`)
    if (fails.length > 0) lines.push('    fails:')
    for (const { to, chance } of fails)
      lines.push(`      - ${map({ what: 'Slip', chance, recover: to === undefined ? undefined : `s${to}` })}`)
  }
  return `${lines.join('\n')}\n`
}

const pairs = (service: readonly Described[]): [number, number][] =>
  service.flatMap((_, from) => service.flatMap((_, to): [number, number][] => (from === to ? [] : [[from, to]])))

const flowsOf = (service: readonly Described[]) =>
  service.flatMap(({ next }, from) => next.map(({ to, limit }) => ({ from, to, limit })))

const allFlowsOf = (service: readonly Described[]) =>
  service.flatMap(({ next, fails }, from) => [
    ...next.map(({ to }) => ({ from, to })),
    ...fails.flatMap(({ to }) => (to === undefined ? [] : [{ from, to }])),
  ])

function closure(flows: readonly { from: number; to: number }[], from: number): Set<number> {
  const reached = new Set([from])
  for (const step of reached) for (const flow of flows) if (flow.from === step) reached.add(flow.to)
  return reached
}

/** Nobody is through with anything at first; what can be told is told again until it stays. */
function slowShortest(service: readonly Described[], from: number, to: number): number {
  const flows = flowsOf(service).filter((flow) => flow.from !== to)
  const downstream = closure(flows, from)
  const through = service.map((_, i) => (i === from ? 0 : Number.POSITIVE_INFINITY))
  for (let changed = true; changed; ) {
    changed = false
    for (const [i, { join, takes }] of service.entries()) {
      const before = flows
        .filter((flow) => flow.to === i && downstream.has(flow.from))
        .map(({ from }) => through[from]!)
      if (i === from || before.length === 0) continue
      const done = (join === 'all' ? Math.max(...before) : Math.min(...before)) + takes[0]
      if (done >= through[i]!) continue
      through[i] = done
      changed = true
    }
  }
  return through[to]!
}

/** Every walk, flow by flow. */
function slowLongest(service: readonly Described[], from: number, to: number): number {
  const open = flowsOf(service).filter((flow) => flow.from !== to)
  const flows = open.filter((flow) => closure(open, from).has(flow.from) && closure(open, flow.to).has(to))
  const free = flows.filter(({ limit }) => limit === undefined)
  if (free.some((flow) => closure(free, flow.to).has(flow.from))) return Number.POSITIVE_INFINITY
  const left = flows.map(({ limit }) => limit ?? Number.POSITIVE_INFINITY)
  let longest = Number.NEGATIVE_INFINITY
  const walk = (at: number, minutes: number): void => {
    if (at === to) longest = Math.max(longest, minutes)
    for (const [i, flow] of flows.entries()) {
      if (flow.from !== at || left[i] === 0) continue
      left[i]! -= 1
      walk(flow.to, minutes + service[flow.to]!.takes[1])
      left[i]! += 1
    }
  }
  walk(from, 0)
  return longest
}

/** The way leads to the nearest step from which it can go round for ever, round by the fewest flows, and on. */
function expectNearestRing(
  { ring, way }: Extract<ReturnType<typeof longestTime>, { ring: unknown }>,
  service: readonly Described[],
  from: number,
  to: number,
): void {
  expectWay(way.edges, from, to)
  const open = flowsOf(service).filter((flow) => flow.from !== to)
  const flows = open.filter((flow) => closure(open, from).has(flow.from) && closure(open, flow.to).has(to))
  const free = flows.filter(({ limit }) => limit === undefined)
  const first = way.edges.findIndex((edge) => edge.from === ring[0])
  const nearest = Math.min(
    ...free.filter((flow) => closure(free, flow.to).has(flow.from)).map((flow) => farOf(flows, from).get(flow.from)!),
  )
  expect(first).toBe(nearest)
  const round = way.edges.slice(first, first + ring.length)
  expect(round.map((edge) => edge.from)).toEqual(ring)
  expect(round.at(-1)!.to).toBe(ring[0])
  expect(round.every(({ flow }) => flow.limit === undefined)).toBe(true)
  const back = free
    .filter((flow) => flow.to === ring[0]!.index)
    .map((flow) => farOf(free, ring[0]!.index).get(flow.from))
  expect(ring.length).toBe(1 + Math.min(...back.map((far) => far ?? Number.POSITIVE_INFINITY)))
}

function farOf(flows: readonly { from: number; to: number }[], from: number): Map<number, number> {
  const far = new Map([[from, 0]])
  for (const [at, distance] of far)
    for (const flow of flows) if (flow.from === at && !far.has(flow.to)) far.set(flow.to, distance + 1)
  return far
}

function slowShares(service: readonly Described[]) {
  const reached = closure(allFlowsOf(service), 0)
  const edges: { from: number; to: number; part: number; isFailure: boolean }[] = []
  for (const [from, { split, next, fails }] of service.entries()) {
    if (!reached.has(from)) continue
    const failing = fails.reduce((sum, { chance = 0 }) => sum + chance, 0)
    const left = Math.max(0, 1 - failing)
    for (const { to, chance = 0 } of fails)
      if (to !== undefined) edges.push({ from, to, part: chance / Math.max(1, failing), isFailure: true })
    const stated = next.reduce((sum, { chance = 0 }) => sum + chance, 0)
    const silent = next.filter(({ chance }) => chance === undefined).length
    // Where the flows' own chances and the failures' fit on one scale, what is left is for those that say none.
    const whole = silent > 0 && stated <= left + 1e-9 ? left : 1
    const weights = next.map(({ chance }) => chance ?? Math.max(0, whole - stated) / silent)
    const sum = weights.reduce((sum, weight) => sum + weight, 0)
    for (const [i, { to }] of next.entries()) {
      const part = split === 'all' ? left : sum > 0 ? (weights[i]! / sum) * left : left / next.length
      edges.push({ from, to, part, isFailure: false })
    }
  }
  const bringing = edges.filter(({ part }) => part > 0)
  const visited = closure(bringing, 0)
  return bringing.map((edge) => {
    const joined = bringing.filter(({ from, to }) => to === edge.to && visited.has(from)).length
    return service[edge.to]!.join === 'all' ? { ...edge, part: edge.part / Math.max(1, joined) } : edge
  })
}

/** x = b + x · parts, by Gauss's elimination with a pivot; undefined where there is no single solution. */
function solved(parts: readonly (readonly number[])[], b: readonly number[]): number[] | undefined {
  const n = b.length
  const rows = b.map((value, i) => [...b.map((_, j) => (i === j ? 1 : 0) - parts[j]![i]!), value])
  for (let column = 0; column < n; column += 1) {
    let pivot = column
    for (let row = column; row < n; row += 1)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    if (Math.abs(rows[pivot]![column]!) < 1e-11) return undefined
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    for (let row = 0; row < n; row += 1) {
      const factor = rows[row]![column]! / rows[column]![column]!
      if (row !== column) rows[row] = rows[row]!.map((value, j) => value - factor * rows[column]![j]!)
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

const expectClose = (found: number, meant: number): void =>
  expect(Math.abs(found - meant)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(meant)))

function expectWay(edges: Taken['way']['edges'], from: number, to: number): void {
  let at = from
  for (const edge of edges) {
    expect(edge.from.index).toBe(at)
    at = edge.to.index
  }
  expect(at).toBe(to)
}

/** The parts are of the steps that they say, and add up. */
function expectSum({ minutes, parts, way }: Taken, graph: Graph, from: number, to: number, end: 0 | 1): void {
  expectWay(way.edges, from, to)
  expect(new Set(way.edges.map((edge) => edge.from)).size).toBe(way.edges.length)
  let sum = 0
  for (const { step, times, minutes } of parts) {
    const { takes } = graph.steps[step.index]!
    expect(minutes).toBe(times * (end === 0 ? takes!.shortest : takes!.longest))
    sum += minutes
  }
  expect(sum).toBe(minutes)
}

function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
