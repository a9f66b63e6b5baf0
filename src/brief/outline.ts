import type { Chapter, ReportDocument, Trace } from './document.ts'

/** A chapter with the number that people name it by in a meeting: `3`, `3.2`. */
export interface Entry {
  readonly chapter: Chapter
  readonly number: string
  /** 1 for the chapters of the report itself. */
  readonly depth: number
  readonly entries: readonly Entry[]
}

/** The chapters of a report, numbered. */
export const outlineOf = ({ chapters }: ReportDocument): readonly Entry[] => numbered(chapters, '', 1)

/** All of them by what links lead to. */
export const byId = (outline: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(outline.flatMap((entry) => [[entry.chapter.id, entry] as const, ...byId(entry.entries)]))

const numbered = (chapters: readonly Chapter[], before: string, depth: number): readonly Entry[] =>
  chapters.map((chapter, i) => {
    const number = `${before}${i + 1}`
    return { chapter, number, depth, entries: numbered(chapter.chapters ?? [], `${number}.`, depth + 1) }
  })

/** What sentences can be traced to, numbered in the order in which it is first asked for. */
export interface Notes {
  /** The number of a trace, and whether it is asked for the first time; nothing where no traces are wanted or there are none. */
  readonly of: (trace: Trace) => { readonly number: number; readonly isFirst: boolean } | undefined
  readonly all: () => readonly Trace[]
}

/** Sentences that stand on the same have the same number. */
export function notesFor(isWanted: boolean): Notes {
  const traces = new Map<string, Trace>()
  const numbers = new Map<string, number>()
  return {
    of(trace) {
      if (!isWanted || trace.length === 0) return
      const key = JSON.stringify(trace)
      const isFirst = !numbers.has(key)
      if (isFirst) {
        traces.set(key, trace)
        numbers.set(key, traces.size)
      }
      return { number: numbers.get(key)!, isFirst }
    },
    all: () => [...traces.values()],
  }
}
