import type { List } from './token-markings.ts'
import type { Net } from './token-net.ts'

/** Leaves out outcomes that no other token may get to: that one was reached matters no longer. */
export function endsThatMatter(net: Net): (marking: List) => void {
  const leads = new Map<number, Uint8Array>()
  const leadsTo = (outcome: number): Uint8Array => {
    const known = leads.get(outcome)
    if (known) return known
    const found = new Uint8Array(net.graph.steps.length)
    const queue = [outcome]
    found[outcome] = 1
    for (const step of queue)
      for (const edge of net.incoming[step]!) {
        const from = net.graph.edges[edge]!.from.index
        if (!found[from]) queue.push(from)
        found[from] = 1
      }
    leads.set(outcome, found)
    return found
  }
  const matters = (outcome: number, { items }: List, tokens: number): boolean => {
    const leading = leadsTo(outcome)
    for (let i = 0; i < tokens; i += 1) if (leading[net.target[items[i]!]!]) return true
    return false
  }
  return (marking) => {
    const { items } = marking
    let tokens = marking.length
    while (tokens > 0 && items[tokens - 1]! >= net.firstEnded) tokens -= 1
    let kept = tokens
    for (let i = tokens; i < marking.length; i += 1)
      if (matters(net.target[items[i]!]!, marking, tokens)) items[kept++] = items[i]!
    marking.length = kept
  }
}
