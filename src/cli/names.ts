import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** The place of a file as messages and outputs give it. */
export const fileName = (path: string, folder: string): string => relative(folder, path).split(sep).join('/') || '.'

/** A path as a word of a command that is typed as it stands: nothing in a name that strangers chose ends the word. */
export function asShellWord(path: string): string {
  const named = path.startsWith('-') ? `./${path}` : path
  return /^[\w./-]+$/.test(named) ? named : `'${named.replaceAll("'", "'\\''")}'`
}

/** Whether a path lies below a folder; both absolute. */
export const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** The top of the git work tree that a folder is in. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}

/** Whether something is there, as far as can be seen: Node 20 throws where it has been told not to look, later ones say no. */
export function isThere(path: string): boolean {
  try {
    return existsSync(path)
  } catch {
    return false
  }
}
