import { names } from './package.ts'
import { shown, tag, text, type Xml } from './xml.ts'

/** What Excel takes in one cell: units of UTF-16, and line breaks. */
const most = { signs: 32_767, breaks: 253 }

export interface SharedTexts {
  /** The number by which a cell names its text. */
  readonly of: (words: string) => number
  readonly xml: () => Xml
}

/** The texts of a workbook, each written once. */
export function sharedTexts(): SharedTexts {
  const known = new Map<string, number>()
  let uses = 0
  return {
    of(words) {
      uses++
      const number = known.get(words) ?? known.size
      known.set(words, number)
      return number
    },
    xml: () =>
      tag(
        'sst',
        { xmlns: names.sheet, count: uses, uniqueCount: known.size },
        [...known.keys()].map((words) =>
          tag('si', {}, tag('t', { 'xml:space': 'preserve' }, text(literal(fitting(shown(words)))))),
        ),
      ),
  }
}

/** Excel reads `_x0041_` as the letter with that number, unless the first stroke is itself written so. */
export const literal = (words: string): string => words.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')

/** What does not fit into a cell is left out, and that it is left out is said. */
function fitting(words: string): string {
  let breaks = 0
  const lines = words.replaceAll('\n', (sign) => (++breaks > most.breaks ? ' ' : sign))
  if (lines.length <= most.signs) return lines
  const kept = lines.slice(0, most.signs - 60).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${lines.length - kept.length} more characters do not fit here)`
}
