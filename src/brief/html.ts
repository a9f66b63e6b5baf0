import { createHash } from 'node:crypto'
import { shortened } from '../words.ts'
import type { ReportDocument, Trace } from './document.ts'
import { blocks, isWide } from './html-blocks.ts'
import { firstPageSize } from './html-first-page.ts'
import { sizeName } from './html-print.ts'
import type { Page } from './html-sentence.ts'
import { styleFor } from './html-style.ts'
import { attribute, isBlank, text } from './html-text.ts'
import { byId, type Entry, notesFor, outlineOf } from './outline.ts'

/**
 * The report as one file for a browser: nothing is fetched, nothing can run (the policy says so), and it prints to a PDF.
 * With `trace`, each sentence is followed by the number of a note that says what it stands on.
 */
export function html(document: ReportDocument, { trace }: { trace: boolean }): string {
  const outline = outlineOf(document)
  const page: Page = { entries: byId(outline), notes: notesFor(trace) }
  const title = isBlank(document.title) ? 'Report' : document.title
  const style = styleFor(shortened(title, 90))
  const first = firstPage(document, title, page)
  const chapters = outline.map((entry) => chapterOf(entry, page))
  const notes = page.notes.all()
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy([style, ...stylesOfPictures(document)])}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${attribute(title)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...(outline.length > 0
      ? [
          '<a class="skip" href="#contents_">Skip to the contents</a>',
          `<a class="skip" href="#${outline[0]!.chapter.id}">Skip to the first chapter</a>`,
        ]
      : []),
    '<main>',
    first,
    ...(outline.length > 0 ? [contents(outline, notes.length > 0)] : []),
    ...chapters,
    ...(notes.length > 0 ? [endNotes(notes)] : []),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function policy(styles: readonly string[]): string {
  const hashes = [...new Set(styles)].map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  return `default-src 'none'; style-src ${hashes.join(' ')}; img-src data:; base-uri 'none'; form-action 'none'`
}

/** A picture brings its own style where it has one. */
function stylesOfPictures(document: ReportDocument): string[] {
  const all = (chapters: ReportDocument['chapters']): ReportDocument['firstPage'] =>
    chapters.flatMap(({ blocks, chapters = [] }) => [...blocks, ...all(chapters)])
  return [...document.firstPage, ...all(document.chapters)].flatMap((block) =>
    block.kind === 'picture'
      ? [...block.svg.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style!)
      : [],
  )
}

function firstPage(document: ReportDocument, title: string, page: Page): string {
  const under = isBlank(document.subtitle) ? '' : `\n<p class="subtitle">${text(document.subtitle)}</p>`
  const head = `<header>\n<h1>${text(title)}</h1>${under}\n</header>`
  return `<div class="first ${sizeName(firstPageSize(document))}">\n${head}\n${blocks(document.firstPage, page)}\n</div>`
}

function contents(outline: readonly Entry[], hasNotes: boolean): string {
  const list = (entries: readonly Entry[]): string => `<ol role="list">\n${entries.map(line).join('\n')}\n</ol>`
  const line = ({ chapter, number, depth, entries }: Entry): string =>
    `<li><a href="#${chapter.id}"><span class="number">${number}</span> <span>${titleOf(chapter.title)}</span></a>${
      entries.length > 0 && depth < 2 ? `\n${list(entries)}` : ''
    }</li>`
  const notes = hasNotes ? '\n<p class="to-notes"><a href="#notes_">What the sentences stand on</a></p>' : ''
  return [
    '<nav id="contents_" aria-labelledby="contents_title">',
    '<h2 id="contents_title">Contents</h2>',
    `${list(outline)}${notes}`,
    '</nav>',
  ].join('\n')
}

/**
 * Its own blocks apart from its chapters, so that one of them can be laid across without the others. A chapter that
 * comes right under another's heading does not leave that heading alone on a sheet.
 */
function chapterOf({ chapter, number, depth, entries }: Entry, page: Page, isUnderHeading = false): string {
  const level = `h${Math.min(depth + 1, 6)}`
  const classes = [
    'chapter',
    `level-${Math.min(depth, 3)}`,
    ...(chapter.onItsOwnPage && !isUnderHeading ? ['own-page'] : []),
  ].join(' ')
  const heading = `<${level}><span class="number">${number}</span> ${titleOf(chapter.title)}</${level}>`
  return [
    `<section class="${classes}" id="${chapter.id}">`,
    `<div class="own${isWide(chapter.blocks) ? ' across-page' : ''}">`,
    heading,
    blocks(chapter.blocks, page),
    '</div>',
    ...entries.map((entry, i) => chapterOf(entry, page, i === 0 && chapter.blocks.length === 0)),
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function endNotes(notes: readonly Trace[]): string {
  const items = notes.map((trace, i) => {
    const stands = trace.map((one) => `<code>${text(one)}</code>`).join(', ')
    const back = `<a href="#from_${i + 1}">back<span class="unseen"> to note ${i + 1} in the text</span></a>`
    return `<li id="note_${i + 1}">${stands} ${back}</li>`
  })
  return [
    '<section class="chapter level-1 own-page notes" id="notes_">',
    '<h2>What the sentences stand on</h2>',
    '<p>The small numbers lead here: to the findings, by their fingerprints, and to the counts that a sentence was made of.</p>',
    `<ol>\n${items.join('\n')}\n</ol>`,
    '</section>',
  ].join('\n')
}

const titleOf = (title: string): string => text(isBlank(title) ? '…' : title)
