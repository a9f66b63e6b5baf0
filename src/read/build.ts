import type {
  Basis,
  Blueprint,
  Failure,
  Flow,
  Incentive,
  Late,
  Metric,
  Named,
  Owner,
  Policy,
  Promised,
  Step,
} from './blueprint.ts'
import type { Document, Path } from './document.ts'
import { shortened } from '../words.ts'
import { chance, duration, durationRange, rate } from './quantities.ts'
import type { BlueprintDocument, FailureEntry, FlowEntry, OrganizationDocument, StepEntry } from './written.ts'

/** It is said again in every finding that it comes up in. In signs. */
const longestName = 500

/** The engine makes a thing in one go where no list is made along with it. */
const none: readonly never[] = []

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Written<T> = { readonly document: Document; readonly data: T }

const organizations = new WeakMap<Document, Blueprint>()

/**
 * What an organization's file says by itself, as a blueprint without steps. Its owners, metrics and incentives are the
 * same in every blueprint that names the file, and are made once.
 */
function organizationOf({ document, data }: Written<OrganizationDocument>): Blueprint {
  let known = organizations.get(document)
  if (!known) {
    const { organization: _, ...said } = data
    known = blueprintOf({ document, data: { ...said, blueprint: 1, steps: {} } })
    organizations.set(document, known)
  }
  return known
}

/** Makes the model of documents that fit the schema and refer to nothing unknown. */
export function blueprintOf(own: Written<BlueprintDocument>, shared?: Written<OrganizationDocument>): Blueprint {
  const { data } = own
  const organization = shared && organizationOf(shared)

  const section = <E extends object, T extends Named>(
    key: 'owners' | 'metrics' | 'incentives' | 'policies' | 'promises' | 'steps',
    make: (entry: E, named: Named, index: number) => T,
    known?: ReadonlyMap<string, T>,
    sources: readonly Written<object>[] = [own],
  ): Map<string, T> => {
    const things = new Map(known)
    for (const { document, data } of sources) {
      const entries = (data as Record<string, Record<string, E & { name?: string; basis?: Basis }> | undefined>)[key]
      // In the maps of names, which have no prototype, every key is a name.
      for (const id in entries) {
        const entry = entries[id]!
        const named: Named = {
          id,
          name: entry.name?.trim() ? shortened(entry.name, longestName) : id.replaceAll('-', ' '),
          basis: entry.basis ?? 'observed',
          at: { document, path: [key, id] },
        }
        things.set(id, make(entry, named, things.size))
      }
    }
    return things
  }

  // First everything by name, then what refers to it.
  const owners = section<NonNullable<BlueprintDocument['owners']>[string], Owner>(
    'owners',
    (entry, named) => ({
      id: named.id,
      name: named.name,
      at: named.at,
      basis: named.basis,
      kind: entry.kind ?? 'team',
      people: entry.people,
      hours: entry.hours,
      authority: entry.authority,
      training: entry.training,
      tools: entry.tools,
    }),
    organization?.owners,
  )
  const steps = section<StepEntry, Mutable<Step>>('steps', (entry, named, index) => ({
    id: named.id,
    name: named.name,
    at: named.at,
    basis: named.basis,
    index,
    lane: entry.lane,
    owners: found(owners, entry.owner),
    accountable: owners.get(entry.accountable ?? ''),
    next: none,
    fails: none,
    split: entry.split ?? 'one',
    join: entry.join ?? 'any',
    outcome: entry.outcome,
    phase: entry.phase,
    channel: entry.channel,
    evidence: entry.evidence ?? none,
    emotion: entry.emotion,
    patience: entry.patience === undefined ? undefined : duration(entry.patience),
    takes: entry.takes === undefined ? undefined : durationRange(entry.takes),
    effort: entry.effort === undefined ? undefined : durationRange(entry.effort),
    improves: none,
    hurts: none,
    claims: none,
    written: entry,
  }))
  const metrics = section<NonNullable<BlueprintDocument['metrics']>[string], Mutable<Metric>>(
    'metrics',
    (entry, named) => ({
      ...named,
      ...given({ for: entry.for, owner: owners.get(entry.owner ?? ''), source: entry.source }),
      improves: none,
      hurts: none,
    }),
    organization?.metrics,
  )
  for (const [id, { improves, hurts, measures }] of Object.entries(data.metrics ?? {})) {
    const metric = metrics.get(id)!
    metric.improves = found(metrics, improves)
    metric.hurts = found(metrics, hurts)
    const stoodFor = metrics.get(measures ?? '')
    if (stoodFor) metric.measures = stoodFor
  }

  const flowOf = (entry: FlowEntry, from: Step, document: Document, path: Path): Flow => ({
    at: { document, path, namedBy: 'to' },
    basis: entry.basis ?? 'observed',
    from,
    to: steps.get(entry.to)!,
    when: entry.when,
    chance: entry.chance === undefined ? undefined : chance(entry.chance),
    via: entry.via,
    carries: entry.carries,
    confirmed: entry.confirmed,
    within: entry.within === undefined ? undefined : duration(entry.within),
    late: entry.late === undefined ? undefined : lateOf(entry.late, from, document, [...path, 'late']),
    limit: entry.limit,
  })
  const lateOf = (entry: FlowEntry, from: Step, document: Document, path: Path): Late => {
    const told = steps.has(entry.to) ? undefined : owners.get(entry.to)
    return told ? { told } : { flow: flowOf(entry, from, document, path) }
  }
  const failureOf = (entry: FailureEntry, step: Step, document: Document, path: Path): Failure => ({
    at: { document, path, namedBy: 'what' },
    basis: entry.basis ?? 'observed',
    step,
    what: entry.what,
    chance: entry.chance === undefined ? undefined : chance(entry.chance),
    noticed: entry.noticed,
    recover: entry.recover === undefined ? undefined : flowOf(entry.recover, step, document, [...path, 'recover']),
    cause: owners.get(entry.cause ?? ''),
  })
  for (const step of steps.values()) {
    const { written, id } = step
    const { document } = step.at
    if (written.next)
      step.next = written.next.map((entry, i) => flowOf(entry, step, document, ['steps', id, 'next', i]))
    if (written.fails)
      step.fails = written.fails.map((entry, i) => failureOf(entry, step, document, ['steps', id, 'fails', i]))
    if (written.improves) step.improves = found(metrics, written.improves)
    if (written.hurts) step.hurts = found(metrics, written.hurts)
    if (written.claims) step.claims = found(steps, written.claims)
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
    organization?.incentives,
  )
  // Those of an organization speak of the steps of each blueprint.
  const policies = section<NonNullable<BlueprintDocument['policies']>[string], Policy>(
    'policies',
    (entry, named) => ({
      ...named,
      ...given({
        says: entry.says,
        owner: owners.get(entry.owner ?? ''),
        prefer: steps.get(entry.prefer ?? ''),
        over: steps.get(entry.over ?? ''),
      }),
    }),
    undefined,
    shared ? [shared, own] : [own],
  )
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
        late:
          entry.late === undefined
            ? undefined
            : lateOf(entry.late, teller, named.at.document, [...named.at.path, 'late']),
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
      organization,
      accountable: owners.get(data.accountable ?? ''),
      rates,
      demand: data.demand === undefined ? undefined : rate(data.demand.rate),
    }),
  }
}

/** The things of these names; a name that is not here (an organization's step in another blueprint) is left out. */
function found<T>(things: ReadonlyMap<string, T>, ids: readonly string[] | undefined): readonly T[] {
  if (ids === undefined) return none
  const result: T[] = []
  for (let i = 0; i < ids.length; i += 1) {
    const thing = things.get(ids[i]!)
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
