import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rings } from '../src/graph/components.ts'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { isWellStructured } from '../src/graph/reduction.ts'
import { netOf } from '../src/graph/token-net.ts'
import { explore } from '../src/graph/token-search.ts'
import { readBlueprint } from '../src/read/read.ts'
import { runs } from './helpers/random.ts'

// What is put together from blocks, each with one way in and one way out, cannot go wrong in the token game. That it is
// seen to be so is what keeps most services from being searched. (That nothing else is said to be so, in tokens.test.ts.)

/** Work that may be late or fail, and goes on as if it had not; blocks one after another; branches; a block once more. */
type Block =
  | { readonly is: 'work'; readonly mayBeLate: boolean; readonly mayFail: boolean }
  | { readonly is: 'chain'; readonly blocks: readonly Block[] }
  | { readonly is: Split; readonly blocks: readonly Block[]; readonly mayFail: boolean; readonly isAnyLate: boolean }
  | { readonly is: 'again'; readonly blocks: readonly [Block] }

type Split = 'one' | 'all' | 'some'

const work = fc.record({ is: fc.constant('work' as const), mayBeLate: fc.boolean(), mayFail: fc.boolean() })

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    work,
    fc.record({ is: fc.constant('chain'), blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }) }),
    fc.record({
      is: fc.constantFrom('one', 'all', 'some'),
      blocks: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
      mayFail: fc.boolean(),
      isAnyLate: fc.boolean(),
    }),
    fc.record({ is: fc.constant('again'), blocks: fc.tuple(tie('block')) }),
  ) as fc.Arbitrary<Block>,
}))

it('what is put together from blocks is seen to be regular', () =>
  fc.assert(
    fc.asyncProperty(block, async (described) => {
      expect(isWellStructured(await graphFor(described))).toBe(true)
    }),
    runs(60),
  ))

it('what is put together from blocks and then damaged is only seen to be regular where the search finds nothing wrong', async () => {
  let regular = 0
  let wrong = 0
  await fc.assert(
    fc.asyncProperty(block, fc.array(damage, { minLength: 1, maxLength: 2 }), async (described, damages) => {
      const { start, steps } = stepsFor(described)
      const list = Object.values(steps)
      for (const one of damages) one(list, Object.keys(steps))
      const graph = await read({ start, steps })
      const net = netOf(graph)
      // In a ring of joins for some, each may wait for the other: that is told by the search, and not seen here.
      if (!net || rings(graph).some((ring) => ring.some(({ join }) => join === 'some'))) return
      const { stuck, twice, isComplete } = explore(net, [graph.blueprint.starts[0]!.index])
      const isWrong = stuck.length + twice.length > 0
      if (isWellStructured(graph)) expect(isWrong, JSON.stringify(steps)).toBe(false)
      if (isWellStructured(graph) && isComplete) regular += 1
      if (isWrong) wrong += 1
    }),
    runs(150),
  )
  expect(Math.min(regular, wrong)).toBeGreaterThan(5)
})

it('however many blocks there are', async () => {
  const parallel: Block = {
    is: 'all',
    blocks: [plainWork, { is: 'some', blocks: [plainWork, plainWork], mayFail: true, isAnyLate: true }],
    mayFail: true,
    isAnyLate: false,
  }
  const long: Block = { is: 'chain', blocks: Array.from({ length: 100 }, () => parallel) }
  const deep = Array.from({ length: 40 }).reduce<Block>(
    (inner) => ({ ...parallel, blocks: [inner, plainWork] }),
    parallel,
  )
  for (const described of [long, deep]) expect(isWellStructured(await graphFor(described))).toBe(true)
})

it('several starts are a choice between them, unless one of them waits for others', async () => {
  const steps = (join: string) => ({
    ask: { lane: 'customer', next: 'both' },
    call: { lane: 'customer', next: 'both' },
    both: { lane: 'customer', split: 'all', next: ['left', 'right'] },
    left: { lane: 'customer', next: 'done' },
    right: { lane: 'customer', next: 'done' },
    done: { lane: 'customer', join, outcome: 'served' },
  })
  expect(isWellStructured(await read({ start: ['ask', 'call', 'both'], steps: steps('all') }))).toBe(true)
  expect(isWellStructured(await read({ start: ['ask', 'done'], steps: steps('all') }))).toBe(false)
  expect(isWellStructured(await read({ start: ['ask', 'done'], steps: steps('some') }))).toBe(false)
})

describe('a service of a few steps', () => {
  it.each<[what: string, steps: Record<string, Written>]>([
    [
      'begins with a step that waits for two that lead back to it',
      {
        ask: { join: 'all', next: 'look' },
        look: { next: ['ask', 'again', 'done'] },
        again: { next: 'ask' },
        done: { outcome: 'served' },
      },
    ],
    [
      'takes some of two flows, of which one leads back',
      { tell: { split: 'some', next: ['tell', 'done'] }, done: { join: 'some', outcome: 'served' } },
    ],
    [
      'takes some of two flows, of which one leads back, and waits for itself',
      { tell: { split: 'some', next: ['tell', 'wait'] }, wait: { join: 'some', next: 'wait' } },
    ],
    [
      'waits for a branch that comes only when it fails',
      {
        ask: { split: 'all', next: ['collect', 'look'] },
        collect: { join: 'all', next: 'pack' },
        pack: { next: 'ask' },
        look: { split: 'some', outcome: 'served', fails: [{ what: 'it fails', recover: 'collect' }] },
      },
    ],
    [
      'waits for itself',
      {
        ask: { split: 'all', next: ['check', 'check'] },
        check: { join: 'all', split: 'all', next: ['check', 'ask'], fails: [{ what: 'it fails', recover: 'done' }] },
        done: { outcome: 'served' },
      },
    ],
    [
      'waits for two flows, of which perhaps only one is taken',
      { ask: { split: 'some', next: ['done', 'done'] }, done: { join: 'all', outcome: 'served' } },
    ],
  ])('that %s is not seen to be regular, and goes wrong', async (_, steps) => {
    const graph = await readAll(steps)
    const { stuck, twice } = explore(netOf(graph)!, [0])
    expect(stuck.length + twice.length).toBeGreaterThan(0)
    expect(isWellStructured(graph)).toBe(false)
  })

  it.each<[what: string, steps: Record<string, Written>]>([
    ['begins with a step that waits for nobody', { ask: { join: 'all', next: 'done' }, done: { outcome: 'served' } }],
    [
      'fails without repair',
      { ask: { split: 'all', next: ['done', 'done'], fails: [{ what: 'x' }] }, done: { join: 'all' } },
    ],
    ['only ever begins anew', { ask: { join: 'all', split: 'all', next: ['ask'] } }],
    [
      'waits for what is one after another',
      {
        ask: { next: ['done', 'look'] },
        look: { join: 'some', next: ['done', 'done'] },
        done: { join: 'some', split: 'all' },
      },
    ],
    [
      'goes round while it is late, and ends in several ways',
      {
        ask: { next: ['look', 'done'], fails: [{ what: 'it fails', recover: 'done' }] },
        look: { split: 'all', next: [{ to: 'look', late: 'done' }] },
        done: { join: 'some' },
      },
    ],
    [
      'comes one way or another, late or not, to the same, and begins anew',
      {
        ask: { next: [{ to: 'send', late: 'send' }, 'look', 'send'] },
        look: { next: [{ to: 'pack', late: 'send' }] },
        send: { join: 'some', next: 'pack' },
        pack: { next: 'ask' },
      },
    ],
  ])('that %s is seen to be regular', async (_, steps) => {
    const graph = await readAll(steps)
    expect(explore(netOf(graph)!, [0])).toMatchObject({ stuck: [], twice: [], isComplete: true })
    expect(isWellStructured(graph)).toBe(true)
  })
})

const readAll = (steps: Record<string, Written>): Promise<Graph> => {
  const all = Object.entries(steps).map(([id, step]) => [id, { lane: 'customer', ...step }])
  return read({ start: all[0]![0], steps: Object.fromEntries(all) })
}

type Damage = (steps: readonly Written[], ids: readonly string[]) => void

/** Another join, or another split, or a flow more, or a flow that leads elsewhere. */
const damage: fc.Arbitrary<Damage> = fc
  .tuple(fc.constantFrom('join', 'split', 'more', 'elsewhere'), fc.nat(), fc.nat(), fc.nat(2))
  .map(([what, one, other, kind]) => (steps, ids) => {
    const pick = <T>(all: readonly T[], number: number): T | undefined => all[number % all.length]
    const going = steps.filter(({ next }) => next !== undefined)
    const step = pick(what === 'join' ? steps : going, one)
    if (!step) return
    if (what === 'join') step.join = pick(['any', 'all', 'some'], kind)!
    else if (what === 'split') step.split = pick(['one', 'all', 'some'], kind)!
    else {
      const flows = [step.next].flat()
      step.next = [...(what === 'more' ? flows : flows.slice(1)), pick(ids, other)!]
    }
  })

interface Written {
  next?: unknown
  join?: string
  split?: string
  [key: string]: unknown
}

const plainWork: Block = { is: 'work', mayBeLate: false, mayFail: false }

const graphFor = (described: Block): Promise<Graph> => read(stepsFor(described))

function stepsFor(described: Block): { start: string; steps: Record<string, Written> } {
  const steps: Record<string, Written> = {}
  const add = (step: object): string => {
    const id = `s${Object.keys(steps).length}`
    steps[id] = { lane: 'customer', ...step }
    return id
  }
  /** The steps of a block that goes on to a step: where it begins. */
  const begin = (block: Block, next: string): string => {
    if (block.is === 'chain') return block.blocks.reduceRight((then, one) => begin(one, then), next)
    const recover = (then: string) => ({ fails: [{ what: 'it fails', recover: add({ next: then }) }] })
    if (block.is === 'work') {
      if (!block.mayBeLate && !block.mayFail) return add({ next })
      const meet = add({ next })
      const flow = block.mayBeLate ? { to: meet, late: { to: add({ next: meet }), late: meet } } : meet
      return add({ next: flow, ...(block.mayFail && recover(meet)) })
    }
    if (block.is === 'again') {
      const choice = add({})
      const first = begin(block.blocks[0], choice)
      Object.assign(steps[choice]!, { next: [first, next] })
      return first
    }
    const end = block.mayFail ? add({ next }) : next
    const join = add({ join: block.is === 'one' ? 'any' : block.is, next: end })
    const flows = block.blocks.map((one) => {
      const meet = block.isAnyLate ? add({ next: join }) : join
      const first = begin(one, meet)
      return block.isAnyLate ? { to: first, late: meet } : first
    })
    return add({ split: block.is, next: flows, ...(block.mayFail && recover(end)) })
  }
  const start = begin(described, add({ outcome: 'served' }))
  return { start, steps }
}

async function read(said: object): Promise<Graph> {
  const text = JSON.stringify({ blueprint: 1, title: 'Blocks', ...said })
  const options = { rules: new Set<string>(), organization: () => ({ unavailable: 'is not there', help: '' }) }
  const outcome = await readBlueprint({ file: 'a.blueprint.yaml', text }, options, new Map())
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join())
  return graphOf(outcome.value)
}
