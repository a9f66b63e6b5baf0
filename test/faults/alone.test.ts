import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { Repository } from '../helpers/git.ts'
import { folderWith } from '../helpers/run.ts'
import { type Ended, everything, faulty, sample, shell, withoutNetwork, wordsOf } from './machine.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const json = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const preload = fileURLToPath(new URL('alone.mjs', import.meta.url))
const day = ['--today', '2026-11-22']

/** A talk with an editor: it opens a file, and hangs up when it has got what was found in it. */
const talk = (folder: string): string =>
  [
    { id: 1, method: 'initialize', params: { capabilities: {}, rootUri: `file://${folder}` } },
    { method: 'initialized', params: {} },
    {
      id: 2,
      method: 'textDocument/hover',
      params: { textDocument: { uri: `file://${folder}/a.blueprint.yaml` }, position: { line: 0, character: 0 } },
    },
    { id: 3, method: 'shutdown' },
    { method: 'exit' },
  ]
    .map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }))
    .map((text) => `Content-Length: ${text.length}\r\n\r\n${text}`)
    .join('')

const more = [
  ['rules'],
  ['explain', 'trap'],
  ['check', '-', '-f', 'json', ...day],
  ['report', '-f', 'xlsx', '-o', 'a.xlsx', ...day],
  ['report', ...day],
]

/** Every command, with what it reads and writes. */
const commands: string[][] = [
  ['--version'],
  ['check', ...day],
  ['check', '-f', 'json=a.json', '-f', 'sarif=a.sarif', '--baseline', 'known.json', '--update-baseline', ...day],
  ['compare', 'a.blueprint.yaml', 'b.blueprint.yaml', ...day],
  ['report', '-f', 'html', '-o', 'a.html', ...day],
  ['report', '-f', 'pptx', '-o', 'a.pptx', ...day],
  ['draw', 'a.blueprint.yaml', '-o', 'a.svg', ...day],
  ['completion', 'zsh'],
  ['init', '.', '--ci', 'gitlab'],
  ['lsp'],
  ...sample(more, 9),
]

/** The program as a package has it, so that nothing of the clone helps it. */
let home: string

beforeAll(() => {
  home = folderWith()
  for (const part of ['bin', 'dist', 'schemas', 'package.json'])
    cpSync(join(root, part), join(home, part), { recursive: true, filter: (file) => !file.endsWith('.compiled') })
  cpSync(preload, join(home, 'alone.mjs'))
})

const tree = (more: Record<string, string> = {}): string =>
  folderWith({
    'a.blueprint.yaml': faulty,
    'b.blueprint.yaml': faulty,
    '.gitignore': 'drafts\n',
    ...more,
  })

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

/** Runs it so that it may only read the tree and itself, and write into the tree; not even what Node offers is there. */
const alone = (folder: string, words: string[], input = ''): Promise<Ended> =>
  shell(
    folder,
    `exec "$NODE" ${permission} --allow-fs-read="$HERE/*" --allow-fs-read="$HOME/*" --allow-fs-write="$HERE/*" \
      --disallow-code-generation-from-strings --import "$HOME/alone.mjs" "$HOME/bin/faultline.js" "$@"`,
    words,
    { env: { HERE: folder, HOME: home, NODE_NO_WARNINGS: '1' }, input },
  )

const inputOf = ([command, path]: string[], folder: string): string =>
  command === 'lsp' ? talk(folder) : path === '-' ? faulty : ''

const contents = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  )

describe('with no network, no other program, no code out of texts, and no file but the tree', () => {
  it.for(commands.map((words) => [words.join(' '), words] as const))('%s: as ever', async ([, words]) => {
    const [folder, free] = [tree(), tree()]
    const shut = await alone(folder, words, inputOf(words, folder))
    expect(shut.err).not.toContain('refused')
    const open = await shell(free, 'exec "$NODE" "$HOME/bin/faultline.js" "$@"', words, {
      env: { HOME: home },
      input: inputOf(words, free),
    })
    const placed = ({ code, out, err }: Ended, here: string) => ({ code, out: out.replaceAll(here, ''), err })
    expect(placed(shut, folder)).toEqual(placed(open, free))
    expect(contents(folder)).toEqual(contents(free))
  })

  it('git is asked where the command line says so, and would have been refused', async () => {
    const { code, err } = await alone(tree({ '.git/HEAD': 'ref: x\n' }), ['check', '--since', 'HEAD'])
    expect(code).toBe(2)
    expect(err).toContain('refused: child_process.execFileSync')
  })

  it('what refuses does refuse', async () => {
    const tries = ['fetch("http://[::1]")', 'eval("1")', 'new Function("1")', 'process.dlopen({}, "x")']
    const asked = [
      ...tries,
      'net.connect(9)',
      'dns.lookup("x")',
      'new worker_threads.Worker("x")',
      'vm.runInThisContext("1")',
    ]
    const script = asked.map((one) => `try { ${one} } catch {}`).join('\n')
    const { err } = await shell(tree(), 'exec "$NODE" --import "$HOME/alone.mjs" "$@"', ['-e', script], {
      env: { HOME: home },
    })
    expect(err.match(/^refused: /gm)).toHaveLength(asked.length)
    const read =
      "try { require('fs').readFileSync('/etc/passwd'); console.log('read') } catch ({ code }) { console.log(code) }"
    const guarded = `exec "$NODE" ${permission} --allow-fs-read="$HOME/*" "$@"`
    expect((await shell(tree(), guarded, ['-e', read], { env: { HOME: home } })).out).toBe('ERR_ACCESS_DENIED\n')
  })
})

describe('in a process that has no network', () => {
  it('all is as ever, git included', async ({ skip }) => {
    const before = wordsOf(withoutNetwork(), skip)
    const unreachable =
      "\"$NODE\" -e \"require('net').connect(9, '127.0.0.1').on('error', (e) => console.log(e.code))\""
    expect((await shell(tree(), unreachable, [], { before })).out).toBe('ENETUNREACH\n')
    const { folder } = new Repository({ 'a.blueprint.yaml': faulty })
    for (const words of [
      ['check', '-f', 'json', '--since', 'HEAD', ...day],
      ['report', '-f', 'html', ...day],
    ]) {
      const shut = await shell(folder, 'faultline "$@"', words, { before })
      expect(shut).toEqual(await shell(folder, 'faultline "$@"', words))
      expect(shut).toMatchObject({ code: 0, err: '' })
    }
  })
})

describe('no file that is read brings code', () => {
  const mark = "require('node:fs').writeFileSync('RAN', 'x')"
  const esm =
    "import { writeFileSync } from 'node:fs'\nwriteFileSync('RAN', 'x')\nexport const rules = []\nexport default []\n"
  /** Whatever a program might take for its own, beside the blueprints and above them. */
  const traps: Record<string, string> = {
    'evil.cjs': mark,
    'evil.mjs': esm,
    'evil.js': esm,
    'faultline.config.js': esm,
    'faultline.config.mjs': esm,
    'faultline.config.cjs': mark,
    'faultline.config.ts': esm,
    '.faultlinerc.js': esm,
    'faultline.js': esm,
    'node_modules/house/index.js': esm,
    'node_modules/house/package.json': '{ "name": "house", "main": "index.js", "exports": "./index.js" }',
    'node_modules/faultline-plugin-house/index.js': mark,
    'node_modules/yaml/index.js': mark,
    'node_modules/yaml/package.json': '{ "name": "yaml", "main": "index.js" }',
    'package.json':
      '{ "type": "module", "imports": { "#x": "./evil.js" }, "faultline": { "rulesFrom": ["./evil.js"] } }',
  }
  const config = (text: string): Record<string, string> => ({ 'faultline.config.yaml': text })

  const files = everything ? ['./evil.js', './evil.mjs', './evil.cjs', 'house/index.js', 'file:evil.js'] : ['./evil.js']
  const keys = everything ? ['rulesFrom', 'plugins', 'require', 'parser', 'formatter', 'reporter'] : ['rulesFrom']

  it.for<[string, Record<string, string>]>([
    ['beside them', {}],
    ...[...files, 'house', 'data:text/javascript,1'].map((name): [string, Record<string, string>] => [
      `extends ${name}`,
      config(`extends: ['${name}']\n`),
    ]),
    ...keys.map((key): [string, Record<string, string>] => [key, config(`${key}: ['./evil.js']\n`)]),
    ['a rule', config('houseRules:\n  x: { steps: "*", must: { check: ./evil.js }, message: "{constructor}" }\n')],
    ['a tag', { 'a.blueprint.yaml': `${faulty}x: !!js/function 'function () { ${mark} }'\n` }],
    ['an organization', { 'a.blueprint.yaml': `${faulty}\norganization: ./evil.js\n` }],
    ['a prototype', { 'a.blueprint.yaml': `${faulty}\n__proto__: { main: ./evil.js }\nconstructor: ./evil.js\n` }],
  ])('%s', async ([, files]) => {
    const folder = folderWith({ 'a.blueprint.yaml': faulty, ...traps, ...files })
    const script =
      'for command in check report rules "draw a.blueprint.yaml" "check --print-config"; do faultline $command; done'
    const { err } = await shell(folder, everything ? script : 'faultline check')
    expect(err).not.toContain('    at ')
    expect(existsSync(join(folder, 'RAN'))).toBe(false)
  })

  it('nor does a package that lies beside the program', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': faulty })
    cpSync(home, join(folder, 'node_modules/faultline'), { recursive: true })
    for (const name of [...Object.keys(json.devDependencies), 'picomatch', 'fdir'])
      for (const [file, text] of Object.entries({ 'index.js': mark, 'package.json': '{ "main": "index.js" }' })) {
        mkdirSync(join(folder, 'node_modules', name), { recursive: true })
        writeFileSync(join(folder, 'node_modules', name, file), text)
      }
    for (const words of [['check', '*.blueprint.yaml'], ['report', '-f', 'pptx', '-o', 'a.pptx'], ['lsp']])
      await shell(folder, 'exec "$NODE" node_modules/faultline/bin/faultline.js "$@"', words)
    expect(existsSync(join(folder, 'RAN'))).toBe(false)
  })

  it('but what the command line names is run', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': faulty, ...traps })
    await shell(folder, 'faultline check --rules-from evil.mjs')
    expect(existsSync(join(folder, 'RAN'))).toBe(true)
  })
})
