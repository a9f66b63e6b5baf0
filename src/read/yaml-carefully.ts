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
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Entry, Node } from './tree.ts'
import { emptyAt } from './tree.ts'
import { asDocument, maximalDepth, type Parsed, repeatedKey, type Slip, tooDeep } from './slips.ts'
import { mistakeOf, tagged } from './yaml-mistakes.ts'

/**
 * How many characters `yaml` is asked about at most: it reads 0.8 million a second and keeps 70 times what it reads, and
 * the worst that could be made up took it three seconds and 400 MB. A blueprint of 40 steps has 14,000.
 */
const longestText = 1_000_000

/** How many values the aliases of one file may stand for. */
const mostValues = 200_000

/** Reads with `yaml`, which is slow and exact: for files with errors, anchors, tags or directives. */
export function parseCarefully(text: string): Parsed {
  if (text.length > longestText) return { slips: [tooLongToExplain] }
  const deep = depthReached(text)
  if (deep !== undefined) return { slips: [tooDeep(deep)] }
  const document = documentOf(text)
  if (document === undefined) return { slips: [tooDeep(Math.max(text.search(/[[{]/), 0))] }
  const [found] = [...document.errors, ...document.warnings]
  if (found) return { slips: [mistakeOf(found, text, () => stillOpen(text, found.pos[0]))] }
  if (document.contents === null) return asDocument(emptyAt(0), text)
  const converted = convert(document, text)
  return 'slips' in converted ? converted : asDocument(converted, text)
}

/** Undefined where `yaml` goes deeper than the stack allows: in brackets, `a: b: c:` is a key in a key in a key. */
function documentOf(text: string): Document | undefined {
  // A file can hold an error at every sign, and each would keep the stack that it was found with.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return parseDocument(text, {
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
      merge: false,
      version: '1.2',
    })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const tooLongToExplain: Slip = {
  message: `Something in the file is a slip, or unusual YAML, and with more than ${longestText / 1_000_000} million characters it is too long to look for the place`,
  help: 'Split the file, and check the parts; tabs, anchors, tags and two documents in one file are unusual',
  label: 'somewhere in this file',
  start: 0,
  end: 0,
}

/**
 * Where brackets, or dashes at the beginning of a line, go deeper than may be, before `yaml` meets them: it would run out
 * of memory there. Brackets in texts count too, so there have to be more than is allowed.
 */
function depthReached(text: string): number | undefined {
  let open = 0
  let deepest = 0
  let run = 0
  let isLeading = true
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i]
    if (c === '\n') {
      run = 0
      isLeading = true
    } else if (isLeading && (c === '-' || c === '?') && text[i + 1] === ' ') run += 1
    else if (c !== ' ') isLeading = false
    if (c === '[' || c === '{') open += 1
    else if ((c === ']' || c === '}') && open > 0) open -= 1
    // What stands in brackets stands in the map that is the file, too.
    if (open + 1 <= maximalDepth) deepest = i + 1
    if (open > maximalDepth * 4) return deepest
    if (run > 2_000) return i
  }
  return undefined
}

const asText = 'tag:yaml.org,2002:str'

/** They say what each value is anyway, or that it is a text, as quotes do. */
const ordinaryTags = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`),
)

function convert(document: Document, text: string): Node | { slips: Slip[] } {
  const slips: Slip[] = []
  const anchored = new Map<string, YamlNode>()
  const targets = new Map<Alias, YamlNode | undefined>()
  const unfolding = new Set<YamlNode>()
  let values = 0
  let depth = 0

  const slip = (node: YamlNode, message: string, help: string, label: string): Node => {
    const [start, end] = node.range ?? [0, 0]
    slips.push({ message, help, label, start, end })
    return emptyAt(start)
  }

  const inside = (node: YamlNode, work: () => Node): Node => {
    if (depth === maximalDepth) {
      const start = node.range?.[0] ?? 0
      slips.push(tooDeep(start))
      return emptyAt(start)
    }
    depth += 1
    const result = work()
    depth -= 1
    return result
  }

  const toNode = (node: YamlNode | null | undefined, after: number): Node => {
    if (!node) return emptyAt(after)
    const [start, end] = node.range ?? [after, after]
    if (unfolding.size > 0) values += 1
    if (values > mostValues) return emptyAt(start)
    if (isAlias(node)) return unfolded(node, start)
    if (node.anchor !== undefined && unfolding.size === 0) anchored.set(node.anchor, node)
    if (node.tag !== undefined && !ordinaryTags.has(node.tag)) {
      slips.push(tagged(text, text.lastIndexOf('!', start - 1)))
      return emptyAt(start)
    }
    if (isScalar(node)) {
      const plain = node.type === 'PLAIN' || node.type === undefined
      const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
      return {
        kind: 'scalar',
        start,
        end: isBlock ? lastSign(text, end) : Math.max(end, start),
        text: plain ? (node.source ?? '') : String(node.value),
        plain: plain && node.tag !== asText,
      }
    }
    if (isSeq(node)) return inside(node, () => list(node, start, end))
    return isMap(node) ? inside(node, () => map(node, start, end)) : emptyAt(start)
  }

  /** An alias stands for the last value above it that has its name, wherever it is itself repeated. */
  const unfolded = (alias: Alias, start: number): Node => {
    if (!targets.has(alias)) targets.set(alias, anchored.get(alias.source))
    const target = targets.get(alias)
    if (!target)
      return slip(
        alias,
        `\`*${alias.source}\` refers to an anchor that is nowhere in the file`,
        `Put the text in quotes; or add \`&${alias.source}\` above, where it should point`,
        'points nowhere',
      )
    if (unfolding.has(target))
      return slip(alias, `\`*${alias.source}\` stands inside itself`, 'Write the value out', 'refers to itself')
    unfolding.add(target)
    const node = toNode(target, start)
    unfolding.delete(target)
    return node
  }

  const list = (node: YAMLSeq, start: number, end: number): Node => {
    const items = node.items.map((item) => toNode(item as YamlNode, start))
    return { kind: 'list', start, end: node.flow ? end : endOf(node.items.at(-1), items.at(-1), end), items }
  }

  const map = (node: YAMLMap, start: number, end: number): Node => {
    const entries = new Map<string, Entry>()
    let lastEnd = end
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
      if (keyNode.anchor !== undefined && unfolding.size === 0) anchored.set(keyNode.anchor, keyNode)
      const key = String(keyNode.value ?? '')
      const [keyStart, keyEnd] = keyNode.range ?? [start, start]
      const first = entries.get(key)
      if (first) {
        slips.push(repeatedKey(key, first, { keyStart, keyEnd }))
        continue
      }
      const value = toNode(pair.value as YamlNode | null, keyEnd)
      entries.set(key, { key, keyStart, keyEnd, value })
      lastEnd = endOf(pair.value, value, lastEnd)
    }
    return { kind: 'map', start, end: node.flow ? end : lastEnd, flow: node.flow === true, entries }
  }

  const root = toNode(document.contents as YamlNode, 0)
  if (values > mostValues) {
    const start = Math.max(text.indexOf('&'), 0)
    const message = `Its aliases stand for more than ${mostValues} values`
    slips.unshift({
      message,
      help: 'Write the values out',
      label: 'too much behind these aliases',
      start,
      end: start + 1,
    })
  }
  return slips.length > 0 ? { slips: slips.slice(0, 1) } : root
}

/**
 * Where a block ends: with its last value, though for `yaml` it reaches to the next line that belongs to something
 * else; and where the last one is an alias, with that, not with what it stands for.
 */
function endOf(last: unknown, converted: Node | undefined, otherwise: number): number {
  if (isAlias(last)) return last.range?.[1] ?? otherwise
  return converted?.end ?? otherwise
}

/** Where the lines of blanks begin that stand before an offset. */
function lastSign(text: string, before: number): number {
  let end = before
  while (' \r\n'.includes(text[end - 1]!)) end -= 1
  return end
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
    else if ((token === ']' || token === '}') && at < until) brackets.pop()
    else if (/^["']/.test(token) && (token.length === 1 || token.at(-1) !== token[0])) return at
    at += token.length
  }
  return brackets.at(-1)
}
