import type { NameKind, Schema } from './normalize.ts'
import { valueOfPlain } from './tree.ts'

/** What a schema says of a value, looked up once. */
export interface Mold {
  readonly allows: {
    readonly string: boolean
    readonly number: boolean
    readonly integer: boolean
    readonly boolean: boolean
    readonly null: boolean
    readonly object: boolean
    readonly array: boolean
  }
  readonly isText: boolean
  readonly names: NameKind | undefined
  readonly pattern: RegExp | undefined
  readonly oneOf: ReadonlySet<unknown> | undefined
  /** Those of them that are texts, and all that is asked of a text here. */
  readonly words: ReadonlyMap<string, string> | undefined
  /** Any text will do. */
  readonly isFree: boolean
  readonly minLength: number
  readonly minimum: number
  readonly maximum: number
  /** Of a list; whatever stands alone becomes a list of one where `isAlwaysList`. */
  readonly item: (() => Mold) | undefined
  readonly isAlwaysList: boolean
  readonly minItems: number
  readonly uniqueItems: boolean
  /** Of a map. */
  readonly keys: ReadonlyMap<string, Known>
  /** A new map: one with keys of ours has all of them, without values, for maps that begin alike are faster to ask. */
  readonly begin: () => Record<string, unknown>
  /** How many keys it must have. */
  readonly required: number
  readonly otherKeys: (() => Mold) | undefined
  readonly keyPattern: RegExp | undefined
  readonly keyNames: NameKind | undefined
  readonly minProperties: number
  /** The key that a bare value stands for. */
  readonly short: Known | undefined
  /** The schema says something that this has no eyes for. */
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

/** All that `moldOf` understands, and what says nothing about values. */
const understood = new Set(
  `$schema $id $ref title description errorMessage default enumDescriptions defaultSnippets doNotSuggest definitions
  x-section x-text x-names x-keys x-short x-late type enum const pattern minLength minimum maximum
  if then else items minItems uniqueItems properties patternProperties additionalProperties propertyNames required
  minProperties`.split(/\s+/),
)

const molds = new WeakMap<Schema, { plain?: Mold; late?: Mold }>()

/** `late`: the flow is one behind `late`, whose `to` may also be an owner. */
export function moldOf(written: Schema, root: Schema, isLate: boolean): Mold {
  let schema = written
  let late = isLate || schema['x-late'] === true
  let isBeyond = false
  while (schema.$ref !== undefined) {
    isBeyond ||= Object.keys(schema).some((key) => !sayNothingBesideReference.has(key))
    schema = root.definitions![schema.$ref.slice('#/definitions/'.length)]!
    late ||= schema['x-late'] === true
  }
  const known = molds.get(schema) ?? {}
  molds.set(schema, known)
  const mold = (known[late ? 'late' : 'plain'] ??= moldHere(schema, root, late))
  return isBeyond ? { ...mold, isBeyond, isPeculiar: true } : mold
}

const sayNothingBesideReference = new Set(['$ref', 'x-late', 'title', 'description', 'errorMessage', 'default'])

function moldHere(schema: Schema, root: Schema, isLate: boolean): Mold {
  const types = new Set([schema.type ?? []].flat())
  const all = schema.type === undefined
  const later = (one: Schema, late = false): (() => Mold) => {
    let mold: Mold | undefined
    return () => (mold ??= moldOf(one, root, late))
  }
  const { propertyNames, patternProperties = {} } = schema
  // Whatever is written becomes a list, which alone is looked at: see `normalize`.
  const isAlwaysList = schema.then !== undefined && schema.else !== undefined
  const listSchema = isAlwaysList ? schema.then! : schema
  const itemSchema = listSchema.items
  const to = (key: string, one: Schema): Schema =>
    isLate && key === 'to' ? { ...one, 'x-names': 'step-or-owner' } : one
  const required = new Set(schema.required)
  const known = Object.entries(schema.properties ?? {}).map(
    ([key, one]): Known => ({ key, mold: later(to(key, one)), isRequired: required.has(key) }),
  )
  const oneOf = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  const patternOf = (text: string | undefined) => (text === undefined ? undefined : new RegExp(text, 'u'))
  const isBeyond =
    Object.keys(schema).some((key) => !understood.has(key)) ||
    Object.keys(patternProperties).some((pattern) => pattern !== '^x-') ||
    Object.keys(propertyNames ?? {}).some((key) => !['pattern', 'x-names', 'doNotSuggest'].includes(key)) ||
    (isAlwaysList && Object.keys(schema.then!).some((key) => key !== 'items' && key !== 'uniqueItems')) ||
    (itemSchema !== undefined && 'length' in itemSchema)
  const isOnly =
    (all || types.has('string')) &&
    !(types.has('array') && itemSchema !== undefined) &&
    schema['x-short'] === undefined &&
    schema['x-names'] === undefined &&
    schema.pattern === undefined &&
    schema.minLength === undefined
  return {
    allows: {
      string: all || types.has('string'),
      number: all || types.has('number'),
      integer: all || types.has('number') || types.has('integer'),
      boolean: all || types.has('boolean'),
      null: all || types.has('null'),
      object: types.has('object'),
      array: types.has('array'),
    },
    isText: schema['x-text'] === true,
    // What is information is so by being named.
    names: schema['x-names'] === 'fact' ? undefined : schema['x-names'],
    pattern: patternOf(schema.pattern),
    oneOf: oneOf && new Set<unknown>(oneOf),
    words: oneOf && isOnly ? new Map(oneOf.filter(isWord).map((word) => [word, word])) : undefined,
    isFree: schema['x-text'] === true && oneOf === undefined && isOnly,
    minLength: schema.minLength ?? 0,
    minimum: schema.minimum ?? Number.NEGATIVE_INFINITY,
    maximum: schema.maximum ?? Number.POSITIVE_INFINITY,
    item: itemSchema && !('length' in itemSchema) ? later(itemSchema) : undefined,
    isAlwaysList,
    minItems: schema.minItems ?? 0,
    uniqueItems: listSchema.uniqueItems === true,
    keys: new Map(known.map((one) => [one.key, one])),
    // Names that people give are no keys of ours: `constructor` is the name of a step like any other.
    begin: schema.additionalProperties ? () => Object.create(null) : copierOf(known.map(({ key }) => key)),
    required: required.size,
    otherKeys: schema.additionalProperties ? later(schema.additionalProperties) : undefined,
    keyPattern: patternOf(propertyNames?.pattern),
    keyNames: schema['x-keys'],
    minProperties: schema.minProperties ?? 0,
    short: known.find(({ key }) => key === schema['x-short']),
    isBeyond,
    isPeculiar: isBeyond || isAlwaysList,
  }
}

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

const isWord = (value: unknown): value is string => typeof value === 'string' && valueOfPlain(value) === value
