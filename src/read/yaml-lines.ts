import { OutlineWriter } from './outline-writer.ts'
import { blank, carriageReturn, dash, dot, hash, isGap, newline } from './yaml-signs.ts'

/** Thrown at whatever is out of the ordinary. */
export const handedOver = { why: 'out of the ordinary' }

export const handOver = (): never => {
  throw handedOver
}

/** A text, and where its reader has come to on the way from line to line. */
export class Lines extends OutlineWriter {
  protected at = 0
  /** Where the line begins that `at` is on. */
  protected line = 0
  /** How far in it stands; at the beginning of a line, how far that is indented. -1 behind the last one. */
  protected column = -1
  /** Whether a comment was passed on the way to this line. */
  protected passedComment = false
  private isInDocument = false

  /** To the first sign that is not of a comment, nor the three dashes before everything. */
  protected begin(): void {
    this.toNextLine()
    const isMarked = this.column === 0 && this.isMarker(dash)
    this.isInDocument = true
    if (!isMarked) return
    this.at += 3
    this.endLine()
  }

  /** From the end of a line, over blank lines and comments, to the first sign of the next one that has any. */
  protected toNextLine(): void {
    const { text } = this
    this.passedComment = false
    let at = this.at
    for (;;) {
      const line = at
      let sign = text.charCodeAt(at)
      while (sign === blank) sign = text.charCodeAt(++at)
      if (sign === hash) {
        at = lineEndFrom(text, at)
        sign = text.charCodeAt(at)
        this.passedComment = true
      } else if (sign === carriageReturn) sign = text.charCodeAt(++at)
      if (sign === newline) {
        at += 1
        continue
      }
      this.at = at
      this.line = line
      this.column = at < text.length ? at - line : -1
      if (at === line && (sign === dash || sign === dot)) this.mark(sign)
      return
    }
  }

  /** Three dots end the document; what begins after them, or at three dashes, is another one. */
  private mark(sign: number): void {
    if (!this.isMarker(sign) || (sign === dash && !this.isInDocument)) return
    if (sign === dash || !this.isInDocument) handOver()
    this.isInDocument = false
    this.at += 3
    this.endLine()
    if (this.column >= 0) handOver()
  }

  private isMarker(sign: number): boolean {
    const { text, at } = this
    if (text.charCodeAt(at) !== sign || text.charCodeAt(at + 1) !== sign || text.charCodeAt(at + 2) !== sign)
      return false
    return isGap(text.charCodeAt(at + 3))
  }

  /** Over blanks and a comment to the end of the line, and on to the next; anything else is not ordinary. */
  protected endLine(): void {
    const { text } = this
    let at = this.at
    let sign = text.charCodeAt(at)
    while (sign === blank) sign = text.charCodeAt(++at)
    if (sign === hash) {
      if (text.charCodeAt(at - 1) !== blank) handOver()
      at = lineEndFrom(text, at)
    } else if (sign === carriageReturn) at += 1
    if (at < text.length && text.charCodeAt(at) !== newline) handOver()
    this.at = at + 1
    this.toNextLine()
    if (sign === hash) this.passedComment = true
  }
}

export function lineEndFrom(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Where the blanks begin that end here. */
export function beforeBlanks(text: string, to: number): number {
  let at = to
  while (text.charCodeAt(at - 1) === blank) at -= 1
  return at
}

/** Where the blanks end that begin here. */
export function behindBlanks(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === blank) at += 1
  return at
}
