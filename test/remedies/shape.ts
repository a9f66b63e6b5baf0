/**
 * A service as plain values that a remedy can change: the blueprint that a finding is in, what the organization shares,
 * and the other blueprints of the run. In the long form: lists where there may be several, maps for flows.
 */
export interface Service {
  readonly blueprint: Blueprint
  readonly organization?: Shared | undefined
  readonly others: Readonly<Record<string, Blueprint>>
}

export interface Flow {
  to: string
  when?: string
  chance?: string | number
  carries?: string[]
  late?: Flow
  limit?: number
  [key: string]: unknown
}

export interface Failure {
  what: string
  chance?: string | number
  recover?: Flow
  [key: string]: unknown
}

export interface Step {
  lane: string
  owner?: string[]
  accountable?: string
  next?: Flow[]
  fails?: Failure[]
  outcome?: string
  split?: string
  join?: string
  takes?: string
  effort?: string
  case?: string
  collects?: string[]
  produces?: string[]
  needs?: string[]
  improves?: string[]
  hurts?: string[]
  claims?: string[]
  [key: string]: unknown
}

/** An owner, a metric, an incentive, a policy or a promise. */
export interface Entry {
  owner?: string
  rewards?: string[]
  shared?: string[]
  improves?: string[]
  hurts?: string[]
  made?: string[]
  kept?: string
  within?: string
  late?: Flow
  [key: string]: unknown
}

export interface Accepted {
  rule: string
  at?: string
  until?: string
  [key: string]: unknown
}

export type Section = 'owners' | 'metrics' | 'incentives' | 'policies' | 'promises'

export interface Shared {
  owners?: Record<string, Entry>
  metrics?: Record<string, Entry>
  incentives?: Record<string, Entry>
  policies?: Record<string, Entry>
  promises?: Record<string, Entry>
  [key: string]: unknown
}

export interface Blueprint extends Shared {
  accountable?: string
  start?: string[] | Record<string, string>
  steps: Record<string, Step>
  accepted?: Accepted[]
}

const sections = ['owners', 'metrics', 'incentives', 'policies', 'promises', 'steps']
const lists = new Set([
  ...['start', 'phases', 'accepted', 'owner', 'evidence', 'next', 'fails', 'collects', 'produces', 'needs', 'claims'],
  ...['improves', 'hurts', 'keeps', 'rewards', 'shared', 'made', 'carries', 'authority', 'training', 'tools'],
])

/** What was read from a file, in the long form; keys that say nothing are left out. */
export function inLongForm(data: Record<string, unknown>): Blueprint {
  const map = (values: object, isStep = false): object =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => [key, within(key, value, isStep)]),
    )
  const within = (key: string, value: unknown, isStep: boolean): unknown => {
    if (key === 'requires') return map(value as object)
    if (!lists.has(key) || (key === 'owner' && !isStep)) return one(key, value)
    if (key === 'start' && typeof value === 'object' && !Array.isArray(value)) return value
    return (Array.isArray(value) ? value : [value]).map((inner) => one(key, inner))
  }
  const one = (key: string, value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) return Array.isArray(value) ? value : map(value)
    return ['next', 'recover', 'late'].includes(key) ? { to: value } : value
  }
  const whole = Object.entries(map(data)).map(([key, value]): [string, unknown] => {
    if (!sections.includes(key)) return [key, value]
    const things = Object.entries(data[key] as Record<string, object | null>)
    return [key, Object.fromEntries(things.map(([id, thing]) => [id, map(thing ?? {}, key === 'steps')]))]
  })
  return Object.fromEntries(whole) as unknown as Blueprint
}
