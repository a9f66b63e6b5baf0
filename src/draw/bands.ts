import type { Timeline } from './columns.ts'

/** Columns that are drawn side by side, the last included. */
export interface Span {
  readonly first: number
  readonly last: number
}

/**
 * Breaks time into rows that can be read, as text is broken into lines: at the beginning of a phase where that goes,
 * and so that the rows are about as long as each other.
 */
export function bandsOf({ count, phases }: Timeline, most: number): Span[] {
  if (count <= most) return [{ first: 0, last: count - 1 }]
  const units = (phases.length > 0 ? phases : [{ first: 0, last: count - 1 }]).flatMap((phase) => parts(phase, most))
  const rows = fewestRows(units, most)
  // The shortest longest row with no more rows than that.
  let shortest = most
  while (
    shortest > 1 &&
    units.every((unit) => lengthOf(unit) < shortest) &&
    fewestRows(units, shortest - 1).length === rows.length
  )
    shortest -= 1
  return fewestRows(units, shortest)
}

const lengthOf = ({ first, last }: Span): number => last - first + 1

/** A phase that is longer than a row, in rows of its own. */
function parts(phase: Span, most: number): Span[] {
  const number = Math.ceil(lengthOf(phase) / most)
  return Array.from({ length: number }, (_, i) => ({
    first: phase.first + Math.ceil((i * lengthOf(phase)) / number),
    last: phase.first + Math.ceil(((i + 1) * lengthOf(phase)) / number) - 1,
  }))
}

function fewestRows(units: readonly Span[], most: number): Span[] {
  const rows: Span[] = []
  for (const { first, last } of units) {
    const row = rows.at(-1)
    if (row && last - row.first + 1 <= most) rows[rows.length - 1] = { first: row.first, last }
    else rows.push({ first, last })
  }
  return rows
}
