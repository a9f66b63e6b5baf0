import type { Finding, Severity } from '../finding.ts'
import type { Source, Span } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'
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

/** A fault in the program itself. */
export interface Fault {
  readonly rule: string
  readonly file: string
  readonly error: unknown
}

/** A finding as a baseline keeps it. `file` and `blueprint` are relative to the folder of the baseline. */
export interface KnownFinding {
  readonly rule: string
  readonly severity: Severity
  readonly file: string
  readonly blueprint: string
  readonly element: string
  readonly message: string
  readonly likeness: string
}

export interface Summary {
  /** What stands open: neither accepted nor known. */
  readonly errors: number
  readonly warnings: number
  readonly notes: number
  readonly accepted: number
  /** What was there before, by the revision or the baseline that the run is measured against. */
  readonly known: number
  readonly notAssessable: number
  readonly blueprints: number
}

/** The outcome of a run. Everything in it is in the order in which it is to be shown. */
export interface Result {
  readonly blueprints: readonly Judged[]
  readonly findings: readonly Finding[]
  readonly notAssessable: readonly OpenQuestion[]
  readonly summary: Summary
  /** Measured against an earlier state: how that is called, its blueprints, and what was found there and is gone. */
  readonly before: {
    readonly called: string
    readonly blueprints: readonly Judged[]
    readonly summary: Summary
    /** Findings of blueprints that are still there: those of a blueprint that was removed are not mended. */
    readonly fixed: readonly Finding[]
  } | null
  /** Measured against a baseline: its file, and the entries that no longer occur. */
  readonly baseline: { readonly file: string; readonly gone: readonly KnownFinding[] } | null
  /** Blueprints that could not be read, and so were not judged. */
  readonly unread: readonly string[]
  /** What the other rules found is not hidden by them. */
  readonly faults: readonly Fault[]
  /** The texts that findings point into, by file. */
  readonly sources: ReadonlyMap<string, TextTold>
  /** The rules that were asked, with those of the house. */
  readonly rules: readonly HouseRule[]
  /** Milliseconds by phase and rule, where they were asked for. */
  readonly timing: ReadonlyMap<string, number>
}

/** A text that findings point into, without the tree that was made of it, which is many times as large. */
export interface TextTold extends Source {
  /** Where the steps have their names that ways of findings lead over. */
  readonly steps: ReadonlyMap<string, Span>
}

export function summaryOf({
  findings,
  blueprints,
  notAssessable,
}: Pick<Result, 'findings' | 'blueprints' | 'notAssessable'>): Summary {
  const totals = { errors: 0, warnings: 0, notes: 0, accepted: 0, known: 0 }
  for (const { severity, accepted, known } of findings)
    totals[accepted ? 'accepted' : known ? 'known' : (`${severity}s` as const)] += 1
  return { ...totals, notAssessable: notAssessable.length, blueprints: blueprints.length }
}
