import { type Flow, isCustomers, isOwn, type Owner, type Step } from '../read/blueprint.ts'
import { includes } from '../long-lists.ts'
import type { Certainty, Wish } from './wishes.ts'
import { type Edge, edgesFrom, type Graph, isDone, question, shareAnOwner } from './graph.ts'
import { search, type Way } from './reach.ts'

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
const everyPlace = 63n
const remembering = (position: number): Wish => 64n << BigInt(position)

/** A fact, or a promise's name, which travels in the same way. */
export interface Fact {
  readonly name: string
  /** Steps after which it is there. */
  readonly learned: (step: Step) => boolean
  /** The customer, too, has it after this step: they were asked, or told. What they learn at a step of theirs they have. */
  readonly shared: (step: Step) => boolean
}

/** Something collected or produced. */
export const factNamed = (name: string): Fact => ({
  name,
  learned: ({ written: { collects, produces } }) =>
    (collects !== undefined && includes(collects, name)) || (produces !== undefined && includes(produces, name)),
  shared: ({ written: { collects } }) => collects !== undefined && includes(collects, name),
})

/** All that anybody ever collects or produces. */
export const everLearned = question((graph): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { written } of graph.steps)
    for (const list of [written.collects, written.produces]) for (const name of list ?? []) names.add(name)
  return names
})

/** Over these ways everything travels, unless `carries` says less. */
const carriesAll: ReadonlySet<string | undefined> = new Set(['ticket', 'api', 'system'])

/** Whether a flow takes a name along, by what it says. A late flow takes what the flow would have taken. */
export const isCarried = ({ flow, insteadOf }: Edge, name: string): boolean =>
  takes(flow, name) || (insteadOf !== undefined && takes(insteadOf, name))

const takes = ({ carries, via }: Flow, name: string): boolean =>
  carries === undefined ? carriesAll.has(via) : includes(carries, 'all') || includes(carries, name)

/** From step to step without the customer: by itself within one owner (and where nobody owns it), else if carried. */
export function travels(edge: Edge, name: string): boolean {
  const { from, to } = edge
  if (edge.kind === 'promise-late') return true // nothing says what it takes along: nothing is held against it
  return shareAnOwner(from, to) || from.owners.length === 0 || to.owners.length === 0 || isCarried(edge, name)
}

/** Owners' memories as places: by step, those of who does it; and of all owners who are one person alone. */
const memories = question(({ blueprint, steps }): { readonly of: readonly Wish[]; readonly alone: Wish } => {
  const places = new Map<Owner, Wish>()
  let alone = 0n
  for (const owner of blueprint.owners.values()) {
    const place = remembering(places.size)
    places.set(owner, place)
    if (owner.people === 1) alone |= place
  }
  const of = steps.map(({ owners }) => owners.reduce((all, owner) => all | places.get(owner)!, 0n))
  return { of, alone }
})

/** Everything that holds the fact for this step when work arrives: the work, the case, the memory of its owners. */
export const atHand = (graph: Graph, step: Step): Wish => everywhere(graph)[step.index]!

const everywhere = question((graph) =>
  graph.steps.map((step) => (isCustomers(step) ? withCustomer : withWork | inCase | memories(graph).of[step.index]!)),
)

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
export const certaintyOf = (graph: Graph, fact: Fact, following: Following = {}): Travelling => ({
  before: (edge, wish) => preconditions(graph, fact, edge, wish, following),
  after: (edge, state) => stateAfter(graph, fact, edge, state, following),
  openAtStart: true,
  untilBegun: notBegun,
})

/** The same forwards, too: what holds after an edge, where a state held before it. */
export interface Travelling extends Certainty {
  readonly after: (edge: Edge, state: Wish) => Wish
}

/** Nothing more is wished. */
const fulfilled: readonly Wish[] = []

/** What must hold on arrival at `edge.from`: all of these. There are never more than two. */
function preconditions(
  graph: Graph,
  fact: Fact,
  edge: Edge,
  wish: Wish,
  { withoutCustomer = false, since }: Following,
): readonly Wish[] {
  const { from, to } = edge
  const done = isDone(edge)
  const isLearned = done && fact.learned(from)
  const there = atHand(graph, from)
  const record = done ? from.written.case : undefined
  const keeps = record === 'open' && isKept(from, fact)
  // What is asked for place by place: any of these; in a case, and of those whom the customer has to come back to, any of
  // these or those and any of these or others.
  let any = 0n
  let [those, others] = [0n, 0n]
  const places = Number(wish & everyPlace)
  if ((places & 1) !== 0 && (isOwn(from) ? travels(edge, fact.name) : !withoutCustomer)) {
    if (isLearned) return fulfilled
    any |= there
  }
  if ((places & 2) !== 0) {
    const isGiven = isOwn(from) && isCustomers(to) && isCarried(edge, fact.name)
    if (done && fact.shared(from)) return fulfilled
    if (isLearned && (isGiven || isCustomers(from))) return fulfilled
    any |= isGiven ? withCustomer | there : withCustomer
  }
  if ((places & 4) !== 0 && record !== 'close') {
    any |= inCase
    if (isOwn(from)) {
      if (isLearned && keeps) return fulfilled
      if (keeps) any |= there
      else [those, others] = isLearned ? [caseKeepsIt, caseKeepsIt] : [caseKeepsIt, there]
    }
  }
  if ((places & 8) !== 0) {
    if (record === 'open') return fulfilled
    if (record !== 'close') any |= caseIsOpen
  }
  if ((places & 16) !== 0) {
    if (keeps) return fulfilled
    if (record !== 'close') any |= caseKeepsIt
  }
  if ((places & 32) !== 0 && !(done && since?.has(from))) any |= notBegun
  const remembered = wish & ~everyPlace
  if (remembered !== 0n) {
    // An owner's memory: what was at hand at one of its steps; lost when the customer has to begin again.
    const { alone } = memories(graph)
    const lost = isCustomers(from) ? remembered & ~alone : 0n
    any |= remembered ^ lost
    if (lost !== 0n) [those, others] = [lost, caseIsOpen]
    if (isOwn(from) && (remembered & there) !== 0n) {
      if (isLearned) return fulfilled
      any |= there
    }
  }
  const one = any | those
  const other = any | others
  // The one that the other implies asks for nothing more.
  const shared = one & other
  return shared === one ? [one] : shared === other ? [other] : [one, other]
}

/** Whether the case that is opened at a step holds the fact. */
const isKept = ({ written: { keeps } }: Step, { name }: Fact): boolean => keeps === undefined || includes(keeps, name)

/** What holds after an edge, where `state` held before: the same, followed forwards. */
function stateAfter(graph: Graph, fact: Fact, edge: Edge, state: Wish, { withoutCustomer = false }: Following): Wish {
  const { from, to } = edge
  const done = isDone(edge)
  const isLearned = done && fact.learned(from)
  const isKnown = isLearned || (state & atHand(graph, from)) !== 0n
  const record = done ? from.written.case : undefined
  const keeps = record === 'open' && isKept(from, fact)
  const has = (place: Wish): boolean => (state & place) !== 0n
  let after = 0n
  if (isKnown && (isOwn(from) ? travels(edge, fact.name) : !withoutCustomer)) after |= withWork
  if (has(withCustomer) || (done && fact.shared(from))) after |= withCustomer
  else if (isKnown && (isCustomers(from) ? isLearned : isCustomers(to) && isCarried(edge, fact.name)))
    after |= withCustomer
  if (record !== 'close') {
    if (has(inCase) || (isKnown && isOwn(from) && (keeps || has(caseKeepsIt)))) after |= inCase
    if (record === 'open' || has(caseIsOpen)) after |= caseIsOpen
    if (keeps || has(caseKeepsIt)) after |= caseKeepsIt
  }
  const remembered = state & ~everyPlace
  if (isCustomers(from)) return after | (has(caseIsOpen) ? remembered : remembered & memories(graph).alone)
  return after | remembered | (isKnown ? memories(graph).of[from.index]! : 0n)
}

/** What holds on arrival at each step of a way. */
function alongWay({ edges }: Way, { after }: Travelling): Wish[] {
  const states = [0n]
  for (let i = 0; i < edges.length; i += 1) states.push(after(edges[i]!, states[i]!))
  return states
}

/** The last flow of a way over which the fact does not get, though it was there before; undefined where it never was. */
export function droppedOn(graph: Graph, way: Way, fact: Fact, certainty: Travelling): Edge | undefined {
  const states = alongWay(way, certainty)
  return way.edges.findLast(
    (edge, i) => isHad(graph, fact, edge, states[i]!) && (states[i + 1]! & atHand(graph, edge.to)) === 0n,
  )
}

/** With more flows than this on a way that drop a fact, each that drops it is told, also where somebody remembers it. */
const mostDrops = 8

/**
 * That flow, and those after it on the way over which the fact does not get to the end of it either, if the ones before
 * had carried it: not where it is at hand again after them, since those who have had it remember it.
 */
export function droppedFrom(graph: Graph, way: Way, drop: Edge, fact: Fact, certainty: Travelling): Edge[] {
  const at = way.edges.lastIndexOf(drop)
  const after = way.edges.slice(at + 1)
  const begin = alongWay(way, certainty)[at + 1]! | handedOver(drop.to)
  const drops = new Set([drop])
  for (;;) {
    let state = begin
    let last: Edge | undefined
    for (const edge of after) {
      const isThere = isHad(graph, fact, edge, state)
      state = certainty.after(edge, state)
      const isDropped = isThere && (state & atHand(graph, edge.to)) === 0n
      if (isDropped && !drops.has(edge)) last = edge
      if (isDropped && drops.size > mostDrops) drops.add(edge)
      if (drops.has(edge)) state |= handedOver(edge.to)
    }
    if (!last || (state & atHand(graph, (after.at(-1) ?? drop).to)) !== 0n) break
    drops.add(last)
  }
  return way.edges.slice(at).filter((edge, i, all) => drops.has(edge) && all.indexOf(edge) === i)
}

/** What holds where a flow has carried the fact to a step. */
const handedOver = (to: Step): Wish => (isCustomers(to) ? withCustomer : withWork)

/** The last own step of a way at which the fact is at hand, or is learned: it is learned on the way. */
export function lastWith(graph: Graph, way: Way, fact: Fact, certainty: Travelling): Step {
  const states = alongWay(way, certainty)
  return way.edges.findLast((edge, i) => isOwn(edge.from) && isHad(graph, fact, edge, states[i]!))!.from
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
      const after = certainty.after(edge, state)
      if (edge.to === to && (after & atHand(graph, to)) !== 0n) return true
      visit(edge.to, after)
    }
  }
  return false
}
