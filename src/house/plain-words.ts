import type { Graph } from '../graph/graph.ts'
import { allCalled, inPlainTime, known, people, said } from '../plain.ts'
import { duration } from '../read/quantities.ts'
import { count, listed } from '../words.ts'
import type { Condition } from './condition.ts'
import { asFact, fits } from './phrases.ts'
import type { Last } from './step-keys.ts'

/** What must be so, after "must", for those who decide: with names as people say them. */
type InPlainWords = (values: readonly string[], last: Last, graph: Graph) => string

/** `come only after a step that is done by Store manager` */
export const mustInPlainWords = (condition: Condition<never>, graph: Graph): string =>
  joined(condition, graph, (phrase) => phrase)

/** `comes only after a step that is done by Store manager` */
export const factInPlainWords = (condition: Condition<never>, graph: Graph): string => joined(condition, graph, asFact)

/** `a step done by Store manager`, `“Pays back”`; of several, with `ofSeveral`: `steps that bend the rules`. */
export function describedInPlainWords(
  noun: string,
  condition: Condition<never>,
  graph: Graph,
  form: (phrase: string) => string = asFact,
): string {
  if (condition.some((criteria) => criteria.length === 0)) return noun
  const phrases = condition.flat().map(({ plainly }) => plainly(graph))
  const bare = (phrase: string): string => form(phrase).replace(/^(?:is|are) /, '')
  const isNamed = condition.every(({ length }) => length === 1) && phrases.every((phrase) => phrase.startsWith('be “'))
  if (noun === 'a step' && isNamed) return joined(condition, graph, bare)
  // `a step done by Accounts`: where nothing else is said of it, "that is" only stands in the way.
  const isPlain = phrases.every((phrase) => /^be (?:done|where) /.test(phrase))
  return isPlain ? `${noun} ${joined(condition, graph, bare)}` : `${noun} that ${joined(condition, graph, form)}`
}

const joined = (condition: Condition<never>, graph: Graph, form: (phrase: string) => string): string =>
  condition.map((criteria) => criteria.map(({ plainly }) => form(plainly(graph))).join(' and ')).join(', or ')

export const stepsInPlainWords: Readonly<Record<string, InPlainWords>> = {
  step: (values, _, { blueprint }) => `be ${theNamed(blueprint.steps, values, 'or')}`,
  lane: (values) => `be ${wordsOf(lanes, values)}`,
  owner: (values, _, { blueprint }) =>
    values.every((value) => value === 'nobody')
      ? 'be without anybody who does it'
      : `be done by ${doers(blueprint.owners, values)}`,
  ownerKind: (values) =>
    `be done by ${listed(
      values.map((kind) => `a ${kind}`),
      'or',
    )}`,
  channel: (values) => `meet customers by way of ${texts(values, 'or')}`,
  phase: (values) => `belong to ${texts(values, 'or')}`,
  outcome: (values) => `end with ${wordsOf(endings, values)}`,
  emotion: (values) => `leave customers feeling at ${listed(values, 'or')} on a scale from -2 to 2`,
  takesAtMost: ([most]) => `take ${inPlainTime(duration(most!))} at most`,
  metric: (values, last, { blueprint }) => `be good or bad for ${theNamed(blueprint.metrics, values, last)}`,
  improves: (values, last, { blueprint }) => `be good for ${theNamed(blueprint.metrics, values, last)}`,
  hurts: (values, last, { blueprint }) => `be bad for ${theNamed(blueprint.metrics, values, last)}`,
  collects: (values, last) => `ask customers for ${facts(values, last)}`,
  produces: (values, last) => `bring out ${facts(values, last)}`,
  needs: (values, last) => `depend on ${facts(values, last)}`,
  case: (values) => `be ${wordsOf(cases, values)}`,
  promiseMade: (values, _, { blueprint }) => `be where customers are promised ${promised(blueprint.promises, values)}`,
  promiseKept: (values, _, { blueprint }) => `be what keeps ${promised(blueprint.promises, values)}`,
  start: ([is]) => (is === 'true' ? 'be where customers begin' : 'be no place where customers begin'),
  failurePath: ([is]) => (is === 'true' ? 'come only after something has gone wrong' : 'belong to the ordinary way'),
  workaround: ([is]) => (is === 'true' ? 'bend the rules' : 'keep to the rules'),
  has: (values, last) => `make clear ${wordsOf(ofSteps, values, last)}`,
  lacks: (values, last) => `leave open ${wordsOf(ofSteps, values, last)}`,
}

export const waysInPlainWords: Readonly<Record<string, (those: string) => string>> = {
  after: (those) => `come after ${those}`,
  alwaysAfter: (those) => `come only after ${those}`,
  leadsTo: (those) => `lead on to ${those}`,
  alwaysLeadsTo: (those) => `always lead to ${those}`,
}

export const flowsInPlainWords: Readonly<Record<string, InPlainWords>> = {
  via: (values) => `travel ${wordsOf(means, values)}`,
  confirmed: ([is]) => (is === 'true' ? 'be acknowledged by whoever gets it' : 'travel without an acknowledgement'),
  carries: (values, last) => `bring ${facts(values, last)} along`,
  within: ([most]) => `be taken up within ${inPlainTime(duration(most!))}`,
  kind: (values) => `be ${wordsOf(kinds, values)}`,
  handoff: ([is]) => (is === 'true' ? 'move from some hands into others' : 'stay in the same hands'),
  has: (values, last) => `make clear ${wordsOf(ofFlows, values, last)}`,
  lacks: (values, last) => `leave open ${wordsOf(ofFlows, values, last)}`,
}

type Things = ReadonlyMap<string, { readonly id: string; readonly name: string }>

/** Those that a list of names and patterns means, as people call them; where there are none, what was looked for. */
function theNamed(things: Things, values: readonly string[], last: Last): string {
  const those = [...things.values()].filter(({ id }) => values.some((value) => fits(id, value)))
  return those.length > 0 ? allCalled(those, 3, last) : facts(values, last)
}

function doers(owners: Things, values: readonly string[]): string {
  const those = [...owners.values()].filter(({ id }) => values.some((value) => fits(id, value)))
  const shown = those.slice(0, 3).map((owner) => people([owner]))
  const rest = those.length - shown.length
  const names = [...shown, ...(rest > 0 ? [`${rest} more`] : []), ...(values.includes('nobody') ? ['nobody'] : [])]
  return names.length > 0 ? listed(names, 'or') : facts(values, 'or')
}

function promised(
  promises: ReadonlyMap<string, { readonly id: string; readonly says: string }>,
  values: readonly string[],
) {
  const those = [...promises.values()].filter(({ id }) => values.some((value) => fits(id, value)))
  return those.length > 0
    ? allCalled(
        those.map(({ says }) => ({ name: says })),
        3,
        'or',
      )
    : facts(values, 'or')
}

const wordsOf = (table: Readonly<Record<string, string>>, values: readonly string[], last: Last = 'or'): string =>
  listed(
    values.map((value) => table[value]!),
    last,
  )

const facts = (values: readonly string[], last: Last): string => few(values.map(withoutStars(known)), last)
const texts = (values: readonly string[], last: Last): string => few(values.map(withoutStars(said)), last)

const withoutStars =
  (word: (text: string) => string) =>
  (text: string): string =>
    /^\**$/.test(text) ? 'anything' : word(text.replaceAll('*', ''))

const few = (names: readonly string[], last: Last): string =>
  listed(names.length > 4 ? [...names.slice(0, 3), count(names.length - 3, 'other')] : names, last)

const lanes: Record<string, string> = {
  customer: 'the customer’s own',
  touchpoint: 'where customers are met',
  backstage: 'done out of customers’ sight',
  support: 'done to support others',
}

const endings: Record<string, string> = {
  served: 'the customer served',
  recovered: 'the matter put right',
  declined: 'a clear no',
  lost: 'the customer lost',
}

const cases: Record<string, string> = {
  open: 'where a case is opened',
  close: 'where a case is closed',
  none: 'without a case',
}

const means: Record<string, string> = {
  person: 'in person',
  phone: 'by phone',
  chat: 'by chat',
  ticket: 'by ticket',
  api: 'from system to system',
  system: 'through a system',
  email: 'by email',
  post: 'by post',
  form: 'on a form',
  verbal: 'by word of mouth',
  voicemail: 'by voicemail',
  message: 'by message',
  spreadsheet: 'in a spreadsheet',
  batch: 'in batches',
  queue: 'through a queue',
}

const kinds: Record<string, string> = {
  next: 'what follows in the ordinary way',
  recover: 'what follows when something goes wrong',
  late: 'what follows when it is late',
}

const ofSteps: Record<string, string> = {
  name: 'what people call it',
  phase: 'to which part of the journey it belongs',
  owner: 'who does it',
  accountable: 'who answers for it',
  patience: 'how long customers wait there without a word',
  channel: 'where customers are met',
  evidence: 'what customers get to see',
  emotion: 'how customers feel there',
  takes: 'how long it takes',
  effort: 'how much work it is',
  next: 'what follows',
  fails: 'what can go wrong',
  outcome: 'how it ends for customers',
  collects: 'what customers are asked for',
  produces: 'what is found out there',
  needs: 'what must be known before',
  requires: 'what those who do it must be able to do',
  improves: 'what it is good for',
  hurts: 'what it is bad for',
  claims: 'what customers are told there',
  case: 'whether a case is opened',
  keeps: 'what the case keeps',
  workaround: 'whether it bends the rules',
  note: 'what else is to be known',
}

const ofFlows: Record<string, string> = {
  when: 'when it is taken',
  chance: 'how often it is taken',
  via: 'how it travels',
  carries: 'what travels along',
  confirmed: 'whether it is acknowledged',
  within: 'how soon it must be taken up',
  late: 'what happens when it is late',
  limit: 'how often it may be repeated',
}

/** Where a step of this lane is done: `where customers are met`. */
export const laneInPlainWords = (lane: string): string => lanes[lane]!
