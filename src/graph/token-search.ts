import { type Effort, isSpent, nowhere } from './token-arrivals.ts'
import { Choice } from './token-choice.ts'
import { endsThatMatter } from './token-ends.ts'
import { Markings } from './token-markings.ts'
import { Move } from './token-move.ts'
import { type Ending, endingsOf, type Net, stepOfTaking } from './token-net.ts'
import { Ready } from './token-ready.ts'

/** A step that begins and ends. */
export interface Firing {
  /** The marking in which it does. */
  readonly at: number
  readonly taking: number
  readonly ending: Ending
  /** The marking that comes of it; `nowhere` where the run ends, because a token is put where one is held. */
  readonly to: number
  /** What else was fired in the same marking, later. */
  next: Firing | undefined
}

/** What was explored: markings by number, and what leads from one to another. */
export interface Explored {
  readonly net: Net
  readonly markings: Markings
  /** By marking: what was fired there first. */
  readonly firings: readonly (Firing | undefined)[]
  readonly beginnings: readonly number[]
  /** Firings that put a second token on an edge, or end the journey at the same outcome again. */
  readonly twice: readonly { readonly firing: Firing; readonly place: number }[]
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
  const search = new Search(net)
  const isComplete = search.run(starts)
  const { markings, firings, beginnings, twice, stuck } = search
  return { net, markings, firings, beginnings, twice, stuck, isComplete }
}

class Search {
  readonly markings = new Markings()
  readonly firings: (Firing | undefined)[] = []
  readonly beginnings: number[] = []
  readonly twice: { firing: Firing; place: number }[] = []
  readonly stuck: { at: number; step: number; isStill: boolean }[] = []
  readonly #net: Net
  readonly #effort: Effort = { looks: 0, most: mostLooks }
  readonly #ready: Ready
  readonly #choice: Choice
  readonly #move: Move
  readonly #forgetEnds: ReturnType<typeof endsThatMatter>
  /** By marking: what was fired there last, to go on from; when it was entered; the first that it leads back to. */
  readonly #lastFiring: (Firing | undefined)[] = []
  readonly #order: number[] = []
  readonly #low: number[] = []
  readonly #isOnStack: boolean[] = []
  readonly #stack: number[] = []
  /** The markings from the beginning to here, and what was gone along from each. */
  readonly #path: number[] = []
  readonly #gone: (Firing | undefined)[] = []
  #entered = 0
  #mostMarkings: number
  #hasFound = false
  #isTooMuchAtOnce = false

  constructor(net: Net) {
    this.#net = net
    this.#ready = new Ready(net, this.#effort)
    this.#choice = new Choice(net, this.#ready, this.#effort)
    this.#move = new Move(net)
    this.#forgetEnds = endsThatMatter(net)
    // A single token is in one place at a time, however long the blueprint is.
    this.#mostMarkings = mostMarkings + net.firstEntry
  }

  /** Whether it came to an end. */
  run(starts: readonly number[]): boolean {
    for (const step of starts) {
      const { after } = this.#move
      after.items[0] = this.#net.firstEntry + step
      after.length = 1
      this.beginnings.push(this.#number())
    }
    for (const root of this.beginnings) if (this.#order[root] === nowhere && !this.#runFrom(root)) return false
    return true
  }

  #runFrom(root: number): boolean {
    this.#enter(root, [])
    while (this.#path.length > 0) {
      if (this.#isSpent()) return false
      const top = this.#path.length - 1
      const at = this.#path[top]!
      const gone = this.#gone[top]
      const next = gone ? gone.next : this.firings[at]
      if (next) {
        this.#gone[top] = next
        if (next.to !== nowhere) this.#goTo(at, next)
      } else if (this.#low[at] !== this.#order[at] || this.#leave(at)) {
        this.#path.pop()
        this.#gone.pop()
        if (top > 0) this.#leadsBackTo(this.#path[top - 1]!, this.#low[at]!)
      }
    }
    return true
  }

  #goTo(at: number, { to, ending }: Firing): void {
    if (this.#order[to] === nowhere) this.#enter(to, ending.put)
    else if (this.#isOnStack[to]) this.#leadsBackTo(at, this.#order[to]!)
  }

  #leadsBackTo(at: number, order: number): void {
    if (order < this.#low[at]!) this.#low[at] = order
  }

  #enter(at: number, recent: readonly number[]): void {
    this.#order[at] = this.#low[at] = this.#entered++
    this.#isOnStack[at] = true
    this.#stack.push(at)
    this.#path.push(at)
    this.#gone.push(undefined)
    this.#ready.lookAt(this.markings, at, recent)
    const single = this.#choice.single()
    if (single !== nowhere) this.#fire(at, single)
    else for (const taking of this.#choice.several()) this.#fire(at, taking)
  }

  #fire(at: number, taking: number): void {
    const net = this.#net
    const move = this.#move
    const { after, twice } = move
    const step = stepOfTaking(net, taking)
    const ended = net.firstEnded + step
    const endings = endingsOf(net, step)
    move.take(this.markings, at, taking)
    for (let i = 0; i < endings.length; i += 1) {
      const ending = endings[i]!
      move.put(ending.put)
      if (twice.length > 0) {
        const firing = this.#keep(at, taking, ending, nowhere)
        for (const place of twice) this.twice.push({ firing, place })
        continue
      }
      const isAgain = ending.isOutcome && move.holds(ended)
      if (ending.isOutcome && !isAgain) after.items[after.length++] = ended
      this.#forgetEnds(after)
      const firing = this.#keep(at, taking, ending, this.#number())
      if (isAgain) this.twice.push({ firing, place: ended })
    }
  }

  #keep(at: number, taking: number, ending: Ending, to: number): Firing {
    const firing: Firing = { at, taking, ending, to, next: undefined }
    const last = this.#lastFiring[at]
    if (last) last.next = firing
    else this.firings[at] = firing
    return (this.#lastFiring[at] = firing)
  }

  /** That of the marking that was just made. */
  #number(): number {
    const { after } = this.#move
    const number = this.markings.numberOf(after)
    if (number === this.#order.length) {
      if (after.length > mostAtOnce) this.#isTooMuchAtOnce = true
      this.#order.push(nowhere)
      this.#low.push(nowhere)
      this.#isOnStack.push(false)
      this.firings.push(undefined)
      this.#lastFiring.push(undefined)
    }
    return number
  }

  /** Whether something had been put off. */
  #fireRest(at: number, all: readonly number[]): boolean {
    const fired = new Set<number>()
    for (let firing = this.firings[at]; firing; firing = firing.next) fired.add(firing.taking)
    const rest = all.filter((taking) => !fired.has(taking))
    for (const taking of rest) this.#fire(at, taking)
    return rest.length > 0
  }

  /** Lets go of the markings that lead to this one and back; not yet, where they are never left and more can be fired. */
  #leave(at: number): boolean {
    const first = this.#stack.lastIndexOf(at)
    if (this.#areNeverLeft(first)) {
      this.#ready.lookAt(this.markings, at, [])
      const all = this.#ready.all()
      if (!isSpent(this.#effort)) {
        if (this.#fireRest(at, all)) return false
        this.#findStuck(this.#stack.slice(first), all)
      }
    }
    while (this.#stack.length > first) this.#isOnStack[this.#stack.pop()!] = false
    return true
  }

  /** Those on the stack from here on: whether all that follows is among them. */
  #areNeverLeft(first: number): boolean {
    for (let i = first; i < this.#stack.length; i += 1)
      for (let firing = this.firings[this.#stack[i]!]; firing; firing = firing.next)
        if (firing.to !== nowhere && !this.#isOnStack[firing.to]) return false
    return true
  }

  /** Steps that hold something in the marking that was looked at last, and begin neither there nor in those around it. */
  #findStuck(members: readonly number[], all: readonly number[]): void {
    const net = this.#net
    const busy = new Set<number>()
    for (const here of members)
      for (let firing = this.firings[here]; firing; firing = firing.next) busy.add(stepOfTaking(net, firing.taking))
    const { items, length } = this.#ready.tokens
    for (const step of new Set(Array.from(items.subarray(0, length), (place) => net.target[place]!)))
      if (!busy.has(step)) for (const here of members) this.stuck.push({ at: here, step, isStill: all.length === 0 })
  }

  #isSpent(): boolean {
    if (!this.#hasFound && this.twice.length + this.stuck.length > 0) {
      this.#hasFound = true
      this.#mostMarkings = Math.min(this.#mostMarkings, this.markings.size + lookFurther)
    }
    return (
      this.markings.size > this.#mostMarkings ||
      this.markings.tokens > mostTokens ||
      this.#isTooMuchAtOnce ||
      isSpent(this.#effort)
    )
  }
}
