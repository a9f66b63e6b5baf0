import type { Edge } from './graph/graph.ts'
import {
  answering,
  type Blueprint,
  type Incentive,
  type Metric,
  type Owner,
  type Promised,
  type Step,
} from './read/blueprint.ts'
import type { Place } from './read/document.ts'
import { listed, shortened } from './words.ts'

/** Pieces of the sentences that leaders read. */

/** A thing by the name that people say: “Takes the call”. */
export const called = ({ name }: { readonly name: string }): string =>
  `“${shortened(name.trim().replace(/\.$/, ''), 90)}”`

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
  listed(owners.map(({ name }) => shortened(name.trim().replace(/\.$/, ''), 60)))

/** Those who do these steps, each once, in order. */
export const doersOf = (...steps: readonly Step[]): Owner[] => [...new Set(steps.flatMap(({ owners }) => owners))]

/** Owners by their names; of many the first few, and how many more. */
export function fewPeople(owners: readonly Pick<Owner, 'name'>[], most = 3): string {
  if (owners.length <= most + 1) return people(owners)
  return `${owners
    .slice(0, most)
    .map((owner) => people([owner]))
    .join(', ')} and ${owners.length - most} more`
}

/** Something to know that steps name: “charge details” of `charge-details`. */
export const known = (name: string): string => said(name.replaceAll('-', ' '))

/** When work goes this way, to begin a sentence with: After “Takes the call”. */
export function occasionOf({ kind, from, insteadOf }: Edge): string {
  if (kind === 'recover') return `When something goes wrong at ${called(from)}`
  if (kind === 'late') return `When ${called(insteadOf!.to)} has not begun in time after ${called(from)}`
  if (kind === 'promise-late') return `When what is promised at ${called(from)} is not kept in time`
  return `After ${called(from)}`
}

/**
 * Those of these who can decide something, each once, in order. A system cannot, and a partner not alone: where nobody
 * inside is among them, it is for those who answer for the service.
 */
export function decidedBy({ accountable }: Pick<Blueprint, 'accountable'>, ...owners: readonly Owner[]): Owner[] {
  const deciding = [...new Set(owners)].filter(({ kind }) => kind !== 'system')
  if (deciding.some(isInside) || !accountable || !isInside(accountable)) return deciding
  return [...new Set([...deciding, accountable])]
}

const isInside = ({ kind }: Owner): boolean => kind === 'team' || kind === 'role'

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

/** A time to promise that is no shorter than this one: whole minutes, and of a day or more whole hours. */
export function enoughInPlainTime(minutes: number): string {
  const unit = minutes > 1440 ? 60 : 1
  return inPlainTime(Math.ceil(minutes / unit - 1e-9) * unit)
}

/** Two times that a sentence holds against each other: to the minute where they would sound the same. */
export function twoPlainTimes(one: number, other: number): [string, string] {
  const [first, second] = [inPlainTime(one), inPlainTime(other)]
  return first === second ? [inMinutes(one), inMinutes(other)] : [first, second]
}

function inMinutes(minutes: number): string {
  const number = Number(minutes.toFixed(2))
  return `${number} minute${number === 1 ? '' : 's'}`
}

/** What customers have of a step that is a duty to them: “Pays back” keeps the promise “Your money is back”. */
export function dutyInPlainWords(step: Step, promises: Iterable<Promised>): string {
  const kept = [...promises].findLast((promise) => promise.kept === step)
  if (kept) return `keeps the promise ${said(kept.says)}`
  const figure = step.improves.find((metric) => metric.for === 'customer')
  return figure ? `makes ${called(figure)} better for customers` : 'puts right what went wrong'
}

/** Who can change a reward: whoever answers for the service, and then those whose figures it goes by. */
export const rewardsDecidedBy = (
  blueprint: Pick<Blueprint, 'accountable'>,
  ...metrics: readonly Pick<Metric, 'owner'>[]
): Owner[] => decidedBy(blueprint, ...named(blueprint.accountable, ...metrics.map(({ owner }) => owner)))

/**
 * Who can change what is promised, or how it is kept: whose promise it is, or who answers for the service, or else those
 * who make it; and then those who do these steps.
 */
export function promiseDecidedBy(
  blueprint: Pick<Blueprint, 'accountable'>,
  { owner, made }: Pick<Promised, 'owner' | 'made'>,
  ...steps: readonly Step[]
): Owner[] {
  const first = owner ?? blueprint.accountable
  return decidedBy(blueprint, ...(first ? [first] : made.flatMap(answering)), ...steps.flatMap(answering))
}

const named = (...owners: readonly (Owner | undefined)[]): Owner[] => owners.filter((owner) => owner !== undefined)

/** An owner to be named at the end of a run, who keeps nothing of a blueprint; `at` is the place of something kept anyway. */
export const justNamed = ({ id, name, kind, basis }: Owner, at: Place): Owner => ({ id, name, kind, basis, at })

/** A day of the form `YYYY-MM-DD`: 31 March 2026. */
export function inPlainDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${months[Number(month) - 1]} ${year}`
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

/** A reward: what it is, and which part of the pay where that is said of this one figure. */
interface Rewarding {
  readonly kind: Incentive['kind']
  readonly share?: number | undefined
}

/** How much hangs on the one figure that a part of the pay goes by, after its name; nothing where that is not said. */
export const shareOfPay = ({ kind, share }: Rewarding): string =>
  kind === 'pay' && share !== undefined ? ` (${percent(share)} of their pay)` : ''

/** How a figure rewards somebody: “Personal sales” counts for 20% of the pay of Floor staff. */
export function rewardInPlainWords(
  metric: Pick<Metric, 'name'>,
  { kind, share }: Rewarding,
  owner: Pick<Owner, 'name'>,
): string {
  const part = share === undefined ? 'in' : `for ${percent(share)} of`
  const counts = { pay: `${part} the pay`, target: 'as a target', ranking: 'in the ranking' }
  return `${called(metric)} counts ${counts[kind]} of ${people([owner])}`
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))}%`
