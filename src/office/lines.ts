import type { Box, Path, Point, Polyline } from './deck.ts'
import { around, frameOf } from './shapes.ts'
import { emu, fillOf, lineOf } from './slide-text.ts'
import { type Step, stepsOf } from './svg-path.ts'
import { arrowHeads, described } from './thing.ts'
import { tag, type Xml } from './xml.ts'

/** A line of its own, or an area, whose points can be moved. */
export function polylineOf(polyline: Polyline, number: number): Xml {
  const { points, line, arrow = 'none', openHead, closed = false, fill, radius = 0 } = polyline
  const steps = [...cornered(points, radius), ...(closed ? [{ kind: 'close', points: [] } as const] : [])]
  const name = described(polyline, number, closed ? 'Area' : 'Line', true)
  return drawing(name, steps, line && lineOf(line, arrowHeads(arrow, openHead)), closed ? fill : undefined)
}

export function pathOf(path: Path, number: number): Xml {
  const name = described(path, number, 'Drawing', true)
  return drawing(name, stepsOf(path.data), path.line && lineOf(path.line), path.fill)
}

function drawing(name: Xml, steps: readonly Step[], line: Xml | undefined, fill: Polyline['fill']): Xml {
  const at = around(steps.flatMap(({ points }) => points))
  const size = { w: emu(at.width), h: emu(at.height) }
  return tag(
    'p:sp',
    {},
    tag('p:nvSpPr', {}, name, tag('p:cNvSpPr'), tag('p:nvPr')),
    tag(
      'p:spPr',
      {},
      frameOf('a:xfrm', at),
      tag(
        'a:custGeom',
        {},
        ['a:avLst', 'a:gdLst', 'a:ahLst', 'a:cxnLst'].map((list) => tag(list)),
        tag('a:rect', { l: 'l', t: 't', r: 'r', b: 'b' }),
        tag(
          'a:pathLst',
          {},
          tag(
            'a:path',
            { ...size, fill: fill === undefined ? 'none' : undefined },
            steps.map((step) => stepOf(step, at)),
          ),
        ),
      ),
      fillOf(fill),
      line ?? lineOf(undefined),
    ),
  )
}

const commands: Record<Step['kind'], string> = {
  move: 'a:moveTo',
  line: 'a:lnTo',
  quadratic: 'a:quadBezTo',
  cubic: 'a:cubicBezTo',
  close: 'a:close',
}

const stepOf = ({ kind, points }: Step, at: Box): Xml =>
  tag(
    commands[kind],
    {},
    points.map(({ x, y }) => tag('a:pt', { x: emu(x - at.x), y: emu(y - at.y) })),
  )

function cornered(points: readonly Point[], radius: number): Step[] {
  const last = points.length - 1
  return points.flatMap((point, i): Step[] => {
    if (i === 0) return [{ kind: 'move', points: [point] }]
    if (i === last || radius <= 0) return [{ kind: 'line', points: [point] }]
    const [before, after] = [points[i - 1]!, points[i + 1]!]
    return [
      { kind: 'line', points: [towards(point, before, radius)] },
      { kind: 'quadratic', points: [point, towards(point, after, radius)] },
    ]
  })
}

/** So far from a corner towards the next one, but never past the middle. */
function towards(corner: Point, next: Point, radius: number): Point {
  const length = Math.hypot(next.x - corner.x, next.y - corner.y)
  const part = length === 0 ? 0 : Math.min(radius / length, 0.5)
  return { x: corner.x + (next.x - corner.x) * part, y: corner.y + (next.y - corner.y) * part }
}
