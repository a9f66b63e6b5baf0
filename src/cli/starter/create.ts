import { linkSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isBelow } from '../names.ts'
import { writeBeside } from '../part.ts'
import { inWords } from '../problem.ts'

/** What became of a file: written; there before, with the same text or another; or why it cannot be. */
export type Created = 'made' | 'same' | 'other' | { readonly refused: string }

/**
 * Writes a file that is not there yet, whole or not at all, with the folders on the way. `path` lies below `root`, and
 * `root` is there (both absolute). No link is written through, and none on the way may lead out of the root.
 */
export function create(path: string, text: string, root: string): Created {
  try {
    const obstacle = makeFolders(dirname(path), root)
    if (obstacle !== undefined) return { refused: obstacle }
    return writeNew(path, text) ? 'made' : whatIsThere(path, text)
  } catch (error) {
    return { refused: inWords(error) }
  }
}

/** One after another, so that each is looked at before anything is made in it. Says what is in the way. */
function makeFolders(folder: string, root: string): string | undefined {
  const top = realpathSync(root)
  let at = root
  for (const name of relative(root, folder).split(sep).filter(Boolean)) {
    at = join(at, name)
    const entry = lstatSync(at, { throwIfNoEntry: false })
    if (!entry) mkdirSync(at)
    else if (!statSync(at, { throwIfNoEntry: false })?.isDirectory()) return `${name} is not a folder`
    else if (entry.isSymbolicLink() && !isBelow(realpathSync(at), top)) return `${name} is a link that leads elsewhere`
  }
  return undefined
}

/** False where something has the name already, be it a link that leads nowhere. */
function writeNew(path: string, text: string): boolean {
  if (isTaken(path)) return false
  try {
    writeBeside(path, text, { place: (part) => nameNew(part, path) })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Unlike a new name, a second one takes no other file's place; not every disk can give one. */
function nameNew(part: string, path: string): void {
  try {
    linkSync(part, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || isTaken(path)) throw error
    renameSync(part, path)
    return
  }
  rmSync(part)
}

const isTaken = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function whatIsThere(path: string, text: string): Created {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return { refused: 'it is a link that leads nowhere' }
  if (!entry.isFile()) return { refused: entry.isDirectory() ? 'a folder has this name' : 'it is not a file' }
  return entry.size === Buffer.byteLength(text) && readFileSync(path, 'utf8') === text ? 'same' : 'other'
}
