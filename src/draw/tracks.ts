import { directionOf } from './grid.ts'
import type { Route } from './routes.ts'

/** A straight part of a route, on one line of the grid. */
export interface Part {
  readonly route: number
  /** It runs from this corner of its route to the next. */
  readonly corner: number
  readonly isUpright: boolean
  /** Which upright or level line of the grid it runs on. */
  readonly line: number
  /** Where along it, from the lesser to the greater end, in lines of the grid; half a line short of a step. */
  readonly low: number
  readonly high: number
}

/** Side by side in one stretch of a line: how many tracks, and which of them this part has. */
export interface Track {
  readonly track: number
  readonly of: number
  /** Those parts of the line that hang together, each beside the next. */
  readonly cluster: number
}

export function partsOf(routes: readonly Route[]): Part[] {
  return routes.flatMap((route, which) =>
    route.slice(1).map((to, corner): Part => {
      const from = route[corner]!
      const isUpright = from.upright === to.upright
      const [a, b] = isUpright ? [from.level, to.level] : [from.upright, to.upright]
      const startsAtStep = corner === 0 ? 0.5 : 0
      const endsAtStep = corner === route.length - 2 ? 0.5 : 0
      return {
        route: which,
        corner,
        isUpright,
        line: isUpright ? from.upright : from.level,
        low: Math.min(a, b) + (a < b ? startsAtStep : endsAtStep),
        high: Math.max(a, b) - (a < b ? endsAtStep : startsAtStep),
      }
    }),
  )
}

/**
 * Gives each part of one line a track of its own wherever it runs beside or touches another, in an order that makes
 * them cross least: who leaves to the left runs on the left.
 */
export function tracksOf(
  parts: readonly Part[],
  routes: readonly Route[],
  extent: (part: Part) => readonly [number, number],
): Map<Part, Track> {
  const extents = parts.map(extent)
  const touch = (a: number, b: number): boolean => extents[a]![0] <= extents[b]![1] && extents[b]![0] <= extents[a]![1]
  const after: number[][] = parts.map(() => [])
  const beside: number[][] = parts.map(() => [])
  const waitsFor = new Int32Array(parts.length)
  for (let a = 0; a < parts.length; a += 1)
    for (let b = a + 1; b < parts.length; b += 1) {
      if (!touch(a, b)) continue
      beside[a]!.push(b)
      beside[b]!.push(a)
      const [first, second] = lesser(parts[a]!, parts[b]!, routes) <= 0 ? [a, b] : [b, a]
      after[first]!.push(second)
      waitsFor[second]! += 1
    }
  const track = new Int32Array(parts.length).fill(-1)
  for (let placed = 0; placed < parts.length; placed += 1) {
    // Orders can contradict each other in a circle; then whoever waits for the fewest goes first.
    let next = -1
    for (let i = 0; i < parts.length; i += 1)
      if (track[i] === -1 && (next === -1 || waitsFor[i]! < waitsFor[next]!)) next = i
    track[next] = beside[next]!.reduce((most, other) => Math.max(most, track[other]! + 1), 0)
    for (const other of after[next]!) waitsFor[other]! -= 1
  }
  return new Map(
    clustersOf(beside).flatMap((members, cluster) => {
      const of = Math.max(...members.map((i) => track[i]!)) + 1
      return members.map((i): [Part, Track] => [parts[i]!, { track: track[i]!, of, cluster }])
    }),
  )
}

function clustersOf(beside: readonly (readonly number[])[]): number[][] {
  const seen = new Set<number>()
  return [...beside.keys()].flatMap((root) => {
    if (seen.has(root)) return []
    seen.add(root)
    const members = [root]
    for (let head = 0; head < members.length; head += 1)
      for (const other of beside[members[head]!]!)
        if (!seen.has(other)) {
          seen.add(other)
          members.push(other)
        }
    return [members]
  })
}

/** Below 0 where `a` should run left of (or above) `b`. */
function lesser(a: Part, b: Part, routes: readonly Route[]): number {
  const forwards = isForwards(a, routes)
  const ahead = byHand(a, b, routes, forwards)
  const behind = byHand(a, b, routes, !forwards)
  return ahead || behind || a.route - b.route || a.corner - b.corner
}

/** Whether a route follows its part towards greater numbers. */
function isForwards({ route, corner }: Part, routes: readonly Route[]): boolean {
  const direction = directionOf(routes[route]![corner]!, routes[route]![corner + 1]!)
  return direction < 2
}

/** What walking along both, until they part, says of which of them is the lesser. */
function byHand(a: Part, b: Part, routes: readonly Route[], towardsGreater: boolean): number {
  const hand = leftHand(walkOf(a, routes, towardsGreater), walkOf(b, routes, towardsGreater))
  // Who goes east has the north at the left hand, and who goes north the west: the lesser. The others have the greater.
  const isLesserLeft = a.isUpright !== towardsGreater
  return isLesserLeft ? hand : -hand
}

/** On the way along a route: the corner that comes next, and whether forwards or back. */
interface Walk {
  readonly route: Route
  next: number
  readonly by: 1 | -1
}

function walkOf(part: Part, routes: readonly Route[], towardsGreater: boolean): Walk {
  const forwards = isForwards(part, routes) === towardsGreater
  return { route: routes[part.route]!, next: forwards ? part.corner + 1 : part.corner, by: forwards ? 1 : -1 }
}

/** Below 0 where `a` is at the left hand of `b`: -1, above 0 at its right hand; 0 where they never part. */
function leftHand(a: Walk, b: Walk): number {
  for (;;) {
    const direction = directionOf(a.route[a.next - a.by]!, a.route[a.next]!)
    const far = ({ route, next }: Walk): number => {
      const { upright, level } = route[next]!
      return [upright, level, -upright, -level][direction]!
    }
    const apart = far(a) - far(b)
    const turnA = apart <= 0 ? turn(a, direction) : 0
    const turnB = apart >= 0 ? turn(b, direction) : 0
    if (turnA === undefined || turnB === undefined) return 0
    if (turnA !== turnB) return turnA - turnB
    a.next += a.by
    b.next += b.by
  }
}

/** -1 to the left, 1 to the right; nothing where the route ends. */
function turn({ route, next, by }: Walk, direction: number): number | undefined {
  const after = route[next + by]
  if (!after) return undefined
  return directionOf(route[next]!, after) === (direction + 1) % 4 ? 1 : -1
}
