import type { Table, TableCell } from './deck.ts'
import { fitted, heightOf, type SetParagraph, setParagraphs } from './fit.ts'
import { frameOf } from './shapes.ts'
import { emu, fillOf, paragraphsOf } from './slide-text.ts'
import { described } from './thing.ts'
import { names } from './package.ts'
import { tag, type Xml } from './xml.ts'

const inset = { across: 6, down: 4 }

interface SetCell {
  readonly paragraphs: readonly SetParagraph[]
  readonly fill?: Xml
}

interface SetRow {
  readonly cells: readonly SetCell[]
  readonly height: number
}

/** A table that can be edited as one, with its header said to be one. */
export function tableOf(table: Table, number: number): Xml {
  const { at, columns, rows } = table
  if (columns.length === 0) throw new TypeError('A table has at least one column')
  const shares = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (at.width * share) / shares)
  const set = setRows(table, widths)
  const height = set.reduce((sum, row) => sum + row.height, 0)
  const many = `Table with ${columns.length} columns and ${rows.length} rows`
  return tag(
    'p:graphicFrame',
    {},
    tag(
      'p:nvGraphicFramePr',
      {},
      described({ ...table, alt: table.alt ?? many }, number, 'Table', false),
      tag('p:cNvGraphicFramePr', {}, tag('a:graphicFrameLocks', { noGrp: true })),
      tag('p:nvPr'),
    ),
    frameOf('p:xfrm', { ...at, height }),
    tag(
      'a:graphic',
      {},
      tag(
        'a:graphicData',
        { uri: `${names.drawing.replace(/main$/, 'table')}` },
        tag(
          'a:tbl',
          {},
          tag('a:tblPr', { firstRow: true, bandRow: true }),
          tag(
            'a:tblGrid',
            {},
            widths.map((width) => tag('a:gridCol', { w: emu(width) })),
          ),
          set.map(({ cells, height }) => tag('a:tr', { h: emu(height) }, cells.map(cellOf))),
        ),
      ),
    ),
  )
}

/** In letters as large as there is room for; then as many rows as there is room for, and how many more there are. */
function setRows({ at, columns, rows, size = 12, least = 9 }: Table, widths: readonly number[]): SetRow[] {
  const header = columns.map(
    ({ title }): TableCell => ({ text: title, bold: true, colour: 'background', fill: 'dark' }),
  )
  // No more rows than these have room, and a table of thousands need not be set to see it.
  const first = rows.slice(0, Math.ceil(at.height / (least * 1.2 + 2 * inset.down)) + 1)
  const setAll = (letters: number): SetRow[] => {
    const headerRow = setRow(header, widths, letters, letters, at.height / 2)
    const most = at.height - headerRow.height - lineHeight(letters)
    return [headerRow, ...first.map((cells, i) => setRow(cells, widths, letters, letters, most, i % 2 === 1))]
  }
  for (let letters = size; ; letters -= 0.5) {
    const set = setAll(Math.max(least, letters))
    if (total(set) <= at.height) return set
    if (letters <= least) return withRoom(set, rows.length, widths, least, at.height)
  }
}

const total = (rows: readonly SetRow[]): number => rows.reduce((sum, { height }) => sum + height, 0)

const lineHeight = (size: number): number => size * 1.5 + 2 * inset.down

function withRoom(
  set: readonly SetRow[],
  rows: number,
  widths: readonly number[],
  size: number,
  height: number,
): SetRow[] {
  let kept = set.length
  let used = total(set) + lineHeight(size)
  while (kept > 1 && used > height) used -= set[--kept]!.height
  const told = `… and ${rows + 1 - kept} more`
  const cells: TableCell[] = widths.map((_, i) => ({ text: i === 0 ? told : '', bold: true }))
  return [...set.slice(0, kept), setRow(cells, widths, size, Math.min(size, 6), lineHeight(size))]
}

function setRow(
  cells: readonly TableCell[],
  widths: readonly number[],
  size: number,
  least: number,
  most: number,
  isBand = false,
): SetRow {
  const set = widths.map((width, i): SetCell => {
    const cell = cells[i] ?? ''
    const { text, fill, ...style } = typeof cell === 'string' ? { text: cell } : cell
    const paragraphs = typeof text === 'string' ? text : [{ text }]
    const meant = setParagraphs(paragraphs, { colour: 'text', ...style, size })
    const room = fitted(meant, width - 2 * inset.across, most - 2 * inset.down, least)
    const own = fill ?? (isBand ? 'pale' : undefined)
    return { paragraphs: room.paragraphs, ...(own && { fill: fillOf(own) }) }
  })
  const heights = set.map(({ paragraphs }, i) => heightOf(paragraphs, widths[i]! - 2 * inset.across))
  return { cells: set, height: Math.max(size * 1.2, ...heights) + 2 * inset.down }
}

function cellOf({ paragraphs, fill }: SetCell): Xml {
  const edge = ['a:lnL', 'a:lnR', 'a:lnT', 'a:lnB'].map((side) =>
    tag(side, { w: emu(0.5) }, tag('a:solidFill', {}, tag('a:srgbClr', { val: 'C9D1DA' }))),
  )
  const [across, down] = [emu(inset.across), emu(inset.down)]
  return tag(
    'a:tc',
    {},
    tag('a:txBody', {}, tag('a:bodyPr'), tag('a:lstStyle'), paragraphsOf(paragraphs)),
    tag('a:tcPr', { marL: across, marR: across, marT: down, marB: down }, edge, fill ?? tag('a:noFill')),
  )
}
