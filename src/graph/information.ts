import { type Flow, isCustomers, isOwn, type Owner, type Step } from '../read/blueprint.ts'
import type { Certainty, Wish } from './wishes.ts'
import { type Edge, edgesFrom, edgesInto, type Graph, isDone, question, shareAnOwner } from './graph.ts'
import { reached, search, type Way } from './reach.ts'

/**
 * Where a fact can be, seen from one place of a journey: on the way with the work, with the customer, in the open
 * case, or in an owner's memory; and whether a case is open at all, and one that keeps this fact.
 */
const withWork = 1n
const withCustomer = 2n
const inCase = 4n
export const caseIsOpen = 8n
const caseKeepsIt = 16n
/** None of the steps has happened yet from which on ways count. */
export const notBegun = 32n
const remembering = (position: number): Wish => 64n << BigInt(position)

/** A fact, or a promise's name, which travels in the same way. */
export interface Fact {
  readonly name: string
  /** Steps after which it is there. */
  readonly learned: (step: Step) => boolean
  /** The customer, too, has it after this step: they were asked, or told. */
  readonly shared: (step: Step) => boolean
}

/** Something collected or produced. */
export const factNamed = (name: string): Fact => ({
  name,
  learned: ({ written }) => written.collects?.includes(name) === true || written.produces?.includes(name) === true,
  shared: (step) =>
    step.written.collects?.includes(name) === true ||
    (isCustomers(step) && step.written.produces?.includes(name) === true),
})

/** Over these ways everything travels, unless `carries` says less. */
const carriesAll: ReadonlySet<string | undefined> = new Set(['ticket', 'api', 'system'])

/** Whether a flow takes a name along, by what it says. A late flow takes what the flow would have taken. */
const isCarried = ({ flow, insteadOf }: Edge, name: string): boolean =>
  takes(flow, name) || (insteadOf !== undefined && takes(insteadOf, name))

const takes = ({ carries, via }: Flow, name: string): boolean =>
  carries === undefined ? carriesAll.has(via) : carries.includes('all') || carries.includes(name)

/** From step to step without the customer: by itself within one owner (and where nobody owns it), else if carried. */
export function travels(edge: Edge, name: string): boolean {
  const { from, to } = edge
  if (edge.kind === 'promise-late') return true // nothing says what it takes along: nothing is held against it
  return shareAnOwner(from, to) || from.owners.length === 0 || to.owners.length === 0 || isCarried(edge, name)
}

/** Positions of owners in a wish. */
const ownerPositions = question(
  (graph) => new Map([...graph.blueprint.owners.values()].map((owner, i): [Owner, number] => [owner, i])),
)

/** Everything that holds the fact for this step when work arrives: the work, the case, the memory of its owners. */
export const atHand = (graph: Graph, step: Step): Wish => everywhere(graph)[step.index]!

const everywhere = question((graph) =>
  graph.steps.map((step) => (isCustomers(step) ? withCustomer : withWork | inCase | memoryOf(graph, step))),
)

function memoryOf(graph: Graph, { owners }: Step): Wish {
  let wish = 0n
  for (const owner of owners) wish |= remembering(ownerPositions(graph).get(owner)!)
  return wish
}

/** A wish that has been fulfilled; any other implies it. */
const fulfilled = -1n

/** Conjunctions of wishes: all of these. */
type All = readonly Wish[]

const either = (a: All, b: All): All => {
  if (a.length === 0 || b.length === 0) return []
  if (a.length === 1 && b.length === 1)
    return a[0] === fulfilled || b[0] === fulfilled ? [] : [(a[0] as Wish) | (b[0] as Wish)]
  return strongest(
    a.flatMap((one) => b.map((other) => (one === fulfilled || other === fulfilled ? fulfilled : one | other))),
  )
}

const both = (a: All, b: All): All => strongest([...a, ...b])

/** Without the wishes that others imply, so that conjunctions stay small. */
function strongest(all: All): All {
  const distinct = [...new Set(all)]
  return distinct.filter(
    (one) => one !== fulfilled && !distinct.some((other) => other !== one && (other & one) === other),
  )
}

export interface Following {
  /** The customer carries nothing to anybody: what is certain without them. */
  readonly withoutCustomer?: boolean
  /** Only ways on which one of these steps has happened count: with `notBegun` in what is wished. */
  readonly since?: ReadonlySet<Step>
}

/**
 * How a fact is certain to be somewhere, as weakest preconditions, by the rules of "Information" in the format: facts
 * stay with owners, travel where they are carried, and everywhere while a case is open that keeps them.
 */
export function certaintyOf(graph: Graph, fact: Fact, { withoutCustomer = false, since }: Following = {}): Certainty {
  const before = (edge: Edge, wish: Wish): All => {
    let needed: All = [0n]
    for (const bit of bitsOf(wish)) needed = either(needed, beforeBit(edge, bit))
    return needed
  }

  /** What one bit on arrival over the edge needs on arrival at the step before. */
  const beforeBit = (edge: Edge, bit: Wish): All => {
    const { from, to } = edge
    const done = isDone(edge)
    const known = (): All => (done && fact.learned(from) ? [fulfilled] : [atHand(graph, from)])
    if (bit === withWork) {
      if (isOwn(from)) return travels(edge, fact.name) ? known() : [0n]
      return withoutCustomer ? [0n] : known()
    }
    if (bit === withCustomer) {
      if (done && fact.shared(from)) return [fulfilled]
      if (isCustomers(from)) return done && fact.learned(from) ? [fulfilled] : [withCustomer]
      return isCustomers(to) && isCarried(edge, fact.name) ? either([withCustomer], known()) : [withCustomer]
    }
    if (bit === notBegun) return done && since?.has(from) ? [0n] : [notBegun]
    const record = done ? from.written.case : undefined
    if (bit === caseIsOpen) return record === 'open' ? [fulfilled] : record === 'close' ? [0n] : [caseIsOpen]
    const keeps = from.written.keeps === undefined || from.written.keeps.includes(fact.name)
    if (bit === caseKeepsIt) return record === 'open' && keeps ? [fulfilled] : record === 'close' ? [0n] : [caseKeepsIt]
    if (bit === inCase) {
      if (record === 'close') return [0n]
      if (isCustomers(from)) return [inCase]
      if (record === 'open') return keeps ? either([inCase], known()) : [inCase]
      return both(either([inCase], [caseKeepsIt]), either([inCase], known()))
    }
    // An owner's memory: what was at hand at one of its steps; lost when the customer has to begin again.
    const owner = ownersByBit(graph).get(bit)!
    if (isCustomers(from)) return owner.people === 1 ? [bit] : both([bit], [caseIsOpen])
    return from.owners.includes(owner) ? either([bit], known()) : [bit]
  }

  return { before, openAtStart: true, untilBegun: notBegun }
}

/** Alternatives of one place each, of the work and the customer alone: small enough to be followed in numbers. */
const work = 1
const customer = 2

/**
 * Whether a fact gets to a step with the work or with the customer, whatever a case or a memory may hold as well: then
 * it is certain. Where it does not, `certaintyOf` has to tell. These are its preconditions for the first two places, of
 * which each leads to one wish alone; a `join: all` is asked for the fact on all of its branches. Ways on which nobody
 * learns it do not count where it is asked for `sinceLearned`.
 */
export function comesPlainly(graph: Graph, fact: Fact, step: Step, sinceLearned = false): boolean {
  const { steps } = graph
  const { has } = reached(graph)
  const starts = startingSteps(graph)
  const seen = new Set([4 * step.index + (isCustomers(step) ? customer : work)])
  for (const place of seen) {
    const here = steps[place >> 2]!
    if (!sinceLearned && starts.has(here)) return false
    for (const edge of edgesInto(graph, here)) {
      if (!has(edge.from)) continue
      const before = placesBefore(edge, place & 3, fact)
      if (before === 0) return false
      if (before !== fulfilledPlainly) seen.add(4 * edge.from.index + before)
    }
  }
  return true
}

const startingSteps = question(({ blueprint }): ReadonlySet<Step> => new Set(blueprint.starts))

const fulfilledPlainly = -1

/** Where the fact must be on arrival at the step before, so that it is at one of these places after the edge. */
function placesBefore(edge: Edge, places: number, fact: Fact): number {
  const { from, to } = edge
  const isLearned = isDone(edge) && fact.learned(from)
  let before = 0
  if ((places & work) !== 0 && (isCustomers(from) || travels(edge, fact.name))) {
    if (isLearned) return fulfilledPlainly
    before = isCustomers(from) ? customer : work
  }
  if ((places & customer) === 0) return before
  if (isDone(edge) && fact.shared(from)) return fulfilledPlainly
  const isHandedOver = isCustomers(from) || (isCustomers(to) && isCarried(edge, fact.name))
  if (isHandedOver && isLearned) return fulfilledPlainly
  return before | customer | (isHandedOver && isOwn(from) ? work : 0)
}

const ownersByBit = question(
  (graph) => new Map([...ownerPositions(graph)].map(([owner, i]): [Wish, Owner] => [remembering(i), owner])),
)

/** What holds after an edge, where `state` held before: the same preconditions, followed forwards. */
function stateAfter(graph: Graph, state: Wish, edge: Edge, { before }: Certainty): Wish {
  let next = 0n
  for (const bit of [withWork, withCustomer, inCase, caseIsOpen, caseKeepsIt, ...ownersByBit(graph).keys()])
    if (before(edge, bit).every((needed) => (needed & state) !== 0n)) next |= bit
  return next
}

/** What holds on arrival at each step of a way. */
function alongWay(graph: Graph, { edges }: Way, certainty: Certainty): Wish[] {
  const states = [0n]
  for (const edge of edges) states.push(stateAfter(graph, states.at(-1)!, edge, certainty))
  return states
}

/** The last flow of a way over which the fact does not get, though it was there before; undefined where it never was. */
export function droppedOn(graph: Graph, way: Way, fact: Fact, certainty: Certainty): Edge | undefined {
  const states = alongWay(graph, way, certainty)
  return way.edges.findLast(
    (edge, i) => isHad(graph, fact, edge, states[i]!) && (states[i + 1]! & atHand(graph, edge.to)) === 0n,
  )
}

/** The last own step of a way at which the fact is at hand, or is learned. */
export function lastWith(graph: Graph, way: Way, fact: Fact, certainty: Certainty): Step | undefined {
  const states = alongWay(graph, way, certainty)
  return way.edges.findLast((edge, i) => isOwn(edge.from) && isHad(graph, fact, edge, states[i]!))?.from
}

/** Whether the fact is there where an edge begins: it was at hand on arrival, or is learned. */
const isHad = (graph: Graph, fact: Fact, edge: Edge, arriving: Wish): boolean =>
  (arriving & atHand(graph, edge.from)) !== 0n || (isDone(edge) && fact.learned(edge.from))

/** Steps that come after one that opens a case. */
const afterOpening = question((graph) =>
  search(
    graph,
    graph.steps.filter(({ written }) => written.case === 'open'),
  ),
)

/** Far more combinations of step and state than a way without customers has in any blueprint that people write. */
const mostStates = 20_000

/**
 * Whether some way free of customer's steps brings a fact from one of the steps where it is learned to another step. A
 * case that may be open counts as open, and beyond the bound the answer is yes: both err towards saying nothing.
 */
export function comesWithoutCustomer(graph: Graph, fact: Fact, sources: readonly Step[], to: Step): boolean {
  const certainty = certaintyOf(graph, fact)
  const mayBeOpen = afterOpening(graph)
  const seen = new Map<Step, Set<Wish>>()
  const queue: { step: Step; state: Wish }[] = []
  const visit = (step: Step, state: Wish): void => {
    if (isCustomers(step) || seen.get(step)?.has(state)) return
    seen.set(step, (seen.get(step) ?? new Set()).add(state))
    queue.push({ step, state })
  }
  for (const step of sources) visit(step, mayBeOpen.has(step) ? caseIsOpen | caseKeepsIt : 0n)
  for (const { step, state } of queue) {
    if (queue.length > mostStates) return true
    for (const edge of edgesFrom(graph, step)) {
      if (edge.kind === 'promise-late') continue
      const after = stateAfter(graph, state, edge, certainty)
      if (edge.to === to && (after & atHand(graph, to)) !== 0n) return true
      if (after !== 0n) visit(edge.to, after)
    }
  }
  return false
}

function* bitsOf(wish: Wish): Iterable<Wish> {
  let rest = wish
  for (let bit = 1n; rest > 0n; bit <<= 1n) {
    if ((rest & bit) === 0n) continue
    rest ^= bit
    yield bit
  }
}
