import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf, publicAddress } from '../../src/cli/starter/origin.ts'
import { Repository } from '../helpers/git.ts'
import { runs } from '../helpers/random.ts'
import { folderWith, run } from '../helpers/run.ts'

const example = 'blueprints/cold-flat.blueprint.yaml'
const firstDay = ['.faultline/blueprint.schema.json', '.faultline/config.schema.json', example, 'faultline.config.yaml']

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !lstatSync(join(folder, file)).isDirectory() && !file.startsWith('.git/'))
    .sort()
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]))

interface Found {
  readonly findings: readonly { readonly rule: string; readonly theme: string }[]
}
const checked = async (folder: string, ...words: string[]): Promise<Found['findings']> =>
  (JSON.parse((await run(folder, ['check', '--format', 'json', ...words])).out) as Found).findings

describe('the first day', () => {
  it('makes what it names, and says so', async () => {
    const folder = folderWith()
    const { code, out, err } = await run(folder, ['init'])
    expect(filesIn(folder)).toEqual(firstDay)
    for (const file of firstDay) expect(out).toContain(file)
    expect(out).toContain('`faultline check`')
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('makes the folder too, and names the command for it', async () => {
    const folder = folderWith()
    const { out } = await run(folder, ['init', 'our services'])
    expect(filesIn(join(folder, 'our services'))).toEqual(firstDay)
    expect(out).toContain("`faultline check 'our services'`")
  })

  it('the example has four faults, each of another theme, and its answers mend them', async () => {
    const folder = folderWith()
    await run(folder, ['init'])
    const findings = await checked(folder)
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'no-recovery',
      'punished-duty',
      'unconfirmed-handoff',
      'unguaranteed-promise',
    ])
    expect(new Set(findings.map(({ theme }) => theme)).size).toBe(4)

    const path = join(folder, example)
    const text = readFileSync(path, 'utf8')
    for (const { rule } of findings) expect(text).toMatch(new RegExp(`^# \\d ${rule} `, 'm'))
    const mend = (before: string, [from, to]: readonly [string | RegExp, string]): string => {
      const after = before.replace(from, to)
      expect(after).not.toBe(before)
      return after
    }
    const answers = [
      ['via: email', 'via: ticket'],
      ['rewards: [calls-an-hour, satisfaction]', 'rewards: [one-visit, satisfaction]'],
      ['within: 2d', 'within: 4d'],
      ['noticed: caretaker', 'noticed: caretaker\n        recover: lend-heater'],
      ['#   lend-heater', '  lend-heater'],
    ] as const
    writeFileSync(path, answers.reduce(mend, text))
    expect((await checked(folder)).map(({ rule }) => rule)).toEqual(['idle-metric']) // as the answers say
    const unused = [
      [/^ {2}calls-an-hour: .*\n/m, ''],
      ['improves: [calls-an-hour, satisfaction]', 'improves: [satisfaction]'],
      [/^ *hurts: \[calls-an-hour\]\n/m, ''],
    ] as const
    writeFileSync(path, unused.reduce(mend, readFileSync(path, 'utf8')))
    expect(await checked(folder)).toEqual([])
  })

  it('what the config shows is understood when the # is taken away', async () => {
    const folder = folderWith()
    await run(folder, ['init'])
    const path = join(folder, 'faultline.config.yaml')
    const text = readFileSync(path, 'utf8')
    const keys = /^# (?=(?:ignore|rules):| {2}\S)/gm
    expect(text.match(keys)).toHaveLength(4)
    writeFileSync(path, text.replaceAll(keys, ''))
    mkdirSync(join(folder, 'drafts'))
    writeFileSync(join(folder, 'drafts/unfinished.blueprint.yaml'), 'nothing yet')
    const { code, out, err } = await run(folder, ['check'])
    expect(out).toContain('in 1 blueprint') // the draft is left out
    expect({ code, err }).toEqual({ code: 1, err: '' })
  })

  it('gives no example to who has blueprints', async () => {
    const folder = folderWith({ 'a/own.blueprint.yaml': 'blueprint: 1\n' })
    const { code, out } = await run(folder, ['init'])
    expect(existsSync(join(folder, example))).toBe(false)
    expect(out).toContain('You have 1 blueprint')
    expect(code).toBe(0)
  })
})

describe('what is there already', () => {
  it('stays as it is, and is named', async () => {
    const folder = folderWith({ 'faultline.config.yaml': 'failOn: note\n' })
    const { code, out } = await run(folder, ['init'])
    expect(readFileSync(join(folder, 'faultline.config.yaml'), 'utf8')).toBe('failOn: note\n')
    expect(out).toMatch(/left as it is:\n {2}faultline\.config\.yaml\n/)
    expect(code).toBe(0)
  })

  it('may be everything', async () => {
    const folder = folderWith({ '.git/HEAD': '' })
    const words = ['init', '--ci', 'gitlab', '--pre-commit']
    await run(folder, words)
    const before = contents(folder)
    const { code, out } = await run(folder, words)
    expect(out).toContain('Everything is there already')
    expect(out).not.toContain('Made:')
    expect(contents(folder)).toEqual(before)
    expect(code).toBe(0)
  })

  it('an old schema is named, and how to renew it', async () => {
    const folder = folderWith({ '.faultline/blueprint.schema.json': '{}' })
    const { code, out } = await run(folder, ['init'])
    expect(out).toMatch(/\.faultline\/blueprint\.schema\.json is of another version.*delete it/)
    expect(code).toBe(0)
  })

  it('a pipeline on GitLab takes in a file of its own, once', async () => {
    const folder = folderWith({ '.git/HEAD': '', '.gitlab-ci.yml': 'test: { script: [make test] }\n' })
    const { out } = await run(folder, ['init', '--ci', 'gitlab'])
    const line = 'include: { local: .gitlab/faultline.yml }'
    expect(out).toContain(`Add to .gitlab-ci.yml, which you have already: \`${line}\``)
    expect(filesIn(folder)).toContain('.gitlab/faultline.yml')
    writeFileSync(join(folder, '.gitlab-ci.yml'), `${line}\ntest: { script: [make test] }\n`)
    const again = await run(folder, ['init', '--ci', 'gitlab'])
    expect(again.out).not.toContain('Add to')
    expect(again.code).toBe(0)
  })

  it('a list of hooks is told what to add', async () => {
    const folder = folderWith({ '.git/HEAD': '', '.pre-commit-config.yaml': 'repos: []\n' })
    const { code, out } = await run(folder, ['init', '--pre-commit'])
    expect(out).toMatch(
      /Add to `repos` in \.pre-commit-config\.yaml[\s\S]*- repo: .*\n +rev: .*\n +hooks:\n +- id: faultline/,
    )
    expect(readFileSync(join(folder, '.pre-commit-config.yaml'), 'utf8')).toBe('repos: []\n')
    expect(code).toBe(0)
  })
})

describe('what is in the way', () => {
  it('a folder of the same name; the rest is made', async () => {
    const folder = folderWith()
    mkdirSync(join(folder, 'faultline.config.yaml'))
    const { code, err } = await run(folder, ['init'])
    expect(err).toBe('faultline: Cannot write faultline.config.yaml: a folder has this name\n')
    expect(filesIn(folder)).toEqual(firstDay.filter((file) => file !== 'faultline.config.yaml'))
    expect(code).toBe(2)
  })

  it('a file where a folder is needed', async () => {
    const folder = folderWith({ blueprints: 'a file' })
    const { code, err } = await run(folder, ['init'])
    expect(err).toBe(`faultline: Cannot write ${example}: blueprints is not a folder\n`)
    expect(code).toBe(2)
  })

  it('a file that the folder itself should be', async () => {
    const folder = folderWith({ services: 'a file' })
    expect(await run(folder, ['init', 'services'])).toMatchObject({ code: 2, out: '' })
    expect(await run(folder, ['init', 'services/more'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('links', () => {
  it('that lead nowhere are not written through', async () => {
    const elsewhere = folderWith()
    const folder = folderWith()
    symlinkSync(join(elsewhere, 'config'), join(folder, 'faultline.config.yaml'))
    const { code, err } = await run(folder, ['init'])
    expect(err).toContain('a link that leads nowhere')
    expect(readdirSync(elsewhere)).toEqual([])
    expect(code).toBe(2)
  })

  it('to a file elsewhere leave it alone', async () => {
    const elsewhere = folderWith({ config: 'failOn: note\n' })
    const folder = folderWith()
    symlinkSync(join(elsewhere, 'config'), join(folder, 'faultline.config.yaml'))
    expect(await run(folder, ['init'])).toMatchObject({ code: 0 })
    expect(contents(elsewhere)).toEqual({ config: 'failOn: note\n' })
  })

  it.each(['.github', '.faultline', 'blueprints'])('a folder %s that leads out gets nothing', async (name) => {
    const elsewhere = folderWith()
    const folder = folderWith({ '.git/HEAD': '' })
    symlinkSync(elsewhere, join(folder, name))
    const { code, err } = await run(folder, ['init', '--ci', 'github'])
    expect(err).toContain(`${name} is a link that leads elsewhere`)
    expect(readdirSync(elsewhere)).toEqual([])
    expect(code).toBe(2)
  })

  it.each(['link', 'link/new'])('the folder %s that leads out of the working folder is not followed', async (named) => {
    const elsewhere = folderWith()
    const folder = folderWith()
    symlinkSync(elsewhere, join(folder, 'link'))
    const { code, err } = await run(folder, ['init', named])
    expect(err).toContain('leads out of the working folder')
    expect(readdirSync(elsewhere)).toEqual([])
    expect(code).toBe(2)
  })
})

describe('pipelines', () => {
  it('go to the top of the repository, which is where they work', async () => {
    const repository = new Repository({ 'README.md': 'Services' })
    mkdirSync(join(repository.folder, 'services'))
    const { code, out } = await run(join(repository.folder, 'services'), ['init', '--ci', 'github', '--pre-commit'])
    expect(filesIn(repository.folder)).toEqual(
      [
        ...firstDay.map((file) => `services/${file}`),
        '.github/workflows/faultline.yml',
        '.pre-commit-config.yaml',
        'README.md',
      ].sort(),
    )
    expect(out).toContain('../.github/workflows/faultline.yml')
    expect(code).toBe(0)
  })

  it('without a repository are made all the same, with a word on it', async () => {
    const { code, out } = await run(folderWith(), ['init', '--ci', 'gitlab'])
    expect(out).toContain('.gitlab-ci.yml works at the top of a git repository alone')
    expect(code).toBe(0)
  })

  it('names of folders cannot speak to a terminal', async () => {
    const folder = folderWith()
    const { out, err } = await run(folder, ['init', 'red\u001b[31m\u202e'])
    expect(out + err).not.toMatch(/[\u001b\u202e]/)
  })
})

describe('where faultline is to be had', () => {
  it('is where it was cloned from, at its commit', () => {
    const clone = new Repository({ 'package.json': '{}' })
    clone.git('remote', 'add', 'origin', 'https://somebody:secret@git.example.org/tools/faultline.git')
    expect(originOf(clone.folder, { version: '1.2.3' })).toEqual({
      address: 'https://git.example.org/tools/faultline.git',
      revision: clone.git('rev-parse', 'HEAD').trim(),
    })
  })

  it('is what the package says, where it was not cloned', () => {
    const repository = { url: 'git+https://git.example.org/tools/faultline.git' }
    expect(originOf(folderWith(), { version: '1.2.3', repository })).toEqual({
      address: 'https://git.example.org/tools/faultline.git',
      revision: 'v1.2.3',
    })
    expect(originOf(folderWith(), { version: '1.2.3' })).toBeUndefined()
  })

  it.each([
    ['git@git.example.org:tools/faultline.git', 'https://git.example.org/tools/faultline.git'],
    ['ssh://git@git.example.org:2222/tools/faultline.git', 'https://git.example.org/tools/faultline.git'],
    ['https://a:b@c@git.example.org:8443/faultline', 'https://git.example.org:8443/faultline'],
    ['http://git.local/faultline.git?token=secret', 'http://git.local/faultline.git'],
    ['/home/somebody/faultline', undefined],
    ['file:///home/somebody/faultline', undefined],
    ['C:\\faultline', undefined],
    ['../faultline', undefined],
    ['https://git.example.org/$(touch caught)', undefined],
    [`https://git.example.org/$${'{{ secrets.TOKEN }}'}`, undefined],
    ["https://git.example.org/a'\nrun: touch caught", undefined],
    ['--upload-pack=touch:caught', undefined],
  ])('%s: %s', (address, expected) => {
    expect(publicAddress(address)).toBe(expected)
  })

  it('is never told with a password, nor with a sign that means something in a pipeline', () => {
    const sign = fc.constantFrom(...'ab:/@.$`\'"{}#\n \\-')
    const part = fc.string({ unit: sign, maxLength: 12 })
    const scheme = fc.constantFrom('https://', 'ssh://', 'git+https://', '')
    fc.assert(
      fc.property(scheme, part, part, (first, user, rest) => {
        const address = publicAddress(`${first}${user}:hunter2@git.example.org/${rest}`)
        if (address === undefined) return
        expect(address).not.toContain('hunter2')
        expect(address).toMatch(/^https?:\/\/[\w.-]+(:\d+)?\/[\w./~-]+$/)
      }),
      runs(500),
    )
  })
})
