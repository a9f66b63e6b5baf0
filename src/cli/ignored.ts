import { lstatSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type IgnorePattern, ignorePattern, ignorePatterns, verdictOn, verdictOnItself } from './ignore-pattern.ts'
import { fileName, isBelow, workTreeOf } from './names.ts'

/** Whether a file or folder (absolute) is left out, where the folder that it is in is not. */
export type Ignored = (path: string, isFolder: boolean) => boolean

/** What the `.gitignore` files from the top of the work tree down to this folder leave out. */
export function ignoredAbove(folder: string): Ignored {
  const top = workTreeOf(folder)
  if (top === undefined || top === folder) return () => false
  const between: string[] = []
  for (let at = dirname(folder); ; at = dirname(at)) {
    between.unshift(at)
    if (at === top) break
  }
  let ignored: Ignored = () => false
  for (const [i, at] of between.entries()) {
    ignored = withIgnoreFile(at, ignored)
    // What is in a folder that is left out cannot be taken back in.
    if (ignored(between[i + 1] ?? folder, true)) return () => true
  }
  return ignored
}

/** No file that people write is larger (bytes). */
const mostIgnored = 2 ** 20

/** The nearest file has the last word, as in git; and as in git, no link is followed. */
export function withIgnoreFile(folder: string, above: Ignored): Ignored {
  const file = join(folder, '.gitignore')
  let patterns: readonly IgnorePattern[]
  try {
    const entry = lstatSync(file, { throwIfNoEntry: false })
    if (!entry?.isFile() || entry.size > mostIgnored) return above
    patterns = ignorePatterns(readFileSync(file, 'utf8'))
  } catch {
    return above
  }
  return (path, isFolder) => {
    const verdict = verdictOnItself(fileName(path, folder), isFolder, patterns)
    return verdict === undefined ? above(path, isFolder) : verdict === 'ignored'
  }
}

type Named = { readonly text: string; readonly folder: string }

/** Whether a file (absolute) is among those that patterns as in .gitignore name, each below its folder. */
export function isNamedBy(patterns: readonly Named[], path: string): boolean {
  const verdict = verdictsOn(path)
  let named = false
  for (const pattern of patterns) {
    const one = verdict(pattern)
    if (one !== undefined) named = one === 'named'
  }
  return named
}

/** The same of one pattern after the other, each by itself. */
export function namedBy(path: string): (pattern: Named) => boolean {
  const verdict = verdictsOn(path)
  return (pattern) => verdict(pattern) === 'named'
}

/** Whether a pattern names a file, or takes it back. */
function verdictsOn(path: string): (pattern: Named) => 'named' | 'taken back' | undefined {
  let from: string | undefined
  let file = ''
  return ({ text, folder }) => {
    if (!isBelow(path, folder)) return undefined
    // Nearly always it is that of the pattern before.
    if (folder !== from) file = fileName(path, (from = folder))
    const verdict = verdictOn(file, false, matcher(text))
    if (verdict === 'unignored') return 'taken back'
    if (text.startsWith('!') && verdictOn(file, false, matcher(text.slice(1))) === 'ignored') return 'taken back'
    return verdict === 'ignored' ? 'named' : undefined
  }
}

const matchers = new Map<string, readonly IgnorePattern[]>()

function matcher(text: string): readonly IgnorePattern[] {
  let known = matchers.get(text)
  if (!known) matchers.set(text, (known = text.split(/\r?\n/).flatMap((line) => ignorePattern(line) ?? [])))
  return known
}
