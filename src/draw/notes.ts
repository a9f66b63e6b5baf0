import type { Words } from './flow-words.ts'
import { type Room, widened } from './room.ts'
import type { Area, Point } from './scene.ts'

/** Finds places beside the flows for what is to be said of them, so that nothing covers anything. */
export class Notes {
  readonly #room: Room
  /** Where words may stand. */
  readonly #ground: Area
  /** The pixels around each flow that count as taken by it. */
  readonly #strokes: readonly (readonly Area[])[]

  constructor(room: Room, ground: Area, ways: readonly (readonly Point[])[]) {
    this.#room = room
    this.#ground = ground
    this.#strokes = ways.map((way) => way.slice(1).map((point, i) => widened(areaBetween(way[i]!, point), 2)))
    for (const stroke of this.#strokes.flat()) room.take(stroke)
  }

  /** The best place for one of these shapes of words beside a way; none where there is no room. */
  words(way: readonly Point[], shapes: readonly Words[]): { readonly words: Words; readonly at: Point } | undefined {
    let best: { words: Words; at: Point } | undefined
    let least = Infinity
    for (const [i, words] of shapes.entries())
      for (const { at, far } of besides(way, words)) {
        const cost = far + i * 12
        if (cost >= least || !this.#isFree(widened({ ...at, ...sizeOf(words) }, 1))) continue
        best = { words, at }
        least = cost
      }
    if (best) this.#room.take({ ...best.at, ...sizeOf(best.words) })
    return best
  }

  #isFree(area: Area): boolean {
    const { x, y, width, height } = this.#ground
    const isOn = area.x >= x && area.y >= y && area.x + area.width <= x + width && area.y + area.height <= y + height
    return isOn && this.#room.isFree(area)
  }

  /** The middle of a badge on a way, near its beginning; where all of that is taken, near its longest part. */
  badge(which: number, way: readonly Point[], size: number): Point {
    const own = new Set(this.#strokes[which])
    const all = new Set(this.#strokes.flat())
    const area = ({ x, y }: Point): Area => ({ x: x - size / 2, y: y - size / 2, width: size, height: size })
    const isFree = (point: Point, except: ReadonlySet<Area>): boolean =>
      this.#room.isFree(widened(area(point), 1), except)
    const place =
      first(along(way, size * 0.9, 8), (point) => isFree(point, own)) ??
      first(along(way, size * 0.6, 4), (point) => isFree(point, all)) ??
      first(around(middleOfLongest(way), size / 2), (point) => isFree(point, all)) ??
      way[0]!
    this.#room.take(area(place))
    return place
  }
}

function first<T>(things: Iterable<T>, is: (thing: T) => boolean): T | undefined {
  for (const thing of things) if (is(thing)) return thing
  return undefined
}

/** Points in ever wider rings. */
function* around({ x, y }: Point, by: number): Iterable<Point> {
  for (let ring = 0; ring < 60; ring += 1)
    for (let dx = -ring; dx <= ring; dx += 1)
      for (const dy of Math.abs(dx) === ring ? span(-ring, ring) : [-ring, ring])
        yield { x: x + dx * by, y: y + dy * by }
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const sizeOf = ({ width, height }: Words): { width: number; height: number } => ({ width, height })

const areaBetween = (a: Point, b: Point): Area => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

/** Points along a way, in order, some pixels from its ends and from its corners. */
function* along(way: readonly Point[], margin: number, by: number): Iterable<Point & { readonly far: number }> {
  let far = 0
  for (let i = 1; i < way.length; i += 1) {
    const [a, b] = [way[i - 1]!, way[i]!]
    const length = Math.abs(b.x - a.x) + Math.abs(b.y - a.y)
    for (let at = margin; at <= length - margin; at += by)
      yield {
        x: a.x + Math.sign(b.x - a.x) * at,
        y: a.y + Math.sign(b.y - a.y) * at,
        far: far + at,
      }
    far += length
  }
}

function middleOfLongest(way: readonly Point[]): Point {
  let best = way[0]!
  let longest = -1
  for (let i = 1; i < way.length; i += 1) {
    const [a, b] = [way[i - 1]!, way[i]!]
    const length = Math.abs(b.x - a.x) + Math.abs(b.y - a.y)
    if (length <= longest) continue
    longest = length
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  }
  return best
}

/** Places for words: above and below the level parts of a way, right and left of the upright ones. */
function* besides(way: readonly Point[], { width, height }: Words): Iterable<{ at: Point; far: number }> {
  let far = 0
  for (let i = 1; i < way.length; i += 1) {
    const [a, b] = [way[i - 1]!, way[i]!]
    const length = Math.abs(b.x - a.x) + Math.abs(b.y - a.y)
    if (a.y === b.y) {
      const spare = length - width
      const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x) - width]
      const starts = spare < 4 ? (spare < -20 ? [] : [(left + right) / 2]) : [(left + right) / 2, left + 3, right - 9]
      for (const x of starts)
        for (const [y, price] of [
          [a.y - height - 4, 0],
          [a.y + 4, 3],
        ] as const)
          yield { at: { x, y }, far: (far + Math.abs(x + width / 2 - a.x)) * 0.2 + price }
    } else {
      const [top, bottom] = [Math.min(a.y, b.y) + 2, Math.max(a.y, b.y) - height - 2]
      for (let y = top; y <= bottom; y += Math.max(6, (bottom - top) / 24))
        for (const [x, price] of [
          [a.x + 5, 2],
          [a.x - width - 5, 5],
        ] as const)
          yield { at: { x, y }, far: (far + Math.abs(y + height / 2 - a.y)) * 0.2 + price }
    }
    far += length
  }
}
