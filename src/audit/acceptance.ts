import type { Draft, Finding, Plain } from '../finding.ts'
import { addTo } from '../multimap.ts'
import { inPlainDay, justNamed, said } from '../plain.ts'
import type { Acceptance, Owner } from '../read/blueprint.ts'
import { type Document, inside } from '../read/document.ts'
import type { Node } from '../read/tree.ts'
import { code } from '../words.ts'

/**
 * The trade-offs that hold, by what they can be about: a finding's rule, and a step or a name that it is on; the first
 * where there are several. Looked up, since thousands of findings can meet thousands of trade-offs.
 */
export type Accepted = ReadonlyMap<string, { readonly acceptance: Acceptance; readonly position: number }>

export function acceptedOn(today: string, accepted: readonly Acceptance[]): Accepted {
  const byName = new Map<string, { acceptance: Acceptance; position: number }>()
  for (const [position, acceptance] of accepted.entries()) {
    const name = nameOfAccepted(acceptance)
    if (holds(acceptance, today) && !byName.has(name)) byName.set(name, { acceptance, position })
  }
  return byName
}

const nameOfAccepted = ({ rule, at }: Acceptance): string => (at === undefined ? rule : `${rule} ${at}`)

/** All names under which a trade-off can be about a finding. */
const namesOf = ({ rule, steps, element }: Finding): ReadonlySet<string> =>
  new Set([rule, ...[...steps, ...element.split('/')].map((name) => `${rule} ${name}`)])

/** It still holds on its last day; days are `YYYY-MM-DD`. */
const holds = ({ until }: Acceptance, today: string): boolean => until === undefined || today <= until

/** The first trade-off that covers a finding. */
export function acceptedBy(finding: Finding, accepted: Accepted): Finding['accepted'] {
  if (accepted.size === 0) return null
  const all = [...namesOf(finding)].flatMap((name) => accepted.get(name) ?? [])
  const [first] = all.sort((a, b) => a.position - b.position)
  if (!first) return null
  const { because, by, until } = first.acceptance
  return { because, by, until: until ?? null }
}

/** What the trade-offs of a blueprint themselves bring up, given what was found in it, and of which rules that is all. */
export function* acceptanceFaults(
  accepted: readonly Acceptance[],
  findings: readonly Finding[],
  { today, isAllTold }: { readonly today: string; readonly isAllTold: (rule: string) => boolean },
): Iterable<{ rule: 'expired-acceptance' | 'unused-acceptance'; draft: Draft }> {
  const byName = new Map<string, Finding[]>()
  for (const finding of findings) for (const name of namesOf(finding)) addTo(byName, name, finding)
  for (const acceptance of accepted) {
    const { rule, at, by, because, until, place } = acceptance
    const where = at === undefined ? '' : ` at ${code(at)}`
    const names = [rule, at ?? '']
    const covered = byName.get(nameOfAccepted(acceptance)) ?? []
    if (covered.length === 0) {
      if (!isAllTold(rule)) continue
      const draft: Draft = {
        message: `The accepted ${code(rule)}${where} covers nothing`,
        help: 'Take it out, or correct `rule` and `at`',
        marks: [{ at: inside(place, 'rule'), says: 'nothing of the kind is found' }],
        names,
        plain: () => unusedInPlainWords(acceptance),
      }
      yield { rule: 'unused-acceptance', draft }
    } else if (!holds(acceptance, today)) {
      const draft: Draft = {
        message: `${code(rule)}${where} was accepted until ${until}, and is still there`,
        help: 'Mend it; or decide again, and write the new day into `until`',
        marks: [{ at: inside(place, 'until'), says: 'has passed' }],
        why: [`accepted by ${by}: ${because}`],
        names,
        plain: () => expiredInPlainWords(acceptance, covered),
      }
      yield { rule: 'expired-acceptance', draft }
    }
  }
}

const unusedInPlainWords = (acceptance: Acceptance): Plain => ({
  lived: `Nothing is found of what ${said(acceptance.by)} decided to live with${where(acceptance)}, for the reason ${said(acceptance.because)}. Either it is mended, or the decision names the wrong place and settles nothing.`,
  change: `Take what ${said(acceptance.by)} decided${where(acceptance)} off the list of what is lived with, or correct what it is about.`,
  who: decidersOf(acceptance),
})

function expiredInPlainWords(acceptance: Acceptance, covered: readonly Finding[]): Plain {
  const { by, because, until } = acceptance
  const what = `${where(acceptance)} until ${inPlainDay(until!)}`
  return {
    lived: `What ${said(by)} decided to live with${what} is still there. The reason was ${said(because)}, and the day has passed.`,
    change: `Mend what was to be lived with${what}, or decide on a new last day.`,
    who: decidersOf(
      acceptance,
      covered.flatMap(({ plain }) => plain?.who ?? []),
    ),
  }
}

function where({ at, place: { document } }: Acceptance): string {
  if (at === undefined) return ''
  // In an order of our own: a name that several sections have means the same whatever stands first in the file.
  const called = sections.map((section) => namesIn(document, section).get(at)).find((name) => name !== undefined)
  return ` at ${said(called ?? spoken(at))}`
}

const sections = ['steps', 'owners', 'metrics', 'incentives', 'policies', 'promises'] as const

/** Whoever decided, if they are an owner, and those who can change what it is about; else who answers for the service. */
function decidersOf({ by, place }: Acceptance, concerned: readonly string[] = []): Owner[] {
  const owners = namesIn(place.document, 'owners')
  const deciding = [...[...owners.values()].filter((name) => name === by), ...concerned]
  const accountable = place.document.root.entries.get('accountable')?.value
  const answering = accountable?.kind === 'scalar' ? owners.get(accountable.text) : undefined
  return (deciding.length === 0 && answering !== undefined ? [answering] : deciding).map((name) =>
    justNamed({ id: name, name, kind: 'role', basis: 'observed', at: place }, place),
  )
}

/** What people call the things of a section, by id: the blueprint itself is gone when trade-offs are looked at. */
function namesIn({ root }: Document, section: string): ReadonlyMap<string, string> {
  const things = root.entries.get(section)?.value
  if (things?.kind !== 'map') return new Map()
  return new Map([...things.entries].map(([id, { value }]) => [id, nameOf(value) ?? spoken(id)]))
}

function nameOf(thing: Node): string | undefined {
  const name = thing.kind === 'map' ? (thing.entries.get('name') ?? thing.entries.get('says'))?.value : undefined
  return name?.kind === 'scalar' && name.text.trim() !== '' ? name.text : undefined
}

const spoken = (id: string): string => id.replaceAll('-', ' ')
