import type { Effort } from './token-arrivals.ts'
import { beginner, chooser, endsThatMatter, type Ready } from './token-choice.ts'
import { type Ending, keyOf, type Marking, move, type Net } from './token-net.ts'

export interface Firing extends Ready {
  readonly ending: Ending
}

/** What was explored: markings by number, and what leads from one to another. */
export interface Explored {
  readonly markings: readonly Marking[]
  readonly moves: readonly (readonly (Firing & { readonly to: number })[])[]
  readonly beginnings: readonly number[]
  /** Firings that put a second token on an edge, or end the journey at the same outcome again. */
  readonly twice: readonly { readonly at: number; readonly firing: Firing; readonly place: number }[]
  /** Joins that hold some in this marking and can get no more, whatever follows; `isStill`: nothing follows. */
  readonly stuck: readonly { readonly at: number; readonly step: number; readonly isStill: boolean }[]
  readonly isComplete: boolean
}

/** How much further it looks once something is found: other places where the same goes wrong. */
const lookFurther = 2_000
const mostMarkings = 100_000
const mostLooks = 50_000_000
/** Tokens in all markings together: thousands of parallel branches make few markings, but large ones. */
const mostTokens = 10_000_000
/** Tokens in one marking: what is done for each marking is quadratic in them. */
const mostAtOnce = 3_000

/**
 * All that can happen, up to the order of what is independent. A run ends when it puts a second token on an edge.
 *
 * Persistent sets: steps that can begin never disable each other, since every edge has one target. So in each marking
 * one step is fired, with all its ways to end, if nothing else that can happen meanwhile comes near its edges (a token
 * that another run puts on an edge while it is held must not be missed); all of them where there is no such step. What
 * is put off while a ring of markings is run through comes after it; where a ring is never left, all is fired there
 * too (Valmari). Depth first: markings that are never left (Tarjan) show which joins wait for ever.
 */
export function explore(net: Net, starts: readonly number[]): Explored {
  const markings: Marking[] = []
  const moves: (Firing & { to: number })[][] = []
  const twice: { at: number; firing: Firing; place: number }[] = []
  const stuck: { at: number; step: number; isStill: boolean }[] = []
  const numbers = new Map<string, number>()
  const order: number[] = []
  const low: number[] = []
  const onStack: boolean[] = []
  const fired: (Set<number> | undefined)[] = []
  const stack: number[] = []
  const path: { at: number; next: number }[] = []
  let looks = 0
  let tokens = 0
  const effort: Effort = { spend: (more) => void (looks += more), isSpent: () => looks > mostLooks }
  const canBegin = beginner(net, effort)
  const chosen = chooser(net, effort)
  const matters = endsThatMatter(net)
  let visited = 0
  let found = Infinity

  const numberOf = (marking: Marking): number => {
    const key = keyOf(marking)
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, markings.length)
    tokens += marking.length > mostAtOnce ? Infinity : marking.length
    markings.push(marking)
    order.push(-1)
    low.push(-1)
    moves.push([])
    onStack.push(false)
    fired.push(undefined)
    return markings.length - 1
  }
  const fire = (at: number, ready: Ready): void => {
    ;(fired[at] ??= new Set()).add(ready.taken[0]!)
    for (const ending of net.endings[ready.step]!) {
      const firing = { ...ready, ending }
      const after = move(markings[at]!, ready.taken, ending.put)
      for (const place of after.twice) twice.push({ at, firing, place })
      if (after.twice.length > 0) continue
      if (ending.isOutcome) {
        const ended = net.ended(ready.step)
        if (after.marking.includes(ended)) twice.push({ at, firing, place: ended })
        else after.marking.push(ended)
      }
      moves[at]!.push({ ...firing, to: numberOf(matters(after.marking)) })
    }
  }
  const enter = (at: number, recent: readonly number[]): void => {
    order[at] = low[at] = visited++
    onStack[at] = true
    stack.push(at)
    path.push({ at, next: 0 })
    const marking = markings[at]!
    const { sure, late } = canBegin(marking, recent)
    const first = chosen(marking, sure, late)
    for (const ready of first) fire(at, ready)
    if (moves[at]!.length === 0) fireRest(at, [...sure, ...late()])
  }
  /** Whether something had been put off. */
  const fireRest = (at: number, all: readonly Ready[]): boolean => {
    const rest = all.filter(({ taken }) => !fired[at]?.has(taken[0]!))
    for (const ready of rest) fire(at, ready)
    return rest.length > 0
  }
  /** Lets go of the markings that lead to this one and back; not yet, where they are never left and more can be fired. */
  const leave = (at: number): boolean => {
    const members = stack.slice(stack.lastIndexOf(at))
    const inside = new Set(members)
    if (members.every((here) => moves[here]!.every(({ to }) => inside.has(to)))) {
      const { sure, late } = canBegin(markings[at]!, [])
      const all = [...sure, ...late()]
      if (!effort.isSpent()) {
        if (fireRest(at, all)) return false
        const busy = new Set([...all, ...members.flatMap((here) => moves[here]!)].map(({ step }) => step))
        for (const step of new Set(markings[at]!.filter((place) => !net.isEnded(place)).map(net.target)))
          if (!busy.has(step)) for (const here of members) stuck.push({ at: here, step, isStill: all.length === 0 })
      }
    }
    stack.length -= members.length
    for (const here of members) onStack[here] = false
    return true
  }
  const isSpent = (): boolean => {
    if (found === Infinity && twice.length + stuck.length > 0) found = markings.length
    // A single token is in one place at a time, however long the blueprint is.
    return (
      markings.length > Math.min(mostMarkings + net.graph.edges.length, found + lookFurther) ||
      tokens > mostTokens ||
      effort.isSpent()
    )
  }

  const beginnings = starts.map((step) => numberOf([net.entry(step)]))
  for (const root of beginnings) {
    if (order[root] !== -1) continue
    enter(root, [])
    while (path.length > 0) {
      if (isSpent()) return { markings, moves, beginnings, twice, stuck, isComplete: false }
      const top = path.at(-1)!
      const next = moves[top.at]![top.next]
      if (next) {
        top.next += 1
        if (order[next.to] === -1) enter(next.to, next.ending.put)
        else if (onStack[next.to]) low[top.at] = Math.min(low[top.at]!, order[next.to]!)
        continue
      }
      if (low[top.at] === order[top.at] && !leave(top.at)) continue
      path.pop()
      const before = path.at(-1)
      if (before) low[before.at] = Math.min(low[before.at]!, low[top.at]!)
    }
  }
  return { markings, moves, beginnings, twice, stuck, isComplete: true }
}
