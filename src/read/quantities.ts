/** Durations in minutes, chances from 0 to 1, rates per week: what the schema's patterns let through, as numbers. */

const minutes: Record<string, number> = { m: 1, h: 60, d: 1_440, w: 10_080, mo: 43_200, y: 525_600 }

/** `1h30m` → 90. A day is 24 h, a week 7 d, a month 30 d, a year 365 d. */
export function duration(text: string): number {
  let total = 0
  for (let at = 0; at < text.length; ) {
    let end = at
    while (text.charCodeAt(end) < 0x3a) end += 1
    const number = Number(text.slice(at, end))
    at = text.startsWith('mo', end) ? end + 2 : end + 1
    total += number * minutes[text.slice(end, at)]!
  }
  return total
}

/** Shortest and longest, in minutes. */
export interface Range {
  readonly shortest: number
  readonly longest: number
}

/** `10m..5d`; a single duration is both. */
export function durationRange(text: string): Range {
  const between = text.indexOf('..')
  const shortest = duration(between < 0 ? text : text.slice(0, between))
  return { shortest, longest: between < 0 ? shortest : duration(text.slice(between + 2)) }
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
