import { Ajv } from 'ajv'
import blueprintSchema from '../../schemas/blueprint.schema.json' with { type: 'json' }
import organizationSchema from '../../schemas/organization.schema.json' with { type: 'json' }

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

export const schemas = { blueprint: blueprintSchema, organization: organizationSchema }

/** How the validators are made: here at run time, in the bundle ahead of time (`build/bundle.mjs`). */
export const newAjv = (options: object = {}): Ajv =>
  new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, ...options })
    .addVocabulary(['enumDescriptions', 'errorMessage', 'x-names', 'x-keys', 'x-text', 'x-short', 'x-late', 'x-section'])

const ajv = newAjv()

export const validators: Record<keyof typeof schemas, Validator> = {
  blueprint: ajv.compile(blueprintSchema) as unknown as Validator,
  organization: ajv.compile(organizationSchema) as unknown as Validator,
}
