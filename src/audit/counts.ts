import { type Graph, isHandoff, shareAnOwner } from '../graph/graph.ts'
import { takersAfter } from '../graph/handoffs.ts'
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
  for (const { outcome } of graph.steps) if (outcome) outcomes[outcome] += 1
  return {
    steps: graph.steps.length,
    handoffs: graph.edges.filter(isHandoff).length,
    courierHandoffs: courierHandoffs(graph),
    touchpoints: graph.steps.filter(({ lane }) => lane === 'touchpoint').length,
    decisions: graph.steps.filter(({ split, next }) => split === 'one' && next.length > 1).length,
    owners: ownersAtWork(graph).size,
    outcomes,
  }
}

function ownersAtWork({ blueprint }: Graph): Set<Owner> {
  const owners = new Set([...blueprint.owners.values()].filter(({ at }) => at.document === blueprint.document))
  for (const step of blueprint.steps.values()) {
    for (const owner of step.owners) owners.add(owner)
    if (step.accountable) owners.add(step.accountable)
  }
  return owners
}

/**
 * For each customer's step that an owned step leads into, the owned steps that the customer goes on to; every sender
 * into it makes a pair with each whose owners are others. Linear in what each such step leads to.
 */
function courierHandoffs(graph: Graph): number {
  const senders = new Map<Step, Set<Step>>()
  for (const { kind, from, to } of graph.edges)
    if (kind !== 'promise-late' && isOwn(from) && from.owners.length > 0 && isCustomers(to))
      senders.set(to, (senders.get(to) ?? new Set()).add(from))
  const pairs = new Map<Step, Set<Step>>()
  for (const [entry, sending] of senders) {
    const takers = takersAfter(graph, entry)
    for (const sender of sending)
      for (const taker of takers)
        if (!shareAnOwner(sender, taker)) pairs.set(sender, (pairs.get(sender) ?? new Set()).add(taker))
  }
  return [...pairs.values()].reduce((sum, takers) => sum + takers.size, 0)
}
