import { bareSchemas } from './bare-schemas.ts'
import type { NameKind, Schema } from './normalize.ts'
import { valueOfPlain } from './tree.ts'

/** What a schema says of a value, as data. What says nothing is left out; other plans are told by their number. */
export interface MoldPlan {
  /** What it may be, as the sum of `allowed`. */
  readonly allows: number
  readonly isText?: true
  readonly names?: NameKind
  readonly pattern?: string
  readonly oneOf?: readonly unknown[]
  /** Those of them that are texts, and all that is asked of a text here. */
  readonly words?: readonly string[]
  /** Any text will do. */
  readonly isFree?: true
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  /** Of a list; whatever stands alone becomes a list of one where `isAlwaysList`. */
  readonly item?: number
  readonly isAlwaysList?: true
  readonly minItems?: number
  readonly uniqueItems?: true
  /** Of a map: each key with what it holds. */
  readonly keys?: Readonly<Record<string, number>>
  readonly required?: readonly string[]
  readonly otherKeys?: number
  readonly keyPattern?: string
  readonly keyNames?: NameKind
  readonly minProperties?: number
  /** The key that a bare value stands for. */
  readonly short?: string
  /** The schema says something that this has no words for. */
  readonly isBeyond?: true
}

export const allowed = { string: 1, number: 2, integer: 4, boolean: 8, null: 16, object: 32, array: 64 } as const

/** All that is understood here, and what says nothing about values. */
const understood = new Set(
  `$schema $id $ref title description errorMessage default enumDescriptions defaultSnippets doNotSuggest definitions
  x-section x-text x-names x-keys x-short x-late type enum const pattern minLength minimum maximum
  if then else items minItems uniqueItems properties patternProperties additionalProperties propertyNames required
  minProperties`.split(/\s+/),
)

const sayNothingBesideReference = new Set(['$ref', 'x-late', 'title', 'description', 'errorMessage', 'default'])

/** The plans of a schema, of which the first is that of the whole document. */
function plansOf(root: Schema): readonly MoldPlan[] {
  const plans: MoldPlan[] = []
  const numbers = new Map<string, number>()

  /** `late`: the flow is one behind `late`, whose `to` may also be an owner. */
  function numberOf(written: Schema, isLate: boolean): number {
    let schema = written
    let late = isLate || schema['x-late'] === true
    let isBeyond = false
    while (schema.$ref !== undefined) {
      isBeyond ||= Object.keys(schema).some((key) => !sayNothingBesideReference.has(key))
      schema = root.definitions![schema.$ref.slice('#/definitions/'.length)]!
      late ||= schema['x-late'] === true
    }
    const same = JSON.stringify([schema, late, isBeyond])
    const known = numbers.get(same)
    if (known !== undefined) return known
    const number = plans.length
    numbers.set(same, number)
    plans.push({ allows: 0 })
    const plan = planOf(schema, late)
    plans[number] = isBeyond ? { ...plan, isBeyond } : plan
    return number
  }

  function planOf(schema: Schema, isLate: boolean): MoldPlan {
    const types = new Set([schema.type ?? ['string', 'number', 'boolean', 'null']].flat())
    if (types.has('number')) types.add('integer')
    const { propertyNames, patternProperties = {}, properties = {}, required = [] } = schema
    // Whatever is written becomes a list, which alone is looked at: see `normalize`.
    const isAlwaysList = schema.then !== undefined && schema.else !== undefined
    const listSchema = isAlwaysList ? schema.then! : schema
    const itemSchema = listSchema.items
    const oneOf = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
    const isBeyond =
      Object.keys(schema).some((key) => !understood.has(key)) ||
      Object.keys(patternProperties).some((pattern) => pattern !== '^x-') ||
      Object.keys(propertyNames ?? {}).some((key) => !['pattern', 'x-names', 'doNotSuggest'].includes(key)) ||
      (isAlwaysList && Object.keys(schema.then!).some((key) => key !== 'items' && key !== 'uniqueItems')) ||
      (itemSchema !== undefined && 'length' in itemSchema)
    const isOnly =
      types.has('string') &&
      !(types.has('array') && itemSchema !== undefined) &&
      schema['x-short'] === undefined &&
      schema['x-names'] === undefined &&
      schema.pattern === undefined &&
      schema.minLength === undefined
    const to = (key: string, one: Schema): Schema =>
      isLate && key === 'to' ? { ...one, 'x-names': 'step-or-owner' } : one
    const keys = Object.entries(properties).map(([key, one]) => [key, numberOf(to(key, one), false)] as const)
    return without({
      allows: Object.entries(allowed).reduce((sum, [type, bit]) => (types.has(type) ? sum + bit : sum), 0),
      isText: schema['x-text'] || undefined,
      // What is information is so by being named.
      names: schema['x-names'] === 'fact' ? undefined : schema['x-names'],
      pattern: schema.pattern,
      oneOf,
      words: oneOf && isOnly ? oneOf.filter(isWord) : undefined,
      isFree: (schema['x-text'] === true && oneOf === undefined && isOnly) || undefined,
      minLength: schema.minLength,
      minimum: schema.minimum,
      maximum: schema.maximum,
      item: itemSchema && !('length' in itemSchema) ? numberOf(itemSchema, false) : undefined,
      isAlwaysList: isAlwaysList || undefined,
      minItems: schema.minItems,
      uniqueItems: listSchema.uniqueItems || undefined,
      keys: keys.length > 0 ? Object.fromEntries(keys) : undefined,
      required: required.length > 0 ? required : undefined,
      otherKeys: schema.additionalProperties ? numberOf(schema.additionalProperties, false) : undefined,
      keyPattern: propertyNames?.pattern,
      keyNames: schema['x-keys'],
      minProperties: schema.minProperties,
      short: schema['x-short'],
      isBeyond: isBeyond || undefined,
    })
  }

  numberOf(root, false)
  return plans
}

const isWord = (value: unknown): value is string => typeof value === 'string' && valueOfPlain(value) === value

/** What is left out, written out, would be read in every run. */
const without = (plan: { [Key in keyof MoldPlan]: MoldPlan[Key] | undefined }): MoldPlan =>
  JSON.parse(JSON.stringify(plan))

/** Every run needs them. The bundle has them made ahead of time: see `build/bundle.mjs`. */
export const moldPlans = {
  blueprint: plansOf(bareSchemas.blueprint),
  organization: plansOf(bareSchemas.organization),
  config: plansOf(bareSchemas.config),
}
