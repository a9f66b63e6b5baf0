import type { Block, ReportDocument, Sentence, TableBlock } from './document.ts'

/** How large the first page can be set when it is printed, in points. */
export const firstPageSizes: readonly number[] = [11.4, 10.8, 10.2, 9.6, 9, 8.5, 8]
/** From here on down, rows stand closer. */
export const closeRows = 9

/**
 * The largest in which the first page has room on one sheet of paper. No script can measure it, so it is reckoned from
 * the number of letters, somewhat too high. Where even the smallest is too large, it goes on on a second sheet.
 */
export const firstPageSize = (document: ReportDocument): number =>
  firstPageSizes.find((size) => shareOfSheet(document, size) <= 1) ?? firstPageSizes.at(-1)!

/** Whether all of the first page has room on one sheet. */
export const fitsOnOneSheet = (document: ReportDocument): boolean => shareOfSheet(document, firstPageSizes.at(-1)!) <= 1

/** How many figures stand side by side: no row is left with one alone. */
export const figuresAcross = (number: number): number =>
  number === 5 ? 5 : number <= 3 || number === 6 || number === 9 ? 3 : 4

/** How much of a sheet it takes, reckoned. */
export function shareOfSheet({ title, subtitle, firstPage }: ReportDocument, points: number): number {
  const across = paper.width / (points * letter)
  const head =
    lines(title.length, across / 2.3) * 2.64 + (subtitle === '' ? 0 : lines(subtitle.length, across) * line + 0.5) + 1.2
  const row = points < closeRows ? 0.7 : 0.95
  return ((head + firstPage.reduce((sum, block) => sum + heightOf(block, across, row), 0)) * points) / paper.height
}

/** Points between the margins. */
const paper = { width: 493, height: 775 }
/** How wide a letter is, and how high a line, for a size of 1. */
const letter = 0.49
const line = 1.45

const lines = (letters: number, across: number): number => Math.max(1, Math.ceil(letters / Math.max(across, 4)))
const lengthOf = (all: readonly Sentence[]): number =>
  all.reduce((sum, { text, to }) => sum + text.length + (to === undefined ? 1 : 6), 0)

/** In units of the size; `row` is what is left free above and below the text of a row. */
function heightOf(block: Block, across: number, row: number): number {
  switch (block.kind) {
    case 'paragraph':
      return lines(lengthOf(block.sentences), across) * line + 0.8
    case 'lead':
      return lines(lengthOf(block.sentences), across / 1.38) * 1.9 + 1
    case 'list':
      return block.items.reduce((sum, item) => sum + lines(lengthOf(item), across - 5) * line + 0.35, 0.8)
    case 'figures': {
      const inARow = figuresAcross(block.figures.length)
      const labels = block.figures.map(({ label }) => lines(label.length, (across / inARow - 4) * 1.02))
      return Math.ceil(block.figures.length / inARow) * (5.6 + Math.max(0, ...labels) * 1.35) + 1.4
    }
    case 'terms':
      return block.terms.reduce((sum, { said }) => sum + lines(lengthOf(said), across - 26) * line + 1.4, 0.8)
    case 'table':
      return tableHeight(block, across, row)
    case 'way':
      return Math.ceil(block.stops.length / 5) * 8 + 2
    case 'bars':
      return block.bars.length * 9 + 8
    case 'picture':
      return 40
  }
}

/** Columns share the width by how much stands in them, as a browser gives it to them. */
function tableHeight({ head, rows }: TableBlock, across: number, row: number): number {
  const widths = head.map((name, i) =>
    Math.max(name.length, 6, ...rows.map((cells) => (cells[i] ? lengthOf([cells[i]]) : 0))),
  )
  const all = widths.reduce((sum, width) => sum + width, 0)
  const room = widths.map((width) => Math.max((width / all) * (across - head.length * 2), Math.min(width, 11)))
  const scale = Math.min(1, across / room.reduce((sum, width) => sum + width, head.length * 2))
  const heights = rows.map((cells) =>
    Math.max(1, ...cells.map((cell, i) => lines(lengthOf([cell]) * 1.08, (room[i] ?? 11) * scale))),
  )
  return heights.reduce((sum, high) => sum + high * line + row, 6.2)
}
