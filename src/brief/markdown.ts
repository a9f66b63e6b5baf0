import { asCode, inline } from '../report/markdown-text.ts'
import { clean } from '../report/text.ts'
import { partsToIsolate } from './bidi.ts'
import type { Block, Cell, ReportDocument, Sentence, Stop, TableBlock, Trace } from './document.ts'
import { inPlainTime } from '../plain.ts'
import { takes } from './html-bars.ts'
import { byId, type Entry, type Notes, notesFor, outlineOf } from './outline.ts'

export interface MarkdownOptions {
  /** Each sentence is followed by a footnote that says what it stands on. */
  readonly trace: boolean
  /** Names of files to link the pictures to, in the order in which they come; without a name, a picture is left out. */
  readonly pictures?: readonly string[]
}

/** The report for a merge request or a wiki: the flavour of GitHub, which GitLab reads too. */
export function markdown(document: ReportDocument, { trace, pictures = [] }: MarkdownOptions): string {
  const outline = outlineOf(document)
  const page: Page = {
    entries: byId(outline),
    anchors: anchorsOf(outline),
    notes: notesFor(trace),
    pictures: pictures.values(),
  }
  const parts = [
    `# ${text(document.title) || 'Report'}`,
    text(document.subtitle),
    ...blocks(document.firstPage, page),
    ...(outline.length > 0 ? ['## Contents', contents(outline, page)] : []),
    ...outline.flatMap((entry) => chapterOf(entry, page)),
  ]
  const notes = page.notes.all().map((trace, i) => `[^${i + 1}]: ${trace.map(asCode).join(', ')}`)
  return `${[...parts, notes.join('\n')].filter((part) => part !== '').join('\n\n')}\n`
}

interface Page {
  readonly entries: ReadonlyMap<string, Entry>
  readonly anchors: ReadonlyMap<Entry, string>
  readonly notes: Notes
  readonly pictures: Iterator<string>
}

/** All of a text, none of it obeyed; names that run from right to left are kept apart from what stands beside them. */
const text = (raw: string): string =>
  raw.trim() === ''
    ? ''
    : partsToIsolate(inline(raw, Number.POSITIVE_INFINITY))
        .map((part, i) => (i % 2 === 1 ? `\u2068${part}\u2069` : part))
        .join('')

/** Platforms make them of headings: small letters, blanks as dashes, no other signs; the same again gets a number. */
function anchorsOf(outline: readonly Entry[]): Map<Entry, string> {
  const seen = new Map<string, number>([['contents', 1]])
  const all = (entries: readonly Entry[]): readonly Entry[] =>
    entries.flatMap((entry) => [entry, ...all(entry.entries)])
  return new Map(
    all(outline).map((entry) => {
      const slug = clean(headingOf(entry))
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
        .replaceAll(' ', '-')
      const times = seen.get(slug) ?? 0
      seen.set(slug, times + 1)
      return [entry, times === 0 ? slug : `${slug}-${times}`]
    }),
  )
}

const headingOf = ({ number, chapter }: Entry): string => `${number} ${chapter.title.trim() || '…'}`

function contents(entries: readonly Entry[], page: Page, indent = ''): string {
  return entries
    .map((entry) => {
      const line = `${indent}- [${text(headingOf(entry))}](#${page.anchors.get(entry)})`
      return entry.entries.length > 0 && entry.depth < 2
        ? `${line}\n${contents(entry.entries, page, `${indent}  `)}`
        : line
    })
    .join('\n')
}

function chapterOf(entry: Entry, page: Page): string[] {
  const { chapter, depth, entries } = entry
  const heading = `${'#'.repeat(Math.min(depth + 1, 6))} ${text(headingOf(entry))}`
  return [heading, ...blocks(chapter.blocks, page), ...entries.flatMap((inner) => chapterOf(inner, page))]
}

function sentence({ text: said, trace, to }: Sentence, page: Page): string {
  const entry = to === undefined ? undefined : page.entries.get(to)
  const see = entry ? ` ([${entry.number}](#${page.anchors.get(entry)}))` : ''
  return `${text(said)}${see}${traced(trace, page)}`
}

const sentences = (all: readonly Sentence[], page: Page): string => all.map((one) => sentence(one, page)).join(' ')

function traced(trace: Trace, { notes }: Page): string {
  const note = notes.of(trace)
  return note ? `[^${note.number}]` : ''
}

const blocks = (all: readonly Block[], page: Page): string[] => all.map((block) => blockOf(block, page))

/** Nothing where there is nothing to show. */
function blockOf(block: Block, page: Page): string {
  switch (block.kind) {
    case 'paragraph':
      return sentences(block.sentences, page)
    case 'lead':
      return block.sentences.length === 0 ? '' : `> ${sentences(block.sentences, page)}`
    case 'list':
      return block.items
        .filter(({ length }) => length > 0)
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${sentences(item, page)}`)
        .join('\n')
    case 'figures':
      return block.figures
        .map(({ number, label, trace, weight }) => {
          const said = `${strong(number)} ${text(label)}${traced(trace, page)}`
          return `- ${weight === 'bad' ? `${signs.bad} ` : ''}${said}`
        })
        .join('\n')
    case 'table':
      return table(block, page)
    case 'way':
      return block.stops.map(stop).join(' → ')
    case 'bars':
      return bars(block, page)
    case 'picture': {
      const name = page.pictures.next().value
      return name === undefined ? '' : `![${text(block.description)}](<${encodeURI(name).replaceAll(/[<>\\]/g, '')}>)`
    }
    case 'terms':
      return block.terms.map(({ term, said }) => `- ${strong(term)}: ${sentences(said, page)}`).join('\n')
  }
}

const signs = { bad: '⚠️', good: '✅', quiet: '' }

/** Blanks stand on both sides of it, so that it is strong whatever it begins or ends with. */
const strong = (raw: string): string => `**${text(raw) || '…'}**`

function stop({ name, who, isCustomers, isFault }: Stop): string {
  const doer = isCustomers ? 'customer' : text(who)
  const said = [...(doer === '' ? [] : [doer]), ...(isFault ? ['here it goes wrong'] : [])].join('; ')
  return `${isFault ? `${signs.bad} ${strong(name)}` : text(name) || '…'}${said === '' ? '' : ` (${said})`}`
}

function table({ caption, head, rows }: TableBlock, page: Page): string {
  if (rows.length === 0) return ''
  const cell = (cell: Cell): string => {
    const said = sentence(cell, page)
    const sign = cell.mark ? signs[cell.mark] : ''
    return sign === '' || said === '' ? said : `${sign} ${said}`
  }
  return titled(
    caption,
    head.map(text),
    rows.map((row) => row.map(cell)),
  )
}

function bars({ bars, description }: Extract<Block, { kind: 'bars' }>, page: Page): string {
  if (bars.length === 0) return ''
  const rows = bars.map((bar) => {
    const promised = bar.promised === undefined ? '' : inPlainTime(bar.promised)
    return [text(bar.label), promised, takes(bar), sentence(bar.verdict, page)]
  })
  return titled(description, ['', 'Promised', 'Takes', ''], rows)
}

function titled(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = Math.max(head.length, ...rows.map(({ length }) => length))
  if (columns === 0) return ''
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: columns }, (_, i) => cells[i] ?? '').join(' | ')} |`
  const lines = [line(head), `|${' --- |'.repeat(columns)}`, ...rows.map(line)].join('\n')
  return text(caption) === '' ? lines : `${strong(caption)}\n\n${lines}`
}
