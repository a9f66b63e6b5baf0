import type { Bar, Block, Cell, ReportDocument, Sentence, Trace } from '../../src/brief/document.ts'
import { doubleCharge } from './sample-double-charge.ts'
import { manyServices } from './sample-many-services.ts'
import { cell, drawing, lead, list, paragraph, say } from './sample-pieces.ts'

export { doubleCharge, manyServices }

/** Reports as they could be, to look at and to test with: one short, one long, and one about nothing. */

/** A service in which nothing was found. */
export const nothingFound: ReportDocument = {
  title: 'A phone call that is answered',
  subtitle: '',
  firstPage: [lead(say('No fault was proved in this service.', ['findings 0']))],
  chapters: [],
}

/** Nothing at all, in every way that a report can be empty. */
export const empty: ReportDocument = {
  title: '',
  subtitle: '',
  firstPage: [
    paragraph(),
    lead(),
    list([]),
    { kind: 'figures', figures: [] },
    { kind: 'way', stops: [] },
    { kind: 'terms', terms: [] },
    { kind: 'bars', bars: [], description: '' },
    { kind: 'table', caption: '', head: [], rows: [] },
    { kind: 'table', caption: 'Without rows', head: ['One'], rows: [] },
    { kind: 'table', caption: '', head: ['', ''], rows: [[cell(''), cell('')]], matrix: true },
  ],
  chapters: [{ id: 'nothing', title: '', blocks: [], chapters: [] }],
}

/** A report that says the same in every place where something can stand. */
export function everywhere(text: string, trace: Trace = [text]): ReportDocument {
  const said: Sentence = { text, trace, to: 'second' }
  const bar = (promised?: number, shortest?: number, longest?: number): Bar => ({
    label: text,
    promised,
    shortest,
    longest,
    verdict: said,
  })
  const stop = { name: text, who: text, isFault: false, isCustomers: false }
  const row: readonly Cell[] = [said, { ...said, mark: 'bad' }, { ...said, mark: 'good' }, { ...said, mark: 'quiet' }]
  const head = [text, text, text, text]
  const all: readonly Block[] = [
    { kind: 'lead', sentences: [said, said] },
    { kind: 'paragraph', sentences: [said, said] },
    { kind: 'list', ordered: true, items: [[said], [said]] },
    { kind: 'list', ordered: false, items: [[said, said]] },
    {
      kind: 'figures',
      figures: [
        { number: text, label: text, trace, weight: 'bad' },
        { number: '1', label: text, trace, weight: 'plain' },
      ],
    },
    { kind: 'table', caption: text, head, rows: [row, row.slice(1)] },
    { kind: 'table', caption: text, head, rows: [row, [...row, said]], matrix: true },
    { kind: 'way', stops: [{ ...stop, isCustomers: true, who: '' }, stop, { ...stop, isFault: true }] },
    {
      kind: 'bars',
      bars: [bar(60, 30, 90), bar(undefined, 10, 10), bar(5), bar(1440, 0), bar(0, 0, 0)],
      description: text,
    },
    { kind: 'terms', terms: [{ term: text, said: [said] }] },
  ]
  return {
    title: text,
    subtitle: text,
    firstPage: all,
    chapters: [
      {
        id: 'first',
        title: text,
        blocks: [...all, { kind: 'picture', svg: drawing('p3', 2), description: text }],
        chapters: [{ id: 'second', title: text, blocks: all, onItsOwnPage: true }],
      },
    ],
  }
}

export const samples: Readonly<Record<string, ReportDocument>> = { doubleCharge, manyServices, nothingFound, empty }
