import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import type { Location } from '../../src/finding.ts'

/** Offsets into a text, the end exclusive. */
interface Span {
  readonly start: number
  readonly end: number
}

/** Where things stand in a text, by `yaml` alone. */
export interface Places {
  /**
   * The span that a key path of the long form means: a text itself, the key of a map or a list, of a flow where it
   * leads, of a failure what it is; and where the path goes on further than the text, the last thing that is there.
   */
  readonly of: (path: string) => Location
  readonly isAt: (path: string, location: Location) => boolean
}

export function placesIn(file: string, text: string, document: Document): Places {
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const positionOf = (offset: number): { line: number; column: number } => {
    const line = lineStarts.findLastIndex((start) => start <= offset)
    return { line: line + 1, column: offset - lineStarts[line]! + 1 }
  }
  const spans = new Map<string, Span>()
  const spanOf = (path: string): Span => {
    const known = spans.get(path)
    if (known) return known
    const found = find(document, path.split('/'), text)
    spans.set(path, found)
    return found
  }
  const of = (path: string): Location => {
    const { start, end } = spanOf(path)
    const [from, to] = [positionOf(start), positionOf(end)]
    return { file, ...from, endLine: to.line, endColumn: to.column }
  }
  return {
    of,
    isAt: (path, location) => {
      const place = of(path)
      return (['file', 'line', 'column', 'endLine', 'endColumn'] as const).every((key) => place[key] === location[key])
    },
  }
}

const isPosition = (key: string): boolean => /^\d+$/.test(key)

/** What has a name in one of these is marked by it, whatever is said of it. */
const sections = new Set(['owners', 'metrics', 'incentives', 'policies', 'promises', 'steps'])

function find(document: Document, path: readonly string[], text: string): Span {
  // What an alias stands for is where it was written.
  const meant = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)
  let here: unknown = document.contents
  let key: Node | undefined
  for (const step of path) {
    // A single thing that is not in a list is the one at position 0.
    if (isPosition(step) && !isSeq(here)) continue
    if (isSeq(here) && Number(step) < here.items.length) {
      here = meant(here.items[Number(step)])
      key = undefined
      continue
    }
    const pair = isMap(here) ? here.items.find((item) => isScalar(item.key) && said(item.key) === step) : undefined
    if (!pair) break
    key = pair.key as Node
    here = meant(pair.value)
  }
  if (key && path.length === 2 && sections.has(path[0]!)) return spanIn(key)
  const naming = namingKey(path)
  const named =
    naming && isMap(here) ? here.items.find((item) => isScalar(item.key) && said(item.key) === naming) : naming
  const name = typeof named === 'object' ? meant(named.value) : undefined
  if (isScalar(name) && !isEmpty(name)) return spanIn(name, text)
  if (isScalar(here) && !isEmpty(here)) return spanIn(here, text)
  if (key) return spanIn(key)
  const { start, end } = isNode(here) ? spanIn(here) : { start: 0, end: 0 }
  const lineBreak = text.indexOf('\n', start)
  return { start, end: lineBreak >= 0 && lineBreak < end ? lineBreak : end }
}

/** A key as it is written: `true` and `2024` are names too. */
const said = (key: { value: unknown; source?: string }): string => key.source ?? String(key.value)

/** What the place of a flow, or of a failure, is marked by. */
function namingKey(path: readonly string[]): string | undefined {
  const [section] = path
  const last = path.findLast((key) => !isPosition(key))
  if (section === 'promises') return path.length > 2 && last === 'late' ? 'to' : undefined
  if (section !== 'steps' || path.length < 4) return undefined
  if (last === 'late' || last === 'recover' || (last === 'next' && isPosition(path.at(-1)!))) return 'to'
  return last === 'fails' && isPosition(path.at(-1)!) ? 'what' : undefined
}

const isEmpty = (node: Node): boolean => {
  const { start, end } = spanIn(node)
  return start === end
}

/** Of a text in a block without the breaks behind it. */
function spanIn(node: Node, text?: string): Span {
  const [start, end] = node.range!
  const isBlock = isScalar(node) && /^BLOCK/.test(node.type ?? '')
  return { start, end: isBlock && text !== undefined ? start + text.slice(start, end).trimEnd().length : end }
}
