/** Numbers that come out by their priority, the least first; of equals, the one that came in first. */
export class Heap {
  readonly #priorities: number[] = []
  readonly #values: number[] = []
  readonly #ages: number[] = []
  #age = 0

  get size(): number {
    return this.#values.length
  }

  clear(): void {
    this.#priorities.length = this.#values.length = this.#ages.length = this.#age = 0
  }

  push(value: number, priority: number): void {
    let at = this.#values.length
    const age = this.#age++
    this.#set(at, value, priority, age)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#priorities[above]! <= priority) break
      this.#move(above, at)
      at = above
    }
    this.#set(at, value, priority, age)
  }

  pop(): number {
    const top = this.#values[0]!
    const value = this.#values.pop()!
    const priority = this.#priorities.pop()!
    const age = this.#ages.pop()!
    const size = this.#values.length
    if (size === 0) return top
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      if (below + 1 < size && this.#isBefore(below + 1, this.#priorities[below]!, this.#ages[below]!)) below += 1
      if (!this.#isBefore(below, priority, age)) break
      this.#move(below, at)
      at = below
    }
    this.#set(at, value, priority, age)
    return top
  }

  #isBefore(at: number, priority: number, age: number): boolean {
    return this.#priorities[at]! < priority || (this.#priorities[at] === priority && this.#ages[at]! < age)
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#values[from]!, this.#priorities[from]!, this.#ages[from]!)
  }

  #set(at: number, value: number, priority: number, age: number): void {
    this.#values[at] = value
    this.#priorities[at] = priority
    this.#ages[at] = age
  }
}
