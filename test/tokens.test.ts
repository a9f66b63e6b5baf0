import { describe, expect, it } from 'vitest'
import { type Edge, type Graph, graphOf } from '../src/graph/graph.ts'
import { type Done, type Run, tokenGame, wayAlong } from '../src/graph/tokens.ts'
import { readBlueprint } from '../src/read/read.ts'

/**
 * The token game against the plainest reading of format.md: small random services, and every order of everything.
 * Nothing here is shared with the search that it judges.
 */

interface FlowDescription {
  readonly to: number
  readonly late?: FlowDescription
}

interface StepDescription {
  readonly join: 'any' | 'all' | 'some'
  readonly split: 'one' | 'all' | 'some'
  readonly isOutcome: boolean
  readonly next: readonly FlowDescription[]
  readonly recover: readonly FlowDescription[]
}

interface Description {
  readonly steps: readonly StepDescription[]
  readonly starts: readonly number[]
  /** From where a promise is made to what acts when it is late. */
  readonly promiseLate?: { readonly from: number; readonly to: number; readonly late?: number }
}

describe('the token game on random services', () => {
  const batches = Array.from({ length: 40 }, (_, batch) => batch)
  const seen = { stuckAll: 0, stuckSome: 0, edges: 0, outcomes: 0, sound: 0 }

  const expectPlayedOut = async (description: Description): Promise<void> => {
    const graph = await graphFor(description)
    const { game, everything } = playedOut(description)
    expect(graph.edges.map(({ from, to }) => [from.index, to.index])).toEqual([
      ...game.edges.map(({ from, to }) => [from, to]),
      ...latePromises(description).map(({ from, to }) => [from, to]),
    ])
    const found = tokenGame(graph)
    const shown = JSON.stringify(description)
    expect(
      found.stuck.map(({ step }) => step.index),
      shown,
    ).toEqual([...everything.stuck.keys()].sort((a, b) => a - b))
    expect(bitsOfEdges(found.twice.flatMap(({ edge }) => edge ?? [])), shown).toBe(everything.twice)
    expect(new Set(found.twice.flatMap(({ edge, step }) => (edge ? [] : [step.index]))), shown).toEqual(
      everything.again,
    )
    if (found.stuck.length + found.twice.length === 0) expect(found.isDecided, shown).toBe(true)
    for (const { step, run: toldRun, holds, lacks } of found.stuck) {
      const run = toldRun()
      const end = replay(game, run, shown)
      expect(everything.stuck.get(step.index)!.has(end), shown).toBe(true)
      expect(bitsOfEdges(holds), shown).toBe(end & game.incoming[step.index]!)
      expect(bitsOfEdges(lacks), shown).toBe(~end & game.incoming[step.index]!)
      for (const edge of holds) expectWayAlong(run, edge, shown)
      // What does not lead to the join is left out where that leaves a run, and nothing moves any more.
      if (beginnings(game, end).length > 0) continue
      const leading = new Set(graph.steps.filter(({ index }) => leadsTo(game, index, step.index)))
      const left = run.filter((done) => leading.has(done.step))
      if (left.length < run.length) expect(isRun(game, left), shown).toBe(false)
    }
    for (const { step, edge, run } of found.twice) {
      const told = run()
      const last = told.run.at(-1)!
      const before = replay(game, told.run.slice(0, -1), shown)
      expect(isAllowed(game, before, last), shown).toBe(true)
      expect(told.run.slice(0, -1).includes(told.first), shown).toBe(true)
      for (const { step: by, put } of [told.first, last])
        expect(edge ? put.includes(edge) : by === step && put.length === 0, shown).toBe(true)
      expect(before & ~takenBy(game, last) & (edge ? 1 << edge.index : game.ended(step.index)), shown).not.toBe(0)
      if (edge) expectWayAlong(told.run, edge, shown)
      // Only what both stand on is told, where that leaves a run. What a `join: some` waited for is another matter.
      const left = whatBothStandOn(told.run, told.first)
      if (left.length < told.run.length && !told.run.some((done) => done.step.join === 'some'))
        expect(isRun(game, left.slice(0, -1)), shown).toBe(false)
    }
    if (found.stuck.some(({ step }) => step.join === 'all')) seen.stuckAll += 1
    if (found.stuck.some(({ step }) => step.join === 'some')) seen.stuckSome += 1
    if (everything.twice !== 0) seen.edges += 1
    if (everything.again.size > 0) seen.outcomes += 1
    if (found.stuck.length + found.twice.length === 0) seen.sound += 1
  }

  it.each(batches)('finds what every order of everything finds (batch %i)', async (batch) => {
    // Each batch by itself is the same in every run.
    const random = randomFrom(20_261_122 + 1_000 * batch)
    // In every other batch much is parallel, and much of it is waited for.
    const isTangled = batch % 2 === 1
    for (let i = 0; i < 85; i += 1) await expectPlayedOut(randomService(random, isTangled))
  })

  // Steps by position: how they join and split, where they lead (`1/2` to 1, when that is late to 2), `!` where a repair
  // leads, `.` an outcome.
  it.each<[what: string, steps: string[], start?: number]>([
    ['steps that wait for themselves', ['all all 1 0', 'some all 1 2 0', 'some one 0']],
    ['a join for all beside what is late', ['all all 4/4 2 1', 'any one 2/2', 'all one 4', 'all one 0', 'some one 3']],
    ['two flows to a join for all, of which one is taken', ['all one 1 1', 'all all .']],
    ['an outcome again in each round', ['any all 1 2', 'some all 2 0', 'any all .']],
    [
      'rounds in rounds, all of which part',
      ['any all 2 1/4', 'any some 5 0/1', 'any some 0 5 5', 'all all 1 3 1', 'any all 1 5/4', 'any one 2'],
    ],
    ['a join for some and one for all that wait', ['any some 2 1 1', 'any all 2 2 3/0', 'some one 3 3 3', 'all all 2']],
    ['a join for some beside rings', ['some all 0 3 1', 'any one 1/2 3/2', 'all some 0 !0', 'some one .']],
    [
      'a join for all that waits, beside a step that goes round',
      ['all all 3 2', 'all one 0 1', 'some one 2 2', 'all one 1'],
    ],
    ['what is put off while others go round', ['all all 1 2 1/2', 'any one 0 1 1', 'all some 3', 'some some 3']],
    ['two joins for some, each in a ring', ['some all 2 1 0', 'some all 2 1', 'all all 0']],
    [
      'a join for all that waits for a step which is held up, since another token has turned away for good',
      [
        'any all 1 2 2 7',
        'any one 3',
        'any all 4 5/6',
        'all one .',
        'all one .',
        'any one 3',
        'any one .',
        'any one 4 6',
      ],
    ],
    [
      'twice what a join for some leads to, which waited for a token that turned away',
      [
        'any all 1 2',
        'any one 3',
        'any one 7 4',
        'some all 5 5',
        'any one .',
        'any one 6',
        'any one .',
        'any one 8',
        'any one 3',
      ],
    ],
    [
      'an outcome that stands first, and that nothing gets to a second time',
      ['any one .', 'any all 0 2', 'any one 3 4', 'all one 0', 'any one 3'],
      1,
    ],
  ])('finds what every order of everything finds: %s', (_, steps, start = 0) =>
    expectPlayedOut({ steps: steps.map(stepOf), starts: [start] }),
  )

  it('has seen enough of everything', () => {
    expect(Object.entries(seen).filter(([, times]) => times < 50)).toEqual([])
  })
})

function stepOf(said: string): StepDescription {
  const [join, split, ...to] = said.split(' ') as [StepDescription['join'], StepDescription['split'], ...string[]]
  const flow = (text: string): FlowDescription => {
    const [first, ...late] = text.split('/')
    return { to: Number(first), ...(late.length > 0 && { late: flow(late.join('/')) }) }
  }
  const next = to.filter((one) => /^\d/.test(one)).map(flow)
  const recover = to.filter((one) => one.startsWith('!')).map((one) => flow(one.slice(1)))
  return { join, split, isOutcome: to.includes('.'), next, recover }
}

/** Mulberry32: the same services in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Every order of everything takes long: more edges than this, and another service is made. */
const mostEdges = 10

function randomService(random: () => number, isTangled: boolean): Description {
  for (;;) {
    const description = anyService(random, isTangled)
    if (gameOf(description).edges.length <= mostEdges) return description
  }
}

function anyService(random: () => number, isTangled: boolean): Description {
  const below = (most: number): number => Math.floor(random() * most)
  const oneOf = <T>(...values: readonly T[]): T => values[below(values.length)]!
  const size = 2 + below(6)
  // Mostly onwards, so that branches meet again; sometimes back.
  const target = (from: number): number => (random() < 0.75 ? Math.min(size - 1, from + 1 + below(3)) : below(size))
  const flow = (from: number, lateness: number): FlowDescription => ({
    to: target(from),
    ...(random() < lateness && { late: flow(from, lateness / 2) }),
  })
  const steps = Array.from({ length: size }, (_, index): StepDescription => {
    const isLast = index === size - 1
    const isOutcome = isLast ? random() < 0.9 : random() < 0.12
    const number =
      isOutcome || (isLast && random() < 0.5) ? 0 : isTangled ? oneOf(1, 1, 2, 2, 3) : oneOf(1, 1, 1, 2, 2, 2, 3)
    return {
      join: isTangled ? oneOf('any', 'all', 'some', 'some') : oneOf('any', 'any', 'all', 'some'),
      split: isTangled ? oneOf('one', 'all', 'all', 'all') : oneOf('one', 'all', 'all', 'some'),
      isOutcome,
      next: Array.from({ length: number }, () => flow(index, 0.08)),
      recover: random() < 0.12 ? [flow(index, 0.1)] : [],
    }
  })
  return {
    steps,
    starts: random() < 0.85 ? [0] : [0, 1 + below(size - 1)],
    ...(random() < 0.1 && {
      promiseLate: { from: below(size), to: below(size), ...(random() < 0.5 && { late: below(size) }) },
    }),
  }
}

/** The edges that are only followed when a promise is late: what acts then may be late itself. */
function latePromises({ promiseLate }: Description): { from: number; to: number }[] {
  if (!promiseLate) return []
  const { from, to, late } = promiseLate
  return [{ from, to }, ...(late === undefined ? [] : [{ from, to: late }])]
}

async function graphFor({ steps, starts, promiseLate }: Description): Promise<Graph> {
  const flow = ({ to, late }: FlowDescription): object => ({ to: `s${to}`, ...(late && { late: flow(late) }) })
  const data = {
    blueprint: 1,
    title: 'A service at random',
    start: starts.map((start) => `s${start}`),
    ...(promiseLate && {
      promises: {
        soon: {
          says: 'Soon',
          made: `s${promiseLate.from}`,
          late: { to: `s${promiseLate.to}`, ...(promiseLate.late !== undefined && { late: `s${promiseLate.late}` }) },
        },
      },
    }),
    steps: Object.fromEntries(
      steps.map(({ join, split, isOutcome, next, recover }, index) => [
        `s${index}`,
        {
          lane: 'customer',
          join,
          split,
          ...(isOutcome && { outcome: 'served' }),
          ...(next.length > 0 && { next: next.map(flow) }),
          ...(recover.length > 0 && { fails: recover.map((to, i) => ({ what: `slip ${i}`, recover: flow(to) })) }),
        },
      ]),
    ),
  }
  const read = await readBlueprint(
    { file: 'a.blueprint.yaml', text: JSON.stringify(data) },
    { rules: new Set(), organization: () => ({ unavailable: 'is not there', help: '' }) },
    new Map(),
  )
  if ('obstacles' in read) throw new Error(read.obstacles.map(({ draft }) => draft.message).join('; '))
  return graphOf(read.value)
}

/**
 * The game with a marking as the bits of a number: one for each edge, then one for each start at which a customer comes
 * in, then one for each step, for the end of the journey there.
 */
interface Game {
  readonly description: Description
  readonly edges: readonly { from: number; to: number }[]
  /** By step: the edges that it can wait for, as bits. */
  readonly incoming: readonly number[]
  /** By step: what each way to end puts a token on, as bits. */
  readonly endings: readonly (readonly number[])[]
  readonly entry: (step: number) => number
  readonly ended: (step: number) => number
  /** What was found out about arrivals, since the same is asked over and over. */
  readonly known: Map<string, boolean>
}

const played = new Map<string, { game: Game; everything: Everything }>()

/** While mutants are tried, the same is asked for each of them. */
function playedOut(description: Description): { game: Game; everything: Everything } {
  const shown = JSON.stringify(description)
  const known = played.get(shown)
  if (known) return known
  const game = gameOf(description)
  const found = { game, everything: exploreAll(game) }
  if (process.env.TRYING_MUTANTS) played.set(shown, found)
  return found
}

const bitsOf = (numbers: readonly number[]): number => numbers.reduce((all, one) => all | (1 << one), 0)
const eachOf = (bits: number): number[] => Array.from({ length: 31 }, (_, i) => 1 << i).filter((bit) => bits & bit)

function gameOf(description: Description): Game {
  const { steps, starts } = description
  const edges: { from: number; to: number }[] = []
  const chain = (from: number, flow: FlowDescription): number[] => {
    edges.push({ from, to: flow.to })
    const own = edges.length - 1
    return flow.late ? [own, ...chain(from, flow.late)] : [own]
  }
  const endings = steps.map(({ split, next, recover }, from) => {
    const flows = next.map((flow) => chain(from, flow))
    let chosen: number[][] = [[]]
    for (const ways of flows)
      chosen = chosen.flatMap((put) => [...ways.map((way) => [...put, way]), ...(split === 'all' ? [] : [put])])
    if (split === 'one') chosen = chosen.filter((put) => put.length === 1)
    if (split === 'some') chosen = chosen.filter((put) => put.length > 0)
    if (next.length === 0) chosen = [[]]
    return [...chosen.map(bitsOf), ...recover.flatMap((flow) => chain(from, flow)).map((way) => 1 << way)]
  })
  const inReach = new Set(starts)
  for (let size = 0; size < inReach.size; ) {
    size = inReach.size
    for (const { from, to } of [...edges, ...latePromises(description)]) if (inReach.has(from)) inReach.add(to)
  }
  const incoming = steps.map((_, step) =>
    bitsOf(edges.flatMap(({ from, to }, index) => (to === step && inReach.has(from) ? [index] : []))),
  )
  if (edges.length + 2 + steps.length > 31) throw new Error('too many edges for the bits of a number')
  return {
    description,
    edges,
    incoming,
    endings,
    entry: (step) => 1 << (edges.length + (step === starts[0] ? 0 : 1)),
    ended: (step) => 1 << (edges.length + 2 + step),
    known: new Map(),
  }
}

/** What may begin: the step, and which tokens it takes. */
function beginnings(game: Game, marking: number): { step: number; took: number }[] {
  const found = game.description.starts
    .filter((step) => marking & game.entry(step))
    .map((step) => ({ step, took: game.entry(step) }))
  for (const [step, { join }] of game.description.steps.entries()) {
    const held = game.incoming[step]! & marking
    const empty = game.incoming[step]! & ~marking
    if (held === 0) continue
    if (join === 'any') for (const edge of eachOf(held)) found.push({ step, took: edge })
    if (join === 'all' && empty === 0) found.push({ step, took: held })
    if (join === 'some' && !canArrive(game, marking & ~held, step, empty)) found.push({ step, took: held })
  }
  return found
}

/** In any marking that comes about while this step does not begin, the other `some` joins being read as `any`. */
function canArrive(game: Game, tokens: number, waiting: number, empty: number): boolean {
  const question = (here: number): string => `${here} ${waiting} ${empty}`
  const known = game.known.get(question(tokens))
  if (known !== undefined) return known
  const seen = new Set([tokens])
  let arrives = false
  for (const here of seen) {
    arrives = (here & empty) !== 0
    if (arrives) break
    for (const [step, { join }] of game.description.steps.entries()) {
      if (step === waiting) continue
      const held = game.incoming[step]! & here
      const takings = join === 'all' ? (held !== 0 && held === game.incoming[step] ? [held] : []) : eachOf(held)
      for (const took of takings) for (const put of game.endings[step]!) seen.add((here & ~took) | put)
    }
  }
  for (const here of arrives ? [tokens] : seen) game.known.set(question(here), arrives)
  return arrives
}

/** After a step has ended in one way; or the edges that would hold a second token, where the run is over. */
function after(
  { description, ended }: Game,
  marking: number,
  { step, took }: { step: number; took: number },
  put: number,
): { marking: number; twice: number; isAgain: boolean } {
  const left = marking & ~took
  const end = description.steps[step]!.isOutcome && put === 0 ? ended(step) : 0
  return { marking: left | put | end, twice: left & put, isAgain: (left & end) !== 0 }
}

interface Everything {
  readonly stuck: ReadonlyMap<number, ReadonlySet<number>>
  readonly twice: number
  readonly again: ReadonlySet<number>
}

function exploreAll(game: Game): Everything {
  let twice = 0
  const again = new Set<number>()
  const before = new Map<number, Set<number>>()
  const begins = new Map<number, Set<number>>()
  const seen = new Set(game.description.starts.map(game.entry))
  for (const marking of seen) {
    const ready = beginnings(game, marking)
    for (const one of ready)
      for (const put of game.endings[one.step]!) {
        const then = after(game, marking, one, put)
        twice |= then.twice
        if (then.isAgain) again.add(one.step)
        if (then.twice !== 0) continue
        seen.add(then.marking)
        if (!before.has(then.marking)) before.set(then.marking, new Set())
        before.get(then.marking)!.add(marking)
      }
    begins.set(marking, new Set(ready.flatMap(({ step, took }) => (took & game.incoming[step]! ? [step] : []))))
  }
  const stuck = new Map<number, Set<number>>()
  for (const [step, { join }] of game.description.steps.entries()) {
    if (join === 'any') continue
    const canStillBegin = new Set([...seen].filter((marking) => begins.get(marking)!.has(step)))
    for (const marking of canStillBegin) for (const earlier of before.get(marking) ?? []) canStillBegin.add(earlier)
    const never = [...seen].filter((marking) => marking & game.incoming[step]! && !canStillBegin.has(marking))
    if (never.length > 0) stuck.set(step, new Set(never))
  }
  return { stuck, twice, again }
}

const bitsOfEdges = (edges: readonly { readonly index: number }[]): number => bitsOf(edges.map(({ index }) => index))

/** The tokens that a step of a run took: one that had just come in where it took none. */
const takenBy = (game: Game, { step, took }: Done): number =>
  took.length > 0 ? bitsOfEdges(took) : game.entry(step.index)

const isAllowed = (game: Game, marking: number, done: Done): boolean =>
  beginnings(game, marking).some(({ step, took }) => step === done.step.index && took === takenBy(game, done)) &&
  game.endings[done.step.index]!.includes(bitsOfEdges(done.put))

/** A chain of what the run has put, from a start to this edge. */
function expectWayAlong(run: Run, last: Edge, shown: string): void {
  const { from, edges } = wayAlong(run, last)
  let at = from
  for (const edge of edges) {
    expect(edge.from, shown).toBe(at)
    expect(
      run.some(({ step, put }) => step === at && put.includes(edge)),
      shown,
    ).toBe(true)
    at = edge.to
  }
  expect(edges.at(-1)?.index, shown).toBe(last.index)
  expect(run[0]!.step.id, shown).toBe(from.id)
}

function leadsTo({ edges }: Game, from: number, to: number): boolean {
  const seen = new Set([from])
  for (const step of seen) for (const edge of edges) if (edge.from === step) seen.add(edge.to)
  return seen.has(to)
}

/** Backwards from the end: the last, the first of the two, and what puts something that one of these takes. */
function whatBothStandOn(run: Run, first: Done): Run {
  const wanted = new Set<Edge>()
  return run
    .toReversed()
    .filter((done, i) => {
      if (i > 0 && done !== first && !done.put.some((edge) => wanted.has(edge))) return false
      for (const edge of done.put) wanted.delete(edge)
      for (const edge of done.took) wanted.add(edge)
      return true
    })
    .toReversed()
}

/** Whether it can be played by the rules. */
function isRun(game: Game, run: Run): boolean {
  let marking = run.length > 0 ? game.entry(run[0]!.step.index) : 0
  return run.every((done) => {
    if (!isAllowed(game, marking, done)) return false
    const then = after(game, marking, { step: done.step.index, took: takenBy(game, done) }, bitsOfEdges(done.put))
    marking = then.marking
    return then.twice === 0
  })
}

/** Plays a run by the rules; the marking at its end. */
function replay(game: Game, run: Run, shown: string): number {
  const first = run[0]!.step.index
  expect(game.description.starts, shown).toContain(first)
  let marking = game.entry(first)
  for (const done of run) {
    expect(isAllowed(game, marking, done), shown).toBe(true)
    const then = after(game, marking, { step: done.step.index, took: takenBy(game, done) }, bitsOfEdges(done.put))
    expect(then.twice, shown).toBe(0)
    marking = then.marking
  }
  return marking
}
