import fc from 'fast-check'

/**
 * Small random services as plain descriptions, and what format.md says of them in the slowest and plainest way: the
 * measure for the graph and the rules, which must not share code with either.
 */

export type Basis = 'observed' | 'reported' | 'assumed'
export const bases = ['observed', 'reported', 'assumed'] as const satisfies readonly Basis[]

export type Late = FlowDescription | { readonly told: string }

export interface FlowDescription {
  readonly to: string
  readonly basis: Basis
  /** The step that gets the work when it is not taken up in time, or the owner who is told. */
  readonly late?: Late
}

export interface FailureDescription {
  readonly basis: Basis
  readonly recover?: FlowDescription
}

export interface StepDescription {
  readonly id: string
  readonly lane: 'customer' | 'touchpoint' | 'backstage' | 'support'
  readonly owners: readonly string[]
  readonly basis: Basis
  readonly join: 'any' | 'all' | 'some'
  readonly outcome?: 'served' | 'recovered' | 'declined' | 'lost'
  readonly next: readonly FlowDescription[]
  readonly fails: readonly FailureDescription[]
}

export interface PromiseDescription {
  readonly basis: Basis
  readonly made: readonly string[]
  readonly late?: Late
}

export interface ServiceDescription {
  /** Not stated where empty. */
  readonly start: readonly string[]
  readonly steps: readonly StepDescription[]
  readonly promises: readonly PromiseDescription[]
}

export interface Choice {
  readonly joins?: readonly StepDescription['join'][]
  readonly bases?: readonly Basis[]
}

const names = ['visit', 'call', 'sort', 'scan', 'fetch', 'check', 'repair', 'send', 'close']
const owners = ['desk', 'depot', 'office']

/** The same examples in every run, so that a failure is a failure for everybody. */
export const runs = (numRuns: number): { seed: number; numRuns: number } => ({ seed: 20_261_122, numRuns })

/**
 * The same; where `FUZZ_RUNS` says a number, so many of everything instead, from the seed `FUZZ_SEED` on:
 * `FUZZ_RUNS=10000 FUZZ_SEED=7 npx vitest run test/fuzz --testTimeout=7200000`.
 */
export function many(ordinarily: number): { seed: number; numRuns: number } {
  const { FUZZ_RUNS: wanted, FUZZ_SEED: seed } = process.env
  return !wanted ? runs(ordinarily) : { ...runs(Number(wanted)), ...(seed ? { seed: Number(seed) } : {}) }
}

const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const nothing = fc.constant(undefined)
const often = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: nothing })
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 2, arbitrary: nothing })

/** Without the keys that have no value: a description says nothing by leaving the key out. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

export function services(choice: Choice = {}): fc.Arbitrary<ServiceDescription> {
  const basis = oneOf(...(choice.bases ?? bases))

  const servicesOf = (ids: readonly string[]): fc.Arbitrary<ServiceDescription> => {
    const late = (depth: number): fc.Arbitrary<Late> =>
      fc.oneof({ weight: 3, arbitrary: flow(depth) }, { weight: 1, arbitrary: fc.record({ told: oneOf(...owners) }) })
    const flow = (depth: number): fc.Arbitrary<FlowDescription> =>
      fc
        .record({ to: oneOf(...ids), basis, late: depth === 0 ? nothing : seldom(late(depth - 1)) })
        .map((described): FlowDescription => given(described))
    const failure = fc
      .record({ basis, recover: often(flow(1)) })
      .map((described): FailureDescription => given(described))
    const step = (id: string): fc.Arbitrary<StepDescription> =>
      fc
        .record({
          lane: oneOf('customer', 'touchpoint', 'backstage', 'support'),
          owners: often(fc.subarray(owners, { minLength: 1, maxLength: 2 })),
          basis,
          join: oneOf(...(choice.joins ?? ['any', 'all', 'some'])),
          outcome: seldom(oneOf('served', 'recovered', 'declined', 'lost', 'lost', 'lost')),
          next: often(fc.array(flow(2), { minLength: 1, maxLength: 3 })),
          fails: seldom(fc.array(failure, { minLength: 1, maxLength: 2 })),
        })
        .map(({ owners: by, next, fails, ...described }) => ({
          id,
          ...given(described),
          owners: described.lane === 'customer' ? [] : (by ?? []),
          next: described.outcome === undefined ? (next ?? []) : [],
          fails: fails ?? [],
        }))
    const promise = fc.record({ basis, made: fc.subarray([...ids], { minLength: 1, maxLength: 2 }), late: late(1) })
    return fc
      .record({
        start: seldom(fc.uniqueArray(oneOf(...ids), { minLength: 1, maxLength: 3 })),
        steps: fc.tuple(...ids.map(step)),
        promises: seldom(fc.array(promise, { minLength: 1, maxLength: 2 })),
      })
      .map(({ start, steps, promises }) => ({ start: start ?? [], steps, promises: promises ?? [] }))
  }
  return fc.integer({ min: 2, max: names.length }).chain((size) => servicesOf(names.slice(0, size)))
}

export function yamlOf({ start, steps, promises }: ServiceDescription): string {
  const lines = ['blueprint: 1', 'title: A service at random', 'accountable: office']
  if (start.length > 0) lines.push(`start: ${start.length === 1 ? start[0] : listOf(start)}`)
  lines.push('owners:', ...owners.map((owner) => `  ${owner}: {}`))
  if (promises.length > 0) lines.push('promises:')
  for (const [position, { basis, made, late }] of promises.entries())
    lines.push(
      `  promise-${position}: ${mapOf({ says: 'Soon', made: listOf(made), basis, late: late && lateText(late) })}`,
    )
  lines.push('steps:')
  for (const { id, lane, owners: by, basis, join, outcome, next, fails } of steps) {
    const owner = by.length > 0 ? listOf(by) : undefined
    lines.push(`  ${id}:`, `    lane: ${lane}`, `    basis: ${basis}`, `    join: ${join}`)
    if (owner !== undefined) lines.push(`    owner: ${owner}`)
    if (outcome !== undefined) lines.push(`    outcome: ${outcome}`)
    if (next.length > 0) lines.push('    next:', ...next.map((flow) => `      - ${flowText(flow)}`))
    if (fails.length > 0) lines.push('    fails:')
    for (const [position, failure] of fails.entries())
      lines.push(
        `      - ${mapOf({ what: `Slip ${position}`, basis: failure.basis, recover: failure.recover && flowText(failure.recover) })}`,
      )
  }
  return `${lines.join('\n')}\n`
}

const listOf = (texts: readonly string[]): string => `[${texts.join(', ')}]`

const mapOf = (values: Record<string, string | undefined>): string =>
  `{ ${Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`

const lateText = (late: Late): string => ('told' in late ? late.told : flowText(late))

/** The short form where nothing but the step is to be said. */
const flowText = ({ to, basis, late }: FlowDescription): string =>
  basis === 'observed' && late === undefined ? to : mapOf({ to, basis, late: late && lateText(late) })

export interface DescribedEdge {
  readonly kind: 'next' | 'recover' | 'late' | 'promise-late'
  readonly from: string
  readonly to: string
  /** The weakest of what the edge itself stands on: its flow, and the failure or the promise that it belongs to. */
  readonly doubt: number
}

export const doubtOf = (...stated: readonly Basis[]): number => Math.max(...stated.map((basis) => bases.indexOf(basis)))

/** The edges as format.md has them: `next`, `recover`, the `late` of each of these flows, and that of promises, which is no flow of a step however often it is late. */
export function edgesOf({ steps, promises }: ServiceDescription): DescribedEdge[] {
  const edges: DescribedEdge[] = []
  const add = (kind: DescribedEdge['kind'], from: string, flow: FlowDescription, by?: Basis): void => {
    edges.push({ kind, from, to: flow.to, doubt: doubtOf(flow.basis, by ?? 'observed') })
    if (flow.late && 'to' in flow.late) add(kind === 'promise-late' ? kind : 'late', from, flow.late, by)
  }
  for (const { id, next, fails } of steps) {
    for (const flow of next) add('next', id, flow)
    for (const { basis, recover } of fails) if (recover) add('recover', id, recover, basis)
  }
  for (const { basis, made, late } of promises)
    if (late && 'to' in late) for (const step of made) add('promise-late', step, late, basis)
  return edges
}

/** Where customers come in; the first step where nothing is said. */
export const startsOf = ({ start, steps }: ServiceDescription): readonly string[] =>
  start.length > 0 ? start : [steps[0]!.id]

/** How many edges the shortest way to each step has; without those that no way leads to. */
export function distances(
  edges: readonly { from: string; to: string }[],
  from: readonly string[],
): Map<string, number> {
  const far = new Map(from.map((id) => [id, 0]))
  for (let changed = true; changed; ) {
    changed = false
    for (const edge of edges) {
      const before = far.get(edge.from)
      if (before === undefined || (far.get(edge.to) ?? Infinity) <= before + 1) continue
      far.set(edge.to, before + 1)
      changed = true
    }
  }
  return far
}

export const reachable = (edges: readonly { from: string; to: string }[], from: readonly string[]): Set<string> =>
  new Set(distances(edges, from).keys())

/** Groups of those that hang together over these edges, whichever way they point; all in the given order. */
export function groupsOf(ids: readonly string[], edges: readonly { from: string; to: string }[]): string[][] {
  const between = edges.filter(({ from, to }) => ids.includes(from) && ids.includes(to))
  const both = [...between, ...between.map(({ from, to }) => ({ from: to, to: from }))]
  const group = (id: string): string[] => ids.filter((other) => reachable(both, [id]).has(other))
  return ids.map(group).filter((members, position) => members[0] === ids[position])
}
