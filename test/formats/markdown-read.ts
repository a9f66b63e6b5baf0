import type { Html, Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** Findings in markdown as a reader of markdown takes them, and what may be in there. */

const reader = unified().use(remarkParse).use(remarkGfm)

export const read = (text: string): Root => reader.parse(text)

export function* nodesOf(node: Nodes): Iterable<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* nodesOf(child)
}

export const all = <T extends Nodes['type']>(text: string, type: T): Extract<Nodes, { type: T }>[] =>
  [...nodesOf(read(text))].filter((node): node is Extract<Nodes, { type: T }> => node.type === type)

/** What a reader sees, without what parts links. */
export const seen = (node: Nodes): string =>
  ('value' in node && node.type !== 'html'
    ? node.value
    : 'children' in node
      ? node.children.map(seen).join('')
      : ''
  ).replaceAll('\u200b', '')

const ours = new Set(['<details>', '</details>', '<span>', '</span>'])
export const isOurs = ({ value }: Html): boolean =>
  ours.has(value) || /^<details>\n<summary>[A-Z][A-Za-z ,-]+(?: \(\d+\))?<\/summary>$/.test(value)

/** Nothing but what we write ourselves. */
export const allowed = new Set([
  ...['root', 'heading', 'paragraph', 'text', 'strong', 'emphasis', 'inlineCode', 'html', 'list', 'listItem'],
  ...['table', 'tableRow', 'tableCell'],
])
