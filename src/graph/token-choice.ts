import { arrivals, type Effort, spreader } from './token-arrivals.ts'
import type { Marking, Net } from './token-net.ts'

/** A step that can begin, and the tokens that it takes. */
export interface Ready {
  readonly step: number
  readonly taken: readonly number[]
}

/** The steps that can begin in a marking: those on the branch that moved last first, `join: some` only when asked. */
export function beginner(
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
export function chooser(
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
export function endsThatMatter(net: Net): (marking: Marking) => Marking {
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
