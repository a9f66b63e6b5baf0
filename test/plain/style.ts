import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, parseDocument, visit } from 'yaml'
import type { Finding } from '../../src/finding.ts'
import { called, people } from '../../src/plain.ts'
import { ruleNamed } from '../../src/rules/index.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { judgeAll } from '../helpers/judge.ts'

/**
 * What leaders read, looked at sentence by sentence. Names are known from the file as it is written, not from what the
 * program made of it.
 */

/** A finding in plain words, and the texts of the blueprints that it can take its names from. */
export interface Told {
  readonly where: string
  readonly finding: Finding
  readonly texts: readonly string[]
}

/** What these rules find in the examples of all rules, in `blueprints/` and in `test/cases/`, in plain words. */
export async function toldBy(ids: readonly string[], texts = allTexts()): Promise<Told[]> {
  const told: Told[] = []
  for (const [where, group] of texts) told.push(...(await toldIn(group, ids, where)))
  return told
}

/** What these rules find in texts of one run, in plain words. */
export async function toldIn(texts: readonly string[], ids: readonly string[], where = 'here'): Promise<Told[]> {
  const named = Object.fromEntries(texts.map((text, i) => [`${i}.blueprint.yaml`, text]))
  const { findings, faults } = await judgeAll(named, { plain: true })
  const [fault] = faults
  if (fault) throw fault.error
  return findings.filter(({ rule }) => ids.includes(rule)).map((finding) => ({ where, finding, texts }))
}

/** What a rule says in plain words of its own bad example: the list that a reviewer reads. */
export async function badExampleOf(id: string): Promise<{ lived: string; change: string; who: readonly string[] }[]> {
  const told = await toldIn(examplesOf(ruleNamed(id)!)['bad']!, [id])
  return told.map(({ finding: { plain } }) => plain!)
}

/** All blueprints that are at hand: by where they stand, the texts of a run. */
export function allTexts(): [string, readonly string[]][] {
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  const files = [here('../../blueprints'), here('../cases')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.blueprint.yaml'))
      .sort()
      .map((file): [string, readonly string[]] => [file, [readFileSync(join(folder, file), 'utf8')]]),
  )
  const examples = ruleFiles().flatMap((rule) =>
    Object.entries(examplesOf(rule)).map(([name, texts]): [string, readonly string[]] => [
      `${rule.id}: ${name}`,
      texts,
    ]),
  )
  return [...files, ...examples]
}

const ruleFiles = (): Rule[] =>
  readdirSync(new URL('../../src/rules', import.meta.url), { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((file) => ruleNamed(/([a-z-]+)\.ts$/.exec(file)?.[1] ?? '') ?? []) as Rule[]

/** Each example as the texts of one run: the bad and the good one together with what has to stand beside them. */
export function examplesOf({ bad, good, beside, innocent = [] }: Rule): Record<string, readonly string[]> {
  const besides = beside ? [beside] : []
  return {
    bad: [...besides, bad],
    good: [...besides, good],
    ...Object.fromEntries(innocent.map(({ when, blueprint }) => [when, [blueprint]])),
  }
}

/** What is wrong with how a finding speaks to leaders; nothing where it is as it should be. */
export function slipsIn({ finding, texts }: Told): string[] {
  const { plain } = finding
  if (!plain) return [`${finding.rule} has no plain words for: ${finding.message}`]
  const names = namesIn(texts)
  const ids = idsIn(texts)
  const strangers = plain.who.filter((name) => !names.owners.includes(name))
  return [
    ...strangers.map((name) => `who: ${name} is no owner here`),
    ...slipsOf(plain.lived, names, { most: 260, sentences: [1, 2] }).map((slip) => `lived: ${slip}`),
    ...slipsOf(plain.change, names, { most: 200, sentences: [1, 1] }).map((slip) => `change: ${slip}`),
    ...[plain.lived, plain.change].flatMap((text) => ids.filter((id) => text.includes(id)).map((id) => `the id ${id}`)),
  ]
}

export interface Names {
  readonly owners: readonly string[]
  /** Everything that the file says anywhere: what may stand in quotes. */
  readonly said: readonly string[]
}

/** What is wrong with a text for leaders, whatever the names in it are. */
export function slipsOf(
  text: string,
  names: Names,
  { most, sentences }: { most: number; sentences: readonly [number, number] },
): string[] {
  const bare = withoutNames(text, names)
  const slips: string[] = []
  const number = bare.match(/\.(?= |$)/g)?.length ?? 0
  if (number < sentences[0] || number > sentences[1]) slips.push(`${number} sentences`)
  if (lengthWithShortNames(text, names) > most) slips.push(`${text.length} characters`)
  for (const [slip, pattern] of patterns) {
    const found = pattern.exec(bare)
    if (found) slips.push(`${slip}: ${found[0].trim()}`)
  }
  return slips.map((slip) => `${slip} | ${text}`)
}

/** Stand-ins for names: a thing in quotes, and owners. */
const thing = '“T”'
const owner = 'Ownername'

/** The sentence with stand-ins for all names, so that nothing that an author wrote is taken for our words. */
export function withoutNames(text: string, { owners, said }: Names): string {
  let bare = text
  const byLength = (a: string, b: string): number => b.length - a.length
  for (const name of said.map((name) => called({ name })).sort(byLength)) bare = bare.replaceAll(name, thing)
  for (const name of owners.map((name) => people([{ name }])).sort(byLength)) bare = bare.replaceAll(name, owner)
  return bare.replaceAll(new RegExp(`${owner}(?:, ${owner})* (?:and|or) ${owner}`, 'g'), owner)
}

/** Long names are the author's own doing. */
const lengthWithShortNames = (text: string, { owners, said }: Names): number =>
  [...said.map((name) => called({ name })), ...owners.map((name) => people([{ name }]))]
    .filter((name) => name.length > 24)
    .reduce((shorter, name) => shorter.replaceAll(name, 'x'.repeat(24)), text).length

/** What must not stand in a sentence for leaders, names aside. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ['does not begin with a capital letter', /^(?!\p{Lu}|“T”)/u],
  ['a sentence that does not begin with a capital letter', /\. (?!\p{Lu}|“T”).{0,20}/u],
  ['does not end with a full stop', /.{0,20}[^.]$/],
  ['a sign that has no place here', /[`;!?<>{}[\]_*#"]|\.\.|…/],
  ['more than one colon', /:.*:/],
  ['quotes that do not close', /“(?!T”)|(?<!“T)”/],
  ['a gap', / {2}| [,.]|\( | \)|^ | $|“”|\b(?:and|or|,) *[,.]/],
  ['something that is not there', /\b(?:undefined|null|NaN|Infinity|object)\b/],
  ['a number in letters', /(?<!one in )\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i],
  ['more than one, of one', /(?<![.\d])1 (?:steps|minutes|hours|days|weeks|times|owners|customers|people)\b/],
  ['one, of several', /\b(?!1\b)\d+ (?:step|minute|hour|day|week|time|owner|customer|person)\b(?! ago)/],
  ['a word of the trade', trade()],
  ['a key', /\b(?:outcomes?|accountable|confirmed|via|noticed|carries|improves|hurts)\b/i],
  ['a word that says nothing', /\b(?:invalid|violations?|issues?|problems?|noted|please|simply|basically)\b/i],
  ['blame', /\b(?:fails? to|failed to|forgets?|forgot|ignores?|neglects?|careless|lazy|fault|guilty|blame)\b/i],
  ['a person who is no customer', /\b(?:users?|clients?|he|she|his|her)\b/i],
  ['a dash that is no dash', / - |--/],
  ['the number of an owner', new RegExp(`(?:^|[.,:] |\\b(?:${clauses()}) )${owner} (?!(?:${modals()})\\b)\\w+`)],
]

function trade(): RegExp {
  const words = [
    ...['handoffs?', 'hand-offs?', 'nodes?', 'edges?', 'graph', 'loops?', 'joins?', 'split', 'paths?', 'dominators?'],
    ...[
      'lanes?',
      'touchpoints?',
      'backstage',
      'frontstage',
      'support process(?:es)?',
      'recovery',
      'recover',
      'metrics?',
    ],
    ...['incentives?', 'incentivi[sz]ed?', 'KPIs?', 'stakeholders?', 'blueprints?', 'flows?', 'workflows?', 'tokens?'],
    ...['owners?', 'ownerless', 'owned', 'lever', 'SLAs?', 'deadlock', 'cycles?', 'instances', 'parameters?'],
  ]
  return new RegExp(`\\b(?:${words.join('|')})\\b`, 'i')
}

/** Words after which the subject of a clause stands. */
function clauses(): string {
  return 'that|which|when|if|until|what|because|where|while|once|but|so|than|whatever|whether'
}

/** Words that are the same for one and for many. */
function modals(): string {
  return 'can|cannot|could|may|might|must|need not|will|would|should|had|did|and|or|to|from|by|at|for|with|in'
}

/** All that an author wrote or that follows from a name: what may stand in a sentence without being ours. */
export function namesIn(texts: readonly string[]): Names {
  const said = new Set<string>()
  const owners: string[] = []
  for (const text of texts) {
    visit(parseDocument(text), {
      Scalar: (_, { value }) => void said.add(typeof value === 'string' ? value : String(value)),
    })
    const sections = parse(text) as Record<string, unknown>
    for (const [section, named] of Object.entries(sections)) {
      if (typeof named !== 'object' || named === null || Array.isArray(named)) continue
      for (const [id, entry] of Object.entries(named as Record<string, { name?: string } | null>)) {
        const name = String(entry?.name ?? id.replaceAll('-', ' '))
        said.add(name)
        if (section === 'owners') owners.push(name)
      }
    }
    // What people have is written once, and named in many places.
    for (const one of [...said]) said.add(one.replaceAll('-', ' '))
  }
  return { owners, said: [...said] }
}

/** Names with a dash that only the file has: people say something else. */
function idsIn(texts: readonly string[]): string[] {
  const written = new Set<string>()
  const ids = new Set<string>()
  for (const text of texts)
    visit(parseDocument(text), {
      Pair: (_, { key, value }) => {
        const name = String(key)
        if (name.includes('-')) ids.add(name)
        const { value: says } = (value ?? {}) as { value?: unknown }
        if (typeof says === 'string' && /name|says|what|when|title/.test(name)) written.add(says)
      },
    })
  return [...ids].filter((id) => ![...written].some((name) => name.includes(id)))
}

/** A blueprint in which everything that people give a name is called by this one. Ids, and so all verdicts, stay. */
export function renamed(text: string, name: string): string {
  const document = parseDocument(text)
  for (const section of ['owners', 'metrics', 'policies', 'incentives', 'steps']) {
    const entries = parse(text)[section] as Record<string, unknown> | undefined
    for (const id of Object.keys(entries ?? {})) {
      if (document.getIn([section, id]) === null) document.setIn([section, id], document.createNode({}))
      if (section !== 'incentives') document.setIn([section, id, 'name'], name)
    }
  }
  visit(document, {
    Pair: (_, { key, value }) => {
      const says = (value ?? {}) as { value?: unknown }
      if (['says', 'what', 'when'].includes(String(key)) && typeof says.value === 'string') says.value = name
    },
  })
  return document.toString()
}

/** Names that try a sentence: long, short, strange, and with signs that end sentences and quotes. */
export const tryingNames: readonly string[] = [
  'N'.repeat(300),
  'word '.repeat(60).trim(),
  'X',
  '🛒📦',
  'Says “yes” to it.',
  'Dr. Smith & Co. Ltd.',
  'Who? Me! (and others; more)',
  'a `tick` and <b>bold</b>',
  'next: confirmed',
  'Wartet auf Rückruf, täglich',
  'متجر',
]
