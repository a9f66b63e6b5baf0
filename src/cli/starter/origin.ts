import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where others get the same faultline from. */
export interface Origin {
  /** What `git clone` takes. */
  readonly address: string
  /** A tag or a commit. */
  readonly revision: string
}

/** Stands where the address is not known; no machine has this name. */
export const unknownOrigin = (version: string): Origin => ({
  address: 'https://git.example/faultline.git',
  revision: `v${version}`,
})

/**
 * The repository that this copy of faultline was cloned from, at the commit that it is at; else what its package says
 * and the tag of its version. Undefined where neither says.
 */
export function originOf(
  root: string,
  manifest: { readonly version: string; readonly repository?: string | { readonly url?: string } },
): Origin | undefined {
  if (existsSync(join(root, '.git'))) {
    const address = publicAddress(git(root, ['config', '--get', 'remote.origin.url']))
    const revision = git(root, ['rev-parse', '--verify', 'HEAD'])
    if (address && /^[0-9a-f]{40,64}$/.test(revision)) return { address, revision }
  }
  const { repository } = manifest
  const address = publicAddress((typeof repository === 'string' ? repository : repository?.url) ?? '')
  return address ? { address, revision: `v${manifest.version}` } : undefined
}

/**
 * An address as everybody may have it, without the name and password of the one who cloned. Undefined for what only
 * this machine knows, and for signs that would mean something in a pipeline.
 */
export function publicAddress(address: string): string | undefined {
  const forms = [
    /^(?:git\+)?(?<scheme>https?):\/\/(?:[^/]*@)?(?<host>[\w.-]+(?::\d+)?)\/(?<path>[^?#]+)/,
    /^(?:git\+)?(?:ssh|git):\/\/(?:[^/]*@)?(?<host>[\w.-]+)(?::\d+)?\/(?<path>[^?#]+)/,
    /^(?:[\w.-]+@)?(?<host>[\w-]+(?:\.[\w-]+)+):(?<path>[^/?#][^?#]*)$/, // git@host:path, as git itself has it
  ]
  for (const form of forms) {
    const { scheme = 'https', host, path } = form.exec(address)?.groups ?? {}
    if (host && path && /^[\w./~-]+$/.test(path)) return `${scheme}://${host}/${path}`
  }
  return undefined
}

function git(folder: string, words: readonly string[]): string {
  try {
    return execFileSync('git', ['-C', folder, ...words], {
      cwd: dirname(process.execPath),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString('utf8')
      .trim()
  } catch {
    return ''
  }
}
