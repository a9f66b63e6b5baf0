/** Names in scripts that run from right to left, and the sentences they stand in, which do not. */

/** Hebrew, Arabic and their like. */
const sign = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'
const isThere = new RegExp(`[${sign}]`, 'u')
const next = new RegExp(`[${sign}]`, 'gu')
const otherLetter = new RegExp(`(?![${sign}])[\\p{L}“”]`, 'gu')
const marks = /\p{M}*/uy

/**
 * Parts of a text, each second one to be set apart: what stands after a name that runs from right to left, a number above
 * all, would else be drawn in front of it. Of a name between quotes that is the whole.
 */
export function partsToIsolate(text: string): readonly string[] {
  if (!isThere.test(text)) return [text]
  const parts = ['']
  const quotes = text.split(/([“”])/)
  for (const [i, part] of quotes.entries()) {
    const isName = quotes[i - 1] === '“' && quotes[i + 1] === '”' && isThere.test(part)
    const [first = '', ...others] = isName ? ['', part, ''] : aroundNames(part)
    parts[parts.length - 1] += first
    for (const other of others) parts.push(other)
  }
  return parts
}

/**
 * A text in parts, of which each second one is a name: from the first such sign to the last before a letter of another
 * script. It is looked for step by step: one expression for all of it overflows on a text of millions of signs.
 */
function aroundNames(text: string): readonly string[] {
  const parts: string[] = []
  let at = 0
  for (let start = indexOf(next, text, 0); start < text.length; start = indexOf(next, text, at)) {
    marks.lastIndex = endOfLast(text, start, indexOf(otherLetter, text, start))
    const end = marks.lastIndex + marks.exec(text)![0].length
    parts.push(text.slice(at, start), text.slice(start, end))
    at = end
  }
  return [...parts, text.slice(at)]
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}

/** Where the last such sign ends, in a stretch that begins with one. */
function endOfLast(text: string, start: number, end: number): number {
  let at = end
  while (at > start) {
    const before = at - (at - 2 >= start && text.codePointAt(at - 2)! > 0xffff ? 2 : 1)
    if (isThere.test(text.slice(before, at))) break
    at = before
  }
  return at
}
