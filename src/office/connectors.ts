import type { Box, Connector, Form, Held, Point, Side } from './deck.ts'
import { polylineOf } from './lines.ts'
import { around, frameOf } from './shapes.ts'
import { lineOf } from './slide-text.ts'
import { arrowHeads, described } from './thing.ts'
import { tag, type Xml } from './xml.ts'

/** A shape that connectors can hold on to. */
export interface Place {
  readonly number: number
  readonly at: Box
  readonly form: Form
}

/** The numbers of the points in the middle of each side, where a form lets connectors hold on to it. */
const sites: Record<Form, Record<Side, number>> = {
  rect: { top: 0, left: 1, bottom: 2, right: 3 },
  rounded: { top: 0, left: 1, bottom: 2, right: 3 },
  ellipse: { top: 0, left: 2, bottom: 4, right: 6 },
  triangle: { top: 0, left: 1, bottom: 3, right: 5 },
  diamond: { top: 0, left: 1, bottom: 2, right: 3 },
  chevron: { top: 0, left: 1, bottom: 2, right: 3 },
  pentagon: { top: 0, left: 1, bottom: 2, right: 3 },
}

/** `placeOf` tells where the shape of that name is. */
export function connectorOf(connector: Connector, number: number, placeOf: (shape: string) => Place): Xml {
  const { from, to, line, arrow = 'end', straight = false } = connector
  const way = connector.points ?? wayBetween(from, to, straight, placeOf)
  const form = formOf(way)
  // A way with more bends than any connector has is drawn all the same, but stays where it is.
  if (form === undefined) return polylineOf({ ...connector, kind: 'polyline', points: way, arrow }, number)
  const glue = (name: string, end: Held | Point): Xml | [] => {
    if (!('shape' in end)) return []
    const place = placeOf(end.shape)
    return tag(name, { id: place.number, idx: sites[place.form][end.side] })
  }
  return tag(
    'p:cxnSp',
    {},
    tag(
      'p:nvCxnSpPr',
      {},
      described(connector, number, 'Connector', true),
      tag('p:cNvCxnSpPr', {}, glue('a:stCxn', from), glue('a:endCxn', to)),
      tag('p:nvPr'),
    ),
    tag(
      'p:spPr',
      {},
      frameOf('a:xfrm', form.at, {
        rot: form.isTurned ? 5_400_000 : undefined,
        flipH: form.flipH || undefined,
        flipV: form.flipV || undefined,
      }),
      tag('a:prstGeom', { prst: form.preset }, tag('a:avLst', {}, form.bends.map(bend))),
      lineOf(line, arrowHeads(arrow, connector.openHead)),
    ),
  )
}

const bend = (part: number, i: number): Xml =>
  tag('a:gd', { name: `adj${i + 1}`, fmla: `val ${Math.round(part * 100_000)}` })

export interface ConnectorForm {
  readonly preset: string
  /** The frame before it is turned. */
  readonly at: Box
  /** By a right angle, clockwise: the first piece goes up or down. */
  readonly isTurned: boolean
  readonly flipH: boolean
  readonly flipV: boolean
  /** Where the inner pieces run: by turns as parts of the width and of the height. */
  readonly bends: readonly number[]
}

/**
 * The connector that runs along these points: with one piece, or with two to five that go across and down by turns.
 * Undefined for any other way.
 */
export function formOf(points: readonly Point[]): ConnectorForm | undefined {
  const way = bare(points)
  const [start, end] = [way[0], way.at(-1)]
  if (start === undefined || end === undefined || way.length > 6) return undefined
  const pieces = way.length - 1
  if (pieces <= 1) {
    const turned = { isTurned: false, flipH: end.x < start.x, flipV: end.y < start.y }
    return { preset: 'straightConnector1', at: around([start, end]), ...turned, bends: [] }
  }
  const isAcross = (i: number): boolean => same(way[i]!.y, way[i + 1]!.y)
  const isTurned = !isAcross(0)
  for (let i = 0; i < pieces; i++) {
    const isStraight = isAcross(i) || same(way[i]!.x, way[i + 1]!.x)
    if (!isStraight || (isAcross(i) !== (i % 2 === 0)) !== isTurned) return undefined
  }
  // Seen from the first piece: how far ahead, and how far aside. A form without width or height could not be bent.
  const ahead = ({ x, y }: Point): number => (isTurned ? y - start.y : x - start.x)
  const aside = ({ x, y }: Point): number => (isTurned ? x - start.x : y - start.y)
  const [width, height] = [Math.max(1, Math.abs(ahead(end))), Math.max(1, Math.abs(aside(end)))]
  const [isBack, isLeft] = [ahead(end) < 0, aside(end) < 0]
  const bends = way
    .slice(1, -2)
    .map((point, i) =>
      i % 2 === 0 ? (isBack ? -1 : 1) * (ahead(point) / width) : (isLeft ? -1 : 1) * (aside(point) / height),
    )
  const [across, down] = isTurned
    ? [isLeft ? -height : height, isBack ? -width : width]
    : [isBack ? -width : width, isLeft ? -height : height]
  const middle = { x: start.x + across / 2, y: start.y + down / 2 }
  return {
    preset: `bentConnector${pieces}`,
    at: { x: middle.x - width / 2, y: middle.y - height / 2, width, height },
    isTurned,
    flipH: isBack,
    flipV: isTurned ? !isLeft : isLeft,
    bends,
  }
}

/** Less than this nobody sees. */
const same = (one: number, other: number): boolean => Math.abs(one - other) < 0.05

/** Without points where nothing bends. */
export function bare(points: readonly Point[]): Point[] {
  const way: Point[] = []
  for (const point of points) {
    const [before, last] = [way.at(-2), way.at(-1)]
    if (last && same(last.x, point.x) && same(last.y, point.y)) continue
    const goesOn =
      before &&
      last &&
      ((same(before.x, last.x) && same(last.x, point.x)) || (same(before.y, last.y) && same(last.y, point.y)))
    if (goesOn) way.pop()
    way.push(point)
  }
  return way
}

/** How far a connector goes straight on before it turns back. */
const stub = 14

const outward: Record<Side, Point> = {
  top: { x: 0, y: -1 },
  left: { x: -1, y: 0 },
  bottom: { x: 0, y: 1 },
  right: { x: 1, y: 0 },
}

function wayBetween(
  from: Held | Point,
  to: Held | Point,
  straight: boolean,
  placeOf: (shape: string) => Place,
): Point[] {
  const [start, end] = [spotOf(from, placeOf), spotOf(to, placeOf)]
  if (straight) return [start, end]
  const across = Math.abs(end.x - start.x) >= Math.abs(end.y - start.y)
  const leaves =
    'side' in from
      ? outward[from.side]
      : across
        ? { x: Math.sign(end.x - start.x), y: 0 }
        : { x: 0, y: Math.sign(end.y - start.y) }
  const arrives = 'side' in to ? outward[to.side] : { x: -leaves.x, y: -leaves.y }
  // The way is found for a first piece that goes across, and turned where it does not.
  if (leaves.x !== 0) return wayAcross(start, leaves, end, arrives)
  return wayAcross(turned(start), turned(leaves), turned(end), turned(arrives)).map(turned)
}

const turned = ({ x, y }: Point): Point => ({ x: y, y: x })

function wayAcross(start: Point, leaves: Point, end: Point, arrives: Point): Point[] {
  const ahead = (end.x - start.x) * leaves.x
  const out = start.x + stub * leaves.x
  if (arrives.x === 0) {
    const comes = (start.y - end.y) * arrives.y
    if (ahead > 0 && comes > 0) return [start, { x: end.x, y: start.y }, end]
    const before = end.y + stub * arrives.y
    return [start, { x: out, y: start.y }, { x: out, y: before }, { x: end.x, y: before }, end]
  }
  if (arrives.x === leaves.x) {
    const beyond = leaves.x > 0 ? Math.max(start.x, end.x) + stub : Math.min(start.x, end.x) - stub
    return [start, { x: beyond, y: start.y }, { x: beyond, y: end.y }, end]
  }
  if (ahead >= stub) {
    const middle = (start.x + end.x) / 2
    return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
  }
  const [before, between] = [end.x + stub * arrives.x, (start.y + end.y) / 2]
  return [
    start,
    { x: out, y: start.y },
    { x: out, y: between },
    { x: before, y: between },
    { x: before, y: end.y },
    end,
  ]
}

/** The middle of the side that is held on to. */
function spotOf(end: Held | Point, placeOf: (shape: string) => Place): Point {
  if (!('shape' in end)) return end
  const { x, y, width, height } = placeOf(end.shape).at
  const { x: right, y: down } = outward[end.side]
  return { x: x + (width * (1 + right)) / 2, y: y + (height * (1 + down)) / 2 }
}
