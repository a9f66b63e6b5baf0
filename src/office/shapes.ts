import type { Box, Form, Point, Shape } from './deck.ts'
import { fitted, type Fitted, setParagraphs } from './fit.ts'
import { described } from './thing.ts'
import { bodyProperties, emu, fillOf, lineOf, paragraphsOf } from './slide-text.ts'
import { tag, type Xml } from './xml.ts'

const presets: Record<Form, string> = {
  rect: 'rect',
  rounded: 'roundRect',
  ellipse: 'ellipse',
  triangle: 'triangle',
  diamond: 'diamond',
  chevron: 'chevron',
  pentagon: 'homePlate',
}

/** How far the point of a chevron or a pentagon stands out, as a part of the shorter side. */
const pointed = 0.3

export function shapeOf(shape: Shape, number: number): Xml {
  const { at, form = 'rect', radius = 0, fill, line, text = '', textStyle = {} } = shape
  const isTextBox = form === 'rect' && fill === undefined && line === undefined
  const { paragraphs, isCut } = textIn(shape)
  const full = isCut && shape.alt === undefined ? { ...shape, alt: wordsOf(text) } : shape
  const usual = isTextBox ? 'Text' : 'Box'
  const adjusted =
    form === 'rounded'
      ? [guide('adj', radius / Math.min(at.width, at.height))]
      : form === 'chevron' || form === 'pentagon'
        ? [guide('adj', pointed)]
        : []
  return tag(
    'p:sp',
    {},
    tag(
      'p:nvSpPr',
      {},
      described(full, number, usual, paragraphs.length === 0),
      tag('p:cNvSpPr', { txBox: isTextBox || undefined }),
      tag('p:nvPr'),
    ),
    tag(
      'p:spPr',
      {},
      frameOf('a:xfrm', at),
      tag('a:prstGeom', { prst: presets[form] }, tag('a:avLst', {}, adjusted)),
      fillOf(fill),
      lineOf(line),
    ),
    tag('p:txBody', {}, bodyProperties(textStyle), tag('a:lstStyle'), paragraphsOf(paragraphs)),
  )
}

const guide = (name: string, part: number): Xml =>
  tag('a:gd', { name, fmla: `val ${Math.round(Math.min(0.5, Math.max(0, part || 0)) * 100_000)}` })

/** Where a thing is. */
export const frameOf = (name: string, { x, y, width, height }: Box, attributes = {}): Xml =>
  tag(
    name,
    attributes,
    tag('a:off', { x: emu(x), y: emu(y) }),
    tag('a:ext', { cx: Math.max(0, emu(width)), cy: Math.max(0, emu(height)) }),
  )

const wordsOf = (text: NonNullable<Shape['text']>): string =>
  setParagraphs(text, {})
    .map(({ runs }) => runs.map((run) => run.text).join(''))
    .join('\n')

/** The text as it is set in the part of a shape that is meant for it. */
function textIn({ at, form = 'rect', radius = 0, text = '', textStyle: style = {} }: Shape): Fitted {
  const meant = setParagraphs(text, { align: 'centre', colour: 'text', ...style })
  if (meant.every(({ runs }) => runs.every((run) => run.text === ''))) return { paragraphs: [], isCut: false }
  if (style.fits) return { paragraphs: meant, isCut: false }
  const { width, height } = roomIn(at, form, radius)
  const { inset = 4, above = inset, turned = false, least = 8 } = style
  const [across, down] = [width - 2 * inset, height - above - inset]
  return turned ? fitted(meant, down, across, least) : fitted(meant, across, down, least)
}

/** How far text stays away from the edges for the sake of round corners, as a part of their radius. */
export const cornerRoom = 1 - Math.SQRT1_2

/** What the program leaves for text between the edges of a form. */
function roomIn(
  { width, height }: Box,
  form: Form,
  radius: number,
): { readonly width: number; readonly height: number } {
  const point = pointed * Math.min(width, height)
  const corners = 2 * cornerRoom * Math.min(radius, width / 2, height / 2)
  if (form === 'rounded') return { width: width - corners, height: height - corners }
  if (form === 'ellipse') return { width: width * Math.SQRT1_2, height: height * Math.SQRT1_2 }
  if (form === 'diamond' || form === 'triangle') return { width: width / 2, height: height / 2 }
  if (form === 'chevron') return { width: width - 2 * point, height }
  if (form === 'pentagon') return { width: width - point / 2, height }
  return { width, height }
}

/** The box around points. */
export function around(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return points.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
