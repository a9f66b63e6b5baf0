import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Graph } from '../src/graph/graph.ts'
import { comesPlainly } from '../src/graph/comes-plainly.ts'
import { certaintyOf, comesWithoutCustomer, droppedOn, factNamed } from '../src/graph/information.ts'
import { search } from '../src/graph/reach.ts'
import { boundFor } from '../src/graph/wishes.ts'
import {
  arrivals,
  facts,
  isAtHand,
  learns,
  movesFrom,
  nowhere,
  plans,
  type PromisePlan,
  promise,
  type State,
  type StepPlan,
  written,
} from './helpers/information.ts'
import { graphIn, judge } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

/** Which (step, fact) pairs some way reaches without the fact being at hand. */
function missing(plan: readonly StepPlan[]): Set<string> {
  const found = new Set<string>()
  for (const fact of facts)
    for (const [at, states] of arrivals(plan, fact, [{ to: 0, state: nowhere }])) {
      const step = plan[at]!
      if (!step.needs.includes(fact) || step.collects.includes(fact)) continue
      if (!states.every((state) => isAtHand(step, state))) found.add(`s${at} ${fact}`)
    }
  return found
}

/** Whether a way from where the promise is made, by somebody else, reaches the step that keeps it without its name. */
function isUntold(plan: readonly StepPlan[], { made, kept }: PromisePlan): boolean {
  const isMade = (step: StepPlan): boolean => made.some((i) => plan[i] === step)
  const begins = (step: StepPlan): boolean => isMade(step) && step !== plan[kept]
  const there = arrivals(plan, promise, [{ to: 0, state: nowhere }], {
    told: { learns: isMade, tells: isMade, begins },
  })
  const ownersOf = (i: number): number[] => (plan[i]!.lane === 'customer' ? [] : [plan[i]!.owner])
  const makers = made.filter((i) => i !== kept && there.has(i))
  if (!makers.some((i) => ownersOf(kept).some((owner) => !ownersOf(i).includes(owner)))) return false
  return (there.get(kept) ?? []).some((state) => state.hasBegun && !isAtHand(plan[kept]!, state))
}

describe('missing-information', () => {
  let total = 0

  it('is found for exactly the steps that some way reaches without it', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { findings, faults, unread } = await judge(written(plan), {
          asks: ({ id }) => id === 'missing-information',
        })
        expect({ faults, unread }).toEqual({ faults: [], unread: [] })
        const found = findings.map(({ steps, element }) => {
          const [, id, , position] = element.split('/')
          return `${steps[0]} ${plan[Number(id!.slice(1))]!.needs[Number(position)]}`
        })
        expect(new Set(found)).toEqual(missing(plan))
        total += findings.length
        for (const { path } of findings) expect(path[0]).toBe('s0')
      }),
      { numRuns: 1_500, seed: 7 },
    )
    expect(total).toBeGreaterThan(500)
  })
})

describe('what is written down', () => {
  it('goes into a case that holds it, also where a further one is opened that does not', async () => {
    const told = (keeps: string): string => `
  take-call: { lane: touchpoint, owner: desk, case: open${keeps}, next: reads-meter }
  reads-meter: { lane: customer, produces: number, next: note }
  note: { lane: touchpoint, owner: desk, case: open, keeps: name, collects: name, next: { to: check, via: phone } }
  check: { lane: backstage, owner: office, needs: number, next: served }`
    expect(await messagesOf('missing-information', told(''))).toEqual([])
    expect(await messagesOf('missing-information', told(', keeps: name'))).toEqual([
      '`check` needs `number`, which does not get from `note` to `check`',
    ])
  })
})

describe('what is in a case', () => {
  it('gets as far as the last who can look into it, opened before it is learned or then', async () => {
    for (const [before, learning] of [
      ['', ', case: open'],
      [', case: open', ''],
    ])
      expect(
        await messagesOf(
          'missing-information',
          `
  greet: { lane: touchpoint, owner: desk${before}, next: measure }
  measure: { lane: touchpoint, owner: desk, produces: number${learning}, next: { to: look-up, via: phone } }
  look-up: { lane: backstage, owner: office, case: close, next: { to: decide, via: phone } }
  decide: { lane: backstage, owner: boss, needs: number, next: served }`,
        ),
      ).toEqual(['`decide` needs `number`, which does not get from `look-up` to `decide`'])
  })
})

describe('what somebody remembers', () => {
  const calledBack = (records: string, asks = 'desk'): string => `
  measure: { lane: touchpoint, owner: desk, produces: number${records}, next: tidy-up }
  tidy-up: { lane: backstage, owner: desk, next: goes-home }
  goes-home: { lane: customer, next: answer }
  answer: { lane: touchpoint, owner: desk, next: { to: look-up, via: phone } }
  look-up: { lane: backstage, owner: ${asks}, needs: number, next: served }`

  it('is there again after a step of the customer while a case is open, whatever that holds', async () => {
    expect(await messagesOf('missing-information', calledBack(', case: open, keeps: []'))).toEqual([])
    expect(await messagesOf('missing-information', calledBack(''))).toEqual([
      '`look-up` needs `number`, which does not get from `tidy-up` to `goes-home`',
    ])
  })

  it('is lost where they hand it on without saying it, not where the customer comes in between', async () => {
    expect(await messagesOf('missing-information', calledBack(', case: open, keeps: []', 'office'))).toEqual([
      '`look-up` needs `number`, which does not get from `answer` to `look-up`',
    ])
  })
})

describe('what acts when a promise is late', () => {
  const steps = `
  promise: { lane: touchpoint, owner: desk, produces: number, next: { to: waits, carries: number } }
  waits: { lane: customer, next: send }
  send: { lane: backstage, owner: office, needs: number, next: served }
  hurry: { lane: backstage, owner: office, needs: number, next: served }`
  const late = (step: string): string =>
    `promises: { by-noon: { says: By noon, made: promise, kept: send, within: 1h, late: ${step} } }`

  it('is not found to lack anything: nothing says what it is told', async () => {
    expect(await messagesOf('missing-information', steps, late('hurry'))).toEqual([])
  })

  it('does not spare the customer the way', async () => {
    const carried = ['The customer carries `number` from desk to office, where `send` needs it']
    expect(await messagesOf('customer-courier', steps, late('send'))).toEqual(carried)
  })
})

describe('what the customer brings', () => {
  it('gets into a case by somebody who is told it, not by the customer', async () => {
    const found = await messagesOf(
      'customer-courier',
      `
  examine: { lane: touchpoint, owner: desk, produces: number, next: { to: goes-on, carries: number } }
  goes-on: { lane: customer, next: register }
  register: { lane: touchpoint, owner: office, case: open, next: is-called-in }
  is-called-in: { lane: customer, next: treat }
  treat: { lane: touchpoint, owner: boss, needs: number, next: served }`,
    )
    expect(found).toEqual(['The customer carries `number` from desk to boss, where `treat` needs it'])
  })
})

describe('untold-promise', () => {
  let total = 0
  const promisePlans = plans.chain((plan) =>
    fc.record({
      plan: fc.constant(plan),
      made: fc.subarray([...plan.keys()], { minLength: 1, maxLength: 2 }),
      kept: fc.nat(plan.length - 1),
    }),
  )

  it('is found exactly where some way from a step that makes it reaches the one that keeps it without it', async () => {
    await fc.assert(
      fc.asyncProperty(promisePlans, async ({ plan, ...promised }) => {
        const { findings, faults, unread } = await judge(written(plan, promised), {
          asks: ({ id }) => id === 'untold-promise',
        })
        expect({ faults, unread }).toEqual({ faults: [], unread: [] })
        expect(findings.length > 0).toBe(isUntold(plan, promised))
        total += findings.length
        for (const { path, steps } of findings) {
          const made = path.findLastIndex((id, i) => i < path.length - 1 && promised.made.includes(Number(id.slice(1))))
          expect(made).toBeGreaterThanOrEqual(0)
          expect([path[0], path.at(-1)]).toEqual(['s0', steps[0]])
        }
      }),
      { numRuns: 250, seed: 7 },
    )
    expect(total).toBeGreaterThan(5)
  })
})

describe('a fact', () => {
  it('comes plainly where it does without a case and without a memory', () =>
    onPlans(180, (plan, graph) => {
      const seen = (state: State): State => ({ ...nowhere, work: state.work, customer: state.customer })
      for (const fact of facts)
        for (const begins of [nowhere, { ...nowhere, work: true, customer: true }]) {
          // As if nobody needed to learn it: only where it gets lost matters.
          const sinceLearned = begins !== nowhere
          const there = arrivals(plan, fact, [{ to: 0, state: begins }], { seen })
          for (const [at, states] of there) {
            const comes = comesPlainly(graph, factNamed(fact), [graph.steps[at]!], boundFor(graph), sinceLearned)
            expect(comes).toBe(states.every((state) => isAtHand(plan[at]!, state)))
          }
        }
    }))

  it('comes without the customer where some way past them brings it', () =>
    onPlans(180, (plan, graph) => {
      const afterOpening = search(
        graph,
        graph.steps.filter(({ index }) => plan[index]?.record === 'open' && plan[index].lane !== 'customer'),
      )
      const isOwn = (at: number): boolean => plan[at]!.lane !== 'customer'
      for (const fact of facts) {
        const learning = [...plan.keys()].filter((at) => learns(plan[at]!, fact))
        const begins = learning.filter(isOwn).flatMap((at) => {
          const mayBeOpen = afterOpening.has(graph.steps[at]!)
          return movesFrom(plan, fact, at, { ...nowhere, open: mayBeOpen, keeping: mayBeOpen })
        })
        const there = arrivals(plan, fact, begins, { goesOn: isOwn })
        for (const at of plan.keys()) {
          const meant = there.get(at)?.some((state) => isAtHand(plan[at]!, state)) ?? false
          const sources = learning.map((source) => graph.steps[source]!)
          expect(comesWithoutCustomer(graph, factNamed(fact), sources, graph.steps[at]!)).toBe(meant)
        }
      }
    }))

  it('is dropped on the last flow of a way that it does not get over', () =>
    onPlans(180, (plan, graph, choices) => {
      for (const fact of facts) {
        let at = 0
        let state = nowhere
        const edges = []
        let meant: number | undefined
        for (const choice of choices) {
          const moves = movesFrom(plan, fact, at, state)
          if (moves.length === 0) break
          const edge = graph.outgoing[at]![choice % moves.length]!
          const move = moves[choice % moves.length]!
          const was = isAtHand(plan[at]!, state) || (edge.kind !== 'recover' && learns(plan[at]!, fact))
          if (was && !isAtHand(plan[move.to]!, move.state)) meant = edge.index
          edges.push(edge)
          at = move.to
          state = move.state
        }
        const way = { from: graph.steps[0]!, edges }
        const named = factNamed(fact)
        expect(droppedOn(graph, way, named, certaintyOf(graph, named))?.index).toBe(meant)
      }
    }))
})

/** What a rule says of these steps. */
async function messagesOf(rule: string, steps: string, rest = ''): Promise<string[]> {
  const { findings, faults, unread } = await judge(
    `blueprint: 1
title: A service
accountable: desk
owners: { desk: {}, office: {}, boss: { people: 1 } }
${rest}
steps:${steps}
  served: { lane: customer, outcome: served }
`,
    { asks: ({ id }) => id === rule },
  )
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return findings.map(({ message }) => message)
}

/** What one own step learns, another hands to the customer. */
const handedOn: StepPlan[] = [
  { lane: 'backstage', owner: 0, next: [{ to: 1 }], collects: [], produces: ['name'], needs: [] },
  { lane: 'backstage', owner: 0, next: [{ to: 2, carries: ['name'] }], collects: [], produces: [], needs: [] },
  { lane: 'customer', owner: 0, next: [], collects: [], produces: [], needs: ['name'] },
]

const onPlans = (
  times: number,
  check: (plan: readonly StepPlan[], graph: Graph, choices: readonly number[]) => void,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(plans, fc.array(fc.nat(11), { maxLength: 8 }), async (plan, choices) => {
      check(plan, await graphIn(written(plan)), choices)
    }),
    { ...runs(times), examples: [[handedOn, [0, 0]]] },
  )
