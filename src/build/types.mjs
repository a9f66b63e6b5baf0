// Writes src/read/written.ts: the TypeScript types of what an author may write, out of schemas/*.schema.json.
// A test holds the committed file against this output, so that types and schemas cannot drift apart.
import { readFileSync, writeFileSync } from 'node:fs'

const schemaOf = (name) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'))
const blueprint = schemaOf('blueprint')
const organization = schemaOf('organization')

const nameOf = (reference) => reference.split('/').at(-1)
const isEntry = (schema) => schema.properties !== undefined
const entry = (name) => `${name[0].toUpperCase()}${name.slice(1)}Entry`

/** The type of a value after `normalize`: short forms written out, lists made of single values, texts as text. */
function typeOf(schema) {
  if (schema.$ref) {
    const name = nameOf(schema.$ref)
    const definition = blueprint.definitions[name]
    return isEntry(definition) ? entry(name) : typeOf(definition)
  }
  if (schema.then) return `${typeOf(schema.then.items)}[]`
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema['x-text']) return schema.items ? 'string[]' : 'string'
  if (schema['x-short']) return fieldsOf(schema)
  const types = [schema.type].flat()
  const meant = types.includes('array') ? types.filter((type) => type !== 'string') : types
  return meant.map((type) => typeNamed(type, schema)).join(' | ')
}

function typeNamed(type, schema) {
  if (type === 'array') return 'string[]'
  if (type === 'integer') return 'number'
  if (type !== 'object') return type
  return `{ [name: string]: ${typeOf(schema.additionalProperties)} }`
}

function fieldsOf(schema) {
  const fields = Object.entries(schema.properties).map(([key, value]) => {
    const optional = schema.required?.includes(key) ? '' : '?'
    return `  ${key}${optional}: ${typeOf(value)}`
  })
  return `{\n${fields.join('\n')}\n}`
}

const entries = Object.entries(blueprint.definitions).filter(([, schema]) => isEntry(schema))

export const types = `// Made from schemas/*.schema.json by \`npm run types\`; change those instead.

${entries.map(([name, schema]) => `export interface ${entry(name)} ${fieldsOf(schema)}`).join('\n\n')}

export interface BlueprintDocument ${fieldsOf(blueprint)}

export interface OrganizationDocument ${fieldsOf(organization)}
`

if (process.argv[1] === new URL(import.meta.url).pathname)
  writeFileSync(new URL('../read/written.ts', import.meta.url), types)
