import type { Plain } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import { called, decidedBy, doersOf, fewPeople, said } from '../plain.ts'
import { isCustomers, type Step } from '../read/blueprint.ts'
import { count } from '../words.ts'
import type { Compiled } from './check.ts'
import type { Condition } from './condition.ts'
import { asFact, ofSeveral } from './phrases.ts'
import { type Fillings, filled } from './placeholders.ts'
import { describedInPlainWords, factInPlainWords, laneInPlainWords, mustInPlainWords } from './plain-words.ts'

/** A step or flow that is not as a rule of the house asks: in the author's words, else in those of the condition. */
export function brokenInPlainWords<Subject>(
  rule: Compiled<Subject>,
  graph: Graph,
  one: Subject,
  { must, mustNot, other }: { must?: Condition<Subject>; mustNot?: Condition<Subject>; other?: Step | undefined },
): Plain {
  const { kind, texts } = rule
  const ends = kind.steps(one)
  const it = subjectOf(kind.noun, ends)
  const via = kind.fillings(one).get('via')
  const asked = must ? `must ${mustInPlainWords(must, graph)}` : `must not ${mustInPlainWords(mustNot!, graph)}`
  const wanted = must ? `it ${factInPlainWords(must, graph)}` : withoutIt(mustNot!, graph)
  const names = (isQuoted: boolean): Fillings =>
    new Map([
      ...(kind.noun === 'flow'
        ? [...aboutStep('from', ends[0]!, isQuoted), ...aboutStep('to', ends.at(-1)!, isQuoted)]
        : [...aboutStep('step', ends[0]!, isQuoted), ['owner', doersInPlainWords(ends[0]!)] as const]),
      ...(other ? aboutStep('other', other, isQuoted) : []),
      ...(via === undefined ? [] : [['via', via] as const]),
    ])
  return {
    lived: told(
      texts,
      names,
      `${it} ${isShort(asked) ? asked : 'is not as a rule of the house asks'}.`,
      ', and here it is otherwise',
    ),
    change: helped(
      texts,
      names,
      `Change ${lowered(it)} so that ${isShort(wanted) ? wanted : 'it keeps the rule of the house'}, or agree that the rule does not hold there.`,
    ),
    who: decidedBy(graph.blueprint, ...doersOf(...ends, ...(other ? [other] : []))),
  }
}

/** More steps or flows of a kind than a rule of the house lets a service have, or fewer. */
export function miscountInPlainWords<Subject>(
  { kind, chosen, texts, atMost, atLeast }: Compiled<Subject>,
  graph: Graph,
  found: readonly Subject[],
): Plain {
  const { noun, nouns } = words[kind.noun]!
  const one = shortOr(noun, describedInPlainWords(noun, chosen, graph))
  const several = shortOr(nouns, describedInPlainWords(nouns, chosen, graph, ofSeveral))
  const has = found.length === 0 ? `no ${one}` : found.length === 1 ? `1 ${one}` : `${found.length} ${several}`
  const names = (): Fillings => new Map([['count', String(found.length)]])
  const { accountable } = graph.blueprint
  const more = atMost === undefined ? [] : found.slice(atMost)
  const tooMany = more.length > 0
  const least = Math.max(atLeast ?? 1, 1)
  const limit = tooMany ? `may have ${atMost === 0 ? 'none' : `${atMost} at most`}` : `must have at least ${least}`
  const first = tooMany ? lowered(subjectOf(kind.noun, kind.steps(more[0]!))) : ''
  const rest = more.length > 1 ? ` and ${count(more.length - 1, 'other')}` : ''
  return {
    lived: told(texts, names, `This service has ${has}, and ${limit}.`),
    change: helped(
      texts,
      names,
      tooMany ? `Do without ${first}${rest}, or agree on a higher number.` : `Add a ${one}, or show which one it is.`,
    ),
    who: decidedBy(graph.blueprint, ...(accountable ? [accountable] : doersOf(...found.flatMap(kind.steps)))),
  }
}

const words: Record<string, { noun: string; nouns: string }> = {
  step: { noun: 'step', nouns: 'steps' },
  flow: { noun: 'way from one step to the next', nouns: 'ways from one step to the next' },
}

type Named = (isQuoted: boolean) => Fillings

/** The author's own words, or ours, and why it matters to them. */
function told({ message, why }: Compiled<never>['texts'], names: Named, ours: string, butIs = ''): string {
  const own = message === undefined ? '' : sentenceOf(filled(unquoted(message), names(true)))
  const whyInWords = why === undefined ? '' : withoutMarks(filled(why, names(false))).trim()
  const reason = whyInWords === '' ? '' : said(whyInWords)
  if (own !== '') return reason === '' ? own : `${own} The reason given is ${reason}.`
  return `${ours} The house has decided so${reason === '' ? '' : ` for the reason ${reason}`}${butIs}.`
}

function helped({ help }: Compiled<never>['texts'], names: Named, ours: string): string {
  const own = help === undefined ? '' : sentenceOf(filled(unquoted(help), names(true)))
  return own === '' ? ours : own
}

/** More than that nobody reads in one go; the appendix has the rule itself. */
const mostLetters = 130
const isShort = (text: string): boolean => [...text].length <= mostLetters
const shortOr = (noun: string, described: string): string =>
  isShort(described) ? described : `${noun} of the kind that a rule of the house counts`

const subjectOf = (noun: string, ends: readonly Step[]): string =>
  noun === 'flow' ? `What goes from ${called(ends[0]!)} to ${called(ends.at(-1)!)}` : called(ends[0]!)

const lowered = (text: string): string => text.replace(/^What /, 'what ')

/** `it does not lead on to a step that is done by a partner`; of several things together, that they are not so. */
function withoutIt(mustNot: Condition<never>, graph: Graph): string {
  const [criteria, ...others] = mustNot
  if (criteria?.length !== 1 || others.length > 0) return 'it keeps the rule of the house'
  const phrase = criteria[0]!.plainly(graph)
  return phrase.startsWith('be ') ? `it ${asFact(phrase).replace(/^is /, 'is not ')}` : `it does not ${phrase}`
}

const doersInPlainWords = (step: Step): string =>
  isCustomers(step) ? 'the customer' : step.owners.length > 0 ? fewPeople(step.owners) : 'nobody'

function aboutStep(subject: string, step: Step, isQuoted: boolean): [string, string][] {
  const name = isQuoted ? called(step) : called(step).slice(1, -1)
  return [
    [subject, name],
    [`${subject}.name`, name],
    [`${subject}.owner`, doersInPlainWords(step)],
    [`${subject}.lane`, laneInPlainWords(step.lane)],
    [`${subject}.channel`, step.channel ?? 'no stated channel'],
    [`${subject}.phase`, step.phase ?? 'no stated phase'],
  ]
}

/** Names get quotes of their own. */
const unquoted = (text: string): string => text.replaceAll(/["'“‘`]\{([A-Za-z.]+)\}["'”’`]/g, '{$1}')

const withoutMarks = (text: string): string => text.replaceAll('`', '')

/** Longer than that it is no sentence for leaders; the appendix has it. */
const mostOwnLetters = 300

/** What an author wrote as a message, as a sentence; empty where nothing is left to say. */
function sentenceOf(text: string): string {
  const bare = withoutMarks(text)
    .trim()
    .replace(/[\s.,:;!?]+$/u, '')
  const [first, ...rest] = bare
  return first === undefined || rest.length >= mostOwnLetters ? '' : `${first.toUpperCase()}${rest.join('')}.`
}
