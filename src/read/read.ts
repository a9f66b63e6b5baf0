import type { Draft } from '../finding.ts'
import { definedTwice, disagreements, ownersNamedLikeNobody } from './agreements.ts'
import type { Blueprint } from './blueprint.ts'
import { blueprintOf } from './build.ts'
import { type Document, documentOf, type Source } from './document.ts'
import { fitted, type Uses } from './fitting.ts'
import type { DocumentKind } from './mold.ts'
import { normalize } from './normalize.ts'
import { areAllKnown, type Defined, namesIn, unknownReferences } from './references.ts'
import { bareSchemas } from './bare-schemas.ts'
import type { BlueprintDocument, OrganizationDocument } from './written.ts'
import type { Slip } from './slips.ts'
import { parseYaml } from './yaml.ts'

/** The longest text that is read, in characters. A blueprint of 40 steps has about 14,000. */
export const longestText = 16 * 1024 * 1024

/** A slip that keeps a blueprint from being judged, with the rule that it belongs to. */
export interface Obstacle {
  readonly rule: 'yaml-syntax' | 'wrong-shape' | 'unknown-reference'
  readonly draft: Draft
}

export type Outcome<T> = { readonly value: T } | { readonly obstacles: readonly Obstacle[] }

/** Why an organization's file could not be had, as a fact that stands behind its name. */
export interface Unavailable {
  readonly unavailable: string
  readonly help: string
}

export interface ReadOptions {
  /** The names that `accepted` may refer to. */
  readonly rules: ReadonlySet<string>
  /** Finds the organization's file that a blueprint names. */
  readonly organization: (named: string, by: Source) => Source | Unavailable
}

export interface Shaped<T> {
  readonly document: Document
  readonly data: T
  readonly uses: Uses
}

/** Keeps the organization files of a run, so that each is read, and complained of, once. */
export type Organizations = Map<string, Outcome<Shaped<OrganizationDocument>>>

/**
 * Whether a text says that it is one of ours, however wrong the rest of it may be. What another file names, or a link
 * leads to, can be any file: where it does not say so, none of it must be quoted, since it may hold a password.
 */
export const saysItIs = (text: string, kind: keyof typeof claims): boolean => claims[kind].test(text)

const claims = {
  blueprint: /(?:^|[\s{,'"])blueprint['"]?[ \t]*:[ \t]*['"]?\d/,
  organization: /(?:^|[\s{,'"])organization['"]?[ \t]*:[ \t]*['"]?\d/,
  config: /(?:^|[{,]\s*)['"]?(?:extends|failOn|ignore|rules|overrides|houseRules)['"]?[ \t]*:/m,
}

/** Text → blueprint, or all that keeps it from being judged. */
export async function readBlueprint(
  source: Source,
  options: ReadOptions,
  organizations: Organizations,
): Promise<Outcome<Blueprint>> {
  const shaped = await shape<BlueprintDocument>(source, 'blueprint')
  if ('obstacles' in shaped) return shaped
  const own = shaped.value
  const shared = await organizationOf(own, options, organizations)
  if (shared && 'obstacles' in shared) return shared

  const defined = shared ? [own.data, shared.value.data] : [own.data]
  const obstacles: Obstacle[] = [
    ...as('wrong-shape', disagreements(own.document, own.data)),
    ...as('wrong-shape', shared ? definedTwice(own, shared.value) : []),
    ...as('unknown-reference', unknownNames(own, 'blueprint', defined, options.rules)),
  ]
  return obstacles.length > 0 ? { obstacles } : { value: blueprintOf(own, shared?.value) }
}

async function organizationOf(
  own: Shaped<BlueprintDocument>,
  options: ReadOptions,
  organizations: Organizations,
): Promise<Outcome<Shaped<OrganizationDocument>> | undefined> {
  const named = own.data.organization
  if (named === undefined) return undefined
  const source = options.organization(named, own.document)
  if ('unavailable' in source) {
    const draft: Draft = {
      message: `The organization's file \`${named}\` ${source.unavailable}`,
      help: source.help,
      marks: [{ at: { document: own.document, path: ['organization'] }, says: 'not read' }],
    }
    return { obstacles: as('wrong-shape', [draft]) }
  }
  const known = organizations.get(source.file)
  const outcome = known ?? (await readOrganization(source))
  // Its own slips are told once; to the other blueprints that use it, there is nothing more to say.
  if (!known) organizations.set(source.file, 'obstacles' in outcome ? { obstacles: [] } : outcome)
  if ('obstacles' in outcome && source.text !== '' && !saysItIs(source.text, 'organization')) {
    const draft: Draft = {
      message: `The organization's file \`${named}\` is none: it does not say \`organization: 1\``,
      help: 'Begin it so, or name another file',
      marks: [{ at: { document: own.document, path: ['organization'] }, says: 'names this file' }],
    }
    return { obstacles: as('wrong-shape', [draft]) }
  }
  return outcome
}

async function readOrganization(source: Source): Promise<Outcome<Shaped<OrganizationDocument>>> {
  const shaped = await shape<OrganizationDocument>(source, 'organization')
  if ('obstacles' in shaped) return shaped
  const { document, data } = shaped.value
  const obstacles = [
    ...as('wrong-shape', ownersNamedLikeNobody(document, data)),
    ...as('unknown-reference', unknownNames(shaped.value, 'organization', [data], new Set())),
  ]
  return obstacles.length > 0 ? { obstacles } : shaped
}

/** Nearly always there are none: only then it is worth while to look up where each name stands. */
function unknownNames(
  { document, uses }: Shaped<unknown>,
  kind: DocumentKind,
  defined: readonly Defined[],
  rules: ReadonlySet<string>,
): Iterable<Draft> {
  if (areAllKnown(uses, defined, rules)) return []
  const { mentions } = normalize(document.root, bareSchemas[kind])
  // Steps are looked up in each blueprint, and where one has none of that name an organization's entry does not apply.
  const here = kind === 'organization' ? mentions.filter((mention) => mention.kind !== 'step') : mentions
  return unknownReferences(document, here, namesIn(...defined), rules)
}

/** Text → tree → plain values that fit the schema. */
export async function shape<T>(source: Source, kind: DocumentKind): Promise<Outcome<Shaped<T>>> {
  const unreadable = unreadableText(source)
  if (unreadable) return { obstacles: as('yaml-syntax', [unreadable]) }
  const parsed = await parseYaml(source.text)
  if ('slips' in parsed)
    return {
      obstacles: as(
        'yaml-syntax',
        parsed.slips.map((slip) => draftOf(slip, source)),
      ),
    }
  const document = documentOf(source, parsed)
  const fit = fitted(parsed, kind)
  if (fit) return { value: { document, data: fit.data as T, uses: fit.uses } }
  const { misfits } = await import('./misfits.ts')
  const found = misfits<T>(document, kind)
  return 'document' in found ? { value: found } : { obstacles: as('wrong-shape', found) }
}

function unreadableText(source: Source): Draft | undefined {
  const { text, damage } = source
  const at = (start: number) => ({ source, span: { start, end: start }, element: '' })
  if (damage)
    return { message: damage.message, help: damage.help, marks: [{ at: at(damage.offset), says: damage.says }] }
  if (text.length > longestText)
    return {
      message: `The file has ${(text.length / 1024 / 1024).toFixed(1)} million characters, and at most ${longestText / 1024 / 1024} million are read`,
      help: 'Split it into several blueprints, one a service',
      marks: [{ at: at(0), says: 'too large' }],
    }
  const binary = text.indexOf('\0')
  if (binary >= 0)
    return {
      message: 'The file is not a text: it holds bytes that no editor writes',
      help: 'Save the blueprint as plain text, in UTF-8',
      marks: [{ at: at(binary), says: 'not text' }],
    }
  return undefined
}

const draftOf = (slip: Slip, source: Source): Draft => {
  const { message, help, label, start, end, other } = slip
  const mark = { at: { source, span: { start, end }, element: '' }, says: label }
  return {
    message,
    help,
    marks: other ? [mark, { at: { source, span: other, element: '' }, says: other.label }] : [mark],
  }
}

/** Nobody reads more than these, and a file can be wrong throughout. */
const mostSlips = 1_000

function as(rule: Obstacle['rule'], drafts: Iterable<Draft>): Obstacle[] {
  const obstacles: Obstacle[] = []
  for (const draft of drafts) {
    if (obstacles.length === mostSlips) {
      obstacles.push({ rule, draft: thereIsMore(draft) })
      break
    }
    obstacles.push({ rule, draft })
  }
  return obstacles
}

const thereIsMore = ({ marks: [{ at }] }: Draft): Draft => ({
  message: `More in this file is wrong than these ${mostSlips} things`,
  help: 'Mend the others first, and check again',
  marks: [{ at, says: 'from here on' }],
})
