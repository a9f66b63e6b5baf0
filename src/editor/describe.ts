import type { Path } from '../read/document.ts'
import { itemSchema, type Schema } from '../read/normalize.ts'
import { schemas } from '../read/schemas.ts'
import type { StepEntry } from '../read/written.ts'
import { ruleNamed } from '../rules/index.ts'
import { listed } from '../words.ts'
import type { Section } from './names.ts'
import type { Page } from './page.ts'
import type { Paragraph } from './rich-text.ts'

/** What a name stands for, in words: `data` are the values where it is defined, `around` those to look others up in. */
export function describe(section: Section, name: string, data: Page['data'], around: readonly Page[]): Paragraph[] {
  const held = entryOf(section, name, data)
  const called = typeof held?.['name'] === 'string' ? held['name'] : name.replaceAll('-', ' ')
  const about = (what: string, ...details: (string | false | undefined)[]): Paragraph[] => [
    { style: 'heading', text: called },
    { text: [what, ...details].filter(Boolean).join(' · ') },
    ...(typeof held?.['note'] === 'string' ? [{ text: held['note'] }] : []),
  ]
  const text = (key: string): string | undefined =>
    typeof held?.[key] === 'string' ? (held[key] as string) : undefined
  const owned = (key: string, says = 'owned by'): string | false => {
    const owners = names(held?.[key]).map((id) => calledIn('owners', id, around))
    return owners.length > 0 && `${says} ${listed(owners)}`
  }
  switch (section) {
    case 'steps':
      return about(lanes[text('lane') as StepEntry['lane']] ?? 'A step', owned('owner', 'done by'), text('takes'))
    case 'owners':
      return about(kinds[text('kind') ?? 'team'] ?? 'An owner', people(held?.['people']))
    case 'metrics':
      return about(`A metric${text('for') ? ` for the ${text('for')}` : ''}`, owned('owner'))
    case 'incentives':
      return about('An incentive', owned('owner', 'rewards'), rewards(held, around))
    case 'policies':
      return about('A standing rule', text('says'), owned('owner'))
    case 'promises':
      return about(`A promise${text('within') ? `, to be kept within ${text('within')}` : ''}`, text('says'))
    case 'facts':
      return about('Information')
    case 'rules': {
      const rule = ruleNamed(name)
      return rule ? [{ style: 'heading', text: rule.id }, { text: `${rule.summary}.` }, { text: rule.why }] : []
    }
    default:
      return []
  }
}

const lanes: Record<StepEntry['lane'], string> = {
  customer: "A step of the customer's",
  touchpoint: 'A touchpoint, where the customer is met',
  backstage: 'A step behind the scenes',
  support: 'A step of the systems and departments behind',
}

const kinds: Record<string, string> = { team: 'A team', role: 'A role', partner: 'A partner', system: 'A system' }

const people = (number: unknown): string | false =>
  typeof number === 'number' && `${number} ${number === 1 ? 'person' : 'people'}`

const names = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string')

function rewards(held: Readonly<Record<string, unknown>> | undefined, around: readonly Page[]): string | false {
  const metrics = names(held?.['rewards']).map((id) => calledIn('metrics', id, around))
  return metrics.length > 0 && `for ${listed(metrics)}`
}

function entryOf(section: Section, name: string, data: Page['data']): Readonly<Record<string, unknown>> | undefined {
  const entries = (data as Readonly<Record<string, unknown>>)[section]
  if (typeof entries !== 'object' || entries === null || !Object.hasOwn(entries, name)) return undefined
  const entry = (entries as Readonly<Record<string, unknown>>)[name]
  return typeof entry === 'object' && entry !== null ? (entry as Readonly<Record<string, unknown>>) : {}
}

function calledIn(section: Section, id: string, pages: readonly Page[]): string {
  for (const { data } of pages) {
    const name = entryOf(section, id, data)?.['name']
    if (typeof name === 'string') return name
  }
  return id.replaceAll('-', ' ')
}

type Described = Schema & { readonly description?: string; readonly enumDescriptions?: readonly string[] }

/** What the schema says of a key, and of the value that it has, where that is one of several. */
export function describeKey(kind: Page['kind'], path: Path, value: string | undefined): Paragraph[] {
  const root = schemas[kind] as Described
  let here: Described = root
  let said: string | undefined
  for (const key of path) {
    const next = partOf(here, key)
    if (!next) return []
    said = next.description
    here = resolved(root, next)
    said ??= here.description
  }
  const name = String(path.at(-1))
  const position = value === undefined ? -1 : (here.enum ?? []).indexOf(value)
  return [
    ...(said === undefined ? [] : [{ lead: name, text: said }]),
    ...(position >= 0 && here.enumDescriptions?.[position]
      ? [{ lead: value!, text: here.enumDescriptions[position] }]
      : []),
  ]
}

function partOf(schema: Described, key: string | number): Described | undefined {
  if (typeof key === 'number') return itemSchema(schema.then ?? schema, key)
  const place = schema.properties ? schema : (schema.else ?? schema)
  return place.properties && Object.hasOwn(place.properties, key)
    ? place.properties[key]
    : schema.additionalProperties || undefined
}

function resolved(root: Described, schema: Described): Described {
  let here = schema
  while (here.$ref !== undefined) here = root.definitions![here.$ref.slice('#/definitions/'.length)]!
  return here
}
