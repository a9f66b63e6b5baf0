import type { Owner, Step } from './read/blueprint.ts'
import { listed, shortened } from './words.ts'

/** Pieces of the sentences that leaders read. */

/** A thing by the name that people say: “Takes the call”. */
export const called = ({ name }: { readonly name: string }): string =>
  `“${shortened(name.trim().replace(/\.$/, ''), 80)}”`

/** What somebody said or wrote, such as a promise: “Your money is back within five days”. */
export const said = (text: string): string => called({ name: text })

/** Several things by their names; of a long list the first few, and how many more. */
export function allCalled(things: readonly { readonly name: string }[], most = 3, last = 'and'): string {
  const shown = things.slice(0, most).map(called)
  const rest = things.length - shown.length
  return listed(rest > 0 ? [...shown, `${rest} more`] : shown, last)
}

/** Owners by their names, as people say them: Floor staff and Accounts. */
export const people = (owners: readonly Pick<Owner, 'name'>[]): string =>
  listed(owners.map(({ name }) => shortened(name.trim(), 60)))

/** Those who do these steps, each once, in order. */
export const doersOf = (...steps: readonly Step[]): Owner[] => [...new Set(steps.flatMap(({ owners }) => owners))]

/**
 * A duration in minutes, as people say it: 45 minutes, 3 hours, 2 days and 4 hours. Of less than a minute, none.
 */
export function inPlainTime(minutes: number): string {
  const units = [
    { name: 'day', minutes: 1440 },
    { name: 'hour', minutes: 60 },
    { name: 'minute', minutes: 1 },
  ]
  let rest = Math.round(minutes)
  const parts = units.flatMap(({ name, minutes: unit }) => {
    const number = Math.floor(rest / unit)
    rest -= number * unit
    return number === 0 ? [] : `${number} ${name}${number === 1 ? '' : 's'}`
  })
  return parts.length === 0 ? 'no time' : listed(parts.slice(0, 2))
}

/** A share as people say it: one in five, 3%. */
export function inPlainShare(share: number): string {
  for (const [of, name] of [
    [2, 'half'],
    [3, 'one in three'],
    [4, 'one in four'],
    [5, 'one in five'],
    [10, 'one in ten'],
  ] as const)
    if (Math.abs(share - 1 / of) < 0.005) return name
  return `${Number((share * 100).toPrecision(2))}%`
}
