// How the bench tells what it measured.
import { least, median } from './measure.mjs'

/**
 * A target is what must be true, beside what was measured: `{ what, atMost or atLeast, unit }` with `wall` and
 * `processor`, either or, for what is no time, `value`. It counts as met where all that is there meets it; on a busy
 * machine one time can meet it alone. `by` names the one that decides. One without a bound is there to be read.
 */
export function verdict({ atMost, atLeast, by, ...target }) {
  if (atMost === undefined && atLeast === undefined) return ''
  const meets = (value) => (atMost === undefined ? value >= atLeast : value <= atMost)
  const measured = (by ? [by] : ['wall', 'processor', 'value']).filter((kind) => Number.isFinite(target[kind]))
  if (measured.length === 0) return 'not measured'
  const meeting = measured.filter((kind) => meets(target[kind]))
  if (meeting.length === measured.length) return 'met'
  return meeting.length === 0 ? 'MISSED' : `met by ${meeting[0]} time alone`
}

export function targetsTable(targets) {
  return {
    head: ['', 'target', 'measured', 'processor time', ''],
    rows: targets.map((target) => {
      const { what, atMost, atLeast, unit, wall, processor, value } = target
      const wanted = atMost !== undefined ? `≤ ${atMost} ${unit}` : atLeast === undefined ? '' : `≥ ${atLeast} ${unit}`
      return [what, wanted, told(value ?? wall, unit), told(processor, unit), verdict(target)]
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
  if (!Number.isFinite(value)) return ''
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
