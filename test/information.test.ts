import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// Information, told forwards along every way, as the format says it; written without a look at the engine, which works
// backwards and on sets of wishes. Ways are followed until nothing new turns up.

interface StepPlan {
  lane: 'customer' | 'touchpoint' | 'backstage'
  owner: number
  next: { to: number; via?: string; carries?: string[] }[]
  recover?: number
  late?: number
  join?: boolean
  collects: string[]
  produces: string[]
  needs: string[]
  record?: 'open' | 'close'
  keeps?: string[]
}

const facts = ['name', 'number']
const owners = ['desk', 'office', 'boss'] // the boss is one person

const someFacts = fc.subarray(facts)
const stepPlan = (size: number): fc.Arbitrary<StepPlan> =>
  fc.record(
    {
      lane: fc.constantFrom('customer', 'touchpoint', 'backstage', 'backstage'),
      owner: fc.nat(owners.length - 1),
      next: fc.array(
        fc.record(
          { to: fc.nat(size - 1), via: fc.constantFrom('phone', 'ticket'), carries: fc.subarray([...facts, 'all']) },
          { requiredKeys: ['to'] },
        ),
        { minLength: 0, maxLength: 2 },
      ),
      recover: fc.nat(size - 1),
      late: fc.nat(size - 1),
      collects: someFacts,
      produces: fc.subarray(facts, { maxLength: 1 }),
      needs: someFacts,
      record: fc.constantFrom('open', 'close'),
      keeps: someFacts,
    },
    { requiredKeys: ['lane', 'owner', 'next', 'collects', 'produces', 'needs'] },
  ) as fc.Arbitrary<StepPlan>

const plans = fc
  .integer({ min: 2, max: 6 })
  .chain((size) => fc.array(stepPlan(size), { minLength: size, maxLength: size }))

function written(plan: readonly StepPlan[]): string {
  const steps = plan.map((step, i) => {
    const own = step.lane !== 'customer'
    const next = step.next.map(({ to, via, carries }, n) => ({
      to: `s${to}`,
      ...(via ? { via } : {}),
      ...(carries ? { carries } : {}),
      ...(n === 0 && step.late !== undefined ? { late: `s${step.late}` } : {}),
    }))
    return [
      `s${i}`,
      {
        lane: step.lane,
        ...(own ? { owner: owners[step.owner] } : {}),
        next,
        ...(step.recover === undefined ? {} : { fails: [{ what: 'it fails', recover: `s${step.recover}` }] }),
        collects: step.collects,
        produces: step.produces,
        needs: step.needs,
        ...(step.record && own ? { case: step.record } : {}),
        ...(step.keeps && step.record === 'open' && own ? { keeps: step.keeps } : {}),
      },
    ]
  })
  return JSON.stringify({
    blueprint: 1,
    title: 'x',
    accountable: 'desk',
    owners: { desk: {}, office: {}, boss: { people: 1 } },
    // Never reached; it only makes the names known.
    steps: {
      ...Object.fromEntries(steps),
      archive: { lane: 'backstage', owner: 'desk', collects: facts, outcome: 'served' },
    },
  })
}

/** One fact on one way. */
interface State {
  work: boolean
  customer: boolean
  memory: boolean[]
  open: boolean
  keeping: boolean
  held: boolean
}

/** Which (step, fact) pairs some way reaches without the fact being at hand. */
function missing(plan: readonly StepPlan[]): Set<string> {
  const found = new Set<string>()
  for (const fact of facts) {
    const seen = new Set<string>()
    const queue: { at: number; state: State }[] = []
    const arrive = (at: number, state: State): void => {
      const key = JSON.stringify([at, state])
      if (seen.has(key)) return
      seen.add(key)
      queue.push({ at, state })
    }
    arrive(0, {
      work: false,
      customer: false,
      memory: owners.map(() => false),
      open: false,
      keeping: false,
      held: false,
    })
    for (const { at, state } of queue) {
      const step = plan[at]!
      const isCustomers = step.lane === 'customer'
      const atHand = isCustomers
        ? state.customer
        : state.work || state.memory[step.owner]! || (state.open && state.held)
      if (step.needs.includes(fact) && !step.collects.includes(fact) && !atHand) found.add(`s${at} ${fact}`)

      const leave = (to: number, done: boolean, flow: { via?: string; carries?: string[] }): void => {
        const learns = done && (step.collects.includes(fact) || step.produces.includes(fact))
        const has = atHand || learns
        const after: State = { ...state, memory: [...state.memory] }
        if (done && step.collects.includes(fact)) after.customer = true
        if (done && isCustomers && step.produces.includes(fact)) after.customer = true
        if (!isCustomers) {
          if (has) after.memory[step.owner] = true
          if (done && step.record === 'close') Object.assign(after, { open: false, keeping: false, held: false })
          else if (done && step.record === 'open') {
            const keeps = step.keeps === undefined || step.keeps.includes(fact)
            after.open = true
            after.keeping = state.keeping || keeps
            after.held = state.held || (keeps && has)
          } else if (state.keeping && has) after.held = true
        } else after.memory = state.memory.map((knows, owner) => knows && (owners[owner] === 'boss' || state.open))
        const next = plan[to]!
        const carried =
          flow.carries === undefined
            ? flow.via === 'ticket'
            : flow.carries.includes('all') || flow.carries.includes(fact)
        if (isCustomers) after.work = after.customer
        else if (next.lane === 'customer') {
          if (carried && has) after.customer = true
          after.work = false
        } else after.work = has && (step.owner === next.owner || carried)
        arrive(to, after)
      }
      step.next.forEach((flow, n) => {
        leave(flow.to, true, flow)
        if (n === 0 && step.late !== undefined) leave(step.late, true, flow)
      })
      if (step.recover !== undefined) leave(step.recover, false, {})
    }
  }
  return found
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
