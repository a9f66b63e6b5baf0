import { type Crossing, directionOf, directions, type Grid } from './grid.ts'
import { Heap } from './heap.ts'

/** A flow that is to be drawn, between two steps by their index. */
export interface Link {
  readonly from: number
  readonly to: number
}

/** The crossings at which a flow begins, turns and ends; never through a step. */
export type Route = readonly Crossing[]

/** What the eye pays for, in pixels of way. */
const cost = { column: 90, row: 50, turn: 120, crossing: 110, beside: 20, besideOnMiddle: 30, leftwardsThroughRows: 60 }

/** Ways that are short, with few turns and few crossings, found one after another and again in sight of all. */
export function routesOf(grid: Grid, links: readonly Link[]): Route[] {
  const finder = new WayFinder(grid)
  const order = [...links.keys()].sort((a, b) => finder.distance(links[a]!) - finder.distance(links[b]!) || a - b)
  const routes: Route[] = []
  const passes = links.length > 600 ? 1 : 4
  for (let pass = 0; pass < passes; pass += 1)
    for (const i of order) {
      if (routes[i]) finder.mark(routes[i], -1)
      routes[i] = finder.find(links[i]!)
      finder.mark(routes[i], 1)
    }
  return routes
}

class WayFinder {
  readonly #grid: Grid
  readonly #width: number
  readonly #taken: Uint8Array
  /** How many flows go straight through a crossing, level and upright; how many run from it eastwards or southwards. */
  readonly #through: readonly [Uint16Array, Uint16Array]
  readonly #along: readonly [Uint16Array, Uint16Array]
  readonly #best: Float64Array
  readonly #seen: Uint32Array
  readonly #cameFrom: Int32Array
  readonly #open = new Heap()
  #search = 0

  constructor(grid: Grid) {
    this.#grid = grid
    this.#width = grid.uprights
    const size = grid.uprights * grid.levels.length
    this.#taken = new Uint8Array(size)
    for (const place of grid.placeOf.values()) this.#taken[this.#at(place)] = 1
    this.#through = [new Uint16Array(size), new Uint16Array(size)]
    this.#along = [new Uint16Array(size), new Uint16Array(size)]
    this.#best = new Float64Array(size * 4)
    this.#seen = new Uint32Array(size * 4)
    this.#cameFrom = new Int32Array(size * 4)
  }

  #at({ upright, level }: Crossing): number {
    return level * this.#width + upright
  }

  distance({ from, to }: Link): number {
    const a = this.#grid.placeOf.get(from)!
    const b = this.#grid.placeOf.get(to)!
    return Math.abs(a.upright - b.upright) * cost.column + Math.abs(a.level - b.level) * cost.row
  }

  /** Notes that a flow takes this way, or no longer does. */
  mark(route: Route, by: 1 | -1): void {
    for (let i = 1; i < route.length; i += 1) {
      const end = this.#at(route[i]!)
      const way = directionOf(route[i - 1]!, route[i]!)
      const by1 = this.#stepOf(way)
      const axis = (way % 2) as 0 | 1
      for (let at = this.#at(route[i - 1]!); at !== end; at += by1) {
        this.#along[axis][by1 > 0 ? at : at + by1]! += by
        if (at + by1 !== end) this.#through[axis][at + by1]! += by
      }
    }
  }

  #stepOf(direction: number): number {
    const { upright, level } = directions[direction]!
    return upright + level * this.#width
  }

  /** The cheapest way: A*, over crossings with the direction in which they are reached. */
  find(link: Link): Route {
    const start = this.#grid.placeOf.get(link.from)!
    const goal = this.#grid.placeOf.get(link.to)!
    const goalAt = this.#at(goal)
    const isBackwards = goal.upright < start.upright || link.from === link.to
    this.#search += 1
    this.#open.clear()
    for (const direction of directions.keys()) {
      const price = leaving(direction, start, goal, isBackwards)
      this.#reach(start, direction, price, -1, goal, isBackwards)
    }
    while (this.#open.size > 0) {
      const state = this.#open.pop()
      const at = state >> 2
      const direction = state & 3
      if (at === goalAt) return this.#wayTo(state, start)
      if (this.#seen[state] === this.#search * 2 + 1) continue
      this.#seen[state] = this.#search * 2 + 1
      const here = { upright: at % this.#width, level: Math.floor(at / this.#width) }
      for (const next of directions.keys()) {
        if ((next + 2) % 4 === direction) continue
        const price = next === direction ? this.#through[((next + 1) % 2) as 0 | 1][at]! * cost.crossing : cost.turn
        this.#reach(here, next, this.#best[state]! + price, state, goal, isBackwards)
      }
    }
    throw new Error('Two steps in a grid that no way connects')
  }

  #reach(from: Crossing, direction: number, before: number, state: number, goal: Crossing, isBackwards: boolean): void {
    const { upright, level } = directions[direction]!
    const to = { upright: from.upright + upright, level: from.level + level }
    if (to.upright < 0 || to.upright >= this.#width || to.level < 0 || to.level >= this.#grid.levels.length) return
    const at = this.#at(to)
    const isGoal = at === this.#at(goal)
    if (this.#taken[at] && !isGoal) return
    const axis = (direction % 2) as 0 | 1
    const beside = this.#along[axis][Math.min(this.#at(from), at)]!
    const isMiddle = axis === 0 ? !this.#grid.levels[from.level]!.isChannel : from.upright % 2 === 1
    const price =
      before +
      (axis === 0 ? cost.column : cost.row) +
      beside * (isMiddle ? cost.besideOnMiddle : cost.beside) +
      (isBackwards && axis === 0 && isMiddle && !isGoal ? cost.leftwardsThroughRows : 0) +
      (isGoal ? arriving(direction, from, goal, isBackwards) : 0)
    const next = at * 4 + direction
    const seen = this.#seen[next]! >> 1 === this.#search
    if (seen && (this.#seen[next]! & 1 || this.#best[next]! <= price)) return
    this.#seen[next] = this.#search * 2
    this.#best[next] = price
    this.#cameFrom[next] = state
    const ahead = Math.abs(to.upright - goal.upright) * cost.column + Math.abs(to.level - goal.level) * cost.row
    this.#open.push(next, price + ahead)
  }

  /** Back along where each state came from; only the ends and the turns. */
  #wayTo(last: number, start: Crossing): Route {
    const route: Crossing[] = []
    let direction = -1
    for (let state = last; state >= 0; state = this.#cameFrom[state]!) {
      const at = state >> 2
      if ((state & 3) !== direction) route.push({ upright: at % this.#width, level: Math.floor(at / this.#width) })
      direction = state & 3
    }
    return [...route, start].reverse()
  }
}

/** Flows leave to the right, as time goes, or straight up and down. */
function leaving(direction: number, from: Crossing, to: Crossing, isBackwards: boolean): number {
  const isAside = from.upright !== to.upright
  if (direction === 0) return isBackwards ? 30 : isAside ? 0 : 25
  if (direction === 2) return isBackwards ? 60 : 130
  return isAside && !isBackwards ? 35 : 0
}

/** And come in from the left, or from above and below. */
function arriving(direction: number, before: Crossing, to: Crossing, isBackwards: boolean): number {
  if (direction === 0) return isBackwards ? 30 : 0
  if (direction === 2) return before.upright - to.upright === 1 && isBackwards ? 20 : 60
  return isBackwards ? 0 : 10
}
