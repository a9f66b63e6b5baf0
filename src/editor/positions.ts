import { lineAt, lineStartsOf as linesOfFindings, type Source, type Span } from '../read/document.ts'
import type { Location } from '../finding.ts'

/** A place as editors count: lines and UTF-16 units from 0. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** The end is exclusive. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

/** For a place of which nothing better is known. */
export const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

const starts = new WeakMap<Source, readonly number[]>()

/** Where lines begin. To an editor a lone carriage return ends a line too, which findings do not count. */
function lineStartsOf(source: Source): readonly number[] {
  const known = starts.get(source)
  if (known) return known
  const found = /\r(?!\n)/.test(source.text)
    ? [0, ...[...source.text.matchAll(/\r\n|\r|\n/g)].map((ending) => ending.index + ending[0].length)]
    : linesOfFindings(source)
  starts.set(source, found)
  return found
}

export function positionOf(source: Source, offset: number): Position {
  const lines = lineStartsOf(source)
  const line = lineAt(lines, offset)
  return { line, character: offset - lines[line]! }
}

export const rangeOf = (source: Source, { start, end }: Span): Range => ({
  start: positionOf(source, start),
  end: positionOf(source, end),
})

/** A place behind the end of its line, or of the text, means that end. */
export function offsetOf(source: Source, { line, character }: Position): number {
  const lines = lineStartsOf(source)
  if (line >= lines.length) return source.text.length
  const start = lines[Math.max(line, 0)]!
  const after = lines[line + 1]
  const end = after === undefined ? source.text.length : start + lineLength(source.text.slice(start, after))
  return Math.min(start + Math.max(character, 0), end)
}

const lineLength = (line: string): number => line.replace(/[\r\n]+$/, '').length

/** The offsets of what a finding marks. */
export function spanOfLocation(source: Source, { line, column, endLine, endColumn }: Location): Span {
  const lines = linesOfFindings(source)
  const at = (number: number, position: number): number =>
    Math.min((lines[number - 1] ?? source.text.length) + position - 1, source.text.length)
  return { start: at(line, column), end: at(endLine, endColumn) }
}

/** Whether two stretches have a place in common; a cursor at either end is inside. */
export const touch = (one: Span, other: Span): boolean => one.start <= other.end && other.start <= one.end
