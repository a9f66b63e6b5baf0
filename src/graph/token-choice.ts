import { type Effort, nowhere, Spread } from './token-arrivals.ts'
import { type List, listOf } from './token-markings.ts'
import { type Nearness, nearness, never, perhaps, surely } from './token-near.ts'
import { type Net, stepOfTaking } from './token-net.ts'
import type { Ready } from './token-ready.ts'

/**
 * What has to be tried of what can begin. A persistent set is enough: takings such that nothing that the other tokens
 * can do meanwhile takes from or puts on their edges. It begins with one, and takes in whatever comes near.
 */
export class Choice {
  readonly #net: Net
  readonly #ready: Ready
  readonly #spread: Spread
  /** The tokens that are not taken, and those that were last asked about: while one branch moves, the others stay. */
  readonly #others: List
  readonly #spreadFor: List
  readonly #near: Nearness
  /** By token of the marking: what it can come near. */
  readonly #rows: Uint8Array[] = []
  /** By taking: in which round it was last chosen. */
  readonly #chosen: Int32Array
  #round = 0

  constructor(net: Net, ready: Ready, effort: Effort) {
    this.#net = net
    this.#ready = ready
    this.#spread = new Spread(net, effort)
    this.#near = nearness(net)
    this.#others = listOf(net.places)
    this.#spreadFor = listOf(net.places)
    this.#chosen = new Int32Array(net.places + net.graph.steps.length)
  }

  /** The first taking that nothing else can come near. */
  single(): number {
    const { sure, tokens } = this.#ready
    if (tokens.length === 1 && sure.length === 1) return sure.items[0]!
    for (let i = 0; i < tokens.length; i += 1) this.#rows[i] = this.#near(this.#net.target[tokens.items[i]!]!)
    for (let i = 0; i < sure.length; i += 1) {
      const taking = sure.items[i]!
      const near = this.#nearest(taking)
      if (near === surely) continue
      if (near === never) return taking
      this.#round += 1
      this.#choose(taking)
      if (this.#disturber(taking) === nowhere) return taking
    }
    return nowhere
  }

  /** How near the other tokens come to a taking, each on its own. */
  #nearest(taking: number): number {
    const { taking: takingOf, target, source, outgoing, isAll } = this.#net
    const { items, length } = this.#ready.tokens
    const rows = this.#rows
    const step = stepOfTaking(this.#net, taking)
    let nearest = never
    for (let i = 0; i < length; i += 1) {
      const place = items[i]!
      if (takingOf[place] === taking) continue
      let near = rows[i]![step]!
      // What it puts would come where this token is, as long as that is not taken.
      if (source[place] === step && near !== surely) near = isAll[target[place]!] ? perhaps : surely
      if (near <= nearest) continue
      // Where nothing is put, not all that comes to the step matters.
      if (near === surely) return outgoing[step]!.length > 0 ? surely : perhaps
      nearest = near
    }
    return nearest
  }

  /** Where there is no such: several that nothing else comes near, or all. */
  several(): readonly number[] {
    const all = this.#ready.all()
    return (all.length > 0 && this.#closed(all)) || all
  }

  #closed(all: readonly number[]): number[] | undefined {
    const first = all[0]!
    const set = [first]
    this.#round += 1
    this.#choose(first)
    for (;;) {
      let origin = nowhere
      for (let i = 0; i < set.length && origin === nowhere; i += 1) origin = this.#disturber(set[i]!)
      if (origin === nowhere) return set
      const other = this.#net.taking[origin]!
      if (!all.includes(other)) return undefined
      set.push(other)
      this.#choose(other)
    }
  }

  #choose(taking: number): void {
    const { tokens } = this.#ready
    const others = this.#others
    this.#chosen[taking] = this.#round
    others.length = 0
    for (let i = 0; i < tokens.length; i += 1) {
      const place = tokens.items[i]!
      if (this.#chosen[this.#net.taking[place]!] !== this.#round) others.items[others.length++] = place
    }
  }

  /** The token from which something can come near while those that are not chosen move. */
  #disturber(taking: number): number {
    if (this.#others.length === 0) return nowhere
    const { incoming, outgoing, target } = this.#net
    const spread = this.#meanwhile()
    const step = stepOfTaking(this.#net, taking)
    const out = outgoing[step]!
    if (out.length === 0) return this.#bringerOf(taking)
    const into = incoming[step]!
    for (let i = 0; i < into.length; i += 1) {
      const origin = spread.originOf(into[i]!)
      if (origin !== nowhere) return origin
    }
    for (let i = 0; i < out.length; i += 1) {
      if (spread.originOf(out[i]!) === nowhere) continue
      const origin = spread.beginnerOf(target[out[i]!]!)
      if (origin !== nowhere) return origin
    }
    return nowhere
  }

  /** The token from which another may come to where one is taken. */
  #bringerOf(taking: number): number {
    const { tokens } = this.#ready
    for (let i = 0; i < tokens.length; i += 1) {
      const place = tokens.items[i]!
      const origin = this.#net.taking[place] === taking ? this.#spread.originOf(place) : nowhere
      if (origin !== nowhere) return origin
    }
    return nowhere
  }

  #meanwhile(): Spread {
    if (!isSame(this.#others, this.#spreadFor)) {
      this.#spread.over(this.#others)
      copy(this.#others, this.#spreadFor)
    }
    return this.#spread
  }
}

function isSame(a: List, b: List): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a.items[i] !== b.items[i]) return false
  return true
}

function copy(from: List, to: List): void {
  for (let i = 0; i < from.length; i += 1) to.items[i] = from.items[i]!
  to.length = from.length
}
