import type { NameKind, Schema } from './normalize.ts'
import { isEmpty, type Mapping, type Node, type Scalar, type Value, valueOf } from './tree.ts'

/** Names where they are used, without their places: the kind at a position goes with the name at the same. */
export interface Uses {
  readonly kinds: NameKind[]
  readonly names: string[]
}

/**
 * The plain values of a document that fits its schema, in one pass over its tree; undefined where anything might not
 * fit. Then `normalize` and the validator, which make the same of it in several passes, say what is wrong and where.
 */
export function fitted(root: Mapping, schema: Schema): { data: unknown; uses: Uses } | undefined {
  const uses: Uses = { kinds: [], names: [] }
  const data = valueIn(root, moldOf(schema, schema, false), uses)
  return data === unfit ? undefined : { data, uses }
}

const unfit = Symbol('unfit')

/** What a schema says of a value, looked up once. */
interface Mold {
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
  readonly minLength: number
  readonly minimum: number
  readonly maximum: number
  /** Of a list; whatever stands alone becomes a list of one where `isAlwaysList`. */
  readonly item: (() => Mold) | undefined
  readonly isAlwaysList: boolean
  readonly minItems: number
  readonly uniqueItems: boolean
  /** Of a map. */
  readonly keys: ReadonlyMap<string, () => Mold>
  /** All its keys without a value: maps that begin alike are many times faster to ask. */
  readonly blank: Readonly<Record<string, undefined>>
  readonly required: readonly string[]
  readonly otherKeys: (() => Mold) | undefined
  readonly keyPattern: RegExp | undefined
  readonly keyNames: NameKind | undefined
  readonly minProperties: number
  /** The key that a bare value stands for. */
  readonly short: string | undefined
  /** The schema says something that this has no eyes for. */
  readonly isBeyond: boolean
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
function moldOf(written: Schema, root: Schema, isLate: boolean): Mold {
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
  return isBeyond ? { ...mold, isBeyond } : mold
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
  const patternOf = (text: string | undefined) => (text === undefined ? undefined : new RegExp(text, 'u'))
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
    names: schema['x-names'],
    pattern: patternOf(schema.pattern),
    oneOf: schema.enum ? new Set(schema.enum) : schema.const === undefined ? undefined : new Set([schema.const]),
    minLength: schema.minLength ?? 0,
    minimum: schema.minimum ?? Number.NEGATIVE_INFINITY,
    maximum: schema.maximum ?? Number.POSITIVE_INFINITY,
    item: itemSchema && !('length' in itemSchema) ? later(itemSchema) : undefined,
    isAlwaysList,
    minItems: schema.minItems ?? 0,
    uniqueItems: listSchema.uniqueItems === true,
    keys: new Map(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, later(to(key, one))])),
    blank: Object.fromEntries(Object.keys(schema.properties ?? {}).map((key) => [key, undefined])),
    required: schema.required ?? [],
    otherKeys: schema.additionalProperties ? later(schema.additionalProperties) : undefined,
    keyPattern: patternOf(propertyNames?.pattern),
    keyNames: schema['x-keys'],
    minProperties: schema.minProperties ?? 0,
    short: schema['x-short'],
    isBeyond:
      Object.keys(schema).some((key) => !understood.has(key)) ||
      Object.keys(patternProperties).some((pattern) => pattern !== '^x-') ||
      Object.keys(propertyNames ?? {}).some((key) => !['pattern', 'x-names', 'doNotSuggest'].includes(key)) ||
      (isAlwaysList && Object.keys(schema.then!).some((key) => key !== 'items' && key !== 'uniqueItems')) ||
      (itemSchema !== undefined && 'length' in itemSchema),
  }
}

function valueIn(node: Node, mold: Mold, uses: Uses): unknown {
  if (mold.isBeyond) return unfit
  if (mold.isAlwaysList) return listOf(node.kind === 'list' ? node.items : [node], mold, uses)
  if (node.kind === 'scalar') return scalarIn(node, mold, uses)
  if (node.kind === 'map') return mapIn(node, mold, uses)
  return mold.allows.array ? listOf(node.items, mold, uses) : unfit
}

function scalarIn(node: Scalar, mold: Mold, uses: Uses): unknown {
  if (mold.short !== undefined) {
    if (isEmpty(node)) return unfit
    const value = scalarIn(node, mold.keys.get(mold.short)!(), uses)
    return value === unfit ? unfit : { ...mold.blank, [mold.short]: value }
  }
  const value = mold.isText && !isEmpty(node) ? node.text : valueOf(node)
  if (mold.allows.array && mold.item && value !== null) return listOf([node], mold, uses)
  return isFit(value, mold, uses) ? value : unfit
}

function isFit(value: Value, mold: Mold, uses: Uses): boolean {
  if (typeof value === 'string') {
    if (!mold.allows.string || value.length < mold.minLength) return false
    if (mold.oneOf !== undefined && !mold.oneOf.has(value)) return false
    if (mold.pattern !== undefined && !mold.pattern.test(value)) return false
    if (mold.names !== undefined) {
      uses.kinds.push(mold.names)
      uses.names.push(value)
    }
    return true
  }
  if (mold.oneOf !== undefined && !mold.oneOf.has(value)) return false
  if (typeof value === 'number')
    return (
      (Number.isInteger(value) ? mold.allows.integer : mold.allows.number) &&
      Number.isFinite(value) &&
      value >= mold.minimum &&
      value <= mold.maximum
    )
  return value === null ? mold.allows.null : mold.allows.boolean
}

function listOf(items: readonly Node[], mold: Mold, uses: Uses): unknown {
  if (items.length < mold.minItems || !mold.allows.array) return unfit
  const itemMold = mold.item?.()
  const values: unknown[] = []
  const seen = mold.uniqueItems && items.length > 1 ? new Set<unknown>() : undefined
  for (const item of items) {
    const value = itemMold ? valueIn(item, itemMold, uses) : unfit
    if (value === unfit) return unfit
    if (seen && (typeof value === 'object' || seen.has(value))) return unfit
    seen?.add(value)
    values.push(value)
  }
  return values
}

function mapIn(node: Mapping, mold: Mold, uses: Uses): unknown {
  if (!mold.allows.object) return unfit
  const { keys, otherKeys, keyPattern } = mold
  // Names that people give are no keys of ours: `constructor` is the name of a step like any other.
  const data: Record<string, unknown> = otherKeys ? Object.create(null) : { ...mold.blank }
  let missing = mold.required.length
  let size = 0
  for (const { key, value } of node.entries.values()) {
    if (key.charCodeAt(0) === 0x78 && key.startsWith('x-')) continue
    const known = keys.get(key)
    if (known === undefined && otherKeys === undefined) return unfit
    if (keyPattern !== undefined && !keyPattern.test(key)) return unfit
    if (known !== undefined) {
      if (isEmpty(value)) continue
      if (missing > 0 && mold.required.includes(key)) missing -= 1
    } else if (mold.keyNames !== undefined) {
      uses.kinds.push(mold.keyNames)
      uses.names.push(key)
    }
    const inner = (known ?? otherKeys!)()
    const made = known === undefined && isEmpty(value) ? mapIn(emptyMap, inner, uses) : valueIn(value, inner, uses)
    if (made === unfit) return unfit
    data[key] = made
    size += 1
  }
  return missing > 0 || size < mold.minProperties ? unfit : data
}

const emptyMap: Mapping = { kind: 'map', start: 0, end: 0, flow: false, entries: new Map() }
