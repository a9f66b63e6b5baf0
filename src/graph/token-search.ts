import { arrivals, type Effort, spreader } from './token-arrivals.ts'
import { type Ending, keyOf, type Marking, move, type Net } from './token-net.ts'

/** A step that can begin, and the tokens that it takes. */
export interface Ready {
  readonly step: number
  readonly taken: readonly number[]
}

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
  /** Joins that hold some in this marking and can get no more, whatever follows. */
  readonly stuck: readonly { readonly at: number; readonly step: number }[]
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
 * that another run puts on an edge while it is held must not be missed); all of them where there is no such step or
 * where a cycle of markings closes (else a step could be put off for ever). Depth first; a set of markings that is
 * never left (Tarjan) shows which joins wait for ever.
 */
export function explore(net: Net, starts: readonly number[]): Explored {
  const markings: Marking[] = []
  const moves: (Firing & { to: number })[][] = []
  const twice: { at: number; firing: Firing; place: number }[] = []
  const stuck: { at: number; step: number }[] = []
  const numbers = new Map<string, number>()
  const order: number[] = []
  const low: number[] = []
  const onStack: boolean[] = []
  const onPath: boolean[] = []
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
    onPath.push(false)
    return markings.length - 1
  }
  const fire = (at: number, ready: Ready): void => {
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
    onStack[at] = onPath[at] = true
    stack.push(at)
    path.push({ at, next: 0 })
    const marking = markings[at]!
    const { sure, late } = canBegin(marking, recent)
    const first = chosen(marking, sure, late)
    for (const ready of first) fire(at, ready)
    if (moves[at]!.length > 0 && !moves[at]!.some(({ to }) => onPath[to])) return
    for (const ready of [...sure, ...late()]) if (!first.includes(ready)) fire(at, ready)
  }
  const leave = (at: number): void => {
    if (low[at] !== order[at]) return
    const members: number[] = []
    let member: number
    do {
      member = stack.pop()!
      onStack[member] = false
      members.push(member)
    } while (member !== at)
    const inside = new Set(members)
    const fired = new Set<number>()
    for (const here of members)
      for (const { to, step } of moves[here]!) {
        if (!inside.has(to)) return
        fired.add(step)
      }
    const begins = canBegin(markings[at]!, [])
    const ready = new Set([...begins.sure, ...begins.late()].map(({ step }) => step))
    if (effort.isSpent()) return
    for (const step of new Set(markings[at]!.filter((place) => !net.isEnded(place)).map(net.target)))
      if (!fired.has(step) && !ready.has(step)) for (const here of members) stuck.push({ at: here, step })
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
      const next = moves[top.at]![top.next++]
      if (next) {
        if (order[next.to] === -1) enter(next.to, next.ending.put)
        else if (onStack[next.to]) low[top.at] = Math.min(low[top.at]!, order[next.to]!)
        continue
      }
      path.pop()
      onPath[top.at] = false
      const before = path.at(-1)
      if (before) low[before.at] = Math.min(low[before.at]!, low[top.at]!)
      leave(top.at)
    }
  }
  return { markings, moves, beginnings, twice, stuck, isComplete: true }
}

/** The steps that can begin in a marking: those on the branch that moved last first, `join: some` only when asked. */
function beginner(
  net: Net,
  effort: Effort,
): (marking: Marking, recent: readonly number[]) => { sure: Ready[]; late: () => Ready[] } {
  const canArrive = arrivals(net, effort)
  return (marking, recent) => {
    const first: Ready[] = []
    const sure: Ready[] = []
    const some: Ready[] = []
    const held = new Map<number, number[]>()
    for (const place of marking) {
      if (net.isEnded(place)) continue
      const step = net.target(place)
      if (net.takesEach[step] || place >= net.graph.edges.length)
        (recent.includes(place) ? first : sure).push({ step, taken: [place] })
      else if (held.has(step)) held.get(step)!.push(place)
      else held.set(step, [place])
    }
    for (const [step, taken] of held)
      if (taken.length === net.incoming[step]!.length) sure.push({ step, taken })
      else if (net.graph.steps[step]!.join === 'some') some.push({ step, taken })
    const late = (): Ready[] =>
      some.filter(({ step, taken }) => {
        const others = marking.filter((place) => !net.isEnded(place) && !taken.includes(place))
        const empty = net.incoming[step]!.filter((edge) => !taken.includes(edge))
        return !canArrive(others, step, empty)
      })
    return { sure: [...first, ...sure], late }
  }
}

/**
 * A persistent set: steps that can begin, such that nothing that the other tokens can do meanwhile takes from or puts
 * on their edges. Begins with one, and takes in whatever comes near.
 */
function chooser(
  net: Net,
  effort: Effort,
): (marking: Marking, sure: readonly Ready[], late: () => readonly Ready[]) => readonly Ready[] {
  const spread = spreader(net, effort)
  let keptFor: Marking = []
  let kept = spread(keptFor)
  // While one branch moves, the others stay as they are.
  const meanwhile = (others: Marking) => {
    if (others.length !== keptFor.length || others.some((place, i) => place !== keptFor[i])) kept = spread(others)
    keptFor = others
    return kept
  }
  const disturber = (others: Marking, { step, taken }: Ready): number | undefined => {
    const { from, begins } = meanwhile(others)
    for (const place of net.outgoing[step]!.length > 0 ? net.incoming[step]! : taken) {
      const origin = from(place)
      if (origin !== undefined) return origin
    }
    for (const edge of net.outgoing[step]!) {
      if (from(edge) === undefined) continue
      const origin = begins(net.target(edge))
      if (origin !== undefined) return origin
    }
    return undefined
  }
  return (marking, sure, late) => {
    const tokens = marking.filter((place) => !net.isEnded(place))
    const close = (first: Ready, all: readonly Ready[]): Ready[] | undefined => {
      const set = [first]
      let others = tokens
      for (let i = 0; i < set.length; ) {
        others = tokens.filter((place) => !set.some(({ taken }) => taken.includes(place)))
        const origin = set.map((ready) => disturber(others, ready)).find((found) => found !== undefined)
        if (origin === undefined) return set
        const other = all.find(({ taken }) => taken.includes(origin))
        if (!other) return undefined
        set.push(other)
      }
      return set
    }
    for (const first of sure) {
      const others = tokens.filter((place) => !first.taken.includes(place))
      if (disturber(others, first) === undefined) return [first]
    }
    const all = [...sure, ...late()]
    return (all[0] && close(all[0], all)) ?? all
  }
}

/** That an outcome was reached matters only as long as another token may get there. */
function endsThatMatter(net: Net): (marking: Marking) => Marking {
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
  return (marking) => {
    const tokens = marking.filter((place) => !net.isEnded(place))
    return marking.filter((place) => {
      if (!net.isEnded(place)) return true
      const outcome = net.target(place)
      return tokens.some((token) => leadsTo(outcome)[net.target(token)])
    })
  }
}
