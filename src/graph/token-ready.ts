import { arrivals, type Effort } from './token-arrivals.ts'
import { type List, listOf, type Markings } from './token-markings.ts'
import type { Net } from './token-net.ts'

/** What can begin in a marking. */
export class Ready {
  /** Tokens that can be taken. */
  readonly tokens: List
  /** Takings that can begin whatever the others do: those on the branch that moved last first. */
  readonly sure: List
  readonly #net: Net
  readonly #effort: Effort
  /** Takings of steps that wait for several, as their first token is met; and of those, `join: some` that misses some. */
  readonly #joins: List
  readonly #some: List
  /** By taking: in which round it was last met, and how many of its tokens. */
  readonly #met: Int32Array
  readonly #tokensMet: Int32Array
  /** By place: in which round the last move had put its token. */
  readonly #recent: Int32Array
  #round = 0
  #canArrive: ReturnType<typeof arrivals> | undefined

  constructor(net: Net, effort: Effort) {
    const steps = net.graph.steps.length
    this.#net = net
    this.#effort = effort
    this.tokens = listOf(net.places)
    this.sure = listOf(net.places + steps)
    this.#joins = listOf(steps)
    this.#some = listOf(steps)
    this.#met = new Int32Array(net.places + steps)
    this.#tokensMet = new Int32Array(net.places + steps)
    this.#recent = new Int32Array(net.places)
  }

  /** `recent` is what the last move has put. */
  lookAt({ places, starts }: Markings, marking: number, recent: readonly number[]): void {
    const { firstEnded, taking: takingOf } = this.#net
    const tokens = this.tokens.items
    const sure = this.sure.items
    const recentIn = this.#recent
    const round = ++this.#round
    const end = starts[marking + 1]!
    for (let i = 0; i < recent.length; i += 1) recentIn[recent[i]!] = round
    this.#joins.length = 0
    this.#some.length = 0
    let length = 0
    let ready = 0
    for (let i = starts[marking]!; i < end && places[i]! < firstEnded; i += 1) {
      const place = places[i]!
      const taking = takingOf[place]!
      tokens[length++] = place
      if (taking !== place) this.#meet(taking)
      else if (recentIn[place] === round) sure[ready++] = place
    }
    for (let i = 0; i < length; i += 1) {
      const place = tokens[i]!
      if (recentIn[place] !== round && takingOf[place] === place) sure[ready++] = place
    }
    this.tokens.length = length
    this.sure.length = ready
    if (this.#joins.length > 0) this.#lookAtJoins()
  }

  /** All takings that can begin: `join: some` with what it has where nothing more can come to it. */
  all(): number[] {
    const all: number[] = []
    for (let i = 0; i < this.sure.length; i += 1) all.push(this.sure.items[i]!)
    for (let i = 0; i < this.#some.length; i += 1)
      if (!this.#canGetMore(this.#some.items[i]!)) all.push(this.#some.items[i]!)
    return all
  }

  #meet(join: number): void {
    if (this.#met[join] !== this.#round) {
      this.#met[join] = this.#round
      this.#tokensMet[join] = 0
      this.#joins.items[this.#joins.length++] = join
    }
    this.#tokensMet[join]! += 1
  }

  #lookAtJoins(): void {
    const { places, incoming, isSome } = this.#net
    const { sure } = this
    for (let i = 0; i < this.#joins.length; i += 1) {
      const join = this.#joins.items[i]!
      const step = join - places
      if (this.#tokensMet[join] === incoming[step]!.length) sure.items[sure.length++] = join
      else if (isSome[step]) this.#some.items[this.#some.length++] = join
    }
  }

  #canGetMore(join: number): boolean {
    const { places, incoming, taking } = this.#net
    this.#canArrive ??= arrivals(this.#net, this.#effort)
    const has = new Set(this.tokens.items.subarray(0, this.tokens.length))
    const others = listOf(this.tokens.length)
    for (const place of has) if (taking[place] !== join) others.items[others.length++] = place
    const step = join - places
    return this.#canArrive(
      others,
      step,
      incoming[step]!.filter((edge) => !has.has(edge)),
    )
  }
}
