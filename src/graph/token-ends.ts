import type { List } from './token-markings.ts'
import type { Net } from './token-net.ts'

/** Leaves out the outcomes that no other token may get to: that one was reached matters no longer. */
export function endsThatMatter(net: Net): (marking: List) => void {
  const { target, firstEnded } = net
  const leading: (Uint8Array | undefined)[] = []
  const matters = (outcome: number, { items }: List, tokens: number): boolean => {
    const leads = (leading[outcome] ??= leadingTo(net, outcome))
    for (let i = 0; i < tokens; i += 1) if (leads[target[items[i]!]!]) return true
    return false
  }
  return (marking) => {
    const { items, length } = marking
    let tokens = length
    while (tokens > 0 && items[tokens - 1]! >= firstEnded) tokens -= 1
    let kept = tokens
    for (let i = tokens; i < length; i += 1) if (matters(target[items[i]!]!, marking, tokens)) items[kept++] = items[i]!
    marking.length = kept
  }
}

/** By step: whether a token there may get to an outcome. */
function leadingTo({ graph, incoming, source }: Net, outcome: number): Uint8Array {
  const leads = new Uint8Array(graph.steps.length)
  const queue = [outcome]
  leads[outcome] = 1
  for (let head = 0; head < queue.length; head += 1)
    for (const edge of incoming[queue[head]!]!) {
      const from = source[edge]!
      if (!leads[from]) queue.push(from)
      leads[from] = 1
    }
  return leads
}
