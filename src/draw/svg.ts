import { arrowHead, rounded } from './paths.ts'
import type { Badge, Line, Scene, Shape, Sign, Text } from './scene.ts'
import { type Colours, paintBox, type PaintBox, styleSheet } from './svg-colours.ts'
import { badgePath, number, shapePath, signPaths } from './svg-paths.ts'

export interface SvgOptions {
  /** `auto`: light, and dark where the reader's system is. */
  readonly theme: 'light' | 'dark' | 'auto'
  /** What the names of its classes begin with: to be different for each picture with another theme on one page. */
  readonly prefix?: string
  /** Whether `auto` brings its own style sheet; a page that forbids those takes `styleSheet` into its own. */
  readonly style?: boolean
}

/** The font that the widths are those of; each of these has them. */
const font = "Helvetica, Arial, 'Liberation Sans', sans-serif"

/** A scene as a picture of its own: no script, nothing that is loaded, no link, no id. */
export function svg(scene: Scene, { theme, prefix = 'faultline', style = true }: SvgOptions): string {
  const paint = paintBox(theme, prefix)
  const { width, height, title, says } = scene
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" direction="ltr" font-family="${escaped(font)}" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(says)}</desc>`,
    ...(theme === 'auto' && style ? [`<style>${styleSheet(prefix)}</style>`] : []),
    `<rect width="${width}" height="${height}"${paint({ fill: 'page' })}/>`,
    ...scene.areas.map((shape) => shapeText(shape, paint)),
    ...scene.lines.map((line) => lineText(line, paint)),
    ...scene.shapes.map((shape) => shapeText(shape, paint)),
    ...scene.texts.map((text) => textText(text, paint)),
    ...scene.signs.map((sign) => signText(sign, paint)),
    ...scene.badges.map((badge) => badgeText(badge, paint)),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

/** Text for XML, in a text or an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[\p{Cs}\ufffe\uffff]|[^\P{Cc}\n\t]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const titled = (says: string | undefined, inside: string): string =>
  says === undefined ? `<g>${inside}</g>` : `<g><title>${escaped(says)}</title>${inside}</g>`

const strokes: Record<Shape['form'], number> = {
  lane: 0,
  phase: 0,
  step: 1.4,
  outcome: 2.6,
  evidence: 1,
  tag: 0.9,
  start: 0,
}

function shapeText(shape: Shape, paint: PaintBox): string {
  const { form, tone, border, texts, signs, says } = shape
  const look: Colours =
    form === 'lane' || form === 'phase'
      ? { fill: `ground-${tone}` }
      : form === 'start'
        ? { fill: `tone-${tone}` }
        : { fill: 'card', stroke: `tone-${tone}` }
  const width =
    strokes[form] > 0 ? ` stroke-width="${border === 'dashed' && form === 'step' ? 1.8 : strokes[form]}"` : ''
  const dashes = border === 'dashed' ? ` stroke-dasharray="${form === 'tag' ? '2.5 2' : '5 3.5'}"` : ''
  const path = `<path d="${shapePath(shape)}"${paint(look)}${width}${dashes}/>`
  const written = texts.map((text) => (form === 'start' ? textText(text, paint, 'page') : textText(text, paint)))
  return titled(says, [path, ...written, ...signs.map((sign) => signText(sign, paint))].join(''))
}

function textText({ x, y, text, size, anchor, tone, weight, style }: Text, paint: PaintBox, fill?: string): string {
  const attributes = [
    `x="${number(x)}" y="${number(y)}" font-size="${number(size)}"`,
    ...(anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
    ...(weight ? [`font-weight="${weight}"`] : []),
    ...(style ? [`font-style="${style}"`] : []),
  ]
  return `<text ${attributes.join(' ')}${paint({ fill: fill ?? `tone-${tone}` })}>${escaped(text)}</text>`
}

const separatorLooks: Record<'interaction' | 'visibility' | 'internal' | 'rule', string> = {
  interaction: ' stroke-width="1.6" stroke-dasharray="16 5"',
  visibility: ' stroke-width="1.6" stroke-dasharray="7 5"',
  internal: ' stroke-width="1.8" stroke-dasharray="0.1 5" stroke-linecap="round"',
  rule: ' stroke-width="0.8" stroke-dasharray="2 4"',
}

function lineText(line: Line, paint: PaintBox): string {
  const { kind, points, arrow, heavy, losable, radius, says } = line
  if (kind === 'feeling')
    return `<path d="${rounded(points, 0, number)}" fill="none" stroke-width="2"${paint({ stroke: 'tone-quiet' })}/>`
  if (kind !== 'flow' && kind !== 'recover' && kind !== 'late')
    return `<path d="${rounded(points, 0, number)}" fill="none"${separatorLooks[kind]}${paint({ stroke: 'tone-quiet' })}/>`
  const colour = kind === 'recover' ? 'tone-failure' : kind === 'late' ? 'tone-late' : heavy ? 'handoff' : 'flow'
  const width = heavy ? 2.6 : kind === 'flow' ? 1.4 : 1.7
  const dashes =
    kind === 'recover'
      ? ` stroke-width="${width}" stroke-dasharray="7 4"`
      : kind === 'late'
        ? ` stroke-width="${width}" stroke-dasharray="9 3 2 3"`
        : losable
          ? ` stroke-width="${heavy ? 3.2 : 2.4}" stroke-dasharray="0.1 5.5" stroke-linecap="round"`
          : ` stroke-width="${width}"`
  const head = arrow ? arrowHead(points, heavy ? 10 : 8) : undefined
  const path = `<path d="${rounded(head ? head.shaft : points, radius, number)}" fill="none"${dashes}${paint({ stroke: colour })}/>`
  if (!head) return titled(says, path)
  const corners = head.corners.map(({ x, y }) => `${number(x)} ${number(y)}`).join('L')
  const look: Colours = kind === 'flow' ? { fill: colour } : { fill: 'card', stroke: colour }
  const border = kind === 'flow' ? '' : ' stroke-width="1.4" stroke-linejoin="round"'
  return titled(says, `${path}<path d="M${corners}Z"${border}${paint(look)}/>`)
}

function signText(sign: Sign, paint: PaintBox): string {
  const colour = `tone-${sign.tone}`
  const ground = sign.cleared
    ? `<circle cx="${number(sign.x)}" cy="${number(sign.y)}" r="${number(sign.size * 0.62)}"${paint({ fill: 'card' })}/>`
    : ''
  const { drawn, filled } = signPaths(sign)
  const lines = drawn
    ? `<path d="${drawn}" fill="none" stroke-width="${number(Math.max(1.1, sign.size / 9))}" stroke-linecap="round" stroke-linejoin="round"${paint({ stroke: colour })}/>`
    : ''
  return ground + lines + (filled ? `<path d="${filled}"${paint({ fill: colour })}/>` : '')
}

function badgeText(badge: Badge, paint: PaintBox): string {
  const { x, y, size, severity, hollow, number: value, says } = badge
  const digits = String(value).length
  const fontSize = digits > 2 ? size * 0.46 : digits > 1 ? size * 0.58 : size * 0.64
  const look: Colours = hollow
    ? { fill: 'card', stroke: `badge-${severity}` }
    : { fill: `badge-${severity}`, stroke: 'card' }
  const shape = `<path d="${badgePath(badge)}" stroke-width="${hollow ? 1.8 : 1}" stroke-linejoin="round"${paint(look)}/>`
  const down = severity === 'warning' ? size * 0.33 : fontSize * 0.36
  const text = `<text x="${number(x)}" y="${number(y + down)}" font-size="${number(fontSize)}" font-weight="bold" text-anchor="middle"${paint({ fill: hollow ? 'tone-ink' : `number-${severity}` })}>${value}</text>`
  return titled(says, shape + text)
}
