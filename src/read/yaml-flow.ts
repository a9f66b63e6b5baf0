import { flowMap, list, plainText, quotedText } from './outline.ts'
import { maximalDepth } from './slips.ts'
import { beforeBlanks, behindBlanks, handOver } from './yaml-lines.ts'
import { closingQuote, joint, lineBreaks, Scalars, withoutEscapes } from './yaml-scalars.ts'
import {
  blank,
  closeList,
  closeMap,
  colon,
  comma,
  dash,
  dot,
  doubleQuote,
  hash,
  isFlowEnd,
  isFlowGap,
  isGap,
  isHalfReserved,
  isLineEnd,
  isReserved,
  openList,
  openMap,
  singleQuote,
} from './yaml-signs.ts'

/** Keys on one line, and values in brackets, whose lines are all deeper in than what they belong to. */
export class Flow extends Scalars {
  protected depth = 0
  /** How deep the outermost brackets stand. */
  private outermost = 0
  // The key that was read last.
  protected keyStart = 0
  protected keyEnd = 0
  /** What it means; undefined where that is what stands there. */
  private key: string | undefined

  /** A value in brackets or quotes; ends behind it. */
  protected enclosed(parent: number): number {
    this.outermost = this.depth + 1
    this.flowNode(parent)
    return this.at
  }

  /** A value inside brackets, or the brackets themselves; ends behind it. */
  private flowNode(parent: number): void {
    const sign = this.text.charCodeAt(this.at)
    if (sign === openMap) this.flowMap(parent)
    else if (sign === openList) this.flowList(parent)
    else if (sign === doubleQuote || sign === singleQuote) this.quoted(sign, parent)
    else this.flowPlain(parent)
  }

  private flowList(parent: number): void {
    this.goDeeper()
    const items = this.open(list, this.at)
    let size = 0
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeList; sign = this.flowGap(parent)) {
      this.flowNode(parent)
      this.endEntry(parent, closeList)
      size += 1
    }
    this.at += 1
    this.close(items, this.at, size)
    this.depth -= 1
  }

  private flowMap(parent: number): void {
    this.goDeeper()
    const map = this.open(flowMap, this.at)
    let size = 0
    let seen = 0
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeMap; sign = this.flowGap(parent)) {
      if (sign === doubleQuote || sign === singleQuote) this.quotedKey(sign) || handOver()
      else this.flowKey()
      seen = this.putKey(map, size, seen)
      const empty = behindBlanks(this.text, this.at)
      const next = this.flowGap(parent)
      if (next === comma || next === closeMap) this.put(plainText, empty, empty)
      else this.flowNode(parent)
      this.endEntry(parent, closeMap)
      size += 1
    }
    this.at += 1
    this.closeMap(map, this.at, size)
    this.depth -= 1
  }

  /**
   * The key that was read last, into a map with `size` others. One that stands twice is not ordinary: `seen` has a bit for
   * each that was there before, and only where that of this one is set they have to be compared.
   */
  protected putKey(map: number, size: number, seen: number): number {
    const { text, keyStart, keyEnd, key } = this
    const likeness = 2 * text.charCodeAt(keyStart) + 9 * text.charCodeAt(keyEnd - 1) + 13 * (keyEnd - keyStart)
    const bit = key === undefined ? 1 << (likeness & 31) : -1
    if (size < few && (seen & bit) !== 0 && this.hasKey(map, key ?? text.slice(keyStart, keyEnd))) handOver()
    if (key === undefined) this.put(plainText, keyStart, keyEnd)
    else this.putSaid(quotedText, keyStart, keyEnd, key)
    return seen | bit
  }

  /** Of a map with many keys, all are compared in the end. */
  protected closeMap(map: number, end: number, size: number): void {
    if (size > few && this.keysApart(map) < size) handOver()
    this.close(map, end, size)
  }

  protected goDeeper(): void {
    this.depth += 1
    if (this.depth > maximalDepth) handOver()
  }

  /** Over the comma, or up to the closing bracket. */
  private endEntry(parent: number, close: number): void {
    const sign = this.flowGap(parent)
    if (sign === comma) this.at += 1
    else if (sign !== close) handOver()
  }

  private flowKey(): void {
    const { text, at } = this
    word.lastIndex = at
    if (word.test(text)) {
      this.keyIs(undefined, at, word.lastIndex, word.lastIndex + 1)
      return
    }
    const end = this.flowPlainEnd()
    if (text.charCodeAt(this.at) !== colon) handOver()
    this.keyIs(undefined, at, end, this.at + 1)
  }

  /** A key in quotes, with its colon, if that is what stands here; else nothing has moved. */
  protected quotedKey(quote: number): boolean {
    const { text, at } = this
    const close = closingQuote(text, at, quote)
    const inner = text.slice(at + 1, close)
    const after = behindBlanks(text, close + 1)
    if (text.charCodeAt(after) !== colon || !isGap(text.charCodeAt(after + 1)) || inner.includes('\n')) return false
    return this.keyIs(withoutEscapes(inner, quote), at, close + 1, after + 1)
  }

  /** `at` is then behind the colon. Longer keys `yaml` refuses. */
  protected keyIs(key: string | undefined, start: number, end: number, after: number): true {
    if (after - start > 1_000) handOver()
    this.key = key
    this.keyStart = start
    this.keyEnd = end
    this.at = after
    return true
  }

  private flowPlain(parent: number): void {
    const { text, at: start } = this
    short.lastIndex = start
    if (short.test(text)) {
      this.at = short.lastIndex
      this.put(plainText, start, beforeBlanks(text, short.lastIndex))
      return
    }
    let end = this.flowPlainEnd()
    let meant: string | undefined
    while (isLineEnd(text.charCodeAt(this.at)) && !isFlowEnd(this.flowGap(parent))) {
      const { at } = this
      if (this.passedComment) handOver()
      const before = meant ?? text.slice(start, end)
      const breaks = lineBreaks(text, end, at)
      end = this.flowPlainEnd()
      meant = before + joint(breaks) + text.slice(at, end)
    }
    if (meant === undefined) this.put(plainText, start, end)
    else this.putSaid(plainText, start, end, meant)
  }

  /** Where a text without quotes ends on its line inside brackets; `at` stands behind the blanks that follow it. */
  private flowPlainEnd(): number {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (isReserved(first) || (isHalfReserved(first) && isFlowGap(text.charCodeAt(at + 1)))) handOver()
    let end = at
    let i = at
    for (; ; i += 1) {
      const sign = text.charCodeAt(i)
      // Small letters, which are nearly all.
      if (sign > closeList && sign < openMap) {
        end = i + 1
        continue
      }
      if (sign === blank) continue
      if (isFlowEnd(sign) || isLineEnd(sign) || (sign === hash && end < i)) break
      if (sign === colon && isFlowGap(text.charCodeAt(i + 1))) break
      if (sign === openMap || sign === openList) handOver()
      end = i + 1
    }
    this.at = i
    return end
  }

  /** Over blanks, line ends and comments inside brackets: the sign that follows. */
  private flowGap(parent: number): number {
    const { text } = this
    let { at } = this
    let sign = text.charCodeAt(at)
    while (sign === blank) sign = text.charCodeAt(++at)
    this.at = at
    if (sign > hash) return sign
    const isOver = isLineEnd(sign) || (sign === hash && isGap(text.charCodeAt(at - 1)))
    return isOver ? this.nextFlowLine(parent) : sign
  }

  private nextFlowLine(parent: number): number {
    const { text } = this
    let { at } = this
    let sign = text.charCodeAt(at)
    this.passedComment = false
    while (isLineEnd(sign) || sign === hash) {
      if (sign === hash) this.passedComment = true
      const end = text.indexOf('\n', at)
      if (end < 0) handOver()
      at = behindBlanks(text, end + 1)
      sign = text.charCodeAt(at)
      this.column = at - end - 1
    }
    // The last bracket may stand right below the key.
    const isLast = this.column === parent && this.depth === this.outermost && (sign === closeMap || sign === closeList)
    if (this.column <= parent && !isLast) handOver()
    if (this.column === 0 && (sign === dash || sign === dot)) handOver()
    this.at = at
    return sign
  }
}

/** A map with more keys is looked through in another way. */
const few = 16

/** What nearly all keys inside brackets are, and nearly all values there; each found in one look. */
const word = /[A-Za-z][\w-]*(?=: )/y
const short = /[^\s,[\]{}#&*!|>'"%@`?:-][^\n\r,[\]{}:#]*(?=[,}\]])/y
