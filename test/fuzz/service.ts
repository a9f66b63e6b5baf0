/** A blueprint and its organization's file as plain data, in the long form; see `language.ts`. */

export interface Service {
  readonly blueprint: BlueprintData
  readonly organization?: OrganizationData
}

export interface Flow {
  readonly to: string
  readonly carries?: readonly string[] | undefined
  readonly late?: Flow | undefined
  readonly [key: string]: unknown
}

export interface Failure {
  readonly what: string
  readonly recover?: Flow | undefined
  readonly [key: string]: unknown
}

export interface Step {
  readonly lane: string
  readonly phase?: string | number | undefined
  readonly owner?: readonly string[] | undefined
  readonly outcome?: string | undefined
  readonly next?: readonly Flow[] | undefined
  readonly fails?: readonly Failure[] | undefined
  readonly collects?: readonly string[]
  readonly produces?: readonly string[]
  readonly needs?: readonly string[]
  readonly [key: string]: unknown
}

export interface Promised {
  readonly says: string
  readonly late?: Flow | undefined
  readonly [key: string]: unknown
}

export interface Acceptance {
  readonly rule: string
  readonly at?: string
  readonly [key: string]: unknown
}

export interface BlueprintData {
  readonly start?: readonly string[] | Readonly<Record<string, string>>
  readonly phases?: readonly string[]
  readonly promises?: Readonly<Record<string, Promised>> | undefined
  readonly steps: Readonly<Record<string, Step>>
  readonly accepted?: readonly Acceptance[]
  readonly [key: string]: unknown
}

export interface OrganizationData {
  readonly [key: string]: unknown
}

/** Without the keys that have no value: a blueprint says nothing by leaving the key out. */
export const without = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

/** The service as texts, by file, in JSON, which is YAML: the plainest way to write it. */
export const plainly = ({ blueprint, organization }: Service): Texts => ({
  blueprint: JSON.stringify(blueprint, null, 2),
  ...(organization ? { organization: JSON.stringify(organization, null, 2) } : {}),
})

export interface Texts {
  readonly blueprint: string
  readonly organization?: string
}
