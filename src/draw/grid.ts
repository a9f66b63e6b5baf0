import { stepLanes } from './columns.ts'

/**
 * Where flows can run, before anything has a size. Upright lines: channels between the columns (even numbers) and the
 * middles of columns (odd ones). Level lines: channels above, between and below the rows of each lane, and the middles
 * of rows. Steps stand where middles cross.
 */
export interface Grid {
  readonly uprights: number
  readonly levels: readonly Level[]
  /** The place of each step, by its index in the graph. */
  readonly placeOf: ReadonlyMap<number, Crossing>
}

export interface Level {
  readonly lane: number
  readonly isChannel: boolean
}

/** Where an upright and a level line cross. */
export interface Crossing {
  readonly upright: number
  readonly level: number
}

export interface Placed {
  readonly index: number
  readonly lane: number
  /** From 0 on, inside the picture's row of columns. */
  readonly column: number
  readonly row: number
}

export function gridOf(steps: readonly Placed[], columns: number, rowsInLane: readonly number[]): Grid {
  const levels: Level[] = []
  const firstIn: number[] = []
  for (const lane of stepLanes.keys()) {
    firstIn.push(levels.length + 1)
    levels.push({ lane, isChannel: true })
    for (let row = 0; row < rowsInLane[lane]!; row += 1)
      levels.push({ lane, isChannel: false }, { lane, isChannel: true })
  }
  return {
    uprights: 2 * columns + 1,
    levels,
    placeOf: new Map(
      steps.map(({ index, lane, column, row }) => [
        index,
        { upright: 2 * column + 1, level: firstIn[lane]! + 2 * row },
      ]),
    ),
  }
}

/** East, south, west, north, as the eye sees them. */
export const directions = [
  { upright: 1, level: 0 },
  { upright: 0, level: 1 },
  { upright: -1, level: 0 },
  { upright: 0, level: -1 },
] as const

/** Into which of the directions one goes from one crossing straight to another. */
export const directionOf = (from: Crossing, to: Crossing): number =>
  from.level === to.level ? (to.upright > from.upright ? 0 : 2) : to.level > from.level ? 1 : 3
