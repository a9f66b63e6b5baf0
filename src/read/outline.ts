import type { Entry, Mapping, Node } from './tree.ts'

/** Kinds of things in an outline. */
export const plainText = 0
/** In quotes, or in lines of its own. */
export const quotedText = 1
export const list = 2
export const blockMap = 3
export const flowMap = 4

/** How many numbers a text has, and how many a list or a map has before what is in it. */
export const textSize = 4
export const headSize = 5

/** Where more stands in a map or a list, it is looked up in an index. */
const few = 16

/**
 * What a text holds, with the place of everything, as numbers one after another: as a tree of objects it would take ten
 * times the memory, and most of that is never asked for. Offsets are UTF-16 units from the start of the text, ends
 * exclusive.
 *
 *     a text   kind, start, end, said
 *     a list   kind, start, end, behind, size; its items
 *     a map    kind, start, end, behind, size; its keys, which are texts, each with its value behind it
 *
 * `said`: which of `said` is meant, where that is not just what stands there; else -1. `behind`: where the numbers go on
 * behind all that is in it. The first number is that of the root, which is a map.
 */
export class Outline {
  readonly #known = new Map<number, ReadonlyMap<string | number, number>>()
  #root: Mapping | undefined

  constructor(
    readonly text: string,
    readonly numbers: Int32Array,
    readonly said: readonly string[],
    root?: Mapping,
  ) {
    this.#root = root
  }

  /** The same as a tree, for those who walk about in it: editors, and whatever explains slips. Made when first asked. */
  get root(): Mapping {
    this.#root ??= nodeAt(this, 0) as Mapping
    return this.#root
  }

  /** Where a map has this key; the value stands `textSize` behind it. -1 where it has none. */
  keyIn(map: number, key: string): number {
    if (this.numbers[map + 4]! > few) return this.#indexOf(map).get(key) ?? -1
    return keyAmong(this, map + headSize, this.numbers[map + 3]!, key)
  }

  /** Where a list has the item at this position; -1 where it is shorter. */
  itemIn(list: number, position: number): number {
    if (position < 0 || position >= this.numbers[list + 4]!) return -1
    if (this.numbers[list + 4]! > few) return this.#indexOf(list).get(position) ?? -1
    let at = list + headSize
    for (let i = 0; i < position; i += 1) at = behind(this, at)
    return at
  }

  #indexOf(thing: number): ReadonlyMap<string | number, number> {
    const known = this.#known.get(thing)
    if (known) return known
    const index = new Map<string | number, number>()
    const isList = this.numbers[thing] === list
    const end = this.numbers[thing + 3]!
    for (let at = thing + headSize; at < end; at = behind(this, isList ? at : at + textSize))
      index.set(isList ? index.size : textAt(this, at), at)
    this.#known.set(thing, index)
    return index
  }
}

/** An outline, or what is written of one. */
export type Numbered = Pick<Outline, 'text' | 'numbers' | 'said'>

/** Where the numbers go on behind a thing. */
export const behind = ({ numbers }: Numbered, at: number): number =>
  numbers[at]! < list ? at + textSize : numbers[at + 3]!

/** A text as meant: quotes and escapes resolved, but nothing read as a number yet. */
export function textAt(outline: Numbered, at: number): string {
  const { text, numbers } = outline
  const meant = numbers[at + 3]!
  if (meant >= 0) return outline.said[meant]!
  return numbers[at] === plainText
    ? text.slice(numbers[at + 1], numbers[at + 2])
    : text.slice(numbers[at + 1]! + 1, numbers[at + 2]! - 1)
}

/** Where this key stands among keys with their values, from one number to another; -1 where it is none of them. */
export function keyAmong(outline: Numbered, from: number, to: number, key: string): number {
  for (let at = from; at < to; at = behind(outline, at + textSize)) if (isSaidAt(outline, at, key)) return at
  return -1
}

function isSaidAt(outline: Numbered, at: number, said: string): boolean {
  const { text, numbers } = outline
  if (numbers[at] !== plainText || numbers[at + 3]! >= 0) return textAt(outline, at) === said
  const start = numbers[at + 1]!
  return numbers[at + 2]! - start === said.length && text.startsWith(said, start)
}

function nodeAt(outline: Numbered, at: number): Node {
  const { numbers } = outline
  const kind = numbers[at]!
  const start = numbers[at + 1]!
  const end = numbers[at + 2]!
  if (kind < list) return { kind: 'scalar', start, end, text: textAt(outline, at), plain: kind === plainText }
  const last = numbers[at + 3]!
  if (kind === list) {
    const items: Node[] = []
    for (let item = at + headSize; item < last; item = behind(outline, item)) items.push(nodeAt(outline, item))
    return { kind: 'list', start, end, items }
  }
  const entries = new Map<string, Entry>()
  for (let place = at + headSize; place < last; place = behind(outline, place + textSize)) {
    const key = textAt(outline, place)
    const value = nodeAt(outline, place + textSize)
    entries.set(key, { key, keyStart: numbers[place + 1]!, keyEnd: numbers[place + 2]!, value })
  }
  return { kind: 'map', start, end, flow: kind === flowMap, entries }
}

/** The outline of a tree that was made in another way. */
export function outlineOf(root: Mapping, text: string): Outline {
  const numbers: number[] = []
  const said: string[] = []
  const putText = (kind: number, start: number, end: number, meant: string): void => {
    numbers.push(kind, start, end, said.push(meant) - 1)
  }
  const put = (node: Node): void => {
    if (node.kind === 'scalar') {
      putText(node.plain ? plainText : quotedText, node.start, node.end, node.text)
      return
    }
    const at = numbers.length
    if (node.kind === 'list') {
      numbers.push(list, node.start, node.end, 0, node.items.length)
      for (const item of node.items) put(item)
    } else {
      numbers.push(node.flow ? flowMap : blockMap, node.start, node.end, 0, node.entries.size)
      for (const { key, keyStart, keyEnd, value } of node.entries.values()) {
        putText(plainText, keyStart, keyEnd, key)
        put(value)
      }
    }
    numbers[at + 3] = numbers.length
  }
  put(root)
  return new Outline(text, Int32Array.from(numbers), said, root)
}
