import { columnName, limits, type Sheet, sheetOf } from './sheet.ts'
import { sheetNames } from './sheet-names.ts'
import { looks } from './looks.ts'
import { names, type Part, packaged } from './package.ts'
import { sharedTexts } from './shared-texts.ts'
import { type Attributes, tag, text, type Xml } from './xml.ts'

export type { Cell, CellLink, Column, Sheet, StyledCell } from './sheet.ts'
export type { CellStyle } from './looks.ts'

export interface Book {
  readonly title: string
  readonly sheets: readonly Sheet[]
}

const sheetType = 'spreadsheetml'

/**
 * A workbook as Excel and LibreOffice open it. All text is written as text, so that nothing in it is ever calculated;
 * it points to nothing outside itself; the same book gives the same bytes.
 */
export function xlsx({ title, sheets }: Book): Uint8Array {
  const shown = sheets.length > 0 ? sheets : [{ name: '', columns: [], rows: [] }]
  const called = sheetNames(shown.map(({ name }) => name))
  const styles = looks()
  const texts = sharedTexts()
  const written = shown.map((sheet, i): Part & { readonly ranges: readonly Xml[] } => ({
    path: `xl/worksheets/sheet${i + 1}.xml`,
    type: `${sheetType}.worksheet+xml`,
    xml: sheetOf(sheet, {
      isFirst: i === 0,
      bookTitle: title,
      name: called[i]!,
      nameOf: (name) => called[shown.findIndex((other) => other.name === name)],
      style: styles.of,
      text: texts.of,
    }),
    ranges: rangesOf(sheet, called[i]!, i),
  }))
  const main: Part = {
    path: 'xl/workbook.xml',
    type: `${sheetType}.sheet.main+xml`,
    xml: workbook(
      called,
      written.flatMap(({ ranges }) => ranges),
    ),
    relations: [
      ...written.map(({ path }, i) => ({ id: `rId${i + 1}`, kind: 'worksheet', to: path })),
      { id: `rId${written.length + 1}`, kind: 'styles', to: 'xl/styles.xml' },
      { id: `rId${written.length + 2}`, kind: 'sharedStrings', to: 'xl/sharedStrings.xml' },
    ],
  }
  return packaged(title, [
    main,
    ...written,
    { path: 'xl/styles.xml', type: `${sheetType}.styles+xml`, xml: styles.xml() },
    { path: 'xl/sharedStrings.xml', type: `${sheetType}.sharedStrings+xml`, xml: texts.xml() },
  ])
}

const workbook = (called: readonly string[], ranges: readonly Xml[]): Xml =>
  tag(
    'workbook',
    { xmlns: names.sheet, 'xmlns:r': names.relation },
    tag('bookViews', {}, tag('workbookView', { xWindow: 0, yWindow: 0, windowWidth: 28800, windowHeight: 15600 })),
    tag(
      'sheets',
      {},
      called.map((name, i) => tag('sheet', { name, sheetId: i + 1, 'r:id': `rId${i + 1}` })),
    ),
    ranges.length > 0 ? tag('definedNames', {}, ranges) : [],
  )

/** What is repeated on each printed page, and what the filter works on. */
function rangesOf({ columns, rows, shape }: Sheet, name: string, localSheetId: number): Xml[] {
  if (columns.length === 0) return []
  const sheet = `'${name.replaceAll("'", "''")}'`
  const range = (attributes: Attributes, words: string): Xml =>
    tag('definedName', { ...attributes, localSheetId }, text(words))
  const header = `${sheet}!$1:$1`
  if (shape === 'matrix') return [range({ name: '_xlnm.Print_Titles' }, `${sheet}!$A:$A,${header}`)]
  const last = `$${columnName(Math.min(columns.length, limits.columns) - 1)}$${Math.min(rows.length + 1, limits.rows)}`
  return [
    range({ name: '_xlnm._FilterDatabase', hidden: true }, `${sheet}!$A$1:${last}`),
    range({ name: '_xlnm.Print_Titles' }, header),
  ]
}
