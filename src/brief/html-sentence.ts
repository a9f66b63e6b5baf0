import type { Sentence, Trace } from './document.ts'
import { text } from './html-text.ts'
import type { Entry, Notes } from './outline.ts'

/** What is known of the whole page while a part of it is written. */
export interface Page {
  readonly entries: ReadonlyMap<string, Entry>
  readonly notes: Notes
}

export const sentences = (all: readonly Sentence[], page: Page): string =>
  all.map((one) => sentence(one, page)).join(' ')

/** A sentence, the number of the chapter that tells more, and the number of the note that says what it stands on. */
export const sentence = (said: Sentence, page: Page): string =>
  `${text(said.text)}${see(said.to, page)}${traced(said.trace, page)}`

/** By number, so that it leads there on paper too. */
function see(to: string | undefined, { entries }: Page): string {
  const entry = to === undefined ? undefined : entries.get(to)
  if (!entry) return ''
  const { number, chapter } = entry
  const title = `<span class="unseen"> ${text(chapter.title)}</span>`
  return `&nbsp;<a class="see" href="#${chapter.id}"><span class="unseen">See chapter </span>${number}${title}</a>`
}

export function traced(trace: Trace, { notes }: Page): string {
  const note = notes.of(trace)
  if (!note) return ''
  const id = note.isFirst ? ` id="from_${note.number}"` : ''
  const link = `<a${id} href="#note_${note.number}"><span class="unseen">Note </span>${note.number}</a>`
  return `<sup class="traced">${link}</sup>`
}
