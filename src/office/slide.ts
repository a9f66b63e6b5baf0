import { type Box, places, type Slide, type Thing } from './deck.ts'
import { connectorOf, type Place } from './connectors.ts'
import { fitted, setParagraphs } from './fit.ts'
import { names } from './package.ts'
import { pathOf, polylineOf } from './lines.ts'
import { around, shapeOf } from './shapes.ts'
import { stepsOf } from './svg-path.ts'
import { bodyProperties, emu, paragraphsOf } from './slide-text.ts'
import { tableOf } from './slide-table.ts'
import { described } from './thing.ts'
import { tag, text, type Xml } from './xml.ts'

/** The names that all parts of a deck use. */
export const spaces = { 'xmlns:a': names.drawing, 'xmlns:r': names.relation, 'xmlns:p': names.slide }

export function slideOf(slide: Slide, position: number): Xml {
  const { cover, body, things = [] } = slide
  const numbers = numbered(things)
  const places = shapesOf(things, numbers)
  const placeOf = (shape: string): Place => {
    const place = places.get(shape)
    if (place === undefined) throw new TypeError(`No shape on the slide is called "${shape}"`)
    return place
  }
  return tag(
    'p:sld',
    spaces,
    tag(
      'p:cSld',
      {},
      tree([
        titleOf(slide, position),
        ...(cover?.subtitle ? [subtitleOf(cover.subtitle)] : []),
        ...(!cover && body ? [bodyOf(body)] : []),
        ...things.flatMap((thing) => thingOf(thing, numbers, placeOf)),
        ...(cover ? [] : [numberOf(position)]),
      ]),
    ),
    tag('p:clrMapOvr', {}, tag('a:masterClrMapping')),
  )
}

/** Everything on a slide, a layout or a master. */
export const tree = (shapes: readonly Xml[]): Xml =>
  tag(
    'p:spTree',
    {},
    tag('p:nvGrpSpPr', {}, tag('p:cNvPr', { id: 1, name: '' }), tag('p:cNvGrpSpPr'), tag('p:nvPr')),
    tag('p:grpSpPr', {}, groupFrame({ x: 0, y: 0, width: 0, height: 0 })),
    shapes,
  )

/** What is in a group keeps the places that it has on the slide. */
function groupFrame({ x, y, width, height }: Box): Xml {
  const [start, size] = [
    { x: emu(x), y: emu(y) },
    { cx: emu(width), cy: emu(height) },
  ]
  return tag('a:xfrm', {}, tag('a:off', start), tag('a:ext', size), tag('a:chOff', start), tag('a:chExt', size))
}

/** Title, subtitle or list, and the number of the slide have the numbers below. */
const reserved = { title: 2, body: 3, number: 4 }

function numbered(things: readonly Thing[], numbers = new Map<Thing, number>()): Map<Thing, number> {
  for (const thing of things) {
    numbers.set(thing, numbers.size + reserved.number + 1)
    if (thing.kind === 'group') numbered(thing.things, numbers)
  }
  return numbers
}

function shapesOf(
  things: readonly Thing[],
  numbers: ReadonlyMap<Thing, number>,
  places = new Map<string, Place>(),
): Map<string, Place> {
  for (const thing of things) {
    if (thing.kind === 'group') shapesOf(thing.things, numbers, places)
    if (thing.kind === 'shape' && thing.id !== undefined)
      places.set(thing.id, { number: numbers.get(thing)!, at: thing.at, form: thing.form ?? 'rect' })
  }
  return places
}

function thingOf(thing: Thing, numbers: ReadonlyMap<Thing, number>, placeOf: (shape: string) => Place): Xml | [] {
  const number = numbers.get(thing)!
  switch (thing.kind) {
    case 'shape':
      return shapeOf(thing, number)
    case 'connector':
      return connectorOf(thing, number, placeOf)
    case 'polyline':
      return thing.points.length < 2 ? [] : polylineOf(thing, number)
    case 'path':
      return pathOf(thing, number)
    case 'table':
      return tableOf(thing, number)
    case 'group':
      return tag(
        'p:grpSp',
        {},
        tag('p:nvGrpSpPr', {}, described(thing, number, 'Group', false), tag('p:cNvGrpSpPr'), tag('p:nvPr')),
        tag('p:grpSpPr', {}, groupFrame(boxOf(thing, placeOf))),
        thing.things.flatMap((inner) => thingOf(inner, numbers, placeOf)),
      )
  }
}

/** The room that a thing takes. */
function boxOf(thing: Thing, placeOf: (shape: string) => Place): Box {
  if (thing.kind === 'shape' || thing.kind === 'table') return thing.at
  if (thing.kind === 'polyline') return around(thing.points)
  if (thing.kind === 'path') return around(stepsOf(thing.data).flatMap(({ points }) => points))
  const boxes =
    thing.kind === 'group'
      ? thing.things.map((inner) => boxOf(inner, placeOf))
      : [
          around(thing.points ?? []),
          ...[thing.from, thing.to].map((end) =>
            'shape' in end ? placeOf(end.shape).at : { ...end, width: 0, height: 0 },
          ),
        ].slice(thing.points ? 0 : 1)
  return around(
    boxes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
  )
}

const titleSize = { slide: 28, cover: 40, subtitle: 20, body: 18 }

function titleOf({ title, cover }: Slide, position: number): Xml {
  const words = title.trim() || `Slide ${position + 1}`
  const place = cover ? places.coverTitle : places.title
  const size = cover ? titleSize.cover : titleSize.slide
  return held('Title', reserved.title, { type: cover ? 'ctrTitle' : 'title' }, place, size, words, true)
}

const subtitleOf = (words: string): Xml =>
  held('Subtitle', reserved.body, { type: 'subTitle', idx: 1 }, places.coverSubtitle, titleSize.subtitle, words, false)

/** Text in a place of the layout. Its look comes from there; but its size may have to be less. */
function held(
  name: string,
  id: number,
  placeholder: { readonly type: string; readonly idx?: number },
  { width, height }: Box,
  size: number,
  words: string,
  bold: boolean,
): Xml {
  const one = words.replaceAll(/[\r\n]+/g, ' ')
  const { paragraphs } = fitted(setParagraphs(one, { size, bold, align: 'left' }), width - 8, height - 8, 12)
  return tag(
    'p:sp',
    {},
    placeholderOf(name, id, placeholder),
    tag('p:spPr'),
    tag('p:txBody', {}, tag('a:bodyPr', {}, tag('a:normAutofit')), tag('a:lstStyle'), paragraphsOf(paragraphs)),
  )
}

export const placeholderOf = (
  name: string,
  id: number,
  attributes: { readonly type: string; readonly idx?: number },
): Xml =>
  tag(
    'p:nvSpPr',
    {},
    tag('p:cNvPr', { id, name }),
    tag('p:cNvSpPr', {}, tag('a:spLocks', { noGrp: true })),
    tag('p:nvPr', {}, tag('p:ph', attributes)),
  )

function bodyOf(body: NonNullable<Slide['body']>): Xml {
  const { width, height } = places.content
  const spaced = body.map((paragraph) => ({
    before: 8,
    ...(typeof paragraph === 'string' ? { text: paragraph } : paragraph),
  }))
  const meant = setParagraphs(spaced, { size: titleSize.body }, true)
  const { paragraphs } = fitted(meant, width - 8, height - 8, 10)
  return tag(
    'p:sp',
    {},
    placeholderOf('List', reserved.body, { type: 'body', idx: 1 }),
    tag('p:spPr'),
    tag('p:txBody', {}, bodyProperties({ anchor: 'top' }), tag('a:lstStyle'), paragraphsOf(paragraphs)),
  )
}

const numberOf = (position: number): Xml =>
  tag(
    'p:sp',
    {},
    placeholderOf('Slide number', reserved.number, { type: 'sldNum', idx: 12 }),
    tag('p:spPr'),
    tag('p:txBody', {}, tag('a:bodyPr'), tag('a:lstStyle'), tag('a:p', {}, slideNumber(String(position + 1)))),
  )

/** A number that stays right when slides are moved. */
export const slideNumber = (now: string): Xml =>
  tag(
    'a:fld',
    { id: '{6F1C0D4E-2B7A-4C51-9E35-8A0D1B2C3D4E}', type: 'slidenum' },
    tag('a:rPr', { dirty: false }),
    tag('a:t', {}, text(now)),
  )
