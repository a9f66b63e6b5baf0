import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { homedir, hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { everything } from './faults/machine.ts'
import { folderWith } from './helpers/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
const manifest = json('package.json')
const lock = json('package-lock.json')

interface Locked {
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}
const locked = Object.entries<Locked>(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Licences that ask no more than to be named. */
const free = [
  'MIT',
  'MIT OR Apache-2.0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  '0BSD',
  'PSF-2.0',
]

/** Tools of the tests alone, which are run as they are, and never shipped: what their licences ask of copies is moot. */
const toolsOnly: Record<string, RegExp> = {
  'GPL-3.0-only': /^@action-validator\/(cli|core)$/,
  'CC-BY-4.0': /^caniuse-lite$/,
  'MPL-2.0': /^lightningcss(-[a-z0-9-]+)?$/,
}

const ofNode = new Set(builtinModules)

describe('what is installed', () => {
  it('is nothing, where the package is used; and where it is worked on, exactly these versions', () => {
    for (const kind of [
      'dependencies',
      'optionalDependencies',
      'peerDependencies',
      'bundleDependencies',
      'bundledDependencies',
    ])
      expect(manifest[kind], kind).toBeUndefined()
    const asked = Object.entries<string>(manifest.devDependencies)
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(lock.packages[''].devDependencies).toEqual(manifest.devDependencies)
    for (const [name, version] of asked) expect(lock.packages[`node_modules/${name}`].version, name).toBe(version)
  })

  it('is known by its contents, comes from a registry, and from whichever one has been set up', () => {
    expect(lock.lockfileVersion).toBe(3)
    const odd = locked.filter(
      ([, { integrity, resolved, link }]) =>
        !/^sha512-[\w+/]{86}==$/.test(integrity ?? '') || resolved !== undefined || link,
    )
    expect(odd.map(([path]) => path)).toEqual([])
  })

  it('runs no script that has to be run', () => {
    // esbuild's puts a faster starter in place of one that works as well.
    expect(locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path))).toEqual([
      'esbuild',
    ])
    expect(
      Object.keys(manifest.scripts).filter((name) => /install|^(pre|post)?publish|^preprepare|^postprepare/.test(name)),
    ).toEqual([])
  })

  it('has a licence that allows it', () => {
    const refused = locked.filter(
      ([path, { license = 'none' }]) => !free.includes(license) && !toolsOnly[license]?.test(nameOf(path)),
    )
    expect(refused.map(([path, { license }]) => `${path}: ${license}`)).toEqual([])
  })
})

/** Whose work is in it. */
const builtIn = [
  'ajv',
  'chalk',
  'commander',
  'fast-string-truncated-width',
  'fast-string-width',
  'fdir',
  'fflate',
  'picomatch',
  'tinyglobby',
  'vscode-jsonrpc',
  'vscode-languageserver',
  'vscode-languageserver-protocol',
  'vscode-languageserver-textdocument',
  'vscode-languageserver-types',
  'yaml',
]
/** What it is built with, beside that. */
const builders = ['esbuild', '@esbuild', 'fast-deep-equal', 'fast-uri', 'json-schema-traverse', 'require-from-string']

describe('what is built in', () => {
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8').split(`\n\n${'-'.repeat(80)}\n\n`)

  it('is these packages and no others, each with its licence and who holds the rights', () => {
    const named = notices.map((notice) => /^(\S+) (\S+) \(([^)]+)\)\n\n([\s\S]+)$/.exec(notice)!.slice(1))
    expect(named.map(([name]) => name)).toEqual(builtIn)
    for (const [name, version, licence, text] of named) {
      expect(['MIT', 'ISC'], name).toContain(licence)
      expect(
        locked.some(([path, { version: known }]) => nameOf(path) === name && known === version),
        name,
      ).toBe(true)
      expect(text, name).toMatch(/copyright/i)
      expect(text, name).toMatch(/permission (is hereby granted|to use, copy)/i)
    }
  })

  it('is all that is needed: nothing but Node itself is imported', () => {
    let imports = 0
    for (const file of readdirSync(join(root, 'dist')).filter((name) => /\.m?js$/.test(name))) {
      const text = readFileSync(join(root, 'dist', file), 'utf8')
      const named =
        /(?<!['"`\w])(?:require\d*(?:\.resolve)?|import)\(["'`]([\w@./:-]+)["'`]\)|^export \{[^}]*\} from '([^']+)'/gm
      const from = [...text.replaceAll('__require', 'require').matchAll(named)].map(([, one, other]) => one ?? other!)
      const others = from.filter((name) => !/^(node:|\.\/)/.test(name) && !ofNode.has(name))
      expect(others, file).toEqual([])
      imports += from.length
    }
    expect(imports).toBeGreaterThan(50)
  })
})

/** Every file that may be in a package. */
const patterns = [
  /^(CHANGELOG|README)\.md$/,
  /^LICENSE$/,
  /^package\.json$/,
  /^bin\/(faultline\.js|package\.json)$/,
  /^blueprints\/[a-z-]+\.blueprint\.yaml$/,
  /^schemas\/[a-z]+\.schema\.json$/,
  /^dist\/[a-z-]+(-[A-Z0-9]{8})?\.m?js$/,
  /^dist\/(types\/)?package\.json$/,
  /^dist\/THIRD-PARTY\.txt$/,
  /^dist\/types\/src\/([a-z]+\/)*[a-z0-9-]+\.d\.ts$/,
]

const npm = (folder: string, ...words: string[]): string =>
  execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 })

describe('a package', () => {
  let files: string[]

  beforeAll(() => {
    const [packed] = JSON.parse(npm(root, 'pack', '--dry-run', '--ignore-scripts', '--json'))
    files = packed.files.map(({ path }: { path: string }) => path)
  }, 60_000)

  it('holds only what it is to hold: no tests, no sources, no maps', () => {
    expect(files.filter((file) => !patterns.some((pattern) => pattern.test(file)))).toEqual([])
    for (const needed of ['bin/faultline.js', 'dist/faultline.js', 'dist/index.js', 'dist/THIRD-PARTY.txt', 'LICENSE'])
      expect(files).toContain(needed)
  })

  it('tells nothing of the machine that made it', () => {
    const here = [root.replace(/\/$/, ''), homedir(), hostname(), tmpdir()].filter((one) => one.length > 4)
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8')
      expect(
        here.filter((one) => text.includes(one)),
        file,
      ).toEqual([])
      expect(text, file).not.toMatch(
        /sourceMappingURL|file:\/\/\/|["'`( ]\/(home|root|Users|builds)\/\w|["'`(]\/(tmp|var|opt|work)\/\w|\b[A-Z]:\\\\\w/,
      )
    }
  })
})

describe('two clones, in folders of different depth', () => {
  const clones: string[] = []

  beforeAll(() => {
    for (const inside of ['a', 'b/c/d']) {
      const folder = join(folderWith(), inside)
      // What is not committed yet is tried, too.
      for (const part of [
        'bin',
        'src',
        'schemas',
        'blueprints',
        'package.json',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'tsconfig.json',
        '.npmrc',
      ])
        cpSync(join(root, part), join(folder, part), { recursive: true })
      if (everything) execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')])
      else
        for (const name of [...builders, ...builtIn])
          cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
      clones.push(folder)
    }
    return () => {
      for (const folder of clones) rmSync(folder, { recursive: true })
    }
  }, 60_000)

  it('that were installed without scripts build themselves when they are first started, to the same bytes', () => {
    const built = clones.map((folder, i) => {
      const env = { ...process.env, TZ: ['America/New_York', 'Asia/Tokyo'][i] }
      const words = [join(folder, 'bin/faultline.js'), '--version']
      const out = execFileSync(process.execPath, words, {
        cwd: i === 0 ? folder : '/',
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      })
      expect(out).toBe(`${manifest.version}\n`)
      return new Map(
        // What V8 compiled is this machine's own, and is not packed.
        inDist(folder).map((file) => [file, readFileSync(join(folder, 'dist', file), 'utf8')]),
      )
    })
    expect([...built[0]!.keys()]).toContain('faultline.js')
    expect(built[0]).toEqual(built[1])
  })

  const inDist = (folder: string): string[] =>
    readdirSync(join(folder, 'dist')).filter((file) => !file.endsWith('.compiled'))

  it.runIf(everything)(
    'are packed to the same bytes, time and place notwithstanding',
    () => {
      const packed = clones.map((folder) => {
        npm(folder, 'pack', '--silent')
        return readFileSync(join(folder, `faultline-${manifest.version}.tgz`))
      })
      expect(packed[0]!.equals(packed[1]!)).toBe(true)
    },
    120_000,
  )

  it('without what it is built with, say what to do', () => {
    const [folder] = clones
    rmSync(join(folder!, 'dist'), { recursive: true, force: true })
    rmSync(join(folder!, 'node_modules'), { recursive: true })
    let said: { status?: number; stderr?: string } = {}
    try {
      execFileSync(process.execPath, [join(folder!, 'bin/faultline.js'), 'check'], { encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      said = error as typeof said
    }
    expect(said.status).toBe(2)
    expect(said.stderr).toContain(
      'faultline: Cannot start: parts of it are missing. Install it again; in a clone, `npm ci` first',
    )
    expect(existsSync(join(folder!, 'dist'))).toBe(false)
  })
})

it.runIf(everything)(
  'a bill of materials can be made, and names everything',
  () => {
    const bill = JSON.parse(npm(root, 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'))
    const names = bill.components.map(({ name, group }: { name: string; group?: string }) =>
      group ? `${group}/${name}` : name,
    )
    for (const name of Object.keys(manifest.devDependencies)) expect(names).toContain(name)
    for (const { name, hashes, licenses } of bill.components)
      expect([hashes?.length, licenses?.length], name).toEqual([1, 1])
  },
  60_000,
)
