import { isCustomers, isOwn, type Step } from '../read/blueprint.ts'
import { type Edge, type Graph, isDone, question } from './graph.ts'
import { type Fact, isCarried, travels } from './information.ts'
import { reached } from './reach.ts'
import type { Bound } from './wishes.ts'

/** Alternatives of one place each, of the work and the customer alone: small enough to be followed in numbers. */
const work = 1
const customer = 2

/**
 * Whether a fact gets to all of these steps with the work or with the customer, whatever a case or a memory may hold as well: then
 * it is certain. Where it does not, `certaintyOf` has to tell. These are its preconditions for the first two places, of
 * which each leads to one wish alone; a `join: all` is asked for the fact on all of its branches. Ways on which nobody
 * learns it do not count where it is asked for `sinceLearned`.
 */
export function comesPlainly(
  graph: Graph,
  fact: Fact,
  to: readonly Step[],
  bound: Bound,
  sinceLearned = false,
): boolean {
  const { steps, inStart, in: into, edges, source } = graph
  const { level } = reached(graph)
  const starts = startingSteps(graph)
  const seen = placesSeen(graph)
  const queue: number[] = []
  const see = (at: number, places: number): void => {
    if ((seen[at]! & (1 << places)) !== 0) return
    seen[at]! |= 1 << places
    queue.push(4 * at + places)
  }
  const isPlain = (): boolean => {
    for (let head = 0; head < queue.length; head += 1) {
      const here = queue[head]! >> 2
      if (bound.left <= 0 || (!sinceLearned && starts.has(steps[here]!))) return false
      bound.left -= (inStart[here + 1]! - inStart[here]!) / plainlyAWish
      for (let i = inStart[here]!; i < inStart[here + 1]!; i += 1) {
        const from = source[into[i]!]!
        if (level[from]! < 0) continue
        const before = placesBefore(edges[into[i]!]!, queue[head]! & 3, fact)
        if (before === 0) return false
        if (before !== fulfilledPlainly) see(from, before)
      }
    }
    return true
  }
  for (const step of to) see(step.index, isCustomers(step) ? customer : work)
  const plain = isPlain()
  for (let i = 0; i < queue.length; i += 1) seen[queue[i]! >> 2] = 0
  return plain
}

/** By step, room to note its places in, and empty between two questions: most look at few steps of many. */
const placesSeen = question(({ steps }) => new Uint8Array(steps.length))

/** So many flows are looked at in this way with the effort that it takes to follow one wish over one flow. */
const plainlyAWish = 16

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
