import { type Chance, mixed } from './chance.ts'

/** Keys whose value may be a list, and of a single thing need not be one. */
const lists = new Set([
  ...['start', 'phases', 'accepted', 'owner', 'evidence', 'next', 'fails', 'collects', 'produces', 'needs', 'claims'],
  ...['improves', 'hurts', 'keeps', 'rewards', 'shared', 'made', 'carries', 'authority', 'training', 'tools'],
])
/** Keys whose values are flows. */
const flows = new Set(['next', 'recover', 'late'])
/** Sections whose entries may be empty, and sections of which each entry must say something. */
const sections = new Set(['owners', 'metrics', 'incentives', 'policies', 'promises', 'steps'])

/**
 * The same service said more shortly: one thing instead of a list of one, a step's name instead of a flow, nothing
 * instead of an empty owner; with keys in another order, and some of the author's own, which mean nothing. The order of what
 * stands in a section is the order of the story, and stays.
 */
export function abbreviated(data: object, chance: Chance): object {
  const map = (values: object, isSection: boolean): object => {
    const entries = Object.entries(values).map(([key, value]): [string, unknown] => [
      key,
      isSection ? entry(value as object) : within(key, value),
    ])
    // A key that says nothing, and one of the author's own.
    if (!isSection && chance.once(12)) entries.push(['x-mine', chance.pick([1, [{ a: [null, 'b'] }], 'so', { to: 1 }])])
    return Object.fromEntries(isSection ? entries : mixed(entries, chance))
  }
  const entry = (value: object): unknown => {
    if (Object.keys(value).length === 0 && chance.once(2)) return null
    return map(value, false)
  }
  const within = (key: string, value: unknown): unknown => {
    if (key === 'requires' && Object.keys(value as object).length === 0) return value
    if (sections.has(key)) return map(value as object, true)
    if (key === 'start' && !Array.isArray(value)) return value
    if (Array.isArray(value)) {
      const each = value.map((one) => single(key, one))
      return each.length === 1 && lists.has(key) && chance.once(2) ? each[0] : each
    }
    return single(key, value)
  }
  const single = (key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const keys = Object.keys(value)
    const [only] = keys
    const isShort = keys.length === 1 && ((flows.has(key) && only === 'to') || (key === 'demand' && only === 'rate'))
    if (isShort && chance.once(2)) return (value as Record<string, unknown>)[only!]
    return map(value, false)
  }
  return map(data, false)
}
