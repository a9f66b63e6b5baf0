/**
 * A line of a .gitignore, as git reads it: https://git-scm.com/docs/gitignore. Large and small letters are told apart. It
 * is matched sign by sign, with all that it can be at once, so that the time grows with its length times the path's: made
 * into an expression, as is usual, a line with `**` between many folders takes for ever on a deep path.
 */
export interface IgnorePattern {
  /** Begins with `!`: what it names is taken back in. */
  readonly isNegative: boolean
  /** Ends with a slash. */
  readonly isForFolders: boolean
  /** Has a slash before its end: it is about paths from here, and not about names at any depth. */
  readonly isAnchored: boolean
  readonly parts: readonly Part[]
  /** What stands behind the last part that may be several things: most paths are told by it. */
  readonly ending: string
  /** The longest that stands in it as it is: most others are told by that, long before they are matched. */
  readonly core: string
  /** Whether that is all there is. */
  readonly isPlain: boolean
}

/** This sign; one of these; any sign but a slash; any number of those; folders, each with its slash, or none; all that is left. */
type Part =
  | { readonly sign: string }
  | { readonly has: (sign: string) => boolean }
  | 'one'
  | 'some'
  | 'folders'
  | 'rest'

/** Undefined for a line that names nothing: a comment, a blank, or what git cannot read. */
export function ignorePattern(line: string): IgnorePattern | undefined {
  let text = withoutBlanks(line)
  if (text.startsWith('#')) return undefined
  const isNegative = text.startsWith('!')
  if (isNegative) text = text.slice(1)
  const isForFolders = text.endsWith('/')
  if (isForFolders) text = text.slice(0, -1)
  if (text === '') return undefined
  const isAnchored = text.includes('/')
  if (text.startsWith('/')) text = text.slice(1)
  const parts = partsOf([...text])
  if (!parts) return undefined
  const ending = endingOf(parts)
  const isPlain = [...ending].length === parts.length
  return { isNegative, isForFolders, isAnchored, parts, ending, core: coreOf(parts), isPlain }
}

function coreOf(parts: readonly Part[]): string {
  let core = ''
  let here = ''
  for (const part of parts) {
    here = typeof part !== 'string' && 'sign' in part ? here + part.sign : ''
    if (here.length > core.length) core = here
  }
  return core
}

function endingOf(parts: readonly Part[]): string {
  let ending = ''
  for (const part of parts.toReversed()) {
    if (typeof part === 'string' || !('sign' in part)) break
    ending = part.sign + ending
  }
  return ending
}

/** The lines of a file. */
export const ignorePatterns = (text: string): IgnorePattern[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => ignorePattern(line) ?? [])

export type Verdict = 'ignored' | 'unignored' | undefined

/** Whether patterns leave a path (relative, with `/`) out, or a folder that it is in; or take it back in. */
export function verdictOn(path: string, isFolder: boolean, patterns: readonly IgnorePattern[]): Verdict {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    // What is in a folder that is left out cannot be taken back in.
    if (verdictOnItself(path.slice(0, end), true, patterns) === 'ignored') return 'ignored'
  return verdictOnItself(path, isFolder, patterns)
}

/** The same without the folders that it is in. The last pattern that names it decides. */
export function verdictOnItself(path: string, isFolder: boolean, patterns: readonly IgnorePattern[]): Verdict {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const decisive = patterns.findLast(
    (pattern) => (isFolder || !pattern.isForFolders) && fits(pattern.isAnchored ? path : name, pattern),
  )
  return decisive && (decisive.isNegative ? 'unignored' : 'ignored')
}

/** Blanks at the end mean nothing, unless a backslash stands before them. */
function withoutBlanks(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ' && !isEscaped(line, end - 1)) end -= 1
  return line.slice(0, end)
}

function isEscaped(line: string, at: number): boolean {
  let strokes = 0
  while (line[at - 1 - strokes] === '\\') strokes += 1
  return strokes % 2 === 1
}

function partsOf(signs: readonly string[]): Part[] | undefined {
  const parts: Part[] = []
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at]!
    if (sign === '\\') {
      at += 1
      if (at === signs.length) return undefined
      parts.push({ sign: signs[at]! })
    } else if (sign === '?') parts.push('one')
    else if (sign === '[') {
      const group = groupAt(signs, at)
      if (!group) return undefined
      parts.push({ has: group.has })
      at = group.end
    } else if (sign === '*') {
      let end = at
      while (signs[end + 1] === '*') end += 1
      const stands = (at === 0 || signs[at - 1] === '/') && end > at
      if (stands && signs[end + 1] === '/') {
        // Twice in a row is no more than once; and the more parts may be nothing, the deeper the way past them.
        if (parts.at(-1) !== 'folders') parts.push('folders')
        end += 1
      } else if (stands && end + 1 === signs.length) parts.push('rest')
      else parts.push('some')
      at = end
    } else parts.push({ sign })
  }
  return parts
}

/** `[a-z]`, `[!x]`, `[[:digit:]]`; undefined where it is not closed. */
function groupAt(signs: readonly string[], from: number): { end: number; has: (sign: string) => boolean } | undefined {
  const tests: ((sign: string) => boolean)[] = []
  let at = from + 1
  const isOther = signs[at] === '!' || signs[at] === '^'
  if (isOther) at += 1
  for (const first = at; at < signs.length && (signs[at] !== ']' || at === first); at += 1) {
    if (signs[at] === '[' && signs[at + 1] === ':') {
      const end = signs.indexOf(']', at)
      const name = signs.slice(at + 2, end - 1).join('')
      if (end < 0) return undefined
      if (signs[end - 1] === ':' && end > at + 2) {
        const kind = Object.hasOwn(kinds, name) ? kinds[name]! : undefined
        if (!kind) return undefined
        tests.push((sign) => kind.test(sign))
        at = end
        continue
      }
    }
    if (signs[at] === '\\') at += 1
    const low = signs[at]
    if (low === undefined) return undefined
    const isRange = signs[at + 1] === '-' && signs[at + 2] !== undefined && signs[at + 2] !== ']'
    if (!isRange) {
      tests.push((sign) => sign === low)
      continue
    }
    at += signs[at + 2] === '\\' ? 3 : 2
    const high = signs[at]
    if (high === undefined) return undefined
    tests.push((sign) => low <= sign && sign <= high)
  }
  if (at >= signs.length) return undefined
  return { end: at, has: (sign) => sign !== '/' && tests.some((test) => test(sign)) !== isOther }
}

const kinds: Record<string, RegExp> = {
  alnum: /^[A-Za-z0-9]$/,
  alpha: /^[A-Za-z]$/,
  blank: /^[ \t]$/,
  cntrl: /^[\0-\x1f\x7f]$/,
  digit: /^[0-9]$/,
  graph: /^[!-~]$/,
  lower: /^[a-z]$/,
  print: /^[ -~]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^[ \t-\r]$/,
  upper: /^[A-Z]$/,
  xdigit: /^[0-9A-Fa-f]$/,
}

/** Which parts may come next, after each sign of the path; a second number stands for `folders` within a folder's name. */
function fits(path: string, { parts, ending, core, isPlain }: IgnorePattern): boolean {
  if (isPlain || !path.endsWith(ending)) return path === ending
  if (!path.includes(core)) return false
  const within = parts.length + 1
  const entered = new Int32Array(2 * within)
  let round = 1
  let next: number[] = []
  const enter = (at: number): void => {
    if (entered[at] === round) return
    entered[at] = round
    next.push(at)
    // Both may stand for nothing at all.
    if (parts[at] === 'some' || parts[at] === 'folders') enter(at + 1)
  }
  enter(0)
  for (const sign of path) {
    const now = next
    if (now.length === 0) return false
    next = []
    round += 1
    for (const state of now) {
      const at = state % within
      const part = parts[at]
      if (part === undefined) continue
      if (part === 'rest') enter(at)
      else if (part === 'some') {
        if (sign !== '/') enter(at)
      } else if (part === 'folders') enter(sign === '/' ? at : at + within)
      else if (part === 'one' ? sign !== '/' : 'sign' in part ? part.sign === sign : part.has(sign)) enter(at + 1)
    }
  }
  return entered[parts.length] === round || (parts.at(-1) === 'rest' && entered[parts.length - 1] === round)
}
