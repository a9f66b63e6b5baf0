import type { Edge } from '../graph/graph.ts'
import type { Band, Plan } from './band.ts'
import { badgeSize } from './card.ts'
import { kindOf, lookOf } from './flow-kinds.ts'
import { channelOf, reasonOf, type Words } from './flow-words.ts'
import { isHollow } from './legend.ts'
import { Notes } from './notes.ts'
import type { Room } from './room.ts'
import type { Point, Shape } from './scene.ts'
import type { Sketch } from './sketch.ts'

/** The flows of a band, what is said of them, and the findings on them. */
export function drawFlows(sketch: Sketch, room: Room, { numbered }: Plan, band: Band, from: Point): void {
  const ways = band.geometry.ways.map((way) => way.map(({ x, y }) => ({ x: x + from.x, y: y + from.y })))
  const notes = new Notes(room, { ...from, width: band.geometry.width, height: band.geometry.height }, ways)
  for (const [i, edge] of band.edges.entries()) {
    sketch.lines.push({ ...lookOf(edge), points: ways[i]!, radius: 6 })
    drawTail(sketch, room, edge, ways[i]!)
  }
  const indexOf = new Map(band.edges.map((edge, i) => [edge.index, i]))
  for (const { number, finding, at } of numbered) {
    const i = at && 'edge' in at ? indexOf.get(at.edge) : undefined
    if (i === undefined) continue
    const place = notes.badge(i, ways[i]!, badgeSize)
    sketch.badges.push({ ...place, number, severity: finding.severity, hollow: isHollow(finding), size: badgeSize })
  }
  for (const [i, edge] of band.edges.entries())
    for (const shapes of [reasonOf(edge), channelOf(edge)]) {
      const found = notes.words(ways[i]!, shapes)
      if (found) drawWords(sketch, found.words, found.at)
    }
}

/** What tells a failure and a lateness from plain work where it begins. */
function drawTail(sketch: Sketch, room: Room, edge: Edge, way: readonly Point[]): void {
  const kind = kindOf(edge)
  if (kind === 'flow') return
  const [a, b] = [way[0]!, way[1]!]
  const at = { x: a.x + Math.sign(b.x - a.x) * 8, y: a.y + Math.sign(b.y - a.y) * 8 }
  room.take({ x: at.x - 4, y: at.y - 4, width: 8, height: 8 })
  sketch.signs.push({
    ...at,
    kind: kind === 'recover' ? 'cross' : 'clock',
    tone: kind === 'recover' ? 'failure' : 'late',
    size: kind === 'recover' ? 8 : 11,
    cleared: true,
  })
}

function drawWords(sketch: Sketch, { width, height, lines, sign, tag }: Words, { x, y }: Point): void {
  const texts = lines.map((line) => ({ ...line, x: line.x + x, y: line.y + y }))
  const signs = sign ? [{ ...sign, x: x + 10, y: y + height / 2, size: 10 }] : []
  if (!tag) {
    sketch.texts.push(...texts)
    return
  }
  const shape: Shape = { form: 'tag', tone: 'quiet', border: tag, x, y, width, height, texts, signs }
  sketch.shapes.push(shape)
}
