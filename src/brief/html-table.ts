import type { Cell, TableBlock } from './document.ts'
import { type Page, sentence } from './html-sentence.ts'
import { attribute, isBlank, text } from './html-text.ts'

/**
 * A table. On a narrow screen each row becomes a card with the column's name before each cell; a matrix is there to be
 * compared across, so it keeps its form and is scrolled. Roles are written out because some screen readers forget that a
 * table is one when it is laid out as something else.
 */
export function table(block: TableBlock, page: Page): string {
  const { head, rows, caption, matrix = false } = block
  const columns = Math.max(head.length, ...rows.map(({ length }) => length))
  if (rows.length === 0 || columns === 0) return ''
  const classes = matrix ? `matrix${columns > mostAcross ? ' crowded' : ''}` : 'rows'
  const lines = [
    `<table role="table" class="${classes}">`,
    isBlank(caption) ? '' : `<caption>${text(caption)}</caption>`,
    head.every(isBlank) ? '' : headOf(Array.from({ length: columns }, (_, i) => head[i] ?? '')),
    '<tbody role="rowgroup">',
    ...rows.map((row) => {
      const cells = Array.from({ length: columns }, (_, i) => row[i] ?? nothing)
      const tell = (cell: Cell, i: number) =>
        matrix && i === 0 ? rowHeading(cell, page) : cellOf(cell, head[i] ?? '', page)
      return `<tr role="row">${cells.map(tell).join('')}</tr>`
    }),
    '</tbody>',
    '</table>',
  ]
  const inside = lines.filter((line) => line !== '').join('\n')
  return matrix ? scrolled(inside, caption, 'across') : inside
}

/** What can be wider than the screen, in a region of its own that the keyboard can scroll. */
export const scrolled = (inside: string, label: string, classes: string): string =>
  `<div class="scrolled ${classes}" tabindex="0" role="group" aria-label="${attribute(isBlank(label) ? 'Wide' : label)}">\n${inside}\n</div>`

/** Columns of a matrix whose names find room side by side on a sheet of paper. */
const mostAcross = 8
const nothing: Cell = { text: '', trace: [] }

function headOf(names: readonly string[]): string {
  const cells = names.map((name) =>
    isBlank(name) ? '<td role="cell"></td>' : `<th role="columnheader" scope="col"><span>${text(name)}</span></th>`,
  )
  return `<thead role="rowgroup"><tr role="row">${cells.join('')}</tr></thead>`
}

const rowHeading = (cell: Cell, page: Page): string =>
  isBlank(cell.text) ? '<td role="cell"></td>' : `<th role="rowheader" scope="row">${sentence(cell, page)}</th>`

function cellOf(cell: Cell, column: string, page: Page): string {
  if (isBlank(cell.text)) return '<td role="cell" class="empty"></td>'
  const length = cell.text.length <= 16 ? ['short'] : cell.text.length > 60 ? ['told'] : []
  const classes = [...(cell.mark === undefined ? [] : [cell.mark]), ...length]
  const mark = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`
  const label = isBlank(column) ? '' : ` data-column="${attribute(column)}"`
  return `<td role="cell"${mark}${label}><span>${sentence(cell, page)}</span></td>`
}
