import { createRequire } from 'node:module'

/** A page as a browser's parser reads it, by a parser that is not ours. */

export interface Node {
  readonly nodeName: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

interface Parser {
  parse(html: string, options: { onParseError: (error: { code: string }) => void; sourceCodeLocationInfo: true }): Node
}

const { parse } = createRequire(import.meta.url)('parse5') as Parser

/** The page, and what the parser had to mend. */
export function parsed(html: string): { readonly page: Node; readonly mended: readonly string[] } {
  const mended: string[] = []
  const page = parse(html, { onParseError: ({ code }) => mended.push(code), sourceCodeLocationInfo: true })
  return { page, mended }
}

export function* elementsOf(node: Node): Iterable<Node> {
  if (node.attrs) yield node
  for (const child of node.childNodes ?? []) yield* elementsOf(child)
}

export const all = (page: Node, ...names: readonly string[]): Node[] =>
  [...elementsOf(page)].filter(({ nodeName }) => names.includes(nodeName))

export const attributeOf = (node: Node, name: string): string | undefined =>
  node.attrs?.find((attribute) => attribute.name === name)?.value

export const classesOf = (node: Node): readonly string[] => attributeOf(node, 'class')?.split(' ') ?? []

export const withClass = (page: Node, name: string): Node[] =>
  [...elementsOf(page)].filter((node) => classesOf(node).includes(name))

/** All that can be read in it. */
export const textOf = (node: Node): string =>
  node.nodeName === '#text' ? node.value! : (node.childNodes ?? []).map(textOf).join('')
