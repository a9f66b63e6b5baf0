import type { Draft, Severity } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import type { Owner } from '../read/blueprint.ts'

/** The themes, in the order in which the catalogue asks its questions. */
export const themes = {
  reading: 'Can the blueprint be read?',
  flow: 'Can the customer get through?',
  ownership: 'Who has it?',
  incentives: 'What are they paid to do?',
  promises: 'Can the promise be kept?',
  information: 'Does the next person know?',
  customer: 'What does the customer see?',
  ability: 'Can the people do it?',
  recovery: 'What happens when it goes wrong?',
  load: 'Is there room for the work?',
  audit: 'Is the audit itself in order?',
  house: 'Does it keep the rules of the house?',
} as const

export type Theme = keyof typeof themes

/**
 * A rule, whole: all that is said, shown and tested about it comes from this one object. Its examples are its tests:
 * the bad one is reported by the whole rule set exactly on the lines marked `# <- rule-id`, the others on none.
 */
export interface Rule {
  /** The bad thing, as a noun phrase; never renamed. */
  readonly id: string
  readonly theme: Theme
  readonly severity: Severity
  /** The definition that decides, in one sentence. */
  readonly summary: string
  /** Why it hurts customers. */
  readonly why: string
  /** What to do about it. */
  readonly fix: string
  /** Where the idea comes from. */
  readonly source: string
  readonly bad: string
  readonly good: string
  /** A second blueprint of the same run, where it takes two: judged beside both examples. */
  readonly beside?: string
  /** What looks like it and is none: each with the blueprint that shows it. */
  readonly innocent?: readonly { readonly when: string; readonly blueprint: string }[]
  /** What the blueprint must tell before the rule can decide. */
  readonly needs?: {
    readonly isMissing: (graph: Graph) => boolean
    readonly because: string
    /** The question to ask, as a consultant would. */
    readonly ask: string
  }
  /** What a config may set, by name. */
  readonly options?: Readonly<Record<string, RuleOption>>
  /** Yields what is wrong, and what cannot be told. Rules about reading have none: they speak before there is a graph. */
  readonly check?: (graph: Graph, options: Options) => Iterable<Draft | OpenEnd>
  /** For what only shows over all blueprints of a run; made by `across`. */
  readonly across?: Across
}

/** A rule of a house: it may come without examples. */
export type HouseRule = Omit<Rule, 'bad' | 'good'> & Partial<Pick<Rule, 'bad' | 'good'>>

/** A number that a rule measures against. */
export interface RuleOption {
  /** A duration is in minutes; a share is a part of the whole, where 1 is all of it. */
  readonly kind: 'duration' | 'share'
  readonly default: number
  /** What it means, in one sentence. */
  readonly says: string
}

/** What holds for the options of a rule in one blueprint, by name, in the units of `RuleOption`. */
export type Options = Readonly<Record<string, number>>

/** A part of a blueprint that the rule cannot decide on, why, and what to ask whom. */
export interface OpenEnd {
  readonly because: string
  readonly ask: string
  /** Who would know; those who answer for the service where not said. */
  readonly whom?: readonly Owner[]
}

export interface Across {
  /** What a blueprint has to say in the matter: little, since it is kept until the end of the run. */
  readonly of: (graph: Graph, options: Options) => unknown
  /** Over what all blueprints said, in the order of the run. */
  readonly check: (parts: readonly unknown[]) => Iterable<Draft>
  /** It speaks of what no blueprint says, which is only known when all of the run could be read. */
  readonly needsAll: boolean
}

/** Binds the two halves of a rule over all blueprints; a blueprint with nothing to say gives undefined. */
export const across = <Part>(
  of: (graph: Graph, options: Options) => Part | undefined,
  check: (parts: readonly Part[]) => Iterable<Draft>,
  { needsAll = false }: { needsAll?: boolean } = {},
): Across => ({
  of,
  check: (parts) => check(parts as readonly Part[]),
  needsAll,
})
