import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, posix, resolve } from 'node:path'
import { audit } from '../audit/audit.ts'
import { areOthers, type NamedText, renames } from '../audit/renames.ts'
import type { Result } from '../audit/result.ts'
import { type Source, sourceOf } from '../read/document.ts'
import type { ReadOptions, Unavailable } from '../read/read.ts'
import { isLeftOut } from './configs.ts'
import { readSource } from './disk.ts'
import { blueprintEnding } from './find-files.ts'
import { type Tree, treeAt } from './git.ts'
import { fileName, isBelow, workTreeOf } from './names.ts'
import { Problem } from './problem.ts'
import type { Scope } from './scope.ts'
import { addTo } from '../multimap.ts'

/** What a blueprint of this run was at the revision: in which repository, at which path, and what it is called now. */
interface Earlier {
  readonly tree: Tree
  readonly path: string
  readonly file: string
}

/** A blueprint of this run: `path` is absolute. */
interface Now {
  readonly path: string
  readonly file: string
  readonly text: () => string
}

/**
 * Judges the same blueprints as they were at a git revision, each in the repository that it is in, by the rules of today
 * and under the names that the files have now: so that a finding that was there before has the same fingerprint.
 */
export async function resultAt(revision: string, scope: Scope): Promise<Result> {
  const trees = new Map<string, Tree>()
  const treeOf = (folder: string): Tree => {
    const top = workTreeOf(folder)
    if (top === undefined)
      throw new Problem(`${folder} is not in a git repository, so there is no revision to compare with`)
    const known = trees.get(top) ?? treeAt(revision, top)
    trees.set(top, known)
    return known
  }
  const all = nowOf(scope)
  const byTree = new Map<Tree, Now[]>()
  for (const one of all) {
    const tree = treeOf(dirname(one.path))
    addTo(byTree, tree, one)
  }
  for (const top of scope.walked) if (!byTree.has(treeOf(top))) byTree.set(treeOf(top), [])
  const earlier = [...byTree].flatMap(([tree, those]) => earlierOf(tree, those, scope))
  const byFile = new Map(earlier.map((one) => [one.file, one]))
  const sources = [...byTree.keys()].flatMap((tree) => {
    const here = earlier.filter((one) => one.tree === tree)
    const contents = tree.read(here.map(({ path }) => path))
    return here.flatMap(({ path, file }) => (contents.has(path) ? sourceOf(file, contents.get(path)!) : []))
  })
  return audit(
    sources.sort((a, b) => (a.file < b.file ? -1 : 1)),
    { ...scope.audit, organization: organizationAt(byFile, scope.folder) },
  )
}

const nowOf = ({ files, input, folder }: Scope): Now[] => [
  ...files.map((found) => ({ ...found, text: () => textOf(() => readSource(found)) })),
  ...input.map(({ file, text }) => ({ path: resolve(folder, file), file, text: () => text })),
]

/** What cannot be read is told where it is judged. */
function textOf(read: () => Source): string {
  try {
    return read().text
  } catch {
    return ''
  }
}

/** The blueprints of a revision that this run is about, with the names that they have now. */
function earlierOf(tree: Tree, those: readonly Now[], { folder, walked, configs }: Scope): Earlier[] {
  const now = new Map(those.map((one) => [pathIn(tree, one.path), one]))
  const there = [...tree.paths].filter((path) => /\.ya?ml$/.test(path) || now.has(path))
  const missing = there.filter((path) => !now.has(path) && !existsSync(join(tree.top, path)))
  const hidden = missing.length > 0 ? tree.hidden() : new Set<string>()
  const gone = missing.filter((path) => !hidden.has(path))
  const same = there.filter((path) => now.has(path))
  const added = [...now.keys()].filter((path) => !tree.paths.has(path))
  const replaced = added.length > 0 || gone.length > 0 || same.length > 1 ? replacedIn(tree, same, now) : []
  const textNow = (path: string): NamedText => ({ file: path, text: now.get(path)!.text() })
  const renamed =
    gone.length + replaced.length > 0 && added.length + replaced.length > 0
      ? renames(textsIn(tree, [...gone, ...replaced]), [...added, ...replaced].map(textNow))
      : new Map<string, string>()
  // What became nothing else, and nothing else became, is the same under the same name, however much it has changed.
  const became = new Set(renamed.values())
  for (const path of same) if (!renamed.has(path) && !became.has(path)) renamed.set(path, path)
  const isInScope = (path: string): boolean =>
    blueprintEnding.test(path) &&
    walked.some((top) => isBelow(path, top)) &&
    ![...configs.used.keys()].some((config) => isLeftOut(config, path))
  const removed = gone.map((path) => join(tree.top, path)).filter(isInScope)
  return [
    ...[...renamed].map(([path, to]): Earlier => ({ tree, path, file: now.get(to)!.file })),
    ...removed
      .map((path) => ({ tree, path: fileName(path, tree.top), file: fileName(path, folder) }))
      .filter(({ path }) => !renamed.has(path)),
  ]
}

/** The path that git knows a file by: that of the folder itself, where the file lies behind a link to a folder. */
function pathIn({ top, paths }: Tree, path: string): string {
  const named = fileName(path, top)
  if (paths.has(named) || !existsSync(dirname(path))) return named
  const real = fileName(join(realpathSync(dirname(path)), basename(path)), realpathSync(top))
  return paths.has(real) ? real : named
}

/** Paths under which something else stands now: the file that was there has another name, or is gone. */
function replacedIn(tree: Tree, same: readonly string[], now: ReadonlyMap<string, Now>): string[] {
  const before = new Map(textsIn(tree, same).map(({ file, text }) => [file, text]))
  return same.filter((path) => before.has(path) && areOthers(before.get(path)!, now.get(path)!.text()))
}

const textsIn = (tree: Tree, paths: readonly string[]): NamedText[] =>
  [...tree.read(paths)].map(([path, bytes]) => sourceOf(path, bytes))

/** Organization files as they were at the revision. */
function organizationAt(byFile: ReadonlyMap<string, Earlier>, folder: string): ReadOptions['organization'] {
  return (named, by): Source | Unavailable => {
    const { tree, path: from } = byFile.get(by.file)!
    const path = posix.join(posix.dirname(from), named)
    const bytes = tree.read([path]).get(path)
    return bytes
      ? sourceOf(fileName(join(tree.top, path), folder), bytes)
      : { unavailable: 'was not there', help: 'Correct the path: it is relative to this file' }
  }
}
