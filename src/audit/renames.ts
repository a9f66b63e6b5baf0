import { addTo } from '../multimap.ts'

/** A text with the name that it goes by. */
export interface NamedText {
  readonly file: string
  readonly text: string
}

/** From this share of equal lines on, two texts are one that was renamed, as in git. */
const alike = 0.5

/**
 * Which of the files that are gone became which of those that are new: by equal text first, then by the share of equal
 * lines, the most alike first. New name by old name.
 */
export function renames(gone: readonly NamedText[], added: readonly NamedText[]): Map<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  const pair = (from: string, to: string): void => {
    if (found.has(from) || taken.has(to)) return
    found.set(from, to)
    taken.add(to)
  }
  const byText = new Map<string, NamedText[]>()
  for (const one of added) addTo(byText, one.text, one)
  for (const { file, text } of gone) {
    const same = byText.get(text)?.find((other) => !taken.has(other.file))
    if (same) pair(file, same.file)
  }
  const lines = added.filter(({ file }) => !taken.has(file)).map(({ file, text }) => ({ file, lines: linesOf(text) }))
  const pairs = gone
    .filter(({ file }) => !found.has(file))
    .flatMap(({ file, text }) => {
      const own = linesOf(text)
      return lines.map((other) => ({ from: file, to: other.file, share: shareOfEqualLines(own, other.lines) }))
    })
    .filter(({ share }) => share >= alike)
  for (const { from, to } of pairs.sort((a, b) => b.share - a.share || (a.from < b.from ? -1 : 1))) pair(from, to)
  return found
}

/** Whether two texts are so unlike that one did not become the other. */
export const areOthers = (before: string, after: string): boolean =>
  before !== after && shareOfEqualLines(linesOf(before), linesOf(after)) < alike

interface Lines {
  readonly times: ReadonlyMap<string, number>
  readonly all: number
}

function linesOf(text: string): Lines {
  const times = new Map<string, number>()
  const lines = text.split('\n').map((line) => line.trim())
  for (const line of lines) if (line !== '') times.set(line, (times.get(line) ?? 0) + 1)
  return { times, all: [...times.values()].reduce((sum, time) => sum + time, 0) }
}

function shareOfEqualLines(a: Lines, b: Lines): number {
  let equal = 0
  for (const [line, times] of a.times) equal += Math.min(times, b.times.get(line) ?? 0)
  return equal / Math.max(a.all, b.all, 1)
}
