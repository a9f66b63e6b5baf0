import { partsAlong } from '../graph/components.ts'
import { type Edge, edgesInto, type Graph } from '../graph/graph.ts'
import { handedOver } from '../graph/handoffs.ts'
import { isCustomers, isOwn, type Owner, type Step } from '../read/blueprint.ts'

export interface Counts {
  readonly steps: number
  /** Direct handoffs: flows between own steps whose owners differ. */
  readonly handoffs: number
  /** Pairs of own steps whose owners differ, between which only the customer carries the matter on. */
  readonly courierHandoffs: number
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
    courierHandoffs: courierHandoffs(graph),
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

/**
 * Owned steps from which the customer carries the matter on to others whose owners are others, each pair once. Backwards
 * through the customer's own steps from those who take over, 32 of them at a time: there can be as many pairs as steps
 * times steps.
 */
function courierHandoffs(graph: Graph): number {
  const { steps, edges, outStart, out, target } = graph
  const isPassing = (edge: Edge): boolean => edge.kind !== 'promise-late' && isCustomers(edge.from)
  const senders = steps.filter((step) => isOwned(step) && graph.outgoing[step.index]!.some(isSending))
  if (senders.length === 0) return 0
  const takers = steps.filter((step) => isOwned(step) && edgesInto(graph, step).some(isPassing))
  // What leads to each other leads to the same; what follows comes first.
  const { members, starts, count } = partsAlong(graph, (edge) => isPassing(edge) && isCustomers(edge.to))
  const passing = Uint8Array.from(edges, (edge) => (isPassing(edge) ? 1 : 0))
  const ahead = new Int32Array(steps.length)
  let pairs = 0
  for (let first = 0; first < takers.length; first += atATime) {
    const ofOwner = new Map<Owner, number>()
    ahead.fill(0)
    for (const [bit, taker] of takers.slice(first, first + atATime).entries()) {
      for (const owner of taker.owners) ofOwner.set(owner, (ofOwner.get(owner) ?? 0) | (1 << bit))
      ahead[taker.index] = 1 << bit
    }
    for (let set = 0; set < count; set += 1) {
      if (!isCustomers(steps[members[starts[set]!]!]!)) continue
      let all = 0
      for (let k = starts[set]!; k < starts[set + 1]!; k += 1)
        for (let i = outStart[members[k]!]!; i < outStart[members[k]! + 1]!; i += 1)
          if (passing[out[i]!] === 1) all |= ahead[target[out[i]!]!]!
      for (let k = starts[set]!; k < starts[set + 1]!; k += 1) ahead[members[k]!] = all
    }
    for (const sender of senders) {
      let given = 0
      for (const edge of graph.outgoing[sender.index]!) if (isSending(edge)) given |= ahead[edge.to.index]!
      if (given === 0) continue
      for (const owner of sender.owners) given &= ~(ofOwner.get(owner) ?? 0)
      for (; given !== 0; given &= given - 1) pairs += 1
    }
  }
  return pairs
}

const isOwned = (step: Step): boolean => isOwn(step) && step.owners.length > 0

/** Gives the matter to the customer. */
const isSending = ({ kind, from, to }: Edge): boolean =>
  kind !== 'promise-late' && isOwn(from) && from.owners.length > 0 && isCustomers(to)
