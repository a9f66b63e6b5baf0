import { blockMap, flowMap, list, type Outline, plainText } from './outline.ts'
import { Flow } from './yaml-flow.ts'
import { beforeBlanks, behindBlanks, handedOver, handOver } from './yaml-lines.ts'
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
 * Tried, and of no use: the ends of texts by `indexOf`, and remembering where the next colon and the next comment stand:
 * what it takes to ask costs as much as looking at the few signs of a text.
 */
export function parseOrdinary(text: string): Outline | undefined {
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

/**
 * What nearly all keys are, and nearly all values that end with their line. They are found in one look: in a run over few
 * files, where no code has been compiled yet, a step of ours takes longer than the engine needs for a whole line.
 */
const word = /[A-Za-z][\w-]*(?=:[ \r\n])/y
const line = / [^\s,[\]{}#&*!|>'"%@`?:-][^\n\r:#]*\n/y

/** Maps and lists whose entries stand on lines of their own. */
class Reader extends Flow {
  document(): Outline {
    this.begin()
    if (this.column < 0) handOver()
    if (this.text.charCodeAt(this.at) === openMap) this.inlineValue(-1)
    else this.blockNode(-1)
    const isMap = this.numbers[0] === blockMap || this.numbers[0] === flowMap
    return isMap && this.column < 0 ? this.written() : handOver()
  }

  /** What stands on lines of its own, inside something that is indented by `parent`. Ends on the next line; says where. */
  private blockNode(parent: number): number {
    if (this.isDash()) return this.blockList(this.column)
    if (this.isKey()) return this.blockMap(this.column)
    return this.inlineValue(parent)
  }

  /** A dash that begins an entry of a list. */
  private isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1))
  }

  /** The map whose first key has just been read. */
  private blockMap(indent: number): number {
    this.goDeeper()
    const map = this.open(blockMap, this.keyStart)
    let size = 0
    let seen = 0
    let end = 0
    do {
      seen = this.putKey(map, size, seen)
      end = this.valueOfKey(indent)
      size += 1
    } while (this.column === indent && this.isKey())
    this.closeMap(map, end, size)
    this.depth -= 1
    return end
  }

  /** What stands behind the colon of a key of a map. */
  private valueOfKey(indent: number): number {
    const { text, at } = this
    line.lastIndex = at
    if (line.test(text)) {
      const end = line.lastIndex - 1
      this.at = line.lastIndex
      this.toNextLine()
      if (this.column <= indent && text.charCodeAt(end - 1) !== blank) {
        this.put(plainText, at + 1, end)
        return end
      }
    }
    this.at = behindBlanks(text, at)
    const sign = text.charCodeAt(this.at)
    if (!isLineEnd(sign) && sign !== hash) return this.inlineValue(indent)
    const empty = this.at
    this.endLine()
    if (this.column > indent) return this.blockNode(indent)
    return this.column === indent && this.isDash() ? this.blockList(indent) : this.nothing(empty)
  }

  /** A value that says nothing, as the empty text behind `next:` does. */
  private nothing(at: number): number {
    this.put(plainText, at, at)
    return at
  }

  private blockList(indent: number): number {
    this.goDeeper()
    const items = this.open(list, this.at)
    let size = 0
    let end = 0
    do {
      end = this.itemBehindDash(indent)
      size += 1
    } while (this.column === indent && this.isDash())
    this.close(items, end, size)
    this.depth -= 1
    return end
  }

  private itemBehindDash(indent: number): number {
    const at = behindBlanks(this.text, this.at + 1)
    const sign = this.text.charCodeAt(at)
    this.at = at
    if (isLineEnd(sign) || sign === hash) {
      this.endLine()
      return this.column > indent ? this.blockNode(indent) : this.nothing(at)
    }
    this.column = at - this.line
    return this.blockNode(indent)
  }

  /** A key with its colon, if there is one here: `at` is then behind the colon. Else nothing has moved. */
  private isKey(): boolean {
    const { text, at } = this
    word.lastIndex = at
    if (word.test(text)) return this.keyIs(undefined, at, word.lastIndex, word.lastIndex + 1)
    const first = text.charCodeAt(at)
    if (first === doubleQuote || first === singleQuote) return this.quotedKey(first)
    if (isReserved(first)) return false
    if (isHalfReserved(first) && isGap(text.charCodeAt(at + 1))) handOver()
    for (let i = at; ; i += 1) {
      const sign = text.charCodeAt(i)
      if (sign > colon) continue
      if (sign === colon) {
        if (isGap(text.charCodeAt(i + 1))) return this.keyIs(undefined, at, beforeBlanks(text, i), i + 1)
      } else if (isLineEnd(sign) || (sign === hash && text.charCodeAt(i - 1) === blank)) return false
    }
  }

  /** A value that begins on the line of its key or dash, or on one of its own. Ends on the next line. */
  private inlineValue(parent: number): number {
    const first = this.text.charCodeAt(this.at)
    if (first === bar || first === greater) return this.blockScalar(parent)
    if (first !== openMap && first !== openList && first !== doubleQuote && first !== singleQuote)
      return this.plain(parent)
    const end = this.enclosed(parent)
    this.endLine()
    return end
  }
}
