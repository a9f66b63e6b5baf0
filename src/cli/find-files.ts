import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { inWords, Problem } from './problem.ts'

/** What a blueprint's name ends in. */
const ending = /\.blueprint\.ya?ml$/

export interface Found {
  /** Absolute. */
  readonly path: string
  /** What the user calls it: relative to the working folder, with `/`. */
  readonly file: string
}

/** The place of a file as messages and outputs give it. */
export const fileName = (path: string, folder: string): string => relative(folder, path).split(sep).join('/') || '.'

/**
 * Files, folders and globs → blueprints, each once, in an order that does not depend on how they were named. A file
 * that is named is taken whatever it is called; in folders, what `.gitignore` leaves out is left out.
 */
export async function findBlueprints(
  paths: readonly string[],
  folder: string,
): Promise<{ found: Found[]; empty: string[] }> {
  const found = new Map<string, Found>()
  const empty: string[] = []
  for (const path of paths) {
    const files = await filesOf(path, folder)
    if (files.length === 0) empty.push(path)
    for (const file of files) found.set(file, { path: file, file: fileName(file, folder) })
  }
  return { found: [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1)), empty }
}

async function filesOf(path: string, folder: string): Promise<string[]> {
  const absolute = resolve(folder, path)
  let stat: ReturnType<typeof statSync>
  try {
    stat = statSync(absolute)
  } catch (error) {
    if (/[*?[\]{}!]/.test(path)) return globbed(path, folder)
    throw new Problem(`Cannot read ${path}: ${inWords(error)}`)
  }
  if (stat.isDirectory()) return inFolder(absolute)
  if (stat.isFile()) return [absolute]
  throw new Problem(`Cannot read ${path}: it is neither a file nor a folder (use \`-\` for standard input)`)
}

async function globbed(pattern: string, folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby')
  const files = await glob([pattern], {
    cwd: folder,
    absolute: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  })
  return files.map((file) => resolve(file))
}

/** Every blueprint below, without following links to other folders. */
function inFolder(top: string): string[] {
  const files: string[] = []
  const real = realpathSync(top)
  const queue: { folder: string; ignored: (path: string, isFolder: boolean) => boolean }[] = [
    { folder: top, ignored: ignoredAbove(top) },
  ]
  for (const { folder, ignored: above } of queue) {
    let entries: ReturnType<typeof entriesOf>
    try {
      entries = entriesOf(folder)
    } catch (error) {
      throw new Problem(`Cannot read ${folder}: ${inWords(error)}`)
    }
    const ignored = withIgnoreFile(folder, above)
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== '.git' && entry.name !== 'node_modules' && !ignored(path, true))
          queue.push({ folder: path, ignored })
      } else if (ending.test(entry.name) && !ignored(path, false)) {
        if (entry.isFile() || (entry.isSymbolicLink() && staysInside(path, real))) files.push(path)
      }
    }
  }
  return files
}

const entriesOf = (folder: string) => readdirSync(folder, { withFileTypes: true })

/** A link to a file of the same tree is that file; one that leads out, or nowhere, is not part of the tree. */
function staysInside(path: string, top: string): boolean {
  try {
    const target = realpathSync(path)
    return target.startsWith(top + sep) && statSync(target).isFile()
  } catch {
    return false
  }
}

type Ignored = (path: string, isFolder: boolean) => boolean

/** What the `.gitignore` files from the top of the work tree down to this folder leave out. */
function ignoredAbove(folder: string): Ignored {
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
function withIgnoreFile(folder: string, above: Ignored): Ignored {
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

/** The top of the git work tree that a folder is in. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}
