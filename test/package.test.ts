import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith } from './helpers/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const examples = join(root, 'test/examples')
const untimed = /bad: `([^`]+)`/.exec(readFileSync(join(examples, 'untimed-step.js'), 'utf8'))![1]!
const bin = (name: string): string => join(root, 'node_modules/.bin', name)
const call = (folder: string, program: string, ...words: string[]): string =>
  execFileSync(program, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** A script, as a user of the package would write it. */
const script = `import { check, fails, render } from 'faultline'

const text = 'blueprint: 1\\ntitle: A parcel\\nsteps:\\n  send: { lane: customer, next: carry }\\n  carry: { lane: backstage }\\n'
const result = await check([{ file: 'a.blueprint.yaml', text }], {
  rules: { 'dead-end': 'warning', 'no-accountable-owner': 'off' },
  today: '2026-11-22',
})
console.log(result.findings.map(({ rule, severity }) => rule + ' ' + severity).join(', '), fails(result), fails(result, 'note'))
console.log(JSON.parse(render(result, 'json')).format)
try {
  await check([], { rules: { 'dead-ends': 'off' } })
} catch (error) {
  console.log(error.message)
}
`

const said = `ownerless-handoff error, dead-end warning true true
1
No rule is called \`dead-ends\` (line 3, rules.dead-ends). Did you mean \`dead-end\`?
`

describe('the package', () => {
  let tarball: string
  let installed: string

  beforeAll(() => {
    const folder = folderWith()
    // As it is, without building it once more beside tests that are using it.
    call(root, process.execPath, 'src/build/declarations.mjs')
    const packed = JSON.parse(call(root, 'npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', folder))
    tarball = join(folder, packed[0].filename)
    installed = folderWith({ 'package.json': '{ "private": true, "type": "module" }', 'script.js': script })
    call(installed, 'npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball)
  }, 60_000)

  it('installs alone, and runs', () => {
    expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['faultline'])
    cpSync(join(root, 'blueprints/double-charge.blueprint.yaml'), join(installed, 'a.blueprint.yaml'))
    const here = call(
      root,
      process.execPath,
      'bin/faultline.js',
      'check',
      '--fail-on',
      'never',
      'blueprints/double-charge.blueprint.yaml',
    )
    const there = call(installed, 'npx', '--offline', 'faultline', 'check', '--fail-on', 'never', '.')
    expect(there).toBe(here.replaceAll('blueprints/double-charge.', 'a.'))
  })

  it('gives programs what the command line gives people', () => {
    expect(call(installed, process.execPath, 'script.js')).toBe(said)
  })

  it('runs what the README shows', () => {
    const [, code] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))!
    writeFileSync(join(installed, 'readme.js'), code!)
    expect(call(installed, process.execPath, 'readme.js')).toMatch(
      /^\[[\s\S]*'ownerless-handoff in line 3',[\s\S]*'dead-end in line 3'[\s\S]*\]\ntrue true\n$/,
    )
  })

  it('runs rules in code, and tries them out, where the command line names them', () => {
    for (const file of readdirSync(examples)) cpSync(join(examples, file), join(installed, file))
    expect(call(installed, process.execPath, '--test', 'untimed-step-trials.js')).toMatch(/pass 2\n[\s\S]*fail 0\n/)
    writeFileSync(join(installed, 'k.blueprint.yaml'), untimed.replaceAll(/ *#.*/g, ''))
    const words = ['faultline', 'check', 'k.blueprint.yaml', '-f', 'compact']
    expect(call(installed, 'npx', '--offline', ...words, '--rules-from', 'untimed-step.js')).toMatch(
      /^k\.blueprint\.yaml:7:3: note\[untimed-step\]: Nobody has said how long `cut` takes\n/,
    )
    expect(call(installed, 'npx', '--offline', ...words)).not.toContain('untimed-step')
  })

  it('has types that a strict compiler takes', () => {
    const folder = folderWith({
      'use.ts': `import { check, type Finding, type Result, render } from 'faultline'
import { edgesFrom, reached, type RuleInCode } from 'faultline/rules'
import { type Trial, trialsOf } from 'faultline/testing'

const result: Result = await check([{ file: 'a', text: 'b' }], { rules: { 'silent-wait': ['warning', { longest: '8h' }] } })
const first: Finding | undefined = result.findings[0]
export const line: number | undefined = first?.line
export const text: string = render(result, 'sarif')
export const rule: RuleInCode = {
  id: 'x', summary: '', why: '', fix: '',
  *check(graph) {
    for (const step of reached(graph).inOrder)
      if (edgesFrom(graph, step).length > 3) yield { message: step.name, help: '', marks: [{ at: step.at, says: '' }] }
  },
}
export const trials: Trial[] = await trialsOf(rule)
// @ts-expect-error there is no such level
await check([], { rules: { trap: 'loud' } })
`,
      'package.json': '{ "type": "module" }',
    })
    mkdirSync(join(folder, 'node_modules'))
    cpSync(join(installed, 'node_modules/faultline'), join(folder, 'node_modules/faultline'), { recursive: true })
    for (const module of ['nodenext', 'preserve'])
      call(
        folder,
        bin('tsc'),
        '--strict',
        '--noEmit',
        '--target',
        'es2023',
        '--module',
        module,
        '--types',
        '',
        'use.ts',
      )
  })

  it('is as publint and are-the-types-wrong want it', async () => {
    const { messages } = await publint({ pkgDir: join(installed, 'node_modules/faultline'), pack: false, strict: true })
    const { pkg } = { pkg: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) }
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
    expect(() =>
      call(root, bin('attw'), tarball, '--profile', 'esm-only', '--exclude-entrypoints', './schemas/*'),
    ).not.toThrow()
  }, 60_000)

  it('holds what it should, and nothing of the machine that packed it', () => {
    const top = join(installed, 'node_modules/faultline')
    const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const folders = new Set(
      files.map(
        ({ parentPath, name }) =>
          join(parentPath, name)
            .slice(top.length + 1)
            .split('/')[0],
      ),
    )
    expect([...folders].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'blueprints', 'dist', 'package.json', 'schemas'].sort(),
    )
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name), 'utf8').includes(root), name).toBe(false)
    const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'))
    expect(manifest.dependencies ?? {}).toEqual({})
    const notices = readFileSync(join(top, 'dist/THIRD-PARTY.txt'), 'utf8')
    expect([...notices.matchAll(/^\S+ [0-9][^ ]* \(([^)]+)\)$/gm)].map(([, licence]) => licence)).toSatisfy(
      (licences: string[]) =>
        licences.length > 5 &&
        licences.every((one) =>
          ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'Python-2.0', 'BlueOak-1.0.0'].includes(one),
        ),
    )
  })
})

/** The newest engine that a package refuses below; every one that is bundled or installed has to run on Node 20.19. */
it('nothing that is installed refuses the oldest Node that we run on', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const satisfied = (range: string): boolean =>
    range.split('||').some((part) => {
      const bounds = [...part.matchAll(/(>=|>|\^|~|<=|<|=)?\s*v?([0-9]+)(?:\.([0-9]+|x))?(?:\.([0-9]+|x))?/g)]
      return bounds.every(([, sign = '', major, minor = '0']) => {
        const [a, b] = [20 * 1000 + 19, Number(major) * 1000 + (Number(minor) || 0)]
        if (sign === '>=' || sign === '>') return a >= b
        if (sign === '<') return a < b
        if (sign === '<=') return a <= b
        return Number(major) === 20 && a >= b
      })
    })
  const refusing = Object.entries<{ engines?: { node?: string } | string[]; optional?: boolean }>(lock.packages)
    .filter(([name]) => name !== '')
    .flatMap(([name, { engines }]) => {
      const node = Array.isArray(engines) ? undefined : engines?.node
      return node === undefined || node === '*' || satisfied(node) ? [] : `${name}: ${node}`
    })
  expect(refusing).toEqual([])
})
