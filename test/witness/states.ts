import { between, type Edge, isCustomers, isOwn, ownersOf, type Plain, share, stepOf } from './plain.ts'

/** What holds when work arrives at a step, as bits; each rule says what they mean. */
export type State = number

export interface Walk {
  readonly begin: readonly (readonly [step: string, state: State])[]
  /** What holds after an edge. */
  readonly after: (edge: Edge, state: State) => State
  readonly along?: (edge: Edge) => boolean
}

/**
 * Every state in which work can arrive at each step, told forwards until nothing new turns up. At a `join: all` what the
 * branches bring is united, in every combination; the `late` of a promise is no branch that it waits for.
 */
export function statesAt(plain: Plain, { begin, after, along = () => true }: Walk): Map<string, Set<State>> {
  const states = new Map<string, Set<State>>()
  const downstream = new Set(begin.map(([id]) => id))
  for (const id of downstream)
    for (const edge of plain.edges) if (edge.from === id && along(edge)) downstream.add(edge.to)
  const incoming = (id: string): Edge[] =>
    plain.edges.filter((edge) => edge.to === id && along(edge) && downstream.has(edge.from))
  const arriving = (edge: Edge): State[] => [...(states.get(edge.from) ?? [])].map((state) => after(edge, state))
  for (let changed = true; changed; ) {
    changed = false
    for (const id of downstream) {
      const before = states.get(id)?.size ?? 0
      const now = new Set(states.get(id))
      for (const [step, state] of begin) if (step === id) now.add(state)
      if (stepOf(plain, id).join === 'all') {
        const waited = incoming(id).filter(({ kind }) => kind !== 'promise-late')
        for (const state of waited.length > 0 ? waited.map(arriving).reduce(united) : []) now.add(state)
      } else for (const edge of incoming(id)) for (const state of arriving(edge)) now.add(state)
      states.set(id, now)
      if (now.size > before) changed = true
    }
  }
  return states
}

const united = (some: readonly State[], others: readonly State[]): State[] => [
  ...new Set(some.flatMap((one) => others.map((other) => one | other))),
]

/**
 * Whether some run gets to the end of a way in such a state; also where none gets all along it, because a join on it
 * waits for what only comes after it: findings are about ways then.
 */
export const canBe = (
  states: ReadonlyMap<string, ReadonlySet<State>>,
  path: readonly string[],
  is: (state: State) => boolean,
): boolean => path.some((id) => (states.get(id)?.size ?? 0) === 0) || [...states.get(path.at(-1)!)!].some(is)

/** The states on each step of a way, whichever of several flows between two steps it takes. */
export function statesAlong(
  plain: Plain,
  way: readonly string[],
  first: Iterable<State>,
  walk: Omit<Walk, 'begin'>,
): Set<State>[] {
  const states = [new Set(first)]
  for (let i = 1; i < way.length; i += 1) {
    const edges = between(plain, way[i - 1], way[i]).filter(walk.along ?? (() => true))
    states.push(new Set([...states[i - 1]!].flatMap((state) => edges.map((edge) => walk.after(edge, state)))))
  }
  return states
}

/** The flows of a way over which something does not get, though it was there before, or became known there. */
export const dropsOn = (
  plain: Plain,
  way: readonly string[],
  states: readonly ReadonlySet<State>[],
  { after, isAtHand, learned }: Pick<Walk, 'after'> & Pick<Known, 'isAtHand'> & Pick<Fact, 'learned'>,
): Edge[] =>
  way
    .slice(1)
    .flatMap((to, i) =>
      between(plain, way[i], to).filter((edge) =>
        [...states[i]!].some(
          (state) =>
            (isAtHand(edge.from, state) || (isDone(edge) && learned(edge.from))) && !isAtHand(to, after(edge, state)),
        ),
      ),
    )

/** Whether no run gets from these steps to one that is so without passing one of a group. A failing step is passed too. */
export function passesAlways(
  plain: Plain,
  from: readonly string[],
  group: readonly string[],
  goal: (id: string) => boolean,
  along?: (edge: Edge) => boolean,
): boolean {
  const passed = (id: string): number => (group.includes(id) ? 1 : 0)
  const states = statesAt(plain, {
    begin: from.map((id) => [id, 0] as const),
    after: ({ from: id }, state) => state | passed(id),
    ...(along ? { along } : {}),
  })
  const ends = [...states].filter(([id, found]) => goal(id) && found.size > 0)
  return ends.length > 0 && ends.every(([id, found]) => [...found].every((state) => (state | passed(id)) === 1))
}

/** What the failing step would have done has not happened, on its `recover` and on what acts when that is late. */
export const isDone = ({ failure }: Edge): boolean => failure === undefined

const work = 1
const customer = 2
const caseOpen = 4
const caseKeeps = 8
const inCase = 16
const memory = (position: number): State => 32 << position

const carryAll = ['ticket', 'api', 'system']

const takes = ({ carries, via }: { carries?: readonly string[]; via?: unknown }, name: string): boolean =>
  carries === undefined ? carryAll.includes(String(via)) : carries.includes('all') || carries.includes(name)

/** A fact, or the name of a promise: where it is learned, and where the customer has it too. */
export interface Fact {
  readonly name: string
  readonly learned: (id: string) => boolean
  readonly shared: (id: string) => boolean
}

export const factNamed = (plain: Plain, name: string): Fact => ({
  name,
  learned: (id) => knows(plain, id, name),
  shared: (id) =>
    stepOf(plain, id).collects?.includes(name) === true ||
    (isCustomers(plain, id) && stepOf(plain, id).produces?.includes(name) === true),
})

const knows = (plain: Plain, id: string, name: string): boolean =>
  stepOf(plain, id).collects?.includes(name) === true || stepOf(plain, id).produces?.includes(name) === true

export const promiseNamed = (plain: Plain, name: string): Fact => {
  const made = plain.promises.get(name)?.made ?? []
  return { name, learned: (id) => made.includes(id), shared: (id) => made.includes(id) }
}

/** What holds of a fact when work arrives: by "Information" in format.md and settled.md. */
export interface Known {
  readonly after: (edge: Edge, state: State) => State
  readonly isAtHand: (id: string, state: State) => boolean
  /** As it is before anybody has asked: nothing is known, no case is open. */
  readonly nothing: State
}

export function knownOf(plain: Plain, fact: Fact, withoutCustomer = false): Known {
  const owners = [...plain.owners.keys()]
  const atHand = (id: string): State =>
    isCustomers(plain, id)
      ? customer
      : work | inCase | ownersOf(plain, id).reduce((all, owner) => all | memory(owners.indexOf(owner)), 0)
  const when = (bit: State, holds: boolean): State => (holds ? bit : 0)
  const after = (edge: Edge, state: State): State => {
    const { from, to, flow, insteadOf, kind } = edge
    const step = stepOf(plain, from)
    const own = isOwn(plain, from)
    const has = (bit: State): boolean => (state & bit) !== 0
    const learns = isDone(edge) && fact.learned(from)
    const isKnown = learns || has(atHand(from))
    const isCarried = takes(flow, fact.name) || (insteadOf !== undefined && takes(insteadOf, fact.name))
    const sides = [ownersOf(plain, from), ownersOf(plain, to)] as const
    // Of what a promise's `late` takes along nothing is said: nothing is held against it.
    const travels = kind === 'promise-late' || share(...sides) || sides.some(({ length }) => length === 0) || isCarried
    const record = isDone(edge) ? step.case : undefined
    const keeps = step['keeps'] === undefined || (step['keeps'] as string[]).includes(fact.name)
    const stays = own ? true : has(caseOpen)
    return (
      when(work, isKnown && (own ? travels : !withoutCustomer)) |
      when(
        customer,
        has(customer) ||
          (isDone(edge) && fact.shared(from)) ||
          (learns && !own) ||
          (own && isCustomers(plain, to) && isCarried && isKnown),
      ) |
      when(caseOpen, record === 'open' || (record !== 'close' && has(caseOpen))) |
      when(caseKeeps, (record === 'open' && keeps) || (record !== 'close' && has(caseKeeps))) |
      when(
        inCase,
        record !== 'close' && (has(inCase) || (own && isKnown && (record === 'open' ? keeps : has(caseKeeps)))),
      ) |
      owners.reduce((all, owner, i) => {
        const remembers = has(memory(i)) && (stays || plain.owners.get(owner)!['people'] === 1)
        const learnsNow = own && isKnown && ownersOf(plain, from).includes(owner)
        return all | when(memory(i), remembers || learnsNow)
      }, 0)
    )
  }
  return {
    after,
    isAtHand: (id, state) => (state & atHand(id)) !== 0,
    nothing: 0,
  }
}
