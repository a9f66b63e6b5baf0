import type { Band, Plan } from './band.ts'
import { badgesAt, badgeSize, cardWidth, drawnCard } from './card.ts'
import { stepLanes } from './columns.ts'
import { evidenceOf } from './evidence.ts'
import { type Felt, feelingHeight, feelingOf } from './feeling.ts'
import { drawFlows } from './draw-flows.ts'
import { laneGap } from './geometry.ts'
import { isHollow } from './legend.ts'
import { laneTitles } from './lane-titles.ts'
import { Room, widened } from './room.ts'
import type { LaneName, Shape, Text } from './scene.ts'
import { emptySketch, put, type Sketch } from './sketch.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

export interface DrawnBand {
  readonly sketch: Sketch
  readonly height: number
}

/** Left of the columns: the names of the lanes. */
const header = 112
const phaseHeight = 28

const separators = [
  { kind: 'interaction', name: 'Line of interaction' },
  { kind: 'visibility', name: 'Line of visibility' },
  { kind: 'internal', name: 'Line of internal interaction' },
] as const

export const widthOf = ({ geometry }: Band): number => header + geometry.width

/** One row of columns, as wide as the widest: phases, lanes, lines, steps, flows and findings. */
export function drawnBand(plan: Plan, band: Band, width: number): DrawnBand {
  const sketch = emptySketch()
  const { geometry, span } = band
  const columnX = (column: number): number => header + geometry.columns[column - span.first]!
  let y = 0
  if (plan.timeline.phases.length > 0) {
    drawPhases(sketch, plan, band, columnX)
    y += phaseHeight + 8
  }
  const lane = (name: LaneName, top: number, height: number): void => {
    sketch.areas.push({
      form: 'lane',
      tone: name,
      border: 'none',
      x: 0,
      y: top,
      width,
      height,
      texts: named(name, top, height),
      signs: [],
    })
  }

  const { sheets, height: evidenceHeight } = evidenceIn(plan, band, columnX)
  lane('evidence', y, evidenceHeight)
  put(sketch, { ...emptySketch(), shapes: sheets }, 0, y)
  y += evidenceHeight + 6
  const felt = feltIn(plan, band, columnX)
  if (felt.length > 0) {
    lane('feeling', y, feelingHeight)
    put(sketch, feelingOf(felt, header, width - 12), 0, y)
    y += feelingHeight + 6
  }

  for (const [i, { y: top, height }] of geometry.lanes.entries()) lane(stepLanes[i]!, y + top, height)
  const room = new Room()
  for (const [i, { kind, name }] of separators.entries()) {
    const at = y + geometry.lanes[i]!.y + geometry.lanes[i]!.height + laneGap / 2
    drawSeparator(sketch, room, kind, name, at, width)
  }
  drawSteps(sketch, room, plan, band, y)
  drawFlows(sketch, room, plan, band, { x: header, y })
  return { sketch, height: y + geometry.height }
}

type ColumnX = (column: number) => number

/** What the customer sees, above the steps where they see it. */
function evidenceIn({ timeline }: Plan, { steps }: Band, columnX: ColumnX): { sheets: Shape[]; height: number } {
  const byColumn = new Map<number, Set<string>>()
  for (const { index, evidence } of steps)
    for (const item of evidence) {
      const column = timeline.columnOf[index]!
      byColumn.set(column, (byColumn.get(column) ?? new Set()).add(item))
    }
  const sheets = [...byColumn].flatMap(([column, items]) => evidenceOf([...items], columnX(column), cardWidth))
  return { sheets, height: Math.max(36, ...sheets.map(({ y, height }) => y + height + 10)) }
}

/** The feelings that are known, where at least two are: one makes no curve. */
function feltIn({ graph, timeline }: Plan, { steps }: Band, columnX: ColumnX): Felt[] {
  if (graph.steps.filter(({ emotion }) => emotion !== undefined).length < 2) return []
  return steps.flatMap(({ index, emotion }) => {
    const middle = columnX(timeline.columnOf[index]!) + cardWidth / 2
    return emotion === undefined ? [] : [{ x: middle + timeline.rankOf[index]! * 24, emotion }]
  })
}

function named(lane: LaneName, top: number, height: number): Text[] {
  const lines =
    lane === 'evidence'
      ? ['Physical', 'evidence']
      : lane === 'feeling'
        ? ['How the', 'customer feels']
        : [laneTitles[lane]]
  return lines.map((text, i) => ({
    text,
    size: 12.5,
    weight: 'bold',
    tone: lane,
    anchor: 'start',
    x: 12,
    y: top + height / 2 + (i - (lines.length - 1) / 2) * 15 + 4.5,
    width: textWidth(text, 12.5, true),
  }))
}

function drawPhases(sketch: Sketch, { timeline }: Plan, { span, geometry }: Band, columnX: ColumnX): void {
  const here = timeline.phases.filter(({ first, last }) => last >= span.first && first <= span.last)
  for (const { name, first, last } of here) {
    const from = Math.max(first, span.first)
    const to = Math.min(last, span.last)
    const end = to === span.last ? header + geometry.width - 8 : columnX(to + 1) - 16
    const x = columnX(from) - 6
    const text = from > first ? `${shown(name)}, continued` : shown(name)
    const [line = ''] = linesOf(text, { width: end - x - 34, size: 12.5, lines: 1, isBold: true })
    sketch.areas.push({
      form: 'phase',
      tone: 'phase',
      border: 'none',
      x,
      y: 0,
      width: end - x,
      height: phaseHeight,
      signs: [],
      says: text,
      texts: [
        {
          text: line,
          size: 12.5,
          weight: 'bold',
          tone: 'phase',
          anchor: 'start',
          x: x + 18,
          y: phaseHeight / 2 + 4.5,
          width: textWidth(line, 12.5, true),
        },
      ],
    })
  }
}

function drawSeparator(
  sketch: Sketch,
  room: Room,
  kind: (typeof separators)[number]['kind'],
  name: string,
  y: number,
  width: number,
): void {
  const size = 10.5
  const long = textWidth(name, size)
  sketch.texts.push({
    text: name,
    size,
    style: 'italic',
    tone: 'quiet',
    anchor: 'start',
    x: 12,
    y: y + 3.5,
    width: long,
  })
  const line = { x: 12 + long + 8, y: y - 1.5, width: width - long - 20, height: 3 }
  const points = [
    { x: line.x, y },
    { x: width, y },
  ]
  sketch.lines.push({ kind, points, arrow: false, heavy: false, losable: false, radius: 0 })
  room.take(line)
  room.take({ x: 12, y: y - 7, width: long + 4, height: 14 })
}

function drawSteps(
  sketch: Sketch,
  room: Room,
  { graph, numbered }: Plan,
  { steps, cards, geometry }: Band,
  y: number,
): void {
  for (const step of steps) {
    const box = geometry.boxes.get(step.index)!
    const area = { ...box, x: box.x + header, y: box.y + y }
    const card = cards.get(step.index)!
    sketch.shapes.push(drawnCard(step, card, area))
    room.take(widened(area, 2))
    const here = numbered.filter(({ at }) => at && 'step' in at && at.step === step.index)
    const places = badgesAt(area, card, here.length, step.outcome !== undefined)
    for (const [i, { number, finding }] of here.entries()) {
      const at = places[i]!
      sketch.badges.push({ ...at, number, severity: finding.severity, hollow: isHollow(finding), size: badgeSize })
      room.take({ x: at.x - badgeSize / 2, y: at.y - badgeSize / 2, width: badgeSize, height: badgeSize })
    }
    if (!graph.blueprint.starts.includes(step)) continue
    const tab = startTab(area.x + 12, area.y)
    sketch.shapes.push(tab)
    room.take(tab)
  }
}

function startTab(x: number, y: number): Shape {
  const width = textWidth('start', 10, true)
  return {
    form: 'start',
    tone: 'ink',
    border: 'none',
    x,
    y: y - 8,
    width: width + 14,
    height: 15,
    signs: [],
    texts: [
      { text: 'start', size: 10, weight: 'bold', tone: 'ink', anchor: 'middle', x: x + width / 2 + 7, y: y + 3, width },
    ],
  }
}
