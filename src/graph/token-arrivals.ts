import { type List, Markings } from './token-markings.ts'
import { Move } from './token-move.ts'
import { endingsOf, type Net, stepOfTaking } from './token-net.ts'

/** Counts what is looked at, so that the work is bounded and not the time. */
export interface Effort {
  looks: number
  readonly most: number
}

/** Nothing more is looked at, and no answer that was not yet there is to be relied on. */
export const isSpent = ({ looks, most }: Effort): boolean => looks > most

/** No place: no token can come. */
export const nowhere = -1

/**
 * From above: edges that the tokens can come to if every choice could be made both ways. A step waits for all its
 * edges, but not for the same run. Where a `strict` join is not passed at all, it is from below: every edge that is
 * marked is one that a single token can be led to.
 */
export class Spread {
  readonly #net: Net
  readonly #effort: Effort
  readonly #queue: Int32Array
  /** By edge, by step: in which round it was last marked, began, was counted; and by what. */
  readonly #marked: Int32Array
  readonly #origin: Int32Array
  readonly #begun: Int32Array
  readonly #beginner: Int32Array
  readonly #counted: Int32Array
  readonly #arrived: Int32Array
  #round = 0

  constructor(net: Net, effort: Effort) {
    const steps = net.graph.steps.length
    this.#net = net
    this.#effort = effort
    this.#queue = new Int32Array(net.places)
    this.#marked = new Int32Array(net.firstEntry)
    this.#origin = new Int32Array(net.firstEntry)
    this.#begun = new Int32Array(steps)
    this.#beginner = new Int32Array(steps)
    this.#counted = new Int32Array(steps)
    this.#arrived = new Int32Array(steps)
  }

  /** From tokens that can be taken. `without` is a step that does not begin. */
  over(tokens: List, without = nowhere, strict = false): void {
    const { firstEntry, target, isAll, outgoing } = this.#net
    // By their own names: this is where most of the time goes.
    const queue = this.#queue
    const marked = this.#marked
    const origins = this.#origin
    const begun = this.#begun
    const round = ++this.#round
    let length = tokens.length
    for (let i = 0; i < length; i += 1) {
      const place = tokens.items[i]!
      queue[i] = place
      if (place >= firstEntry) continue
      marked[place] = round
      origins[place] = place
    }
    for (let head = 0; head < length; head += 1) {
      const place = queue[head]!
      const step = target[place]!
      if (begun[step] === round || step === without) continue
      const isEdge = place < firstEntry
      if (isAll[step] === 1 && isEdge && (strict || !this.#hasAll(step))) continue
      const origin = isEdge ? origins[place]! : place
      begun[step] = round
      this.#beginner[step] = origin
      const out = outgoing[step]!
      for (let i = 0; i < out.length; i += 1) {
        const edge = out[i]!
        if (marked[edge] === round) continue
        marked[edge] = round
        origins[edge] = origin
        queue[length++] = edge
      }
    }
    this.#effort.looks += length
  }

  /** Another has come to this step: whether that was the last that it waits for. */
  #hasAll(step: number): boolean {
    if (this.#counted[step] !== this.#round) {
      this.#counted[step] = this.#round
      this.#arrived[step] = 0
    }
    this.#arrived[step]! += 1
    return this.#arrived[step] === this.#net.incoming[step]!.length
  }

  /** The token from which another may come to this edge, or that is there. */
  originOf(edge: number): number {
    return this.#marked[edge] === this.#round ? this.#origin[edge]! : nowhere
  }

  /** The token with which this step may begin. */
  beginnerOf(step: number): number {
    return this.#begun[step] === this.#round ? this.#beginner[step]! : nowhere
  }
}

/**
 * Whether a token can still arrive on one of these edges while a `join: some` step waits: exactly, in the game in which
 * the other `some` joins are read as `any`, and in which a second token on an edge adds nothing. More tokens can then
 * never do less; so a join that may begin may still begin whatever the others do meanwhile.
 */
export function arrivals(
  net: Net,
  effort: Effort,
): (tokens: List, waiting: number, empty: readonly number[]) => boolean {
  const spread = new Spread(net, effort)
  const takingOf = net.taking.map((taking, place) => (net.isSome[net.target[place]!] ? place : taking))
  const move = new Move(net, takingOf)
  const may = (tokens: List, waiting: number, empty: readonly number[], strict: boolean): boolean => {
    spread.over(tokens, waiting, strict)
    return empty.some((edge) => spread.originOf(edge) !== nowhere)
  }
  return (tokens, waiting, empty) => {
    const seen = new Markings()
    const open: number[] = []
    const visit = (marking: List): boolean => {
      const before = seen.size
      const number = seen.numberOf(marking)
      if (number < before || !may(marking, waiting, empty, false)) return false
      open.push(number)
      return may(marking, waiting, empty, true)
    }
    if (visit(tokens)) return true
    for (let here = open.pop(); here !== undefined && !isSpent(effort); here = open.pop())
      for (const taking of canBegin(net, takingOf, seen.at(here))) {
        const step = stepOfTaking(net, taking)
        if (step === waiting) continue
        move.take(seen, here, taking)
        for (const { put } of endingsOf(net, step)) {
          move.put(put)
          if (visit(move.after)) return true
        }
      }
    return false
  }
}

function canBegin(net: Net, takingOf: Int32Array, marking: Int32Array): number[] {
  const held = new Set(marking)
  const takings = new Set(Array.from(marking, (place) => takingOf[place]!))
  return [...takings].filter(
    (taking) => taking < net.places || net.incoming[taking - net.places]!.every((edge) => held.has(edge)),
  )
}
