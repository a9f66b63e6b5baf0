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

/** Whether a file (absolute) is among those that patterns as in .gitignore name, each below its folder. */
export function isNamedBy(
  patterns: readonly { readonly text: string; readonly folder: string }[],
  path: string,
): boolean {
  let named = false
  for (const { text, folder } of patterns) {
    if (!isBelow(path, folder)) continue
    const verdict = verdictOn(fileName(path, folder), false, matcher(text))
    const isTakenBack =
      verdict === 'unignored' ||
      (text.startsWith('!') && verdictOn(fileName(path, folder), false, matcher(text.slice(1))) === 'ignored')
    named = (named || verdict === 'ignored') && !isTakenBack
  }
  return named
}

const matchers = new Map<string, readonly IgnorePattern[]>()

function matcher(text: string): readonly IgnorePattern[] {
  let known = matchers.get(text)
  if (!known) matchers.set(text, (known = text.split(/\r?\n/).flatMap((line) => ignorePattern(line) ?? [])))
  return known
}
