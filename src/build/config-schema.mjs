// Writes the rules of the catalogue into schemas/config.schema.json, so that editors complete and explain them there.
// A test holds the committed file against this output.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const file = new URL('../../schemas/config.schema.json', import.meta.url)

/** The text of the schema with these rules in it. */
export function configSchemaWith(rules) {
  const schema = JSON.parse(readFileSync(file, 'utf8'))
  schema.definitions.rules.properties = Object.fromEntries(
    rules.map(({ id, severity, summary, options = {} }) => {
      const said = Object.entries(options).map(([name, option]) => ` \`${name}\`: ${option.says}.`)
      return [id, { description: `${summary}.${said.join('')} (${severity})`, $ref: '#/definitions/ruleSetting' }]
    }),
  )
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { rules } = await import('../../dist/index.mjs')
  writeFileSync(file, configSchemaWith(rules))
}
