import type { Stated } from '../read/blueprint.ts'
import type { Graph } from './graph.ts'

/**
 * What one blueprint says of one thing. Of things in an organization's file all blueprints of a run are heard before
 * anybody judges, so it is plain and small, and holds on to nothing of the blueprint.
 */
export interface Said {
  /** Tells the thing from all others of a run: its file, its place in there, and what else the question is about. */
  readonly about: string
  /** The file of the blueprint that says it. */
  readonly blueprint: string
  /** The thing stands in the organization's file, not in the blueprint itself. */
  readonly isShared: boolean
}

export const saidOf = ({ blueprint: { document } }: Graph, { at }: Stated): Said => ({
  about: [at.document.file, ...at.path].join('/'),
  blueprint: document.file,
  isShared: at.document !== document,
})

/**
 * The two halves of a rule about things that an organization may define: what stands in a blueprint is judged there,
 * and what its blueprints share once for the run, by all that they say of it, in the order of the run.
 */
export const judgedWhereItStands = <S extends Said, Finding, Options>(
  saidIn: (graph: Graph, options: Options) => Iterable<S>,
  judged: (said: readonly [S, ...S[]]) => Iterable<Finding>,
) => ({
  *check(graph: Graph, options: Options) {
    for (const said of saidIn(graph, options)) if (!said.isShared) yield* judged([said])
  },
  across: {
    of: (graph: Graph, options: Options): S[] | undefined => {
      if (!graph.blueprint.organization) return undefined
      const shared = [...saidIn(graph, options)].filter(({ isShared }) => isShared)
      return shared.length > 0 ? shared : undefined
    },
    *check(parts: readonly unknown[]) {
      for (const said of byThing((parts as S[][]).flat())) yield* judged(said)
    },
  },
})

function byThing<S extends Said>(all: readonly S[]): Iterable<[S, ...S[]]> {
  const things = new Map<string, [S, ...S[]]>()
  for (const said of all) {
    const known = things.get(said.about)
    if (known) known.push(said)
    else things.set(said.about, [said])
  }
  return things.values()
}

/** Where a thing stands and how sure it is, without all that hangs on it. */
export const justStated = ({ at, basis }: Stated): Stated => ({ at, basis })
