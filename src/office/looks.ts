import { names } from './package.ts'
import { tag, type Xml } from './xml.ts'

export type CellStyle = 'plain' | 'strong' | 'error' | 'warning' | 'note' | 'good' | 'quiet'

/** How a cell looks, and what for. */
export interface Look {
  /** At the top, at the top and turned, at the side, or in between: in a list, or in a matrix. */
  readonly place: 'header' | 'turned' | 'side' | 'list' | 'matrix'
  readonly style: CellStyle
  readonly wraps: boolean
  readonly isLink: boolean
  /** Begins with a sign that would make a formula of it, once somebody edits the cell. */
  readonly isQuoted: boolean
}

export interface Looks {
  /** The number by which a cell names its look. */
  readonly of: (look: Look) => number
  readonly xml: () => Xml
}

/** Text on its fill; each pair has a contrast of 4.5 to 1 or more. */
const colours: Record<CellStyle | 'header' | 'side' | 'link', { readonly ink: string; readonly fill?: string }> = {
  plain: { ink: '1F2933' },
  strong: { ink: '1F2933' },
  error: { ink: '8C1D18', fill: 'FCE8E6' },
  warning: { ink: '6B4400', fill: 'FFF1CC' },
  note: { ink: '24406E', fill: 'E8EEF9' },
  good: { ink: '14532D', fill: 'E1F3E7' },
  quiet: { ink: '5F6773' },
  header: { ink: 'FFFFFF', fill: '12355B' },
  side: { ink: '1F2933', fill: 'EEF2F6' },
  link: { ink: '0B57B0' },
}

const rule = 'C9D1DA'

/** The looks that a workbook comes to use, each written once. */
export function looks(): Looks {
  const fonts = interned()
  const fills = interned()
  const formats = interned()
  fonts.of(font(colours.plain.ink, false, false))
  fills.of(tag('fill', {}, tag('patternFill', { patternType: 'none' })))
  fills.of(tag('fill', {}, tag('patternFill', { patternType: 'gray125' })))
  formats.of(tag('xf', { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0, xfId: 0 }))
  return {
    of: (look) => formats.of(format(look, fonts, fills)),
    xml: () =>
      tag(
        'styleSheet',
        { xmlns: names.sheet },
        listed('fonts', fonts.all()),
        listed('fills', fills.all()),
        listed('borders', [border(), border(rule)]),
        listed('cellStyleXfs', [tag('xf', { numFmtId: 0, fontId: 0, fillId: 0, borderId: 0 })]),
        listed('cellXfs', formats.all()),
        listed('cellStyles', [tag('cellStyle', { name: 'Normal', xfId: 0, builtinId: 0 })]),
      ),
  }
}

function format({ place, style, wraps, isLink, isQuoted }: Look, fonts: Interned, fills: Interned): Xml {
  const isHead = place === 'header' || place === 'turned'
  const { ink, fill } = isHead ? colours.header : { ...(place === 'side' && colours.side), ...given(style) }
  const isBold = isHead || place === 'side' || style !== 'plain'
  const isFaint = style === 'quiet' && place !== 'side'
  const fontId = fonts.of(font(isLink && !isHead ? colours.link.ink : ink!, isBold && !isFaint, isLink))
  const fillId = fill === undefined ? 0 : fills.of(solid(fill))
  return tag(
    'xf',
    {
      numFmtId: 0,
      fontId,
      fillId,
      borderId: 1,
      xfId: 0,
      quotePrefix: isQuoted || undefined,
      applyFont: true,
      applyFill: true,
      applyBorder: true,
      applyAlignment: true,
    },
    tag('alignment', {
      indent: place === 'turned' || place === 'matrix' ? undefined : 1,
      horizontal: place === 'turned' || place === 'matrix' ? 'center' : 'left',
      vertical: isHead ? (place === 'turned' ? 'bottom' : 'center') : place === 'list' ? 'top' : 'center',
      textRotation: place === 'turned' ? 90 : undefined,
      wrapText: wraps || isHead || undefined,
    }),
  )
}

/** A style as it changes the look of its place: plain changes nothing. */
const given = (style: CellStyle): { readonly ink: string; readonly fill?: string } => colours[style]

const font = (ink: string, isBold: boolean, isUnderlined: boolean): Xml =>
  tag(
    'font',
    {},
    isBold ? tag('b') : [],
    isUnderlined ? tag('u') : [],
    tag('sz', { val: 10 }),
    tag('color', { rgb: `FF${ink}` }),
    tag('name', { val: 'Arial' }),
    tag('family', { val: 2 }),
  )

const solid = (fill: string): Xml =>
  tag(
    'fill',
    {},
    tag('patternFill', { patternType: 'solid' }, tag('fgColor', { rgb: `FF${fill}` }), tag('bgColor', { indexed: 64 })),
  )

function border(colour?: string): Xml {
  const sides = ['left', 'right', 'top', 'bottom'].map((side) =>
    colour === undefined ? tag(side) : tag(side, { style: 'thin' }, tag('color', { rgb: `FF${colour}` })),
  )
  return tag('border', {}, sides, tag('diagonal'))
}

const listed = (name: string, items: readonly Xml[]): Xml => tag(name, { count: items.length }, items)

interface Interned {
  readonly of: (item: Xml) => number
  readonly all: () => Xml[]
}

function interned(): Interned {
  const known = new Map<Xml, number>()
  return {
    of(item) {
      const number = known.get(item) ?? known.size
      known.set(item, number)
      return number
    },
    all: () => [...known.keys()],
  }
}
