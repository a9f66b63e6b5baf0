/** What times and hours in a blueprint come to, reckoned in the plainest way. */

const minutes = { m: 1, h: 60, d: 1440, w: 10_080, mo: 43_200, y: 525_600 } as const

/** Minutes in a duration such as `1h30m`. */
export const minutesIn = (text: string): number =>
  [...text.matchAll(/([\d.]+)(mo|m|h|d|w|y)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * minutes[unit as keyof typeof minutes],
    0,
  )

/** Shortest and longest of `10m..5d`, in minutes. */
export function rangeOf(range = '0m'): [number, number] {
  const [shortest, longest = shortest] = range.split('..')
  return [minutesIn(shortest!), minutesIn(longest!)]
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const week = 7 * 1440

/** Minutes since Monday began, of `Friday 17:00`. */
export function weekday(moment: string): number {
  const [day, time] = moment.split(' ')
  return days.indexOf(day!.slice(0, 3).toLowerCase()) * 1440 + ofDay(time!)
}

const ofDay = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number)
  return hour! * 60 + minute!
}

/** Whether somebody with such hours is there, by the minute of the week. */
function presence(hours = 'always'): boolean[] {
  const open = new Array<boolean>(week).fill(hours === 'always')
  if (hours === 'always') return open
  for (const part of hours.split(',')) {
    const [, first, last = first, opens, closes] = /^\s*(?:(\w+)(?:-(\w+))? )?(\d+:\d+)-(\d+:\d+)\s*$/.exec(part)!
    const [from, to] = first ? [days.indexOf(first), days.indexOf(last!)] : [0, 6]
    for (let day = from; ; day = (day + 1) % 7) {
      const length = (ofDay(closes!) - ofDay(opens!) + 1440) % 1440 || 1440
      for (let i = 0; i < length; i += 1) open[(day * 1440 + ofDay(opens!) + i) % week] = true
      if (day === to) break
    }
  }
  return open
}

export const hoursAWeek = (hours?: string): number => presence(hours).filter(Boolean).length / 60

/** Minutes of presence in so many minutes from a moment on. */
export function openFrom(hours: string, from: number, during: number): number {
  const open = presence(hours)
  let sum = 0
  for (let i = 0; i < during; i += 1) if (open[(from + i) % week]) sum += 1
  return sum
}
