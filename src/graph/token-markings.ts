/** Places, or takings, in room that is used again and again. */
export interface List {
  readonly items: Int32Array
  length: number
}

export const listOf = (most: number): List => ({ items: new Int32Array(most), length: 0 })

/**
 * Markings by number: which places hold a token. The same list of places has the same number. There may be a hundred
 * thousand of them, so they are kept one after another in one array, and found again by open addressing.
 */
export class Markings {
  /** Marking n is `places[starts[n]]` … `places[starts[n + 1] - 1]`. */
  places = new Int32Array(1024)
  readonly starts: number[] = [0]
  readonly #hashes: number[] = []
  /** 1 + the number of a marking, or 0; at most half full. */
  #table = new Int32Array(64)

  get size(): number {
    return this.#hashes.length
  }

  /** Tokens in all of them together. */
  get tokens(): number {
    return this.starts[this.size]!
  }

  /** No copy: it holds until the next marking is made. */
  at(number: number): Int32Array {
    return this.places.subarray(this.starts[number], this.starts[number + 1])
  }

  /** That of a marking which is new is what `size` was before. */
  numberOf({ items, length }: List): number {
    const hash = hashOf(items, length)
    const mask = this.#table.length - 1
    let slot = hash & mask
    for (let entry = this.#table[slot]!; entry !== 0; entry = this.#table[slot]!) {
      if (this.#hashes[entry - 1] === hash && this.#isAt(entry - 1, items, length)) return entry - 1
      slot = (slot + 1) & mask
    }
    this.#keep(items, length)
    this.#table[slot] = this.#hashes.push(hash)
    if (2 * this.size > mask) this.#makeRoom()
    return this.size - 1
  }

  #isAt(number: number, items: Int32Array, length: number): boolean {
    const start = this.starts[number]!
    if (this.starts[number + 1]! - start !== length) return false
    for (let i = 0; i < length; i += 1) if (this.places[start + i] !== items[i]) return false
    return true
  }

  #keep(items: Int32Array, length: number): void {
    const start = this.tokens
    if (start + length > this.places.length) {
      const more = new Int32Array(2 * (start + length))
      more.set(this.places)
      this.places = more
    }
    for (let i = 0; i < length; i += 1) this.places[start + i] = items[i]!
    this.starts.push(start + length)
  }

  #makeRoom(): void {
    const table = new Int32Array(4 * this.#table.length)
    const mask = table.length - 1
    for (let number = 0; number < this.size; number += 1) {
      let slot = this.#hashes[number]! & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = number + 1
    }
    this.#table = table
  }
}

function hashOf(items: Int32Array, length: number): number {
  let hash = length
  for (let i = 0; i < length; i += 1) {
    hash = Math.imul(hash ^ items[i]!, 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash
}
