import type { Draft, Severity } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'

/** The themes, in the order in which the catalogue asks its questions. */
export const themes = {
  reading: 'Can the blueprint be read?',
  flow: 'Can the customer get through?',
  ownership: 'Who has it?',
  incentives: 'What are they paid to do?',
  customer: 'What does the customer see?',
  recovery: 'What happens when it goes wrong?',
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
  /** What looks like it and is none: each with the blueprint that shows it. */
  readonly innocent?: readonly { readonly when: string; readonly blueprint: string }[]
  /** What the blueprint must tell before the rule can decide. */
  readonly needs?: {
    readonly isMissing: (graph: Graph) => boolean
    readonly because: string
    /** The question to ask, as a consultant would. */
    readonly ask: string
  }
  /** Yields what is wrong. Rules about reading have none: they speak before there is a graph. */
  readonly check?: (graph: Graph) => Iterable<Draft>
}
