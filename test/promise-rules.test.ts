import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/finding.ts'
import { judge } from './helpers/judge.ts'
import {
  type DescribedEdge,
  edgesOf,
  reachable,
  many,
  type ServiceDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

// Rules about promises, each beside what rules.md says of it, in the slowest and plainest way.

interface PromisePlan {
  readonly made: readonly string[]
  readonly kept: string
  readonly owner: string | undefined
}

/** The rules that are compared on random flows, each with what its definition says of one promise, if anything. */
const definitions: Record<string, { said: (finding: Finding) => string; meant: (asked: Asked) => string | undefined }> =
  {
    'skipped-promise': {
      said: ({ steps, message }) => `${steps[0]} ${/no way leads/.test(message) ? 'leads nowhere' : 'is passed by'}`,
      meant: (asked) => {
        for (const made of asked.promise.made) {
          if (made === asked.promise.kept || !asked.reached.has(made)) continue
          if (!reachable(asked.edges, [made]).has(asked.promise.kept)) return `${made} leads nowhere`
          const passing = notCertain(asked, made)
          const past = endingWithout(asked)
          const isWithout = (id: string): boolean => passing.has(id) && past.has(id)
          const onward = asked.edges.filter(({ kind, from, to }) => kind === 'next' && [from, to].every(isWithout))
          const to = reachable(onward, isWithout(made) ? [made] : [])
          if (asked.steps.some(({ id, outcome }) => outcome === 'served' && to.has(id))) return `${made} is passed by`
        }
        return undefined
      },
    },
    'borrowed-promise': {
      said: ({ steps, why }) => `${steps[0]}: ${why[0]!.replace(/^.*the work is (that of )?/, '').replace(/: .*/, '')}`,
      meant: ({ promise: { made, kept, owner }, reached, edges, steps }) => {
        if (owner) return undefined
        const before = edges.filter(({ from }) => from !== kept)
        for (const id of made) {
          const makers = ownersOf(steps, id)
          if (id === kept || !reached.has(id) || makers.length === 0 || !reachable(before, [id]).has(kept)) continue
          const after = reachable(before, targets(before, id))
          const work = steps.filter((step) => after.has(step.id) && reachable(before, [step.id]).has(kept))
          const own = work.filter(({ lane }) => lane !== 'customer')
          const others = [...new Set(own.flatMap(({ owners }) => owners))]
          if (own.length === 0 || others.some((other) => makers.includes(other))) continue
          return `${id}: ${others.length === 0 ? "nobody's" : others.join(', ').replace(/, ([^,]*)$/, ' and $1')}`
        }
        return undefined
      },
    },
  }

describe.each(Object.entries(definitions))('%s', (rule, { said, meant }) => {
  it('finds what its definition says, and nothing else', async () => {
    const seen = new Set<string | undefined>()
    await fc.assert(
      fc.asyncProperty(promising, async (service) => {
        const { findings, faults, unread } = await judge(promisingYaml(service), { asks: ({ id }) => id === rule })
        expect({ faults, unread }).toEqual({ faults: [], unread: [] })
        const edges = edgesOf(service)
        const reached = reachable(edges, startsOf(service))
        for (const [position, promise] of service.plans.entries()) {
          const found = findings.filter(({ element }) => element.startsWith(`promises/promise-${position}/`))
          const expected = meant({ ...service, promise, edges, reached })
          expect(found.map(said)).toEqual(expected === undefined ? [] : [expected])
          seen.add(expected?.replace(/^\w+/, 'it'))
        }
      }),
      many(100),
    )
    expect(seen.size).toBeGreaterThan(1)
  })
})

interface Promising extends ServiceDescription {
  /** By step. */
  readonly splits: readonly string[]
  readonly plans: readonly PromisePlan[]
}

interface Asked extends Promising {
  readonly promise: PromisePlan
  readonly edges: readonly DescribedEdge[]
  readonly reached: ReadonlySet<string>
}

const promising: fc.Arbitrary<Promising> = services().chain((service) => {
  const ids = service.steps.map(({ id }) => id)
  const plan = fc.record({
    made: fc.subarray(ids, { minLength: 1, maxLength: 2 }),
    kept: fc.constantFrom(...ids),
    owner: fc.constantFrom('office', undefined, undefined, undefined),
  })
  const splits = fc.array(fc.constantFrom('one', 'all', 'some'), { minLength: ids.length, maxLength: ids.length })
  return fc.tuple(fc.array(plan, { minLength: 1, maxLength: 3 }), splits).map(([plans, splits]) => ({
    ...service,
    splits,
    plans,
    promises: plans.map(({ made }) => ({ basis: 'observed', made })),
  }))
})

const promisingYaml = (service: Promising): string =>
  service.plans.reduce(
    (yaml, { kept, owner }, position) =>
      yaml.replace(
        `  promise-${position}: { `,
        `  promise-${position}: { kept: ${kept}, ${owner ? `owner: ${owner}, ` : ''}`,
      ),
    service.steps.reduce(
      (yaml, { id }, i) => yaml.replace(`  ${id}:\n`, `  ${id}:\n    split: ${service.splits[i]}\n`),
      yamlOf(service),
    ),
  )

const ownersOf = (steps: ServiceDescription['steps'], id: string): readonly string[] =>
  steps.find((step) => step.id === id)!.owners

const targets = (edges: readonly DescribedEdge[], id: string): string[] =>
  edges.filter(({ from }) => from === id).map(({ to }) => to)

/** Where a run from this step, as long as nothing fails, can get to without what keeps the promise. */
const notCertain = ({ steps, edges, promise: { kept } }: Asked, made: string): Set<string> =>
  withoutPassing(
    steps,
    edges.filter(({ kind }) => kind === 'next'),
    made,
    kept,
  )

/** Where, as long as nothing fails, all that is begun can come to its end without what keeps the promise. */
function endingWithout({ steps, splits, edges, promise: { kept } }: Asked): Set<string> {
  const well = edges.filter(({ kind }) => kind === 'next')
  const isLed = (id: string): boolean => reachable(well, targets(well, id)).has(kept)
  const ending = new Set(steps.map(({ id }) => id).filter((id) => !isLed(id)))
  const isPast = (id: string): boolean => id !== kept && ending.has(id)
  for (let size = -1; size < ending.size; ) {
    size = ending.size
    for (const [position, { id }] of steps.entries()) {
      const onward = targets(well, id)
      if (splits[position] === 'all' ? onward.every(isPast) : onward.some(isPast)) ending.add(id)
    }
  }
  return ending
}

/** Where a run from one step can get to, and be through with it, without having passed another. */
function withoutPassing(
  steps: readonly { readonly id: string; readonly join: string }[],
  edges: readonly { readonly from: string; readonly to: string }[],
  first: string,
  passed: string,
): Set<string> {
  const after = reachable(edges, [first])
  const certain = new Set(after)
  for (let changed = true; changed; ) {
    changed = false
    for (const id of certain) {
      const before = edges.filter(({ from, to }) => to === id && after.has(from)).map(({ from }) => from)
      const unites = steps.find((step) => step.id === id)!.join === 'all'
      const isCertain = unites ? before.some((one) => certain.has(one)) : before.every((one) => certain.has(one))
      if (id === passed || (id !== first && isCertain)) continue
      certain.delete(id)
      changed = true
    }
  }
  return new Set([...after].filter((id) => !certain.has(id)))
}

describe('closed-when-due', () => {
  // Whole hours, so that what is open can be told hour by hour; a day of the week is from 0 to 6.
  const isOpen: Record<string, (day: number, hour: number) => boolean> = {
    'mon-fri 09:00-17:00': (day, hour) => day < 5 && hour >= 9 && hour < 17,
    'sat 10:00-14:00, mon 07:00-08:00': (day, hour) =>
      (day === 5 && hour >= 10 && hour < 14) || (day === 0 && hour === 7),
    'mon-wed 08:00-12:00, 13:00-16:00': (day, hour) => day < 3 && hour >= 8 && hour < 16 && hour !== 12,
    'mon-sun 22:00-06:00': (_, hour) => hour >= 22 || hour < 6,
    always: () => true,
  }
  const week = 10_080
  const openIn = (hours: string, minute: number): boolean => {
    const inWeek = minute % week
    return isOpen[hours]!(Math.floor(inWeek / 1440), Math.floor((inWeek % 1440) / 60))
  }
  /** Open minutes before each minute of four weeks. */
  const before = new Map(
    Object.keys(isOpen).map((hours) => {
      const sums = [0]
      for (let minute = 0; minute < 4 * week; minute += 1) sums.push(sums[minute]! + (openIn(hours, minute) ? 1 : 0))
      return [hours, sums]
    }),
  )
  const openWithin = (hours: string, moment: number, within: number): number =>
    before.get(hours)![moment + within]! - before.get(hours)![moment]!

  const names = ['take', 'sort', 'find', 'mend', 'give']
  const range = fc.tuple(fc.nat(30), fc.nat(10)).map(([shortest, more]) => [shortest, shortest + more] as const)
  const oneOwner = fc.constantFrom(
    ['desk'],
    ['shop'],
    ['desk'],
    ['shop'],
    ['head'],
    ['desk', 'shop'],
    ['desk', 'head'],
    [],
  )
  const oneStep = (i: number) =>
    fc.record({
      owners: oneOwner,
      takes: fc.option(range, { nil: undefined, freq: 5 }),
      effort: fc.option(range, { nil: undefined, freq: 2 }),
      join: fc.constantFrom('any', 'any', 'all'),
      next: fc.oneof(
        { weight: 3, arbitrary: fc.constant([names[i + 1] ?? names[0]!]) },
        { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }) },
      ),
    })
  const plans = fc.record({
    hours: fc.record({
      desk: fc.constantFrom(...Object.keys(isOpen)),
      shop: fc.constantFrom(...Object.keys(isOpen)),
    }),
    steps: fc.tuple(...names.map((_, i) => oneStep(i))),
    made: fc.subarray(names.slice(0, 2), { minLength: 1 }),
    kept: fc.constantFrom(...names.slice(1)),
    within: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 140, max: 400 })),
  })
  type Plan = typeof plans extends fc.Arbitrary<infer T> ? T : never

  const inHours = ([shortest, longest]: readonly [number, number]): string => `${shortest}h..${longest}h`
  const textOf = ({ hours, steps, made, kept, within }: Plan): string =>
    JSON.stringify({
      blueprint: 1,
      title: 'A repair',
      accountable: 'head',
      owners: { desk: { hours: hours.desk }, shop: { hours: hours.shop }, head: {} },
      promises: { soon: { says: 'Soon', made, kept, within: `${within}h` } },
      steps: Object.fromEntries(
        steps.map(({ owners, takes, effort, join, next }, i) => [
          names[i],
          {
            lane: 'backstage',
            ...(owners.length > 0 ? { owner: owners } : {}),
            ...(takes ? { takes: inHours(takes) } : {}),
            ...(effort ? { effort: inHours(effort) } : {}),
            join,
            next: next.filter((to) => to !== names[i]),
          },
        ]),
      ),
    })

  /** What an owner of opening hours lacks at most, in minutes: over all who make the promise, and all moments. */
  function mostLacking({ hours: said, steps: plan, made, kept, within }: Plan) {
    const hoursOf = (owner: string): string => ({ head: 'always', ...said })[owner]!
    const steps = plan.map((step, i) => ({ ...step, id: names[i]! }))
    const all = steps.flatMap(({ id, next }) => next.filter((to) => to !== id).map((to) => ({ from: id, to })))
    const reached = reachable(all, [names[0]!])
    const edges = all.filter(({ from }) => from !== kept)
    let most = { owner: '', open: 0, needed: 0, lacks: 0 }
    for (const maker of steps.filter(({ id }) => made.includes(id) && id !== kept && reached.has(id))) {
      if (maker.owners.length === 0 || !reachable(edges, [maker.id]).has(kept)) continue
      // What no run comes through to is promised, and never done: nothing is known of it.
      if (isNeverThrough(steps, edges, maker.id, kept)) continue
      for (const owner of ['desk', 'shop']) {
        const own = steps.filter(
          ({ id, owners }) =>
            owners.join() === owner && id !== maker.id && !withoutPassing(steps, edges, maker.id, id).has(kept),
        )
        const needed = own.reduce((sum, { effort, takes }) => sum + 60 * ((effort ?? takes)?.[0] ?? 0), 0)
        // Between whole hours it changes steadily.
        for (let moment = 0; moment < week; moment += moment % 60 === 0 ? 59 : 1) {
          if (!maker.owners.some((one) => openIn(hoursOf(one), moment))) continue
          const open = openWithin(hoursOf(owner), moment, within * 60)
          if (needed - open > most.lacks) most = { owner, open, needed, lacks: needed - open }
        }
      }
    }
    return most
  }

  /** A `join: all` waits for what comes only after it. */
  const isNeverThrough = (
    steps: readonly { id: string; join: string }[],
    edges: readonly { from: string; to: string }[],
    first: string,
    last: string,
  ): boolean => !withoutPassing(steps, edges, first, 'nothing').has(last)

  it('tells who lacks the most, from when on, and how much', async () => {
    let total = 0
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { findings, faults, unread } = await judge(textOf(plan), { asks: ({ id }) => id === 'closed-when-due' })
        expect({ faults, unread }).toEqual({ faults: [], unread: [] })
        const { lacks } = mostLacking(plan)
        const told = findings.map(({ message }) => {
          const [, day, time, owner, open, needed] =
            /^Promised on (\w+) (\S+), "Soon" leaves (\w+) (no|\S+ of) open time, and (\S+) (?:is|are) needed$/.exec(
              message,
            )!
          const [hour, minute] = time!.split(':').map(Number)
          const room = open === 'no' ? 0 : minutesIn(open!.replace(' of', ''))
          const moment = days.indexOf(day!) * 1440 + hour! * 60 + minute!
          const hours = { ...plan.hours }[owner as 'desk' | 'shop']
          expect(openWithin(hours, moment, plan.within * 60)).toBe(room)
          return minutesIn(needed!) - room
        })
        expect(told).toEqual(lacks > 0 ? [lacks] : [])
        total += told.length
      }),
      many(100),
    )
    expect(total).toBeGreaterThan(5)
  })
})

it('a promise that one branch makes is shown on the way over that branch, not over the others that it waits for', async () => {
  const { findings } = await judge(
    `blueprint: 1
title: A repair by noon
accountable: desk
owners: { desk: {}, workshop: {} }
promises:
  by-noon: { says: Ready by noon, made: take-call, kept: repair }
steps:
  calls: { lane: customer, next: look-up }
  look-up: { lane: backstage, owner: desk, split: all, next: [take-call, print] }
  take-call: { lane: touchpoint, owner: desk, next: plan }
  print: { lane: backstage, owner: desk, next: fetch }
  fetch: { lane: backstage, owner: workshop, next: plan }
  plan: { lane: backstage, owner: workshop, join: all, next: repair }
  repair: { lane: backstage, owner: workshop, next: collects }
  collects: { lane: customer, outcome: served }
`,
    { asks: ({ id }) => id === 'untold-promise' },
  )
  expect(findings.map(({ path }) => path)).toEqual([['calls', 'look-up', 'take-call', 'plan', 'repair']])
})

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** 1d2h30m */
const minutesIn = (duration: string): number =>
  [...duration.matchAll(/(\d+)([dhm])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * { d: 1440, h: 60, m: 1 }[unit as 'd' | 'h' | 'm'],
    0,
  )
