import { unsafe } from '../report/text.ts'

const most = 31

/**
 * Names as Excel takes them for sheets, in the same order: 31 signs at most, none of those it forbids, none empty, no two
 * alike, even but for large and small letters.
 */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, i) => {
    const plain = allowed(name) || `Sheet ${i + 1}`
    let free = cut(plain, most)
    for (let copy = 2; taken.has(free.toLowerCase()); copy++) {
      const mark = ` (${copy})`
      free = cut(plain, most - mark.length) + mark
    }
    taken.add(free.toLowerCase())
    return free
  })
}

/** Excel keeps one name for itself, forbids apostrophes at both ends, and reads `_x0041_` as a letter. */
function allowed(name: string): string {
  const plain = name
    .replaceAll(unsafe(), ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll(/[\\/:*?\ufffe\uffff]/g, '-')
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[' ]+|[' ]+$/g, '')
  return plain.toLowerCase() === 'history' ? `${plain} -` : plain
}

/** The first `length` units of UTF-16, but never half a sign, nor an apostrophe at the end. */
const cut = (name: string, length: number): string =>
  name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[' ]+$/, '')
