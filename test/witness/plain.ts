import {
  type Blueprint,
  type Entry,
  type Failure,
  type Flow,
  inLongForm,
  type Shared,
  type Step,
} from '../remedies/shape.ts'

/**
 * A service as format.md has it, from the plain values that `yaml` reads and nothing else: what findings claim is
 * checked against this, so it shares no code with what found them. Slow and plain.
 */
export interface Plain {
  readonly blueprint: Blueprint
  readonly steps: ReadonlyMap<string, Step>
  /** Of both files, the organization's first. */
  readonly owners: ReadonlyMap<string, Entry>
  readonly metrics: ReadonlyMap<string, Entry>
  readonly incentives: ReadonlyMap<string, Entry>
  readonly policies: ReadonlyMap<string, Entry>
  readonly promises: ReadonlyMap<string, Entry>
  readonly starts: readonly string[]
  readonly edges: readonly Edge[]
  readonly reached: ReadonlySet<string>
  /** Whatever may be doubted, by its key path in the long form. */
  readonly bases: ReadonlyMap<string, Basis>
}

export type Basis = 'observed' | 'reported' | 'assumed'

export interface Edge {
  readonly kind: 'next' | 'recover' | 'late' | 'promise-late'
  readonly from: string
  readonly to: string
  readonly flow: Flow
  /** Its key path in the long form. */
  readonly at: string
  /** Of a `recover`, and of what acts when that is not taken up in time. */
  readonly failure?: Failure
  /** Of a `late`: the flow that was not taken up in time. */
  readonly insteadOf?: Flow
  /** It, or the flow that it stands in for, says a limit. */
  readonly isLimited: boolean
  /** Of the flow, and of the failure or the promise that it belongs to. */
  readonly bases: readonly Basis[]
}

export const basisOf = (thing: object): Basis => ((thing as { basis?: Basis }).basis ?? 'observed') as Basis

/** From what was read of both files. */
export function plainOf(data: Record<string, unknown>, organization?: Record<string, unknown>): Plain {
  const blueprint = inLongForm(data)
  const shared: Partial<Shared> = organization === undefined ? {} : inLongForm(organization)
  const section = (key: 'owners' | 'metrics' | 'incentives' | 'policies' | 'promises'): Map<string, Entry> =>
    new Map([...Object.entries(shared[key] ?? {}), ...Object.entries(blueprint[key] ?? {})])
  const steps = new Map(Object.entries(blueprint.steps))
  const { start = [] } = blueprint
  const said = Array.isArray(start) ? start : Object.keys(start)
  const starts = said.length > 0 ? said : [...steps.keys()].slice(0, 1)
  const edges = edgesOf(blueprint)
  return {
    blueprint,
    steps,
    owners: section('owners'),
    metrics: section('metrics'),
    incentives: section('incentives'),
    policies: section('policies'),
    promises: section('promises'),
    starts,
    edges,
    reached: reachable(edges, starts),
    bases: new Map([...basesIn(shared, ''), ...basesIn(blueprint, '')]),
  }
}

function edgesOf({ steps, promises = {} }: Blueprint): Edge[] {
  const edges: Edge[] = []
  const isStep = (name: string): boolean => Object.hasOwn(steps, name)
  const add = (edge: Omit<Edge, 'to' | 'bases' | 'isLimited'>, of: readonly Basis[], isLimited = false): void => {
    const { flow, at, kind } = edge
    const limited = isLimited || flow.limit !== undefined
    edges.push({ ...edge, to: flow.to, isLimited: limited, bases: [basisOf(flow), ...of] })
    if (!flow.late || !isStep(flow.late.to)) return
    const late = kind === 'promise-late' ? kind : 'late'
    add({ ...edge, kind: late, flow: flow.late, at: `${at}/late`, insteadOf: flow }, of, limited)
  }
  for (const [from, { next = [], fails = [] }] of Object.entries(steps)) {
    for (const [i, flow] of next.entries()) add({ kind: 'next', from, flow, at: `steps/${from}/next/${i}` }, [])
    for (const [i, failure] of fails.entries()) {
      const at = `steps/${from}/fails/${i}/recover`
      if (failure.recover) add({ kind: 'recover', from, flow: failure.recover, at, failure }, [basisOf(failure)])
    }
  }
  for (const [id, promise] of Object.entries(promises))
    for (const from of promise.made ?? [])
      if (promise.late && isStep(promise.late.to))
        add({ kind: 'promise-late', from, flow: promise.late, at: `promises/${id}/late` }, [basisOf(promise)])
  return edges
}

/** Every map that could say a basis, by key path. */
function* basesIn(value: unknown, path: string): Iterable<[string, Basis]> {
  if (typeof value !== 'object' || value === null) return
  if (path !== '' && !Array.isArray(value)) yield [path, basisOf(value)]
  for (const [key, inner] of Object.entries(value)) yield* basesIn(inner, path === '' ? key : `${path}/${key}`)
}

export function reachable(
  edges: readonly Edge[],
  from: Iterable<string>,
  along: (edge: Edge) => boolean = () => true,
): Set<string> {
  const found = new Set(from)
  for (const id of found) for (const edge of edges) if (edge.from === id && along(edge)) found.add(edge.to)
  return found
}

export const isWell = ({ kind }: Edge): boolean => kind === 'next'

export const stepOf = ({ steps }: Plain, id: string): Step => steps.get(id)!

export const isCustomers = (plain: Plain, id: string): boolean => stepOf(plain, id).lane === 'customer'
export const isOwn = (plain: Plain, id: string): boolean => !isCustomers(plain, id)
export const ownersOf = (plain: Plain, id: string): readonly string[] => stepOf(plain, id).owner ?? []
export const isOwned = (plain: Plain, id: string): boolean => isOwn(plain, id) && ownersOf(plain, id).length > 0

/** Those who do a step or answer for it. */
export const answering = (plain: Plain, id: string): string[] => {
  const { accountable } = stepOf(plain, id)
  return [...new Set([...ownersOf(plain, id), ...(accountable === undefined ? [] : [accountable])])]
}

export const share = <T>(one: readonly T[], other: readonly T[]): boolean => one.some((thing) => other.includes(thing))

export const isHandoff = (plain: Plain, { kind, from, to }: Edge): boolean =>
  kind !== 'promise-late' &&
  isOwned(plain, from) &&
  isOwned(plain, to) &&
  !share(ownersOf(plain, from), ownersOf(plain, to))

export const between = ({ edges }: Plain, from: string | undefined, to: string | undefined): Edge[] =>
  edges.filter((edge) => edge.from === from && edge.to === to)

export const isGood = (plain: Plain, id: string): boolean =>
  ['served', 'recovered'].includes(stepOf(plain, id).outcome ?? '')

export const isProper = (plain: Plain, id: string): boolean =>
  isGood(plain, id) || stepOf(plain, id).outcome === 'declined'

/** Whether a way leads from a step to one that is so. */
export const leadsTo = (
  plain: Plain,
  from: string,
  is: (id: string) => boolean,
  along?: (edge: Edge) => boolean,
): boolean => [...reachable(plain.edges, [from], along)].some(is)

/** Reached, and only because something went wrong. */
export const isOnFailurePath = ({ edges, starts, reached }: Plain, id: string): boolean =>
  reached.has(id) && !reachable(edges, starts, isWell).has(id)

/** What people call a thing. */
export const nameOf = (thing: object, id: string): string => {
  const { name = '' } = thing as { name?: unknown }
  return String(name).trim() === '' ? id.replaceAll('-', ' ') : String(name)
}
