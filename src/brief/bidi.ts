/** Names in scripts that run from right to left, and the sentences they stand in, which do not. */

/** Hebrew, Arabic and their like. */
const sign = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}'
const isThere = new RegExp(`[${sign}]`, 'u')
/** The whole of a name between quotes; or else from the first such sign to the last before a letter of another script. */
const names = new RegExp(`((?<=“)[^“”]*[${sign}][^“”]*(?=”)|[${sign}](?:[^\\p{L}“”]*[${sign}])*\\p{M}*)`, 'u')

/**
 * Parts of a text, each second one to be set apart: what stands after a name that runs from right to left, a number above
 * all, would else be drawn in front of it.
 */
export const partsToIsolate = (text: string): readonly string[] => (isThere.test(text) ? text.split(names) : [text])
