/** Durations in minutes, chances from 0 to 1, rates per week: what the schema's patterns let through, as numbers. */

const minutes: Record<string, number> = { m: 1, h: 60, d: 1_440, w: 10_080, mo: 43_200, y: 525_600 }

/** `1h30m` → 90. A day is 24 h, a week 7 d, a month 30 d, a year 365 d. */
export function duration(text: string): number {
  let total = 0
  for (const [, number, unit] of text.matchAll(/([0-9]+(?:\.[0-9]+)?)(mo|[mhdwy])/g))
    total += Number(number) * minutes[unit!]!
  return total
}

/** Shortest and longest, in minutes. */
export interface Range {
  readonly shortest: number
  readonly longest: number
}

/** `10m..5d`; a single duration is both. */
export function durationRange(text: string): Range {
  const [shortest, longest] = text.split('..')
  return { shortest: duration(shortest!), longest: duration(longest ?? shortest!) }
}

/** `20%` → 0.2 */
export const chance = (written: string | number): number =>
  typeof written === 'number' ? written : Number(written.slice(0, -1)) / 100

const perWeek: Record<string, number> = {
  min: 10_080,
  h: 168,
  hour: 168,
  d: 7,
  day: 7,
  w: 1,
  week: 1,
  mo: 7 / 30,
  month: 7 / 30,
  y: 7 / 365,
  year: 7 / 365,
}

/** `120/day` → 840 a week */
export function rate(text: string): number {
  const [number, unit] = text.split('/')
  return Number(number) * perWeek[unit!]!
}
