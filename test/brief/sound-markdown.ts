import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect } from 'vitest'

/** A report in markdown as a reader of markdown takes it, and what may be in there. */

const reader = unified().use(remarkParse).use(remarkGfm)
export const read = (text: string): Root => reader.parse(text)

export function* nodesOf(node: Nodes): Iterable<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* nodesOf(child)
}

export const allIn = <T extends Nodes['type']>(root: Nodes, type: T): Extract<Nodes, { type: T }>[] =>
  [...nodesOf(root)].filter((node): node is Extract<Nodes, { type: T }> => node.type === type)

/** What a reader sees, without what parts links or keeps names apart. */
export const seen = (node: Nodes): string =>
  ('value' in node && node.type !== 'html'
    ? node.value
    : 'children' in node
      ? node.children.map(seen).join('')
      : ''
  ).replaceAll(/[\u200b\u2068\u2069]/g, '')

const allowed = new Set([
  ...['root', 'heading', 'paragraph', 'text', 'strong', 'blockquote', 'inlineCode', 'html', 'list', 'listItem', 'link'],
  ...['table', 'tableRow', 'tableCell', 'footnoteReference', 'footnoteDefinition'],
])

/** Nothing but what we write ourselves; links lead into the document; no table is torn. */
export function isSoundMarkdown(text: string): Root {
  // GitLab obeys it before it reads the Markdown.
  expect(text).not.toMatch(/^\s*\/\w/m)
  const root = read(text)
  const nodes = [...nodesOf(root)]
  expect(nodes.map(({ type }) => type).filter((type) => !allowed.has(type))).toEqual([])
  const html = allIn(root, 'html').map(({ value }) => value)
  expect(html.filter((value) => value !== '<span>' && value !== '</span>')).toEqual([])
  const links = allIn(root, 'link').map(({ url }) => url)
  expect(links.filter((url) => !/^#[\p{L}\p{M}\p{N}\p{Pc}-]+$/u.test(url))).toEqual([])
  for (const { children } of allIn(root, 'table'))
    expect(new Set(children.map((row) => row.children.length)).size).toBe(1)
  return root
}
