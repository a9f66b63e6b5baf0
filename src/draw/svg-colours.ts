import type { SvgOptions } from './svg.ts'
import { type Theme, themes } from './theme.ts'

/** What is painted, by the name of a colour. */
export interface Colours {
  readonly fill?: string
  readonly stroke?: string
}

/** Colours as attributes; where the reader's system decides, with classes that a style sheet can address. */
export type PaintBox = (colours: Colours) => string

export function paintBox(theme: SvgOptions['theme'], prefix: string): PaintBox {
  const colours = coloursOf(themes[theme === 'auto' ? 'light' : theme])
  return ({ fill, stroke }) => {
    const classes = [...(fill ? [`${prefix}-f-${fill}`] : []), ...(stroke ? [`${prefix}-s-${stroke}`] : [])]
    return [
      ...(fill ? [` fill="${colours.get(fill)}"`] : []),
      ...(stroke ? [` stroke="${colours.get(stroke)}"`] : []),
      ...(theme === 'auto' ? [` class="${classes.join(' ')}"`] : []),
    ].join('')
  }
}

/** What turns a picture with the theme `auto` dark: for a page that takes it into its own style sheet. */
export function styleSheet(prefix: string): string {
  const rules = [...coloursOf(themes.dark)].flatMap(([name, colour]) => [
    `.${prefix}-f-${name}{fill:${colour}}`,
    `.${prefix}-s-${name}{stroke:${colour}}`,
  ])
  return `@media screen and (prefers-color-scheme:dark){${rules.join('')}}`
}

function coloursOf({ page, card, tones, grounds, flow, handoff, badges }: Theme): Map<string, string> {
  return new Map([
    ['page', page],
    ['card', card],
    ['flow', flow],
    ['handoff', handoff],
    ...Object.entries(tones).map(([name, colour]): [string, string] => [`tone-${name}`, colour]),
    ...Object.entries(grounds).map(([name, colour]): [string, string] => [`ground-${name}`, colour]),
    ...Object.entries(badges).flatMap(([name, { fill, text }]): [string, string][] => [
      [`badge-${name}`, fill],
      [`number-${name}`, text],
    ]),
  ])
}
