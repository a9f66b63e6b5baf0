import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Graph } from '../src/graph/graph.ts'
import { hiddenWaits, mayWaitTooLong } from '../src/graph/hidden-wait.ts'
import { graphIn, judge } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

/** Hidden steps by position. Each leads to later ones, and some to what the customer sees; one flow may lead back. */
interface Hidden {
  /** Minutes; undefined where it is not said. */
  readonly takes: readonly (number | undefined)[]
  /** Where each leads: `length` is what the customer sees. Where one leads nowhere, nobody sees anything again. */
  readonly next: readonly (readonly number[])[]
  /** Flows onwards say how often they may be taken, which is no matter where nothing leads back. */
  readonly isLimited: boolean
  readonly back?:
    | { readonly from: number; readonly to: number; readonly limit: number; readonly isOnly: boolean }
    | undefined
}

const hidden: fc.Arbitrary<Hidden> = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc.record({
    takes: fc.tuple(
      ...Array.from({ length: size }, () => fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined })),
    ),
    next: fc.tuple(
      ...Array.from({ length: size }, (_, i) =>
        fc.oneof(
          { weight: 9, arbitrary: fc.uniqueArray(fc.integer({ min: i + 1, max: size }), { minLength: 1 }) },
          { weight: 1, arbitrary: fc.constant([]) },
        ),
      ),
    ),
    isLimited: fc.boolean(),
    back: fc.option(
      fc
        .tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: 1, max: 3 }), fc.boolean())
        .map(([a, b, limit, isOnly]) => ({
          from: Math.max(a, b),
          to: Math.min(a, b),
          limit,
          isOnly: isOnly && a !== b,
        })),
      { nil: undefined },
    ),
  }),
)

/** The flow that leads back comes first or last among those of its step: nothing hangs on the order. */
const onwardsFrom = ({ next, back }: Hidden, i: number): readonly number[] =>
  back?.from === i && back.isOnly ? [] : next[i]!

function yamlOf(described: Hidden, isBackFirst: boolean): string {
  const { takes, back, isLimited } = described
  const name = (i: number): string => (i === takes.length ? 'see' : `do-${i}`)
  const flowsOf = (i: number): string[] => {
    const to = (next: number): string => (isLimited && !back ? `{ to: ${name(next)}, limit: 2 }` : name(next))
    const onwards = onwardsFrom(described, i).map(to)
    const backwards = back?.from === i ? [`{ to: ${name(back.to)}, limit: ${back.limit} }`] : []
    return isBackFirst ? [...backwards, ...onwards] : [...onwards, ...backwards]
  }
  const lines = takes.map((minutes, i) => {
    const time = minutes === undefined ? '' : ` takes: ${minutes}m,`
    const next = flowsOf(i).length > 0 ? ` next: [${flowsOf(i).join(', ')}],` : ''
    const fails = `fails: [{ what: Slip, recover: ${i % 2 === 0 ? 'mend' : 'see'} }]`
    return `  ${name(i)}: { lane: backstage, owner: office,${time}${next} ${fails} }`
  })
  // Nobody waits for what nobody gets to, nor for what is only done when something goes wrong.
  const aside = `  mend: { lane: backstage, owner: office, takes: 99h, next: see }
  nobody: { lane: customer, next: [idle, do-0] }
  idle: { lane: backstage, owner: office, takes: 99h, next: [see, do-0] }
`
  const head = 'blueprint: 1\ntitle: Waiting\naccountable: office\nowners: { office: {} }\nsteps:\n'
  return `${head}  ask: { lane: customer, next: do-0 }\n${lines.join('\n')}\n  see: { lane: customer, outcome: served }\n${aside}`
}

/** The longest of all ways from a hidden step to what the customer sees, each walked to its end. */
function longestWalk(described: Hidden, from: number, left = described.back?.limit ?? 0): number {
  const { takes, back } = described
  if (from === takes.length) return 0
  const onwards = onwardsFrom(described, from).map((to) => longestWalk(described, to, left))
  const backwards = back?.from === from && left > 0 ? [longestWalk(described, back.to, left - 1)] : []
  return (takes[from] ?? 0) + Math.max(...onwards, ...backwards)
}

it('customers wait as long as the longest walk behind the line, the limited way back taken as often as it may be', async () => {
  await fc.assert(
    fc.asyncProperty(hidden, fc.boolean(), async (described, isBackFirst) => {
      let graph: Graph | undefined
      const { unread } = await judge(yamlOf(described, isBackFirst), {
        asks: () => false,
        keep: (one) => (graph = one),
      })
      expect(unread).toEqual([])
      const waits = hiddenWaits(graph!)
      // Found out in one pass where nothing goes round.
      const longest = longestWalk(described, 0)
      for (const limit of new Set([longest - 1, longest, 0].filter(Number.isFinite))) {
        const isTooLong = mayWaitTooLong(graph!, ({ id }) => (id === 'nobody' ? -1 : limit))
        expect(isTooLong).toBe(goesRound(described) || longest > limit)
      }
      for (const id of ['ask', 'see']) expect(waits(graph!.blueprint.steps.get(id)!)).toBe(undefined)
      for (const [i, step] of graph!.steps.slice(1, described.takes.length + 1).entries()) {
        if (!reachable(described).has(i)) continue
        const wait = waits(step)
        if (longestWalk(described, i) === Number.NEGATIVE_INFINITY) {
          // Where all ways end before, or lead only round, the customer never sees anything again.
          expect(wait, step.id).toBe(undefined)
          continue
        }
        if (!wait || 'ring' in wait) expect.fail(`${step.id} waits without bound, or for nothing`)
        expect(wait.minutes, step.id).toBe(longestWalk(described, i))
        // What is said of it adds up: each step once as the way goes, and the rounds that are run besides.
        let sum = 0
        for (let here: typeof wait | undefined = wait; here; here = here.then) {
          expect(here.edge.from).toBe(here.step)
          expect(here.edge.to.id).toBe(here.then?.step.id ?? 'see')
          sum += here.step.takes?.longest ?? 0
          const { times = 0, minutes = 0, steps = [] } = here.rounds ?? {}
          expect(minutes).toBe(steps.reduce((all, { takes }) => all + (takes?.longest ?? 0), 0))
          sum += times * minutes
        }
        expect(sum).toBe(wait.minutes)
      }
    }),
    runs(400),
  )
})

it('customers wait for nothing where nothing is hidden, and where a ring is limited both ways for what can happen', async () => {
  const steps = (middle: string): string => `blueprint: 1
title: Waiting
owners: { office: {} }
steps:
  ask: { lane: customer, next: look }
${middle}
  see: { lane: customer, outcome: served }
`
  const plain = await graphIn(steps('  look: { lane: touchpoint, owner: office, takes: 9h, next: see }'))
  expect(mayWaitTooLong(plain, () => 0)).toBe(false)
  const graph = await graphIn(
    steps(`  look: { lane: backstage, owner: office, takes: 1h, next: { to: check, limit: 2 } }
  check: { lane: backstage, owner: office, takes: 2h, next: [{ to: look, limit: 1 }, see] }`),
  )
  const wait = hiddenWaits(graph)(graph.blueprint.steps.get('look')!)
  if (!wait || 'ring' in wait) expect.fail('waits without bound, or for nothing')
  expect([3 * 60, 6 * 60]).toContain(wait.minutes)
})

it.each([
  ['{ to: test, limit: 2 }', '{ to: ask-back, limit: 1 }'],
  ['{ to: ask-back, limit: 1 }', '{ to: test, limit: 2 }'],
])(
  'customers wait for the longer of two limited rounds at least, whichever is written first: %s, %s',
  async (...rounds) => {
    const graph = await graphIn(`blueprint: 1
title: Waiting
owners: { office: {} }
steps:
  ask: { lane: customer, next: look }
  look: { lane: backstage, owner: office, takes: 1h, next: [${rounds.join(', ')}, see] }
  test: { lane: backstage, owner: office, takes: 5h, next: look }
  ask-back: { lane: backstage, owner: office, takes: 1h, next: [{ to: look, limit: 1 }, see] }
  see: { lane: customer, outcome: served }
`)
    const wait = hiddenWaits(graph)(graph.blueprint.steps.get('look')!)
    if (!wait || 'ring' in wait) expect.fail('waits without bound, or for nothing')
    // Looks, tests, looks, tests and looks; then it may ask back, and look once more.
    expect(wait.minutes).toBeGreaterThanOrEqual(13 * 60)
    expect(wait.minutes).toBeLessThanOrEqual(15 * 60)
  },
)

const goesRound = (described: Hidden): boolean =>
  described.back !== undefined &&
  reachable(described).has(described.back.from) &&
  reachable(described, described.back.to).has(described.back.from)

function reachable(described: Hidden, first = 0): Set<number> {
  const { back, takes } = described
  const seen = new Set([first])
  for (const i of seen)
    if (i < takes.length)
      for (const to of [...onwardsFrom(described, i), ...(back?.from === i ? [back.to] : [])]) seen.add(to)
  return seen
}
