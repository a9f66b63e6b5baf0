import type { Step } from '../read/blueprint.ts'
import type { Edge, Graph } from './graph.ts'

/** What has happened in every run by the time that it is through with a step. */
export interface EveryRun {
  /** Whether one of the steps of this group has been passed. */
  readonly has: (group: number, at: Step) => boolean
  /** Whether any run gets there at all; where none does, everything is certain. */
  readonly reached: (at: Step) => boolean
}

/** So many groups are looked at in one go. */
export const atATime = 32

/**
 * Groups of steps that every run from one of these steps passes, themselves included: of each group, any of its steps.
 * A `join: all` has passed what any of its incoming flows has that begin downstream of `from` (its others come from
 * elsewhere and are there; for the `late` of a promise it does not wait), any other step only what all of them have. The
 * greatest solution, 32 groups at a time.
 */
export function everyRun(
  graph: Graph,
  from: readonly Step[],
  groups: readonly (readonly Step[])[],
  along: (edge: Edge) => boolean,
): EveryRun {
  const { steps, edges, inStart, in: into, source, outStart, out, target } = graph
  const inOrder = whatLeadsFirst(graph, from, along)
  const isDownstream = new Uint8Array(steps.length)
  for (const here of inOrder) isDownstream[here] = 1
  const begins = new Uint8Array(steps.length)
  for (const { index } of from) begins[index] = 1
  // A last group without steps: it is passed only where no run ever gets to.
  const rounds = Math.ceil((groups.length + 1) / atATime)
  const passed: Int32Array[] = []
  const size = inOrder.length
  const queue = new Int32Array(size)
  const waiting = new Uint8Array(steps.length)

  for (let round = 0; round < rounds; round += 1) {
    const own = new Int32Array(steps.length)
    for (let bit = 0; bit < atATime; bit += 1)
      for (const step of groups[round * atATime + bit] ?? []) own[step.index]! |= 1 << bit
    const after = new Int32Array(steps.length).fill(-1)
    passed.push(after)
    // All of them in order, and then only those again that come after what has changed: a ring within ring may make many.
    queue.set(inOrder)
    waiting.set(isDownstream)
    for (let head = 0, left = inOrder.length; left > 0; left -= 1) {
      const here = queue[head]!
      head = (head + 1) % size
      waiting[here] = 0
      let before = 0
      if (begins[here] === 0) {
        const united = steps[here]!.join === 'all'
        before = -1
        let waits = false
        for (let i = inStart[here]!; i < inStart[here + 1]!; i += 1) {
          const edge = into[i]!
          const other = source[edge]!
          if (isDownstream[other] === 0 || !along(edges[edge]!)) continue
          if (united) {
            if (edges[edge]!.kind === 'promise-late') continue
            before = waits ? before | after[other]! : after[other]!
            waits = true
          } else before &= after[other]!
        }
      }
      const now = before | own[here]!
      if (now === after[here]) continue
      after[here] = now
      for (let i = outStart[here]!; i < outStart[here + 1]!; i += 1) {
        const there = target[out[i]!]!
        if (waiting[there] === 1 || isDownstream[there] === 0) continue
        waiting[there] = 1
        queue[(head + left - 1) % size] = there
        left += 1
      }
    }
  }

  const has = (group: number, { index }: Step): boolean =>
    (passed[Math.floor(group / atATime)]![index]! & (1 << (group % atATime))) !== 0
  return { has, reached: (at) => !has(groups.length, at) }
}

/**
 * The steps, by index, that can be got to from these: each after all those that lead to it, but for what leads back. A
 * search in depth, with a stack of its own instead of recursion, from its end.
 */
function whatLeadsFirst(graph: Graph, from: readonly Step[], along: (edge: Edge) => boolean): Int32Array {
  const { edges, outStart, out, target } = graph
  const size = graph.steps.length
  const next = new Int32Array(size)
  const stack: number[] = []
  const inOrder = new Int32Array(size)
  let first = size
  for (const { index: root } of from) {
    // From 1: 0 is not seen yet.
    if (next[root] !== 0) continue
    next[root] = outStart[root]! + 1
    stack.push(root)
    while (stack.length > 0) {
      const here = stack[stack.length - 1]!
      const i = next[here]! - 1
      if (i === outStart[here + 1]!) {
        inOrder[--first] = here
        stack.pop()
        continue
      }
      next[here] = i + 2
      const there = target[out[i]!]!
      if (next[there] !== 0 || !along(edges[out[i]!]!)) continue
      next[there] = outStart[there]! + 1
      stack.push(there)
    }
  }
  return inOrder.subarray(first)
}
