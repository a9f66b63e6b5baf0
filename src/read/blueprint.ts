import type { Document, Place } from './document.ts'
import { inside } from './document.ts'
import { chance, duration, durationRange, rate, type Range } from './quantities.ts'
import type {
  AcceptanceEntry,
  BlueprintDocument,
  FailureEntry,
  FlowEntry,
  OrganizationDocument,
  StepEntry,
} from './written.ts'

/** How sure the author is. A finding is only as sure as the weakest basis that it stands on. */
export type Basis = 'observed' | 'reported' | 'assumed'

/** Anything that can be pointed at and doubted. */
export interface Stated {
  readonly at: Place
  readonly basis: Basis
}

/** What has a name of its own, unique in its section. */
export interface Named extends Stated {
  readonly id: string
  /** As people say it. */
  readonly name: string
}

export interface Owner extends Named {
  readonly kind: 'team' | 'role' | 'partner' | 'system'
  readonly people?: number
  readonly hours?: string
  readonly authority?: readonly string[]
  readonly training?: readonly string[]
  readonly tools?: readonly string[]
}

export interface Metric extends Named {
  readonly for?: 'customer' | 'business' | 'staff'
  readonly owner?: Owner
  readonly source?: Step
  readonly measures?: Metric
  readonly improves: readonly Metric[]
  readonly hurts: readonly Metric[]
}

export interface Incentive extends Named {
  readonly owner: Owner
  readonly rewards: readonly Metric[]
  readonly kind: 'pay' | 'target' | 'ranking'
  /** Part of the pay, from 0 to 1. */
  readonly share?: number
  readonly shared: readonly Owner[]
}

export interface Policy extends Named {
  readonly owner?: Owner
  readonly prefer?: Step
  readonly over?: Step
  readonly says?: string
}

export interface Promised extends Named {
  readonly says: string
  readonly made: readonly Step[]
  readonly kept?: Step
  /** Minutes. */
  readonly within?: number
  readonly owner?: Owner
  readonly metric?: Metric
  readonly late?: Late
}

export interface Step extends Named {
  /** Position in the file, from 0. */
  readonly index: number
  readonly lane: StepEntry['lane']
  readonly owners: readonly Owner[]
  readonly accountable?: Owner | undefined
  readonly next: readonly Flow[]
  readonly fails: readonly Failure[]
  readonly split: 'one' | 'all' | 'some'
  readonly join: 'any' | 'all' | 'some'
  readonly outcome?: 'served' | 'recovered' | 'declined' | 'lost' | undefined
  readonly phase?: string | undefined
  readonly channel?: string | undefined
  readonly evidence: readonly string[]
  readonly emotion?: number | undefined
  /** Minutes. */
  readonly patience?: number | undefined
  /** Minutes. */
  readonly takes?: Range | undefined
  /** Minutes. */
  readonly effort?: Range | undefined
  readonly improves: readonly Metric[]
  readonly hurts: readonly Metric[]
  readonly claims: readonly Step[]
  readonly written: StepEntry
}

/** One entry of `next`, a `recover` or a `late`. */
export interface Flow extends Stated {
  readonly from: Step
  readonly to: Step
  readonly when?: string | undefined
  /** From 0 to 1. */
  readonly chance?: number | undefined
  readonly via?: FlowEntry['via'] | undefined
  readonly carries?: readonly string[] | undefined
  readonly confirmed?: boolean | undefined
  /** Minutes. */
  readonly within?: number | undefined
  readonly late?: Late | undefined
  readonly limit?: number | undefined
}

/** What happens when the time has passed: a step gets the work, or an owner is told. */
export type Late = { readonly flow: Flow } | { readonly told: Owner }

export interface Failure extends Stated {
  readonly step: Step
  readonly what: string
  readonly chance?: number | undefined
  /** An owner's name, `system`, `customer` or `nobody`. */
  readonly noticed?: string | undefined
  readonly recover?: Flow | undefined
  readonly cause?: Owner | undefined
}

export interface Acceptance extends AcceptanceEntry {
  readonly place: Place
}

export interface Blueprint {
  readonly document: Document
  readonly organization?: Document
  readonly title: string
  readonly state: 'as-is' | 'to-be'
  readonly accountable?: Owner
  readonly starts: readonly Step[]
  /** Customers a week by starting step, where `start` says rates. */
  readonly rates?: ReadonlyMap<Step, number>
  /** Customers a week. */
  readonly demand?: number
  readonly phases: readonly string[]
  readonly owners: ReadonlyMap<string, Owner>
  readonly metrics: ReadonlyMap<string, Metric>
  readonly incentives: ReadonlyMap<string, Incentive>
  readonly policies: ReadonlyMap<string, Policy>
  readonly promises: ReadonlyMap<string, Promised>
  readonly steps: ReadonlyMap<string, Step>
  readonly accepted: readonly Acceptance[]
  readonly written: BlueprintDocument
}

export const isCustomers = (step: Step): boolean => step.lane === 'customer'

/** A step that is not the customer's. */
export const isOwn = (step: Step): boolean => step.lane !== 'customer'

/** Those who do the step or answer for it: for everything about metrics and duties it counts for each of them. */
export const answering = (step: Step): Owner[] =>
  step.accountable && !step.owners.includes(step.accountable) ? [...step.owners, step.accountable] : [...step.owners]

/** Everybody to whom an incentive pays: its owner, and those who share it. */
export const rewarded = (incentive: Incentive): Owner[] => [...new Set([incentive.owner, ...incentive.shared])]

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Written<T> = { readonly document: Document; readonly data: T }

/** Makes the model of documents that fit the schema and refer to nothing unknown. */
export function blueprintOf(own: Written<BlueprintDocument>, shared?: Written<OrganizationDocument>): Blueprint {
  const { data } = own
  const sources = shared ? [shared, own] : [own]

  const section = <E extends object, T extends Named>(
    key: 'owners' | 'metrics' | 'incentives' | 'policies' | 'promises' | 'steps',
    make: (entry: E, named: Named, index: number) => T,
  ): Map<string, T> => {
    const things = new Map<string, T>()
    for (const { document, data } of sources) {
      const entries = (
        data as unknown as Record<string, Record<string, E & { name?: string; basis?: Basis }> | undefined>
      )[key]
      for (const [id, entry] of Object.entries(entries ?? {})) {
        const named: Named = {
          id,
          name: entry.name ?? id.replaceAll('-', ' '),
          basis: entry.basis ?? 'observed',
          at: { document, path: [key, id] },
        }
        things.set(id, make(entry, named, things.size))
      }
    }
    return things
  }

  // First everything by name, then what refers to it.
  const owners = section<NonNullable<BlueprintDocument['owners']>[string], Owner>('owners', (entry, named) => ({
    ...entry,
    ...named,
    kind: entry.kind ?? 'team',
  }))
  const steps = section<StepEntry, Mutable<Step>>('steps', (entry, named, index) => ({
    id: named.id,
    name: named.name,
    at: named.at,
    basis: named.basis,
    index,
    lane: entry.lane,
    owners: found(owners, entry.owner),
    accountable: owners.get(entry.accountable ?? ''),
    next: [],
    fails: [],
    split: entry.split ?? 'one',
    join: entry.join ?? 'any',
    outcome: entry.outcome,
    phase: entry.phase,
    channel: entry.channel,
    evidence: entry.evidence ?? [],
    emotion: entry.emotion,
    patience: entry.patience === undefined ? undefined : duration(entry.patience),
    takes: entry.takes === undefined ? undefined : durationRange(entry.takes),
    effort: entry.effort === undefined ? undefined : durationRange(entry.effort),
    improves: [],
    hurts: [],
    claims: [],
    written: entry,
  }))
  const metrics = section<NonNullable<BlueprintDocument['metrics']>[string], Mutable<Metric>>(
    'metrics',
    (entry, named) => ({
      ...named,
      ...given({ for: entry.for, owner: owners.get(entry.owner ?? ''), source: steps.get(entry.source ?? '') }),
      improves: [],
      hurts: [],
    }),
  )
  for (const { data } of sources)
    for (const [id, entry] of Object.entries(data.metrics ?? {})) {
      const metric = metrics.get(id)!
      metric.improves = found(metrics, entry.improves)
      metric.hurts = found(metrics, entry.hurts)
      const stoodFor = metrics.get(entry.measures ?? '')
      if (stoodFor) metric.measures = stoodFor
    }

  const flowOf = (entry: FlowEntry, from: Step, at: Place): Flow => ({
    at: { ...at, namedBy: 'to' },
    basis: entry.basis ?? 'observed',
    from,
    to: steps.get(entry.to)!,
    when: entry.when,
    chance: entry.chance === undefined ? undefined : chance(entry.chance),
    via: entry.via,
    carries: entry.carries,
    confirmed: entry.confirmed,
    within: entry.within === undefined ? undefined : duration(entry.within),
    late: entry.late === undefined ? undefined : lateOf(entry.late, from, inside(at, 'late')),
    limit: entry.limit,
  })
  const lateOf = (entry: FlowEntry, from: Step, at: Place): Late => {
    const told = steps.has(entry.to) ? undefined : owners.get(entry.to)
    return told ? { told } : { flow: flowOf(entry, from, at) }
  }
  const failureOf = (entry: FailureEntry, step: Step, at: Place): Failure => ({
    at: { ...at, namedBy: 'what' },
    basis: entry.basis ?? 'observed',
    step,
    what: entry.what,
    chance: entry.chance === undefined ? undefined : chance(entry.chance),
    noticed: entry.noticed,
    recover: entry.recover === undefined ? undefined : flowOf(entry.recover, step, inside(at, 'recover')),
    cause: owners.get(entry.cause ?? ''),
  })
  for (const step of steps.values()) {
    const { written } = step
    step.next = (written.next ?? []).map((entry, i) => flowOf(entry, step, inside(step.at, 'next', i)))
    step.fails = (written.fails ?? []).map((entry, i) => failureOf(entry, step, inside(step.at, 'fails', i)))
    step.improves = found(metrics, written.improves)
    step.hurts = found(metrics, written.hurts)
    step.claims = found(steps, written.claims)
  }

  const incentives = section<NonNullable<BlueprintDocument['incentives']>[string], Incentive>(
    'incentives',
    (entry, named) => ({
      ...named,
      owner: owners.get(entry.owner)!,
      rewards: found(metrics, entry.rewards),
      kind: entry.kind ?? 'pay',
      shared: found(owners, entry.shared),
      ...given({ share: entry.share === undefined ? undefined : chance(entry.share) }),
    }),
  )
  const policies = section<NonNullable<BlueprintDocument['policies']>[string], Policy>('policies', (entry, named) => ({
    ...named,
    ...given({
      says: entry.says,
      owner: owners.get(entry.owner ?? ''),
      prefer: steps.get(entry.prefer ?? ''),
      over: steps.get(entry.over ?? ''),
    }),
  }))
  const promises = section<NonNullable<BlueprintDocument['promises']>[string], Promised>('promises', (entry, named) => {
    const made = found(steps, entry.made)
    const teller = made[0] ?? steps.values().next().value!
    return {
      ...named,
      says: entry.says,
      made,
      ...given({
        kept: steps.get(entry.kept ?? ''),
        within: entry.within === undefined ? undefined : duration(entry.within),
        owner: owners.get(entry.owner ?? ''),
        metric: metrics.get(entry.metric ?? ''),
        late: entry.late === undefined ? undefined : lateOf(entry.late, teller, inside(named.at, 'late')),
      }),
    }
  })

  const all = [...steps.values()]
  const { start } = data
  const rates =
    start !== undefined && !Array.isArray(start)
      ? new Map(Object.entries(start).map(([id, per]) => [steps.get(id)!, rate(per)]))
      : undefined
  return {
    document: own.document,
    title: data.title,
    state: data.state ?? 'as-is',
    starts: rates
      ? [...rates.keys()]
      : start !== undefined && Array.isArray(start) && start.length > 0
        ? found(steps, start)
        : all.slice(0, 1),
    phases: data.phases ?? [],
    owners,
    metrics,
    incentives,
    policies,
    promises,
    steps,
    accepted: (data.accepted ?? []).map((entry, i) => ({
      ...entry,
      place: { document: own.document, path: ['accepted', i] },
    })),
    written: data,
    ...given({
      organization: shared?.document,
      accountable: owners.get(data.accountable ?? ''),
      rates,
      demand: data.demand === undefined ? undefined : rate(data.demand.rate),
    }),
  }
}

/** The things of these names; a name that is not here (an organization's step in another blueprint) is left out. */
function found<T>(things: ReadonlyMap<string, T>, ids: readonly string[] | undefined): T[] {
  const result: T[] = []
  for (const id of ids ?? []) {
    const thing = things.get(id)
    if (thing !== undefined) result.push(thing)
  }
  return result
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Only the keys that have a value, so that `undefined` never stands for "not said". */
function given<T extends object>(values: T): Given<T> {
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) if (value !== undefined) result[key] = value
  return result as Given<T>
}
