/** Opening hours, in minutes of a week that begins on Monday at 00:00. */

export const minutesAWeek = 10_080
const minutesADay = 1_440

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** From the first minute that is open to the first that is not: the closing minute is closed. */
export interface OpenStretch {
  readonly from: number
  readonly to: number
}

/** In order and apart; what is open over the end of the week is two stretches. */
export type Hours = readonly OpenStretch[]

export const always: Hours = [{ from: 0, to: minutesAWeek }]

/**
 * `mon-fri 09:00-17:30, sat 10:00-16:00` → stretches. Times without days are of the days before them. What closes no
 * later than it opens closes on the next day: `22:00-06:00`. The same time twice is a whole day.
 */
export function openingHours(text = 'always'): Hours {
  if (text === 'always') return always
  const before = known.get(text)
  if (before) return before
  // Teams keep the same hours in blueprint after blueprint; texts from strangers must not pile up.
  if (known.size >= mostKnown) known.clear()
  const hours = read(text)
  known.set(text, hours)
  return hours
}

const known = new Map<string, Hours>()
const mostKnown = 1_000

function read(text: string): Hours {
  const stretches: OpenStretch[] = []
  let first = 0
  let last = 6
  for (const [, from, to, ...times] of text.matchAll(
    /(?:([a-z]{3})(?:-([a-z]{3}))? )?([0-9]+):([0-9]+)-([0-9]+):([0-9]+)/g,
  )) {
    if (from) first = days.indexOf(from)
    if (from) last = days.indexOf(to ?? from)
    const [openHour, openMinute, closeHour, closeMinute] = times.map(Number)
    const opens = openHour! * 60 + openMinute!
    const closes = closeHour! * 60 + closeMinute!
    const length = closes > opens ? closes - opens : closes + minutesADay - opens
    for (let day = first; ; day = (day + 1) % 7) {
      const start = (day * minutesADay + opens) % minutesAWeek
      stretches.push({ from: start, to: Math.min(start + length, minutesAWeek) })
      if (start + length > minutesAWeek) stretches.push({ from: 0, to: start + length - minutesAWeek })
      if (day === last) break
    }
  }
  return merged(stretches)
}

function merged(stretches: readonly OpenStretch[]): Hours {
  const result: OpenStretch[] = []
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const before = result.at(-1)
    if (before && stretch.from <= before.to)
      result[result.length - 1] = { from: before.from, to: Math.max(before.to, stretch.to) }
    else result.push(stretch)
  }
  return result
}

export const either = (several: readonly Hours[]): Hours => merged(several.flat())

export const openAWeek = (hours: Hours): number => hours.reduce((sum, { from, to }) => sum + to - from, 0)

/** How many stretches open no later than a moment of the week: found by halving, for there can be thousands. */
function openedBy(hours: Hours, moment: number): number {
  let [low, high] = [0, hours.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (hours[middle]!.from <= moment) low = middle + 1
    else high = middle
  }
  return low
}

const isOpen = (hours: Hours, moment: number): boolean => {
  const last = hours[openedBy(hours, moment) - 1]
  return last !== undefined && moment < last.to
}

/** The open minutes from a moment of the week on, for so many minutes; several weeks if need be. */
export const openMinutes = (hours: Hours, moment: number, within: number): number =>
  openUntil(hours, moment + within) - openUntil(hours, moment)

const knownSums = new WeakMap<Hours, Float64Array>()

/** Before each stretch of a week, and after the last. */
function openBefore(hours: Hours): Float64Array {
  let sums = knownSums.get(hours)
  if (sums) return sums
  knownSums.set(hours, (sums = new Float64Array(hours.length + 1)))
  for (const [i, { from, to }] of hours.entries()) sums[i + 1] = sums[i]! + to - from
  return sums
}

/** Since Monday 00:00. */
function openUntil(hours: Hours, moment: number): number {
  const inWeek = moment % minutesAWeek
  const sums = openBefore(hours)
  const opened = openedBy(hours, inWeek)
  const open = ((moment - inWeek) / minutesAWeek) * sums[hours.length]!
  if (opened === 0) return open
  const { from, to } = hours[opened - 1]!
  return open + sums[opened - 1]! + Math.min(to, inWeek) - from
}

/**
 * The first minute of the week, among those at which `asked` is open, from which `hours` are open for the least time
 * within so many minutes. Between the moments at which either end of that time meets an opening or a closing, it
 * changes steadily: only those, and the ends of `asked`, need to be looked at.
 */
export function leastOpen(hours: Hours, asked: Hours, within: number): { moment: number; open: number } {
  const turns = hours.flatMap(({ from, to }) => [from, to])
  const moments = [
    ...asked.flatMap(({ from, to }) => [from, to - 1]),
    ...turns,
    ...turns.flatMap((turn) => [Math.floor(turn - within), Math.ceil(turn - within)]),
  ].map((moment) => ((moment % minutesAWeek) + minutesAWeek) % minutesAWeek)
  let least = { moment: 0, open: Number.POSITIVE_INFINITY }
  for (const moment of moments.sort((a, b) => a - b)) {
    if (!isOpen(asked, moment)) continue
    const open = openMinutes(hours, moment, within)
    if (open < least.open) least = { moment, open }
  }
  return least
}

/** `Saturday 16:15` */
export function momentName(moment: number): string {
  const inWeek = moment % minutesAWeek
  const time = [Math.floor((inWeek % minutesADay) / 60), Math.floor(inWeek % 60)]
  return `${dayNames[Math.floor(inWeek / minutesADay)]} ${time.map((part) => String(part).padStart(2, '0')).join(':')}`
}
