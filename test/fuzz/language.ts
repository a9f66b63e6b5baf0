import fc from 'fast-check'
import { rules } from '../../src/rules/index.ts'
import {
  awkwardNames,
  anyText,
  durations,
  ranges,
  longDurations,
  chances,
  rates,
  hours,
  vias,
  free,
} from './choices.ts'
import {
  type Acceptance,
  agreed,
  type BlueprintData,
  type Failure,
  type Flow,
  type OrganizationData,
  type Service,
  type Step,
  without,
} from './service.ts'

/**
 * Valid blueprints of the whole language of format.md, as plain data in the long form: lists where there may be several,
 * maps for flows. Written from the page, not from the schema: what this makes and the schema refuses is a fault in one
 * of them.
 */

export interface Choice {
  /** What stands in free texts; anything, where it is not said. */
  readonly text?: fc.Arbitrary<string>
  /** Names to draw from: steps, owners and the rest. Names that are words of JavaScript or YAML too, where it is not said. */
  readonly names?: readonly string[]
  readonly mostSteps?: number
  /** Whether entries may stand in a file of the organization; they may, where it is not said. */
  readonly organization?: boolean
}

const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => maybe(2, arbitrary)
const often = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => maybe(15, arbitrary)
const maybe = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ withCrossShrink: true }, { weight: 5, arbitrary: fc.constant(undefined) }, { weight, arbitrary })
const some = <T>(of: readonly T[], minLength = 1, maxLength = 3): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...of], { minLength: Math.min(minLength, of.length), maxLength: Math.min(maxLength, of.length) })
/** Nothing where there is nothing to choose from. */
const named = <T>(of: readonly T[], make: () => fc.Arbitrary<unknown>): fc.Arbitrary<never> =>
  (of.length > 0 ? seldom(make()) : fc.constant(undefined)) as fc.Arbitrary<never>
const record = (keys: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<never> =>
  fc.record(keys).map(without) as fc.Arbitrary<never>

export function services(choice: Choice = {}): fc.Arbitrary<Service> {
  const { text = anyText, names = awkwardNames, mostSteps = 9, organization = true } = choice
  return fc
    .record({
      names: fc.shuffledSubarray([...names], { minLength: names.length }),
      counts: fc.record({
        steps: fc.integer({ min: 1, max: mostSteps }),
        owners: fc.nat(3),
        metrics: fc.nat(4),
        incentives: fc.nat(2),
        policies: fc.nat(2),
        promises: fc.nat(3),
        facts: fc.nat(4),
        shared: organization ? fc.nat(3) : fc.constant(0),
      }),
    })
    .chain(({ names, counts }) => serviceOf(names, counts, text))
}

type Counts = Readonly<
  Record<'steps' | 'owners' | 'metrics' | 'incentives' | 'policies' | 'promises' | 'facts' | 'shared', number>
>

function serviceOf(names: readonly string[], counts: Counts, text: fc.Arbitrary<string>): fc.Arbitrary<Service> {
  // Steps and owners share no name, nor do facts and promises; else names may be the same.
  const steps = names.slice(0, counts.steps)
  const owners = names.slice(counts.steps, counts.steps + counts.owners)
  const [sharedOwners, ownOwners] = [owners.slice(0, counts.shared), owners.slice(counts.shared)]
  const metrics = [...names].reverse().slice(0, counts.metrics)
  const [sharedMetrics, ownMetrics] = [metrics.slice(0, counts.shared), metrics.slice(counts.shared)]
  const incentives = names.slice(0, counts.incentives)
  const policies = names.slice(1, 1 + counts.policies)
  const promises = names.slice(2, 2 + counts.promises)
  const facts = names.slice(7, 7 + counts.facts).filter((fact) => !promises.includes(fact))

  const about = { note: seldom(text), basis: seldom(oneOf('observed', 'reported', 'assumed')) }
  const duration = fc.oneof(
    { weight: 40, arbitrary: oneOf(...durations) },
    { weight: 1, arbitrary: oneOf(...longDurations) },
  )
  const range = fc.oneof(duration, oneOf(...ranges))
  const chance = oneOf(...chances)
  const frees = fc.uniqueArray(oneOf(...free), { maxLength: 3 })

  const owner = record({
    name: seldom(text),
    kind: seldom(oneOf('team', 'role', 'partner', 'system')),
    people: seldom(oneOf(1, 2, 6, 10_000)),
    hours: seldom(oneOf(...hours)),
    authority: seldom(frees),
    training: seldom(frees),
    tools: seldom(frees),
    ...about,
  })
  const metric = (ownersHere: readonly string[], metricsHere: readonly string[]) =>
    record({
      name: seldom(text),
      for: seldom(oneOf('customer', 'business', 'staff')),
      owner: named(ownersHere, () => oneOf(...ownersHere)),
      source: seldom(oneOf(...steps)),
      measures: named(metricsHere, () => oneOf(...metricsHere)),
      target: seldom(text),
      improves: named(metricsHere, () => some(metricsHere, 0)),
      hurts: named(metricsHere, () => some(metricsHere, 0)),
      ...about,
    })
  const incentive = (ownersHere: readonly string[], metricsHere: readonly string[]) =>
    record({
      owner: oneOf(...ownersHere),
      rewards: some(metricsHere),
      kind: seldom(oneOf('pay', 'target', 'ranking')),
      share: seldom(chance),
      shared: seldom(some(ownersHere, 0)),
      ...about,
    })
  const policy = (ownersHere: readonly string[]) =>
    record({
      owner: named(ownersHere, () => oneOf(...ownersHere)),
      prefer: seldom(oneOf(...steps)),
      over: seldom(oneOf(...steps)),
      says: seldom(text),
      ...about,
    })

  const carried = [...facts, ...promises, 'all']
  const flow = (depth: number, isLate = false): fc.Arbitrary<Flow> =>
    record({
      to: isLate && owners.length > 0 ? oneOf(...steps, ...steps, ...owners) : oneOf(...steps),
      when: seldom(text),
      chance: seldom(chance),
      via: seldom(oneOf(...vias)),
      carries: seldom(some(carried, 0)),
      confirmed: seldom(fc.boolean()),
      within: seldom(duration),
      late: depth > 0 ? seldom(flow(depth - 1, true)) : fc.constant(undefined),
      limit: seldom(oneOf(1, 2, 1000)),
      ...about,
    })
  const promise = record({
    says: text,
    made: often(some(steps, 1, 2)),
    kept: often(oneOf(...steps)),
    within: often(duration),
    owner: named(owners, () => oneOf(...owners)),
    metric: named(metrics, () => oneOf(...metrics)),
    late: seldom(flow(1, true)),
    ...about,
  })
  const failure: fc.Arbitrary<Failure> = record({
    what: text,
    chance: seldom(chance),
    noticed: often(oneOf('system', 'customer', 'nobody', ...owners)),
    recover: often(flow(1)),
    cause: named(owners, () => oneOf(...owners)),
    ...about,
  })
  const factsOf = named(facts, () => some(facts, 0))
  const metricsOf = named(metrics, () => some(metrics, 0, 2))
  const step: fc.Arbitrary<Step> = (
    record({
      lane: oneOf('customer', 'touchpoint', 'backstage', 'support'),
      name: seldom(text),
      phase: seldom(fc.nat(2)),
      owner: owners.length > 0 ? often(some(owners, 0, 2)) : fc.constant(undefined),
      accountable: named(owners, () => oneOf(...owners)),
      patience: seldom(duration),
      channel: seldom(fc.oneof(oneOf('web', 'phone', 'store'), text)),
      evidence: seldom(fc.array(text, { maxLength: 2 })),
      emotion: seldom(oneOf(-2, -0.5, 0, 1, 2)),
      takes: often(range),
      effort: seldom(range),
      next: often(fc.array(flow(2), { minLength: 1, maxLength: 3 })),
      split: seldom(oneOf('one', 'all', 'some')),
      join: seldom(oneOf('any', 'all', 'some')),
      fails: seldom(fc.array(failure, { maxLength: 2 })),
      outcome: fc.option(oneOf('served', 'recovered', 'declined', 'lost'), { nil: undefined, freq: 2 }),
      collects: factsOf,
      produces: factsOf,
      needs: factsOf,
      requires: seldom(record({ authority: seldom(frees), training: seldom(frees), tools: seldom(frees) })),
      improves: metricsOf,
      hurts: metricsOf,
      claims: seldom(some(steps, 0, 2)),
      case: seldom(oneOf('open', 'close', 'none')),
      keeps: factsOf,
      workaround: seldom(fc.boolean()),
      ...about,
    }) as fc.Arbitrary<Step>
  ).map((step) =>
    without({
      ...step,
      owner: step.lane === 'customer' ? undefined : step.owner,
      next: step.outcome === undefined ? step.next : undefined,
    }),
  )
  const isShared = counts.shared > 0
  // A reward takes somebody to be rewarded, and something to be rewarded for.
  const sharedIncentives = isShared && sharedOwners.length > 0 && sharedMetrics.length > 0 ? incentives.slice(0, 1) : []
  const ownIncentives = owners.length > 0 && metrics.length > 0 ? incentives.slice(isShared ? 1 : 0) : []
  const anything = [
    ...[...steps, ...owners, ...metrics, ...policies, ...promises],
    ...[...sharedIncentives, ...ownIncentives],
  ]
  const acceptance: fc.Arbitrary<Acceptance> = record({
    rule: oneOf(...rules.map(({ id }) => id)),
    at: seldom(oneOf(...anything)),
    because: text,
    by: fc.oneof(text, owners.length > 0 ? oneOf(...owners) : text),
    until: seldom(oneOf('2026-11-21', '2026-11-22', '2027-03-31', '2028-02-29')),
    note: seldom(text),
  })
  const maps = <T>(ids: readonly string[], make: () => fc.Arbitrary<T>): fc.Arbitrary<Record<string, T> | undefined> =>
    ids.length === 0
      ? fc.constant(undefined)
      : fc
          .tuple(...ids.map(make))
          .map((entries) => Object.fromEntries(entries.map((entry, i) => [ids[i]!, entry] as const)))
  const shared: fc.Arbitrary<OrganizationData | undefined> = isShared
    ? record({
        organization: fc.constant(1),
        title: text,
        note: seldom(text),
        owners: maps(sharedOwners, () => owner),
        metrics: maps(sharedMetrics, () => metric(sharedOwners, sharedMetrics)),
        incentives: maps(sharedIncentives, () => incentive(sharedOwners, sharedMetrics)),
        policies: maps(policies.slice(0, 1), () => policy(sharedOwners)),
      })
    : fc.constant(undefined)
  const rate = oneOf(...rates)
  const own: fc.Arbitrary<BlueprintData> = record({
    blueprint: fc.constant(1),
    title: text,
    state: seldom(oneOf('as-is', 'to-be')),
    scenario: seldom(text),
    note: seldom(text),
    accountable: owners.length > 0 ? often(oneOf(...owners)) : fc.constant(undefined),
    start: seldom(
      fc.oneof(
        some(steps, 1, 2),
        some(steps, 1, 2).chain((ids) => fc.tuple(...ids.map(() => rate)).map((all) => paired(ids, all))),
      ),
    ),
    demand: seldom(record({ rate, ...about })),
    phases: fc.uniqueArray(text, { maxLength: 3 }),
    organization: fc.constant(isShared ? 'acme.organization.yaml' : undefined),
    owners: maps(ownOwners, () => owner),
    metrics: maps(ownMetrics, () => metric(owners, metrics)),
    incentives: maps(ownIncentives, () => incentive(owners, metrics)),
    policies: maps(policies.slice(isShared ? 1 : 0), () => policy(owners)),
    promises: maps(promises, () => promise),
    steps: maps(steps, () => step),
    accepted: seldom(fc.array(acceptance, { maxLength: 3 })),
  })
  return fc.record({ blueprint: own, organization: shared }).map(agreed)
}

const paired = <T>(ids: readonly string[], values: readonly T[]): Record<string, T> =>
  Object.fromEntries(ids.map((id, i) => [id, values[i]!]))
