import type { Graph } from '../graph/graph.ts'
import type { Step } from '../read/blueprint.ts'
import { laneOf, stepLanes, type Timeline } from './columns.ts'

/** How many rows each lane has, and in which of them each step stands. */
export interface Rows {
  readonly inLane: readonly number[]
  readonly rowOf: ReadonlyMap<number, number>
}

/**
 * Steps that share a lane and a column stand below each other. The others keep the row of the step before them in their
 * lane, so that what goes on runs straight on.
 */
export function rowsOf({ incoming }: Graph, steps: readonly Step[], { columnOf, rankOf }: Timeline): Rows {
  const inLane = stepLanes.map((lane) =>
    steps.reduce((most, step) => (step.lane === lane ? Math.max(most, rankOf[step.index]! + 1) : most), 0),
  )
  const rowOf = new Map<number, number>()
  const inTime = [...steps].sort(
    (a, b) => columnOf[a.index]! - columnOf[b.index]! || laneOf(a) - laneOf(b) || rankOf[a.index]! - rankOf[b.index]!,
  )
  for (let from = 0; from < inTime.length; ) {
    const { index, lane } = inTime[from]!
    let to = from + 1
    while (inTime[to]?.lane === lane && columnOf[inTime[to]!.index] === columnOf[index]) to += 1
    const cell = inTime.slice(from, to)
    const wanted = cell.map((step) => {
      const before = incoming[step.index]!.filter((edge) => edge.from.lane === lane && rowOf.has(edge.from.index))
      const nearest = before.sort((a, b) => columnOf[b.from.index]! - columnOf[a.from.index]!)[0]
      return nearest ? rowOf.get(nearest.from.index)! : 0
    })
    for (const [i, row] of closest(wanted, inLane[laneOf(cell[0]!)]!).entries()) rowOf.set(cell[i]!.index, row)
    from = to
  }
  return { inLane, rowOf }
}

/** Rows from top to bottom, each as near as can be to the one that is wanted. */
function closest(wanted: readonly number[], rows: number): number[] {
  let best: number[] = []
  let least = Infinity
  const choose = (chosen: number[], cost: number): void => {
    if (cost >= least) return
    if (chosen.length === wanted.length) {
      best = chosen
      least = cost
      return
    }
    const left = wanted.length - chosen.length
    for (let row = (chosen.at(-1) ?? -1) + 1; row <= rows - left; row += 1)
      choose([...chosen, row], cost + Math.abs(row - wanted[chosen.length]!))
  }
  choose([], 0)
  return best
}
