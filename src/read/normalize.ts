import type { Path } from './document.ts'
import { type Entry, type Mapping, type Node, type Scalar, isEmpty, valueOf } from './tree.ts'

/** The parts of JSON Schema that ours use, with the keywords of our own (`x-…`). */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: { readonly [key: string]: Schema }
  readonly additionalProperties?: Schema | false
  /** Of each entry; or of each by its position. */
  readonly items?: Schema | readonly Schema[]
  readonly then?: Schema
  readonly else?: Schema
  readonly definitions?: { readonly [name: string]: Schema }
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly required?: readonly string[]
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly minProperties?: number
  readonly propertyNames?: Schema
  readonly patternProperties?: { readonly [pattern: string]: Schema }
  readonly errorMessage?: string
  /** The value is the name of such a thing. */
  readonly 'x-names'?: NameKind
  /** The keys of this map are names of such things. */
  readonly 'x-keys'?: NameKind
  /** A text: whatever is written is taken as written. */
  readonly 'x-text'?: boolean
  /** A bare name stands for a map with just this key. */
  readonly 'x-short'?: string
  /** In this flow `to` may also be an owner. */
  readonly 'x-late'?: boolean
}

export type NameKind =
  | 'step'
  | 'owner'
  | 'metric'
  | 'step-or-owner'
  | 'noticer'
  | 'carried'
  | 'fact'
  | 'rule'
  | 'anything'

/** A name where it is used: what it should be the name of, and where that stands. */
export interface Mention {
  readonly kind: NameKind
  readonly name: string
  readonly path: Path
}

/**
 * The plain values of a document, brought into one form along its schema: short forms written out, single values in
 * lists, texts as written, empty values and the author's own `x-` keys left out. What does not fit the schema is kept
 * as it is, for the validator to speak of. Every name that is used is collected by the way.
 */
export function normalize(root: Mapping, schema: Schema): { data: unknown; mentions: Mention[] } {
  const mentions: Mention[] = []
  const path: (string | number)[] = []

  /** Follows references; `x-late` on the way counts for what they lead to. */
  const resolve = (one: Schema): { here: Schema; late: boolean } => {
    let here = one
    let late = here['x-late'] === true
    while (here.$ref !== undefined) {
      here = schema.definitions![here.$ref.slice('#/definitions/'.length)]!
      late ||= here['x-late'] === true
    }
    return { here, late }
  }

  // Recursion is safe: the reader bounds how deep a document may be.
  const walk = (node: Node, written: Schema): unknown => {
    const { here, late } = resolve(written)
    if (here.then && here.else) {
      const items = node.kind === 'list' ? node.items : [node]
      return items.map((item, position) => at(position, () => walk(item, itemSchema(here.then!, position))))
    }
    if (node.kind === 'scalar') return scalar(node, here, late)
    if (node.kind === 'list') {
      if (!allows(here, 'array')) return asWritten(node)
      return node.items.map((item, position) => at(position, () => walk(item, itemSchema(here, position))))
    }
    return allows(here, 'object') ? map(node, here, late) : asWritten(node)
  }

  const at = <T>(key: string | number, work: () => T): T => {
    path.push(key)
    const result = work()
    path.pop()
    return result
  }

  const scalar = (node: Scalar, here: Schema, late: boolean): unknown => {
    const short = here['x-short']
    if (short !== undefined) {
      const value = here.properties![short]!
      return isEmpty(node)
        ? null
        : { [short]: at(short, () => scalar(node, withLate(resolve(value).here, late), false)) }
    }
    const value = here['x-text'] && !isEmpty(node) ? node.text : valueOf(node)
    if (allows(here, 'array') && here.items && value !== null) {
      mention(here, value, [...path, 0])
      return [value]
    }
    mention(here, value, path)
    return value
  }

  const withLate = (here: Schema, late: boolean): Schema => (late ? { ...here, 'x-names': 'step-or-owner' } : here)

  const map = (node: Mapping, here: Schema, late: boolean): unknown => {
    const data: Record<string, unknown> = Object.create(null)
    for (const [key, { value }] of node.entries) {
      if (key.startsWith('x-')) continue
      const known = here.properties && Object.hasOwn(here.properties, key) ? here.properties[key]! : undefined
      if (known) {
        if (isEmpty(value)) continue
        const schemaOfKey = late && key === 'to' ? withLate(known, true) : known
        data[key] = at(key, () => walk(value, schemaOfKey))
      } else if (here.additionalProperties) {
        if (here['x-keys']) mentions.push({ kind: here['x-keys'], name: key, path: [...path, key] })
        const entry = here.additionalProperties
        data[key] = isEmpty(value) ? {} : at(key, () => walk(value, entry))
      } else data[key] = asWritten(value)
    }
    return data
  }

  const mention = (here: Schema, value: unknown, where: Path): void => {
    const kind = here['x-names']
    if (kind !== undefined && typeof value === 'string') mentions.push({ kind, name: value, path: [...where] })
  }

  return { data: walk(root, schema), mentions }
}

/** What the entry of a list at this position is to be. */
export const itemSchema = ({ items = {} }: Schema, position: number): Schema =>
  'length' in items ? (items[position] ?? {}) : items

const allows = (schema: Schema, type: string): boolean =>
  schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type))

function asWritten(node: Node): unknown {
  if (node.kind === 'scalar') return valueOf(node)
  if (node.kind === 'list') return node.items.map(asWritten)
  const data: Record<string, unknown> = Object.create(null)
  for (const [key, entry] of node.entries as Map<string, Entry>) data[key] = asWritten(entry.value)
  return data
}
