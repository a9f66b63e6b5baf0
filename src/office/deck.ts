/** Slides as plain data. Lengths are points (72 to an inch), from the left and upper edge of a slide of 960 × 540. */

export interface Deck {
  readonly title: string
  readonly slides: readonly Slide[]
}

export interface Slide {
  /** Stands on the slide, in the outline, and is what a screen reader says first. */
  readonly title: string
  /** The first slide: a large title on a dark ground, with what is said under it. */
  readonly cover?: { readonly subtitle?: string }
  /** A list in the place that the layout has for it, so that the outline shows it. Each paragraph has a bullet unless it says no. */
  readonly body?: readonly Paragraph[]
  readonly things?: readonly Thing[]
  /** For who speaks. */
  readonly notes?: string
}

export type Thing = Shape | Connector | Polyline | Path | Table | Group

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** What the list of shapes calls it, and what a screen reader says of it. Without `alt` and text it counts as decoration. */
interface Named {
  readonly name?: string
  readonly alt?: string
}

/** A box with or without text; without fill and line, a text box. */
export interface Shape extends Named {
  readonly kind: 'shape'
  /** What connectors know it by; one of its kind on the slide. */
  readonly id?: string
  readonly at: Box
  readonly form?: Form
  /** Of a rounded one. */
  readonly radius?: number
  readonly fill?: Colour
  readonly line?: Line
  readonly text?: string | readonly Paragraph[]
  readonly textStyle?: TextStyle
}

export type Form = 'rect' | 'rounded' | 'ellipse' | 'triangle' | 'diamond' | 'chevron' | 'pentagon'

/** Of all the text in a box; paragraphs and runs may differ. */
export interface TextStyle {
  /** 14 unless said. It becomes smaller where the text has no room, down to `least` (8); what has none then is cut, with `…`. */
  readonly size?: number
  readonly least?: number
  readonly bold?: boolean
  readonly colour?: Colour
  readonly align?: Align
  readonly anchor?: 'top' | 'middle' | 'bottom'
  /** Between the edge and the text; 4 unless said. */
  readonly inset?: number
  /** The same at the upper edge, where it differs. */
  readonly above?: number
  /** Written from below upwards. */
  readonly turned?: boolean
  /** It was broken into lines that fit by whoever made it: nothing is measured, made smaller or cut. */
  readonly fits?: boolean
}

export type Align = 'left' | 'centre' | 'right'

export type Paragraph = string | StyledParagraph

export interface StyledParagraph {
  readonly text: string | readonly Run[]
  readonly size?: number
  readonly bold?: boolean
  readonly colour?: Colour
  readonly align?: Align
  readonly bullet?: boolean
  /** How far a bullet is indented: 0 to 4. */
  readonly level?: number
  /** Room above it. */
  readonly before?: number
  /** From one line to the next, where it is to be just so. */
  readonly lineHeight?: number
  /** How far it stands in, without a bullet. */
  readonly indent?: number
}

export type Run = string | StyledRun

export interface StyledRun {
  readonly text: string
  readonly size?: number
  readonly bold?: boolean
  readonly italic?: boolean
  readonly colour?: Colour
}

/** Those with a name follow when somebody gives the deck another theme; `-light` is a tint to write on. */
export type Colour = ThemeColour | `${ThemeColour}-light` | `#${string}`

export type ThemeColour =
  | 'text'
  | 'background'
  | 'dark'
  | 'pale'
  | 'accent'
  | 'error'
  | 'warning'
  | 'note'
  | 'good'
  | 'quiet'

export interface Line {
  readonly colour: Colour
  readonly width: number
  readonly dash?: 'dash' | 'dot' | 'dash-dot' | 'long-dash'
}

export type Side = 'top' | 'left' | 'bottom' | 'right'

export type Arrow = 'none' | 'start' | 'end' | 'both'

/** A line that stays at its shapes when they are moved. */
export interface Connector extends Named {
  readonly kind: 'connector'
  readonly from: Held | Point
  readonly to: Held | Point
  /**
   * The way it is drawn at first, both ends included: up to five pieces, across and down by turns. Without it, a way is
   * found. Once somebody moves a shape, the program finds its own.
   */
  readonly points?: readonly Point[]
  /** One slanting piece instead of pieces across and down. */
  readonly straight?: boolean
  readonly line: Line
  /** At its end, unless said. */
  readonly arrow?: Arrow
  readonly openHead?: boolean
}

export interface Held {
  readonly shape: string
  readonly side: Side
}

/** A line that holds on to nothing, or an area where it is closed. */
export interface Polyline extends Named {
  readonly kind: 'polyline'
  readonly points: readonly Point[]
  readonly line?: Line
  readonly arrow?: Arrow
  readonly openHead?: boolean
  readonly closed?: boolean
  readonly fill?: Colour
  /** Of its corners. */
  readonly radius?: number
}

/** A small drawing. */
export interface Path extends Named {
  readonly kind: 'path'
  /** Path data as SVG has it, in points; of the arcs only those of circles. */
  readonly data: string
  readonly line?: Line
  readonly fill?: Colour
}

/** As wide as its place; as high as its rows need. What has no room, even in small letters, is counted in a last row. */
export interface Table extends Named {
  readonly kind: 'table'
  readonly at: Box
  /** Each has its share of the width. */
  readonly columns: readonly { readonly title: string; readonly share: number }[]
  readonly rows: readonly (readonly TableCell[])[]
  /** 12 unless said, down to `least` (9). */
  readonly size?: number
  readonly least?: number
}

export type TableCell = string | StyledTableCell

export interface StyledTableCell {
  readonly text: string | readonly Run[]
  readonly bold?: boolean
  readonly colour?: Colour
  readonly fill?: Colour
  readonly align?: Align
}

export interface Group extends Named {
  readonly kind: 'group'
  readonly things: readonly Thing[]
}

export const slideSize = { width: 960, height: 540 }

/** Where the layouts have their places, and where other things are best put. */
export const places = {
  title: { x: 40, y: 26, width: 880, height: 62 },
  content: { x: 40, y: 104, width: 880, height: 392 },
  coverTitle: { x: 72, y: 120, width: 816, height: 140 },
  coverSubtitle: { x: 72, y: 288, width: 816, height: 90 },
  number: { x: 840, y: 506, width: 80, height: 22 },
} as const satisfies Record<string, Box>
