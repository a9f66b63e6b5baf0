import { Ajv } from 'ajv'
import { ajvOptions, schemas, vocabulary } from './schemas.ts'

/** One thing that does not fit the schema, in the validator's terms; `wrong-shape.ts` puts it into words. */
export interface Misfit {
  readonly keyword: string
  /** A JSON pointer into the data. */
  readonly instancePath: string
  /** A JSON pointer into the schema. */
  readonly schemaPath: string
  readonly params: Record<string, unknown>
  readonly propertyName?: string
}

export interface Validator {
  (data: unknown): boolean
  errors?: readonly Misfit[] | null
}

// The bundle has this module in another form, with the validators compiled ahead of time: see `build/bundle.mjs`.
const ajv = new Ajv(ajvOptions).addVocabulary(vocabulary)

export const validators: Record<keyof typeof schemas, Validator> = {
  blueprint: ajv.compile(schemas.blueprint) as unknown as Validator,
  organization: ajv.compile(schemas.organization) as unknown as Validator,
  config: ajv.compile(schemas.config) as unknown as Validator,
}
