import { addTo } from '../multimap.ts'
import type { Draft } from '../finding.ts'
import { code, listed } from '../words.ts'
import { nearest, type Patience, patience } from './did-you-mean.ts'
import type { Document, Place } from './document.ts'
import type { Uses } from './fitting.ts'
import type { Mention, NameKind } from './normalize.ts'
import type { BlueprintDocument } from './written.ts'

/** Every name that is defined, by section; facts are defined where they are collected, produced or needed. */
export type Names = ReadonlyMap<string, ReadonlySet<string>>

const sections = ['steps', 'owners', 'metrics', 'incentives', 'policies', 'promises'] as const

/** What documents define. In maps of names, which have no prototype, every key is a name. */
export type Defined = Pick<Partial<BlueprintDocument>, (typeof sections)[number]>

export function namesIn(...defined: readonly Defined[]): Names {
  const names = new Map<string, ReadonlySet<string>>(
    sections.map((section) => [section, new Set(defined.flatMap((document) => Object.keys(document[section] ?? {})))]),
  )
  return new Map([...names, ['facts', factsIn(defined)]])
}

/** In an editor, what is not right yet may stand where the lists should be. */
function factsIn(defined: readonly Defined[]): Set<string> {
  const facts = new Set<string>()
  for (const { steps } of defined)
    for (const id in steps) {
      const step = steps[id]
      for (const ids of [step?.collects, step?.produces, step?.needs])
        if (Array.isArray(ids)) for (const fact of ids) facts.add(fact)
    }
  return facts
}

/** What a name may be the name of, by the kind of place it is used at. */
const allowed: Record<
  Exclude<NameKind, 'rule' | 'fact'>,
  { sections: readonly ((typeof sections)[number] | 'facts')[]; words: readonly string[]; thing: string }
> = {
  step: { sections: ['steps'], words: [], thing: 'step' },
  owner: { sections: ['owners'], words: [], thing: 'owner' },
  metric: { sections: ['metrics'], words: [], thing: 'metric' },
  'step-or-owner': { sections: ['steps', 'owners'], words: [], thing: 'step or owner' },
  noticer: { sections: ['owners'], words: ['system', 'customer', 'nobody'], thing: 'owner' },
  carried: { sections: ['facts', 'promises'], words: ['all'], thing: 'information or promise' },
  anything: { sections, words: [], thing: 'step or other named thing' },
}

const one: Record<string, string> = {
  steps: 'a step',
  owners: 'an owner',
  metrics: 'a metric',
  incentives: 'an incentive',
  policies: 'a policy',
  promises: 'a promise',
  facts: 'information',
}

/** Names that nothing has: one finding a name, however often it is used. */
export function* unknownReferences(
  document: Document,
  mentions: readonly Mention[],
  names: Names,
  rules: ReadonlySet<string>,
): Iterable<Draft> {
  const unknown = new Map<string, Mention[]>()
  for (const mention of mentions) {
    const { kind, name } = mention
    if (kind === 'fact' || isKnown(kind, name, names, rules)) continue
    const same = `${kind === 'rule' ? 'rule' : allowed[kind].thing} ${name}`
    addTo(unknown, same, mention)
  }
  const all = patience()
  for (const used of unknown.values()) yield unknownReference(document, used, names, rules, all)
}

/**
 * Whether everything has the names that are used. Where not, `unknownReferences` says which, given their places. Nearly
 * always all have, so nothing is gathered for it but facts, for those who carry some.
 */
export function areAllKnown(uses: Uses, defined: readonly Defined[], rules: ReadonlySet<string>): boolean {
  const carried = uses.get('carried')
  const facts = carried && factsIn(defined)
  for (const [kind, names] of uses) {
    if (kind === 'fact') continue
    for (const name of names) {
      if (kind === 'rule' ? rules.has(name) : isDefined(name, allowed[kind], defined)) continue
      if (kind !== 'carried' || !facts!.has(name)) return false
    }
  }
  return true
}

function isDefined(name: string, { sections, words }: (typeof allowed)['step'], defined: readonly Defined[]): boolean {
  for (const section of sections)
    for (const document of defined) if (section !== 'facts' && document[section]?.[name] !== undefined) return true
  return words.includes(name)
}

function isKnown(kind: Exclude<NameKind, 'fact'>, name: string, names: Names, rules: ReadonlySet<string>): boolean {
  if (kind === 'rule') return rules.has(name)
  const { sections, words } = allowed[kind]
  for (const section of sections) if (names.get(section)!.has(name)) return true
  return words.includes(name)
}

/** Under `start`, names can be keys, each with its rate. */
const isKey = (path: Mention['path']): boolean => path[0] === 'start' && typeof path[1] === 'string'

function unknownReference(
  document: Document,
  used: readonly Mention[],
  names: Names,
  rules: ReadonlySet<string>,
  patience: Patience,
): Draft {
  const [{ kind, name }] = used as [Mention, ...Mention[]]
  const places = used.map(({ path }): Place => ({ document, path, ...(isKey(path) ? { part: 'key' } : {}) }))
  const marks = places.slice(0, 6).map((at, i) => ({ at, says: i === 0 ? 'nothing has this name' : 'and here' }))
  const draft = (message: string, help: string): Draft => ({
    message,
    help,
    marks: marks as [(typeof marks)[0] & object],
    names: [name],
  })
  const didYouMean = (message: string, near: string): Draft => ({
    ...draft(message, `Did you mean ${code(near)}?`),
    meant: { word: near, at: places },
  })
  if (kind === 'rule') {
    const message = `No rule is called ${code(name)}`
    const near = nearest(name, rules, patience)
    return near ? didYouMean(message, near) : draft(message, '`faultline rules` lists them')
  }
  const { sections, words, thing } = allowed[kind as Exclude<NameKind, 'rule' | 'fact'>]
  const times = used.length > 1 ? `, in ${used.length} places` : ''
  const message = `No ${thing} is called ${code(name)}${times}`
  if (name.startsWith('x-'))
    return draft(message, `Keys that begin with \`x-\` are the author's own and are not read: give it another name`)
  const elsewhere = [...names].find(
    ([section, ids]) => !(sections as readonly string[]).includes(section) && ids.has(name),
  )
  if (elsewhere)
    return draft(
      message,
      `${code(name)} is ${one[elsewhere[0]]}; name ${thing === 'owner' ? 'an owner' : `a ${thing}`} here`,
    )
  const near = nearest(name, candidates(words, sections, names), patience)
  if (near) return didYouMean(message, near)
  if (kind === 'noticer') return draft(message, 'Name an owner, or say `system`, `customer` or `nobody`')
  if (kind === 'carried') return draft(message, 'Name what a step collects or produces, or a promise; or say `all`')
  return draft(
    message,
    `Add ${code(name)} under ${listed(
      sections.slice(0, 2).map((section) => `\`${section}:\``),
      'or',
    )}, or name one that is there`,
  )
}

function* candidates(words: readonly string[], sections: readonly string[], names: Names): Iterable<string> {
  yield* words
  for (const section of sections) yield* names.get(section)!
}
