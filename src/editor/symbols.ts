import { clean } from '../report/text.ts'
import { sections } from './names.ts'
import { keyOf, nodeAt, type Page } from './page.ts'
import { positionOf, type Range, rangeOf } from './positions.ts'
import { endOfEntry } from './write-yaml.ts'

/** An entry of the outline; `kind` as the language server protocol numbers them. */
export interface OutlineEntry {
  readonly name: string
  readonly detail: string
  readonly kind: 3 | 5 | 11 | 12 | 14 | 16 | 24
  readonly range: Range
  readonly selectionRange: Range
  readonly children: OutlineEntry[]
}

const kinds: Record<(typeof sections)[number], OutlineEntry['kind']> = {
  steps: 12, // a function
  owners: 5, // a class
  metrics: 16, // a number
  incentives: 24, // an event
  policies: 14, // a constant
  promises: 11, // an interface
}

/** What is defined on a page, section by section, in the order of the file. */
export function outline({ document, data }: Page): OutlineEntry[] {
  return [...document.root.entries.values()].flatMap((section) => {
    const kind = sections.find((name) => name === section.key)
    const map = kind && nodeAt(document, [kind])
    if (kind === undefined || map?.kind !== 'map') return []
    const named = data[kind] as Readonly<Record<string, { readonly name?: unknown }>> | undefined
    const range = (entry: typeof section): Pick<OutlineEntry, 'range' | 'selectionRange'> => ({
      range: {
        start: positionOf(document, entry.keyStart),
        end: positionOf(document, endOfEntry(document.text, entry)),
      },
      selectionRange: rangeOf(document, keyOf(entry)),
    })
    const children = [...map.entries.values()].map((entry) => {
      const name = named?.[entry.key]?.name
      return {
        name: clean(entry.key) || '?',
        detail: typeof name === 'string' ? clean(name) : '',
        kind: kinds[kind],
        ...range(entry),
        children: [],
      }
    })
    return [{ name: section.key, detail: '', kind: 3 as const, ...range(section), children }]
  })
}
