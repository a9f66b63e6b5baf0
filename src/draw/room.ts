import type { Area } from './scene.ts'

/** What is taken on a sheet, for finding room beside it. */
export class Room {
  readonly #cells = new Map<string, Area[]>()

  take(area: Area): void {
    for (const cell of cellsOf(area)) {
      const there = this.#cells.get(cell)
      if (there) there.push(area)
      else this.#cells.set(cell, [area])
    }
  }

  isFree(area: Area, except?: ReadonlySet<Area>): boolean {
    for (const cell of cellsOf(area))
      for (const other of this.#cells.get(cell) ?? []) if (!except?.has(other) && overlap(area, other)) return false
    return true
  }
}

const size = 80

function* cellsOf({ x, y, width, height }: Area): Iterable<string> {
  for (let column = Math.floor(x / size); column <= Math.floor((x + width) / size); column += 1)
    for (let row = Math.floor(y / size); row <= Math.floor((y + height) / size); row += 1) yield `${column},${row}`
}

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

export const widened = ({ x, y, width, height }: Area, by: number): Area => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})
