import type { Entry, Mapping, Node } from './tree.ts'

/** One text as it came in: `file` is what the user calls it, with `/`. */
export interface Source {
  readonly file: string
  readonly text: string
  /** Why its bytes are not a text in UTF-8, and at which offset that shows. */
  readonly damage?: { readonly message: string; readonly help: string; readonly says: string; readonly offset: number }
}

/** Bytes as they come from a disk → text. A byte order mark is not part of it. */
export function sourceOf(file: string, bytes: Uint8Array): Source {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return {
      file,
      text: '',
      damage: { message: 'The file is saved as UTF-16', help: 'Save it as UTF-8', says: 'UTF-16', offset: 0 },
    }
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes)
    const offset = Math.max(text.indexOf('\uFFFD'), 0)
    const help = 'Save it as UTF-8 (some spreadsheets and old editors use another encoding)'
    return {
      file,
      text,
      damage: { message: 'The file holds a sign that is not UTF-8', help, says: 'not UTF-8', offset },
    }
  }
}

/** A text that has been read: every value in it can be found again by its path of keys. */
export interface Document extends Source {
  readonly root: Mapping
}

/** Keys and list positions from the root: `['steps', 'take-call', 'next', 0, 'via']`. */
export type Path = readonly (string | number)[]

/** A place in a document, said by keys. It becomes line and column only when a finding needs them. */
export interface Place {
  readonly document: Document
  readonly path: Path
  /** Which part to mark: the key, or the value (the default; the key where the value is a map or a list). */
  readonly part?: 'key' | 'value'
  /** The key inside a map whose value names it best, and is marked for it: `to` for a flow, `what` for a failure. */
  readonly namedBy?: string
}

/** Offsets into the text of a document, the end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const inside = (place: Place, ...keys: (string | number)[]): Place => ({
  document: place.document,
  path: [...place.path, ...keys],
})

/**
 * The span of a place. Where the path leads further than the text does (a single flow has no `0`, a short form no
 * `to`), the last thing that is there is meant; where a key is missing, the thing that lacks it.
 */
export function spanOf({ document, path, part, namedBy }: Place): Span {
  let node: Node = document.root
  let entry: Entry | undefined
  for (const key of path) {
    if (node.kind === 'list' && typeof key === 'number') {
      const item: Node | undefined = node.items[key]
      if (item === undefined) break
      node = item
      entry = undefined
    } else if (node.kind === 'map' && typeof key === 'string') {
      const found: Entry | undefined = node.entries.get(key)
      if (found === undefined) break
      entry = found
      node = found.value
    }
  }
  const naming = namedBy !== undefined && node.kind === 'map' ? node.entries.get(namedBy)?.value : undefined
  if (naming?.kind === 'scalar' && naming.end > naming.start) return naming
  if (entry && (part === 'key' || node.kind !== 'scalar' || node.start === node.end))
    return { start: entry.keyStart, end: entry.keyEnd }
  if (node.kind === 'scalar') return node
  return firstLine(node, document.text)
}

/** Of something that stands over several lines, the part on its first one. */
function firstLine(node: Node, text: string): Span {
  const lineBreak = text.indexOf('\n', node.start)
  const end = lineBreak < 0 || lineBreak > node.end ? node.end : lineBreak
  return { start: node.start, end: Math.max(end, node.start) }
}

/** Line and column, both from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

const lineStarts = new WeakMap<Source, number[]>()

export function lineStartsOf(source: Source): number[] {
  const known = lineStarts.get(source)
  if (known) return known
  const starts = [0]
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1)
  lineStarts.set(source, starts)
  return starts
}

export function positionOf(source: Source, offset: number): Position {
  const starts = lineStartsOf(source)
  const line = lineAt(starts, offset)
  return { line: line + 1, column: offset - starts[line]! + 1 }
}

/** The line, from 0, that an offset is on, by where lines begin. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
