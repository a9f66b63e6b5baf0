import { type Edge, edgesInto, type Graph, shareAnOwner } from '../graph/graph.ts'
import { handedOver, takersAfter } from '../graph/handoffs.ts'
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

/**
 * For each customer's step that an owned step leads into, the owned steps that the customer goes on to; every sender
 * into it makes a pair with each whose owners are others. Linear in what each such step leads to.
 */
function courierHandoffs(graph: Graph): number {
  const pairs = new Map<Step, Set<Step>>()
  for (let i = 0; i < graph.steps.length; i += 1) {
    const entry = graph.steps[i]!
    if (!isCustomers(entry)) continue
    const sending = edgesInto(graph, entry).filter(isSending)
    if (sending.length === 0) continue
    const takers = takersAfter(graph, entry)
    for (const sender of new Set(sending.map(({ from }) => from)))
      for (const taker of takers)
        if (!shareAnOwner(sender, taker)) pairs.set(sender, (pairs.get(sender) ?? new Set()).add(taker))
  }
  let sum = 0
  for (const takers of pairs.values()) sum += takers.size
  return sum
}

const isSending = ({ kind, from }: Edge): boolean => kind !== 'promise-late' && isOwn(from) && from.owners.length > 0
