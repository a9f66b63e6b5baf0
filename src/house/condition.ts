import type { Mark } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import type { Way } from '../graph/reach.ts'
import type { Owner, Stated, Step } from '../read/blueprint.ts'
import type { Place } from '../read/document.ts'
import { asFact, ofSeveral } from './phrases.ts'
import { all, any, type Truth } from './truth.ts'

/** One key with its values, said of a step or of a flow. */
export interface Criterion<Subject> {
  readonly key: string
  /** What must be so, after "must": `have the channel phone or chat`. */
  readonly be: string
  /** As it is, it says all: what must be instead need not be told. */
  readonly saysAll?: boolean
  /** What to do about it, where that can be said better than with `be`. */
  readonly fix?: (one: Subject, other: Step | undefined) => string
  /** The same as `be` for those who decide, with names as people say them. */
  readonly plainly: (graph: Graph) => string
  readonly on: (graph: Graph) => Held<Subject>
}

/** The same in one blueprint. */
export interface Held<Subject> {
  readonly holds: (one: Subject) => Truth
  /** As it is: `has the channel web`. */
  readonly is: (one: Subject) => string
  readonly place: (one: Subject) => Place
  /** What is not said, and by what, where it cannot be told; lists that are the same for all are the same list. */
  readonly open: (one: Subject) => readonly (readonly Open[])[]
  /** Where it can be seen that it holds. */
  readonly reasons: (one: Subject) => readonly Mark[]
  readonly standsOn?: (one: Subject) => readonly Stated[]
  readonly proof?: (one: Subject) => Proof
}

/** A kind of fact that a blueprint may leave out. */
export interface Unsaid {
  /** What could say it. */
  readonly by: 'step' | 'flow'
  /** `in which channel it is (`channel`)` */
  readonly what: string
  /** Of the steps or flows that are named; of each, where none are. */
  readonly ask: (names: string | undefined) => string
  /** Whether any step, or flow, of the blueprint says it. */
  readonly isSaid: (graph: Graph) => boolean
}

/** A step or flow that does not say it. */
export interface Open {
  readonly unsaid: Unsaid
  readonly called: string
  /** Who would know. */
  readonly owners: readonly Owner[]
}

/** What shows that a condition on ways holds, or does not. */
export interface Proof {
  readonly way: Way
  /** The step that the way comes from or leads to. */
  readonly other?: Step | undefined
  readonly says: string
  readonly marks: readonly Mark[]
  readonly why: readonly string[]
}

/** Alternatives, in each of which all must hold. An alternative without criteria always does. */
export type Condition<Subject> = readonly (readonly Criterion<Subject>[])[]

export interface HeldCondition<Subject> {
  readonly alternatives: readonly (readonly (Criterion<Subject> & Held<Subject>)[])[]
  readonly holds: (one: Subject) => Truth
  readonly open: (one: Subject) => (readonly Open[])[]
}

export function heldOn<Subject>(graph: Graph, condition: Condition<Subject>): HeldCondition<Subject> {
  const alternatives = condition.map((criteria) =>
    criteria.map((criterion) => ({ ...criterion, ...criterion.on(graph) })),
  )
  return {
    alternatives,
    holds: (one) => any(alternatives.map((criteria) => all(criteria.map(({ holds }) => holds(one))))),
    open: (one) =>
      alternatives
        .flat()
        .filter(({ holds }) => holds(one) === undefined)
        .flatMap(({ open }) => open(one)),
  }
}

/** Of a false condition the first thing that is not so; of a true one all that is so, in the first alternative. */
export const broken = <Subject>({ alternatives }: HeldCondition<Subject>, one: Subject) =>
  alternatives[0]!.find(({ holds }) => holds(one) === false)!

export const fulfilled = <Subject>({ alternatives }: HeldCondition<Subject>, one: Subject) =>
  alternatives.find((criteria) => criteria.every(({ holds }) => holds(one) === true))!

/** `have the channel phone and be done by accounts, or be the customer's` */
export const mustText = (condition: Condition<never>): string =>
  condition.map((criteria) => criteria.map(({ be }) => be).join(' and ')).join(', or ')

/** `has the channel phone and is done by accounts, or is the customer's` */
export const factText = (condition: Condition<never>): string =>
  condition.map((criteria) => criteria.map(({ be }) => asFact(be)).join(' and ')).join(', or ')

/** `a step that has the channel phone` */
export const described = (noun: string, condition: Condition<never>): string => clause(noun, condition, asFact)

/** `steps that have the channel phone` */
export const describedAll = (nouns: string, condition: Condition<never>): string => clause(nouns, condition, ofSeveral)

function clause(noun: string, condition: Condition<never>, form: (phrase: string) => string): string {
  if (condition.some((criteria) => criteria.length === 0)) return noun
  const phrases = condition.map((criteria) => criteria.map(({ be }) => form(be)))
  // `a step done by accounts`: where nothing else is said of it, "that is" only stands in the way.
  if (phrases.flat().every((phrase) => isPlain.test(phrase)))
    return `${noun} ${phrases.map((those) => those.map((phrase) => phrase.replace(isPlain, '')).join(' and ')).join(', or ')}`
  return `${noun} that ${phrases.map((those) => those.join(' and ')).join(', or that ')}`
}

const isPlain = /^(?:is|are) (?=done by |called |in the |on the |off the )/
