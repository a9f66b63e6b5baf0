import { textWidth } from '../draw/text-width.ts'
import { shortened } from '../words.ts'
import { heightOf, setParagraphs } from './fit.ts'
import type { CellStyle, Look } from './looks.ts'
import { names } from './package.ts'
import { literal } from './shared-texts.ts'
import { shown, tag, text, type Xml } from './xml.ts'

export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
  /**
   * A list (the default) has a header row that stays in sight and can be filtered. In a matrix the first column stays in
   * sight, too; the headers of the others are turned, and their cells stand in the middle.
   */
  readonly shape?: 'list' | 'matrix'
}

export interface Column {
  readonly title: string
  /** In signs of usual width; 1 to 255. */
  readonly width: number
  readonly wrap?: boolean
}

export type Cell = string | number | StyledCell

export interface StyledCell {
  readonly text: string | number
  readonly style?: CellStyle
  readonly link?: CellLink
}

/** Leads to another place in the same book. Without such a sheet there is no link, and the text stays. */
export interface CellLink {
  /** As it is called in the book. */
  readonly sheet: string
  /** Counted from 0, below the header; without one it leads to the top. */
  readonly row?: number
}

/** What a sheet leans on that all sheets of a book share. */
export interface Around {
  readonly isFirst: boolean
  readonly bookTitle: string
  /** What the sheet is called in the end. */
  readonly name: string
  /** What a sheet of the book is called in the end. */
  readonly nameOf: (sheet: string) => string | undefined
  readonly style: (look: Look) => number
  readonly text: (words: string) => number
}

/** What Excel can hold in a sheet. */
export const limits = { rows: 1_048_576, columns: 16_384, links: 65_530 }

/** `A` for 0, `Z` for 25, `AA` for 26. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

export function sheetOf(sheet: Sheet, around: Around): Xml {
  const { columns, rows, shape } = within(sheet)
  const isMatrix = shape === 'matrix'
  const last = `${columnName(Math.max(0, widest(columns, rows) - 1))}${rows.length + 1}`
  const links: Xml[] = []
  const body = rows.map((cells, row) => rowOf(cells, row, isMatrix, columns, around, links))
  return tag(
    'worksheet',
    { xmlns: names.sheet },
    tag('sheetPr', {}, tag('pageSetUpPr', { fitToPage: true })),
    tag('dimension', { ref: last === 'A1' ? last : `A1:${last}` }),
    tag('sheetViews', {}, view(around.isFirst, isMatrix)),
    tag('sheetFormatPr', { defaultRowHeight: 13.5 }),
    columns.length > 0 ? tag('cols', {}, columns.map(columnOf)) : [],
    tag('sheetData', {}, columns.length > 0 ? headerOf(columns, isMatrix, around) : [], body.flat()),
    columns.length > 0 && !isMatrix
      ? tag('autoFilter', { ref: `A1:${columnName(columns.length - 1)}${rows.length + 1}` })
      : [],
    links.length > 0 ? tag('hyperlinks', {}, links) : [],
    tag('pageMargins', { left: 0.5, right: 0.5, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 }),
    tag('pageSetup', { paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 }),
    printed(around.bookTitle, around.name),
    // A number that was written as text, such as 0123, is meant so.
    tag('ignoredErrors', {}, tag('ignoredError', { sqref: `A1:${last}`, numberStoredAsText: true })),
  )
}

/** What is beyond the limits is left out, and that it is left out is said. */
function within(sheet: Sheet): Sheet {
  const room = limits.rows - 1
  const more = sheet.rows.length - room + 1
  const told: Cell = { text: `… and ${more} more rows, which no sheet has room for`, style: 'strong' }
  const rows = more > 1 ? [...sheet.rows.slice(0, room - 1), [told]] : sheet.rows
  const wide = Math.max(sheet.columns.length, widest([], rows))
  if (wide <= limits.columns) return { ...sheet, rows }
  const kept = limits.columns - 1
  return {
    ...sheet,
    columns: [
      ...sheet.columns.slice(0, kept),
      { title: `… and ${wide - kept} more columns, which no sheet has room for`, width: 40 },
    ],
    rows: rows.map((row) => row.slice(0, kept)),
  }
}

const widest = (columns: readonly Column[], rows: Sheet['rows']): number =>
  rows.reduce((most, { length }) => Math.max(most, length), columns.length)

/** What is above and at the left of the frozen corner stays in sight. */
function view(isFirst: boolean, isMatrix: boolean): Xml {
  const side = isMatrix ? 'bottomRight' : 'bottomLeft'
  return tag(
    'sheetView',
    { showGridLines: false, tabSelected: isFirst || undefined, workbookViewId: 0 },
    tag('pane', {
      xSplit: isMatrix ? 1 : undefined,
      ySplit: 1,
      topLeftCell: isMatrix ? 'B2' : 'A2',
      activePane: side,
      state: 'frozen',
    }),
    isMatrix ? [tag('selection', { pane: 'topRight' }), tag('selection', { pane: 'bottomLeft' })] : [],
    tag('selection', { pane: side, activeCell: 'A2', sqref: 'A2' }),
  )
}

const columnOf = ({ width }: Column, i: number): Xml =>
  tag('col', { min: i + 1, max: i + 1, width: Math.min(255, Math.max(1, width || 1)), customWidth: true })

function headerOf(columns: readonly Column[], isMatrix: boolean, around: Around): Xml {
  const cells = columns.map(({ title }, column) => {
    const place = isMatrix && column > 0 ? 'turned' : 'header'
    const look: Look = { place, style: 'plain', wraps: true, isLink: false, isQuoted: isFormulaLike(title) }
    return textCell(`${columnName(column)}1`, around.style(look), around.text(title))
  })
  if (!isMatrix) return tag('row', { r: 1, ht: headerHeight(columns), customHeight: true }, cells)
  const longest = Math.max(0, ...columns.slice(1).map(({ title }) => textWidth(shown(title), 10, true)))
  return tag('row', { r: 1, ht: Math.min(240, Math.max(60, Math.ceil(longest) + 12)), customHeight: true }, cells)
}

/** The button of the filter takes some room. */
const headerHeight = (columns: readonly Column[]): number => {
  const heights = columns.map(({ title, width }) =>
    heightOf(setParagraphs(title, { size: 10, bold: true }), Math.max(12, pointsOf(width) - 25)),
  )
  return Math.min(120, Math.max(lineHeight, ...heights)) + 8
}

function rowOf(
  cells: readonly Cell[],
  row: number,
  isMatrix: boolean,
  columns: readonly Column[],
  around: Around,
  links: Xml[],
): readonly Xml[] {
  if (cells.length === 0) return []
  const written = cells.map((cell, column) => {
    const ref = `${columnName(column)}${row + 2}`
    const { text: content, style = 'plain', link }: StyledCell = typeof cell === 'object' ? cell : { text: cell }
    const location = link && links.length < limits.links ? locationOf(link, around) : undefined
    if (location !== undefined) links.push(tag('hyperlink', { ref, location }))
    const number = typeof content === 'number' && Number.isFinite(content)
    const place = isMatrix ? (column === 0 ? 'side' : 'matrix') : 'list'
    const words = String(content)
    const isLink = location !== undefined
    const wraps = (columns[column]?.wrap ?? false) || place === 'side'
    const s = around.style({ place, style, wraps, isLink, isQuoted: !number && isFormulaLike(words) })
    if (number) return tag('c', { r: ref, s }, tag('v', {}, text(words)))
    return words === '' ? tag('c', { r: ref, s }) : textCell(ref, s, around.text(words))
  })
  return [tag('row', { r: row + 2, ht: heightOfRow(cells, columns, isMatrix) }, written)]
}

const lineHeight = 13
const tallest = 400

/**
 * Points. Excel would find it by itself, LibreOffice does not; either finds it anew once the row is edited. More than
 * 400 no row may have.
 */
function heightOfRow(cells: readonly Cell[], columns: readonly Column[], isMatrix: boolean): number {
  let most = lineHeight
  for (const [column, cell] of cells.entries()) {
    const words = String(typeof cell === 'object' ? cell.text : cell)
    const { wrap = isMatrix && column === 0, width = 10 } = columns[column] ?? {}
    if (!wrap || words.length * 3 < width) continue
    const set = setParagraphs(words.slice(0, 4000), { size: 10 })
    most = Math.max(most, heightOf(set, pointsOf(width) - 11) * (lineHeight / 12))
  }
  return Math.min(tallest, Math.ceil(most) + 3)
}

/** A sign of usual width takes 7 of 96 pixels to an inch, and each column 5 for its edges. */
const pointsOf = (width: number): number => (width * 7 + 5) * 0.75

const textCell = (ref: string, s: number, number: number): Xml =>
  tag('c', { r: ref, s, t: 's' }, tag('v', {}, text(String(number))))

/** It is text and stays so; but a cell that is edited is read anew, unless it says that it is text. */
const isFormulaLike = (words: string): boolean => /^\s*[=+\-@]/.test(words)

function locationOf({ sheet, row }: CellLink, { nameOf }: Around): string | undefined {
  const name = nameOf(sheet)
  if (name === undefined) return undefined
  const line = row === undefined || !Number.isInteger(row) || row < 0 || row + 2 > limits.rows ? 1 : row + 2
  return `'${name.replaceAll("'", "''")}'!A${line}`
}

/** On each printed page: the book and the sheet above, the number of the page below. */
function printed(title: string, name: string): Xml {
  // An ampersand begins a command here.
  const words = (part: string): string =>
    literal(shortened(shown(part).replaceAll('\n', ' '), 80)).replaceAll('&', '&&')
  return tag(
    'headerFooter',
    {},
    tag('oddHeader', {}, text(`&L${words(title)}&R${words(name)}`)),
    tag('oddFooter', {}, text('&CPage &P of &N')),
  )
}
