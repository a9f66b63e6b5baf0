import type { Finding } from '../finding.ts'
import type { Document, Path } from '../read/document.ts'
import { namesIn } from '../read/references.ts'
import { valueOf } from '../read/tree.ts'
import { parseYaml } from '../read/yaml.ts'
import { clean } from '../report/text.ts'
import { code, count } from '../words.ts'
import { withAcceptance } from './accept.ts'
import { keysToAdd } from './keys-to-add.ts'
import { entryAt, nodeAt, type Page, pathOf } from './page.ts'
import { spanOfLocation } from './positions.ts'
import { type Change, changed, filledIn, isSame, meaning, scalar, withKey } from './write-yaml.ts'

/** A change that an author can have made with one key press. */
export interface Fix {
  /** What it does, as an order. */
  readonly title: string
  /** The file that it changes. */
  readonly file: string
  readonly changes: readonly Change[]
  /** Whether it is what the author must have meant, so that nothing has to be decided. */
  readonly isPreferred: boolean
}

/** What a fix has to know beside its finding. */
export interface Surroundings {
  readonly page: (file: string) => Promise<Page | undefined>
  /** The organization's file that a blueprint uses. */
  readonly organizationOf: (blueprint: string) => string | undefined
  /** All that was found. */
  readonly findings: readonly Finding[]
  /** `YYYY-MM-DD` */
  readonly today: string
}

/** The fixes for a finding that stands open; each has been tried: the text it makes says what it should, and nothing else differs. */
export async function fixesFor(finding: Finding, around: Surroundings): Promise<Fix[]> {
  const page = finding.accepted ? undefined : await around.page(finding.file)
  if (!page) return []
  const blueprint = finding.blueprint === finding.file ? page : await around.page(finding.blueprint)
  const organization = around.organizationOf(finding.blueprint)
  const shared = organization === undefined ? undefined : await around.page(organization)
  const attempts = [
    ...meant(finding, page),
    ...keys(finding, page, shared),
    ...(finding.rule === 'expired-acceptance' ? decidedAgain(finding, page, around.today) : []),
    ...(blueprint && isAcceptable(finding) ? [accepted(finding, blueprint, shared, around)] : []),
  ]
  const fixes: Fix[] = []
  for (const attempt of attempts) if (await isTrue(attempt)) fixes.push(attempt.fix)
  return fixes
}

/** A fix with what it claims to do. */
interface Attempt {
  readonly fix: Fix
  readonly document: Document
  /** Does to the plain values what the fix does to the text; without it, the text has to be YAML still. */
  readonly effect?: (values: Values) => void
}

type Values = Record<string, unknown>

async function isTrue({ fix, document, effect }: Attempt): Promise<boolean> {
  if (fix.changes.length === 0) return false
  const after = await parseYaml(changed(document.text, fix.changes))
  if ('slips' in after) return false
  if (!effect) return true
  const expected = meaning(document.root) as Values
  effect(expected)
  return isSame(expected, meaning(after.root))
}

/** The word that was meant, everywhere where it was misspelt. */
function meant({ meant, file }: Finding, { document }: Page): Attempt[] {
  if (!meant) return []
  const { word, at } = meant
  // A name such as `yes` is a name as a key, and something else as a value.
  const text = valueOf({ kind: 'scalar', start: 0, end: 0, text: word, plain: true }) === word ? word : scalar(word)
  const changes = at
    .filter((place) => place.file === file)
    .map((place) => ({ ...spanOfLocation(document, place), text }))
  const places = at.length > 1 ? `, in ${count(at.length, 'place')}` : ''
  return [{ fix: { title: `Write ${code(word)}${places}`, file, changes, isPreferred: true }, document }]
}

/** Keys that the help asks for: one fix for each value that they can have. */
function keys(finding: Finding, { document, data }: Page, shared: Page | undefined): Attempt[] {
  return keysToAdd(finding, withShared(data, shared?.data)).map(({ title, key, value, maps, after }) => {
    const changes: Change[] = []
    for (const path of maps) {
      const map = nodeAt(document, path)
      const change = map?.kind === 'map' ? withKey(document.text, map, key, value, after) : undefined
      if (change) changes.push(change)
    }
    const effect = (values: Values): void => {
      for (const path of maps) (valueAt(values, path) as Values)[key] = value === 'true' ? true : value
    }
    const isWhole = changes.length === maps.length
    return {
      fix: { title, file: finding.file, changes: isWhole ? changes : [], isPreferred: false },
      document,
      effect,
    }
  })
}

const withShared = (own: Page['data'], shared: Page['data'] = {}): Page['data'] => ({
  ...own,
  owners: { ...shared.owners, ...own.owners },
  metrics: { ...shared.metrics, ...own.metrics },
})

/** One flow may stand for a list of one. */
const valueAt = (values: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (held, key) => (typeof key === 'number' && !Array.isArray(held) ? held : (held as Values)[key]),
    values,
  )

function decidedAgain({ element, file }: Finding, { document }: Page, today: string): Attempt[] {
  const path = pathOf(element)
  const entry = entryAt(document, path)
  if (!entry) return []
  const until = yearAfter(today)
  const change = filledIn(document.text, entry, until)
  const effect = (values: Values): void => {
    ;(valueAt(values, path.slice(0, -1)) as Values)['until'] = until
  }
  const title = `Decide again: ${code(`until: ${until}`)}`
  return [{ fix: { title, file, changes: change ? [change] : [], isPreferred: false }, document, effect }]
}

/** What keeps the blueprint from being read must be mended, and a decision is not accepted but taken. */
const isAcceptable = ({ rule, theme }: Finding): boolean =>
  theme !== 'reading' && rule !== 'expired-acceptance' && rule !== 'unused-acceptance'

/** The finding as a decision, for a year, with gaps for the words that only people know. */
function accepted(finding: Finding, { document, data }: Page, shared: Page | undefined, around: Surroundings): Attempt {
  const { rule, blueprint } = finding
  const at = placeToAccept(finding, new Set(named(data, shared?.data)), around.findings)
  const accountable = data.accountable
  const owner = data.owners?.[accountable ?? ''] ?? shared?.data.owners?.[accountable ?? '']
  const entry = {
    rule,
    ...(at.name === undefined ? {} : { at: at.name }),
    because: 'TODO: why this is to stay as it is',
    by: accountable === undefined ? 'TODO: who decides this' : clean(String(owner?.name ?? accountable)),
    until: yearAfter(around.today),
  }
  const where = at.name === undefined ? 'in this whole blueprint' : `at ${code(at.name)}`
  const others = at.covered > 1 ? ` (${count(at.covered, 'finding')})` : ''
  const effect = (values: Values): void => {
    const before = values['accepted'] ?? []
    values['accepted'] = [...(Array.isArray(before) ? before : [before]), entry]
  }
  const title = `Accept ${code(rule)} ${where}${others}, with a reason`
  return {
    fix: { title, file: blueprint, changes: withAcceptance(document, entry), isPreferred: false },
    document,
    effect,
  }
}

/** The name that covers the fewest findings of the rule beside this one. */
function placeToAccept(
  finding: Finding,
  names: ReadonlySet<string>,
  findings: readonly Finding[],
): { name?: string; covered: number } {
  const rivals = findings.filter(
    ({ rule, blueprint, accepted }) => rule === finding.rule && blueprint === finding.blueprint && !accepted,
  )
  const isOn = (name: string, { steps, element }: Finding): boolean =>
    steps.includes(name) || element.split('/').includes(name)
  const marked = finding.element.split('/')[1]
  const places = [...(marked === undefined ? [] : [marked]), ...finding.steps]
    .filter((name) => names.has(name) && isOn(name, finding))
    .map((name) => ({ name, covered: rivals.filter((rival) => isOn(name, rival)).length }))
  const [first, ...rest] = places
  if (!first) return { covered: rivals.length }
  return rest.reduce((best, place) => (place.covered < best.covered ? place : best), first)
}

function named(...pages: readonly (Page['data'] | undefined)[]): string[] {
  const names = namesIn(...pages.filter((data) => data !== undefined))
  return [...names].flatMap(([section, ids]) => (section === 'facts' ? [] : [...ids]))
}

/** The same day of the next year; of a 29th of February, the 28th. */
export function yearAfter(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string]
  return `${Number(year) + 1}-${month}-${month === '02' && date === '29' ? '28' : date}`
}
