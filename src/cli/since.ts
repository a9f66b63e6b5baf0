import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { audit } from '../audit/audit.ts'
import { renames } from '../audit/renames.ts'
import type { Result } from '../audit/result.ts'
import { type Source, sourceOf } from '../read/document.ts'
import type { ReadOptions, Unavailable } from '../read/read.ts'
import { isLeftOut } from './configs.ts'
import { readSource } from './disk.ts'
import { blueprintEnding, type Found } from './find-files.ts'
import { type Tree, treeAt } from './git.ts'
import { fileName, isBelow } from './names.ts'
import type { Scope } from './scope.ts'

/**
 * Judges the same blueprints as they were at a git revision, by the rules of today and under the names that the files
 * have now: so that a finding that was there before has the same fingerprint.
 */
export async function resultAt(revision: string, scope: Scope): Promise<Result> {
  const tree = treeAt(revision, scope.folder)
  const earlier = filesAt(tree, scope)
  const contents = tree.read([...earlier.keys()])
  const sources = [...earlier]
    .flatMap(([path, file]) => {
      const bytes = contents.get(path)
      return bytes ? sourceOf(file, bytes) : []
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const pathBy = new Map([...earlier].map(([path, file]) => [file, path]))
  return audit(sources, { ...scope.audit, organization: organizationIn(tree, scope.folder, pathBy) })
}

/** The blueprints of the revision that this run is about, by their path in it, with the names that they have now. */
function filesAt(tree: Tree, { files, folder, walked, configs }: Scope): Map<string, string> {
  const now = new Map(files.map((file) => [fileName(file.path, tree.top), file]))
  const there = [...tree.paths].filter((path) => blueprintEnding.test(path) || now.has(path))
  const gone = there.filter((path) => !existsSync(join(tree.top, path)))
  const added = [...now].filter(([path]) => !tree.paths.has(path)).map(([, file]) => file)
  const renamed = gone.length > 0 && added.length > 0 ? renamedFrom(tree, gone, added) : new Map<string, string>()
  const isInScope = (path: string): boolean =>
    walked.some((top) => isBelow(path, top)) && ![...configs.used.keys()].some((config) => isLeftOut(config, path))
  const removed = gone
    .filter((path) => !renamed.has(path) && isInScope(join(tree.top, path)))
    .map((path): [string, string] => [path, fileName(join(tree.top, path), folder)])
  const same = there.flatMap((path): [string, string][] => (now.has(path) ? [[path, now.get(path)!.file]] : []))
  return new Map([...same, ...renamed, ...removed])
}

function renamedFrom(tree: Tree, gone: readonly string[], added: readonly Found[]): Map<string, string> {
  const before = [...tree.read(gone)].map(([path, bytes]) => sourceOf(path, bytes))
  const after = added.flatMap((file) => {
    try {
      return readSource(file)
    } catch {
      return [] // what cannot be read is told where it is judged
    }
  })
  return renames(before, after)
}

/** Organization files as they were at the revision. */
function organizationIn(tree: Tree, folder: string, pathBy: ReadonlyMap<string, string>): ReadOptions['organization'] {
  return (named, by): Source | Unavailable => {
    const path = posix.join(posix.dirname(pathBy.get(by.file)!), named)
    const bytes = tree.read([path]).get(path)
    return bytes
      ? sourceOf(fileName(join(tree.top, path), folder), bytes)
      : { unavailable: 'was not there', help: 'Correct the path: it is relative to this file' }
  }
}
