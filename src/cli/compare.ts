import { existsSync, statSync } from 'node:fs'
import { dirname, join, posix, resolve } from 'node:path'
import { audit } from '../audit/audit.ts'
import { renames } from '../audit/renames.ts'
import { against } from '../audit/standing.ts'
import { type Source, sourceOf } from '../read/document.ts'
import { compareFormats } from '../report/format-names.ts'
import { type CheckOptions, tellAndCount } from './check.ts'
import { configsFor } from './configs.ts'
import { readInside, readSource } from './disk.ts'
import { blueprintEnding, findBlueprints } from './find-files.ts'
import { fileName } from './names.ts'
import { outputsOf, tell } from './outputs.ts'
import { Problem } from './problem.ts'
import { judging, rulesInCode } from './scope.ts'

/** One of the two that are compared: its blueprints by their name inside it. */
interface Side {
  readonly files: ReadonlyMap<string, { readonly path: string; readonly source: () => Source }>
  /** An organization's file, named by the blueprint at this path (absolute). */
  readonly organization: (named: string, path: string) => ReturnType<typeof readInside>
}

/**
 * Two files, two folders, or `REV:path` → what is new, gone and kept, with the counts beside each other. Both are judged
 * by the rules that hold for the second. Returns the exit code: 1 where something new is at or above `--fail-on`.
 */
export async function compare(before: string, after: string, options: CheckOptions): Promise<number> {
  const outputs = outputsOf(options, compareFormats)
  const folder = process.cwd()
  const [earlier, later] = [await sideOf(before, folder), await sideOf(after, folder)]
  const configs = await configsFor(
    [...later.files.values()].map(({ path }) => path),
    folder,
    { named: options.config, codeRules: await rulesInCode(options, folder) },
  )
  const scope = judging(configs, options, folder)

  const now = await judged(later, new Map([...later.files.keys()].map((name) => [name, name])), later, scope)
  const there = await judged(earlier, namesNow(earlier, later), later, scope)
  const result = against(now, there, before)
  for (const output of outputs) await tell(output, result, options, true)
  return tellAndCount(result, { ...scope, hints: [] }, [], options)

  function judged(side: Side, names: ReadonlyMap<string, string>, named: Side, { audit: by }: typeof scope) {
    const pathBy = new Map<string, string>()
    const sources = [...side.files].map(([name, { path, source }]) => {
      const file = fileName(named.files.get(names.get(name) ?? '')?.path ?? path, folder)
      pathBy.set(file, path)
      return { ...source(), file }
    })
    return audit(
      sources.sort((a, b) => (a.file < b.file ? -1 : 1)),
      { ...by, organization: (named, { file }) => side.organization(named, pathBy.get(file)!) },
    )
  }
}

/** What the files of the earlier side are called in the later one. */
function namesNow(earlier: Side, later: Side): Map<string, string> {
  const names = new Map<string, string>()
  if (earlier.files.size === 1 && later.files.size === 1) {
    const [[from], [to]] = [[...earlier.files.keys()], [...later.files.keys()]]
    return names.set(from!, to!)
  }
  for (const name of earlier.files.keys()) if (later.files.has(name)) names.set(name, name)
  const texts = (side: Side, other: Side) =>
    [...side.files].flatMap(([file, { source }]) => (other.files.has(file) ? [] : { ...source(), file }))
  for (const [from, to] of renames(texts(earlier, later), texts(later, earlier))) names.set(from, to)
  return names
}

async function sideOf(word: string, folder: string): Promise<Side> {
  const path = resolve(folder, word)
  const [, revision, inside] = /^([^:]+):(.*)$/s.exec(word) ?? []
  if (!existsSync(path) && revision !== undefined) return sideInGit(revision, inside!, word, folder)
  if (!existsSync(path)) throw new Problem(`Cannot read ${word}: no such file or folder`)
  const { found, problems } = await findBlueprints([word], folder)
  // What is not seen must not be taken for gone.
  if (problems.length > 0) throw new Problem(problems.join('; '))
  if (found.length === 0)
    throw new Problem(`No blueprint found in ${word}: their names end in .blueprint.yaml or .blueprint.yml`)
  const top = statSync(path).isDirectory() ? path : dirname(path)
  return {
    files: new Map(
      found.map((file) => [fileName(file.path, top), { path: file.path, source: () => readSource(file) }]),
    ),
    organization: (named, by) => readInside(named, dirname(by), folder),
  }
}

/** As git has it: the path is relative to the top of the work tree, or to the working folder where it begins with a dot. */
async function sideInGit(revision: string, inside: string, word: string, folder: string): Promise<Side> {
  const { treeAt } = await import('./git.ts')
  const tree = treeAt(revision, folder)
  const from = inside.startsWith('.') ? posix.join(fileName(folder, tree.top), inside) : inside
  const top = posix.normalize(from).replace(/\/+$/, '') || '.'
  const isOne = tree.paths.has(top)
  const paths = isOne
    ? [top]
    : [...tree.paths].filter((path) => blueprintEnding.test(path) && (top === '.' || path.startsWith(`${top}/`)))
  if (paths.length === 0) throw new Problem(`No blueprint found in ${word}: that revision has none there`)
  const contents = tree.read(paths)
  const home = isOne ? posix.dirname(top) : top
  const files = paths.flatMap((path): [string, { path: string; source: () => Source }][] => {
    const bytes = contents.get(path)
    const absolute = join(tree.top, path)
    const source = (): Source => sourceOf(fileName(absolute, folder), bytes!)
    return bytes ? [[posix.relative(home, path), { path: absolute, source }]] : []
  })
  return {
    files: new Map(files),
    organization: (named, by) => {
      const path = posix.join(posix.dirname(fileName(by, tree.top)), named)
      const bytes = tree.read([path]).get(path)
      const help = 'Correct the path: it is relative to this file'
      return bytes ? sourceOf(fileName(join(tree.top, path), folder), bytes) : { unavailable: 'was not there', help }
    },
  }
}
