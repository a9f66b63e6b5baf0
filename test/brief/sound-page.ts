import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { all, attributeOf, elementsOf, type Node, parsed, textOf } from './parsed.ts'

const elements = new Set([
  ...['html', 'head', 'meta', 'title', 'link', 'style', 'body', 'main', 'header', 'nav', 'section', 'div', 'span'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'sup', 'strong', 'code'],
  ...['bdi', 'wbr', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'figure', 'figcaption'],
  ...['svg', 'g', 'rect', 'line', 'path', 'text'],
])
const attributes = new Set([
  ...['lang', 'dir', 'charset', 'http-equiv', 'content', 'name', 'rel', 'href', 'class', 'id', 'role', 'scope'],
  ...['tabindex', 'aria-label', 'aria-labelledby', 'aria-hidden', 'data-column', 'focusable'],
  ...['width', 'height', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'dx', 'd', 'text-anchor', 'overflow', 'viewBox', 'rx'],
  ...['fill', 'stroke', 'font-family', 'font-size', 'font-weight', 'xmlns'],
])

/** Nothing in the page but what is ours, well formed, and every link leads somewhere in it. */
export function isSoundPage(text: string): Node {
  const { page, mended } = parsed(text)
  expect(mended).toEqual([])
  const nodes = [...elementsOf(page)]
  expect(nodes.map(({ nodeName }) => nodeName).filter((name) => !elements.has(name))).toEqual([])
  expect(nodes.flatMap(({ attrs }) => attrs!.map(({ name }) => name)).filter((name) => !attributes.has(name))).toEqual(
    [],
  )
  const ids = nodes.flatMap((node) => attributeOf(node, 'id') ?? [])
  expect(ids).toEqual([...new Set(ids)])
  const places = new Set(ids.map((id) => `#${id}`))
  expect(all(page, 'a').filter((link) => !places.has(attributeOf(link, 'href')!))).toEqual([])
  expect(all(page, 'link').map(({ attrs }) => attrs)).toMatchObject([
    [
      { name: 'rel', value: 'icon' },
      { name: 'href', value: 'data:,' },
    ],
  ])
  const [style, ...others] = all(page, 'style')
  expect(others).toEqual([])
  const hash = createHash('sha256').update(textOf(style!)).digest('base64')
  const policy = all(page, 'meta').find((node) => attributeOf(node, 'http-equiv') === 'Content-Security-Policy')!
  expect(attributeOf(policy, 'content')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
  )
  return page
}
