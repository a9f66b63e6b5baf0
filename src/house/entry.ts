import type { Severity } from '../finding.ts'

/** A rule of the house as its config has it, after `normalize`: the definition `houseRule` of config.schema.json. */
export interface HouseRuleEntry {
  readonly severity?: Severity
  readonly message?: string
  readonly why?: string
  readonly help?: string
  readonly source?: string
  readonly steps?: readonly Matcher[]
  readonly flows?: readonly Matcher[]
  readonly except?: readonly Matcher[]
  readonly must?: readonly Matcher[]
  readonly mustNot?: readonly Matcher[]
  readonly atMost?: number
  readonly atLeast?: number
}

/** Keys with their values, all of which must hold. Of several matchers one must fit. */
export interface Matcher {
  readonly [key: string]: boolean | number | string | readonly (number | string)[] | readonly Matcher[]
}

/** The values of a key that holds no matchers, as texts. */
export const valuesOf = (written: Matcher[string]): string[] =>
  (Array.isArray(written) ? written : [written]).map((value) => String(value))
