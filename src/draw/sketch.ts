import type { Badge, Line, Scene, Shape, Sign, Text } from './scene.ts'

/** A scene, or a part of one, while it is drawn. */
export interface Sketch {
  readonly areas: Shape[]
  readonly lines: Line[]
  readonly shapes: Shape[]
  readonly texts: Text[]
  readonly signs: Sign[]
  readonly badges: Badge[]
}

export const emptySketch = (): Sketch => ({ areas: [], lines: [], shapes: [], texts: [], signs: [], badges: [] })

/** Puts one part into another, so far to the right and down. */
export function put(into: Sketch, part: Pick<Scene, keyof Sketch>, dx: number, dy: number): void {
  const moved = <T extends { readonly x: number; readonly y: number }>(thing: T): T => ({
    ...thing,
    x: thing.x + dx,
    y: thing.y + dy,
  })
  const movedShape = (shape: Shape): Shape => ({
    ...moved(shape),
    texts: shape.texts.map(moved),
    signs: shape.signs.map(moved),
  })
  for (const shape of part.areas) into.areas.push(movedShape(shape))
  for (const line of part.lines) into.lines.push({ ...line, points: line.points.map(moved) })
  for (const shape of part.shapes) into.shapes.push(movedShape(shape))
  for (const text of part.texts) into.texts.push(moved(text))
  for (const sign of part.signs) into.signs.push(moved(sign))
  for (const badge of part.badges) into.badges.push(moved(badge))
}
