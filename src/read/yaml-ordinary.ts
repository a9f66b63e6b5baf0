import { maximalDepth } from './slips.ts'
import { type Entry, emptyAt, type List, type Mapping, type Node, type Scalar } from './tree.ts'
import { unescaped } from './yaml-escapes.ts'

/**
 * Reads the YAML that people write by hand, and nothing else: block and flow maps and lists, texts with and without
 * quotes, over one line or several, block scalars, comments. Whatever is out of the ordinary (an anchor, a tag, a
 * directive, a tab, a key that stands twice, anything that could be a slip) it leaves alone: then `yaml` reads the file,
 * which has the last word. So what this reader takes must mean the same there, to the last offset; the tests hold the
 * two against each other. It is here because the whole of a run should take less than a fifth of what `yaml` needs for
 * parsing, and a general reader's events alone take half of that.
 */
export function parseOrdinary(text: string): Mapping | undefined {
  if (oddSigns.test(text)) return undefined
  try {
    return new Reader(text).document()
  } catch (error) {
    if (error === handedOver) return undefined
    throw error
  }
}

/** Control characters, tabs among them; line ends other than those of Unix and Windows; byte order marks. */
const oddSigns = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/

const handedOver = { why: 'out of the ordinary' }

const handOver = (): never => {
  throw handedOver
}

const newline = 0x0a
const carriageReturn = 0x0d
const blank = 0x20
const doubleQuote = 0x22
const hash = 0x23
const singleQuote = 0x27
const comma = 0x2c
const dash = 0x2d
const dot = 0x2e
const colon = 0x3a
const question = 0x3f
const openList = 0x5b
const backslash = 0x5c
const closeList = 0x5d
const openMap = 0x7b
const bar = 0x7c
const closeMap = 0x7d
const greater = 0x3e

/** Signs that no text without quotes begins with: , [ ] { } # & * ! | > ' " % @ ` */
const isIndicator = new Uint8Array(128)
for (const sign of ',[]{}#&*!|>\'"%@`') isIndicator[sign.charCodeAt(0)] = 1

/** Longer keys `yaml` refuses on one line. */
const longestKey = 1_000

class Reader {
  private at = 0
  /** Where the line begins that `at` is on. */
  private line = 0
  /** How far the line is indented whose first sign `at` stands on; -1 behind the last one. */
  private column = -1
  /** Whether comments or blank lines were passed on the way to this line. */
  private passedComment = false
  private depth = 0
  // The key that was read last.
  private key = ''
  private keyStart = 0
  private keyEnd = 0

  constructor(private readonly text: string) {}

  document(): Mapping {
    this.toNextLine()
    if (this.column === 0 && this.isMarker(dash)) {
      this.at += 3
      this.endLine()
    }
    if (this.column < 0) handOver()
    const node = this.text.charCodeAt(this.at) === openMap ? this.flowLine(-1) : this.blockNode(-1)
    return node.kind === 'map' && this.column < 0 ? node : handOver()
  }

  /** Three dashes or dots at the beginning of a line. */
  private isMarker(sign: number): boolean {
    const { text, at } = this
    if (text.charCodeAt(at) !== sign || text.charCodeAt(at + 1) !== sign || text.charCodeAt(at + 2) !== sign)
      return false
    return isGap(text.charCodeAt(at + 3))
  }

  /** From the end of what was read, over blank lines and comments, to the first sign of the next line that has any. */
  private toNextLine(): void {
    const { text } = this
    this.passedComment = false
    let at = this.at
    for (;;) {
      const line = at
      let sign = text.charCodeAt(at)
      while (sign === blank) sign = text.charCodeAt(++at)
      if (sign === hash) {
        const end = text.indexOf('\n', at)
        at = end < 0 ? text.length : end
        sign = text.charCodeAt(at)
        this.passedComment = true
      } else if (sign === carriageReturn) sign = text.charCodeAt(++at)
      if (sign === newline) {
        at += 1
        continue
      }
      if (at >= text.length) {
        this.at = at
        this.column = -1
        return
      }
      this.at = at
      this.line = line
      this.column = at - line
      break
    }
    if (this.column === 0 && (this.isMarker(dash) || this.isMarker(dot)) && this.line > 0) this.endOfDocument()
  }

  /** Three dots end the document; what begins after them, or at three dashes, is another one. */
  private endOfDocument(): void {
    if (!this.isMarker(dot)) {
      if (this.depth > 0 || this.text.slice(0, this.at).split('\n').some(hasContent)) handOver()
      return
    }
    this.at += 3
    this.column = -1
    const rest = this.text.slice(this.at)
    if (!/^(?: *(?: #[^\n]*)?\r?(?:\n|$))*$/.test(rest)) handOver()
    this.at = this.text.length
  }

  /** Over blanks and a comment to the end of the line, and on to the next; anything else is not ordinary. */
  private endLine(): void {
    const { text } = this
    let at = this.at
    let sign = text.charCodeAt(at)
    while (sign === blank) sign = text.charCodeAt(++at)
    if (sign === hash) {
      if (text.charCodeAt(at - 1) !== blank) handOver()
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (sign === carriageReturn) at += 1
    if (at < text.length && text.charCodeAt(at) !== newline) handOver()
    this.at = at + 1
    this.toNextLine()
    if (sign === hash) this.passedComment = true
  }

  /** What stands on lines of its own, inside something that is indented by `parent`. Ends on the next line. */
  private blockNode(parent: number): Node {
    if (this.isDash()) return this.blockList(this.column)
    if (this.readKey()) return this.blockMap(this.column)
    return this.inlineValue(parent)
  }

  /** A dash that begins an entry of a list. */
  private isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1))
  }

  /** The map whose first key has just been read. */
  private blockMap(indent: number): Mapping {
    if (++this.depth > maximalDepth) handOver()
    const entries = new Map<string, Entry>()
    const map: Mapping = { kind: 'map', start: this.keyStart, end: 0, flow: false, entries }
    do {
      const { key, keyStart, keyEnd } = this
      if (entries.has(key)) handOver()
      const value = this.valueOfKey(indent)
      entries.set(key, { key, keyStart, keyEnd, value })
      map.end = value.end
    } while (this.column === indent && (this.readKey() || handOver()))
    if (this.column > indent) handOver()
    this.depth -= 1
    return map
  }

  /** What stands behind the colon of a key of a map. */
  private valueOfKey(indent: number): Node {
    const { text } = this
    let sign = text.charCodeAt(this.at)
    while (sign === blank) sign = text.charCodeAt(++this.at)
    if (!isLineEnd(sign) && sign !== hash) return this.inlineValue(indent)
    const empty = this.at
    this.endLine()
    if (this.column > indent) return this.blockNode(indent)
    if (this.column === indent && this.isDash()) return this.blockList(indent)
    return emptyAt(empty)
  }

  private blockList(indent: number): List {
    if (++this.depth > maximalDepth) handOver()
    const { text } = this
    const items: Node[] = []
    const list: List = { kind: 'list', start: this.at, end: 0, items }
    do {
      this.at += 1
      let sign = text.charCodeAt(this.at)
      while (sign === blank) sign = text.charCodeAt(++this.at)
      const item = this.itemBehindDash(indent, sign)
      items.push(item)
      list.end = item.end
    } while (this.column === indent && this.isDash())
    if (this.column > indent) handOver()
    this.depth -= 1
    return list
  }

  private itemBehindDash(indent: number, sign: number): Node {
    if (isLineEnd(sign) || sign === hash) {
      const empty = this.at
      this.endLine()
      return this.column > indent ? this.blockNode(indent) : emptyAt(empty)
    }
    this.column = this.at - this.line
    if (this.isDash()) return this.blockList(this.column)
    const { column } = this
    return this.readKey() ? this.blockMap(column) : this.inlineValue(indent)
  }

  /**
   * A key with its colon, if there is one here: `at` is then behind the colon. Else nothing has moved.
   */
  private readKey(): boolean {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (first === doubleQuote || first === singleQuote) return this.readQuotedKey(first)
    if (first < 128 && isIndicator[first] === 1) return false
    if ((first === dash || first === question || first === colon) && isGap(text.charCodeAt(at + 1))) handOver()
    for (let i = at; ; i += 1) {
      const sign = text.charCodeAt(i)
      if (sign === colon) {
        if (!isGap(text.charCodeAt(i + 1))) continue
        if (i - at > longestKey) handOver()
        let end = i
        while (text.charCodeAt(end - 1) === blank) end -= 1
        return this.keyIs(text.slice(at, end), at, end, i + 1)
      }
      if (isLineEnd(sign)) return false
      if (sign === hash && text.charCodeAt(i - 1) === blank) return false
    }
  }

  private readQuotedKey(quote: number): boolean {
    const { text, at } = this
    const scalar = this.quotedOnOneLine(quote)
    if (scalar === undefined) return false
    let after = scalar.end
    while (text.charCodeAt(after) === blank) after += 1
    if (text.charCodeAt(after) !== colon || !isGap(text.charCodeAt(after + 1))) return false
    if (after - at > longestKey) handOver()
    return this.keyIs(scalar.text, at, scalar.end, after + 1)
  }

  private keyIs(key: string, start: number, end: number, after: number): true {
    this.key = key
    this.keyStart = start
    this.keyEnd = end
    this.at = after
    return true
  }

  /** A value that begins on the line of its key or dash, or on one of its own. Ends on the next line. */
  private inlineValue(parent: number): Node {
    const first = this.text.charCodeAt(this.at)
    if (first === openMap || first === openList) return this.flowLine(parent)
    if (first === doubleQuote || first === singleQuote) {
      const scalar = this.quotedOnOneLine(first) ?? this.quotedOverLines(first, parent)
      this.at = scalar.end
      this.endLine()
      return scalar
    }
    if (first === bar || first === greater) return this.blockScalar(parent, first === greater)
    return this.plain(parent)
  }

  private flowLine(parent: number): Node {
    const node = this.flowNode(parent)
    this.endLine()
    return node
  }

  private plain(parent: number): Scalar {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (first < 128 && isIndicator[first] === 1) handOver()
    if ((first === dash || first === question || first === colon) && isGap(text.charCodeAt(at + 1))) handOver()
    let end = this.plainLineEnd()
    let meant = text.slice(at, end)
    this.endLine()
    while (this.column > parent) {
      if (this.passedComment) handOver()
      const from = this.at
      const breaks = lineBreaks(text, end, from)
      end = this.plainLineEnd()
      meant += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + text.slice(from, end)
      this.endLine()
    }
    return { kind: 'scalar', start: at, end, text: meant, plain: true }
  }

  /** Where a line of a text without quotes ends; `at` stands there. A key inside it is not ordinary. */
  private plainLineEnd(): number {
    const { text } = this
    let end = this.at
    for (let i = end; ; i += 1) {
      const sign = text.charCodeAt(i)
      if (sign === blank) continue
      if (isLineEnd(sign) || (sign === hash && end < i)) break
      if (sign === colon && isGap(text.charCodeAt(i + 1))) handOver()
      end = i + 1
    }
    this.at = end
    return end
  }

  /** Undefined where it does not end on its line. */
  private quotedOnOneLine(quote: number): Scalar | undefined {
    const { text, at } = this
    const sign = quote === doubleQuote ? '"' : "'"
    let close = text.indexOf(sign, at + 1)
    if (quote === singleQuote)
      while (close >= 0 && text.charCodeAt(close + 1) === singleQuote) close = text.indexOf(sign, close + 2)
    else
      while (close >= 0 && text.charCodeAt(close - 1) === backslash && isEscaped(text, close))
        close = text.indexOf(sign, close + 1)
    if (close < 0) return handOver()
    const inner = text.slice(at + 1, close)
    if (inner.includes('\n')) return undefined
    const meant = quote === doubleQuote ? (unescaped(inner) ?? handOver()) : inner.replaceAll("''", "'")
    return { kind: 'scalar', start: at, end: close + 1, text: meant, plain: false }
  }

  /** Line breaks in quotes become blanks, and blank lines line breaks. */
  private quotedOverLines(quote: number, parent: number): Scalar {
    const { text, at } = this
    const sign = quote === doubleQuote ? '"' : "'"
    let close = text.indexOf(sign, at + 1)
    while (quote === singleQuote && text.charCodeAt(close + 1) === singleQuote) close = text.indexOf(sign, close + 2)
    if (close < 0) handOver()
    const lines = text.slice(at + 1, close).split(/ *\r?\n/)
    let meant = lines[0]!
    let breaks = 0
    for (let i = 1; i < lines.length; i += 1) {
      const line = lines[i]!
      const column = blanksBefore(line)
      breaks += 1
      if (column === line.length && i < lines.length - 1) continue
      if (column <= parent) handOver()
      meant += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line.slice(column)
      breaks = 0
    }
    if (quote === doubleQuote && meant.includes('\\')) handOver()
    return {
      kind: 'scalar',
      start: at,
      end: close + 1,
      text: quote === singleQuote ? meant.replaceAll("''", "'") : meant,
      plain: false,
    }
  }

  /** `|` and `>`, with `-` and `+`, as far in as the first line stands. */
  private blockScalar(parent: number, isFolded: boolean): Scalar {
    const { text } = this
    const start = this.at
    const chomp = text[start + 1] === '-' || text[start + 1] === '+' ? text[start + 1] : ''
    const header = /[|>][-+]? *(?: #[^\n]*)?\r?\n/y
    header.lastIndex = start
    if (!header.test(text)) handOver()
    const lines: string[] = []
    let indent = -1
    let at = header.lastIndex
    let end = at
    while (at < text.length) {
      const lineEnd = text.indexOf('\n', at)
      const after = lineEnd < 0 ? text.length : lineEnd
      const line = text.slice(at, text.charCodeAt(after - 1) === carriageReturn ? after - 1 : after)
      const column = blanksBefore(line)
      if (column === line.length) {
        // A line of blanks that is deeper than the text would be a part of it.
        if (column > Math.max(indent, 0)) handOver()
        lines.push('')
      } else {
        if (indent < 0) indent = column
        if (column < indent || column <= parent) break
        if (isFolded && column > indent) handOver()
        lines.push(line.slice(indent))
        end = after
      }
      at = after + 1
    }
    if (indent < 0 || indent <= parent) handOver()
    this.at = Math.min(at, text.length)
    const content = lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
    const trailing = lines.length - content.length
    const endsInBreak = text.charCodeAt(end) === newline
    const body = isFolded ? folded(content) : content.join('\n')
    const tail = chomp === '-' || !endsInBreak ? '' : chomp === '+' ? '\n'.repeat(1 + trailing) : '\n'
    if (!endsInBreak && chomp !== '-') handOver()
    this.toNextLine()
    return { kind: 'scalar', start, end, text: body + tail, plain: false }
  }

  /** A value inside brackets, or the brackets themselves; ends behind it. */
  private flowNode(parent: number): Node {
    const sign = this.text.charCodeAt(this.at)
    if (sign === openMap) return this.flowMap(parent)
    if (sign === openList) return this.flowList(parent)
    if (sign !== doubleQuote && sign !== singleQuote) return this.flowPlain()
    const scalar = this.quotedOnOneLine(sign) ?? handOver()
    this.at = scalar.end
    return scalar
  }

  private flowList(parent: number): List {
    if (++this.depth > maximalDepth) handOver()
    const list: List = { kind: 'list', start: this.at, end: 0, items: [] }
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeList; sign = this.flowGap(parent)) {
      list.items.push(this.flowNode(parent))
      const next = this.flowGap(parent)
      if (next === comma) this.at += 1
      else if (next !== closeList) handOver()
    }
    list.end = this.at += 1
    this.depth -= 1
    return list
  }

  private flowMap(parent: number): Mapping {
    if (++this.depth > maximalDepth) handOver()
    const entries = new Map<string, Entry>()
    const map: Mapping = { kind: 'map', start: this.at, end: 0, flow: true, entries }
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeMap; sign = this.flowGap(parent)) {
      this.flowKey(sign)
      const { key, keyStart, keyEnd } = this
      if (entries.has(key)) handOver()
      const empty = this.at
      let next = this.flowGap(parent)
      const value = next === comma || next === closeMap ? emptyAt(empty) : this.flowNode(parent)
      entries.set(key, { key, keyStart, keyEnd, value })
      next = this.flowGap(parent)
      if (next === comma) this.at += 1
      else if (next !== closeMap) handOver()
    }
    map.end = this.at += 1
    this.depth -= 1
    return map
  }

  /** A key inside brackets with its colon, both on one line. */
  private flowKey(first: number): void {
    const { text, at } = this
    if (first === doubleQuote || first === singleQuote) {
      const scalar = this.quotedOnOneLine(first) ?? handOver()
      let after = scalar.end
      while (text.charCodeAt(after) === blank) after += 1
      if (text.charCodeAt(after) !== colon) handOver()
      this.keyIs(scalar.text, at, scalar.end, after + 1)
      return
    }
    const end = this.flowPlainEnd()
    if (text.charCodeAt(this.at) !== colon) handOver()
    this.keyIs(text.slice(at, end), at, end, this.at + 1)
  }

  private flowPlain(): Scalar {
    const { at } = this
    const end = this.flowPlainEnd()
    if (this.text.charCodeAt(this.at) === colon) handOver()
    return { kind: 'scalar', start: at, end, text: this.text.slice(at, end), plain: true }
  }

  /** Where a text without quotes ends inside brackets; `at` stands behind the blanks that follow it. */
  private flowPlainEnd(): number {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (first < 128 && isIndicator[first] === 1) handOver()
    if ((first === dash || first === question || first === colon) && isFlowGap(text.charCodeAt(at + 1))) handOver()
    let end = at
    let i = at
    for (; ; i += 1) {
      const sign = text.charCodeAt(i)
      if (sign === blank) continue
      if (sign === comma || sign === closeMap || sign === closeList) break
      if (sign === colon && isFlowGap(text.charCodeAt(i + 1))) break
      if (isLineEnd(sign) || (sign === hash && end < i)) {
        // It may go on in the next line: only the end of the text is ordinary there.
        this.at = i
        if (!isFlowEnd(this.flowGap(-1))) handOver()
        this.at = i
        return end
      }
      if (sign === openMap || sign === openList) handOver()
      end = i + 1
    }
    this.at = i
    return end
  }

  /** Over blanks, line ends and comments inside brackets: the sign that follows. Lines are deeper in than `parent`. */
  private flowGap(parent: number): number {
    const { text } = this
    let at = this.at
    let sign = text.charCodeAt(at)
    while (sign === blank) sign = text.charCodeAt(++at)
    while (isLineEnd(sign) || (sign === hash && text.charCodeAt(at - 1) === blank)) {
      const end = text.indexOf('\n', at)
      if (end < 0) handOver()
      at = end + 1
      sign = text.charCodeAt(at)
      while (sign === blank) sign = text.charCodeAt(++at)
      if (!isLineEnd(sign) && sign !== hash && at - end - 1 <= parent) handOver()
      if (sign === hash && at === end + 1) handOver()
    }
    this.at = at
    return sign
  }
}

/** The end of the text counts: there, `charCodeAt` is not a number. */
const isLineEnd = (sign: number): boolean => sign === newline || sign === carriageReturn || Number.isNaN(sign)

const isGap = (sign: number): boolean => sign === blank || isLineEnd(sign)

const isFlowEnd = (sign: number): boolean => sign === comma || sign === closeMap || sign === closeList

const isFlowGap = (sign: number): boolean => isGap(sign) || isFlowEnd(sign) || sign === openMap || sign === openList

const hasContent = (line: string): boolean => /^ *[^ #\r]/.test(line)

/** Whether a quote stands behind an odd number of backslashes. */
function isEscaped(text: string, quote: number): boolean {
  let first = quote
  while (text.charCodeAt(first - 1) === backslash) first -= 1
  return (quote - first) % 2 === 1
}

function blanksBefore(line: string): number {
  let column = 0
  while (line.charCodeAt(column) === blank) column += 1
  return column
}

/** How many line ends stand between two offsets. */
function lineBreaks(text: string, from: number, to: number): number {
  let breaks = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) breaks += 1
  return breaks
}

/** Lines that are equally far in: a line end is a blank, each blank line a line end. */
function folded(lines: readonly string[]): string {
  let text = ''
  let breaks = 0
  for (const line of lines) {
    if (line === '') breaks += 1
    else {
      text += text === '' ? '\n'.repeat(breaks) : breaks === 0 ? ' ' : '\n'.repeat(breaks)
      text += line
      breaks = 0
    }
  }
  return text
}
