import type { Entry, List, Mapping, Node } from './tree.ts'
import { emptyAt } from './tree.ts'
import { Flow } from './yaml-flow.ts'
import { behindBlanks, handedOver, handOver } from './yaml-lines.ts'
import {
  bar,
  blank,
  colon,
  dash,
  doubleQuote,
  greater,
  hash,
  isGap,
  isHalfReserved,
  isLineEnd,
  isReserved,
  openList,
  openMap,
  singleQuote,
} from './yaml-signs.ts'

/**
 * Reads the YAML that people write by hand, and nothing else: block and flow maps and lists, texts with and without
 * quotes, over one line or several, block scalars, comments. Whatever is out of the ordinary (an anchor, a tag, a
 * directive, a tab, a key that stands twice, anything that could be a slip) it leaves alone: then `yaml` reads the file,
 * which has the last word. So what this reader takes must mean the same there, to the last offset; the tests hold the
 * two against each other. It is here because the whole of a run should take less than a fifth of what `yaml` needs for
 * parsing, and a general reader's events alone take half of that.
 *
 * Tried, and of no use: the same string for the same key each time, one look into a map instead of two, the ends of
 * texts by `indexOf`.
 */
export function parseOrdinary(text: string): Mapping | undefined {
  if (rareSigns.test(text) && oddSigns.test(text)) return undefined
  try {
    return new Reader(text).document()
  } catch (error) {
    if (error === handedOver) return undefined
    throw error
  }
}

/** Control characters, tabs among them; line ends other than those of Unix and Windows; byte order marks. */
const oddSigns = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/

/** The same, and every carriage return: a faster question, for the files that have none. */
const rareSigns = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/

/** Maps and lists whose entries stand on lines of their own. */
class Reader extends Flow {
  document(): Mapping {
    this.begin()
    if (this.column < 0) handOver()
    const node = this.text.charCodeAt(this.at) === openMap ? this.inlineValue(-1) : this.blockNode(-1)
    return node.kind === 'map' && this.column < 0 ? node : handOver()
  }

  /** What stands on lines of its own, inside something that is indented by `parent`. Ends on the next line. */
  private blockNode(parent: number): Node {
    if (this.isDash()) return this.blockList(this.column)
    if (this.isKey()) return this.blockMap(this.column)
    return this.inlineValue(parent)
  }

  /** A dash that begins an entry of a list. */
  private isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1))
  }

  /** The map whose first key has just been read. */
  private blockMap(indent: number): Mapping {
    this.goDeeper()
    const entries = new Map<string, Entry>()
    const map: Mapping = { kind: 'map', start: this.keyStart, end: 0, flow: false, entries }
    do {
      const { key, keyStart, keyEnd } = this
      if (entries.has(key)) handOver()
      const value = this.valueOfKey(indent)
      entries.set(key, { key, keyStart, keyEnd, value })
      map.end = value.end
    } while (this.column === indent && this.isKey())
    this.depth -= 1
    return map
  }

  /** What stands behind the colon of a key of a map. */
  private valueOfKey(indent: number): Node {
    const { text } = this
    this.at = behindBlanks(text, this.at)
    const sign = text.charCodeAt(this.at)
    if (!isLineEnd(sign) && sign !== hash) return this.inlineValue(indent)
    const empty = this.at
    this.endLine()
    if (this.column > indent) return this.blockNode(indent)
    return this.column === indent && this.isDash() ? this.blockList(indent) : emptyAt(empty)
  }

  private blockList(indent: number): List {
    this.goDeeper()
    const items: Node[] = []
    const list: List = { kind: 'list', start: this.at, end: 0, items }
    do {
      const item = this.itemBehindDash(indent)
      items.push(item)
      list.end = item.end
    } while (this.column === indent && this.isDash())
    this.depth -= 1
    return list
  }

  private itemBehindDash(indent: number): Node {
    const at = behindBlanks(this.text, this.at + 1)
    const sign = this.text.charCodeAt(at)
    this.at = at
    if (isLineEnd(sign) || sign === hash) {
      this.endLine()
      return this.column > indent ? this.blockNode(indent) : emptyAt(at)
    }
    this.column = at - this.line
    return this.blockNode(indent)
  }

  /** A key with its colon, if there is one here: `at` is then behind the colon. Else nothing has moved. */
  private isKey(): boolean {
    const { text, at } = this
    const first = text.charCodeAt(at)
    if (first === doubleQuote || first === singleQuote) return this.quotedKey(first)
    if (isReserved(first)) return false
    if (isHalfReserved(first) && isGap(text.charCodeAt(at + 1))) handOver()
    for (let i = at; ; i += 1) {
      const sign = text.charCodeAt(i)
      if (sign > colon) continue
      if (sign === colon) {
        if (!isGap(text.charCodeAt(i + 1))) continue
        let end = i
        while (text.charCodeAt(end - 1) === blank) end -= 1
        return this.keyIs(text.slice(at, end), at, end, i + 1)
      }
      if (isLineEnd(sign) || (sign === hash && text.charCodeAt(i - 1) === blank)) return false
    }
  }

  /** A value that begins on the line of its key or dash, or on one of its own. Ends on the next line. */
  private inlineValue(parent: number): Node {
    const first = this.text.charCodeAt(this.at)
    if (first === bar || first === greater) return this.blockScalar(parent)
    if (first !== openMap && first !== openList && first !== doubleQuote && first !== singleQuote)
      return this.plain(parent)
    const node = this.enclosed(parent)
    this.endLine()
    return node
  }
}
