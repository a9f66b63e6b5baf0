import type { Document } from '../read/document.ts'
import { isEmpty, type List, type Mapping, type Node } from '../read/tree.ts'
import {
  type Change,
  endOf,
  endOfEntry,
  filledIn,
  lineAfter,
  lineBreakOf,
  lineEnd,
  lineStart,
  scalar,
} from './write-yaml.ts'

/** An entry of `accepted`, with its keys in the order in which they are to stand. */
export type Entry = Readonly<Record<string, string>>

/** Adds an entry at the end of `accepted`, in the indentation and the style that the list has, or adds the list. */
export function withAcceptance({ text, root }: Document, entry: Entry): Change[] {
  const inBraces = `{ ${Object.entries(entry)
    .map(([key, value]) => `${key}: ${scalar(value)}`)
    .join(', ')} }`
  const present = root.entries.get('accepted')
  if (!present) return [newSection(text, root, inBraces)]
  const { value } = present
  if (isEmpty(value)) {
    if (value.start < value.end || root.flow) return just(filledIn(text, present, `[${inBraces}]`))
    return [lineAfter(text, present.keyEnd, `  - ${inBraces}`)]
  }
  if (value.kind === 'map') return madeList(text, value, entry, inBraces)
  if (value.kind !== 'list') return []
  return value.items.length === 0
    ? just(filledIn(text, present, `[${inBraces}]`))
    : addedTo(text, value, entry, inBraces)
}

const just = (change: Change | undefined): Change[] => (change ? [change] : [])

function newSection(text: string, root: Mapping, inBraces: string): Change {
  if (root.flow) {
    const last = [...root.entries.values()].at(-1)
    const at = last ? endOfEntry(text, last) : root.start + 1
    return { start: at, end: at, text: last ? `, accepted: [${inBraces}]` : `accepted: [${inBraces}]` }
  }
  const lineBreak = lineBreakOf(text)
  // Before a line that ends the document.
  const written = endOf(text, root)
  const ending = /^(?:\.\.\.|---)(?=\s|$)/m.exec(text.slice(written))
  const at = ending ? written + ending.index : text.length
  const [first] = root.entries.values()
  const indentation = first ? ' '.repeat(first.keyStart - lineStart(text, first.keyStart)) : ''
  const before = at === 0 || text[at - 1] === '\n' ? '' : lineBreak
  const section = [`${indentation}accepted:`, `${indentation}  - ${inBraces}`].join(lineBreak)
  return { start: at, end: at, text: `${before}${section}${lineBreak}` }
}

/** A single entry without a list becomes the first of one. */
function madeList(text: string, map: Mapping, entry: Entry, inBraces: string): Change[] {
  const end = endOf(text, map)
  if (map.flow)
    return [
      { start: map.start, end: map.start, text: '[' },
      { start: end, end, text: `, ${inBraces}]` },
    ]
  const start = lineStart(text, map.start)
  const indentation = text.slice(start, map.start)
  if (!/^ *$/.test(indentation)) return []
  const changes: Change[] = [{ start: map.start, end: map.start, text: '- ' }]
  for (let at = lineEnd(text, map.start); at < end; ) {
    const next = text.indexOf('\n', at) + 1
    if (next === 0 || next >= end) break
    at = lineEnd(text, next)
    if (text.slice(next, at).trim() !== '') changes.push({ start: next, end: next, text: '  ' })
  }
  return [...changes, lineAfter(text, end, inBlock(text, `${indentation}- `, entry))]
}

function addedTo(text: string, list: List, entry: Entry, inBraces: string): Change[] {
  const last = list.items.at(-1)!
  if (text[list.start] === '[') return inBrackets(text, last, inBraces)
  const dash = /(?:^|\n)( *)(-(?: +|[ \t]*(?:#[^\n]*)?\r?\n *))$/.exec(text.slice(0, last.start))
  if (!dash) return []
  const [, indentation, sign] = dash as unknown as [string, string, string]
  const lead = `${indentation}${sign.includes('\n') ? '- ' : sign}`
  const line = last.kind === 'map' && !last.flow ? inBlock(text, lead, entry) : `${lead}${inBraces}`
  return [lineAfter(text, endOf(text, last), line)]
}

/** Behind the last entry in `[ ]`: on a line of its own where that has one. */
function inBrackets(text: string, last: Node, inBraces: string): Change[] {
  const end = endOf(text, last)
  const at = lineEnd(text, end)
  const indentation = text.slice(lineStart(text, last.start), last.start)
  const rest = text.slice(end, at)
  if (!/^[ \t]*$/.test(indentation) || !/^[ \t]*,?[ \t]*(?:#.*)?$/.test(rest))
    return [{ start: end, end, text: `, ${inBraces}` }]
  const hasComma = /^[ \t]*,/.test(rest)
  const line = `${lineBreakOf(text)}${indentation}${inBraces}`
  if (hasComma) return [{ start: at, end: at, text: `${line},` }]
  return at === end
    ? [{ start: at, end: at, text: `,${line}` }]
    : [
        { start: end, end, text: ',' },
        { start: at, end: at, text: line },
      ]
}

/** One key a line, the first behind the dash. */
const inBlock = (text: string, lead: string, entry: Entry): string =>
  Object.entries(entry)
    .map(([key, value], i) => `${i === 0 ? lead : ' '.repeat(lead.length)}${key}: ${scalar(value)}`)
    .join(lineBreakOf(text))
