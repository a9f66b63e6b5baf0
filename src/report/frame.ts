import type { Location, Severity } from '../finding.ts'
import { lineStartsOf, type Source } from '../read/document.ts'
import type { Paint } from './paint.ts'
import { clean, width } from './text.ts'

export interface FrameMark extends Location {
  readonly label: string
  readonly primary: boolean
}

/** A mark on one line, in columns of the terminal from 0. */
interface Stroke {
  readonly from: number
  readonly to: number
  readonly label: string
  readonly primary: boolean
}

/** The quoted lines with all marked places in one frame; the place of the first mark heads it. */
export function frame(
  marks: readonly FrameMark[],
  sources: ReadonlyMap<string, Source>,
  severity: Severity,
  paint: Paint,
  columns: number,
): string[] {
  const gutter = Math.max(...marks.map(({ line }) => String(line).length))
  const bar = `${' '.repeat(gutter + 1)}${paint.quiet('|')}`
  const out: string[] = []
  for (const file of new Set(marks.map((mark) => mark.file))) {
    const here = marks.filter((mark) => mark.file === file)
    const [head] = here as [FrameMark]
    const arrow = out.length === 0 ? '-->' : ':::'
    out.push(`${' '.repeat(gutter)}${paint.quiet(arrow)} ${clean(file)}:${head.line}:${head.column}`)
    const source = sources.get(file)
    if (!source) continue
    out.push(bar)
    for (const line of [...new Set(here.map((mark) => mark.line))].sort((a, b) => a - b)) {
      const { text, strokes } = quote(source, line, here, columns - gutter - 3)
      out.push(`${paint.quiet(`${String(line).padStart(gutter)} |`)} ${text}`.trimEnd())
      for (const row of rows(strokes, columns - gutter - 3)) out.push(`${bar} ${painted(row, severity, paint)}`)
    }
  }
  out.push(bar)
  return out
}

function quote(
  source: Source,
  line: number,
  marks: readonly FrameMark[],
  room: number,
): { text: string; strokes: Stroke[] } {
  const starts = lineStartsOf(source)
  const whole = source.text.slice(starts[line - 1], (starts[line] ?? source.text.length + 1) - 1).replace(/\r$/, '')
  const here = marks.filter((mark) => mark.line === line)
  const { raw, start } = around(whole, Math.min(...here.map(({ column }) => column)) - 1, room)
  const before = (units: number): number => width(clean(raw.slice(0, Math.max(units - start, 0))))
  const strokes = here.map(({ column, endLine, endColumn, label, primary }) => {
    const from = before(column - 1)
    const to = before(endLine > line ? whole.length : endColumn - 1)
    return { from, to: Math.max(to, from + 1), label, primary }
  })
  return crop(clean(raw), strokes, room)
}

/** As much of a line as can be shown, and more. A file may be one line with a thousand findings: none measures it all. */
function around(whole: string, first: number, room: number): { raw: string; start: number } {
  const start = Math.max(0, first - 2 * room)
  if (start === 0 && whole.length <= 4 * room) return { raw: whole, start }
  const isHalf = (at: number): boolean => /[\udc00-\udfff]/.test(whole.charAt(at))
  const from = isHalf(start) ? start + 1 : start
  const end = first + 3 * room
  return { raw: whole.slice(from, isHalf(end) ? end + 1 : end), start: from }
}

/** Of a long line, the part round the marks. */
function crop(text: string, strokes: readonly Stroke[], room: number): { text: string; strokes: Stroke[] } {
  if (width(text) <= room) return { text, strokes: [...strokes] }
  const first = Math.min(...strokes.map(({ from }) => from))
  const last = Math.max(...strokes.map(({ to }) => to))
  const cut = last + 4 <= room ? 0 : Math.max(0, Math.min(first - 8, last + 16 - room))
  const letters = [...text]
  let shown = cut > 0 ? '…' : ''
  let wide = cut > 0 ? 1 : 0
  let column = 0
  for (const letter of letters) {
    const more = width(letter)
    if (column >= cut + (cut > 0 ? 1 : 0)) {
      if (wide + more >= room) break
      shown += letter
      wide += more
    }
    column += more
  }
  const shift = ({ from, to, ...rest }: Stroke): Stroke => {
    const start = Math.min(Math.max(from - cut, 0), room - 2)
    return { ...rest, from: start, to: Math.min(Math.max(to - cut, start + 1), room - 1) }
  }
  return { text: width(text) - cut > room ? `${shown}…` : shown, strokes: strokes.map(shift) }
}

interface Piece {
  readonly at: number
  readonly text: string
  readonly primary: boolean
}

/** The lines under a quoted line: the strokes with the last one's label, then the other labels below, from the right. */
function rows(strokes: readonly Stroke[], room: number): Piece[][] {
  const sorted = [...strokes].sort((a, b) => a.from - b.from || Number(b.primary) - Number(a.primary))
  const apart = sorted.filter((stroke, i) => i === 0 || stroke.from >= sorted[i - 1]!.to)
  const joined = sorted.filter((stroke) => !apart.includes(stroke))
  const marks = apart.map(
    ({ from, to, primary }): Piece => ({ at: from, text: (primary ? '^' : '-').repeat(to - from), primary }),
  )
  const last = apart.at(-1)!
  const fits = last.to + 1 + width(last.label) <= room
  const result: Piece[][] = [fits ? [...marks, { at: last.to + 1, text: last.label, primary: last.primary }] : marks]
  const below = [...(fits ? apart.slice(0, -1) : apart), ...joined].reverse()
  for (const [i, { from, label, primary }] of below.entries()) {
    const bars = below
      .slice(i + 1)
      .filter((other) => other.from < from)
      .map((other): Piece => ({ at: other.from, text: '|', primary: other.primary }))
    const at = Math.max(0, Math.min(from, room - width(label)))
    result.push([...bars.filter((bar) => bar.at < at).reverse(), { at, text: label, primary }])
  }
  return result
}

function painted(row: readonly Piece[], severity: Severity, paint: Paint): string {
  let out = ''
  let column = 0
  for (const { at, text, primary } of row) {
    if (at < column) continue
    out += ' '.repeat(at - column) + (primary ? paint.severity(severity, text) : paint.quiet(text))
    column = at + width(text)
  }
  return out
}
