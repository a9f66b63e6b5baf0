import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostInTable, outside, type Ring, solve, solveAsTable } from '../src/graph/ring-visits.ts'
import { runs } from './helpers/random.ts'

// How often the steps of a ring are visited: by a table, by elimination, by repetition, and by some of both. Whether it
// is right is seen by putting it into the equations.

interface Described {
  /** By member: what comes in from outside. */
  readonly coming: readonly number[]
  /** Flows between members, two between the same ones being two; what a member has left goes out. */
  readonly flows: readonly { readonly from: number; readonly to: number; readonly weight: number }[]
  /** By member: of how much, beside the weights of its flows, it lets out. */
  readonly leaving: readonly number[]
}

const weight = fc.constantFrom(0, 1, 2, 5, 1_000)

const groups = (most: number): fc.Arbitrary<Described> =>
  fc.integer({ min: 1, max: most }).chain((size) =>
    fc.record({
      coming: fc.array(fc.constantFrom(0, 0.25, 1, 3), { minLength: size, maxLength: size }),
      flows: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1), weight }), {
        maxLength: 3 * size,
        size: 'max',
      }),
      leaving: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: size, maxLength: size }),
    }),
  )

/** What comes in goes nearly all the way round before any of it goes out. */
const farFromOut: Described = {
  coming: [0, 0, 1, 0],
  flows: [0, 1, 2, 3].map((from) => ({ from, to: (from + 1) % 4, weight: 1 })),
  leaving: [1, 0, 0, 0],
}

/** Each leads to each. */
const ring = groups(12).map(({ flows, ...others }): Described => {
  const round = others.coming.map((_, from, { length }) => ({ from, to: (from + 1) % length, weight: 2 }))
  return { ...others, flows: [...round, ...flows] }
})

it.each<[how: string, described: fc.Arbitrary<Described>, solved: (ring: Ring, visits: Float64Array) => boolean]>([
  ['by a table', groups(mostInTable), (ring, visits) => solveAsTable(ring, visits, new Float64Array(mostInTable ** 2))],
  ['by elimination', groups(12), (ring, visits) => solve(ring, visits)],
  ['by repetition', ring, (ring, visits) => solve(ring, visits, -1)],
  ['by elimination of some and repetition of the others', ring, (ring, visits) => solve(ring, visits, 8)],
])('visits in a ring add up %s, and have no number where nobody gets out', (_, all, solved) =>
  fc.assert(
    fc.property(all, (described) => {
      const { coming } = described
      const ring = ringOf(described)
      const visits = Float64Array.from([7, ...coming, 7])
      const isVisited = coming.map((_, at) => coming.some((come, from) => come > 0 && leads(described, from).has(at)))
      // Whoever is not visited is no member: there, nothing says whether it has a number.
      fc.pre(isVisited.every(Boolean))
      const getsOut = coming.map((_, at) => [...leads(described, at)].some((on) => outOf(described, on) > 0))
      expect(solved(ring, visits)).toBe(getsOut.every(Boolean))
      if (!getsOut.every(Boolean)) return
      expect([visits[0], visits.at(-1)]).toEqual([7, 7])
      const found = visits.subarray(1, -1)
      const meant = [...coming]
      for (const { from, to, weight } of described.flows)
        if (weight > 0) meant[to]! += (found[from]! * weight) / wholeOf(described, from)
      for (const [at, number] of meant.entries()) {
        expect(found[at]).toBeGreaterThanOrEqual(0)
        expect(Math.abs(found[at]! - number)).toBeLessThanOrEqual(1e-9 * number)
      }
    }),
    { ...runs(150), examples: [[farFromOut]] },
  ),
)

const wholeOf = ({ flows, leaving }: Described, at: number): number =>
  flows.reduce((sum, { from, weight }) => (from === at ? sum + weight : sum), leaving[at]!)

/** What a member lets out: all of it where it has no flow that anybody takes. */
const outOf = (described: Described, at: number): number =>
  wholeOf(described, at) === 0 ? 1 : described.leaving[at]! / wholeOf(described, at)

function leads({ flows }: Described, first: number): Set<number> {
  const there = new Set([first])
  for (const at of there) for (const { from, to, weight } of flows) if (from === at && weight > 0) there.add(to)
  return there
}

/** The members are steps 1 and on; each has a flow from the step before them and one to the step behind them. */
function ringOf(described: Described): Ring {
  const size = described.coming.length
  const rows = Array.from({ length: size + 2 }, (): { to: number; share: number }[] => [])
  for (const { from, to, weight } of described.flows)
    rows[from + 1]!.push({ to: to + 1, share: weight === 0 ? 0 : weight / wholeOf(described, from) })
  for (let at = 0; at < size; at += 1) {
    rows[0]!.push({ to: at + 1, share: 1 / size })
    rows[at + 1]!.push({ to: size + 1, share: outOf(described, at) })
  }
  const edges = rows.flat()
  const starts = [0]
  for (const row of rows) starts.push(starts.at(-1)! + row.length)
  const members = Array.from({ length: size }, (_, at) => at + 1)
  return {
    graph: {
      outStart: Int32Array.from(starts),
      out: Int32Array.from(edges.keys()),
      target: Int32Array.from(edges, ({ to }) => to),
    },
    members,
    place: Int32Array.from(rows, (_, step) => members.indexOf(step)).map((place) => (place < 0 ? outside : place)),
    share: Float64Array.from(edges, ({ share }) => share),
  }
}
