import type { Draft } from '../finding.ts'
import { code, listed, shortened } from '../words.ts'
import { nearest } from './did-you-mean.ts'
import type { Document, Path, Place } from './document.ts'
import { itemSchema, type Schema } from './normalize.ts'
import { isEmpty, type Node } from './tree.ts'
import type { Misfit } from './validate.ts'

/** What the validator found, in the author's words: one finding a slip. */
export function* wrongShapes(document: Document, schema: Schema, found: readonly Misfit[]): Iterable<Draft> {
  const misfits = found.filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined)
  const seen = new Set<string>()
  const meant = new Set<string>()
  for (const misfit of misfits.filter(isUnknownKey)) {
    const { draft, suggestion } = unknownKey(document, schema, misfit)
    yield draft
    if (suggestion) meant.add(`${misfit.instancePath} ${suggestion}`)
  }
  const misnamed = usesOfMisnamed(document, misfits)
  const uses = new Set([...misnamed.values()].flat())
  for (const misfit of misfits) {
    if (isUnknownKey(misfit)) continue
    if (uses.has(misfit)) continue
    // The same slip, seen twice: `lan:` is unknown, and `lane` is missing.
    if (meant.has(`${misfit.instancePath} ${misfit.params['missingProperty']}`)) continue
    const slip = `${misfit.instancePath} ${misfit.params['missingProperty'] ?? misfit.params['propertyName'] ?? ''}`
    if (seen.has(slip)) continue
    seen.add(slip)
    yield misfit.keyword === 'propertyNames' ? noName(document, misfit, misnamed) : unfit(document, schema, misfit)
  }
}

const isUnknownKey = ({ keyword }: Misfit): boolean => keyword === 'additionalProperties'

function unknownKey(document: Document, schema: Schema, misfit: Misfit): { draft: Draft; suggestion?: string } {
  const key = String(misfit.params['additionalProperty'])
  const path = [...pathOf(misfit.instancePath), key]
  const place: Place = { document, path, part: 'key' }
  const { here, definition } = schemaAt(schema, path.slice(0, -1))
  const known = Object.keys(here.properties ?? {})
  const parent = nodeAt(document, path.slice(0, -1))
  const value = parent?.kind === 'map' ? parent.entries.get(key)?.value : undefined
  if (parent?.kind === 'map' && parent.flow && value && isEmpty(value) && value.start === value.end)
    return {
      draft: {
        message: `A comma ends the text before ${code(shortened(key))}, which so became a key of its own`,
        help: 'Put the whole text in quotes',
        marks: [{ at: place, says: 'read as a key' }],
        names: [key],
      },
    }
  const suggestion = nearest(key, known)
  const elsewhere = kindThatKnows(schema, key)
  const help = suggestion
    ? `Did you mean ${code(suggestion)}?`
    : elsewhere
      ? `${code(key)} is a key of ${elsewhere}: write it there`
      : known.length <= 12
        ? `The keys here are ${listed(known.map(code))}`
        : 'An editor that knows the schema lists the keys that may stand here'
  return {
    draft: {
      message: `${code(shortened(key))} is not a key of ${kindOf(definition, path)}`,
      help: `${help}. A key of your own begins with \`x-\``.replace('?.', '?'),
      marks: [{ at: place, says: 'unknown key' }],
      names: [key],
      // Where the key that was meant is there as well, one of the two would be lost.
      ...(suggestion !== undefined && parent?.kind === 'map' && !parent.entries.has(suggestion)
        ? { meant: { word: suggestion, at: [place] } }
        : {}),
    },
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

/** Where a key that is out of place belongs. */
function kindThatKnows(schema: Schema, key: string): string | undefined {
  const kind = Object.keys(kinds).find((name) => {
    const keys = schema.definitions?.[name]?.properties
    return keys !== undefined && Object.hasOwn(keys, key)
  })
  return kind === undefined ? undefined : kinds[kind]
}

type Uses = ReadonlyMap<string, readonly Misfit[]>

/** Where a thing is called as it cannot be, all that name it do so too: one slip. */
function usesOfMisnamed(document: Document, misfits: readonly Misfit[]): Uses {
  const uses = new Map<string, Misfit[]>()
  for (const { keyword, params } of misfits)
    if (keyword === 'propertyNames') uses.set(String(params['propertyName']), [])
  if (uses.size === 0) return uses
  for (const misfit of misfits) {
    const node = misfit.keyword === 'pattern' ? nodeAt(document, pathOf(misfit.instancePath)) : undefined
    if (node?.kind === 'scalar') uses.get(node.text)?.push(misfit)
  }
  return uses
}

function noName(document: Document, { instancePath, params }: Misfit, misnamed: Uses): Draft {
  const path = pathOf(instancePath)
  const key = String(params['propertyName'])
  const at: Place = { document, path: [...path, key], part: 'key' }
  const parent = nodeAt(document, path)
  const uses = misnamed.get(key) ?? []
  const suggestion = asName(key)
  const isFree = suggestion !== undefined && parent?.kind === 'map' && !parent.entries.has(suggestion)
  return {
    message: `${code(shortened(key))} cannot be a name`,
    help: `${isFree ? `Write ${code(shortened(suggestion))}, wherever it is named: a` : 'A'} name is a letter from a to z, then such letters, digits and dashes; what people call it goes into \`name:\``,
    marks: [{ at, says: 'not a name' }],
    names: [key],
    ...(isFree
      ? { meant: { word: suggestion, at: [at, ...uses.map((use) => ({ document, path: pathOf(use.instancePath) }))] } }
      : {}),
  }
}

const inOurLetters: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', œ: 'oe', å: 'aa', ł: 'l', đ: 'd', ð: 'd', þ: 'th' },
  ...{ Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', Æ: 'Ae', Ø: 'Oe', Œ: 'Oe', Å: 'Aa', Ł: 'L', Đ: 'D' },
}

/** The same in letters that names are made of: `prüfen am Ort` → `pruefen-am-Ort`; nothing where that makes no name. */
function asName(text: string): string | undefined {
  const name = text
    .normalize('NFC')
    .trim()
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => inOurLetters[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\s_./–]+/gu, '-')
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(name) ? name : undefined
}

function unfit(document: Document, schema: Schema, misfit: Misfit): Draft {
  const path = pathOf(misfit.instancePath)
  const at: Place = { document, path }
  const { here } = schemaAt(schema, path)
  if (misfit.keyword === 'required') {
    const key = String(misfit.params['missingProperty'])
    const wanted = schemaAt(schema, [...path, key]).here
    const choice = wanted.enum ? ` with ${listed(wanted.enum.map(code), 'or')}` : ''
    return {
      message: `${subject(path)} has no ${code(key)}`,
      help: wanted.const === undefined ? `Add \`${key}:\`${choice}` : `Add \`${key}: ${wanted.const}\``,
      marks: [{ at: { document, path, part: 'key' }, says: `no ${code(key)} here` }],
      names: [key],
    }
  }
  if (misfit.keyword === 'minProperties' || misfit.keyword === 'minItems')
    return {
      message: `${subject(path)} holds nothing`,
      help:
        path[0] === 'houseRules'
          ? 'Name them; `"*"` means all'
          : path[0] === 'steps'
            ? 'Add at least one step: `take-call: { lane: touchpoint, owner: floor-staff }`'
            : 'Add an entry, or take the key away',
      marks: [{ at: { document, path, part: 'key' }, says: 'empty' }],
    }
  if (misfit.keyword === 'uniqueItems') {
    const again = Math.max(Number(misfit.params['i']), Number(misfit.params['j']))
    return {
      message: `${subject(path)} names the same thing twice`,
      help: 'Take one of the two away',
      marks: [{ at: { document, path: [...path, again] }, says: 'again here' }],
    }
  }
  const node = nodeAt(document, path)
  const isShort = typeof path.at(-1) === 'number' && nodeAt(document, path.slice(0, -1))?.kind === 'scalar'
  const suggestion = here.enum && node?.kind === 'scalar' ? nearest(node.text, here.enum) : undefined
  return {
    message: `${subject(isShort ? path.slice(0, -1) : path)} cannot be ${written(node)}`,
    help: suggestion ? `Did you mean ${code(suggestion)}? ${expectation(here, node)}` : expectation(here, node),
    marks: [{ at, says: suggestion ? `${suggestion}?` : 'not this' }],
    ...(suggestion === undefined ? {} : { meant: { word: suggestion, at: [at] } }),
  }
}

/** What may stand there, as a sentence without its full stop. */
function expectation({ enum: choices, errorMessage, type }: Schema, node: Node | undefined): string {
  if (choices) return `It is one of ${listed(choices.map(code), 'or')}`
  if (node?.kind === 'list' && type === 'string') return 'Name one, not a list'
  if (errorMessage === undefined) return 'Another kind of value is expected'
  return / is | are /.test(errorMessage)
    ? `${errorMessage[0]!.toUpperCase()}${errorMessage.slice(1)}`
    : `Expected: ${errorMessage}`
}

/** `via` of `take-call` */
export function subject(path: Path): string {
  const [section, name] = path
  if (path.length === 0) return 'The file'
  const said = path.at(-1) === 'to' ? path.slice(0, -1) : path // a flow may be just the step's name
  const keys = said.filter((key): key is string => typeof key === 'string')
  const last = code(shortened(keys.at(-1)!))
  if (path.length === 2 && typeof name === 'string') return last
  if (keys.length > 2 && section !== 'accepted') return `${last} of ${code(shortened(String(name)))}`
  return typeof path.at(-1) === 'number' ? `An entry of ${last}` : last
}

const written = (node: Node | undefined): string => {
  if (node === undefined) return 'this'
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'a map of keys'
  return node.text === '' ? 'empty' : code(shortened(node.text.replaceAll('\n', ' ')))
}

const kinds: Record<string, string> = {
  owner: 'an owner',
  metric: 'a metric',
  incentive: 'an incentive',
  policy: 'a policy',
  promise: 'a promise',
  flow: 'a flow',
  failure: 'a failure',
  step: 'a step',
  acceptance: 'an accepted trade-off',
  override: 'an override',
  houseRule: 'a rule of the house',
}

function kindOf(definition: string | undefined, path: Path): string {
  if (definition && kinds[definition]) return kinds[definition]
  const keys = path.slice(0, -1)
  return keys.length === 0 ? 'this file' : code(String(keys.findLast((key) => typeof key === 'string')))
}

/** The schema of what stands at a path, and the definition that it comes from. */
function schemaAt(root: Schema, path: Path): { here: Schema; definition: string | undefined } {
  let definition: string | undefined
  const resolve = (one: Schema): Schema => {
    let here = one
    while (here.$ref !== undefined) {
      definition = here.$ref.slice('#/definitions/'.length)
      here = root.definitions![definition]!
    }
    return here
  }
  let here = root
  for (const key of path) {
    const named =
      typeof key === 'string' && here.properties && Object.hasOwn(here.properties, key)
        ? here.properties[key]
        : undefined
    const next =
      typeof key === 'number' ? itemSchema(here.then ?? here, key) : (named ?? (here.additionalProperties || undefined))
    if (next === undefined) break
    definition = undefined
    here = resolve(next)
  }
  return { here, definition }
}

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^[0-9]+$/.test(key) ? Number(key) : key))

function nodeAt(document: Document, path: Path): Node | undefined {
  let node: Node | undefined = document.root
  for (const key of path) {
    if (node?.kind === 'list' && typeof key === 'number') node = node.items[key]
    else if (node?.kind === 'map' && typeof key === 'string') node = node.entries.get(key)?.value
  }
  return node
}
