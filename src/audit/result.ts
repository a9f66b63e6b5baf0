import type { Finding } from '../finding.ts'
import type { Source } from '../read/document.ts'
import type { Counts } from './counts.ts'

/** What was judged, in numbers. */
export interface Judged extends Counts {
  readonly file: string
  readonly title: string
}

/** A rule that could not decide, why, and what to ask whom it concerns. */
export interface OpenQuestion {
  readonly file: string
  readonly rule: string
  readonly because: string
  readonly ask: string
  /** The names of those who would know. */
  readonly whom: readonly string[]
}

/** The outcome of a run. Everything in it is in the order in which it is to be shown. */
export interface Result {
  readonly blueprints: readonly Judged[]
  readonly findings: readonly Finding[]
  readonly notAssessable: readonly OpenQuestion[]
  readonly summary: {
    readonly errors: number
    readonly warnings: number
    readonly notes: number
    readonly accepted: number
    readonly notAssessable: number
    readonly blueprints: number
  }
  /** Blueprints that could not be read, and so were not judged. */
  readonly unread: readonly string[]
  /** Faults in the program itself. What the other rules found is not hidden by them. */
  readonly faults: readonly { readonly rule: string; readonly file: string; readonly error: unknown }[]
  /** The texts that findings point into, by file. */
  readonly sources: ReadonlyMap<string, Source>
  /** Milliseconds by phase and rule, where they were asked for. */
  readonly timing: ReadonlyMap<string, number>
}
