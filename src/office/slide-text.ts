import type { Align, Colour, Line, TextStyle, ThemeColour } from './deck.ts'
import { indentOf, type SetParagraph, type SetRun } from './fit.ts'
import { tag, text, type Xml } from './xml.ts'

/** English Metric Units, which everything on a slide is measured in: whole numbers, 12,700 to a point. */
export const emu = (points: number): number => (Number.isFinite(points) ? Math.round(points * 12_700) : 0)

/** The names under which a theme keeps its colours. */
const slots: Record<ThemeColour, string> = {
  text: 'tx1',
  background: 'bg1',
  dark: 'tx2',
  pale: 'bg2',
  accent: 'accent1',
  error: 'accent2',
  warning: 'accent3',
  note: 'accent4',
  good: 'accent5',
  quiet: 'accent6',
}

export function fillOf(colour: Colour | undefined): Xml {
  if (colour === undefined) return tag('a:noFill')
  if (colour.startsWith('#')) {
    const digits = colour.slice(1).toUpperCase()
    // Text from files cannot get here; but a wrong colour would make the whole deck unreadable to PowerPoint.
    if (!/^[0-9A-F]{6}$/.test(digits)) throw new TypeError(`A colour has six hexadecimal digits, not "${colour}"`)
    return tag('a:solidFill', {}, tag('a:srgbClr', { val: digits }))
  }
  const slot = slots[colour.replace(/-light$/, '') as ThemeColour]
  if (!colour.endsWith('-light')) return tag('a:solidFill', {}, tag('a:schemeClr', { val: slot }))
  const tint = [tag('a:lumMod', { val: 15_000 }), tag('a:lumOff', { val: 85_000 })]
  return tag('a:solidFill', {}, tag('a:schemeClr', { val: slot }, tint))
}

const dashes: Record<NonNullable<Line['dash']>, string> = {
  dash: 'dash',
  dot: 'sysDot',
  'dash-dot': 'dashDot',
  'long-dash': 'lgDash',
}

/** The line of a shape, or, with arrow heads, of a connector. */
export function lineOf(line: Line | undefined, heads: readonly Xml[] = []): Xml {
  if (line === undefined) return tag('a:ln', {}, tag('a:noFill'))
  return tag(
    'a:ln',
    { w: Math.max(1, emu(line.width)) },
    fillOf(line.colour),
    tag('a:prstDash', { val: line.dash ? dashes[line.dash] : 'solid' }),
    tag('a:round'),
    heads,
  )
}

const anchors = { top: 't', middle: 'ctr', bottom: 'b' }

/** How text stands in a box. The text was made to fit; should somebody write more, PowerPoint makes it smaller. */
export function bodyProperties(style: TextStyle): Xml {
  const { anchor = 'middle', inset = 4, above = inset, turned = false, fits = false } = style
  const side = emu(inset)
  return tag(
    'a:bodyPr',
    {
      vert: turned ? 'vert270' : undefined,
      wrap: 'square',
      lIns: side,
      tIns: emu(above),
      rIns: side,
      bIns: side,
      rtlCol: false,
      anchor: anchors[anchor],
    },
    tag(fits ? 'a:noAutofit' : 'a:normAutofit'),
  )
}

/** At least one, as each box must have. */
export function paragraphsOf(paragraphs: readonly SetParagraph[]): Xml[] {
  return paragraphs.length > 0 ? paragraphs.map(paragraphOf) : [tag('a:p')]
}

const alignments: Record<Align, string> = { left: 'l', centre: 'ctr', right: 'r' }

function paragraphOf(paragraph: SetParagraph): Xml {
  const { runs, align, isListed, before, lineHeight } = paragraph
  const words = runs.map((run) => run.text).join('')
  const isRightToLeft = /^[^\p{Letter}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(words)
  const { text: margin, hang } = indentOf(paragraph)
  return tag(
    'a:p',
    {},
    tag(
      'a:pPr',
      {
        marL: isRightToLeft ? 0 : emu(margin),
        marR: isRightToLeft ? emu(margin) : undefined,
        indent: hang === 0 ? 0 : -emu(hang),
        algn: align ? alignments[align] : isRightToLeft ? 'r' : 'l',
        rtl: isRightToLeft || undefined,
      },
      lineHeight === undefined ? [] : tag('a:lnSpc', {}, spacing(lineHeight)),
      before > 0 ? tag('a:spcBef', {}, spacing(before)) : [],
      isListed ? [tag('a:buFont', { typeface: 'Arial' }), tag('a:buChar', { char: '•' })] : tag('a:buNone'),
    ),
    runs.flatMap(runOf),
    runs[0] && words === '' ? tag('a:endParaRPr', sizeOf(runs[0])) : [],
  )
}

/** PowerPoint takes no more than this. */
const spacing = (points: number): Xml =>
  tag('a:spcPts', { val: Math.min(158_400, Math.max(0, Math.round(points * 100))) })

function runOf(run: SetRun): Xml[] {
  const look = tag(
    'a:rPr',
    { ...sizeOf(run), b: run.bold, i: run.italic || undefined, dirty: false },
    run.colour === undefined ? [] : fillOf(run.colour),
  )
  return run.text
    .split('\n')
    .flatMap((line, i) => [
      ...(i > 0 ? [tag('a:br', {}, look)] : []),
      ...(line === '' ? [] : [tag('a:r', {}, look, tag('a:t', {}, text(line)))]),
    ])
}

/** In hundredths of a point, within what PowerPoint takes. */
const sizeOf = ({ size }: SetRun): { sz: number } => ({ sz: Math.min(400_000, Math.max(100, Math.round(size * 100))) })
