import { signsOf, textWidth } from '../draw/text-width.ts'
import type { Align, Colour, Paragraph, TextStyle } from './deck.ts'
import { shown } from './xml.ts'

/** A paragraph with everything said. Sizes are points. */
export interface SetParagraph {
  readonly runs: readonly SetRun[]
  readonly align?: Align
  readonly isListed: boolean
  readonly level: number
  readonly before: number
  readonly lineHeight?: number
  readonly indent: number
}

export interface SetRun {
  readonly text: string
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
  readonly colour?: Colour
}

export interface Fitted {
  readonly paragraphs: readonly SetParagraph[]
  /** Whether something had to be left out. */
  readonly isCut: boolean
}

/** No sign is narrower, as a part of its size. */
const narrowest = 0.19

/** Programs differ a little in how they set text. */
const slack = 0.96

/** Paragraphs with what they leave unsaid taken from their box. */
export function setParagraphs(text: string | readonly Paragraph[], style: TextStyle, isListed = false): SetParagraph[] {
  const paragraphs = typeof text === 'string' ? shown(text).split('\n') : text
  return paragraphs.map((paragraph): SetParagraph => {
    const own = typeof paragraph === 'string' ? { text: paragraph } : paragraph
    const { size = style.size ?? 14, bold = style.bold ?? false, colour = style.colour, align = style.align } = own
    const runs = typeof own.text === 'string' ? [own.text] : own.text
    return {
      runs: runs.map((run) => {
        const styled = typeof run === 'string' ? { text: run } : run
        const ink = styled.colour ?? colour
        return {
          text: shown(styled.text),
          size: styled.size ?? size,
          bold: styled.bold ?? bold,
          italic: styled.italic ?? false,
          ...(ink && { colour: ink }),
        }
      }),
      ...(align && { align }),
      isListed: own.bullet ?? isListed,
      level: Math.min(4, Math.max(0, Math.trunc(own.level ?? 0))),
      before: own.before ?? 0,
      indent: own.indent ?? 0,
      ...(own.lineHeight !== undefined && { lineHeight: own.lineHeight }),
    }
  })
}

/** The text as large as it was meant and has room; where even the least size is too large, as much of it as has room. */
export function fitted(meant: readonly SetParagraph[], width: number, height: number, least: number): Fitted {
  const has = (paragraphs: readonly SetParagraph[]): boolean => heightOf(paragraphs, width) <= height
  const all = lengthOf(meant)
  // Much longer texts are cut before anything is measured.
  const most = Math.ceil(Math.max(0, width * height) / (least * least * 1.2 * narrowest)) + 100
  const paragraphs = all > most ? upTo(meant, most) : meant
  const largest = Math.max(least, ...paragraphs.flatMap(({ runs }) => runs.map(({ size }) => size)))
  let smaller = paragraphs
  for (let factor = 1; ; factor -= 0.04) {
    smaller = factor === 1 ? paragraphs : paragraphs.map((paragraph) => scaled(paragraph, factor, least))
    if (has(smaller)) return { paragraphs: smaller, isCut: all > most }
    if (largest * factor <= least) break
  }
  let kept = 0
  const length = lengthOf(smaller)
  for (let step = 2 ** Math.ceil(Math.log2(length + 1)); step >= 1; step /= 2)
    if (kept + step < length && has(upTo(smaller, kept + step))) kept += step
  const rest = upTo(smaller, kept)
  return { paragraphs: has(rest) ? rest : [], isCut: true }
}

const lengthOf = (paragraphs: readonly SetParagraph[]): number =>
  paragraphs.reduce((sum, { runs }) => sum + runs.reduce((length, { text }) => length + text.length, 1), 0)

const scaled = (paragraph: SetParagraph, factor: number, least: number): SetParagraph => ({
  ...paragraph,
  before: paragraph.before * factor,
  runs: paragraph.runs.map((run) => ({
    ...run,
    size: Math.min(run.size, Math.max(least, Math.floor(run.size * factor * 2) / 2)),
  })),
})

/** The first so many signs, then `…`. */
function upTo(paragraphs: readonly SetParagraph[], signs: number): SetParagraph[] {
  const kept: SetParagraph[] = []
  let room = signs
  for (const paragraph of paragraphs) {
    const runs: SetRun[] = []
    room--
    for (const run of paragraph.runs) {
      if (run.text.length <= room) {
        runs.push(run)
        room -= run.text.length
        continue
      }
      runs.push({ ...run, text: `${wholeSigns(run.text, Math.max(0, room)).trimEnd()}…` })
      kept.push({ ...paragraph, runs })
      return kept
    }
    kept.push({ ...paragraph, runs })
  }
  return kept
}

/** The first so many units of UTF-16, but never a part of what is seen as one sign. */
function wholeSigns(text: string, length: number): string {
  // One sign rarely has more units than this; a longer look back would take its time on long texts.
  const from = Math.max(0, length - 64)
  let kept = text.slice(0, from)
  for (const sign of signsOf(text.slice(from, length + 64))) {
    if (kept.length + sign.length > length) break
    kept += sign
  }
  return kept
}

const bulletIndent = 1.1

/** How far the text of a paragraph stands in, in points, for its bullet. */
export const indentOf = ({
  runs,
  isListed,
  level,
  indent,
}: SetParagraph): { readonly text: number; readonly hang: number } => {
  if (!isListed) return { text: indent, hang: 0 }
  const hang = Math.round((runs[0]?.size ?? 14) * bulletIndent)
  return { text: hang * (level + 1), hang }
}

/** Points that the paragraphs take, one below the other. */
export const heightOf = (paragraphs: readonly SetParagraph[], width: number): number =>
  paragraphs.reduce((sum, paragraph, i) => sum + (i > 0 ? paragraph.before : 0) + paragraphHeight(paragraph, width), 0)

function paragraphHeight(paragraph: SetParagraph, width: number): number {
  const { runs } = paragraph
  const size = Math.max(1, ...runs.map((run) => run.size))
  const line = size * (runs.some(({ text }) => isForeign(text)) ? 1.5 : 1.2)
  const room = (width - indentOf(paragraph).text) * slack
  // Programs differ in where they break what is too wide for a line: the worse case counts.
  return line * Math.max(...breaks.map((after) => linesOf(paragraph, room, after)))
}

const breaks = [/^[-\u2010-\u2014/?|]$/, /^[^\p{L}\p{N}\p{M}]$/u]

/** Broken between words; a word that is wider than a line is broken after such signs, and then anywhere. */
function linesOf({ runs }: SetParagraph, room: number, after: RegExp): number {
  let lines = 1
  let used = 0
  let word: { sign: string; width: number }[] = []
  const place = (width: number): void => {
    if (used > 0 && used + width > room) {
      lines++
      used = 0
    }
    used += width
  }
  const endWord = (): void => {
    const wide = sumOf(word)
    if (wide <= room) place(wide)
    else
      for (const piece of piecesOf(word, after)) {
        if (sumOf(piece) <= room) place(sumOf(piece))
        else for (const { width } of piece) place(width)
      }
    word = []
  }
  for (const { text, size, bold } of runs)
    for (const sign of isPlain(text) ? text : signsOf(text)) {
      if (sign !== '\n' && sign !== ' ') {
        word.push({ sign, width: textWidth(sign, size, bold) })
        continue
      }
      endWord()
      if (sign === ' ') used += textWidth(sign, size, bold)
      else {
        lines++
        used = 0
      }
    }
  endWord()
  return lines
}

/** Each unit of UTF-16 is a sign of its own. */
const isPlain = (text: string): boolean => /^[\n\x20-\u024f\u2010-\u2027\u20ac]*$/.test(text)

/** Whether a font other than Arial stands in, whose lines may be higher. */
const isForeign = (text: string): boolean =>
  !isPlain(text) && /[^\n\x20-\u052f\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf]/.test(text)

const sumOf = (word: readonly { readonly width: number }[]): number => word.reduce((sum, { width }) => sum + width, 0)

function piecesOf<T extends { readonly sign: string }>(word: readonly T[], after: RegExp): T[][] {
  const pieces: T[][] = [[]]
  for (const part of word) {
    pieces.at(-1)!.push(part)
    if (after.test(part.sign)) pieces.push([])
  }
  return pieces
}
