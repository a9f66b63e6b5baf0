import blueprint from '../../schemas/blueprint.schema.json' with { type: 'json' }
import config from '../../schemas/config.schema.json' with { type: 'json' }
import organization from '../../schemas/organization.schema.json' with { type: 'json' }
import type { Schema } from './normalize.ts'

export const schemas = { blueprint, organization, config } as unknown as Record<
  'blueprint' | 'organization' | 'config',
  Schema
>

/** How validators are compiled: at run time in `validate.ts`, ahead of time for the bundle in `build/bundle.mjs`. */
export const ajvOptions = { allErrors: true, allowUnionTypes: true, strictTypes: false, strictTuples: false }

/** Keywords that say something to editors or to `normalize`, and nothing to the validator. */
export const vocabulary = [
  'defaultSnippets',
  'doNotSuggest',
  'enumDescriptions',
  'errorMessage',
  'x-names',
  'x-keys',
  'x-text',
  'x-short',
  'x-late',
  'x-section',
]
