/**
 * A picture as plain data: shapes, lines and texts in pixels from the top left corner, in the order in which they are
 * painted. It knows what things are (a step, a handoff, an error), and nothing of how a format writes them.
 */
export interface Scene {
  readonly width: number
  readonly height: number
  readonly title: string
  /** What the picture shows, for those who do not see it. */
  readonly says: string
  /** Painted in this order: areas, lines, shapes, texts, signs, badges. */
  readonly areas: readonly Shape[]
  readonly lines: readonly Line[]
  readonly shapes: readonly Shape[]
  readonly texts: readonly Text[]
  readonly signs: readonly Sign[]
  readonly badges: readonly Badge[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Area extends Point {
  readonly width: number
  readonly height: number
}

/** The lanes of a blueprint from top to bottom; evidence and feeling are drawn where they are given. */
export type LaneName = 'evidence' | 'feeling' | 'customer' | 'touchpoint' | 'backstage' | 'support'

/** Which colours something takes; each theme has its own. */
export type Tone = LaneName | 'ink' | 'quiet' | 'failure' | 'late' | 'good' | 'bad' | 'phase'

/**
 * `lane`: a rectangle without border, from side to side. `phase`: a chevron that points right. `step`: a card with
 * rounded corners. `outcome`: a card with round ends and a heavy border. `evidence`: a sheet with a folded corner.
 * `tag`: a small label on a flow, with a border. `start`: a filled label on a card's border.
 */
export interface Shape extends Area {
  readonly form: 'lane' | 'phase' | 'step' | 'outcome' | 'evidence' | 'tag' | 'start'
  readonly tone: Tone
  /** The border: whole, or in dashes where something is missing or not certain. */
  readonly border: 'whole' | 'dashed' | 'none'
  readonly texts: readonly Text[]
  readonly signs: readonly Sign[]
  /** Of a step. */
  readonly step?: string
  /** All that is known of it, in words: what a pointer shows. */
  readonly says?: string
}

/** One line of text. `x` is its start, middle or end, as `anchor` says; `y` its base line. */
export interface Text extends Point {
  readonly text: string
  readonly size: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly tone: Tone
  readonly weight?: 'bold'
  readonly style?: 'italic'
  /** By the width table: nothing may need more. */
  readonly width: number
}

export type LineKind =
  /** Where work goes on. */
  | 'flow'
  /** What takes over after a failure. */
  | 'recover'
  /** What happens when a time has passed. */
  | 'late'
  | 'interaction'
  | 'visibility'
  | 'internal'
  | 'feeling'
  | 'rule'

export interface Line {
  readonly kind: LineKind
  readonly points: readonly Point[]
  /** It ends in an arrow head: filled for a flow, hollow for what only happens when something goes wrong. */
  readonly arrow: boolean
  /** A handoff: heavier. */
  readonly heavy: boolean
  /** Over a channel that can lose it unseen, and nobody confirms: dots. */
  readonly losable: boolean
  /** Pixels; of corners. */
  readonly radius: number
  /** Of a flow: the steps at its ends, and its index among the edges of the graph. */
  readonly from?: string
  readonly to?: string
  readonly edge?: number
  readonly says?: string
}

/**
 * Small drawings. `x` and `y` are the middle, `size` the height. A `face` has a mouth by `mood`, from -2 to 2.
 * `onward` and `inward`: a flow goes on in another row of columns, or comes from there.
 */
export interface Sign extends Point {
  readonly kind:
    | 'hourglass'
    | 'clock'
    | 'cross'
    | 'served'
    | 'recovered'
    | 'declined'
    | 'lost'
    | 'nobody'
    | 'face'
    | 'onward'
    | 'inward'
  readonly size: number
  readonly tone: Tone
  readonly mood?: number
  /** A disc in the colour of the ground under it, so that a line does not run through it. */
  readonly cleared?: boolean
}

/** The number of a finding: in a circle an error, in a triangle a warning, in a square a note. */
export interface Badge extends Point {
  readonly number: number
  readonly severity: 'error' | 'warning' | 'note'
  /** Only an outline: somebody has decided to live with it, or it was known before. */
  readonly hollow: boolean
  /** Pixels, width and height. */
  readonly size: number
  readonly says?: string
}
