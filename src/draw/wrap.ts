import { clean } from '../report/text.ts'
import { signsOf, textWidth } from './text-width.ts'

export interface Fit {
  /** Pixels. */
  readonly width: number
  readonly size: number
  /** Lines at most; what does not fit ends in an ellipsis. */
  readonly lines: number
  readonly isBold?: boolean
}

/** A text in lines that are no wider than asked. Words are parted only where they are too long for a line. */
export function linesOf(text: string, { width, size, lines: most, isBold = false }: Fit): string[] {
  const fits = (line: string): boolean => textWidth(line, size, isBold) <= width
  const lines: string[] = []
  let line = ''
  for (const word of pieces(text, fits)) {
    const longer = line === '' ? word.text : `${line}${word.glued ? '' : ' '}${word.text}`
    if (fits(longer)) {
      line = longer
      continue
    }
    lines.push(line)
    if (lines.length > most) break
    line = word.text
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), cut(lines[most - 1]!, fits)]
}

/** Words, those that are too long in parts. */
function* pieces(text: string, fits: (line: string) => boolean): Iterable<{ text: string; glued: boolean }> {
  for (const word of text.split(' ')) {
    if (fits(word)) {
      yield { text: word, glued: false }
      continue
    }
    let part = ''
    let glued = false
    for (const sign of signsOf(word)) {
      if (part !== '' && !fits(part + sign)) {
        yield { text: part, glued }
        part = ''
        glued = true
      }
      part += sign
    }
    yield { text: part, glued }
  }
}

function cut(line: string, fits: (line: string) => boolean): string {
  let signs = signsOf(line)
  while (signs.length > 0 && !fits(`${signs.join('')}…`)) signs = signs.slice(0, -1)
  return `${signs.join('').trimEnd()}…`
}

/**
 * Text from a file as it is drawn: what would reverse, hide or end it shows as an escape, marks do not pile up, and it
 * is one line. Where nothing to be seen is left, what is given instead.
 */
export function shown(text: string, instead = '…'): string {
  const one = clean(text)
    .replaceAll(/[\p{Noncharacter_Code_Point}\p{Co}]/gu, '\ufffd')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return /[^\p{M}\p{Z}\u200c\u200d]/u.test(one) ? one : instead
}
