import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { type Ignored, ignoredAbove, withIgnoreFile } from './ignored.ts'
import { fileName } from './names.ts'
import { inWords, Problem } from './problem.ts'

/** What a blueprint's name ends in. */
export const blueprintEnding = /\.blueprint\.ya?ml$/

export interface Found {
  /** Absolute. */
  readonly path: string
  /** What the user calls it: relative to the working folder, with `/`. */
  readonly file: string
}

/**
 * Files, folders and globs → blueprints, each once, in an order that does not depend on how they were named. A file
 * that is named is taken whatever it is called; in folders, what `.gitignore` leaves out is left out. `walked` are the
 * folders among the paths, absolute.
 */
export async function findBlueprints(
  paths: readonly string[],
  folder: string,
): Promise<{ found: Found[]; empty: string[]; walked: string[] }> {
  const found = new Map<string, Found>()
  const empty: string[] = []
  const walked: string[] = []
  for (const path of paths) {
    const { files, isFolder } = await filesOf(path, folder)
    if (isFolder) walked.push(resolve(folder, path))
    if (files.length === 0) empty.push(path)
    for (const file of files) found.set(file, { path: file, file: fileName(file, folder) })
  }
  return { found: [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1)), empty, walked }
}

async function filesOf(path: string, folder: string): Promise<{ files: string[]; isFolder: boolean }> {
  const absolute = resolve(folder, path)
  let stat: ReturnType<typeof statSync>
  try {
    stat = statSync(absolute)
  } catch (error) {
    if (/[*?[\]{}!]/.test(path)) return { files: await globbed(path, folder), isFolder: false }
    throw new Problem(`Cannot read ${path}: ${inWords(error)}`)
  }
  if (stat.isDirectory()) return { files: inFolder(absolute), isFolder: true }
  if (stat.isFile()) return { files: [absolute], isFolder: false }
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
  const queue: { folder: string; ignored: Ignored }[] = [{ folder: top, ignored: ignoredAbove(top) }]
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
      } else if (blueprintEnding.test(entry.name) && !ignored(path, false)) {
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
