import type { Path, Span } from '../read/document.ts'
import type { NameKind } from '../read/normalize.ts'
import { entryAt, keyOf, nodeAt, type Page } from './page.ts'
import { touch } from './positions.ts'

/** What has names of its own; facts are named where they arise, phases in their list, rules in the catalogue. */
export const sections = ['steps', 'owners', 'metrics', 'incentives', 'policies', 'promises'] as const
export type Section = (typeof sections)[number] | 'facts' | 'phases' | 'rules'

/** A name at a place of a page, with what it can be the name of. */
export interface NameUse {
  readonly name: string
  readonly sections: readonly Section[]
  readonly span: Span
}

export interface PlaceOnPage {
  readonly page: Page
  readonly span: Span
}

const meant: Record<NameKind, readonly Section[]> = {
  step: ['steps'],
  owner: ['owners'],
  metric: ['metrics'],
  'step-or-owner': ['steps', 'owners'],
  noticer: ['owners'],
  carried: ['facts', 'promises'],
  fact: ['facts'],
  rule: ['rules'],
  anything: sections,
}

/** Every name on a page, where it is defined and where it is used. */
export function namesOn(page: Page): NameUse[] {
  const used = page.mentions.map(({ kind, name, span }) => ({ name, sections: meant[kind], span }))
  const defined = sections.flatMap((section) => {
    const map = nodeAt(page.document, [section])
    const entries = map?.kind === 'map' ? [...map.entries.values()] : []
    return entries.map((entry) => ({ name: entry.key, sections: [section], span: keyOf(entry) }))
  })
  return [...used, ...defined, ...phasesOn(page)]
}

export const nameAt = (page: Page, offset: number): NameUse | undefined =>
  namesOn(page).find(({ span }) => touch(span, { start: offset, end: offset }))

function phasesOn({ document, data }: Page): NameUse[] {
  const paths: Path[] = [
    ...[...listed(data.phases)].map((_, position) => ['phases', position]),
    ...Object.keys(data.steps ?? {}).map((id) => ['steps', id, 'phase']),
  ]
  return paths.flatMap((path) => {
    const node = nodeAt(document, path)
    return node?.kind === 'scalar' && node.end > node.start
      ? [{ name: node.text, sections: ['phases'] as const, span: node }]
      : []
  })
}

/** Where a name is defined: on its own page, else on the others that it may come from. */
export function definitionsOf({ name, sections }: NameUse, page: Page, others: readonly Page[]): PlaceOnPage[] {
  const here = definedOn(page, name, sections)
  return here.length > 0 ? here : others.flatMap((other) => definedOn(other, name, sections))
}

function definedOn(page: Page, name: string, wanted: readonly Section[]): PlaceOnPage[] {
  return wanted.flatMap((section): PlaceOnPage[] => {
    if (section === 'rules') return []
    if (section === 'facts') return firstOf(page, name)
    if (section === 'phases') {
      const position = listed(page.data.phases).indexOf(name)
      const node = position < 0 ? undefined : nodeAt(page.document, ['phases', position])
      return node ? [{ page, span: node }] : []
    }
    const entry = entryAt(page.document, [section, name])
    return entry ? [{ page, span: keyOf(entry) }] : []
  })
}

/** Information is defined where it arises: asked for, or produced. */
function firstOf(page: Page, fact: string): PlaceOnPage[] {
  const arises = page.mentions.filter(
    ({ kind, name, path }) => kind === 'fact' && name === fact && (path[2] === 'collects' || path[2] === 'produces'),
  )
  const [first] =
    arises.length > 0 ? arises : page.mentions.filter(({ kind, name }) => kind === 'fact' && name === fact)
  return first ? [{ page, span: first.span }] : []
}

/** Every place where the same thing is named; `sections` are those in which the name is defined. */
export const usesOf = (name: string, sections: readonly Section[], pages: readonly Page[]): PlaceOnPage[] =>
  pages.flatMap((page) =>
    namesOn(page)
      .filter((use) => use.name === name && use.sections.some((section) => sections.includes(section)))
      .map(({ span }) => ({ page, span })),
  )

/** In which sections something of this name is, of those that it can be meant of. */
export const sectionsOf = ({ name, sections }: NameUse, pages: readonly Page[]): Section[] =>
  sections.filter((section) => section === 'rules' || pages.some((page) => definedOn(page, name, [section]).length > 0))

const listed = (phases: unknown): readonly string[] =>
  Array.isArray(phases) ? phases : typeof phases === 'string' ? [phases] : []
