import { type Edge, type Graph, isFailureEdge } from '../graph/graph.ts'
import type { Step } from '../read/blueprint.ts'
import { phasesOf } from './phases.ts'

/** The lanes that steps are in, from top to bottom. */
export const stepLanes = ['customer', 'touchpoint', 'backstage', 'support'] as const

export const laneOf = (step: Step): number => stepLanes.indexOf(step.lane)

/** Where steps stand in time. */
export interface Timeline {
  /** Column of each step, from 0; none is empty. */
  readonly columnOf: Int32Array
  /** Position among the steps of the same lane and column, from the top. */
  readonly rankOf: Int32Array
  readonly count: number
  /** From which column to which, both included; without one where the blueprint has no phases. */
  readonly phases: readonly { readonly name: string; readonly first: number; readonly last: number }[]
}

/** So many steps stand below each other in one lane and column at most. */
const mostInCell = 3

/**
 * Time from left to right: a step stands right of those that lead to it, or in the same column above or below them,
 * where the way between is free: what a customer does, who meets it, and what that sets off make one column. Phases
 * follow each other and do not mix. Flows that lead back, in a loop or to an earlier phase, do not count.
 */
export function timelineOf(graph: Graph): Timeline {
  const phase = phasesOf(graph)
  const columnOf = new Int32Array(graph.steps.length).fill(-1)
  const rankOf = new Int32Array(graph.steps.length)
  const phases: Timeline['phases'][number][] = []
  let count = 0
  for (const which of [...new Set(phase)].sort((a, b) => a - b)) {
    const members = graph.steps.filter(({ index }) => phase[index] === which)
    const last = place(graph, members, count, columnOf, rankOf)
    if (which >= 0) phases.push({ name: graph.blueprint.phases[which]!, first: count, last })
    count = last + 1
  }
  return { columnOf, rankOf, count, phases }
}

/** The steps of one lane in one column, and whether a straight line leaves the first upwards, the last downwards. */
interface Cell {
  readonly steps: number[]
  goesDown: boolean
  goesUp: boolean
  /** A straight line between other lanes runs through it. */
  isPassed: boolean
}

/** Gives columns to the steps of one phase, from `first` on; returns the last column. */
function place(
  graph: Graph,
  members: readonly Step[],
  first: number,
  columnOf: Int32Array,
  rankOf: Int32Array,
): number {
  const inPhase = new Set(members.map(({ index }) => index))
  const isInside = (edge: Edge): boolean => inPhase.has(edge.from.index) && inPhase.has(edge.to.index)
  const back = backEdges(graph, members, isInside)
  const forward = (edge: Edge): boolean => isInside(edge) && !back.has(edge)
  const cells = new Map<number, Cell>()
  const cellAt = (column: number, lane: number): Cell => {
    const key = column * stepLanes.length + lane
    let cell = cells.get(key)
    if (!cell) cells.set(key, (cell = { steps: [], goesDown: false, goesUp: false, isPassed: false }))
    return cell
  }
  const isFree = (column: number, lane: number): boolean => {
    const { steps, isPassed } = cellAt(column, lane)
    return steps.length === 0 && !isPassed
  }
  const between = (a: number, b: number): number[] =>
    stepLanes.flatMap((_, lane) => (lane > Math.min(a, b) && lane < Math.max(a, b) ? [lane] : []))
  const isStraight = (from: Step, lane: number): boolean => {
    const column = columnOf[from.index]!
    const own = laneOf(from)
    if (own === lane || !isFree(column, lane)) return false
    const { steps } = cellAt(column, own)
    if ((lane > own ? steps.at(-1) : steps[0]) !== from.index) return false
    return between(own, lane).every((other) => isFree(column, other))
  }

  let last = first
  for (const step of inOrder(graph, members, forward)) {
    const lane = laneOf(step)
    const before = graph.incoming[step.index]!.filter(forward).map(({ from }) => from)
    let column = before.reduce((most, { index }) => Math.max(most, columnOf[index]!), first)
    const nearest = before.filter(({ index }) => columnOf[index] === column)
    const joins = nearest.length > 0 && nearest.every((from) => isStraight(from, lane))
    if (joins)
      for (const from of nearest) {
        for (const other of between(laneOf(from), lane)) cellAt(column, other).isPassed = true
        cellAt(column, Math.min(lane, laneOf(from))).goesDown = true
        cellAt(column, Math.max(lane, laneOf(from))).goesUp = true
      }
    else {
      if (nearest.length > 0) column += 1
      const hasRoom = ({ steps, goesDown, isPassed }: Cell): boolean =>
        !isPassed && (steps.length === 0 || (steps.length < mostInCell && !goesDown))
      while (!hasRoom(cellAt(column, lane))) column += 1
    }
    cellAt(column, lane).steps.push(step.index)
    columnOf[step.index] = column
    last = Math.max(last, column)
  }
  for (const { steps, goesDown, goesUp } of cells.values()) {
    const order = goesDown || goesUp ? steps : byNeighbours(graph, steps, columnOf)
    for (const [rank, step] of order.entries()) rankOf[step] = rank
  }
  return closed(members, columnOf, first, last)
}

/** Who has to do with lanes further down stands further down: so fewer flows cross. */
function byNeighbours({ incoming, outgoing }: Graph, cell: readonly number[], columnOf: Int32Array): number[] {
  const depth = (index: number): number => {
    const others = [...outgoing[index]!.map(({ to }) => to), ...incoming[index]!.map(({ from }) => from)]
    const lanes = others.filter((other) => columnOf[other.index] !== columnOf[index]).map(laneOf)
    return lanes.reduce((sum, lane) => sum + lane, 0) / Math.max(1, lanes.length)
  }
  return [...cell].sort((a, b) => depth(a) - depth(b) || a - b)
}

/** Takes out columns that stayed empty. */
function closed(members: readonly Step[], columnOf: Int32Array, first: number, last: number): number {
  const used = new Set(members.map(({ index }) => columnOf[index]!))
  let to = first
  const moved = new Map<number, number>()
  for (let column = first; column <= last; column += 1) if (used.has(column)) moved.set(column, to++)
  for (const { index } of members) columnOf[index] = moved.get(columnOf[index]!)!
  return to - 1
}

/** Edges that lead back to a step that they come from, when the story is followed from its beginning. */
function backEdges(
  { outgoing, incoming, blueprint }: Graph,
  members: readonly Step[],
  isInside: (edge: Edge) => boolean,
) {
  const back = new Set<Edge>()
  const state = new Map<number, 'open' | 'done'>()
  const edgesOf = ({ index }: Step): Edge[] => {
    const inside = outgoing[index]!.filter(isInside)
    return [...inside.filter((edge) => !isFailureEdge(edge)), ...inside.filter(isFailureEdge)]
  }
  const entered = (step: Step): boolean =>
    blueprint.starts.includes(step) || incoming[step.index]!.some((edge) => !isInside(edge) && !isFailureEdge(edge))
  for (const root of [...members.filter(entered), ...members]) {
    if (state.has(root.index)) continue
    const walk = [{ step: root, edges: edgesOf(root), next: 0 }]
    state.set(root.index, 'open')
    while (walk.length > 0) {
      const here = walk.at(-1)!
      const edge = here.edges[here.next++]
      if (!edge) {
        state.set(here.step.index, 'done')
        walk.pop()
      } else if (state.get(edge.to.index) === 'open') back.add(edge)
      else if (!state.has(edge.to.index)) {
        state.set(edge.to.index, 'open')
        walk.push({ step: edge.to, edges: edgesOf(edge.to), next: 0 })
      }
    }
  }
  return back
}

/** Each step after those that lead to it; where that leaves a choice, in the order of the file. */
function inOrder({ incoming, outgoing }: Graph, members: readonly Step[], forward: (edge: Edge) => boolean): Step[] {
  const waitsFor = new Map(members.map((step) => [step, incoming[step.index]!.filter(forward).length]))
  const ready = members.filter((step) => waitsFor.get(step) === 0)
  const order: Step[] = []
  while (ready.length > 0) {
    const step = ready.shift()!
    order.push(step)
    for (const edge of outgoing[step.index]!) {
      if (!forward(edge)) continue
      const left = waitsFor.get(edge.to)! - 1
      waitsFor.set(edge.to, left)
      if (left > 0) continue
      const at = ready.findIndex(({ index }) => index > edge.to.index)
      ready.splice(at < 0 ? ready.length : at, 0, edge.to)
    }
  }
  return order
}
