import type { Badge, Line as SceneLine, Scene, Shape as SceneShape, Sign, Text } from '../draw/scene.ts'
import { signPaths } from '../draw/svg-paths.ts'
import { themes } from '../draw/theme.ts'
import type { Box, Colour, Connector, Form, Line, Point, Shape, Side, StyledParagraph, Thing } from './deck.ts'
import { bare } from './connectors.ts'
import { cornerRoom } from './shapes.ts'

const { tones, grounds, badges, card, page, flow, handoff } = themes.light

/** A colour of the picture, which is one of a slide, too. */
const hex = (colour: string): Colour => colour as `#${string}`

export interface SceneOptions {
  /**
   * `held`: flows hold on to their steps and follow when those are moved. PowerPoint shows them as they were drawn until
   * then; LibreOffice 7 finds its own ways at once. `free`: they look the same in each program, but stay where they are.
   */
  readonly flows?: 'held' | 'free'
}

/**
 * A picture of a service as shapes that can be edited: each step is one shape with its text. As large as it can be in
 * the middle of its place, but no larger than it was drawn for.
 */
export function sceneThings(scene: Scene, place: Box, { flows = 'held' }: SceneOptions = {}): Thing[] {
  const factor = Math.min(1, place.width / scene.width, place.height / scene.height)
  const fit: Fit = {
    factor,
    x: place.x + (place.width - scene.width * factor) / 2,
    y: place.y + (place.height - scene.height * factor) / 2,
  }
  const cards = new Map(
    scene.shapes.flatMap((shape): [string, SceneShape][] =>
      shape.step === undefined || flows === 'free' ? [] : [[shape.step, shape]],
    ),
  )
  // Steps must be known before the flows between them are; but what is first is painted under what follows.
  return [
    ...scene.areas.flatMap((shape) => shapeThings(shape, fit)),
    ...scene.lines.flatMap((line) => lineThings(line, cards, fit)),
    ...scene.shapes.flatMap((shape) => shapeThings(shape, fit)),
    ...scene.texts.map((text) => textThing(text, fit)),
    ...scene.signs.flatMap((sign) => signThings(sign, fit)),
    ...scene.badges.map((badge) => badgeThing(badge, fit)),
  ]
}

/** From the picture to the slide. */
interface Fit extends Point {
  readonly factor: number
}

const moved = ({ x, y }: Point, fit: Fit): Point => ({ x: fit.x + x * fit.factor, y: fit.y + y * fit.factor })

const box = ({ x, y, width, height }: Box, fit: Fit): Box => ({
  ...moved({ x, y }, fit),
  width: width * fit.factor,
  height: height * fit.factor,
})

const stepId = (step: string): string => `step ${step}`

const forms: Record<SceneShape['form'], Form> = {
  lane: 'rect',
  phase: 'chevron',
  step: 'rounded',
  outcome: 'rounded',
  evidence: 'rect',
  tag: 'rounded',
  start: 'rounded',
}

const borders: Record<SceneShape['form'], number> = {
  lane: 0,
  phase: 0,
  step: 1.4,
  outcome: 2.6,
  evidence: 1,
  tag: 0.9,
  start: 0,
}

function shapeThings(shape: SceneShape, fit: Fit): Thing[] {
  const { form, tone, border, texts, signs, step, says, height } = shape
  const width = borders[form] * fit.factor
  const isGround = form === 'lane' || form === 'phase'
  const fill = isGround ? (grounds[tone] ?? page) : form === 'start' ? tones[tone] : card
  const radius = { step: 8, outcome: Math.min(26, height / 2), tag: 7.5, start: 4, lane: 0, phase: 0, evidence: 0 }[
    form
  ]
  const line: Line | undefined =
    width === 0 || border === 'none'
      ? undefined
      : { colour: hex(tones[tone]), width, ...(border === 'dashed' && { dash: 'dash' }) }
  const ink = form === 'start' ? page : undefined
  // What stands beside a sign, or at the end of a line, cannot be set as a paragraph of its shape.
  const isBlock = texts.every(({ anchor }) => anchor !== 'end') && form !== 'phase'
  const own: Shape = {
    kind: 'shape',
    form: forms[form],
    radius: radius * fit.factor,
    at: box(shape, fit),
    fill: hex(fill),
    ...(line && { line }),
    ...(step !== undefined && { id: stepId(step), name: step }),
    ...(says !== undefined && { alt: says }),
    ...(isBlock && texts.length > 0 && blockOf(texts, shape, radius * cornerRoom, fit, ink)),
  }
  const around = [
    ...(isBlock ? [] : texts.map((text) => textThing(text, fit, ink))),
    ...signs.flatMap((sign) => signThings(sign, fit)),
  ]
  if (around.length === 0) return [own]
  return [{ kind: 'group', things: [own, ...around], ...(step !== undefined && { name: step }) }]
}

/** Where a line of text begins above its base line, and how far it is to the next, as parts of its size. */
const [rise, lineHeight] = [0.95, 1.2]

/** The lines of a shape as its text, each where it was; lines that belong together become one paragraph. */
function blockOf(
  texts: readonly Text[],
  shape: SceneShape,
  corner: number,
  fit: Fit,
  ink?: string,
): Pick<Shape, 'text' | 'textStyle'> {
  const paragraphs: StyledParagraph[] = []
  let bottom = shape.y + corner
  let last: Text | undefined
  for (const text of texts) {
    const { x, y, size, anchor, tone, weight, style } = text
    const isMore =
      last?.size === size && last.tone === tone && last.weight === weight && last.x === x && y - last.y < size * 1.45
    const before = Math.max(0, y - size * rise - bottom)
    bottom = Math.max(bottom, y - size * rise) + size * lineHeight
    last = text
    const run = {
      text: isMore ? `\n${text.text}` : text.text,
      size: size * fit.factor,
      bold: weight === 'bold',
      italic: style === 'italic',
      colour: hex(ink ?? tones[tone]),
    }
    const paragraph = paragraphs.at(-1)
    if (isMore && paragraph && typeof paragraph.text !== 'string') {
      paragraphs[paragraphs.length - 1] = { ...paragraph, text: [...paragraph.text, run] }
      continue
    }
    paragraphs.push({
      text: [run],
      before: before * fit.factor,
      lineHeight: size * lineHeight * fit.factor,
      align: anchor === 'start' ? 'left' : 'centre',
      ...(anchor === 'start' && { indent: Math.max(0, x - shape.x - corner) * fit.factor }),
    })
  }
  // Room above the first paragraph does not count: a box begins with its text.
  const [first, ...rest] = paragraphs
  const top = first?.before ?? 0
  return { text: [{ ...first!, before: 0 }, ...rest], textStyle: { anchor: 'top', inset: 0, above: top, fits: true } }
}

/** A line of text by itself, with some room for fonts that are wider. */
function textThing({ x, y, text, size, anchor, tone, weight, style, width }: Text, fit: Fit, ink?: string): Shape {
  const room = width * 1.06 + 4
  const left = { start: x, middle: x - room / 2, end: x - room }[anchor]
  const at = box({ x: left, y: y - size * rise, width: room, height: size * lineHeight }, fit)
  const run = { text, bold: weight === 'bold', italic: style === 'italic', colour: hex(ink ?? tones[tone]) }
  const align = ({ start: 'left', middle: 'centre', end: 'right' } as const)[anchor]
  const paragraph = { text: [run], lineHeight: size * lineHeight * fit.factor }
  const textStyle = { size: size * fit.factor, align, inset: 0, fits: true } as const
  return { kind: 'shape', at, text: [paragraph], textStyle }
}

function signThings(sign: Sign, fit: Fit): Thing[] {
  const { x, y } = moved(sign, fit)
  const size = sign.size * fit.factor
  const { drawn, filled } = signPaths({ ...sign, x, y, size })
  const colour = hex(tones[sign.tone])
  const r = size * 0.62
  return [
    ...(sign.cleared
      ? [
          {
            kind: 'shape',
            form: 'ellipse',
            at: { x: x - r, y: y - r, width: 2 * r, height: 2 * r },
            fill: hex(card),
          } as const,
        ]
      : []),
    ...(drawn ? [{ kind: 'path', data: drawn, line: { colour, width: Math.max(0.5, size / 9) } } as const] : []),
    ...(filled ? [{ kind: 'path', data: filled, fill: colour } as const] : []),
  ]
}

const separators: Partial<Record<SceneLine['kind'], Omit<Line, 'colour'>>> = {
  interaction: { width: 1.6, dash: 'long-dash' },
  visibility: { width: 1.6, dash: 'dash' },
  internal: { width: 1.8, dash: 'dot' },
  rule: { width: 0.8, dash: 'dot' },
  feeling: { width: 2 },
}

function lineThings(line: SceneLine, cards: ReadonlyMap<string, SceneShape>, fit: Fit): Thing[] {
  const { kind, heavy, losable, arrow, from, to, says, radius } = line
  const points = line.points.map((point) => moved(point, fit))
  const separator = separators[kind]
  if (separator) {
    const look = { ...separator, width: separator.width * fit.factor, colour: hex(tones.quiet) }
    return [{ kind: 'polyline', points, line: look }]
  }
  const colour = hex(kind === 'recover' ? tones.failure : kind === 'late' ? tones.late : heavy ? handoff : flow)
  const dash = kind === 'recover' ? 'dash' : kind === 'late' ? 'dash-dot' : losable ? 'dot' : undefined
  const width = (heavy ? 2.6 : kind === 'flow' ? 1.4 : 1.7) * fit.factor
  const look: Line = { colour, width, ...(dash && { dash }) }
  const head = { arrow: arrow ? 'end' : 'none', openHead: kind !== 'flow' } as const
  const named = { ...(says !== undefined && { alt: says }), ...head }
  const [first, last] = [from === undefined ? undefined : cards.get(from), to === undefined ? undefined : cards.get(to)]
  const ends = [first && sideOf(first, line.points[0]!), last && sideOf(last, line.points.at(-1)!)]
  if (!first || !last || !ends[0] || !ends[1] || bare(points).length < 2)
    return [{ kind: 'polyline', points, radius: radius * fit.factor, line: look, ...named }]
  const held: Connector = {
    kind: 'connector',
    from: { shape: stepId(first.step!), side: ends[0] },
    to: { shape: stepId(last.step!), side: ends[1] },
    points,
    line: look,
    ...named,
  }
  return [held]
}

/** The side of a card at which a line ends; none, where it ends elsewhere. */
function sideOf({ x, y, width, height }: SceneShape, point: Point): Side | undefined {
  const far: readonly (readonly [Side, number])[] = [
    ['top', Math.abs(point.y - y)],
    ['bottom', Math.abs(point.y - y - height)],
    ['left', Math.abs(point.x - x)],
    ['right', Math.abs(point.x - x - width)],
  ]
  const [side, distance] = far.reduce((least, one) => (one[1] < least[1] ? one : least))
  return distance < 4 ? side : undefined
}

/** An error is round, a warning has three corners, a note four. */
const badgeForms = { error: 'ellipse', warning: 'triangle', note: 'rect' } as const

function badgeThing({ x, y, size, number, severity, hollow, says }: Badge, fit: Fit): Thing {
  const { fill, text } = badges[severity]
  const digits = String(number)
  const letters = size * ([0.64, 0.58][digits.length - 1] ?? 0.46)
  const baseLine = severity === 'warning' ? size * 0.33 : letters * 0.36
  const shape: Shape = {
    kind: 'shape',
    form: badgeForms[severity],
    at: box({ x: x - size / 2, y: y - size / 2, width: size, height: size }, fit),
    fill: hex(hollow ? card : fill),
    line: { colour: hex(hollow ? fill : card), width: (hollow ? 1.8 : 1) * fit.factor },
  }
  const words = { text: digits, size: letters, anchor: 'middle', tone: 'ink', weight: 'bold', width: size } as const
  const label = textThing({ ...words, x, y: y + baseLine }, fit, hollow ? tones.ink : text)
  const name = `Finding ${digits}`
  return { kind: 'group', name, alt: says ?? `${name}: ${severity}`, things: [shape, label] }
}
