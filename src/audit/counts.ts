import { parts, partsAlong, rings } from '../graph/components.ts'
import type { Edge, Graph } from '../graph/graph.ts'
import { handedOver } from '../graph/handoffs.ts'
import { isCustomers, isOwn, type Owner, type Step } from '../read/blueprint.ts'

export interface Counts {
  readonly steps: number
  /** Direct handoffs: flows between own steps whose owners differ. */
  readonly handoffs: number
  /** Pairs of own steps whose owners differ, between which only the customer carries the matter on. */
  readonly courierHandoffs: number
  /** Only there where there are more of them than could be counted. */
  readonly courierHandoffsAtLeast?: true
  readonly touchpoints: number
  /** Steps from which exactly one of several flows is taken. */
  readonly decisions: number
  /** Owners that the blueprint defines, or uses from the organization's file. */
  readonly owners: number
  readonly outcomes: Readonly<Record<'served' | 'recovered' | 'declined' | 'lost', number>>
}

export function countsOf(graph: Graph): Counts {
  const outcomes = { served: 0, recovered: 0, declined: 0, lost: 0 }
  let touchpoints = 0
  let decisions = 0
  for (let i = 0; i < graph.steps.length; i += 1) {
    const { outcome, lane, split, next } = graph.steps[i]!
    if (outcome) outcomes[outcome] += 1
    if (lane === 'touchpoint') touchpoints += 1
    if (split === 'one' && next.length > 1) decisions += 1
  }
  return {
    steps: graph.steps.length,
    handoffs: handedOver(graph).handoffs.length,
    ...courierHandoffs(graph),
    touchpoints,
    decisions,
    owners: ownersAtWork(graph).size,
    outcomes,
  }
}

function ownersAtWork({ blueprint, steps }: Graph): Set<Owner> {
  const owners = new Set<Owner>()
  for (const owner of blueprint.owners.values()) if (owner.at.document === blueprint.document) owners.add(owner)
  for (let i = 0; i < steps.length; i += 1) {
    const { owners: doing, accountable } = steps[i]!
    for (let k = 0; k < doing.length; k += 1) owners.add(doing[k]!)
    if (accountable) owners.add(accountable)
  }
  return owners
}

/** So many of those who take over are looked at in one go. */
const atATime = 32

/** Steps that are looked at in one blueprint, each as often as it is: far more than any that people write needs. */
const mostLooks = 5_000_000

/**
 * Owned steps from which the customer carries the matter on to others whose owners are others, each pair once. Backwards
 * through the customer's own steps from those who take over, 32 of them at a time: there can be as many pairs as steps
 * times steps.
 */
function courierHandoffs(graph: Graph): Pick<Counts, 'courierHandoffs' | 'courierHandoffsAtLeast'> {
  const { steps, incoming, outgoing } = graph
  const takers = steps.filter((step) => isOwned(step) && incoming[step.index]!.some(isPassing))
  if (takers.length === 0) return { courierHandoffs: 0 }
  // What leads to each other leads to the same; what follows comes first.
  const { members, starts, count } =
    rings(graph).length === 0 ? parts(graph) : partsAlong(graph, (edge) => isPassing(edge) && isCustomers(edge.to))
  const setOf = new Int32Array(steps.length)
  for (let set = 0; set < count; set += 1)
    for (let i = starts[set]!; i < starts[set + 1]!; i += 1) setOf[members[i]!] = set
  const ahead = new Int32Array(steps.length)
  let pairs = 0
  let left = mostLooks
  for (let first = 0; first < takers.length; first += atATime) {
    if (left < 0) return { courierHandoffs: pairs, courierHandoffsAtLeast: true }
    const block = takers.slice(first, first + atATime)
    const { passing, senders } = behind(graph, block)
    left -= passing.length + senders.size
    const ofOwner = new Map<Owner, number>()
    for (const [bit, taker] of block.entries()) {
      ahead[taker.index] = 1 << bit
      for (const owner of taker.owners) ofOwner.set(owner, (ofOwner.get(owner) ?? 0) | (1 << bit))
    }
    for (const set of [...new Set(passing.map(({ index }) => setOf[index]!))].sort((a, b) => a - b)) {
      let all = 0
      for (let i = starts[set]!; i < starts[set + 1]!; i += 1)
        for (const edge of outgoing[members[i]!]!) if (isPassing(edge)) all |= ahead[edge.to.index]!
      for (let i = starts[set]!; i < starts[set + 1]!; i += 1) ahead[members[i]!] = all
    }
    for (const sender of senders) {
      let given = 0
      for (const edge of outgoing[sender.index]!) if (isSending(edge)) given |= ahead[edge.to.index]!
      for (const owner of given === 0 ? [] : sender.owners) given &= ~(ofOwner.get(owner) ?? 0)
      for (; given !== 0; given &= given - 1) pairs += 1
    }
    for (const { index } of [...block, ...passing]) ahead[index] = 0
  }
  return { courierHandoffs: pairs }
}

/** The customer's steps from which some of those who take over are got to, and who gives the customer the matter there. */
function behind({ incoming }: Graph, takers: readonly Step[]) {
  const passing = new Set<Step>()
  const senders = new Set<Step>()
  const look = (step: Step): void => {
    for (const edge of incoming[step.index]!)
      if (isPassing(edge)) passing.add(edge.from)
      else if (isSending(edge)) senders.add(edge.from)
  }
  for (const taker of takers) for (const edge of incoming[taker.index]!) if (isPassing(edge)) passing.add(edge.from)
  for (const step of passing) look(step)
  return { passing: [...passing], senders }
}

/** The customer goes on with it. */
const isPassing = ({ kind, from }: Edge): boolean => kind !== 'promise-late' && isCustomers(from)

const isOwned = (step: Step): boolean => isOwn(step) && step.owners.length > 0

/** Gives the matter to the customer. */
const isSending = ({ kind, from, to }: Edge): boolean =>
  kind !== 'promise-late' && isOwn(from) && from.owners.length > 0 && isCustomers(to)
