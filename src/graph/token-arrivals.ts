import { keyOf, type Marking, move, type Net } from './token-net.ts'

/** Counts what is looked at, so that the work is bounded and not the time. */
export interface Effort {
  readonly spend: (looks: number) => void
  /** Nothing more is looked at, and no answer that was not yet there is to be relied on. */
  readonly isSpent: () => boolean
}

export interface Spread {
  /** The token from which another may come to this edge, or that is there; undefined where none can. */
  readonly from: (edge: number) => number | undefined
  /** The token with which this step may begin. */
  readonly begins: (step: number) => number | undefined
}

/**
 * From above: edges that the tokens can come to if every choice could be made both ways. A step waits for all its
 * edges, but not for the same run. Where a `strict` join is not passed at all, it is from below: every edge that is
 * marked is one that a single token can be led to.
 */
export function spreader(net: Net, effort: Effort): (tokens: Marking, options?: Blocking) => Spread {
  const edges = net.graph.edges.length
  const steps = net.graph.steps.length
  const marked = new Int32Array(edges)
  const origin = new Int32Array(edges)
  const begun = new Int32Array(steps)
  const beginner = new Int32Array(steps)
  const counted = new Int32Array(steps)
  const arrived = new Int32Array(steps)
  let round = 0
  return (tokens, { without = -1, strict = false } = {}) => {
    round += 1
    const queue: number[] = []
    for (const place of tokens) {
      if (place < edges) {
        marked[place] = round
        origin[place] = place
      }
      queue.push(place)
    }
    for (const place of queue) {
      const step = net.target(place)
      if (step === without || begun[step] === round) continue
      if (place < edges && !net.takesEach[step] && net.graph.steps[step]!.join === 'all') {
        if (strict) continue
        if (counted[step] !== round) {
          counted[step] = round
          arrived[step] = 0
        }
        arrived[step]! += 1
        if (arrived[step]! < net.incoming[step]!.length) continue
      }
      begun[step] = round
      beginner[step] = place < edges ? origin[place]! : place
      for (const edge of net.outgoing[step]!) {
        if (marked[edge] === round) continue
        marked[edge] = round
        origin[edge] = beginner[step]!
        queue.push(edge)
      }
    }
    effort.spend(queue.length)
    return {
      from: (edge) => (marked[edge] === round ? origin[edge] : undefined),
      begins: (step) => (begun[step] === round ? beginner[step] : undefined),
    }
  }
}

export interface Blocking {
  /** A step that does not begin. */
  readonly without?: number
  /** No step begins that waits for several. */
  readonly strict?: boolean
}

/**
 * Whether a token can still arrive on one of these edges while a `join: some` step waits: exactly, in the game in which
 * the other `some` joins are read as `any`, and in which a second token on an edge adds nothing. More tokens can then
 * never do less; so a join that may begin may still begin whatever the others do meanwhile.
 */
export function arrivals(
  net: Net,
  effort: Effort,
): (tokens: Marking, waiting: number, empty: readonly number[]) => boolean {
  const spread = spreader(net, effort)
  const may = (tokens: Marking, waiting: number, empty: readonly number[], strict: boolean): boolean => {
    const { from } = spread(tokens, { without: waiting, strict })
    return empty.some((edge) => from(edge) !== undefined)
  }
  return (tokens, waiting, empty) => {
    const seen = new Set<string>()
    const open: Marking[] = []
    const visit = (marking: Marking): boolean => {
      const key = keyOf(marking)
      if (seen.has(key) || !may(marking, waiting, empty, false)) return false
      seen.add(key)
      open.push(marking)
      return may(marking, waiting, empty, true)
    }
    if (visit(tokens)) return true
    for (let here = open.pop(); here && !effort.isSpent(); here = open.pop())
      for (const { taken, step } of relaxed(net, here)) {
        if (step === waiting) continue
        for (const { put } of net.endings[step]!) if (visit(move(here, taken, put).marking)) return true
      }
    return false
  }
}

/** What can begin where every `some` is read as `any`. */
function* relaxed(net: Net, marking: Marking): Iterable<{ taken: number[]; step: number }> {
  const held = new Set(marking)
  for (const place of marking) {
    const step = net.target(place)
    const incoming = net.incoming[step]!
    if (net.takesEach[step] || net.graph.steps[step]!.join === 'some') yield { taken: [place], step }
    else if (place === incoming[0] && incoming.every((edge) => held.has(edge))) yield { taken: [...incoming], step }
  }
}
