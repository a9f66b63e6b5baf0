/** Names in scripts that run from right to left, and the sentences they stand in, which do not. */

/** Hebrew, Arabic and their like. */
const sign = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'
const isThere = new RegExp(`[${sign}]`, 'u')
/** From the first such sign to the last before a letter of another script. */
const names = new RegExp(`([${sign}](?:[^\\p{L}“”]*[${sign}])*\\p{M}*)`, 'u')

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
    const [first = '', ...others] = isName ? ['', part, ''] : part.split(names)
    parts[parts.length - 1] += first
    parts.push(...others)
  }
  return parts
}
