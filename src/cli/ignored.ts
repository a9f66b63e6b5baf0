import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { fileName, isBelow, workTreeOf } from './names.ts'

/** Whether a file or folder (absolute) is left out. */
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
  return between.reduce<Ignored>(
    (ignored, at) => withIgnoreFile(at, ignored),
    () => false,
  )
}

/** The nearest file has the last word, as in git. */
export function withIgnoreFile(folder: string, above: Ignored): Ignored {
  const file = join(folder, '.gitignore')
  if (!existsSync(file)) return above
  let rules: Ignore
  try {
    rules = ignore().add(readFileSync(file, 'utf8'))
  } catch {
    return above
  }
  return (path, isFolder) => {
    const { ignored, unignored } = rules.test(fileName(path, folder) + (isFolder ? '/' : ''))
    return ignored || (!unignored && above(path, isFolder))
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
    const { ignored, unignored } = matcher(text).test(fileName(path, folder))
    named =
      (named || ignored) &&
      !(unignored || (text.startsWith('!') && matcher(text.slice(1)).ignores(fileName(path, folder))))
  }
  return named
}

const matchers = new Map<string, Ignore>()

function matcher(text: string): Ignore {
  const known = matchers.get(text) ?? ignore().add(text)
  matchers.set(text, known)
  return known
}
