import { realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { isBelow, isThere } from './names.ts'
import { Problem } from './problem.ts'

/**
 * Whether a path leads out of where it lies: of a git work tree, or of the folder `top` where one is given. A link that
 * somebody put into a repository can lead to all that the machine has: keys, the variables of the run, a device without
 * end. The folder of git itself counts as outside: it holds what a pipeline fetches with. Throws where nothing is there.
 */
export function leadsOut(path: string, top?: string): boolean {
  const real = realpathSync(path)
  const tops = [...(top === undefined ? [] : [top]), ...workTreesAbove(dirname(path))]
  return tops.some((folder) => !isIn(real, realpathSync(folder)))
}

/** Throws a `Problem` where a path (absolute), which messages call `named`, leads out of the repository that it lies in. */
export function expectInside(path: string, named: string, doing = 'read'): void {
  if (leadsOut(path))
    throw new Problem(
      `Cannot ${doing} ${named}: it leads out of the repository that it lies in, over a link or into the folder of git. Name the place itself if you mean it`,
    )
}

/** Both real. */
export function isIn(path: string, folder: string): boolean {
  if (path === folder) return true
  return isBelow(path, folder) && !relative(folder, path).split(sep).some(isGits)
}

/** Also as disks know it that tell no large letters from small ones, or shorten names. */
const isGits = (name: string): boolean => /^(?:\.git|git~[0-9]+)$/i.test(name)

/** All of them: a link to another repository would pass for the top of one. */
function workTreesAbove(folder: string): string[] {
  const tops: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) tops.push(at)
    if (dirname(at) === at) return tops
  }
}
