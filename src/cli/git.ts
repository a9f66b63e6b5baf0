import { execFileSync } from 'node:child_process'
import { dirname, posix } from 'node:path'
import { nearest } from '../read/did-you-mean.ts'
import { asShellWord, workTreeOf } from './names.ts'
import { inWords, Problem } from './problem.ts'

/** The files of a git revision. Paths are relative to the top of the work tree, with `/`. */
export interface Tree {
  /** The top of the work tree, absolute. */
  readonly top: string
  readonly paths: ReadonlySet<string>
  /** What is kept off the disk now, although it is there: a sparse checkout. */
  readonly hidden: () => ReadonlySet<string>
  /** The bytes of these files, following links inside the tree; what is not there is left out. */
  readonly read: (paths: readonly string[]) => Map<string, Uint8Array>
}

/** The largest answer of git that is taken, in bytes. */
const most = 2 ** 30

/** Asks git for a revision. Throws a `Problem` that says what to do where it cannot be had. */
export function treeAt(revision: string, folder: string): Tree {
  const top = topOf(folder)
  if (revision === 'HEAD' && isUnborn(top))
    return { top, paths: new Set(), hidden: () => new Set(), read: () => new Map() }
  const commit = commitOf(revision, top)
  const entries = new Map<string, { readonly object: string; readonly isLink: boolean }>()
  for (const line of listed(top, revision, commit).split('\0')) {
    const [, mode, object, path] = /^([0-7]+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
    if (path !== undefined) entries.set(path, { object: object!, isLink: mode === '120000' })
  }
  // Several questions are about the same files: git is asked for each content once.
  const known = new Map<string, Uint8Array>()
  const contentsOf = (objects: readonly string[]): ReadonlyMap<string, Uint8Array> => {
    const unknown = [...new Set(objects)].filter((object) => !known.has(object))
    for (const [object, content] of blobs(top, revision, unknown)) known.set(object, content)
    return known
  }
  return {
    top,
    paths: new Set(entries.keys()),
    hidden: () => hiddenIn(top),
    read: (paths) => {
      const contents = new Map<string, Uint8Array>()
      const wanted = paths.map((path) => ({ path, at: path, hops: 0 }))
      for (let round = wanted; round.length > 0; ) {
        const here = round.flatMap((one) => ({ ...one, entry: entries.get(one.at) })).filter(({ entry }) => entry)
        const bytes = contentsOf(here.map(({ entry }) => entry!.object))
        round = []
        for (const { path, at, hops, entry } of here) {
          const content = bytes.get(entry!.object)!
          if (!entry!.isLink) contents.set(path, content)
          else if (hops < 10) {
            const to = posix.join(posix.dirname(at), Buffer.from(content).toString('utf8'))
            round.push({ path, at: to, hops: hops + 1 })
          }
        }
      }
      return contents
    },
  }
}

function listed(top: string, revision: string, commit: string): string {
  try {
    return git(top, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8')
  } catch (error) {
    throw error instanceof Problem ? error : partial(revision) // git would have gone to the network for the names
  }
}

/** Files that git knows and keeps off the disk, in a sparse checkout. */
const hiddenIn = (top: string): ReadonlySet<string> =>
  new Set(
    git(top, ['ls-files', '-t', '-z'])
      .toString('utf8')
      .split('\0')
      .flatMap((line) => (line.startsWith('S ') ? line.slice(2) : [])),
  )

/** Where its `.git` lies, and nowhere else: the settings of a repository can name any folder as its work tree. */
function topOf(folder: string): string {
  const top = workTreeOf(folder)
  try {
    if (top !== undefined) {
      git(top, ['rev-parse', '--git-dir'])
      return top
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    const said = saidBy(error)
    if (/dubious ownership/.test(said))
      throw new Problem(
        `git does not trust ${folder}, since it belongs to another user. Allow it with \`git config --global --add safe.directory ${asShellWord(folder)}\``,
      )
  }
  throw new Problem(`${folder} is not in a git repository, so there is no revision to compare with`)
}

/** Before the first commit there is nothing: everything is new. */
function isUnborn(top: string): boolean {
  try {
    git(top, ['rev-parse', '--verify', '--quiet', 'HEAD'])
    return false
  } catch (error) {
    if (error instanceof Problem) throw error
    return true
  }
}

function commitOf(revision: string, top: string): string {
  if (revision.startsWith('-')) throw new Problem(`No revision is called \`${revision}\``)
  try {
    return git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      .toString('utf8')
      .trim()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(`No revision is called \`${revision}\` here. ${wayToGet(revision, top)}`)
  }
}

/** What to do about a revision that is not there. */
function wayToGet(revision: string, top: string): string {
  const isShallow = git(top, ['rev-parse', '--is-shallow-repository']).toString('utf8').trim() === 'true'
  if (isShallow && /[~^]/.test(revision))
    return 'This clone is shallow, it has only the newest commits. Fetch more of them: `git fetch --deepen=10`'
  if (isShallow) {
    const name = revision.replace(/^origin\//, '')
    return `This clone is shallow, it has only the newest commits. Fetch it, \`git fetch --depth=1 origin ${name}\`, and compare with \`--since FETCH_HEAD\``
  }
  const names = git(top, ['for-each-ref', '--format=%(refname:short)']).toString('utf8').split('\n').filter(Boolean)
  const near = nearest(revision, names)
  return near ? `Did you mean \`${near}\`?` : '`git branch --all` and `git tag` list what there is'
}

/** The contents of git's objects, by name. */
function blobs(top: string, revision: string, objects: readonly string[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  if (objects.length === 0) return found
  let answer: Buffer
  try {
    answer = git(top, ['cat-file', '--batch'], objects.map((object) => `${object}\n`).join(''))
  } catch (error) {
    throw error instanceof Problem ? error : partial(revision) // git would have gone to the network for them
  }
  let at = 0
  for (const object of objects) {
    const end = answer.indexOf(10, at)
    const [, , size] = answer.subarray(at, end).toString('utf8').split(' ')
    if (size === undefined) throw partial(revision)
    at = end + 1 + Number(size) + 1
    found.set(object, answer.subarray(end + 1, at - 1))
  }
  return found
}

const partial = (revision: string): Problem =>
  new Problem(
    `git has not all that belongs to \`${revision}\`, since this clone is partial. Fetch it: \`git fetch --refetch --no-filter origin\``,
  )

/**
 * Nothing that git runs here takes a name from a blueprint, goes to the network, or asks somebody. It is not started in
 * the repository: Windows, and a PATH with a dot, would take a program called git that a stranger has put there.
 */
function git(top: string, words: readonly string[], input = ''): Buffer {
  try {
    return execFileSync('git', ['-C', top, '-c', 'core.fsmonitor=false', ...words], {
      cwd: dirname(process.execPath),
      input,
      maxBuffer: most,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        LC_ALL: 'C',
        GIT_WORK_TREE: top,
        GIT_CEILING_DIRECTORIES: dirname(top),
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
        GIT_OPTIONAL_LOCKS: '0',
      },
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Problem('Comparing with a revision takes git, and it is not installed')
    // It has not said no: it could not be asked, or not to the end.
    if (code !== undefined) throw new Problem(`Comparing with a revision takes git: ${inWords(error)}`)
    throw error
  }
}

const saidBy = (error: unknown): string => String((error as { stderr?: Buffer }).stderr ?? '')
