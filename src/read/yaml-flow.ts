import { maximalDepth } from './slips.ts'
import { type Entry, emptyAt, type List, type Mapping, type Node, type Scalar } from './tree.ts'
import { behindBlanks, handOver } from './yaml-lines.ts'
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
  protected key = ''
  protected keyStart = 0
  protected keyEnd = 0

  /** A value in brackets or quotes; ends behind it. */
  protected enclosed(parent: number): Node {
    this.outermost = this.depth + 1
    return this.flowNode(parent)
  }

  /** A value inside brackets, or the brackets themselves; ends behind it. */
  private flowNode(parent: number): Node {
    const sign = this.text.charCodeAt(this.at)
    if (sign === openMap) return this.flowMap(parent)
    if (sign === openList) return this.flowList(parent)
    return sign === doubleQuote || sign === singleQuote ? this.quoted(sign, parent) : this.flowPlain(parent)
  }

  private flowList(parent: number): List {
    this.goDeeper()
    const list: List = { kind: 'list', start: this.at, end: 0, items: [] }
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeList; sign = this.flowGap(parent)) {
      list.items.push(this.flowNode(parent))
      this.endEntry(parent, closeList)
    }
    list.end = this.at += 1
    this.depth -= 1
    return list
  }

  private flowMap(parent: number): Mapping {
    this.goDeeper()
    const entries = new Map<string, Entry>()
    const map: Mapping = { kind: 'map', start: this.at, end: 0, flow: true, entries }
    this.at += 1
    for (let sign = this.flowGap(parent); sign !== closeMap; sign = this.flowGap(parent)) {
      if (sign === doubleQuote || sign === singleQuote) this.quotedKey(sign) || handOver()
      else this.flowKey()
      const { key, keyStart, keyEnd } = this
      if (entries.has(key)) handOver()
      const empty = behindBlanks(this.text, this.at)
      const next = this.flowGap(parent)
      const value = next === comma || next === closeMap ? emptyAt(empty) : this.flowNode(parent)
      entries.set(key, { key, keyStart, keyEnd, value })
      this.endEntry(parent, closeMap)
    }
    map.end = this.at += 1
    this.depth -= 1
    return map
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
    const end = this.flowPlainEnd()
    if (text.charCodeAt(this.at) !== colon) handOver()
    this.keyIs(text.slice(at, end), at, end, this.at + 1)
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
  protected keyIs(key: string, start: number, end: number, after: number): true {
    if (after - start > 1_000) handOver()
    this.key = key
    this.keyStart = start
    this.keyEnd = end
    this.at = after
    return true
  }

  private flowPlain(parent: number): Scalar {
    const { text, at: start } = this
    let end = this.flowPlainEnd()
    let meant = text.slice(start, end)
    while (isLineEnd(text.charCodeAt(this.at)) && !isFlowEnd(this.flowGap(parent))) {
      const { at } = this
      if (this.passedComment) handOver()
      const breaks = lineBreaks(text, end, at)
      end = this.flowPlainEnd()
      meant += joint(breaks) + text.slice(at, end)
    }
    return { kind: 'scalar', start, end, text: meant, plain: true }
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
