import { blockMap, headSize, list, Outline, textSize } from './outline.ts'
import type { Mapping } from './tree.ts'

/** One text as it came in: `file` is what the user calls it, with `/`. */
export interface Source {
  readonly file: string
  readonly text: string
  /** Why its bytes are not a text in UTF-8, and at which offset that shows. */
  readonly damage?: { readonly message: string; readonly help: string; readonly says: string; readonly offset: number }
}

const strictly = new TextDecoder('utf-8', { fatal: true })

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
    return { file, text: withLineFeeds(strictly.decode(bytes)) }
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

/**
 * A carriage return alone ends a line, to YAML as to editors, but not to `yaml`: behind a comment it would take it and all
 * that follows for a part of the comment. Every place in the text stays where it was.
 */
export const withLineFeeds = (text: string): string => (text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text)

/** A text that has been read: every value in it can be found again by its path of keys. */
export interface Document extends Source {
  readonly outline: Outline
  /** The same as a tree, which is made when somebody asks for it. */
  readonly root: Mapping
}

export const documentOf = ({ file, text }: Source, outline: Outline): Document => new Read(file, text, outline)

/** A class, since an object with a getter of its own gets a shape of its own, and V8 keeps those for long. */
class Read implements Document {
  constructor(
    readonly file: string,
    readonly text: string,
    readonly outline: Outline,
  ) {}

  get root(): Mapping {
    return this.outline.root
  }
}

/** A text whose places are known already: what was read from it is not kept. */
export const withoutPlaces = (source: Source): Document => documentOf(source, nothing)

const nothing = new Outline('', Int32Array.of(blockMap, 0, 0, headSize, 0), [])

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
export function spanOf({ document: { outline, text }, path, part, namedBy }: Place): Span {
  const { numbers } = outline
  let thing = 0
  let key = -1
  for (const step of path) {
    const kind = numbers[thing]!
    if (kind === list && typeof step === 'number') {
      const item = outline.itemIn(thing, step)
      if (item < 0) break
      thing = item
      key = -1
    } else if (kind >= blockMap && typeof step === 'string') {
      const found = outline.keyIn(thing, step)
      if (found < 0) break
      key = found
      thing = found + textSize
    }
  }
  const naming = namedBy !== undefined && numbers[thing]! >= blockMap ? outline.keyIn(thing, namedBy) : -1
  if (naming >= 0) {
    const named = spanIn(numbers, naming + textSize)
    if (numbers[naming + textSize]! < list && named.end > named.start) return named
  }
  const span = spanIn(numbers, thing)
  const isText = numbers[thing]! < list
  if (key >= 0 && (part === 'key' || !isText || span.start === span.end)) return spanIn(numbers, key)
  return isText ? span : firstLine(span, text)
}

const spanIn = (numbers: Int32Array, thing: number): Span => ({ start: numbers[thing + 1]!, end: numbers[thing + 2]! })

/** Of something that stands over several lines, the part on its first one. */
function firstLine({ start, end }: Span, text: string): Span {
  const lineBreak = text.indexOf('\n', start)
  return { start, end: Math.max(lineBreak < 0 || lineBreak > end ? end : lineBreak, start) }
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
