import { addTo } from '../multimap.ts'
import type { Draft } from '../finding.ts'
import { type Graph, graphOf, question } from '../graph/graph.ts'
import { justNamed } from '../plain.ts'
import type { Blueprint, Named, Owner, Stated } from '../read/blueprint.ts'
import { across } from './rule.ts'

/** A blueprint of the run, as what is judged over all of them knows it: plain and small, for it is kept to the end. */
export interface Service {
  /** Its file. */
  readonly blueprint: string
  /** Who answers for it. */
  readonly accountable?: Owner
}

export type Services = readonly [Service, ...Service[]]

/** The thing stands in the organization's file, not in the blueprint itself. */
export const isShared = ({ blueprint }: Graph, { at }: Stated): boolean => at.document !== blueprint.document

/** Those that stand in the file of this graph itself. */
export const standingIn = <T extends Stated>(graph: Graph, things: ReadonlyMap<string, T>): Iterable<T> =>
  graph.blueprint.organization ? [...things.values()].filter((thing) => !isShared(graph, thing)) : things.values()

/** Tells a thing from all others of its file. */
export const placeOf = ({ at }: Stated): string => at.path.join('/')

/** Where a thing stands and how sure it is, without all that hangs on it. */
export const justStated = ({ at, basis }: Stated): Stated => ({ at, basis })

const graphs = new WeakMap<Blueprint, Graph>()

/** What the organization's file says by itself. */
export function organizationOf({ blueprint: { organization } }: Graph): Graph | undefined {
  if (!organization) return undefined
  let graph = graphs.get(organization)
  if (!graph) graphs.set(organization, (graph = graphOf(organization)))
  return graph
}

export function serviceOf({ blueprint }: Graph): Service {
  const { document, organization = blueprint, accountable } = blueprint
  const at = { document: organization.document, path: [] }
  return { blueprint: document.file, ...(accountable ? { accountable: justNamed(accountable, at) } : {}) }
}

interface Matter<Thing extends Named, Said> {
  /** All that the rule is about, whichever file it stands in. */
  readonly things: (graph: Graph) => Iterable<Thing>
  /**
   * What the file of this graph adds to what is known of a thing; undefined where it adds nothing. For things of an
   * organization, it holds on to nothing of a blueprint.
   */
  readonly saidIn: (graph: Graph) => (thing: Thing) => Said | undefined
  /** Nothing that another file may say changes it. */
  readonly isSettled: (said: Said) => boolean
}

/**
 * The two halves of a rule about things that an organization may define: what stands in a blueprint is judged there,
 * and what its blueprints share once for the run, by all that they say of it, in the order of the run. What the
 * organization's file says by itself is said once, and of each blueprint only what it adds: thousands of things are
 * known to thousands of blueprints, and hardly any of them has to do with one.
 */
export function judgedWhereItStands<Thing extends Named, Said>(
  { things, saidIn, isSettled }: Matter<Thing, Said>,
  judged: (thing: Thing, said: readonly Said[], services: Services) => Iterable<Draft>,
) {
  interface Open {
    readonly thing: Thing
    readonly said: readonly Said[]
  }
  /** What stands in the file of a graph itself. */
  function* openIn(graph: Graph): Iterable<Open> {
    const sayOf = saidIn(graph)
    for (const thing of things(graph)) {
      if (isShared(graph, thing)) continue
      const said = sayOf(thing)
      if (said === undefined) yield { thing, said: [] }
      else if (!isSettled(said)) yield { thing, said: [said] }
    }
  }
  const openByPlace = question((graph) => new Map(Array.from(openIn(graph), (open) => [placeOf(open.thing), open])))
  return {
    *check(graph: Graph): Iterable<Draft> {
      for (const { thing, said } of openIn(graph)) yield* judged(thing, said, [serviceOf(graph)])
    },
    across: across(
      (graph) => {
        const organization = organizationOf(graph)
        const open = organization && openByPlace(organization)
        if (!open || open.size === 0) return undefined
        const sayOf = saidIn(graph)
        const added: { readonly about: string; readonly said: Said }[] = []
        for (const thing of things(graph)) {
          const said = isShared(graph, thing) ? sayOf(thing) : undefined
          if (said === undefined) continue
          const about = placeOf(thing)
          if (open.has(about)) added.push({ about, said })
        }
        return { organization: organization.blueprint.document.file, open, service: serviceOf(graph), added }
      },
      function* (parts) {
        for (const { those, services } of byOrganization(parts)) {
          const added = new Map<string, Said[]>()
          for (const { about, said } of those.flatMap((part) => part.added)) addTo(added, about, said)
          for (const [about, { thing, said }] of those[0].open)
            yield* judged(thing, [...said, ...(added.get(about) ?? [])], services)
        }
      },
      { needsAll: true },
    ),
  }
}

/** What blueprints say that name the same organization's file, in the order of the run. */
export function* byOrganization<Part extends { readonly organization: string; readonly service: Service }>(
  parts: readonly Part[],
): Iterable<{ readonly those: readonly [Part, ...Part[]]; readonly services: Services }> {
  const all = new Map<string, [Part, ...Part[]]>()
  for (const part of parts) {
    const those = all.get(part.organization)
    if (those) those.push(part)
    else all.set(part.organization, [part])
  }
  for (const those of all.values()) {
    const [first, ...others] = those
    yield { those, services: [first.service, ...others.map(({ service }) => service)] }
  }
}
