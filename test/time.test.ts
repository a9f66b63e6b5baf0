import { describe, expect, it } from 'vitest'
import { between } from '../src/graph/between.ts'
import type { Graph } from '../src/graph/graph.ts'
import { longestTime } from '../src/graph/longest-time.ts'
import { shortestTime } from '../src/graph/time.ts'
import { graphIn } from './helpers/judge.ts'

// Which of several ways is told, and what finding it takes: the minutes as such are reckoned in numbers.test.ts.

const kitchen = (steps: string): Promise<Graph> =>
  graphIn(`blueprint: 1\ntitle: A kitchen is made\nowners: { desk: {} }\nsteps:\n${steps}`)

const backstage = 'lane: backstage, owner: desk'

describe('the quickest way', () => {
  const told = async (steps: string): Promise<string> => {
    const graph = await kitchen(steps)
    const [from, to] = ['sell', 'put-up'].map((id) => graph.blueprint.steps.get(id)!)
    const { way } = shortestTime(graph, between(graph, from!, to!)!)!
    return way.edges.map((edge) => edge.to.id).join(' ')
  }
  const ways = (next: string, made: string, bought: string) => `
  sell: { ${backstage}, next: ${next} }
  make: { ${backstage}, ${made} }
  buy: { ${backstage}, ${bought} }
  put-up: { ${backstage}, outcome: served }
`

  it('is the surest where several are as quick, and of these the first in the file', async () => {
    for (const next of ['[make, buy]', '[buy, make]']) {
      const sure = 'takes: 3d, next: put-up'
      expect(await told(ways(next, sure, sure))).toBe('make put-up')
      expect(await told(ways(next, `${sure}, basis: assumed`, sure))).toBe('buy put-up')
      expect(await told(ways(next, `${sure}, basis: assumed`, `${sure}, basis: reported`))).toBe('buy put-up')
      expect(await told(ways(next, sure, `${sure}, basis: reported`))).toBe('make put-up')
    }
  })

  it('is as sure as what is least sure of it', async () => {
    const long = (made: string, bought: string) =>
      `${ways('[make, buy]', `${made}, takes: 3d, next: paint`, `${bought}, takes: 3d, next: oil`)}
  paint: { ${backstage}, takes: 1d, next: put-up }
  oil: { ${backstage}, takes: 1d, next: put-up }
`
    expect(await told(long('basis: assumed', 'basis: observed'))).toBe('buy oil put-up')
    expect(await told(long('basis: observed', 'basis: assumed'))).toBe('make paint put-up')
  })

  it('is the one by which each step is got to first, wherever the flows stand in the file', async () => {
    for (let before = 0; before < 4; before += 1) {
      const ids = ['ask', 'measure', 'draw', 'order'].slice(0, before)
      const lines = ids.map((id, i) => `  ${id}: { ${backstage}, next: ${ids[i + 1] ?? 'sell'} }\n`)
      const steps = `${lines.join('')}
  sell: { ${backstage}, next: [buy, make] }
  buy: { ${backstage}, takes: 1d, next: make }
  make: { ${backstage}, takes: 3d, next: paint }
  paint: { ${backstage}, takes: 3d, next: put-up }
  put-up: { ${backstage}, outcome: served }
`
      expect(await told(steps)).toBe('make paint put-up')
    }
  })
})

describe('the longest way', () => {
  const found = async (steps: string) => {
    const graph = await kitchen(steps)
    const looks = { left: 0 }
    const longest = longestTime(graph, between(graph, graph.steps[0]!, graph.steps.at(-1)!)!, looks)
    return { longest, looks: -looks.left }
  }
  const chain = (length: number) =>
    [...Array(length).keys()].map((i) => `  s${i}: { ${backstage}, takes: 1d, next: s${i + 1} }\n`).join('') +
    `  s${length}: { ${backstage}, outcome: served }\n`

  it('is known for sure where nothing goes round, at the cost of a few looks at every step and flow', async () => {
    const { longest, looks } = await found(chain(20))
    expect(longest).toMatchObject({ taken: { minutes: 19 * 1440 }, rounds: [], isLeast: false })
    expect(looks).toBeGreaterThanOrEqual(20 + 21)
    expect((await found(chain(40))).looks).toBeGreaterThan(1.9 * looks)
  })

  it('costs the more the more often it may go round', async () => {
    const round = (limit: number) =>
      found(`
  sell: { ${backstage}, next: make }
  make: { ${backstage}, takes: 1d, next: look }
  look: { ${backstage}, takes: 1d, next: [put-up, { to: make, limit: ${limit} }] }
  put-up: { ${backstage}, outcome: served }
`)
    const [once, often] = [await round(1), await round(101)]
    expect([once, often].map(({ longest }) => 'taken' in longest && longest.taken.minutes)).toEqual([
      2 * 2 * 1440,
      2 * 102 * 1440,
    ])
    // Each time more, two steps and two flows.
    expect(often.looks - once.looks).toBeGreaterThanOrEqual(100 * 4)
    expect(once.looks).toBeGreaterThan((await found(chain(3))).looks)
  })
})
