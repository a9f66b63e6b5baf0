import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ajvOptions, vocabulary } from '../src/read/schemas.ts'
import { rules } from '../src/rules/index.ts'

const folder = new URL('../schemas/', import.meta.url)
const read = (url: URL) => readFileSync(url, 'utf8')

/** Every schema inside a schema that editors show when the cursor is on its key. */
function* keys(schema: object, path = ''): Iterable<{ path: string; schema: { description?: string; $ref?: string } }> {
  for (const [key, value] of Object.entries(schema)) {
    if (typeof value !== 'object' || value === null) continue
    if (key === 'properties')
      for (const [name, inner] of Object.entries(value)) yield { path: `${path}/${name}`, schema: inner as object }
    yield* keys(value, `${path}/${key}`)
  }
}

describe.each(readdirSync(folder))('%s', (file) => {
  const schema = JSON.parse(read(new URL(file, folder)))

  it('is draft-07, and strict', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(() =>
      new Ajv({ ...ajvOptions, strict: true, strictTypes: false }).addVocabulary(vocabulary).compile(schema),
    ).not.toThrow()
  })

  it.runIf(file !== 'findings.schema.json')('describes every key', () => {
    const described = [...keys(schema)].map(({ path, schema: { description, $ref } }) => {
      const target = $ref ? schema.definitions[$ref.split('/').at(-1)!] : undefined
      return description ?? target?.description ?? `nothing is said of ${path}`
    })
    expect(described.filter((said) => said.startsWith('nothing'))).toEqual([])
  })
})

it('the types in src/read/written.ts are those of the schemas', async () => {
  // @ts-expect-error a script, without types
  const { types } = await import('../src/build/types.mjs')
  expect(read(new URL('../src/read/written.ts', import.meta.url))).toBe(types)
})

it('the config names every rule of the catalogue', async () => {
  // @ts-expect-error a script, without types
  const { configSchemaWith } = await import('../src/build/config-schema.mjs')
  expect(read(new URL('../schemas/config.schema.json', import.meta.url))).toBe(configSchemaWith(rules))
})

it('an editor that knows only the schema accepts every example as it is written', () => {
  const validate = new Ajv(ajvOptions)
    .addVocabulary(vocabulary)
    .compile(JSON.parse(read(new URL('blueprint.schema.json', folder))))
  const shipped = readdirSync(new URL('../blueprints/', import.meta.url)).map((file) =>
    read(new URL(`../blueprints/${file}`, import.meta.url)),
  )
  const examples = rules
    .filter(({ theme }) => theme !== 'reading')
    .flatMap(({ bad, good, innocent = [] }) => [bad, good, ...innocent.map(({ blueprint }) => blueprint)])
  for (const text of [...shipped, ...examples])
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true)
})
