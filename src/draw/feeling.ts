import { emptySketch, type Sketch } from './sketch.ts'
import type { Line, Point, Tone } from './scene.ts'

/** How a customer feels at a place in time, from -2 to 2. */
export interface Felt {
  readonly x: number
  readonly emotion: number
}

export const feelingHeight = 84

/** The emotion curve, in a lane of its own height: a face at each step where the feeling is known. */
export function feelingOf(felt: readonly Felt[], left: number, right: number): Sketch {
  const sketch = emptySketch()
  const yOf = (emotion: number): number => feelingHeight / 2 - emotion * 14
  const line = { arrow: false, heavy: false, losable: false, radius: 0 }
  sketch.lines.push({
    ...line,
    kind: 'rule',
    points: [
      { x: left, y: yOf(0) },
      { x: right, y: yOf(0) },
    ],
  })
  const points = [...felt].sort((a, b) => a.x - b.x).map(({ x, emotion }) => ({ x, y: yOf(emotion) }))
  if (points.length > 1) sketch.lines.push({ ...line, kind: 'feeling', points: curve(points) } satisfies Line)
  for (const { x, emotion } of felt) {
    const tone: Tone = emotion > 0 ? 'good' : emotion < 0 ? 'bad' : 'quiet'
    sketch.signs.push({ kind: 'face', x, y: yOf(emotion), size: 18, tone, mood: emotion, cleared: true })
  }
  return sketch
}

/** A smooth line through the points, level at each of them: it never shows more than was felt. */
function curve(points: readonly Point[]): Point[] {
  const parts = 10
  return points.slice(1).reduce<Point[]>(
    (line, to, i) => {
      const from = points[i]!
      for (let part = 1; part <= parts; part += 1) {
        const t = part / parts
        line.push({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t * t * (3 - 2 * t) })
      }
      return line
    },
    [points[0]!],
  )
}
