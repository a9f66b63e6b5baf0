import type { Step } from '../read/blueprint.ts'
import { code, codes, durationText } from '../words.ts'
import type { Taken } from './time.ts'

/** More addends than this are more than any text holds: what is longer is cut off. */
const mostAddends = 1_000

/** `cut-key` 20h + 3 × `check-key` 1h = 23h */
export function sumText({ parts, minutes }: Taken): string {
  const counting = parts.filter((part) => part.minutes > 0)
  const addends = counting
    .slice(0, mostAddends)
    .map(({ step, times, minutes }) =>
      times === 1
        ? `${code(step.id)} ${durationText(minutes)}`
        : `${times} × ${code(step.id)} ${durationText(minutes / times)}`,
    )
  return counting.length === 1 && counting[0]!.times === 1
    ? addends[0]!
    : `${addends.join(' + ')} = ${durationText(minutes)}`
}

/** A promised time as it is written, and what it comes to where that is not the same. */
export function termText(written: string | undefined, minutes: number): string {
  const text = durationText(minutes)
  return written === undefined || written === text ? text : `${written} (${text})`
}

/** Why a sum is only what is known. */
export const unsaidText = (unknown: readonly Step[]): string[] =>
  unknown.length === 0
    ? []
    : [
        `${codes(unknown)} ${unknown.length === 1 ? 'says no time and is' : 'say no time and are'} counted as 0m: it takes longer still`,
      ]

/** `check-claim` says no `effort`: all that it takes counts as work, waiting included */
export const withoutEffort = (steps: readonly Step[]): string =>
  `${codes(steps)} ${steps.length === 1 ? 'says' : 'say'} no \`effort\`: all that ${steps.length === 1 ? 'it takes' : 'they take'} counts as work, waiting included`
