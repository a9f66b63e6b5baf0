import type { Point } from './deck.ts'

export interface Step {
  readonly kind: 'move' | 'line' | 'quadratic' | 'cubic' | 'close'
  readonly points: readonly Point[]
}

/** Path data as SVG has it, in steps that slides have, too. Throws at what it does not know: arcs that are not of circles, `S` and `T`. */
export function stepsOf(data: string): Step[] {
  const steps: Step[] = []
  let here: Point = { x: 0, y: 0 }
  let start = here
  const go = (kind: Step['kind'], ...points: Point[]): void => {
    steps.push({ kind, points })
    here = points.at(-1) ?? start
  }
  for (const [, letter, rest] of data.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = (rest!.match(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/gi) ?? []).map(Number)
    const isRelative = letter === letter!.toLowerCase()
    const kind = letter!.toUpperCase()
    const count = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, A: 7, Z: 0 }[kind]
    if (count === undefined) throw new TypeError(`A path has a step "${letter}" that slides do not have`)
    if (count === 0) go('close')
    for (let i = 0; count > 0 && i + count <= numbers.length; i += count) {
      const part = numbers.slice(i, i + count)
      const from = isRelative ? here : { x: 0, y: 0 }
      const point = (at: number): Point => ({ x: part[at]! + from.x, y: part[at + 1]! + from.y })
      if (kind === 'M' && i === 0) {
        start = point(0)
        go('move', start)
      } else if (kind === 'M' || kind === 'L') go('line', point(0))
      else if (kind === 'H') go('line', { x: part[0]! + from.x, y: here.y })
      else if (kind === 'V') go('line', { x: here.x, y: part[0]! + from.y })
      else if (kind === 'Q') go('quadratic', point(0), point(2))
      else if (kind === 'C') go('cubic', point(0), point(2), point(4))
      else for (const curve of arc(here, point(5), part)) go('cubic', ...curve)
    }
  }
  return steps
}

/** A part of a circle as curves of a quarter at most: https://www.w3.org/TR/SVG2/implnote.html#ArcImplementationNotes */
function arc(from: Point, to: Point, [rx, ry, , isLarge, isClockwise]: readonly number[]): Point[][] {
  if (rx !== ry) throw new TypeError('A path has an arc that is not of a circle')
  const half = { x: (from.x - to.x) / 2, y: (from.y - to.y) / 2 }
  const distance = Math.hypot(half.x, half.y)
  if (distance === 0) return []
  const radius = Math.max(rx!, distance)
  const away = (Math.sqrt(radius * radius - distance * distance) / distance) * (isLarge === isClockwise ? -1 : 1)
  const middle = { x: (from.x + to.x) / 2 + away * half.y, y: (from.y + to.y) / 2 - away * half.x }
  const angle = ({ x, y }: Point): number => Math.atan2(y - middle.y, x - middle.x)
  const first = angle(from)
  let sweep = angle(to) - first
  if (isClockwise && sweep <= 0) sweep += 2 * Math.PI
  if (!isClockwise && sweep >= 0) sweep -= 2 * Math.PI
  const parts = Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9)
  const step = sweep / parts
  const reach = (4 / 3) * Math.tan(step / 4) * radius
  const at = (turn: number, out = 0): Point => ({
    x: middle.x + radius * Math.cos(turn) - out * Math.sin(turn),
    y: middle.y + radius * Math.sin(turn) + out * Math.cos(turn),
  })
  return Array.from({ length: parts }, (_, i) => {
    const [one, other] = [first + i * step, first + (i + 1) * step]
    return [at(one, reach), at(other, -reach), i === parts - 1 ? to : at(other)]
  })
}
