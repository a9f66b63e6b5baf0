import type { Point } from './scene.ts'

/** A line through these points, its corners rounded, as the `d` of an SVG path. */
export function rounded(points: readonly Point[], radius: number, number: (value: number) => string): string {
  const at = ({ x, y }: Point): string => `${number(x)} ${number(y)}`
  const parts = [`M${at(points[0]!)}`]
  for (let i = 1; i < points.length; i += 1) {
    const here = points[i]!
    const after = points[i + 1]
    const most = after ? Math.min(radius, distance(points[i - 1]!, here) / 2, distance(here, after) / 2) : 0
    if (!after || most < 0.5) parts.push(`L${at(here)}`)
    else parts.push(`L${at(towards(here, points[i - 1]!, most))}Q${at(here)} ${at(towards(here, after, most))}`)
  }
  return parts.join('')
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

function towards(from: Point, to: Point, far: number): Point {
  const length = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) * far) / length, y: from.y + ((to.y - from.y) * far) / length }
}

/** The corners of an arrow head at the end of a line, and the line as far as the head. */
export function arrowHead(points: readonly Point[], length: number): { corners: readonly Point[]; shaft: Point[] } {
  const tip = points.at(-1)!
  const before = points.at(-2)!
  const back = towards(tip, before, Math.min(length, distance(before, tip) * 0.9))
  const half = length * 0.45
  const along = { x: (tip.x - back.x) / (distance(tip, back) || 1), y: (tip.y - back.y) / (distance(tip, back) || 1) }
  return {
    corners: [
      tip,
      { x: back.x - along.y * half, y: back.y + along.x * half },
      { x: back.x + along.y * half, y: back.y - along.x * half },
    ],
    shaft: [...points.slice(0, -1), back],
  }
}
