import type { Chance } from './chance.ts'

/**
 * Plain data written as YAML in one of the many ways in which people and programs write it: block and flow style, all
 * kinds of quotes and block texts, comments, anchors, explicit keys, any indentation, either line ending, a byte order
 * mark. A writer of our own, since those that can be had write in one style; `yaml` reads back what it wrote.
 */

type Scalar = string | number | boolean | null

export function written(data: unknown, chance: Chance): string {
  const lineBreak = chance.pick(['\n', '\n', '\r\n'])
  const mark = chance.once(8) ? '\ufeff' : ''
  const head = chance.pick(['', '', '', '---\n', '%YAML 1.2\n---\n', '# a service\n\n', '--- # a service\n'])
  const tails = ['\n', '\n', '', '\n\n', '\n...\n', '\n# the end', '\n  # the end\n']
  const pen = { chance, anchors: new Map<string, string>(), hasAnchors: chance.once(4) }
  const body = chance.once(6) ? flow(data, pen, 0) : block(data, pen, 0).replace(/^\n/, '')
  const tail = hasBlockText(body) ? '\n' : chance.pick(tails)
  return mark + (head + body + tail).replaceAll('\n', lineBreak)
}

interface Pen {
  readonly chance: Chance
  /** By what they stand for. */
  readonly anchors: Map<string, string>
  readonly hasAnchors: boolean
}

/** `*a` where the same was written before, with the anchor that it needs where it may come again. */
function anchored(data: unknown, pen: Pen, write: () => string): string {
  if (!pen.hasAnchors) return write()
  const key = JSON.stringify(data)
  const known = pen.anchors.get(key)
  if (known !== undefined) return pen.chance.once(2) ? `*${known} ` : write()
  if (!pen.chance.once(5)) return write()
  const text = write()
  const name = `${pen.chance.pick(['a', 'it-', 'é', '1', '&'])}${pen.anchors.size}`
  pen.anchors.set(key, name)
  return `&${name}${/^\s/.test(text) ? '' : ' '}${text}`
}

const comment = ({ chance }: Pen): string => (chance.once(8) ? chance.pick([' # so', '  #', '\t# it: [is']) : '')

/** Lines that stand between two others and say nothing. */
const between = ({ chance }: Pen): string =>
  chance.once(10) ? chance.pick(['\n', '\n# - so: it is', '\n      # {', '\n   ', '\n\t', '\n#']) : ''

/** What comes behind `key:` or `-`: on the same line after a blank, or on lines of its own after a break. */
function block(data: unknown, pen: Pen, indent: number): string {
  const { chance } = pen
  if (isScalar(data)) {
    const text = anchored(data, pen, () => scalar(data, pen, indent))
    return ` ${text}${hasBlockText(text) ? '' : comment(pen)}`
  }
  const isEmpty = Object.keys(data as object).length === 0
  if (isEmpty || chance.once(4)) return ` ${anchored(data, pen, () => flow(data, pen, indent))}${comment(pen)}`
  const text = anchored(data, pen, () =>
    Array.isArray(data) ? list(data, pen, indent) : map(data as object, pen, indent),
  )
  return text.startsWith('\n') ? text : ` ${text}`
}

function map(data: object, pen: Pen, indent: number): string {
  const lines = Object.entries(data).map(([key, value]) => {
    const name = keyText(key, pen)
    const inner = indent + pen.chance.pick([2, 2, 4, 1, 3])
    // A list may stand as far out as its key.
    const its = Array.isArray(value) && indent > 0 && pen.chance.once(3) ? indent : inner
    if (pen.chance.once(30)) return `? ${name}\n${' '.repeat(indent)}:${block(value, pen, inner)}`
    return `${name}${pen.chance.once(20) ? ' ' : ''}:${block(value, pen, its)}`
  })
  return stacked(lines, pen, indent)
}

function list(data: readonly unknown[], pen: Pen, indent: number): string {
  const lines = data.map((value) => {
    const inner = indent + 2
    const text = block(value, pen, inner)
    // `- key: value`, the first key on the line of the dash.
    const first = new RegExp(`^\\n {${inner}}(?=\\S)`)
    return `-${first.test(text) && pen.chance.once(2) ? text.replace(first, ' ') : text}`
  })
  return stacked(lines, pen, indent)
}

/** Behind a block text, whatever stands further in or is empty would be part of it. */
const stacked = (lines: readonly string[], pen: Pen, indent: number): string =>
  lines.map((line, i) => `${hasBlockText(lines[i - 1]) ? '' : between(pen)}\n${' '.repeat(indent)}${line}`).join('')

const hasBlockText = (text = ''): boolean => /[|>][-+]?(?: # so)?\n/.test(text)

/** In brackets, on one line or several. */
function flow(data: unknown, pen: Pen, indent: number): string {
  const { chance } = pen
  if (isScalar(data)) return scalar(data, pen, undefined)
  const room = chance.pick(['', ' ', ' ', `\n${' '.repeat(indent + 2)}`, ` # so\n${' '.repeat(indent + 1)}`])
  const inner = (value: unknown): string => anchored(value, pen, () => flow(value, pen, indent))
  const parts = Array.isArray(data)
    ? data.map(inner)
    : Object.entries(data as object).map(([key, value]) => `${keyText(key, pen)}: ${inner(value)}`)
  const last = parts.length > 0 && chance.once(8) ? ', ' : room
  const [open, close] = Array.isArray(data) ? ['[', ']'] : ['{', '}']
  return `${open}${room}${parts.join(`,${chance.pick([' ', room || ' '])}`)}${last}${close}`
}

const isScalar = (data: unknown): data is Scalar => typeof data !== 'object' || data === null

const keyText = (key: string, pen: Pen): string => {
  const { chance } = pen
  const styles = [isPlain(key) ? key : doubleQuoted(key, pen), doubleQuoted(key, pen)]
  if (!/[^\x20-\x7e]/.test(key)) styles.push(singleQuoted(key))
  return chance.once(4) ? chance.pick(styles) : styles[0]!
}

/** `indent` is undefined in brackets, where no block text may stand. */
function scalar(value: Scalar, pen: Pen, indent: number | undefined): string {
  const { chance } = pen
  if (value === null) return indent === undefined ? 'null' : chance.pick(['', '~', 'null', 'Null', 'NULL'])
  if (typeof value === 'boolean') return chance.pick([`${value}`, `${value}`.toUpperCase()])
  if (typeof value === 'number') return numberText(value, chance)
  const styles = [isPlain(value) ? value : doubleQuoted(value, pen), doubleQuoted(value, pen)]
  // In single quotes and in blocks every sign stands for itself.
  const isPrintable = /^[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u1fff\u2030-\u205f\u3001-\ud7ff\ue000-\uf8ff]*$/.test(value)
  if (isPrintable && !value.includes('\n')) styles.push(singleQuoted(value))
  if (isPrintable && indent !== undefined && chance.once(5)) return blockText(value, pen, indent)
  return chance.pick(styles)
}

const numberText = (value: number, { pick }: Chance): string =>
  Number.isInteger(value) && value >= 0
    ? pick([`${value}`, `+${value}`, `${value}.0`, `0x${value.toString(16)}`, `0o${value.toString(8)}`, `${value}e0`])
    : `${value}`

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const short: Record<string, string> = {
  '\n': '\\n',
  '\t': '\\t',
  '\0': '\\0',
  '\u001b': '\\e',
  '\u0085': '\\N',
  '\u2028': '\\L',
}

function doubleQuoted(text: string, { chance }: Pen): string {
  const isEscaped = (sign: string): boolean =>
    /["\\\n\t]|[^\x20-\x7e\u00a1-\u1fff\u3001-\ud7ff\ud800-\udfff]/.test(sign) || /^[\ud800-\udfff]$/.test(sign)
  const escaped = (sign: string): string => {
    const code = sign.codePointAt(0)!
    if (sign === '"' || sign === '\\') return `\\${sign}`
    if (short[sign] !== undefined && chance.once(2)) return short[sign]
    if (code > 0xffff) return chance.once(2) ? `\\U${code.toString(16).padStart(8, '0')}` : pair(sign)
    return code < 0x100 && chance.once(2) ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`
  }
  const signs = [...text].map((sign) => (isEscaped(sign) || chance.once(60) ? escaped(sign) : sign))
  return `"${signs.join('')}"`
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')
const pair = (sign: string): string => [...sign.split('')].map((half) => `\\u${hex(half.charCodeAt(0), 4)}`).join('')

/** `|`: what it means is what stands there. `>` too, where no line would be folded. */
function blockText(text: string, { chance }: Pen, indent: number): string {
  const body = text.replace(/\n*$/, '')
  const breaks = text.length - body.length
  // One that begins with a blank would have to say how far in it stands.
  if (body === '' || /^[\n ]/.test(body)) return JSON.stringify(text)
  const chomp = breaks === 0 ? '-' : breaks === 1 ? chance.pick(['', '+']) : '+'
  const isFolded = !body.includes('\n') && chance.once(2)
  const pad = ' '.repeat(indent + chance.pick([2, 3]))
  const lines = body.split('\n').map((line) => (line === '' ? '' : pad + line))
  const head = `${isFolded ? '>' : '|'}${chomp}${chance.once(5) ? ' # so' : ''}`
  return `${head}\n${lines.join('\n')}${'\n'.repeat(Math.max(breaks - 1, 0))}`
}

/** Whether a text means itself without quotes, in brackets too: so strict that nobody has to know YAML. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z](?:[\w .%-]*[\w%.-])?$|^[0-9]+(?:\.[0-9]+)?(?:mo|[mhdwy%])$|^[0-9]+\/(?:day|h|week)$/.test(text) &&
  !/^(?:true|false|null)$/i.test(text)
