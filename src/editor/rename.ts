import type { Page } from './page.ts'
import { type NameUse, type PlaceOnPage, type Section, sectionsOf, usesOf } from './names.ts'
import { scalar } from './write-yaml.ts'

/** Every place that has to change with a name, and what to write there; or why the name has to stay. */
export type Renaming = { readonly places: readonly PlaceOnPage[]; readonly text: string } | { readonly refused: string }

const taken = ['system', 'customer', 'nobody', 'all']

/**
 * Gives a thing another name wherever it is named. `shared` is the organization's file that a blueprint uses; `users`
 * are all blueprints that use an organization's file. Where a name may mean two things, it is left alone.
 */
export function renamed(
  use: NameUse,
  to: string,
  page: Page,
  shared: Page | undefined,
  users: readonly Page[],
): Renaming {
  const around = shared ? [page, shared, ...users] : [page, ...users]
  const possible = sectionsOf(use, around)
  const [section] = possible
  if (section === undefined || !canBeRenamed(section)) return { refused: 'Only names of the blueprint can be changed' }
  if (sectionsWith(use.name, around).length > 1)
    return { refused: `"${use.name}" is the name of two things: change them by hand` }
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(to))
    return { refused: 'A name is a letter, then letters, digits and dashes: take-call' }
  if (taken.includes(to)) return { refused: `"${to}" has a meaning of its own` }
  const home = sectionsOf({ ...use, sections: [section] }, [page]).length > 0 ? page : shared
  const scope = home === page ? (page.kind === 'organization' ? [page, ...users] : [page]) : around
  if (scope.some((one) => sectionsWith(to, [one]).length > 0)) return { refused: `"${to}" is a name already` }
  if (shared && home === page && usesOf(use.name, [section], [shared]).length > 0)
    return { refused: `The organization's file names "${use.name}" too: change it by hand` }
  return { places: distinct(usesOf(use.name, [section], [...new Set(scope)])), text: scalar(to) }
}

const canBeRenamed = (section: Section): boolean => section !== 'rules' && section !== 'phases'

const sectionsWith = (name: string, pages: readonly Page[]): Section[] =>
  sectionsOf(
    {
      name,
      sections: ['steps', 'owners', 'metrics', 'incentives', 'policies', 'promises', 'facts'],
      span: { start: 0, end: 0 },
    },
    pages,
  )

/** What an alias stands for is written once. */
function distinct(places: readonly PlaceOnPage[]): PlaceOnPage[] {
  const seen = new Set<string>()
  return places.filter(({ page, span }) => {
    const place = `${page.document.file}:${span.start}`
    return !seen.has(place) && seen.add(place)
  })
}
