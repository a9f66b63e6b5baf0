import type { Mark } from '../finding.ts'
import { edgesFrom, edgesInto, type Graph, isDone } from '../graph/graph.ts'
import { leadingTo } from '../graph/leading.ts'
import { endOfWayTo, reached, search, stepsOf, wayOn } from '../graph/reach.ts'
import { waysPast } from '../graph/ways-past.ts'
import { breaches, type Certainty } from '../graph/wishes.ts'
import type { Step } from '../read/blueprint.ts'
import { code } from '../words.ts'
import { type Condition, type Criterion, described, heldOn, type Open, type Proof } from './condition.ts'
import { describedInPlainWords, waysInPlainWords } from './plain-words.ts'
import type { Truth } from './truth.ts'

/** What holds between steps and those that are looked for on the ways. */
interface Relation {
  readonly has: (step: Step) => boolean
  /** What shows that it holds, or that it does not. */
  readonly proof: (step: Step) => Shown
}

type Shown = Pick<Proof, 'way' | 'other' | 'says'> & {
  /** One that is looked for, and that the way leads past. */
  readonly passed?: Step | undefined
}

interface WayKey {
  readonly be: (those: string) => string
  readonly is: (holds: boolean, those: string, proof: Shown) => string
  readonly fix: (one: string, those: string, other: string | undefined) => string
  /** A step from which nothing more could come of it: one that is itself looked for has what `must` asks. */
  readonly isLimit: (step: Step, graph: Graph) => boolean
  readonly on: (graph: Graph, goals: readonly Step[]) => Relation
}

const isStart = (step: Step, { blueprint }: Graph): boolean => blueprint.starts.includes(step)
const isEnd = ({ next }: Step): boolean => next.length === 0

const keys: Record<string, WayKey> = {
  after: {
    be: (those) => `come after ${those}`,
    is: (holds, those, { other }) =>
      holds ? `comes after ${code(other!.id)}, ${those}` : `never comes after ${those}`,
    fix: (one, those, other) =>
      other ? `Let no way lead from ${code(other)} to ${one}` : `Let a way from ${those} lead to ${one}`,
    isLimit: isStart,
    on: (graph, goals) => {
      const downstream = search(graph, goals)
      const isGoal = new Set(goals)
      const into = (step: Step) =>
        edgesInto(graph, step)
          .filter(({ from }) => downstream.has(from))
          .sort((a, b) => downstream.rank(a.from) - downstream.rank(b.from))[0]
      return {
        has: (step) => (downstream.has(step) && !isGoal.has(step)) || into(step) !== undefined,
        proof: (step) => {
          const last = into(step)
          if (!last) return { way: endOfWayTo(graph, step), says: 'never comes after it' }
          const { from, edges } = downstream.way(last.from)!
          return { way: wayOn(endOfWayTo(graph, from), edges, last), other: from, says: 'comes after it' }
        },
      }
    },
  },
  alwaysAfter: {
    be: (those) => `always come after ${those}`,
    is: (holds, those) => (holds ? `always comes after ${those}` : `can be reached without ${those} before it`),
    fix: (one, those) => `Lead every way to ${one} through ${those}`,
    isLimit: isStart,
    on: (graph, goals) => {
      const wished = reached(graph).inOrder.map((step) => ({ step, wish: 1n }))
      const without = breaches(graph, wished, hasPassed(new Set(goals)))
      return {
        has: (step) => !without.has({ step, wish: 1n }),
        proof: (step) => {
          const way = without.way({ step, wish: 1n })
          if (!way) return { way: endOfWayTo(graph, step), says: 'always comes after it' }
          return { way, passed: goals[0], says: 'can be reached without it' }
        },
      }
    },
  },
  leadsTo: {
    be: (those) => `lead on to ${those}`,
    is: (holds, those, { other }) =>
      holds ? `leads on to ${code(other!.id)}, ${those}` : `never leads on to ${those}`,
    fix: (one, those, other) =>
      other ? `Let no way lead from ${one} to ${code(other)}` : `Let a way from ${one} lead to ${those}`,
    isLimit: isEnd,
    on: (graph, goals) => {
      const leading = leadingTo(graph, goals)
      const isGoal = new Set(goals)
      const outOf = (step: Step) => edgesFrom(graph, step).filter(({ to }) => leading.has(to))
      return {
        has: (step) => (leading.has(step) && !isGoal.has(step)) || outOf(step).length > 0,
        proof: (step) => {
          if (outOf(step).length === 0) return { way: endOfWayTo(graph, step), says: 'never leads to it' }
          const on = isGoal.has(step)
            ? shortest(outOf(step).map((edge) => [edge, ...leading.on(edge.to)]))
            : leading.on(step)
          return { way: wayOn(endOfWayTo(graph, step), on), other: on.at(-1)!.to, says: 'leads on to it' }
        },
      }
    },
  },
  alwaysLeadsTo: {
    be: (those) => `always lead to ${those}`,
    is: (holds, those, { way, other }) => {
      if (holds) return `always leads to ${those}`
      const ends = isEnd(stepsOf(way).at(-1)!)
      if (!other) return `${ends ? 'ends' : 'goes round for ever'} without ${those} after it`
      return ends
        ? `can end at ${code(other.id)} without ${those} after it`
        : `can go round for ever, by way of ${code(other.id)}, without ${those} after it`
    },
    fix: (one, those) => `Lead every way on from ${one} to ${those}`,
    isLimit: isEnd,
    on: (graph, goals) => {
      const past = waysPast(graph, goals)
      return {
        has: (step) => !past.has(step),
        proof: (step) => {
          if (!past.has(step)) return { way: endOfWayTo(graph, step), says: 'always leads to it' }
          const { edges } = past.way(step)
          return { way: wayOn(endOfWayTo(graph, step), edges), other: edges.at(-1)?.to, says: 'need not lead to it' }
        },
      }
    },
  },
}

/** A step has been passed when it was done; where it failed, it has not. */
const hasPassed = (goals: ReadonlySet<Step>): Certainty => ({
  openAtStart: true,
  before: (edge, wish) => (goals.has(edge.from) && isDone(edge) ? [] : [wish]),
})

const shortest = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.reduce((least, list) => (list.length < least.length ? list : least))

export const wayKeys: readonly string[] = Object.keys(keys)

/**
 * A condition on the ways to a step, or on from it. Steps of which it is not known whether they are looked for leave it
 * open whether it holds, where it does without them one way and with them the other.
 */
export function wayCriterion(key: string, goals: Condition<Step>, inMust: boolean): Criterion<Step> {
  const { be, is, fix, isLimit, on } = keys[key]!
  const those = described('a step', goals)
  return {
    key,
    be: be(those),
    plainly: (graph) => waysInPlainWords[key]!(describedInPlainWords('a step', goals, graph)),
    saysAll: true,
    fix: (step, other) => fix(code(step.id), those, other?.id),
    on: (graph) => {
      const { holds, open } = heldOn(graph, goals)
      const sure: Step[] = []
      const perhaps: Step[] = []
      for (const step of graph.steps) {
        const truth = reached(graph).has(step) && holds(step)
        if (truth !== false) perhaps.push(step)
        if (truth === true) sure.push(step)
      }
      const most = limited(on(graph, perhaps), perhaps)
      const least = sure.length === perhaps.length ? most : limited(on(graph, sure), sure)
      function limited(relation: Relation, goals: readonly Step[]): Relation {
        const isGoal = new Set(goals)
        const isThere = (step: Step): boolean => inMust && isGoal.has(step) && isLimit(step, graph)
        return { ...relation, has: (step) => isThere(step) || relation.has(step) }
      }
      // More steps to come to can only make it hold for more.
      const truthOf = (step: Step): Truth => least.has(step) || (most.has(step) ? undefined : false)
      // One finding asks several times.
      let last: { readonly step: Step; readonly shown: Shown } | undefined
      const proofOf = (step: Step): Shown => {
        if (last?.step !== step) last = { step, shown: (least.has(step) ? least : most).proof(step) }
        return last.shown
      }
      const left: Open[] = perhaps.filter((step) => holds(step) === undefined).flatMap((step) => open(step).flat())
      return {
        holds: truthOf,
        is: (step) => is(truthOf(step) === true, those, proofOf(step)),
        place: (step) => ({ ...step.at, part: 'key' }),
        open: () => [left],
        reasons: () => [],
        proof: (step) => {
          const { way, other, says, passed } = proofOf(step)
          const marks = [
            ...(other && other !== step ? [mark(other, truthOf(step) ? those : 'without it up to here')] : []),
            ...(passed && passed !== step ? [mark(passed, 'not on every way there')] : []),
          ]
          const none = sure.length === 0 ? [`this service has no ${those.slice('a '.length)}`] : []
          return { way, other, says, marks, why: none }
        },
      }
    },
  }
}

const mark = ({ at }: Step, says: string): Mark => ({ at: { ...at, part: 'key' }, says })
