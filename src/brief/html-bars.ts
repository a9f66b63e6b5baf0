import { inPlainTime } from '../plain.ts'
import type { Bar } from './document.ts'
import { type Page, sentence } from './html-sentence.ts'
import { isBlank, text } from './html-text.ts'

/**
 * What was promised against what it takes, on one scale of time: a bar as long as it takes at least, a lighter one as
 * long as it can take, a line where it was promised; what lies beyond the line is late. The drawings are there to be
 * looked at only: the same is said beside them in words.
 */
export function bars(all: readonly Bar[], description: string, page: Page): string {
  if (all.length === 0) return ''
  const scale = scaleOf(all)
  return [
    '<figure class="bars">',
    isBlank(description)
      ? ''
      : `<figcaption${description.length < 80 ? ' class="title"' : ''}>${text(description)}</figcaption>`,
    key(all),
    '<ul role="list">',
    ...all.map((bar) =>
      [
        '<li>',
        `<p class="label">${text(bar.label)}</p>`,
        drawing(bar, scale),
        `<p class="times">${timesOf(bar)}</p>`,
        isBlank(bar.verdict.text) ? '' : `<p class="verdict">${sentence(bar.verdict, page)}</p>`,
        '</li>',
      ]
        .filter((line) => line !== '')
        .join('\n'),
    ),
    '</ul>',
    axis(scale),
    '</figure>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function timesOf({ promised, shortest, longest }: Bar): string {
  const said = promised === undefined ? 'No time promised' : `Promised: ${inPlainTime(promised)}`
  return `${said}. Takes: ${takes({ shortest, longest })}.`
}

/** How long it takes, in words. */
export function takes({ shortest, longest }: Pick<Bar, 'shortest' | 'longest'>): string {
  if (longest === undefined) return shortest ? `${inPlainTime(shortest)} or more, without a limit` : 'without a limit'
  if (shortest === undefined || shortest === longest) return inPlainTime(longest)
  return shortest === 0 ? `up to ${inPlainTime(longest)}` : `${inPlainTime(shortest)} to ${inPlainTime(longest)}`
}

interface Scale {
  /** Minutes at the right end. */
  readonly end: number
  readonly ticks: readonly number[]
}

const steps = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 7200, 10_080, 20_160, 43_200, 86_400, 259_200, 525_600]

function scaleOf(all: readonly Bar[]): Scale {
  const values = all.flatMap(({ promised = 0, shortest = 0, longest = 0 }) => [promised, shortest, longest])
  const isOpen = all.some(({ longest }) => longest === undefined)
  const most = Math.max(...values, 1) * (isOpen ? 1.2 : 1.02)
  const step = steps.find((step) => most / step <= 5) ?? Math.ceil(most / 5 / 525_600) * 525_600
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step)
  return { end: most, ticks }
}

const top = 18
const height = 16

function drawing({ promised, shortest = 0, longest }: Bar, { end, ticks }: Scale): string {
  const at = (minutes: number): string => `${Number(((minutes / end) * 100).toFixed(2))}%`
  const most = longest ?? end
  const bar = (from: number, to: number, name: string): string =>
    to <= from ? '' : `<rect class="${name}" x="${at(from)}" y="${top}" width="${at(to - from)}" height="${height}"/>`
  const limit = promised ?? Number.POSITIVE_INFINITY
  const isLate = most > limit
  const line = (minutes: number, name: string, from: number): string =>
    `<line class="${name}" x1="${at(minutes)}" x2="${at(minutes)}" y1="${from}" y2="${top + height + 6}"/>`
  return [
    '<svg class="drawing" width="100%" height="42" aria-hidden="true" focusable="false">',
    ...ticks.map((tick) => line(tick, 'tick', top - 4)),
    bar(Math.min(shortest, limit), Math.min(most, limit), 'most'),
    bar(0, Math.min(shortest, limit), 'least'),
    bar(limit, most, 'late'),
    longest === undefined ? endless(isLate) : '',
    promised === undefined ? '' : line(promised, 'promise', top - 5),
    promised === undefined ? '' : promise(promised / end, inPlainTime(promised)),
    '</svg>',
  ].join('')
}

/** An arrow out of the picture: it has no end. */
const endless = (isLate: boolean): string =>
  `<svg x="100%" y="${top}" width="1" height="1" overflow="visible"><path class="gap" d="M-15 -1 l9 9 -9 9 h16 v-18z"/><path class="${isLate ? 'late' : 'most'}" d="M-10 0 l8 8 -8 8 h-4 l8 -8 -8 -8z"/></svg>`

function promise(share: number, time: string): string {
  const [anchor, shift] = share < 0.12 ? ['start', -1] : share > 0.85 ? ['end', 1] : ['middle', 0]
  const x = Number((share * 100).toFixed(2))
  return `<text class="promised" x="${x}%" dx="${shift}" y="10" text-anchor="${anchor}">promised ${time}</text>`
}

function axis({ end, ticks }: Scale): string {
  const labels = ticks.map((tick, i) => {
    const share = tick / end
    const anchor = i === 0 ? 'start' : share > 0.93 ? 'end' : 'middle'
    const label = tick === 0 ? '0' : inPlainTime(tick)
    return `<text x="${Number((share * 100).toFixed(2))}%" y="14" text-anchor="${anchor}">${label}</text>`
  })
  return `<svg class="axis" width="100%" height="20" aria-hidden="true" focusable="false">${labels.join('')}</svg>`
}

function key(all: readonly Bar[]): string {
  const isLate = all.some(({ promised, longest }) => promised !== undefined && (longest ?? Infinity) > promised)
  const entries = [
    ['least', 'takes at least this long'],
    ['most', 'can take this long'],
    ...(isLate ? [['late', 'longer than promised']] : []),
  ]
  const swatch = (name: string) =>
    `<svg width="22" height="10" aria-hidden="true" focusable="false"><rect class="${name}" width="22" height="10"/></svg>`
  return `<p class="key">${entries.map(([name, said]) => `<span>${swatch(name!)} ${said}</span>`).join(' ')}</p>`
}
