import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { validateXML } from 'xmllint-wasm'
import { elementsOf, parsed, textOf } from '../brief/parsed.ts'
import { dotLines, mermaidLines, others } from '../draw/grammar.ts'
import { commandIn, linesOf } from '../formats/runner.ts'

/** What is wrong with an output, as those who read it would take it; read by parsers that are not ours. */

/** Signs that steer, turn round or hide, as Unicode has them; a joiner or a picker of forms by itself does not. */
const steering = new RegExp(
  [
    /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff\u200b\u2060\u3164\u115f\u1160\u00ad\u{e0000}-\u{e007f}]|\u034f/u,
    /(?:\u200c|\u200d){2}|(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]){2}/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'u',
)

export function inText(text: string): string[] {
  const sign = steering.exec(text.replaceAll('\n', ''))
  return sign ? [`steers: ${JSON.stringify(text.slice(Math.max(sign.index - 20, 0), sign.index + 20))}`] : []
}

/** A terminal, or the log of a pipeline; `ours` are the commands that may stand there. */
export function inLog(text: string, ours: readonly string[] = []): string[] {
  const commands = linesOf(text).flatMap((line) => {
    const command = commandIn(line)
    return !command ||
      (ours.includes(command.name) && (command.properties['title'] ?? 'faultline').startsWith('faultline'))
      ? []
      : [`a command: ${line}`]
  })
  return [...inText(text), ...commands]
}

const reader = unified().use(remarkParse).use(remarkGfm)
const nodeTypes = new Set([
  ...['root', 'heading', 'paragraph', 'text', 'strong', 'emphasis', 'blockquote', 'inlineCode', 'html', 'list'],
  ...['listItem', 'link', 'table', 'tableRow', 'tableCell', 'footnoteReference', 'footnoteDefinition', 'thematicBreak'],
])
const markup = /^(?:<\/?details>|<\/?span>|<details>\n<summary>[A-Z][A-Za-z ,-]+(?: \(\d+\))?<\/summary>)$/
/** What platforms make of the text that is left: mentions, references, formulas, small pictures, addresses. */
const references = [/@\w/, /#\w/, /[!%~&^]\w/, /\bGH-\d/i, /:\/\//, /www\./i, /:[\w+-]*[a-z][\w+-]*:/i, /[[*]\w+:/]

/** Editors read no formulas: `isEditors` is for what they show. */
export function inMarkdown(text: string, isEditors = false): string[] {
  const found = inLog(text.replaceAll(/[\u200b\u2068\u2069]/g, ''))
  // GitLab obeys it before it reads the Markdown.
  for (const [line] of text.matchAll(/^[\s\u2068]*\/\w.*$/gm)) found.push(`a quick action: ${line}`)
  for (const node of nodesOf(reader.parse(text))) {
    if (!nodeTypes.has(node.type)) found.push(`a node: ${node.type}`)
    if (node.type === 'html' && !markup.test(node.value)) found.push(`html: ${node.value}`)
    if (node.type === 'link' && !/^#[\p{L}\p{M}\p{N}\p{Pc}-]+$/u.test(node.url)) found.push(`a link: ${node.url}`)
    if (node.type === 'text' && !isEditors && node.value !== '$' && node.value.includes('$'))
      found.push(`a formula: ${node.value}`)
    if (node.type === 'text')
      for (const one of references) if (one.test(node.value)) found.push(`${one}: ${node.value}`)
  }
  return found
}

function* nodesOf(node: Nodes): Iterable<Nodes> {
  yield node
  if ('children' in node) for (const child of node.children) yield* nodesOf(child)
}

const elements = new Set([
  ...['html', 'head', 'meta', 'title', 'link', 'style', 'body', 'main', 'header', 'nav', 'section', 'div', 'span'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'sup', 'strong', 'code'],
  ...['bdi', 'wbr', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'figure', 'figcaption'],
  ...['svg', 'g', 'rect', 'line', 'path', 'text', 'circle', 'desc'],
])
/** What loads, leads or runs. */
const active =
  /^on|^(?:src|srcset|srcdoc|action|formaction|background|poster|ping|data|style|xlink:href|cite|manifest)$/i

export function inHtml(text: string): string[] {
  const { page, mended } = parsed(text)
  const found = [...inText(text), ...mended.map((code) => `mended: ${code}`)]
  for (const { nodeName, attrs = [], childNodes } of elementsOf(page)) {
    if (!elements.has(nodeName)) found.push(`an element: ${nodeName}`)
    for (const { name, value } of attrs) {
      if (active.test(name)) found.push(`an attribute: ${name}`)
      if (name === 'href' && !/^#[\w-]+$/.test(value) && !(nodeName === 'link' && value === 'data:,'))
        found.push(`leads to: ${value}`)
      if (name === 'http-equiv' && value !== 'Content-Security-Policy') found.push(`says: ${value}`)
      if (
        name === 'content' &&
        value.includes('-src') &&
        !/^default-src 'none'; style-src (?:'sha256-\S+' ?)+;/.test(value)
      )
        found.push(`allows: ${value}`)
    }
    const style = nodeName === 'style' ? (childNodes ?? []).map(textOf).join('') : ''
    if (/@import|url\(|expression\(|<\//i.test(style)) found.push('a style that loads')
  }
  return found
}

/** XML is whole: many files at once, since the parser is slow to start. */
export async function inXml(files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return []
  const { errors } = await validateXML({
    xml: files.map((contents, i) => ({ fileName: `${i}.xml`, contents })),
    normalization: 'c14n',
    modifyArguments: (words) => ['--noout', ...words],
    maxMemoryPages: 32_768,
  })
  return errors.map(
    ({ rawMessage, loc }) => `${rawMessage}: ${files[Number(loc?.fileName.slice(0, -4))]?.slice(0, 200)}`,
  )
}

const drawn = new Set(['svg', 'title', 'desc', 'style', 'g', 'rect', 'circle', 'path', 'text'])

/** That it is XML is for `inXml` to say. */
export function inSvg(text: string): string[] {
  const found = inText(text)
  if (/<[!?]/.test(text)) found.push('a declaration')
  for (const [tag, name] of text.matchAll(/<\/?([\w:-]+)[^>]*>/g)) {
    if (!drawn.has(name!)) found.push(`an element: ${name}`)
    for (const [, attribute] of tag.matchAll(/([\w:-]+)="[^"]*"/g))
      if (active.test(attribute!) || /href|^id$/i.test(attribute!)) found.push(`an attribute: ${attribute}`)
  }
  if (/url\(|@import/i.test(/<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '')) found.push('a style that loads')
  return found
}

export const inMermaid = (text: string): string[] => [
  ...inLog(text),
  ...others(text, mermaidLines).map((line) => `is not Mermaid's: ${line}`),
]

export const inDot = (text: string): string[] => [
  ...inLog(text),
  ...others(text, dotLines).map((line) => `is not Graphviz's: ${line}`),
]

/** Addresses of files stay below the folder of the run; links in messages lead to places by their numbers. */
export function inSarif(text: string): string[] {
  const found = inLog(text)
  const look = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'uri' && !/^https:\/\/(?:json\.schemastore|docs\.oasis)/.test(value)) {
        const { protocol, pathname, host } = new URL(value, 'file:///top/')
        if (protocol !== 'file:' || host !== '' || !pathname.startsWith('/top/')) found.push(`leads to: ${value}`)
      }
      if (key === 'text')
        for (const [, target] of value.matchAll(/(?<!\\)\[[^\]]*\]\(([^)]*)\)/g))
          if (!/^\d+$/.test(target!)) found.push(`a link: ${target}`)
    } else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) look(inner, name)
  }
  look(JSON.parse(text), '')
  return found
}

/** What opens a program, a file or an address when somebody opens or edits the document; part names that climb out. */
export function inOffice(parts: ReadonlyMap<string, string>): string[] {
  const found: string[] = []
  for (const [path, xml] of parts) {
    if (!/^(?:\[Content_Types\]\.xml|(?:_rels|docProps|xl|ppt)\/[\w./-]+)$/.test(path) || path.includes('..'))
      found.push(`a part: ${path}`)
    const tags = xml.replaceAll(/>[^<]*</g, '><')
    for (const [what] of tags.matchAll(
      /<f[ >/]|<(?:oleObj|control|externalLink|ddeLink|audio|video|extLst)\b|hlink(?:Click|Hover)|TargetMode|r:link|<!|<\?(?!xml )/g,
    ))
      found.push(`${what} in ${path}`)
    const texts = [...xml.matchAll(/>([^<]*)</g)].map(([, words]) => words!).join('')
    found.push(...inText(texts).map((one) => `${one} in ${path}`))
  }
  return found
}
