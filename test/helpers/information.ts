import fc from 'fast-check'

// Information, told forwards along every way, as the format says it; written without a look at the engine, which works
// backwards and on sets of wishes. A promise travels as a fact does.

export interface StepPlan {
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

export const facts = ['name', 'number']
export const promise = 'by-noon'
export const owners = ['desk', 'office', 'boss'] // the boss is one person

const someFacts = fc.subarray(facts)
const stepPlan = (size: number): fc.Arbitrary<StepPlan> =>
  fc.record(
    {
      lane: fc.constantFrom('customer', 'touchpoint', 'backstage', 'backstage'),
      owner: fc.nat(owners.length - 1),
      next: fc.array(
        fc.record(
          {
            to: fc.nat(size - 1),
            via: fc.constantFrom('phone', 'ticket'),
            carries: fc.subarray([...facts, promise, 'all']),
          },
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

export const plans = fc
  .integer({ min: 2, max: 6 })
  .chain((size) => fc.array(stepPlan(size), { minLength: size, maxLength: size }))

/** Which steps make the promise, and which one keeps it. */
export interface PromisePlan {
  readonly made: readonly number[]
  readonly kept: number
}

export function written(plan: readonly StepPlan[], { made, kept }: PromisePlan = { made: [0], kept: 0 }): string {
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
    promises: { [promise]: { says: 'By noon', made: made.map((i) => `s${i}`), kept: `s${kept}` } },
    // Never reached; it only makes the names known.
    steps: {
      ...Object.fromEntries(steps),
      archive: { lane: 'backstage', owner: 'desk', collects: facts, outcome: 'served' },
    },
  })
}

/** One fact on one way. */
export interface State {
  /** It has come by where it is told for the first time, where that is asked for. */
  readonly hasBegun: boolean
  readonly work: boolean
  readonly customer: boolean
  readonly memory: readonly boolean[]
  readonly open: boolean
  readonly keeping: boolean
  readonly held: boolean
}

export const nowhere: State = {
  hasBegun: false,
  work: false,
  customer: false,
  memory: owners.map(() => false),
  open: false,
  keeping: false,
  held: false,
}

export const learns = ({ collects, produces }: StepPlan, fact: string): boolean =>
  collects.includes(fact) || produces.includes(fact)

interface Told {
  /** The step has it when it is done. */
  readonly learns: (step: StepPlan) => boolean
  /** The customer, too. */
  readonly tells: (step: StepPlan) => boolean
  readonly begins?: (step: StepPlan) => boolean
}

const ofFact = (fact: string): Told => ({
  learns: (step) => learns(step, fact),
  tells: ({ lane, collects, produces }) => collects.includes(fact) || (lane === 'customer' && produces.includes(fact)),
})

/** Whether the fact is there for a step when work arrives. */
export const isAtHand = ({ lane, owner }: StepPlan, { work, customer, memory, open, held }: State): boolean =>
  lane === 'customer' ? customer : work || memory[owner]! || (open && held)

/** Where it goes on from a step, and what holds there: the flows with what acts when they are late, then what recovers. */
export function movesFrom(
  plan: readonly StepPlan[],
  fact: string,
  at: number,
  state: State,
  told = ofFact(fact),
): Move[] {
  const step = plan[at]!
  const isCustomers = step.lane === 'customer'
  const leave = (to: number, done: boolean, flow: { via?: string; carries?: string[] }): Move => {
    const has = isAtHand(step, state) || (done && told.learns(step))
    const after = { ...state, memory: [...state.memory] }
    if (done && told.begins?.(step)) after.hasBegun = true
    if (done && told.tells(step)) after.customer = true
    if (!isCustomers) {
      if (has) after.memory[step.owner] = true
      if (done && step.record === 'close') Object.assign(after, { open: false, keeping: false, held: false })
      else if (done && step.record === 'open') {
        const keeps = step.keeps === undefined || step.keeps.includes(fact)
        after.open = true
        after.keeping = state.keeping || keeps
        after.held = state.held || (after.keeping && has)
      } else if (state.keeping && has) after.held = true
    } else after.memory = state.memory.map((knows, owner) => knows && (owners[owner] === 'boss' || state.open))
    const next = plan[to]!
    const carried =
      flow.carries === undefined ? flow.via === 'ticket' : flow.carries.includes('all') || flow.carries.includes(fact)
    if (isCustomers) after.work = after.customer
    else if (next.lane === 'customer') {
      if (carried && has) after.customer = true
      after.work = false
    } else after.work = has && (step.owner === next.owner || carried)
    return { to, state: after }
  }
  return [
    ...step.next.flatMap((flow, n) => [
      leave(flow.to, true, flow),
      ...(n === 0 && step.late !== undefined ? [leave(step.late, true, flow)] : []),
    ]),
    ...(step.recover === undefined ? [] : [leave(step.recover, false, {})]),
  ]
}

export interface Move {
  readonly to: number
  readonly state: State
}

/** All that can hold on arrival at each step; beyond some steps it is not followed, and of each state only what is seen. */
export function arrivals(
  plan: readonly StepPlan[],
  fact: string,
  from: readonly Move[],
  { seen = (state: State) => state, goesOn = (_: number): boolean => true, told = ofFact(fact) } = {},
): Map<number, State[]> {
  const known = new Set<string>()
  const found = new Map<number, State[]>()
  const queue: Move[] = []
  const arrive = ({ to, state }: Move): void => {
    const key = JSON.stringify([to, seen(state)])
    if (known.has(key)) return
    known.add(key)
    queue.push({ to, state: seen(state) })
  }
  from.forEach(arrive)
  for (const { to: at, state } of queue) if (goesOn(at)) movesFrom(plan, fact, at, state, told).forEach(arrive)
  for (const { to, state } of queue) found.set(to, [...(found.get(to) ?? []), state])
  return found
}
