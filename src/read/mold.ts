import { type MoldPlan, moldPlans } from './mold-plan.ts'
import type { NameKind } from './normalize.ts'

/** What a schema says of a value (`MoldPlan`), ready to be asked: made once it is needed. */
export interface Mold {
  readonly allows: number
  readonly isText: boolean
  readonly names: NameKind | undefined
  readonly pattern: RegExp | undefined
  readonly oneOf: ReadonlySet<unknown> | undefined
  readonly words: ReadonlyMap<string, string> | undefined
  readonly isFree: boolean
  readonly minLength: number
  readonly minimum: number
  readonly maximum: number
  readonly item: (() => Mold) | undefined
  readonly minItems: number
  readonly uniqueItems: boolean
  readonly keys: ReadonlyMap<string, Known>
  /** A new map: one with keys of ours has all of them, without values, for maps that begin alike are faster to ask. */
  readonly begin: () => Record<string, unknown>
  /** How many keys it must have. */
  readonly required: number
  readonly otherKeys: (() => Mold) | undefined
  readonly keyPattern: RegExp | undefined
  readonly keyNames: NameKind | undefined
  readonly minProperties: number
  readonly short: Known | undefined
  readonly isBeyond: boolean
  /** It is beyond this, or always a list. */
  readonly isPeculiar: boolean
}

/** What a schema says of a key. */
export interface Known {
  readonly key: string
  readonly mold: () => Mold
  readonly isRequired: boolean
}

export type DocumentKind = keyof typeof moldPlans

const made: { [Kind in DocumentKind]?: Mold } = {}

/** The mold of a whole document. */
export const moldOf = (kind: DocumentKind): Mold => (made[kind] ??= moldsFrom(moldPlans[kind])(0)())

function moldsFrom(plans: readonly MoldPlan[]): (number: number) => () => Mold {
  const molds: Mold[] = []
  const later = (number: number) => () => (molds[number] ??= moldFrom(plans[number]!, later))
  return later
}

function moldFrom(plan: MoldPlan, later: (number: number) => () => Mold): Mold {
  const { keys = {}, required = noKeys, isBeyond = false } = plan
  const known = new Map<string, Known>()
  for (const key of Object.keys(keys))
    known.set(key, { key, mold: later(keys[key]!), isRequired: required.includes(key) })
  return {
    allows: plan.allows,
    isText: plan.isText === true,
    names: plan.names,
    pattern: patternOf(plan.pattern),
    oneOf: plan.oneOf && new Set(plan.oneOf),
    words: plan.words && new Map(plan.words.map((word) => [word, word])),
    isFree: plan.isFree === true,
    minLength: plan.minLength ?? 0,
    minimum: plan.minimum ?? Number.NEGATIVE_INFINITY,
    maximum: plan.maximum ?? Number.POSITIVE_INFINITY,
    item: plan.item === undefined ? undefined : later(plan.item),
    minItems: plan.minItems ?? 0,
    uniqueItems: plan.uniqueItems === true,
    keys: known,
    // Names that people give are no keys of ours: `constructor` is the name of a step like any other.
    begin: plan.otherKeys === undefined ? copierOf([...known.keys()]) : () => Object.create(null),
    required: required.length,
    otherKeys: plan.otherKeys === undefined ? undefined : later(plan.otherKeys),
    keyPattern: patternOf(plan.keyPattern),
    keyNames: plan.keyNames,
    minProperties: plan.minProperties ?? 0,
    short: plan.short === undefined ? undefined : known.get(plan.short),
    isBeyond,
    isPeculiar: isBeyond || plan.isAlwaysList === true,
  }
}

const noKeys: readonly string[] = []

const patternOf = (text: string | undefined) => (text === undefined ? undefined : new RegExp(text, 'u'))

/**
 * The engine copies a map at once where it has seen the same keys before, and key by key where it has seen several kinds
 * of maps: so each of the kinds is copied at a place of its own in our code.
 */
function copierOf(keys: readonly string[]): () => Record<string, unknown> {
  const blank: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, undefined]))
  const same = keys.join()
  const place = kindsOfMaps.indexOf(same) < 0 ? kindsOfMaps.push(same) - 1 : kindsOfMaps.indexOf(same)
  return places[place % places.length]!(blank)
}

const kindsOfMaps: string[] = []

const places: readonly ((blank: Record<string, unknown>) => () => Record<string, unknown>)[] = [
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
  (blank) => () => ({ ...blank }),
]
