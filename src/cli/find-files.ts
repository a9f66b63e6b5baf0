import { readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Ignored, ignoredAbove, withIgnoreFile } from './ignored.ts'
import { expectInside, isIn } from './inside.ts'
import { fileName } from './names.ts'
import { inWords, Problem } from './problem.ts'

/** What a blueprint's name ends in. */
export const blueprintEnding = /\.blueprint\.ya?ml$/

export interface Found {
  /** Absolute. */
  readonly path: string
  /** What the user calls it: relative to the working folder, with `/`. */
  readonly file: string
  /** Reached over a link. */
  readonly isLink?: boolean
}

export interface AllFound {
  readonly found: Found[]
  /** Paths that hold no blueprint. */
  readonly empty: string[]
  /** The folders among the paths, absolute. */
  readonly walked: string[]
  /** Links that lead out of the folder they were found in, or to no file, by the name of the link. */
  readonly astray: string[]
  /** Folders below those among the paths that cannot be read. */
  readonly problems: string[]
}

/**
 * Files, folders and globs → blueprints, each once, in an order that does not depend on how they were named. A file
 * that is named is taken whatever it is called; in folders, what `.gitignore` leaves out is left out. Throws a `Problem`
 * where something that is named cannot be read, or leads out of the repository that it lies in.
 */
export async function findBlueprints(paths: readonly string[], folder: string): Promise<AllFound> {
  const found = new Map<string, Found>()
  const empty: string[] = []
  const walked: string[] = []
  const astray: string[] = []
  const problems: string[] = []
  for (const path of paths) {
    const { files, isFolder, links = [] } = await filesOf(path, folder, problems)
    if (isFolder) walked.push(resolve(folder, path))
    if (files.length === 0) empty.push(path)
    for (const { path, isLink } of files) found.set(path, { path, file: fileName(path, folder), isLink })
    astray.push(...links.map((link) => fileName(link, folder)))
  }
  return { found: [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1)), empty, walked, astray, problems }
}

interface Files {
  readonly files: readonly { readonly path: string; readonly isLink: boolean }[]
  readonly isFolder: boolean
  readonly links?: readonly string[]
}

async function filesOf(path: string, folder: string, problems: string[]): Promise<Files> {
  const absolute = resolve(folder, path)
  let stat: ReturnType<typeof statSync>
  try {
    stat = statSync(absolute)
  } catch (error) {
    if (/[*?[\]{}!]/.test(path)) return { files: await globbed(path, folder), isFolder: false }
    throw new Problem(`Cannot read ${path}: ${inWords(error)}`)
  }
  expectInside(absolute, path)
  if (stat.isDirectory()) return { ...inFolder(absolute, folder, problems), isFolder: true }
  if (stat.isFile())
    return { files: [{ path: absolute, isLink: realpathSync(absolute) !== absolute }], isFolder: false }
  throw new Problem(`Cannot read ${path}: it is neither a file nor a folder (use \`-\` for standard input)`)
}

async function globbed(pattern: string, folder: string): Promise<Files['files']> {
  const { glob } = await import('tinyglobby')
  const files = await glob([pattern], {
    cwd: folder,
    absolute: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  })
  // No link is among them, but a folder that the pattern names may be one.
  const links = new Map<string, boolean>()
  return files.map((named) => {
    const path = resolve(named)
    const home = dirname(path)
    if (!links.has(home)) {
      expectInside(path, fileName(path, folder))
      links.set(home, realpathSync(home) !== home)
    }
    return { path, isLink: links.get(home)! }
  })
}

/** Every blueprint below, without following links to other folders. A folder that withholds itself hides no other. */
function inFolder(top: string, from: string, problems: string[]): Pick<Files, 'files' | 'links'> {
  const files: { path: string; isLink: boolean }[] = []
  const links: string[] = []
  const real = realpathSync(top)
  const queue: { folder: string; ignored: Ignored }[] = [{ folder: top, ignored: ignoredAbove(top) }]
  for (const { folder, ignored: above } of queue) {
    let entries: ReturnType<typeof entriesOf>
    try {
      entries = entriesOf(folder)
    } catch (error) {
      problems.push(`Cannot read ${fileName(folder, from)}: ${inWords(error)}`)
      continue
    }
    const ignored = withIgnoreFile(folder, above)
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== '.git' && entry.name !== 'node_modules' && !ignored(path, true))
          queue.push({ folder: path, ignored })
      } else if (blueprintEnding.test(entry.name) && !ignored(path, false)) {
        const isLink = entry.isSymbolicLink()
        if (entry.isFile() || (isLink && staysInside(path, real))) files.push({ path, isLink })
        else if (isLink) links.push(path)
      }
    }
  }
  return { files, links }
}

const entriesOf = (folder: string) => readdirSync(folder, { withFileTypes: true })

/** A link to a file of the same tree is that file; one that leads out, or nowhere, is not part of the tree. */
function staysInside(path: string, top: string): boolean {
  try {
    const target = realpathSync(path)
    return isIn(target, top) && statSync(target).isFile()
  } catch {
    return false
  }
}
