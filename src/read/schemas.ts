import blueprint from '../../schemas/blueprint.schema.json' with { type: 'json' }
import organization from '../../schemas/organization.schema.json' with { type: 'json' }
import type { Schema } from './normalize.ts'

export const schemas = { blueprint, organization } as unknown as Record<'blueprint' | 'organization', Schema>

/** How validators are compiled: at run time in `validate.ts`, ahead of time for the bundle in `build/bundle.mjs`. */
export const ajvOptions = { allErrors: true, allowUnionTypes: true, strictTypes: false }

/** Keywords that say something to editors or to `normalize`, and nothing to the validator. */
export const vocabulary = [
  'enumDescriptions',
  'errorMessage',
  'x-names',
  'x-keys',
  'x-text',
  'x-short',
  'x-late',
  'x-section',
]
