import { describe, expect, it } from 'vitest'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { netOf } from '../src/graph/token-net.ts'
import { type Explored, explore } from '../src/graph/token-search.ts'
import { tokenGame } from '../src/graph/tokens.ts'
import { readBlueprint } from '../src/read/read.ts'

// How much is looked at: what happens beside each other is not tried in every order, and what is too much is given up.
// That nothing is missed for it, in tokens.test.ts.

type Steps = Record<string, object>

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Work that is taken apart into branches; each of them is what `branch` says, from `b<i>` on. */
const parallel = (count: number, branch: (name: string) => Steps, split = 'all'): Steps => ({
  ask: { split, next: numbers(count).map((i) => `b${i}`) },
  ...Object.assign({}, ...numbers(count).map((i) => branch(`b${i}`))),
})

const chain = (name: string, length: number, last: object = { outcome: 'served' }): Steps =>
  Object.fromEntries(
    numbers(length).map((i) => [
      i === 0 ? name : `${name}-${i}`,
      i === length - 1 ? last : { next: `${name}-${i + 1}` },
    ]),
  )

describe('what happens beside each other', () => {
  it.each<[what: string, branch: (name: string) => Steps]>([
    ['chains', (name) => chain(name, 4)],
    [
      'rings that are left at some time',
      (name) => ({ ...chain(name, 4, { next: [name, `${name}-end`] }), [`${name}-end`]: { outcome: 'served' } }),
    ],
    ['chains that wait for each other', (name) => chain(name, 4, { next: 'done' })],
    [
      'branches that come together',
      (name) => ({
        [name]: { split: 'all', next: [`${name}-left`, `${name}-right`] },
        [`${name}-left`]: { next: `${name}-end` },
        [`${name}-right`]: { next: `${name}-end` },
        [`${name}-end`]: { join: 'all', outcome: 'served' },
      }),
    ],
    [
      'chains that a failure leads back on',
      (name) => ({
        [name]: { next: `${name}-end`, fails: [{ what: 'Slip', recover: `${name}-again` }] },
        [`${name}-again`]: { next: name },
        [`${name}-end`]: { outcome: 'served' },
      }),
    ],
  ])('is not tried in every order: %s', async (_, branch) => {
    const sizes: number[] = []
    for (const count of [4, 8]) {
      const steps = parallel(count, branch)
      const found = await explored({ ...steps, done: { join: 'all', outcome: 'served' } })
      expect(found).toMatchObject({ isComplete: true, stuck: [], twice: [] })
      sizes.push(found.markings.size)
    }
    // Twice as many branches are about twice the work. In every order, it would be the square.
    expect(sizes[1]).toBeLessThan(3 * sizes[0]!)
  })

  it("is tried in every order only where it gets in each other's way", async () => {
    // Two that bring a second token to the same step, or not; beside them, what has nothing to do with that.
    const pair = {
      left: { next: 'meet' },
      right: { next: ['meet', 'aside'] },
      meet: { next: 'end' },
      end: { outcome: 'served' },
      aside: { outcome: 'lost' },
    }
    const alone = await explored({ ask: { split: 'all', next: ['left', 'right'] }, ...pair })
    const others = Object.assign({}, ...numbers(6).map((i) => chain(`b${i}`, 4))) as Steps
    const beside = await explored({
      ask: { split: 'all', next: ['left', 'right', ...numbers(6).map((i) => `b${i}`)] },
      ...pair,
      ...others,
    })
    const places = (found: Explored): number => new Set(found.twice.map(({ place }) => found.net.target[place])).size
    expect(places(beside)).toBe(places(alone))
    expect(beside.markings.size).toBeLessThan(alone.markings.size + 4 * 6 * alone.markings.size)
  })
})

describe('what may get in the way of others', () => {
  it.each<[what: string, most: number, steps: Steps]>([
    [
      'is looked at by itself as far as nothing else can come to it',
      17,
      {
        ask: { next: ['send', 'sort', 'pack'] },
        sort: { split: 'all', next: [{ to: 'check', late: 'send' }, 'look', 'pack'] },
        send: { join: 'some', next: 'done' },
        check: { split: 'all', next: ['done', 'look'] },
        look: { join: 'some', next: ['pack', 'done'] },
        pack: { join: 'some', split: 'all', next: ['done', 'done'] },
        done: {},
      },
    ],
    [
      'is only what can come to it at all',
      7,
      {
        ask: { split: 'all', next: ['again', 'sort'] },
        again: { next: 'ask' },
        sort: { join: 'some', split: 'all', next: ['pack', 'look'] },
        look: { next: 'pack' },
        pack: { join: 'all', next: 'send' },
        send: { split: 'all', next: ['again', 'pack', 'sort'] },
      },
    ],
    [
      'is each of them once',
      47,
      {
        ask: { join: 'some', next: 'sort' },
        sort: { split: 'all', next: ['done', 'pack', 'ask'], fails: [{ what: 'Slip', recover: 'done' }] },
        pack: { split: 'all', next: ['done', 'done'] },
        done: { outcome: 'served' },
      },
    ],
  ])('%s', async (_, most, steps) => {
    expect((await explored(steps)).markings.size).toBeLessThanOrEqual(most)
  })
})

describe('what is too much', () => {
  it('is given up, and said to be', async () => {
    // 4,095 choices, each of which has so much to do.
    const found = await explored(parallel(12, (name) => chain(name, 40), 'some'))
    expect(found).toMatchObject({ isComplete: false, stuck: [], twice: [] })
    expect(found.markings.size).toBeGreaterThan(100_000)
    expect(found.markings.size).toBeLessThan(110_000)
  })

  it('is not looked at for long once something is found', async () => {
    const steps = {
      ...parallel(
        12,
        (name) => chain(name, 8, { next: name === 'b0' || name === 'b1' ? 'meet' : `${name}-end` }),
        'some',
      ),
      ...Object.fromEntries(numbers(12).map((i) => [`b${i}-end`, { outcome: 'served' }])),
    }
    const found = await explored({
      first: { split: 'all', next: ['b0', 'b1', 'ask'] },
      ...steps,
      meet: { next: 'end' },
      end: { outcome: 'served' },
    })
    expect(found.twice.length).toBeGreaterThan(0)
    expect(found.isComplete).toBe(false)
    expect(found.markings.size).toBeLessThan(10_000)
  })

  it('is not looked at for long once a join is found that waits for ever', async () => {
    const found = await explored({
      first: { split: 'all', next: ['b0', 'ask'] },
      ...parallel(
        12,
        (name) => chain(name, 8, { next: name === 'b0' || name === 'b1' ? 'meet' : `${name}-end` }),
        'some',
      ),
      ask: { split: 'some', next: numbers(11).map((i) => `b${i + 1}`) },
      ...Object.fromEntries(numbers(12).map((i) => [`b${i}-end`, { outcome: 'served' }])),
      meet: { join: 'all', outcome: 'served' },
    })
    expect(found.stuck.length).toBeGreaterThan(0)
    expect(found).toMatchObject({ isComplete: false, twice: [] })
    expect(found.markings.size).toBeLessThan(50_000)
  })

  it('at once is given up at once', async () => {
    const found = await explored(parallel(3_001, (name) => chain(name, 1)))
    expect(found).toMatchObject({ isComplete: false, stuck: [], twice: [] })
    expect(found.markings.size).toBe(2)
  })
})

describe('a join that waits while others go round for ever', () => {
  it.each([1, 2, 3, 5])('is stuck, in a ring of %i steps', async (size) => {
    const ring = Object.fromEntries(numbers(size).map((i) => [`r${i}`, { next: `r${(i + 1) % size}` }]))
    const graph = await read({
      ask: { split: 'all', next: ['wait', 'choose'] },
      wait: { next: 'meet' },
      choose: { next: ['r0', 'other'] },
      other: { next: 'meet' },
      ...ring,
      meet: { join: 'all', outcome: 'served' },
    })
    const { stuck, twice, isDecided } = tokenGame(graph)
    expect({ twice, isDecided }).toEqual({ twice: [], isDecided: true })
    expect(stuck.map(({ step, holds }) => [step.id, holds.map(({ from }) => from.id)])).toEqual([['meet', ['wait']]])
  })

  it.each([1, 2, 3, 5])('is none where a ring of %i steps is left at some time', async (size) => {
    const ring = Object.fromEntries(
      numbers(size).map((i) => [`r${i}`, { next: [`r${(i + 1) % size}`, ...(i === size - 1 ? ['meet'] : [])] }]),
    )
    const graph = await read({
      ask: { split: 'all', next: ['wait', 'r0'] },
      wait: { next: 'meet' },
      ...ring,
      meet: { join: 'all', outcome: 'served' },
    })
    expect(explore(netOf(graph)!, [0])).toMatchObject({ stuck: [], twice: [], isComplete: true })
  })
})

describe('of several ways to the same', () => {
  const long = { detour: { next: 'more' }, more: { next: 'still-more' } }
  const ends = { end: { outcome: 'served' }, other: { outcome: 'declined' } }

  it.each([
    ['short', 'detour'],
    ['detour', 'short'],
  ])('the nearest is told: twice, %s first', async (...ways) => {
    const graph = await read({
      ask: { next: ways },
      ...long,
      short: { split: 'all', next: ['left', 'right'] },
      'still-more': { split: 'all', next: ['left', 'right', 'other'] },
      left: { next: 'meet' },
      right: { next: 'meet' },
      meet: { next: 'end' },
      ...ends,
    })
    const { twice } = tokenGame(graph)
    expect(twice.map(({ step, edge }) => [edge?.from.id, step.id])).toEqual([
      ['meet', 'end'],
      [undefined, 'end'],
    ])
    for (const { run } of twice) expect(run().run.map(({ step }) => step.id)).not.toContain('detour')
  })

  it.each([
    ['near', 'far'],
    ['far', 'near'],
  ])('what goes wrong sooner comes first, %s before %s', async (...ways) => {
    const twiceTo = (name: string): Steps => ({
      [name]: { split: 'all', next: [`${name}-left`, `${name}-right`] },
      [`${name}-left`]: { next: `${name}-meet` },
      [`${name}-right`]: { next: `${name}-meet` },
      [`${name}-meet`]: { next: `${name}-end` },
      [`${name}-end`]: { outcome: 'served' },
    })
    const both = [twiceTo('near'), { far: { next: 'later' }, ...twiceTo('later') }]
    const graph = await read({
      ask: { next: ways },
      ...Object.assign({}, ...(ways[0] === 'near' ? both : both.reverse())),
    })
    const { twice } = tokenGame(graph)
    expect(twice.flatMap(({ edge, step }) => (edge ? [step.id] : []))).toEqual(['near-end', 'later-end'])
    // The outcome itself, a step later, comes after the edge that leads there.
    expect(twice.flatMap(({ edge, step }) => (edge ? [] : [step.id]))).toEqual(['near-end', 'later-end'])
    expect(twice[0]!.edge?.to.id).toBe('near-end')
  })

  it.each([
    ['one', 'other'],
    ['other', 'one'],
  ])('what goes wrong as soon comes in the order of the file, %s before %s', async (...ways) => {
    const graph = await read({
      ask: { next: ways },
      one: { split: 'all', next: ['one-end', 'one-end'] },
      'one-end': { outcome: 'served' },
      other: { split: 'all', next: ['other-end', 'other-end'] },
      'other-end': { outcome: 'served' },
    })
    expect(tokenGame(graph).twice.map(({ step }) => step.id)).toEqual(['one-end', 'other-end'])
  })

  it.each([
    ['short', 'detour'],
    ['detour', 'short'],
  ])('the nearest is told: stuck with one or with the other, %s first', async (...ways) => {
    const graph = await read({
      ask: { next: ways },
      ...long,
      'still-more': { next: 'right' },
      short: { next: 'left' },
      left: { next: 'end' },
      right: { next: 'end' },
      end: { join: 'all', outcome: 'served' },
    })
    const { stuck } = tokenGame(graph)
    expect(stuck.map(({ run }) => run().map(({ step }) => step.id))).toEqual([['ask', 'short', 'left']])
  })

  it.each([
    ['short', 'detour'],
    ['detour', 'short'],
  ])('the nearest is told: stuck, %s first', async (...ways) => {
    const graph = await read({
      ask: { next: ways },
      ...long,
      'still-more': { split: 'all', next: ['left', 'other'] },
      short: { next: ['left', 'right'] },
      left: { next: 'end' },
      right: { next: 'end' },
      ...ends,
      end: { join: 'all', outcome: 'served' },
    })
    const { stuck } = tokenGame(graph)
    expect(stuck.map(({ run }) => run().map(({ step }) => step.id))).toEqual([['ask', 'short', expect.anything()]])
  })
})

describe('what a `join: some` waited for', () => {
  /** Its token comes at last by the long way; or it turns away. */
  const waiting = (name: string, to: string[]): Steps => ({
    [name]: { next: [`${name}-long`, 'home'] },
    [`${name}-long`]: { next: `${name}-longer` },
    [`${name}-longer`]: { next: `${name}-longest` },
    [`${name}-longest`]: { next: `${name}-join` },
    [`${name}-sure`]: { next: `${name}-join` },
    [`${name}-join`]: { join: 'some', split: 'all', next: to },
  })
  const twiceAtTheEnd = async (steps: Steps): Promise<string[]> => {
    const graph = await read({
      ...steps,
      meet: { next: 'end' },
      end: { outcome: 'served' },
      home: { outcome: 'served' },
    })
    const found = tokenGame(graph).twice.find(({ edge }) => edge?.to.id === 'end')!
    return found.run().run.map(({ step }) => step.id)
  }

  it('is told, and where it has turned away, but not what it does there', async () => {
    const steps = { ask: { split: 'all', next: ['a-sure', 'a'] }, ...waiting('a', ['meet', 'meet']) }
    const told = await twiceAtTheEnd(steps)
    expect(told.toSorted()).toEqual(['a', 'a-join', 'a-sure', 'ask', 'meet', 'meet'])
    expect(told.indexOf('a')).toBeLessThan(told.indexOf('a-join'))
  })

  it('is told of each by itself', async () => {
    const steps = {
      ask: { split: 'all', next: ['a-sure', 'a', 'b-sure', 'b'] },
      ...waiting('a', ['meet']),
      ...waiting('b', ['meet']),
    }
    const told = await twiceAtTheEnd(steps)
    expect(told.toSorted()).toEqual(['a', 'a-join', 'a-sure', 'ask', 'b', 'b-join', 'b-sure', 'meet', 'meet'])
  })
})

async function explored(steps: Steps): Promise<Explored> {
  return explore(netOf(await read(steps))!, [0])
}

async function read(steps: Steps): Promise<Graph> {
  const said = Object.entries(steps).map(([id, step]) => [id, { lane: 'customer', ...step }])
  const text = JSON.stringify({ blueprint: 1, title: 'A service', steps: Object.fromEntries(said) })
  const options = { rules: new Set<string>(), organization: () => ({ unavailable: 'is not there', help: '' }) }
  const outcome = await readBlueprint({ file: 'a.blueprint.yaml', text }, options, new Map())
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join())
  return graphOf(outcome.value)
}
