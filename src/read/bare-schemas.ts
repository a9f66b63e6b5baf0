import type { Schema } from './normalize.ts'
import { schemas } from './schemas.ts'

const words = new Set(['title', 'description', 'errorMessage'])
const lists = new Set(['defaultSnippets', 'enumDescriptions'])

/** A schema without what only people read: a third of its length. */
export const bare = (schema: Schema): Schema =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      (typeof value === 'string' && words.has(key)) || (Array.isArray(value) && lists.has(key)) ? undefined : value,
    ),
  )

/** What every run needs of the schemas. The bundle has it made ahead of time: see `build/bundle.mjs`. */
export const bareSchemas = {
  blueprint: bare(schemas.blueprint),
  organization: bare(schemas.organization),
  config: bare(schemas.config),
}
