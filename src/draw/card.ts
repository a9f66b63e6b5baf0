import { isOwnerless } from '../graph/graph.ts'
import { isCustomers, type Step } from '../read/blueprint.ts'
import type { Range } from '../read/quantities.ts'
import { durationText, listed } from '../words.ts'
import type { Area, Point, Shape, Sign, Text, Tone } from './scene.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

/** Where a flow goes on, or comes from, that is drawn in another row of columns. */
export interface Elsewhere {
  readonly name: string
  readonly isInto: boolean
  readonly isFailure: boolean
}

/** What stands on the card of a step, from top to bottom. */
export interface Card {
  readonly height: number
  /** So many findings stand inside, at the top; fewer than four stand on the corner. */
  readonly badges: number
  readonly rows: readonly CardRow[]
}

interface CardRow {
  readonly text: string
  readonly size: number
  readonly tone: Tone
  readonly isBold: boolean
  readonly sign?: Pick<Sign, 'kind' | 'tone'>
  readonly isLeft: boolean
  /** Pixels that it takes, and of these above it. */
  readonly height: number
}

export const cardWidth = 150
const inset = 10
export const badgeSize = 17
const badgesInRow = 7
const badgesOnCorner = 3
/** So many places in other rows are named on a card; where there are more, as many of either kind. */
const mostElsewhere = 6
const leastHeight = 46

export function cardOf(step: Step, findings: number, elsewhere: readonly Elsewhere[], flowsAtSide: number): Card {
  const room = cardWidth - 2 * (step.outcome ? inset + 8 : inset)
  const name = linesOf(shown(step.name, step.id), { width: room, size: 12.5, lines: 4 })
  const rows: CardRow[] = [
    ...name.map((text): CardRow => ({ text, size: 12.5, tone: 'ink', isBold: false, isLeft: false, height: 15.5 })),
    ...doers(step, room),
    ...waits(step),
    ...ends(step),
    ...others(elsewhere),
  ]
  const badges = findings > badgesOnCorner ? findings : 0
  const strip = Math.ceil(badges / badgesInRow) * (badgeSize + 2)
  const content = strip + rows.reduce((sum, { height }) => sum + height, 0) + 18
  return { height: Math.max(leastHeight, content, 20 + flowsAtSide * 8), badges, rows }
}

const small = { size: 10.5, tone: 'quiet', isBold: false, isLeft: false, height: 13.5 } as const

/** Who does it, and over which channel the customer meets them. */
function doers(step: Step, room: number): CardRow[] {
  const channel = step.channel === undefined ? [] : [shown(step.channel)]
  if (isCustomers(step)) return channel.map((text) => ({ ...small, text: linesOf(text, { ...fit, width: room })[0]! }))
  if (isOwnerless(step))
    return [
      { ...small, text: 'nobody does it', tone: 'bad', isBold: true, sign: { kind: 'nobody', tone: 'bad' } },
      ...channel.map((text) => ({ ...small, text: linesOf(text, { ...fit, width: room })[0]! })),
    ]
  const owners = listed(
    step.owners.map(({ name, id }) => shown(name, id)),
    'or',
  )
  return linesOf([owners, ...channel].join(' · '), { ...fit, width: room }).map((text) => ({ ...small, text }))
}

const fit = { size: 10.5, lines: 2 }

/** An hour or more, and how long the customer waits without a word. */
function waits({ takes, patience }: Step): CardRow[] {
  const sign = { kind: 'hourglass', tone: 'quiet' } as const
  const rows: CardRow[] = []
  if (takes && takes.longest >= 60) rows.push({ ...small, text: rangeText(takes), sign })
  if (patience !== undefined) rows.push({ ...small, text: `waits up to ${durationText(patience)}`, sign })
  return rows
}

export const rangeText = ({ shortest, longest }: Range): string =>
  shortest === longest ? durationText(longest) : `${durationText(shortest)} to ${durationText(longest)}`

function ends({ outcome }: Step): CardRow[] {
  if (!outcome) return []
  const tone = outcome === 'lost' ? 'bad' : outcome === 'declined' ? 'quiet' : 'good'
  return [{ ...small, size: 11, text: outcome, tone, isBold: true, sign: { kind: outcome, tone }, height: 16 }]
}

function others(elsewhere: readonly Elsewhere[]): CardRow[] {
  const told =
    elsewhere.length > mostElsewhere
      ? [false, true].flatMap((isInto) => elsewhere.filter((one) => one.isInto === isInto).slice(0, mostElsewhere / 2))
      : elsewhere
  const rest = elsewhere.length - told.length
  const row = { size: 10, isBold: false, isLeft: true, height: 14 }
  const lines = told.flatMap(({ name, isInto, isFailure }): CardRow[] => {
    const tone: Tone = isFailure ? 'failure' : 'ink'
    const words = isInto ? `from “${name}”` : `on to “${name}”`
    const room = { width: cardWidth - 2 * inset - 16, size: 10, lines: told.length < 3 ? 2 : 1 }
    const [text = '', ...more] = linesOf(words, room)
    const first: CardRow = { ...row, text, tone, sign: { kind: isInto ? 'inward' : 'onward', tone } }
    return [first, ...more.map((line): CardRow => ({ ...row, text: line, tone, height: 12 }))]
  })
  return rest > 0 ? [...lines, { ...row, text: `and ${rest} more`, tone: 'quiet' }] : lines
}

/** The card at its place. Its findings are drawn by whoever knows their numbers: see `badgeAt`. */
export function drawnCard(step: Step, { rows, badges }: Card, area: Area): Shape {
  const texts: Text[] = []
  const signs: Sign[] = []
  const strip = Math.ceil(badges / badgesInRow) * (badgeSize + 2)
  const content = strip + rows.reduce((sum, { height }) => sum + height, 0)
  let y = area.y + (area.height - content) / 2 + strip
  for (const { text, size, tone, isBold, sign, isLeft, height } of rows) {
    const width = textWidth(text, size, isBold)
    const signWidth = sign ? size + 4 : 0
    const left = isLeft ? area.x + inset : area.x + (area.width - width - signWidth) / 2
    const line = y + height - (height - size) / 2 - size * 0.12
    if (sign) signs.push({ ...sign, x: left + size / 2, y: line - size * 0.35, size })
    texts.push({
      text,
      size,
      tone,
      width,
      ...(sign || isLeft
        ? { x: isLeft ? area.x + inset + 16 : left + signWidth, anchor: 'start' }
        : { x: area.x + area.width / 2, anchor: 'middle' }),
      y: line,
      ...(isBold ? { weight: 'bold' } : {}),
    })
    y += height
  }
  return {
    ...area,
    form: step.outcome ? 'outcome' : 'step',
    tone: step.lane,
    border: isOwnerless(step) ? 'dashed' : 'whole',
    texts,
    signs,
    step: step.id,
    says: said(step),
  }
}

/** The middles of the badges of a step's findings: on the top right corner, or in rows inside. */
export function badgesAt(area: Area, { badges }: Card, number: number, isRound: boolean): Point[] {
  return Array.from({ length: number }, (_, i) => badgeAt(area, badges, i, number, isRound))
}

function badgeAt(area: Area, badges: number, position: number, number: number, isRound: boolean): Point {
  const pitch = badgeSize + 2
  if (badges === 0) return { x: area.x + area.width - (isRound ? 24 : 6) - (number - 1 - position) * pitch, y: area.y }
  const row = Math.floor(position / badgesInRow)
  const inRow = Math.min(badges - row * badgesInRow, badgesInRow)
  return {
    x: area.x + area.width / 2 + ((position % badgesInRow) - (inRow - 1) / 2) * pitch,
    y: area.y + 6 + (row + 0.5) * pitch,
  }
}

/** All that a card tells, whole: names may be cut on it. */
function said(step: Step): string {
  const owners = listed(
    step.owners.map(({ name, id }) => shown(name, id)),
    'or',
  )
  return [
    shown(step.name, step.id),
    isCustomers(step) ? 'done by the customer' : owners ? `done by ${owners}` : 'nobody does it',
    ...(step.channel === undefined ? [] : [`channel: ${shown(step.channel)}`]),
    ...(step.takes ? [`takes ${rangeText(step.takes)}`] : []),
    ...(step.outcome ? [`the journey ends here: ${step.outcome}`] : []),
  ].join('\n')
}
