import type { Way } from './graph/reach.ts'
import type { Owner, Stated, Step } from './read/blueprint.ts'
import type { Place, Source, Span } from './read/document.ts'

export type Severity = 'error' | 'warning' | 'note'

/** The gravest first. */
export const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

export type Confidence = 'certain' | 'likely' | 'possible'

/** A marked place with what is to be said of it there. */
export interface Mark {
  /** By keys; or, where the text could not be read that far, by offsets. */
  readonly at: Place | { readonly source: Source; readonly span: Span; readonly element: string }
  readonly says: string
}

/**
 * A finding for those who decide: whole sentences in plain words, with names as people say them. No names of rules, keys
 * or ids, and nobody is blamed: it is a step, a handoff, a rule or a reward that lets customers down.
 */
export interface Plain {
  /** What it does to customers, in one or two sentences. */
  readonly lived: string
  /** The smallest change, as a sentence that can be decided on. */
  readonly change: string
  /** Who can change it, the first before others; nobody where nobody is known. */
  readonly who: readonly Owner[]
}

/** What a rule yields: a fact about this service, with its proof. `audit/` makes a `Finding` of it. */
export interface Draft {
  /** A fact in the service's own names; stands alone in a list; no full stop. */
  readonly message: string
  /** The smallest next act, with the word to type. */
  readonly help: string
  /** Where it is wrong: the first is the place of the finding, the others are shown with it. */
  readonly marks: readonly [Mark, ...Mark[]]
  /** All steps it is about, those at fault first. */
  readonly steps?: readonly Step[]
  /** The witness: how a customer gets there. */
  readonly way?: Way
  /** What else it stands on, beside the steps and the way: the weakest basis decides how sure it is. */
  readonly standsOn?: readonly Stated[]
  /** One line each: why it matters, the sum, the sign that flips. */
  readonly why?: readonly string[]
  /** For those who decide; made only where somebody asks for it. */
  readonly plain?: () => Plain
  /** Names that tell this finding from others of its rule, beside the steps and the place: what goes wrong, a metric. */
  readonly names?: readonly string[]
  /**
   * What tells it from the other findings of its rule, where that is not its place, its steps and its names together.
   * `steps`: which of several equal places it stands at is decided by the order of the file. `names`: so are its steps.
   */
  readonly identity?: 'steps' | 'names'
  /** Where it differs from the rule's own. */
  readonly severity?: Severity
  /**
   * The one thing that explains it (an end that nothing leads out of, a flow that drops things, an incentive): of the
   * findings of a blueprint that have the same, all but one are echoes. `isCause` marks the one that says it.
   */
  readonly cause?: { readonly thing: string; readonly isCause?: boolean }
  /** The blueprint that it counts for, where it comes from all of a run. */
  readonly blueprint?: string
  /** What the author is likely to have meant, for all the places where they wrote something else. */
  readonly meant?: { readonly word: string; readonly at: readonly Place[] }
}

/** A place that everybody can look up: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Finding extends Location {
  readonly rule: string
  readonly theme: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly message: string
  readonly help: string
  readonly why: readonly string[]
  /** What is said at the marked place. */
  readonly label: string
  /** The same for those who decide, where it was asked for: see `Plain`. Who can change it is given by name. */
  readonly plain: { readonly lived: string; readonly change: string; readonly who: readonly string[] } | null
  /** The key path of the marked place: `steps/take-call/next/0`. */
  readonly element: string
  readonly steps: readonly string[]
  /** The steps of the witness, each an edge away from the last; of a way of more than 100, the end. */
  readonly path: readonly string[]
  /** The same, as people call the steps; the first is `…` where the way begins before it. */
  readonly pathNames: readonly string[]
  readonly related: readonly (Location & { readonly message: string })[]
  /** What it counts with although nobody has stated it, where it does: half a sentence; and the same in plain words. */
  readonly presumed?: {
    readonly said: string
    readonly plain: string
    /** All else that it stands on was observed. */
    readonly alone: boolean
  }
  /** The blueprint it was found in; `file` is another where the place is in the organization's file. */
  readonly blueprint: string
  readonly fingerprint: string
  /** The same without the names of files: how it is found again after a file was renamed. */
  readonly likeness: string
  /** What it was known by before this run: an earlier state, or a baseline. Null: it is new, or nothing was compared. */
  readonly known: 'before' | 'baseline' | null
  /** The fingerprint of the finding that this one is an echo of. */
  readonly causedBy: string | null
  readonly accepted: { readonly because: string; readonly by: string; readonly until: string | null } | null
  /** For editors: the word to write in these places instead. */
  readonly meant?: { readonly word: string; readonly at: readonly Location[] }
}

/** What counts: nobody has accepted it, and it was not there before. */
export const isOpen = ({ accepted, known }: Finding): boolean => !accepted && !known
