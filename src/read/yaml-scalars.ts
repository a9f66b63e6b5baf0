import { plainText, quotedText } from './outline.ts'
import { unescaped } from './yaml-escapes.ts'
import { behindBlanks, handOver, lineEndFrom, Lines } from './yaml-lines.ts'
import {
  backslash,
  blank,
  carriageReturn,
  colon,
  dash,
  doubleQuote,
  greater,
  hash,
  isGap,
  isHalfReserved,
  isLineEnd,
  isReserved,
  plus,
  singleQuote,
} from './yaml-signs.ts'

/** `|` or `>`, with `-` or `+`, and nothing else on the line but a comment. */
const blockHeader = /[|>][-+]? *(?: #[^\n]*)?\r?\n/y

/** Texts: without quotes, in quotes, or in lines of their own below `|` and `>`. */
export class Scalars extends Lines {
  /** Without quotes; ends on the next line. Says where the text ends, as the others do. */
  protected plain(parent: number): number {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (isReserved(first) || (isHalfReserved(first) && isGap(text.charCodeAt(at + 1)))) handOver()
    let end = this.plainLineEnd()
    this.endLine()
    if (this.column <= parent) {
      this.put(plainText, at, end)
      return end
    }
    let meant = text.slice(at, end)
    while (this.column > parent) {
      if (this.passedComment) handOver()
      const from = this.at
      const breaks = lineBreaks(text, end, from)
      end = this.plainLineEnd()
      meant += joint(breaks) + text.slice(from, end)
      this.endLine()
    }
    this.putSaid(plainText, at, end, meant)
    return end
  }

  /** Where a line of a text without quotes ends; `at` stands there. A key inside it is not ordinary. */
  private plainLineEnd(): number {
    const { text } = this
    let end = this.at
    for (let i = end; ; i += 1) {
      const sign = text.charCodeAt(i)
      // Nearly every sign is a letter, and none of those that matter stands behind the colon.
      if (sign > colon) {
        end = i + 1
        continue
      }
      if (sign === blank) continue
      if (isLineEnd(sign) || (sign === hash && end < i)) break
      if (sign === colon && isGap(text.charCodeAt(i + 1))) handOver()
      end = i + 1
    }
    this.at = end
    return end
  }

  /** In quotes, over as many lines as it takes; `at` is then behind the closing quote. */
  protected quoted(quote: number, parent: number): number {
    const { text, at } = this
    const close = closingQuote(text, at, quote)
    const inner = text.slice(at + 1, close)
    const folded = inner.includes('\n') ? foldedInQuotes(inner, Math.max(parent, 0)) : inner
    const meant = withoutEscapes(folded, quote)
    const end = close + 1
    if (meant === inner) this.put(quotedText, at, end)
    else this.putSaid(quotedText, at, end, meant)
    this.at = end
    return end
  }

  /** `|` and `>`, as far in as the first line stands; ends on the next line. */
  protected blockScalar(parent: number): number {
    const { text, at: start } = this
    blockHeader.lastIndex = start
    if (!blockHeader.test(text)) handOver()
    const lines: string[] = []
    let at = blockHeader.lastIndex
    let indent = -1
    let end = at
    while (at < text.length) {
      const lineEnd = lineEndFrom(text, at)
      const textEnd = text.charCodeAt(lineEnd - 1) === carriageReturn ? lineEnd - 1 : lineEnd
      const from = behindBlanks(text, at)
      if (from < textEnd) {
        const column = from - at
        if (indent < 0) indent = column
        if (column < indent) break
        end = textEnd
      } else if (lineEnd === text.length || (indent < 0 && from > at)) handOver()
      // Blanks behind the indentation are text, even where nothing follows them.
      lines.push(text.slice(Math.min(at + Math.max(indent, 0), textEnd), textEnd))
      at = lineEnd + 1
    }
    if (indent <= parent) handOver()
    this.at = Math.min(at, text.length)
    this.toNextLine()
    const content = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
    const chomp = text.charCodeAt(start + 1)
    const tail = chomp === dash ? '' : chomp === plus ? '\n'.repeat(1 + lines.length - content.length) : '\n'
    const body = text.charCodeAt(start) === greater ? foldedLines(content) : content.join('\n')
    while (text.charCodeAt(end - 1) === blank) end -= 1
    this.putSaid(quotedText, start, end, body + tail)
    return end
  }
}

/** What becomes of line breaks between two lines that are read as one text. */
export const joint = (breaks: number): string => (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1))

/** How many line ends stand between two offsets. */
export function lineBreaks(text: string, from: number, to: number): number {
  let breaks = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1
  return breaks
}

/** Where the quote is closed that opens at an offset, on whatever line. */
export function closingQuote(text: string, open: number, quote: number): number {
  const sign = quote === doubleQuote ? '"' : "'"
  let close = text.indexOf(sign, open + 1)
  if (quote === singleQuote)
    while (close >= 0 && text.charCodeAt(close + 1) === singleQuote) close = text.indexOf(sign, close + 2)
  else
    while (close >= 0 && text.charCodeAt(close - 1) === backslash && isEscaped(text, close))
      close = text.indexOf(sign, close + 1)
  return close < 0 ? handOver() : close
}

/** Whether a quote stands behind an odd number of backslashes. */
function isEscaped(text: string, quote: number): boolean {
  let first = quote
  while (text.charCodeAt(first - 1) === backslash) first -= 1
  return (quote - first) % 2 === 1
}

export const withoutEscapes = (inner: string, quote: number): string =>
  quote === doubleQuote ? (unescaped(inner) ?? handOver()) : inner.replaceAll("''", "'")

/** Line breaks in quotes become blanks, and blank lines line breaks. A break behind a backslash is not ordinary. */
function foldedInQuotes(inner: string, parent: number): string {
  const lines = inner.split('\n')
  const last = lines.length - 1
  let text = ''
  let breaks = 0
  for (const [position, line] of lines.entries()) {
    const from = position === 0 ? 0 : behindBlanks(line, 0)
    let to = line.length
    if (position < last) {
      if (line.charCodeAt(to - 1) === carriageReturn) to -= 1
      while (to > from && line.charCodeAt(to - 1) === blank) to -= 1
      if (line.charCodeAt(to - 1) === backslash) handOver()
    }
    if (position > 0 && (from < to || position === last)) {
      if (from <= parent) handOver()
      text += joint(breaks)
      breaks = 0
    }
    text += line.slice(from, to)
    breaks += 1
  }
  return text
}

/** Lines below `>`: a line end is a blank, each blank line a line end; those that stand deeper keep their line ends. */
function foldedLines(lines: readonly string[]): string {
  let text = ''
  let breaks = 0
  let wasDeeper = true
  for (const line of lines) {
    if (line === '') {
      breaks += 1
      continue
    }
    const isDeeper = line.charCodeAt(0) === blank
    text += isDeeper || wasDeeper ? '\n'.repeat(breaks) : joint(breaks)
    text += line
    wasDeeper = isDeeper
    breaks = 1
  }
  return text
}
