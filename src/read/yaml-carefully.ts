import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Document,
  type Node as YamlNode,
  type YAMLParseError,
  visit,
} from 'yaml'
import type { Entry, Node } from './tree.ts'
import { emptyAt } from './tree.ts'
import { asDocument, maximalDepth, type Parsed, repeatedKey, type Slip, tooDeep } from './slips.ts'

/** `yaml` reads about 0.8 MB/s and keeps 70 times what it reads, so it is not asked about more than this (characters). */
const longestText = 2_000_000

/** How many values the aliases of one file may stand for. */
const mostValues = 200_000

/** Reads with `yaml`, which is slow and exact: for files with errors, anchors, tags or directives. */
export function parseCarefully(text: string): Parsed {
  if (text.length > longestText) return { slips: [tooLongToExplain] }
  const deep = depthReached(text)
  if (deep !== undefined) return { slips: [tooDeep(deep)] }
  const document = parseDocument(text, {
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    merge: false,
    version: '1.2',
  })
  const [error] = document.errors
  if (error) return { slips: [slipOf(error, text)] }
  const [warning] = document.warnings
  if (warning) return { slips: [slipOf(warning, text)] }
  if (document.contents === null) return asDocument(emptyAt(0), text)
  const converted = convert(document, text)
  return 'slips' in converted ? converted : asDocument(converted, text)
}

const tooLongToExplain: Slip = {
  message: `The file is not YAML that can be read, and with more than ${longestText / 1_000_000} million characters it is too long to look for the place`,
  help: 'Split the file, and check the parts',
  label: 'somewhere in this file',
  start: 0,
  end: 0,
}

/**
 * Where brackets, dashes, keys or indentation go deeper than may be, before `yaml` meets them: it would run out of
 * memory there. In brackets, `a: b: c:` with no comma between is a key in a key in a key.
 */
function depthReached(text: string): number | undefined {
  let open = 0
  let run = 0
  let keys = 0
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]
    if (c === '[' || c === '{') open += 1
    else if ((c === ']' || c === '}') && open > 0) open -= 1
    if (c === '-' || c === '?') run += 1
    else if (c === '\n') run = 0
    if (c === ',' || open === 0) keys = 0
    else if (c === ':') keys += 1
    if (open > maximalDepth * 4 || run > 2_000 || keys > 1_000) return i
  }
  return undefined
}

/** What each alias points to: the last anchor of its name before it. In one pass; asked one by one, `yaml` begins anew. */
function targetsIn(document: Document): ReadonlyMap<Alias, YamlNode> {
  const anchored = new Map<string, YamlNode>()
  const targets = new Map<Alias, YamlNode>()
  visit(document, {
    Node(_, node) {
      const target = isAlias(node) ? anchored.get(node.source) : undefined
      if (target) targets.set(node as Alias, target)
      else if ('anchor' in node && node.anchor) anchored.set(node.anchor, node as YamlNode)
    },
  })
  return targets
}

function convert(document: Document, text: string): Node | { slips: Slip[] } {
  const slips: Slip[] = []
  const targets = targetsIn(document)
  const unfolding = new Set<YamlNode>()
  let values = 0

  const slip = (node: YamlNode, message: string, help: string, label: string): Node => {
    const [start, end] = node.range ?? [0, 0]
    slips.push({ message, help, label, start, end })
    return emptyAt(start)
  }

  // Recursion is safe here: `depthReached` and the parser itself bound the depth.
  const toNode = (node: YamlNode | null | undefined, after: number): Node => {
    if (!node) return emptyAt(after)
    const [start, end] = node.range ?? [after, after]
    values += 1
    if (isAlias(node)) {
      const target = targets.get(node)
      if (!target)
        return slip(
          node,
          `\`*${node.source}\` refers to an anchor that is nowhere in the file`,
          `Add \`&${node.source}\` where it should point, or put the text in quotes`,
          'points nowhere',
        )
      if (unfolding.has(target))
        return slip(node, `\`*${node.source}\` stands inside itself`, 'Write the value out', 'refers to itself')
      if (values > mostValues) return emptyAt(start)
      unfolding.add(target)
      const unfolded = toNode(target, start)
      unfolding.delete(target)
      return unfolded
    }
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined
      const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
      return {
        kind: 'scalar',
        start,
        end: isBlock ? lastSign(text, end) : Math.max(end, start),
        text: plain ? (node.source ?? '') : String(node.value),
        plain: plain && !node.tag,
      }
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => toNode(item as YamlNode, start))
      return { kind: 'list', start, end: node.flow ? end : (items.at(-1)?.end ?? end), items }
    }
    if (!isMap(node)) return emptyAt(start)
    const entries = new Map<string, Entry>()
    for (const pair of node.items) {
      const keyNode = pair.key as YamlNode
      if (!isScalar(keyNode)) {
        slip(
          keyNode,
          'A key is a list or a map, where a single word is expected',
          'Write the key as one word',
          'not a single word',
        )
        continue
      }
      const key = String(keyNode.value ?? '')
      const [keyStart, keyEnd] = keyNode.range ?? [start, start]
      const first = entries.get(key)
      if (first) slips.push(repeatedKey(key, first, { keyStart, keyEnd }))
      else entries.set(key, { key, keyStart, keyEnd, value: toNode(pair.value as YamlNode | null, keyEnd) })
    }
    // A block ends where its last value does; for `yaml`, it reaches to the next line that belongs to something else.
    const last = node.flow ? undefined : [...entries.values()].at(-1)
    return { kind: 'map', start, end: last ? last.value.end : end, flow: node.flow === true, entries }
  }

  const root = toNode(document.contents as YamlNode, 0)
  if (values > mostValues)
    return {
      slips: [
        {
          message: `Its aliases stand for more than ${mostValues} values`,
          help: 'Write the values out',
          label: 'too much behind these aliases',
          start: Math.max(text.indexOf('&'), 0),
          end: Math.max(text.indexOf('&'), 0) + 1,
        },
      ],
    }
  return slips.length > 0 ? { slips: slips.slice(0, 1) } : root
}

/** Where the lines of blanks begin that stand before an offset. */
function lastSign(text: string, before: number): number {
  let end = before
  while (' \r\n'.includes(text[end - 1]!)) end -= 1
  return end
}

/** What the parser found, in the author's words. The keys are error codes of `yaml` 2. */
const words: Record<string, (at: string) => Pick<Slip, 'message' | 'help' | 'label'>> = {
  BLOCK_AS_IMPLICIT_KEY: () => ({
    message: 'A second `key: value` begins on the line of another one',
    help: 'Put a text that contains `: ` in quotes; or begin the second key on a line of its own, indented like the first',
    label: 'a text with a colon needs quotes',
  }),
  MULTILINE_IMPLICIT_KEY: () => ({
    message: 'This line is not `key: value`',
    help: 'Add the colon and a blank after the key; or indent the line more than the text that it continues',
    label: 'no `key: ` here',
  }),
  BAD_INDENT: () => ({
    message: 'The line does not stand where the one before it leads',
    help: 'Indent the keys of one map alike, with blanks',
    label: 'unexpected indentation',
  }),
  TAB_AS_INDENT: () => ({
    message: 'The line is indented with a tab',
    help: 'Indent with blanks, two a level',
    label: 'a tab',
  }),
  MISSING_CHAR: () => ({
    message: 'A quote or a bracket is opened and not closed',
    help: 'Close it; or put a text that contains quotes in the other kind of quotes',
    label: 'still open here',
  }),
  UNEXPECTED_TOKEN: (at) => ({
    message: `\`${at}\` stands where nothing more is expected`,
    help: 'Put the whole text in quotes (double ones where it contains an apostrophe), or take the sign out',
    label: 'unexpected',
  }),
  BAD_SCALAR_START: (at) => ({
    message: `A text begins with \`${at.slice(0, 1)}\`, which has a meaning of its own in YAML`,
    help: 'Put the text in quotes',
    label: 'needs quotes',
  }),
  BAD_DQ_ESCAPE: () => ({
    message: 'A backslash in a text in double quotes begins no known sign',
    help: 'Use single quotes, or write the backslash twice',
    label: 'unknown sign',
  }),
  BLOCK_IN_FLOW: () => ({
    message: 'Two entries inside brackets have no comma between them',
    help: 'Separate the entries with a comma; put a text that contains `: ` in quotes',
    label: 'a comma is missing',
  }),
  BAD_ALIAS: () => ({
    message: 'A text begins with `&` or `*`, which have a meaning of their own in YAML',
    help: 'Put the text in quotes',
    label: 'needs quotes',
  }),
  NON_STRING_KEY: () => ({
    message: 'A key is a list or a map, where a single word is expected',
    help: 'Write the key as one word',
    label: 'not a single word',
  }),
  MULTIPLE_DOCS: () => ({
    message: 'The file holds more than one document',
    help: 'Put each blueprint into a file of its own',
    label: 'a second document begins here',
  }),
  TAG_RESOLVE_FAILED: (at) => ({
    message: `\`${at}\` has a tag, which a blueprint does not use`,
    help: 'Take the `!…` away, or put the text in quotes',
    label: 'a tag',
  }),
  RESOURCE_EXHAUSTION: () => tooDeep(0),
}

function slipOf({ code, pos }: YAMLParseError | { code: string; pos: [number, number] }, text: string): Slip {
  const open = code === 'MISSING_CHAR' || code === 'BAD_INDENT' ? stillOpen(text, pos[0]) : undefined
  if (open !== undefined) return neverClosed(text, open)
  const start = Math.min(pos[0], Math.max(text.length - 1, 0))
  const shown = text.slice(start, Math.min(Math.max(pos[1], start + 1), start + 20)).split('\n')[0] ?? ''
  const said = words[code]?.(shown) ?? {
    message: 'The text is not YAML from here on',
    help: 'Look for a missing quote, colon, comma or bracket just before this place',
    label: 'cannot be read',
  }
  return { ...said, start, end: Math.max(start + 1, Math.min(pos[1], lineEnd(text, start))) }
}

const neverClosed = (text: string, at: number): Slip => {
  const isQuote = text[at] === '"' || text[at] === "'"
  return {
    message: `The ${isQuote ? 'quote' : 'bracket'} that opens here is never closed`,
    help: isQuote
      ? 'Close it at the end of the text; or put a text that contains quotes in the other kind of quotes'
      : `Close it with \`${text[at] === '[' ? ']' : '}'}\`, or put the text that it belongs to in quotes`,
    label: 'opened here',
    start: at,
    end: at + 1,
  }
}

/** Signs by which the lexer tells its parser things that are not in the text. */
const notInText = new Set(['\u0002', '\u0018', '\u001f', ''])

/** The quote or the innermost bracket that is still open at an offset. */
function stillOpen(text: string, until: number): number | undefined {
  const brackets: number[] = []
  let at = 0
  for (const token of new Lexer().lex(text)) {
    if (notInText.has(token)) continue
    if (at > until) break
    if (token === '[' || token === '{') brackets.push(at)
    else if (token === ']' || token === '}') brackets.pop()
    else if (/^["']/.test(token) && (token.length === 1 || token.at(-1) !== token[0])) return at
    at += token.length
  }
  return brackets.at(-1)
}

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}
