import { type Edge, type Graph, isFailureEdge } from '../graph/graph.ts'
import type { Step } from '../read/blueprint.ts'
import type { Span } from './bands.ts'
import { type Card, cardOf, cardWidth, type Elsewhere } from './card.ts'
import { laneOf, stepLanes, type Timeline } from './columns.ts'
import { reasonOf } from './flow-words.ts'
import { geometryOf, type Geometry } from './geometry.ts'
import { gridOf } from './grid.ts'
import type { Numbered } from './numbered.ts'
import { type Route, routesOf } from './routes.ts'
import { rowsOf } from './rows.ts'
import { shown } from './wrap.ts'

/** A row of columns, laid out: everything has its place, nothing is drawn yet. */
export interface Band {
  readonly span: Span
  readonly steps: readonly Step[]
  /** The flows that are drawn as lines, in the order of `geometry.ways`. */
  readonly edges: readonly Edge[]
  readonly cards: ReadonlyMap<number, Card>
  readonly geometry: Geometry
}

/** What all rows of a picture share. */
export interface Plan {
  readonly graph: Graph
  readonly timeline: Timeline
  readonly numbered: readonly Numbered[]
}

export function bandOf({ graph, timeline, numbered }: Plan, span: Span): Band {
  const { columnOf } = timeline
  const isHere = ({ index }: Step): boolean => columnOf[index]! >= span.first && columnOf[index]! <= span.last
  const steps = graph.steps.filter(isHere)
  const edges = graph.edges.filter(({ from, to }) => isHere(from) && isHere(to))
  const rows = rowsOf(graph, steps, timeline)
  const grid = gridOf(
    steps.map((step) => ({
      index: step.index,
      lane: laneOf(step),
      column: columnOf[step.index]! - span.first,
      row: rows.rowOf.get(step.index)!,
    })),
    span.last - span.first + 1,
    stepLanes.map((_, lane) => rows.inLane[lane]!),
  )
  const links = edges.map(({ from, to }) => ({ from: from.index, to: to.index }))
  const routes = routesOf(grid, links)
  const findings = new Map<number, number>()
  for (const { at } of numbered) if (at && 'step' in at) findings.set(at.step, (findings.get(at.step) ?? 0) + 1)
  const sides = flowsAtSides(edges, routes)
  const cards = new Map(
    steps.map((step): [number, Card] => [
      step.index,
      cardOf(step, findings.get(step.index) ?? 0, elsewhereOf(graph, step, isHere), sides.get(step.index) ?? 0),
    ]),
  )
  const geometry = geometryOf(grid, links, routes, {
    width: cardWidth,
    heights: new Map([...cards].map(([index, { height }]) => [index, height])),
    wanted: wantedRoom(edges, routes),
  })
  return { span, steps, edges, cards, geometry }
}

/** How many flows meet the busier of the left and the right side of each step. */
function flowsAtSides(edges: readonly Edge[], routes: readonly Route[]): Map<number, number> {
  const sides = new Map<string, number>()
  const most = new Map<number, number>()
  const count = (step: number, isRight: boolean): void => {
    const key = `${step} ${isRight}`
    sides.set(key, (sides.get(key) ?? 0) + 1)
    most.set(step, Math.max(most.get(step) ?? 0, sides.get(key)!))
  }
  for (const [i, { from, to }] of edges.entries()) {
    const [a, b, y, z] = [routes[i]![0]!, routes[i]![1]!, routes[i]!.at(-2)!, routes[i]!.at(-1)!]
    if (a.level === b.level) count(from.index, b.upright > a.upright)
    if (y.level === z.level) count(to.index, y.upright > z.upright)
  }
  return most
}

/** Straight flows to the next column need a channel as wide as what is said of them. */
function wantedRoom(edges: readonly Edge[], routes: readonly Route[]): Map<number, number> {
  const wanted = new Map<number, number>()
  for (const [i, edge] of edges.entries()) {
    const [from, to] = [routes[i]![0]!, routes[i]!.at(-1)!]
    if (routes[i]!.length !== 2 || to.upright - from.upright !== 2) continue
    const least = Math.min(...reasonOf(edge).map(({ width }) => width))
    if (least < Infinity) wanted.set(from.upright + 1, Math.max(wanted.get(from.upright + 1) ?? 0, least + 14))
  }
  return wanted
}

/** Where flows lead, or come from, that another row of columns shows; what goes on first. */
function elsewhereOf({ outgoing, incoming }: Graph, step: Step, isHere: (step: Step) => boolean): Elsewhere[] {
  const told = new Map<string, Elsewhere>()
  const tell = (edge: Edge, other: Step, isInto: boolean): void => {
    if (isHere(other)) return
    const isFailure = isFailureEdge(edge)
    const key = `${isInto} ${isFailure} ${other.index}`
    if (!told.has(key)) told.set(key, { name: shown(other.name, other.id), isInto, isFailure })
  }
  for (const edge of outgoing[step.index]!) tell(edge, edge.to, false)
  for (const edge of incoming[step.index]!) tell(edge, edge.from, true)
  return [...told.values()]
}
