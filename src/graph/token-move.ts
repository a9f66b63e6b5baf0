import { type List, listOf, type Markings } from './token-markings.ts'
import type { Net } from './token-net.ts'

/**
 * What a marking becomes when a step begins and ends: first some of its tokens are taken, once; then, for each way in
 * which the step can end, others are put. Nothing is allocated: there are hundreds of thousands of moves.
 */
export class Move {
  /** The marking afterwards, ascending. */
  readonly after: List
  /** Places that still held a token when another was put there. */
  readonly twice: number[] = []
  readonly #takingOf: Int32Array
  readonly #left: List
  /** By place: in which round it last held a token. */
  readonly #held: Int32Array
  #round = 0

  /** `takingOf` says by place what its token is taken with. */
  constructor(net: Net, takingOf = net.taking) {
    this.#takingOf = takingOf
    this.after = listOf(net.places)
    this.#left = listOf(net.places)
    this.#held = new Int32Array(net.places)
  }

  /** Leaves all tokens that are no part of this taking. */
  take({ places, starts }: Markings, marking: number, taking: number): void {
    const takingOf = this.#takingOf
    const held = this.#held
    const left = this.#left
    const round = ++this.#round
    const end = starts[marking + 1]!
    left.length = 0
    for (let i = starts[marking]!; i < end; i += 1) {
      const place = places[i]!
      if (takingOf[place] === taking) continue
      held[place] = round
      insert(left, place)
    }
  }

  holds(place: number): boolean {
    return this.#held[place] === this.#round
  }

  put(places: readonly number[]): void {
    const { after, twice } = this
    const { items, length } = this.#left
    for (let i = 0; i < length; i += 1) after.items[i] = items[i]!
    after.length = length
    while (twice.length > 0) twice.pop()
    for (let i = 0; i < places.length; i += 1) {
      const place = places[i]!
      if (this.holds(place)) twice.push(place)
      else insert(after, place)
    }
  }
}

/** Where it belongs in a list that ascends: mostly near the end. */
function insert(list: List, place: number): void {
  const { items } = list
  let at = list.length
  for (; at > 0 && items[at - 1]! > place; at -= 1) items[at] = items[at - 1]!
  items[at] = place
  list.length += 1
}
