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

/** What one choice asks of another: a phase is one of those listed, and what is carried is known somewhere. */
export function agreed({
  blueprint,
  organization,
}: {
  blueprint: BlueprintData
  organization: OrganizationData | undefined
}) {
  const phases = blueprint.phases ?? []
  const steps = Object.entries(blueprint.steps)
  const known = new Set([
    'all',
    ...Object.keys(blueprint.promises ?? {}),
    ...steps.flatMap(([, { collects = [], produces = [], needs = [] }]) => [...collects, ...produces, ...needs]),
  ])
  const flow = ({ carries, late, ...rest }: Flow): Flow =>
    without({
      ...rest,
      carries: carries?.filter((name) => known.has(name)),
      late: late && flow(late),
    })
  const data: BlueprintData = without({
    ...blueprint,
    promises:
      blueprint.promises &&
      Object.fromEntries(
        Object.entries(blueprint.promises).map(([id, one]) => [
          id,
          without({ ...one, late: one.late && flow(one.late) }),
        ]),
      ),
    steps: Object.fromEntries(
      steps.map(([id, { phase, next, fails, ...step }]) => [
        id,
        without({
          ...step,
          phase: phase === undefined ? undefined : phases[Number(phase)],
          next: next?.map(flow),
          fails: fails?.map(({ recover, ...failure }) => without({ ...failure, recover: recover && flow(recover) })),
        }),
      ]),
    ),
  })
  return organization ? { blueprint: data, organization } : { blueprint: data }
}
