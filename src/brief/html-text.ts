import { signsOf } from '../draw/text-width.ts'
import { clean } from '../report/text.ts'
import { partsToIsolate } from './bidi.ts'

/**
 * Text from files as html: what it says is shown, none of it is obeyed. Names that run from right to left do not turn
 * around what stands beside them, and what has no blank may be broken.
 */
export const text = (raw: string): string =>
  partsToIsolate(clean(raw))
    .map((part, i) => (i % 2 === 1 ? `<bdi>${breakable(part)}</bdi>` : breakable(part)))
    .join('')

/** The same for the value of an attribute, or a place where no elements can be. */
export const attribute = (raw: string): string => escaped(clean(raw))

/** For a string in a style sheet: nothing that could end the string, the rule or the element. */
export const inStyle = (raw: string): string =>
  clean(raw).replaceAll(/[^A-Za-z0-9 ]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)

/** Whether anything would be seen of it. */
export const isBlank = (raw: string): boolean => raw.trim() === ''

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (cleaned: string): string =>
  cleaned.replaceAll(/[&<>"']|\p{Noncharacter_Code_Point}/gu, (sign) => signs[sign] ?? '\ufffd')

/**
 * Longer than any word, so that no word is ever broken. What is longer than a million comes in parts, since an expression
 * without an end overflows on tens of millions.
 */
const tooLong = /(\S{30,1000000})/u

function breakable(cleaned: string): string {
  if (!tooLong.test(cleaned)) return escaped(cleaned)
  return cleaned
    .split(tooLong)
    .map((part, i) => (i % 2 === 1 ? pieces(part).map(escaped).join('<wbr>') : escaped(part)))
    .join('')
}

function pieces(word: string, size = 10): string[] {
  const all = signsOf(word)
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size).join(''))
}
