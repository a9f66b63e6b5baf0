import type { Step } from '../read/blueprint.ts'
import type { Edge } from './graph.ts'
import { type Leading, leadingTo } from './leading.ts'
import { nowhere } from './token-arrivals.ts'
import { stepOfTaking } from './token-net.ts'
import type { Explored, Firing } from './token-search.ts'

/** One step of a run: what it took, and how it ended. A start takes nothing; an outcome puts nothing. */
export interface Done {
  readonly step: Step
  readonly took: readonly Edge[]
  readonly put: readonly Edge[]
}

/** One thing after another; branches that run in parallel are told one after the other. */
export type Run = readonly Done[]

/** How to get to what was explored in the fewest firings: breadth first. */
export class Runs {
  /** By marking: in how many firings. */
  readonly lengths: Int32Array
  readonly #explored: Explored
  /** By marking: the last firing on the way there. */
  readonly #last: (Firing | undefined)[]
  /** By taking: its tokens, where they are the same in every marking. */
  readonly #whole: (readonly number[])[] = []
  /** By taking, by ending: the same is told in many runs. */
  readonly #done: Done[][] = []

  constructor(explored: Explored) {
    const { firings, markings, beginnings } = explored
    this.#explored = explored
    this.#last = new Array<undefined>(markings.size).fill(undefined)
    this.lengths = new Int32Array(markings.size).fill(nowhere)
    for (const at of beginnings) this.lengths[at] = 0
    const queue = [...beginnings]
    for (let head = 0; head < queue.length; head += 1) {
      const length = this.lengths[queue[head]!]! + 1
      for (let firing = firings[queue[head]!]; firing; firing = firing.next) {
        const { to } = firing
        if (to === nowhere || this.lengths[to] !== nowhere) continue
        this.lengths[to] = length
        this.#last[to] = firing
        queue.push(to)
      }
    }
  }

  to(marking: number): Firing[] {
    const run: Firing[] = []
    for (let last = this.#last[marking]; last; last = this.#last[last.at]) run.push(last)
    return run.reverse()
  }

  /** Without what cannot lead to this step, where the rest can be played alone. */
  toward(step: Step, run: readonly Firing[]): readonly Firing[] {
    const leads = leadingTo(this.#explored.net.graph, [step])
    const kept = run.filter((firing) => leads.has(this.#stepOf(firing)))
    return this.#canBePlayed(kept, kept.length) ? kept : run
  }

  /** Of a run whose last puts a token on a place that holds one: only what both stand on, and who had put the first. */
  ofBoth(place: number, last: Firing): { kept: readonly Firing[]; first: Firing } {
    const isWanted = new Uint8Array(this.#explored.net.places)
    const kept = [last]
    const waiting: Leading[] = []
    const want = (firing: Firing): void => {
      const taken = this.#taken(firing)
      for (let i = 0; i < taken.length; i += 1) isWanted[taken[i]!] = 1
      // A join that takes what came waited until nothing else could come: all that led to it counts.
      if (this.#isPartial(firing, taken)) waiting.push(leadingTo(this.#explored.net.graph, [this.#stepOf(firing)]))
    }
    let first: Firing | undefined
    want(last)
    for (let firing = this.#last[last.at]; firing; firing = this.#last[firing.at]) {
      const isFirst = !first && this.#puts(firing, place)
      if (isFirst) first = firing
      else if (!isAnyOf(firing.ending.put, isWanted) && !this.#leadsToOneOf(waiting, firing)) continue
      kept.push(firing)
      for (const edge of firing.ending.put) isWanted[edge] = 0
      want(firing)
    }
    kept.reverse()
    return { kept: this.#canBePlayed(kept, kept.length - 1) ? kept : [...this.to(last.at), last], first: first! }
  }

  told(run: readonly Firing[]): Done[] {
    return run.map((firing) => {
      const taken = this.#taken(firing)
      if (this.#isPartial(firing, taken)) return this.#tell(firing, taken)
      return ((this.#done[firing.taking] ??= [])[firing.ending.number] ??= this.#tell(firing, taken))
    })
  }

  #tell(firing: Firing, taken: readonly number[]): Done {
    const { edges } = this.#explored.net.graph
    return {
      step: this.#stepOf(firing),
      took: taken.flatMap((place) => edges[place] ?? []),
      put: firing.ending.put.map((edge) => edges[edge]!),
    }
  }

  /** Whether nothing is taken that is not there, and nothing put twice, in the first so many of a run. */
  #canBePlayed(run: readonly Firing[], length: number): boolean {
    const isHeld = new Uint8Array(this.#explored.net.places)
    for (let i = 0; i < length; i += 1) {
      const taken = this.#taken(run[i]!)
      for (let j = 0; j < taken.length; j += 1) {
        if (!isHeld[taken[j]!] && i > 0) return false
        isHeld[taken[j]!] = 0
      }
      const { put } = run[i]!.ending
      for (let j = 0; j < put.length; j += 1) {
        if (isHeld[put[j]!]) return false
        isHeld[put[j]!] = 1
      }
    }
    return true
  }

  #puts({ taking, ending: { put, isOutcome } }: Firing, place: number): boolean {
    const { net } = this.#explored
    return put.includes(place) || (isOutcome && net.firstEnded + stepOfTaking(net, taking) === place)
  }

  #leadsToOneOf(waiting: readonly Leading[], firing: Firing): boolean {
    return waiting.length > 0 && waiting.some((leads) => leads.has(this.#stepOf(firing)))
  }

  #stepOf({ taking }: Firing): Step {
    const { net } = this.#explored
    return net.graph.steps[stepOfTaking(net, taking)]!
  }

  #taken({ at, taking }: Firing): readonly number[] {
    const { net, markings } = this.#explored
    const whole = (this.#whole[taking] ??= taking < net.places ? [taking] : net.incoming[taking - net.places]!)
    if (whole.length === 1 || !net.isSome[taking - net.places]) return whole
    const held = new Set(markings.at(at))
    return whole.filter((place) => held.has(place))
  }

  #isPartial({ taking }: Firing, taken: readonly number[]): boolean {
    return taken.length < this.#whole[taking]!.length
  }
}

function isAnyOf(places: readonly number[], isMarked: Uint8Array): boolean {
  for (let i = 0; i < places.length; i += 1) if (isMarked[places[i]!]) return true
  return false
}
