import { addTo } from '../multimap.ts'
import type { Grid } from './grid.ts'
import type { Link, Route } from './routes.ts'
import type { Area, Point } from './scene.ts'
import { type Part, partsOf, type Track, tracksOf } from './tracks.ts'

/** Sizes in pixels of what stands in a grid. */
export interface Sizes {
  /** Of every step. */
  readonly width: number
  /** Of each step, by its index in the graph. */
  readonly heights: ReadonlyMap<number, number>
  /** What a channel between columns must hold beside its flows, by its upright line. */
  readonly wanted: ReadonlyMap<number, number>
}

export interface Geometry {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<number, Area>
  /** Of each lane, from top to bottom. */
  readonly lanes: readonly { readonly y: number; readonly height: number }[]
  /** Of each column, the left side of its steps. */
  readonly columns: readonly number[]
  /** The corners of each flow. */
  readonly ways: readonly (readonly Point[])[]
}

/** Between the lanes: where the lines of interaction, visibility and internal interaction are drawn. */
export const laneGap = 26

/** Between flows side by side, and from them to steps. */
const apart = 9
const beside = 14
const narrowest = { channel: 36, side: 24, rows: 26, lane: 22, emptyLane: 38 }
/** How near to each other two flows may come on one track. */
const clearance = 3

/** Gives every line of a grid its place: as wide as what runs there needs. */
export function geometryOf(grid: Grid, links: readonly Link[], routes: readonly Route[], sizes: Sizes): Geometry {
  const parts = partsOf(routes)
  const upright = byLine(parts.filter(({ isUpright }) => isUpright))
  const level = byLine(parts.filter(({ isUpright }) => !isUpright))
  const ofRoute = routes.map((): Part[] => [])
  for (const part of parts) ofRoute[part.route]![part.corner] = part
  const neighbour = (part: Part, side: 0 | 1): Part | undefined =>
    ofRoute[part.route]![part.corner + (side === 0 ? -1 : 1)]
  const stepAt = ({ route }: Part, side: 0 | 1): number => (side === 0 ? links[route]!.from : links[route]!.to)
  /** Whether a flow meets a step at the side of lesser numbers: its left, or its top. */
  const meetsLesser = (part: Part, side: 0 | 1): boolean => {
    const [from, to] = [routes[part.route]![part.corner]!, routes[part.route]![part.corner + 1]!]
    const grows = part.isUpright ? to.level > from.level : to.upright > from.upright
    return grows === (side === 1)
  }
  /** How far from the middle of a row or column flows may meet the steps that they begin or end at. */
  const room = (part: Part): number =>
    ([0, 1] as const).reduce((least, side) => {
      if (neighbour(part, side)) return least
      const half = part.isUpright ? sizes.width / 2 - 20 : sizes.heights.get(stepAt(part, side))! / 2 - 10
      return Math.min(least, half)
    }, 30)

  const endX = (part: Part, side: 0 | 1, xs: Xs): number => {
    const other = neighbour(part, side)
    if (other) return xs.of(other)
    const left = xs.columns[(grid.placeOf.get(stepAt(part, side))!.upright - 1) / 2]!
    return meetsLesser(part, side) ? left : left + sizes.width
  }
  const endY = (part: Part, side: 0 | 1, ys: Ys): number => {
    const other = neighbour(part, side)
    if (other) return ys.of(other)
    const step = stepAt(part, side)
    const half = sizes.heights.get(step)! / 2
    return ys.middles.get(grid.placeOf.get(step)!.level)! + (meetsLesser(part, side) ? -half : half)
  }

  // First by the grid alone, which is sure; then by what came out of it: flows that do not meet can share a track.
  const coarse = xsOf(
    grid,
    sizes,
    tracksIn(upright, routes, ({ low, high }) => [low, high]),
    room,
  )
  const ys = ysOf(
    grid,
    sizes,
    tracksIn(level, routes, (part) => extent(endX(part, 0, coarse), endX(part, 1, coarse))),
    room,
  )
  const narrow = xsOf(
    grid,
    sizes,
    tracksIn(upright, routes, (part) => extent(endY(part, 0, ys), endY(part, 1, ys))),
    room,
  )
  // Narrower channels could bring level flows of one track together again.
  const meet = (a: Part, b: Part): boolean => {
    const [one, other] = [a, b].map((part) => extent(endX(part, 0, narrow), endX(part, 1, narrow)))
    return Math.abs(ys.of(a) - ys.of(b)) < 1 && one![0] < other![1] && other![0] < one![1]
  }
  const collide = [...level.values()].some((on) => on.some((a, i) => on.some((b, j) => j > i && meet(a, b))))
  const xs = collide ? coarse : narrow
  const pointAt = (part: Part, side: 0 | 1): Point =>
    part.isUpright ? { x: xs.of(part), y: endY(part, side, ys) } : { x: endX(part, side, xs), y: ys.of(part) }
  const boxes = new Map(
    [...grid.placeOf].map(([index, { upright: at, level: on }]): [number, Area] => {
      const height = sizes.heights.get(index)!
      return [index, { x: xs.columns[(at - 1) / 2]!, y: ys.middles.get(on)! - height / 2, width: sizes.width, height }]
    }),
  )
  const ways = ofRoute.map((own) => [...own.map((part) => pointAt(part, 0)), pointAt(own.at(-1)!, 1)])
  return { width: xs.width, height: ys.height, boxes, lanes: ys.lanes, columns: xs.columns, ways }
}

const extent = (a: number, b: number): readonly [number, number] => [
  Math.min(a, b) - clearance,
  Math.max(a, b) + clearance,
]

function byLine(parts: readonly Part[]): Map<number, Part[]> {
  const lines = new Map<number, Part[]>()
  for (const part of parts) addTo(lines, part.line, part)
  return lines
}

type Tracks = ReadonlyMap<number, ReadonlyMap<Part, Track>>

const tracksIn = (
  lines: ReadonlyMap<number, readonly Part[]>,
  routes: readonly Route[],
  span: (part: Part) => readonly [number, number],
): Tracks => new Map([...lines].map(([line, parts]) => [line, tracksOf(parts, routes, span)]))

const most = (tracks: ReadonlyMap<Part, Track> | undefined): number => {
  let number = 0
  for (const { of } of tracks?.values() ?? []) number = Math.max(number, of)
  return number
}

/** The place of each part, from where the middle of its line is. */
function placed(
  tracks: Tracks,
  middleOf: (line: number) => number,
  isChannel: (line: number) => boolean,
  room: (part: Part) => number,
) {
  const places = new Map<Part, number>()
  for (const [line, ofParts] of tracks) {
    const least = new Map<number, number>()
    for (const [part, { cluster }] of ofParts) least.set(cluster, Math.min(least.get(cluster) ?? Infinity, room(part)))
    for (const [part, { track, of, cluster }] of ofParts) {
      const step = isChannel(line) ? apart : Math.min(apart + 3, (2 * least.get(cluster)!) / Math.max(1, of - 1))
      places.set(part, middleOf(line) + (track - (of - 1) / 2) * step)
    }
  }
  return (part: Part): number => places.get(part)!
}

interface Xs {
  readonly width: number
  readonly columns: readonly number[]
  readonly of: (part: Part) => number
}

function xsOf({ uprights }: Grid, sizes: Sizes, tracks: Tracks, room: (part: Part) => number): Xs {
  const columns: number[] = []
  const middles: number[] = []
  let x = 0
  for (let line = 0; line < uprights; line += 1) {
    const isChannel = line % 2 === 0
    const number = most(tracks.get(line))
    const least = line === 0 || line === uprights - 1 ? narrowest.side : narrowest.channel
    const width = isChannel
      ? Math.max(least, sizes.wanted.get(line) ?? 0, number > 0 ? 2 * beside + (number - 1) * apart : 0)
      : sizes.width
    if (!isChannel) columns.push(x)
    middles.push(x + width / 2)
    x += width
  }
  const isChannel = (line: number): boolean => line % 2 === 0
  return { width: x, columns, of: placed(tracks, (line) => middles[line]!, isChannel, room) }
}

interface Ys {
  readonly height: number
  readonly lanes: Geometry['lanes']
  readonly middles: ReadonlyMap<number, number>
  readonly of: (part: Part) => number
}

function ysOf({ levels, placeOf }: Grid, { heights }: Sizes, tracks: Tracks, room: (part: Part) => number): Ys {
  const tallest = new Map<number, number>()
  for (const [index, { level }] of placeOf) tallest.set(level, Math.max(tallest.get(level) ?? 0, heights.get(index)!))
  const middles = new Map<number, number>()
  const lanes: { y: number; height: number }[] = []
  let y = 0
  for (const [line, { lane, isChannel }] of levels.entries()) {
    const isFirst = levels[line - 1]?.lane !== lane
    const isLast = levels[line + 1]?.lane !== lane
    if (isFirst) {
      if (line > 0) y += laneGap
      lanes.push({ y, height: 0 })
    }
    const number = most(tracks.get(line))
    const least = isFirst && isLast ? narrowest.emptyLane : isFirst || isLast ? narrowest.lane : narrowest.rows
    const height = isChannel
      ? Math.max(least, number > 0 ? 2 * beside + (number - 1) * apart : 0)
      : (tallest.get(line) ?? 0)
    middles.set(line, y + height / 2)
    y += height
    if (isLast) lanes[lane] = { y: lanes[lane]!.y, height: y - lanes[lane]!.y }
  }
  const isChannel = (line: number): boolean => levels[line]!.isChannel
  return { height: y, lanes, middles, of: placed(tracks, (line) => middles.get(line)!, isChannel, room) }
}
