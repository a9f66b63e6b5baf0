import type { Document, Path, Source, Span } from '../read/document.ts'
import { documentOf, spanOf } from '../read/document.ts'
import { type Mention, normalize } from '../read/normalize.ts'
import { longestText } from '../read/read.ts'
import { schemas } from '../read/schemas.ts'
import type { Entry, Node } from '../read/tree.ts'
import type { BlueprintDocument } from '../read/written.ts'
import { parseYaml } from '../read/yaml.ts'

/** A text as an editor asks about it: it may have slips, as long as it is YAML. */
export interface Page {
  readonly document: Document
  readonly kind: keyof typeof schemas
  /** Along the schema where it fits it; as written where it does not. */
  readonly data: Partial<BlueprintDocument>
  readonly mentions: readonly (Mention & { readonly span: Span })[]
}

const pages = new WeakMap<Source, Promise<Page | undefined>>()

/** Undefined where the text is not YAML that can be read. Each text is read once. */
export function pageOf(source: Source): Promise<Page | undefined> {
  let page = pages.get(source)
  if (!page) pages.set(source, (page = read(source).catch(() => undefined)))
  return page
}

async function read(source: Source): Promise<Page | undefined> {
  if (source.damage || source.text.length > longestText) return undefined
  const parsed = await parseYaml(source.text)
  if ('slips' in parsed) return undefined
  const document = documentOf(source, parsed)
  const { entries } = parsed.root
  const kind = entries.has('organization') && !entries.has('blueprint') && !entries.has('steps')
  const schema = kind ? schemas.organization : schemas.blueprint
  const { data, mentions } = normalize(parsed.root, schema)
  return {
    document,
    kind: kind ? 'organization' : 'blueprint',
    data: data as Partial<BlueprintDocument>,
    mentions: mentions.map((mention) => ({ ...mention, span: spanOfMention(document, mention) })),
  }
}

function spanOfMention(document: Document, { name, path }: Mention): Span {
  // Names that are keys: under `start`.
  const entry = path[0] === 'start' && path.length === 2 ? entryAt(document, path) : undefined
  return entry?.key === name ? keyOf(entry) : spanOf({ document, path })
}

export const keyOf = ({ keyStart, keyEnd }: Entry): Span => ({ start: keyStart, end: keyEnd })

/** What stands at a path, followed as far as it is written. */
export function nodeAt(document: Document, path: Path): Node | undefined {
  let node: Node | undefined = document.root
  for (const key of path) {
    if (node?.kind === 'list' && typeof key === 'number') node = node.items[key]
    else if (node?.kind === 'map' && typeof key === 'string') node = node.entries.get(key)?.value
    else if (!(typeof key === 'number' && node?.kind === 'map')) return undefined // one flow may stand for a list of one
  }
  return node
}

export function entryAt(document: Document, path: Path): Entry | undefined {
  const key = path.at(-1)
  const node = nodeAt(document, path.slice(0, -1))
  return node?.kind === 'map' && typeof key === 'string' ? node.entries.get(key) : undefined
}

/** What stands at an offset: the way of keys to it, and whether it is the key itself. */
export function pathAt({ root }: Document, offset: number): { path: Path; entry?: Entry; onKey: boolean } {
  const path: (string | number)[] = []
  let node: Node = root
  let entry: Entry | undefined
  for (;;) {
    const next: { key: string | number; node: Node; entry?: Entry } | undefined = stepInto(node, offset)
    if (next === undefined) return { path, ...(entry ? { entry } : {}), onKey: false }
    path.push(next.key)
    entry = next.entry
    if (entry && entry.keyStart <= offset && offset <= entry.keyEnd) return { path, entry, onKey: true }
    node = next.node
  }
}

function stepInto(node: Node, offset: number): { key: string | number; node: Node; entry?: Entry } | undefined {
  if (node.kind === 'list') {
    const key = node.items.findIndex((item) => item.start <= offset && offset <= item.end)
    return key < 0 ? undefined : { key, node: node.items[key]! }
  }
  if (node.kind === 'scalar') return undefined
  for (const [key, entry] of node.entries) {
    const { value } = entry
    const onKey = entry.keyStart <= offset && offset <= entry.keyEnd
    if (onKey || (value.start <= offset && offset <= value.end)) return { key, node: value, entry }
  }
  return undefined
}

/** The key path that a finding has as a text. Names begin with a letter, so what begins with a digit is a position. */
export const pathOf = (element: string): Path =>
  element === '' ? [] : element.split('/').map((key) => (/^[0-9]+$/.test(key) ? Number(key) : key))
