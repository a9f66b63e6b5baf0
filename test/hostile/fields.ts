import blueprintSchema from '../../schemas/blueprint.schema.json' with { type: 'json' }
import configSchema from '../../schemas/config.schema.json' with { type: 'json' }
import organizationSchema from '../../schemas/organization.schema.json' with { type: 'json' }

/**
 * Every place of a file in which something can be written, found by walking its schema: where a text may be anything,
 * where a value is checked, and where a key stands.
 */
export interface Field {
  readonly kind: 'text' | 'checked' | 'key'
  /** From the top, with `*` where any name, and 0 where any entry would do. */
  readonly name: string
  /** Puts a word there, with all that has to be round it. */
  readonly put: (file: Tree, word: string) => void
}

export type Tree = { [key: string]: unknown }

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: { readonly [key: string]: Schema }
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema | readonly Schema[]
  readonly then?: Schema
  readonly else?: Schema
  readonly definitions?: { readonly [name: string]: Schema }
  readonly enum?: readonly string[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly required?: readonly string[]
  readonly 'x-names'?: string
  readonly 'x-text'?: boolean
}

type Step = string | number

/** Things by this name are in the files that words are put into. */
const names: Record<string, string> = {
  step: 'take-call',
  owner: 'desk',
  metric: 'sales',
  'step-or-owner': 'take-call',
  noticer: 'desk',
  carried: 'all',
  fact: 'receipt',
  rule: 'trap',
  anything: 'take-call',
}
/** The entry of a section that words go into; new where there is none. */
const inSection: Record<string, string> = {
  steps: 'take-call',
  owners: 'desk',
  metrics: 'sales',
  incentives: 'bonus',
  policies: 'first',
  promises: 'soon',
}

export const fieldsOf = {
  blueprint: fieldsIn(blueprintSchema as unknown as Schema),
  organization: fieldsIn(organizationSchema as unknown as Schema),
  config: fieldsIn(configSchema as unknown as Schema, 1),
}

/** A flow can be late, and that flow late again: twice is enough. */
function fieldsIn(root: Schema, often = 2): Field[] {
  const fields = new Map<string, Field>()
  const add = (kind: Field['kind'], path: readonly Step[], put: Field['put']): void => {
    const name = `${kind === 'key' ? 'key in ' : ''}${path.join('/') || 'the file'}`
    fields.set(`${kind} ${name}`, { kind, name, put })
  }
  const walk = (written: Schema, path: readonly Step[], above: readonly string[]): void => {
    const refs: string[] = []
    const here = resolved(root, written, refs)
    if (refs.some((ref) => above.filter((other) => other === ref).length >= often)) return
    const within = [...above, ...refs]
    if (isScalar(here)) {
      const kind = isFree(here) ? 'text' : 'checked'
      add(kind, path, (file, word) => put(root, file, path, word))
    }
    const items = here.items ?? here.then?.items
    if (items) for (const [i, item] of [items].flat().entries()) walk(item as Schema, [...path, i], within)
    if (here.else && (here.else.$ref || here.else.properties)) walk(here.else, path, within)
    if (here.properties || here.additionalProperties)
      add('key', path, (file, word) => put(root, file, [...path, word], 'x'))
    for (const [key, schema] of Object.entries(here.properties ?? {})) walk(schema, [...path, key], within)
    if (typeof here.additionalProperties === 'object') {
      const name = inSection[String(path.at(-1))] ?? 'take-call'
      walk(here.additionalProperties, [...path, name], within)
    }
  }
  walk(root, [], [])
  // All rules of the catalogue are set alike.
  return [...fields.values()].filter(
    ({ name }) => !/rules\/(?!trap(?:\/|$)|house)[a-z-]+/i.test(name.replace('houseRules', '')),
  )
}

function resolved(root: Schema, written: Schema, refs: string[] = []): Schema {
  let here = written
  while (here.$ref !== undefined) {
    refs.push(here.$ref)
    here = root.definitions![here.$ref.slice('#/definitions/'.length)]!
  }
  return here
}

function typesOf({ type = [] }: Schema): readonly string[] {
  return [type].flat()
}

function isScalar(schema: Schema): boolean {
  if (schema.enum !== undefined || schema.const !== undefined) return true
  return typesOf(schema).some((type) => type !== 'object' && type !== 'array')
}

function isFree(schema: Schema): boolean {
  // A text in place of a map, as of a flow, is a name.
  const isBound = schema.enum ?? schema.pattern ?? schema['x-names'] ?? schema.const ?? schema.else
  return typesOf(schema).includes('string') && isBound === undefined
}

/** Puts a value at a path, with what is needed on the way. */
function put(root: Schema, file: Tree, path: readonly Step[], value: unknown): void {
  let at: Tree | unknown[] = file
  let schema = root
  for (const [i, key] of path.entries()) {
    const isLast = i === path.length - 1
    const here = part(root, schema, key)
    const held = at as Tree
    if (isLast) {
      Object.defineProperty(held, key, { value, enumerable: true, configurable: true, writable: true })
      return
    }
    const next = path[i + 1]
    const known = Object.hasOwn(held, key) ? held[key] : undefined
    if (typeof next === 'number') {
      if (!Array.isArray(known)) held[key] = known === undefined ? [] : [known]
      const list = held[key] as unknown[]
      const item = part(root, here, next)
      if (i + 2 < path.length && (typeof list[next] !== 'object' || list[next] === null))
        list[next] = sample(root, item)
    } else if (typeof known !== 'object' || known === null || Array.isArray(known)) held[key] = sample(root, here)
    at = held[key] as Tree
    schema = here
  }
}

function part(root: Schema, schema: Schema, key: Step): Schema {
  const here = resolved(root, schema)
  const items = here.items ?? here.then?.items
  if (typeof key === 'number')
    return resolved(root, (Array.isArray(items) ? items[key] : (items ?? here.else ?? here)) ?? {})
  const place = here.properties ? here : resolved(root, here.else ?? here)
  const named = place.properties && Object.hasOwn(place.properties, key) ? place.properties[key]! : undefined
  const other = typeof place.additionalProperties === 'object' ? place.additionalProperties : {}
  return resolved(root, named ?? other)
}

/** The least that fits a schema. */
function sample(root: Schema, schema: Schema): Tree {
  const made: Tree = {}
  const { properties = {}, required = [] } = schema.else ? resolved(root, schema.else) : schema
  for (const key of required) made[key] = value(root, resolved(root, properties[key]!))
  return made
}

function value(root: Schema, schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema['x-names']) return names[schema['x-names']]
  if (typesOf(schema).includes('object') && !typesOf(schema).includes('string')) return sample(root, schema)
  const pattern = schema.pattern ?? ''
  if (pattern.includes('mhdwy')) return '2h'
  if (pattern.includes('/(?:min')) return '5/day'
  if (pattern.includes('%')) return '20%'
  return pattern.startsWith('^[A-Za-z]') || pattern === '' ? 'take-call' : (schema.minimum ?? 1)
}

/** A service in which something is found by most rules, as plain values. */
export const service = (): Tree => ({
  blueprint: 1,
  title: 'Refund',
  accountable: 'manager',
  phases: ['Buy'],
  owners: { desk: { name: 'Floor staff' }, manager: {}, depot: { kind: 'partner' } },
  metrics: { sales: { for: 'business' }, time: { for: 'customer', source: 'take-call' } },
  incentives: { bonus: { owner: 'desk', rewards: ['sales', 'time'] } },
  policies: { first: { prefer: 'take-call', over: 'pay-back' } },
  promises: { soon: { says: 'Soon', made: 'take-call', kept: 'pay-back', within: '1h' } },
  steps: {
    notice: { lane: 'customer', next: 'take-call' },
    'take-call': {
      lane: 'touchpoint',
      owner: 'desk',
      collects: ['receipt'],
      hurts: ['sales'],
      improves: ['time'],
      takes: '2d',
      next: [
        { to: 'pay-back', via: 'email' },
        { to: 'wait', via: 'form' },
      ],
      fails: [{ what: 'It is lost', noticed: 'customer' }],
    },
    wait: { lane: 'backstage', owner: 'depot' },
    'pay-back': { lane: 'support', next: 'refunded', needs: ['receipt', 'order'], requires: { authority: 'refund' } },
    refunded: { lane: 'customer', outcome: 'recovered' },
  },
  accepted: [{ rule: 'dead-end', at: 'wait', because: 'It is rare', by: 'Manager', until: '2027-01-01' }],
})

export const organization = (): Tree => ({ organization: 1, title: 'Shop', owners: { desk: {}, manager: {} } })

export const config = (): Tree => ({
  rules: { trap: 'error' },
  houseRules: { 'take-call': { steps: '*', must: { channel: 'phone', has: 'note' } } },
})
