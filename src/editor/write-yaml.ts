import { valueOf } from '../read/tree.ts'
import type { Entry, Mapping, Node } from '../read/tree.ts'

/** A stretch of a text to be replaced; offsets, the end exclusive. What is not named stays as it is. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Changes that do not overlap, carried out. */
export function changed(text: string, changes: readonly Change[]): string {
  let result = text
  for (const { start, end, text: by } of [...changes].sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + by + result.slice(end)
  return result
}

/** A text as a value, plain where it may be, that reads back the same in block and in `{ }`. */
export function scalar(text: string): string {
  const plain = /^[\p{L}\p{N}](?:[\p{L}\p{N} _./'()-]*[\p{L}\p{N}_.)-])?$/u.test(text)
  if (plain && valueOf({ kind: 'scalar', start: 0, end: 0, text, plain: true }) === text) return text
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** How the lines of a text end. */
export const lineBreakOf = (text: string): string => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n')

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** The end of the line that an offset is on, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end < 0) return text.length
  return text[end - 1] === '\r' && end > offset ? end - 1 : end
}

/** A line of its own after the line that something ends on. A text in block style ends behind the empty lines below it. */
export function lineAfter(text: string, end: number, line: string): Change {
  const lineBreak = lineBreakOf(text)
  if (end > 0 && text[end - 1] === '\n') {
    let start = end
    while (start > 0) {
      const above = lineStart(text, start - 1)
      if (text.slice(above, start).trim() !== '') break
      start = above
    }
    return { start, end: start, text: line + lineBreak }
  }
  const at = lineEnd(text, end)
  return { start: at, end: at, text: lineBreak + line }
}

/**
 * Gives a map a key, or an empty key its value, in the style that the map has. A new key stands behind one of those in
 * `after`, else behind the last one that takes a single line. Undefined where there is no simple place for it.
 */
export function withKey(
  text: string,
  map: Mapping,
  key: string,
  value: string,
  after: readonly string[],
): Change | undefined {
  const present = map.entries.get(key)
  if (present) return filledIn(text, present, value)
  const anchor = anchorIn(text, map, after)
  if (!anchor) return undefined
  const end = endOf(text, anchor.value)
  if (map.flow) return { start: end, end, text: `, ${key}: ${value}` }
  const indentation = ' '.repeat(anchor.keyStart - lineStart(text, anchor.keyStart))
  return lineAfter(text, end, `${indentation}${key}: ${value}`)
}

/** A value in place of one that says nothing, or of another on one line. */
export function filledIn(text: string, { keyEnd, value: node }: Entry, value: string): Change | undefined {
  if (node.start < node.end) {
    const end = endOf(text, node)
    return isOnOneLine(text, node.start, end) ? { start: node.start, end, text: value } : undefined
  }
  const colon = /^[ \t]*:/.exec(text.slice(keyEnd, keyEnd + 80))
  if (!colon) return undefined
  const at = keyEnd + colon[0].length
  return { start: at, end: at, text: ` ${value}` }
}

function anchorIn(text: string, { entries }: Mapping, after: readonly string[]): Entry | undefined {
  const fits = ({ keyStart, value }: Entry): boolean =>
    value.start > keyStart && value.end > value.start && isOnOneLine(text, keyStart, endOf(text, value))
  const wanted = after.map((key) => entries.get(key)).find((entry) => entry && fits(entry))
  return wanted ?? [...entries.values()].findLast(fits)
}

export const isOnOneLine = (text: string, start: number, end: number): boolean => !text.slice(start, end).includes('\n')

/** Where the last thing ends that is written in a node, its bracket included. */
export function endOf(text: string, node: Node): number {
  if (node.kind === 'scalar') return node.end
  const last = node.kind === 'list' ? node.items.at(-1) : [...node.entries.values()].at(-1)
  const inner = last === undefined ? node.start + 1 : 'kind' in last ? endOf(text, last) : endOfEntry(text, last)
  if (text[node.start] !== '[' && text[node.start] !== '{') return inner
  return closedAt(text, inner) ?? Math.max(inner, node.end)
}

/** Behind the bracket that comes next, where only blanks, commas and comments are before it. */
function closedAt(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!
    if (sign === ']' || sign === '}') return at + 1
    if (sign === '#') at = lineEnd(text, at)
    else if (sign !== ',' && sign.trim() !== '') return undefined
  }
  return undefined
}

export function endOfEntry(text: string, { keyEnd, value }: Entry): number {
  if (value.end > value.start) return endOf(text, value)
  return keyEnd + (/^[ \t]*:/.exec(text.slice(keyEnd))?.[0].length ?? 0)
}

/** Everything that a node says, without how it is written: to see that a change says what it should, and no more. */
export function meaning(node: Node): unknown {
  if (node.kind === 'scalar') return valueOf(node)
  if (node.kind === 'list') return node.items.map(meaning)
  const held: Record<string, unknown> = Object.create(null)
  for (const [key, { value }] of node.entries) held[key] = meaning(value)
  return held
}

/** Whether two meanings are the same, in whatever order the keys stand. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  if (keys.length !== others.length) return false
  return keys.every(
    (key) =>
      Object.hasOwn(other, key) &&
      isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
  )
}
