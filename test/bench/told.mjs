// How the bench tells what it measured.
import { least, median } from './measure.mjs'

/**
 * A target is what must be true, beside what was measured: `{ what, atMost or atLeast, unit, wall, processor }`. It
 * counts as met where both times meet it; on a busy machine one can meet it alone. Where only `value` is given, it
 * decides; and the processor alone where `by` says so. One without a bound is there to be read.
 */
export function verdict({ atMost, atLeast, ...measured }) {
  if (atMost === undefined && atLeast === undefined) return ''
  const meets = (value) => (atMost === undefined ? value >= atLeast : value <= atMost)
  if ('value' in measured) return meets(measured.value) ? 'met' : 'MISSED'
  const byWall = meets(measured.wall)
  const byProcessor = Number.isFinite(measured.processor) ? meets(measured.processor) : byWall
  if (byWall === byProcessor || measured.by === 'processor') return byProcessor ? 'met' : 'MISSED'
  return byWall ? 'met by wall time alone' : 'met by processor time alone'
}

export function targetsTable(targets) {
  return {
    head: ['', 'target', 'wall time', 'processor time', ''],
    rows: targets.map((target) => {
      const { what, atMost, atLeast, unit } = target
      const wanted = atMost !== undefined ? `≤ ${atMost} ${unit}` : atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`
      const cells =
        'value' in target ? [told(target.value, unit), ''] : [told(target.wall, unit), told(target.processor, unit)]
      return [what, wanted, ...cells, verdict(target)]
    }),
  }
}

/** Medians and leasts in milliseconds, from the results of `inTurn` by name. */
export function timesTable(named) {
  return {
    head: ['milliseconds', 'median', 'least', 'processor', 'least'],
    rows: Object.entries(named).map(([name, { wall, processor }]) => [
      `${name} (${wall.length} runs)`,
      ...[median(wall), least(wall), median(processor), least(processor)].map((ms) => told(ms, 'ms', false)),
    ]),
  }
}

/** Three digits that count; nothing where there is no number. */
export function told(value, unit, withUnit = true) {
  if (value === undefined || Number.isNaN(value)) return '–'
  const digits = value === 0 || value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return `${value.toFixed(digits)}${withUnit && unit ? ` ${unit}` : ''}`
}

/** The first column and those without a heading to the left, numbers to the right. */
export function written({ head, rows }) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => [...row[i]].length)))
  const isLeft = (i) => i === 0 || head[i] === ''
  const line = (row) =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat(widths[i] - [...cell].length)
        return isLeft(i) ? cell + gap : gap + cell
      })
      .join('   ')
      .trimEnd()
  return [head, ...rows].map((row) => `  ${line(row)}`).join('\n')
}
