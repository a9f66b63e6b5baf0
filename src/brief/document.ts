/**
 * A report as plain data: what it says, and of what, but not how it looks. Outputs (html, markdown, slides) are made of
 * it, each escaping texts in its own way: every string in here may hold anything that stood in a blueprint.
 */
export interface ReportDocument {
  readonly title: string
  /** Under the title: the organization, what was judged, on which day. */
  readonly subtitle: string
  /** The first page stands alone: whoever reads nothing else has the whole of it. */
  readonly firstPage: readonly Block[]
  readonly chapters: readonly Chapter[]
}

export interface Chapter {
  /** Unique, letters, digits and dashes: what links lead to. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
  /** Starts on a new page when printed. */
  readonly onItsOwnPage?: boolean
  readonly chapters?: readonly Chapter[]
}

/** What a sentence can be traced to, for `--trace`: fingerprints of findings, or the name of a count with its value. */
export type Trace = readonly string[]

/** One whole sentence, or a piece of a table that can stand alone. */
export interface Sentence {
  readonly text: string
  readonly trace: Trace
  /** A chapter that tells more. */
  readonly to?: string
}

export type Block =
  | { readonly kind: 'paragraph'; readonly sentences: readonly Sentence[] }
  /** A sentence to be read first: the verdict of a page. */
  | { readonly kind: 'lead'; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Sentence[])[] }
  /** The numbers that matter, each with what it counts. `weight` tells whether it is a bad sign. */
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | TableBlock
  /** Steps of a customer's way, in order, each with who does it; the last ones may be where it goes wrong. */
  | { readonly kind: 'way'; readonly stops: readonly Stop[] }
  /** Bars on one scale of time: what was promised against what it takes. */
  | { readonly kind: 'bars'; readonly bars: readonly Bar[]; readonly description: string }
  /** A finished svg of ours, already safe, with what it shows in words. */
  | { readonly kind: 'picture'; readonly svg: string; readonly description: string }
  /** A name and what is to be said of it: how sure, who, what it costs. */
  | { readonly kind: 'terms'; readonly terms: readonly { readonly term: string; readonly said: readonly Sentence[] }[] }

export interface Figure {
  readonly number: string
  readonly label: string
  readonly trace: Trace
  readonly weight: 'bad' | 'plain'
}

export interface TableBlock {
  readonly kind: 'table'
  /** What the table shows; its caption. */
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** The first cell of a row is its heading; the others are to be compared across: the handover matrix. */
  readonly matrix?: boolean
}

export interface Cell extends Sentence {
  readonly mark?: 'bad' | 'good' | 'quiet'
}

export interface Stop {
  readonly name: string
  /** Who does it; empty for the customer's own steps. */
  readonly who: string
  readonly isCustomers: boolean
  /** Here it goes wrong. */
  readonly isFault: boolean
}

/** Minutes. */
export interface Bar {
  readonly label: string
  readonly promised: number | undefined
  readonly shortest: number | undefined
  /** Undefined: without bound. */
  readonly longest: number | undefined
  readonly verdict: Sentence
}
