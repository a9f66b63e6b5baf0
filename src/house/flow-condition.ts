import type { Mark } from '../finding.ts'
import { type Edge, type Graph, isHandoff, question, shareAnOwner } from '../graph/graph.ts'
import { search } from '../graph/reach.ts'
import type { Flow, Stated, Step } from '../read/blueprint.ts'
import { inside } from '../read/document.ts'
import { duration } from '../read/quantities.ts'
import { code, durationText, listed } from '../words.ts'
import { broken, type Condition, type Criterion, described, fulfilled, heldOn, type Unsaid } from './condition.ts'
import { type Matcher, valuesOf } from './entry.ts'
import { asFact, fits } from './phrases.ts'
import { describedInPlainWords, flowsInPlainWords } from './plain-words.ts'
import { stepsThat } from './step-condition.ts'
import { severalOf } from './step-criterion.ts'
import { all, any, type Truth } from './truth.ts'

export const flowCalled = (from: Step, to: Step): string => `the flow from ${code(from.id)} to ${code(to.id)}`

/** What a promise does when it is late is no flow of a step: it belongs to the promise. */
export const isFlow = ({ promise }: Edge): boolean => promise === undefined

/** Flows that fit one of these matchers; in `must`, lists of what a flow has several of mean all. */
export const flowsThat = (matchers: readonly Matcher[], inMust = false): Condition<Edge> =>
  matchers.map((matcher) =>
    Object.entries(matcher).map(([key, written]): Criterion<Edge> => {
      if (key === 'from' || key === 'to') return endCriterion(key, stepsThat(written as readonly Matcher[], inMust))
      const wantsAll = inMust && severalOf.has(key)
      return flowCriterion(key, valuesOf(written), wantsAll)
    }),
  )

/** What can be said of a flow alone. */
interface FlowKey {
  readonly be: (values: readonly string[], last: 'and' | 'or') => string
  /** Undefined where the blueprint does not say. */
  readonly holds: (edge: Edge, wanted: string, graph: Graph) => Truth
  /** As it is: with what of it is so; or, where it does not hold, what is not. */
  readonly is: (edge: Edge, holds: boolean, decisive: readonly string[]) => string
  readonly saysAll?: boolean
  readonly fix?: (values: readonly string[], edge: Edge) => string
  /** The key of the flow that says it. */
  readonly place?: string
  readonly unsaid?: Unsaid
}

const someFlow = (says: (flow: Flow) => boolean) =>
  question(({ edges }) => edges.some((edge) => isFlow(edge) && says(edge.flow)))

const statable = ['when', 'chance', 'via', 'carries', 'confirmed', 'within', 'late', 'limit'] as const
const isSaidOf = (flow: Flow, key: string): boolean => flow[key as (typeof statable)[number]] !== undefined
const names = (values: readonly string[], last: 'and' | 'or'): string => listed(values.map(code), last)
const saysConfirmed = someFlow(({ confirmed }) => confirmed !== undefined)
const saysCarries = someFlow(({ carries }) => carries !== undefined)

const keys: Record<string, FlowKey> = {
  via: {
    be: (values) => `travel by ${listed(values, 'or')}`,
    holds: ({ flow: { via } }, wanted) => (via === undefined ? undefined : via === wanted),
    is: ({ flow: { via } }) => `travels by ${via}`,
    fix: (values) =>
      `Send it by ${listed(values, 'or')}: ${listed(
        values.map((value) => code(`via: ${value}`)),
        'or',
      )}`,
    unsaid: {
      by: 'flow',
      what: 'how the work travels (`via`)',
      ask: (those = 'each flow') => `How does the work travel on ${those}: a call, a ticket, an email?`,
      isSaid: someFlow(({ via }) => via !== undefined),
    },
  },
  confirmed: {
    be: ([is]) => (is === 'true' ? 'be confirmed' : 'be without confirmation'),
    // As in unconfirmed-handoff: who says how the work travels, and not that it is confirmed, says that it is not.
    holds: ({ flow: { confirmed, via } }, wanted, graph) =>
      confirmed === undefined && via === undefined && !saysConfirmed(graph)
        ? undefined
        : String(confirmed === true) === wanted,
    is: ({ flow: { confirmed } }) => (confirmed === true ? 'is confirmed' : 'is not confirmed'),
    saysAll: true,
    fix: ([is]) =>
      is === 'true' ? 'Add `confirmed: true` when the receiver says "I have it"' : 'Take `confirmed` out',
    unsaid: {
      by: 'flow',
      what: 'whether the receiver says "I have it" (`confirmed`)',
      ask: () => 'When work is handed on, does the receiver say "I have it"?',
      isSaid: saysConfirmed,
    },
  },
  carries: {
    be: (values, last) => `carry ${names(values, last)}`,
    holds: carries,
    is: (_, holds, those) => (holds ? `carries ${names(those, 'and')}` : `does not carry ${names(those, 'or')}`),
    saysAll: true,
    fix: (values) => `Add ${names(values, 'and')} to \`carries\``,
    unsaid: {
      by: 'flow',
      what: 'what travels along (`carries`)',
      ask: () => 'When work is handed on, what does the sender pass along with it?',
      isSaid: saysCarries,
    },
  },
  within: {
    be: ([most]) => `be taken up within ${most}`,
    holds: ({ flow: { within } }, wanted) => (within === undefined ? undefined : within <= duration(wanted)),
    is: ({ flow: { within } }) => `may be taken up as late as after ${durationText(within ?? 0)}`,
    fix: ([most]) => `Agree on ${code(`within: ${most}`)}, or less`,
    unsaid: {
      by: 'flow',
      what: 'how soon it must be taken up (`within`)',
      ask: (those = 'each flow') => `How soon must the receiver take up what comes on ${those}?`,
      isSaid: someFlow(({ within }) => within !== undefined),
    },
  },
  kind: {
    be: (values) => `be a ${names(values, 'or')}`,
    holds: ({ kind }, wanted) => kind === wanted,
    is: ({ kind }) => `is a ${code(kind)}`,
    place: '',
  },
  handoff: {
    be: ([is]) => (is === 'true' ? 'be a handoff' : 'be no handoff'),
    holds: (edge, wanted) => String(isHandoff(edge)) === wanted,
    is: (edge) => (isHandoff(edge) ? 'is a handoff' : 'is no handoff'),
    saysAll: true,
    place: '',
  },
  has: {
    be: (values, last) => `state ${names(values, last)}`,
    holds: ({ flow }, wanted) => isSaidOf(flow, wanted),
    is: (_, holds, those) => (holds ? `states ${names(those, 'and')}` : `does not state ${names(those, 'or')}`),
    saysAll: true,
    fix: (values, { flow }) =>
      `Add ${listed(values.filter((key) => !isSaidOf(flow, key)).map((key) => code(`${key}:`)))} to it`,
    place: '',
  },
  lacks: {
    be: (values, last) => `leave ${names(values, last)} unsaid`,
    holds: ({ flow }, wanted) => !isSaidOf(flow, wanted),
    is: (_, holds, those) => (holds ? `does not state ${names(those, 'or')}` : `states ${names(those, 'and')}`),
    saysAll: true,
    fix: (values, { flow }) =>
      `Take ${listed(values.filter((key) => isSaidOf(flow, key)).map((key) => code(`${key}:`)))} out of it`,
    place: '',
  },
}

export const flowKeys: readonly string[] = ['from', 'to', ...Object.keys(keys)]
export const keysOfFlows: readonly string[] = statable

const isTracked = ({ via }: Flow): boolean => via === 'ticket' || via === 'api' || via === 'system'

/** It is named; or all travels along, and it is known by then. Within one owner everything travels by itself. */
function carries({ flow, from, to }: Edge, wanted: string, graph: Graph): Truth {
  const stated = flow.carries
  if (stated !== undefined && !stated.includes('all')) return stated.some((fact) => fits(fact, wanted))
  const all = stated !== undefined || isTracked(flow) || shareAnOwner(from, to)
  if (!all) return saysCarries(graph) ? false : undefined
  return isKnownAt(graph, wanted, from)
}

/** Collected, produced or promised there, or before it on some way. */
function isKnownAt(graph: Graph, wanted: string, step: Step): boolean {
  const kept = downstreamOf(graph)
  let downstream = kept.get(wanted)
  if (!downstream) {
    const promised = [...graph.blueprint.promises.values()].filter(({ id }) => fits(id, wanted))
    const makers = new Set(promised.flatMap(({ made }) => made))
    const isLearned = ({ collects = [], produces = [] }: Step['written']): boolean =>
      collects.some((fact) => fits(fact, wanted)) || produces.some((fact) => fits(fact, wanted))
    const learners = graph.steps.filter((one) => makers.has(one) || isLearned(one.written))
    kept.set(wanted, (downstream = search(graph, learners).has))
  }
  return downstream(step)
}

const downstreamOf = question(() => new Map<string, (step: Step) => boolean>())

function flowCriterion(key: string, values: readonly string[], wantsAll: boolean): Criterion<Edge> {
  const { be, holds, is, saysAll = false, fix, place = key, unsaid } = keys[key]!
  return {
    key,
    be: be(values, wantsAll ? 'and' : 'or'),
    plainly: (graph) => flowsInPlainWords[key]!(values, wantsAll ? 'and' : 'or', graph),
    saysAll,
    ...(fix && { fix: (edge) => fix(values, edge) }),
    on: (graph) => {
      const at = ({ flow }: Edge) => (place === '' ? flow.at : inside(flow.at, place))
      const holdsOf = (edge: Edge): Truth => (wantsAll ? all : any)(values.map((wanted) => holds(edge, wanted, graph)))
      const told = (edge: Edge): string => {
        const truth = holdsOf(edge) === true
        const decisive = values.filter((wanted) => holds(edge, wanted, graph) === truth)
        return is(edge, truth, decisive)
      }
      return {
        holds: holdsOf,
        is: told,
        place: at,
        open: ({ from, to }) =>
          unsaid ? [[{ unsaid, called: flowCalled(from, to), owners: [...from.owners, ...to.owners] }]] : [],
        reasons: (edge) => (place === '' ? [] : [{ at: at(edge), says: told(edge) }]),
      }
    },
  }
}

/** What must be so of the step that a flow comes from, or leads to. */
function endCriterion(key: 'from' | 'to', condition: Condition<Step>): Criterion<Edge> {
  const verb = key === 'from' ? 'come from' : 'lead to'
  const be = `${verb} ${described('a step', condition)}`
  return {
    key,
    be,
    plainly: (graph) => `${verb} ${describedInPlainWords('a step', condition, graph)}`,
    on: (graph) => {
      const held = heldOn(graph, condition)
      const decisive = (step: Step) =>
        held.holds(step) === false ? [broken(held, step)] : (fulfilled(held, step) ?? [])
      return {
        holds: (edge) => held.holds(edge[key]),
        is: (edge) => {
          const facts = decisive(edge[key]).map(({ is }) => is(edge[key]))
          return `${asFact(verb)} ${code(edge[key].id)}${facts.length > 0 ? `, which ${facts.join(' and ')}` : ''}`
        },
        place: ({ flow }) => flow.at,
        open: (edge) => held.open(edge[key]),
        reasons: (edge): Mark[] => {
          const step = edge[key]
          const reasons = decisive(step).flatMap(({ reasons }) => reasons(step))
          const here: Mark[] = key === 'from' ? [{ at: { ...step.at, part: 'key' }, says: 'from here' }] : []
          return reasons.length > 0 ? reasons : here
        },
        standsOn: (edge): Stated[] => decisive(edge[key]).flatMap(({ standsOn }) => standsOn?.(edge[key]) ?? []),
      }
    },
  }
}
