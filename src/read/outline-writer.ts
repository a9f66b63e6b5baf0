import { behind, headSize, keyAmong, type Numbered, Outline, textAt, textSize } from './outline.ts'

/** One text is read after the other: they share the room to write in. */
let room = new Int32Array(1 << 14)

/** No more room than this is kept for the next text. In numbers. */
const mostKept = 1 << 20

/** Writes an outline while a text is read. */
export class OutlineWriter implements Numbered {
  numbers = room
  readonly said: string[] = []
  private size = 0

  constructor(readonly text: string) {}

  /** A text that means what stands there. */
  protected put(kind: number, start: number, end: number, said = -1): void {
    const at = this.size
    if (at + headSize > this.numbers.length) this.makeRoom()
    const { numbers } = this
    numbers[at] = kind
    numbers[at + 1] = start
    numbers[at + 2] = end
    numbers[at + 3] = said
    this.size = at + textSize
  }

  /** A text that means something else than what stands there, with what it means. */
  protected putSaid(kind: number, start: number, end: number, meant: string): void {
    this.put(kind, start, end, this.said.push(meant) - 1)
  }

  /** Begins a list or a map; what is put from here on is in it. Says where it stands, for `close`. */
  protected open(kind: number, start: number): number {
    const at = this.size
    this.put(kind, start, 0)
    this.size = at + headSize
    return at
  }

  protected close(at: number, end: number, size: number): void {
    const { numbers } = this
    numbers[at + 2] = end
    numbers[at + 3] = this.size
    numbers[at + 4] = size
  }

  /** Whether a map that is open has this key already. */
  protected hasKey(map: number, key: string): boolean {
    return keyAmong(this, map + headSize, this.size, key) >= 0
  }

  /** How many keys of a map that is open are not the same. */
  protected keysApart(map: number): number {
    const keys = new Set<string>()
    for (let at = map + headSize; at < this.size; at = behind(this, at + textSize)) keys.add(textAt(this, at))
    return keys.size
  }

  protected written(): Outline {
    return new Outline(this.text, this.numbers.slice(0, this.size), this.said)
  }

  private makeRoom(): void {
    const larger = new Int32Array(this.numbers.length * 2)
    larger.set(this.numbers)
    this.numbers = larger
    if (larger.length <= mostKept) room = larger
  }
}
