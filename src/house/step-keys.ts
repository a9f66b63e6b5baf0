import { addTo } from '../multimap.ts'
import { type Graph, isOwnerless, question } from '../graph/graph.ts'
import { onFailurePath } from '../graph/reach.ts'
import { isCustomers, type Stated, type Step } from '../read/blueprint.ts'
import { duration } from '../read/quantities.ts'
import { code, durationText, listed } from '../words.ts'
import type { Unsaid } from './condition.ts'
import { fits } from './phrases.ts'

/** What can be said of a step without looking at the ways. */
export interface StepKey {
  /** What the blueprint says of the step; undefined where it does not say. */
  readonly of: (step: Step, graph: Graph) => readonly string[] | undefined
  /** What must be so, after "must". */
  readonly be: (values: readonly string[], last: Last) => string
  /** As it is where the step has none. */
  readonly none?: (step: Step) => string
  /** As it is, where that depends on what is asked for: what of it is so, or, where it does not hold, what is not. */
  readonly is?: (said: readonly string[], holds: boolean, decisive: readonly string[]) => string
  /** Where it holds, other than by the names. */
  readonly holds?: (said: readonly string[], wanted: string) => boolean
  readonly saysAll?: boolean
  readonly fix?: (values: readonly string[], step: Step) => string
  /** The key of the step that says it, where it is called otherwise. */
  readonly place?: string
  readonly unsaid?: Unsaid
  readonly standsOn?: (step: Step) => readonly Stated[]
}

export type Last = 'and' | 'or'

/** Letter by letter what the author wrote, capitals aside: channels and phases are free texts. */
const sameText = (said: readonly string[], wanted: string): boolean =>
  said.some((text) => fits(text.trim().toLowerCase(), wanted.trim().toLowerCase()))

const names = (values: readonly string[], last: Last): string => listed(values.map(code), last)

const someStep = (says: (step: Step) => boolean) => question(({ steps }) => steps.some(says))

/** Of each step alone: where it does not say, that is not known. */
const askedOfEach = (what: string, says: (step: Step) => boolean, ask: Unsaid['ask']): Unsaid => ({
  by: 'step',
  what,
  ask,
  isSaid: someStep(says),
})

const channel = askedOfEach(
  'in which channel it is (`channel`)',
  (step) => step.channel !== undefined,
  (those = 'each step') => `In which channel does the customer meet ${those}: web, phone, store, email?`,
)
const phase = askedOfEach(
  'to which phase it belongs (`phase`)',
  (step) => step.phase !== undefined,
  (those = 'each step') => `To which phase of the journey does ${those} belong?`,
)
const emotion = askedOfEach(
  'how the customer feels there (`emotion`)',
  (step) => step.emotion !== undefined,
  (those = 'each step') => `How does the customer feel at ${those}, from -2 to 2?`,
)
const takes = askedOfEach(
  'how long it takes (`takes`)',
  (step) => step.takes !== undefined,
  (those = 'each step') => `How long, at most, does ${those} take?`,
)

/** A list that a step need not have: where any step has one, a step without has nothing of the kind. */
function listKey(
  key: 'improves' | 'hurts' | 'collects' | 'produces' | 'needs',
  { verb, nothing, what, ask }: { verb: string; nothing: string; what: string; ask: string },
): StepKey {
  const isSaid = someStep(({ written }) => written[key] !== undefined)
  return {
    of: ({ written }, graph) => written[key] ?? (isSaid(graph) ? [] : undefined),
    be: (values, last) => `${verb} ${names(values, last)}`,
    none: () => nothing,
    fix: (values, step) => `Add ${code(`${key}: [${values.join(', ')}]`)} to ${code(step.id)} where that is so`,
    unsaid: { by: 'step', what, isSaid, ask: () => ask },
  }
}

const starts = question(({ blueprint }): ReadonlySet<Step> => new Set(blueprint.starts))
const promised = question(({ blueprint }) => {
  const made = new Map<Step, string[]>()
  const kept = new Map<Step, string[]>()
  for (const promise of blueprint.promises.values()) {
    for (const step of promise.made) addTo(made, step, promise.id)
    if (promise.kept) addTo(kept, promise.kept, promise.id)
  }
  return { made, kept }
})
const moves = someStep(({ written }) => written.improves !== undefined || written.hurts !== undefined)
const isCase = someStep(({ written }) => written.case !== undefined)
const isSaidOf = ({ written }: Step, key: string): boolean => written[key as keyof typeof written] !== undefined
const statable = [
  'name',
  'phase',
  'owner',
  'accountable',
  'patience',
  'channel',
  'evidence',
  'emotion',
  'takes',
  'effort',
]
  .concat(['next', 'fails', 'outcome', 'collects', 'produces', 'needs', 'requires', 'improves', 'hurts', 'claims'])
  .concat(['case', 'keeps', 'workaround', 'note'])
const whatItMoves = 'which metrics it moves (`improves`, `hurts`)'
const askMoves = 'Which metrics does each step make better, and which worse, when it is done well?'

export const stepKeys: Readonly<Record<string, StepKey>> = {
  step: {
    of: ({ id }) => [id],
    be: (values) => `be called ${names(values, 'or')}`,
  },
  lane: {
    of: ({ lane }) => [lane],
    be: (values) => `be in the lane ${listed(values, 'or')}`,
  },
  owner: {
    of: (step) => (isOwnerless(step) ? ['nobody'] : step.owners.map(({ id }) => id)),
    be: (values) =>
      `be done by ${listed(
        values.map((value) => (value === 'nobody' ? value : code(value))),
        'or',
      )}`,
    none: () => "is the customer's",
    holds: (said, wanted) => said.some((owner) => (owner === 'nobody' ? wanted === owner : fits(owner, wanted))),
    standsOn: ({ owners }) => owners,
  },
  ownerKind: {
    of: ({ owners }) => [...new Set(owners.map(({ kind }) => kind))],
    be: (values) =>
      `be done by ${listed(
        values.map((value) => `a ${value}`),
        'or',
      )}`,
    none: (step) => (isCustomers(step) ? "is the customer's" : 'is done by nobody'),
    place: 'owner',
    standsOn: ({ owners }) => owners,
  },
  channel: {
    of: ({ channel }) => (channel === undefined ? undefined : [channel]),
    be: (values) => `have the channel ${names(values, 'or')}`,
    holds: sameText,
    unsaid: channel,
  },
  phase: {
    of: ({ phase }) => (phase === undefined ? undefined : [phase]),
    be: (values) => `be in the phase ${names(values, 'or')}`,
    holds: sameText,
    unsaid: phase,
  },
  outcome: {
    of: ({ outcome }) => (outcome === undefined ? [] : [outcome]),
    be: (values) => `end the journey as ${listed(values, 'or')}`,
    none: () => 'does not end the journey',
  },
  emotion: {
    of: ({ emotion }) => (emotion === undefined ? undefined : [String(emotion)]),
    be: (values) => `have the emotion ${listed(values, 'or')}`,
    unsaid: emotion,
  },
  takesAtMost: {
    of: ({ takes }) => (takes === undefined ? undefined : [String(takes.longest)]),
    be: ([most]) => `take at most ${most}`,
    is: ([longest]) => `can take ${durationText(Number(longest))}`,
    holds: ([longest], most) => Number(longest) <= duration(most),
    fix: ([most], step) => `Bring ${code(step.id)} down to ${most}, or lead the work past it`,
    place: 'takes',
    unsaid: takes,
  },
  metric: {
    of: ({ improves, hurts }, graph) => (moves(graph) ? [...improves, ...hurts].map(({ id }) => id) : undefined),
    be: (values) => `move the metric ${names(values, 'or')}`,
    none: () => 'moves no metric',
    place: 'improves',
    unsaid: { by: 'step', what: whatItMoves, isSaid: moves, ask: () => askMoves },
  },
  improves: listKey('improves', {
    verb: 'improve',
    nothing: 'improves no metric',
    what: 'which metrics it improves (`improves`)',
    ask: 'Which metrics does each step make better, when it is done well?',
  }),
  hurts: listKey('hurts', {
    verb: 'hurt',
    nothing: 'hurts no metric',
    what: 'which metrics it hurts (`hurts`)',
    ask: 'Which metrics does each step make worse, when it is done well?',
  }),
  collects: listKey('collects', {
    verb: 'collect',
    nothing: 'collects nothing',
    what: 'what it asks the customer for (`collects`)',
    ask: 'What is the customer asked for, and at which step?',
  }),
  produces: listKey('produces', {
    verb: 'produce',
    nothing: 'produces nothing',
    what: 'what is learned or made there (`produces`)',
    ask: 'What is learned or made at which step?',
  }),
  needs: listKey('needs', {
    verb: 'need',
    nothing: 'needs nothing',
    what: 'what it needs to know (`needs`)',
    ask: 'What must be known before each step can be done?',
  }),
  case: {
    of: ({ written }, graph) => (written.case ? [written.case] : isCase(graph) ? [] : undefined),
    be: (values) =>
      `have ${listed(
        values.map((value) => code(`case: ${value}`)),
        'or',
      )}`,
    none: () => 'neither opens nor closes a case',
    unsaid: {
      by: 'step',
      what: 'where a case is opened or closed (`case`)',
      isSaid: isCase,
      ask: () => 'At which step is a case (a ticket) opened, and at which is it closed?',
    },
  },
  promiseMade: {
    of: (step, graph) => promised(graph).made.get(step) ?? [],
    be: (values) => `make the promise ${names(values, 'or')}`,
    none: () => 'makes no promise',
    place: '',
  },
  promiseKept: {
    of: (step, graph) => promised(graph).kept.get(step) ?? [],
    be: (values) => `keep the promise ${names(values, 'or')}`,
    none: () => 'keeps no promise',
    place: '',
  },
  start: {
    of: (step, graph) => [String(starts(graph).has(step))],
    be: ([is]) => (is === 'true' ? 'be a start' : 'be no start'),
    saysAll: true,
    place: '',
  },
  failurePath: {
    of: (step, graph) => [String(onFailurePath(graph)(step))],
    be: ([is]) => (is === 'true' ? 'be on the failure path' : 'be off the failure path'),
    saysAll: true,
    place: '',
  },
  workaround: {
    of: ({ written }) => [String(written.workaround === true)],
    be: ([is]) => (is === 'true' ? 'be a workaround' : 'be no workaround'),
    saysAll: true,
  },
  has: {
    of: (step) => statable.filter((key) => isSaidOf(step, key)),
    be: (values, last) => `state ${names(values, last)}`,
    is: (_, holds, those) => (holds ? `states ${names(those, 'and')}` : `does not state ${names(those, 'or')}`),
    saysAll: true,
    fix: (values, step) =>
      `Add ${listed(values.filter((key) => !isSaidOf(step, key)).map((key) => code(`${key}:`)))} to ${code(step.id)}`,
    place: '',
  },
  lacks: {
    of: (step) => statable.filter((key) => !isSaidOf(step, key)),
    be: (values, last) => `leave ${names(values, last)} unsaid`,
    is: (_, holds, those) => (holds ? `does not state ${names(those, 'or')}` : `states ${names(those, 'and')}`),
    saysAll: true,
    fix: (values, step) =>
      `Take ${listed(values.filter((key) => isSaidOf(step, key)).map((key) => code(`${key}:`)))} out of ${code(step.id)}`,
    place: '',
  },
}

export { statable as keysOfSteps }
