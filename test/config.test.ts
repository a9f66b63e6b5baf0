import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { folderWith, run } from './helpers/run.ts'

const named = (id: string) => rules.find((rule) => rule.id === id)!
const bad = named('dead-end').bad
const config = 'faultline.config.yaml'

/** What is open in these files, as `file rule severity`; and how the run ended. */
async function found(files: Record<string, string>, words: readonly string[] = []) {
  const folder = folderWith(files)
  mkdirSync(join(folder, '.git'))
  return foundIn(folder, words)
}

async function foundIn(folder: string, words: readonly string[] = []) {
  const { code, out, err } = await run(folder, ['check', '-f', 'json', ...words])
  const open = out === '' ? [] : JSON.parse(out).findings
  return {
    code,
    err,
    said: open.map(
      ({ file, rule, severity }: Record<string, string>) =>
        `${file!.replace('.blueprint.yaml', '')} ${rule} ${severity}`,
    ),
  }
}

describe('a config', () => {
  it('sets severities, switches rules off and decides what fails the run', async () => {
    const files = { 'a.blueprint.yaml': bad }
    expect(await found({ ...files, [config]: 'rules: { dead-end: note }' })).toEqual({
      code: 0,
      err: '',
      said: ['a dead-end note'],
    })
    expect((await found({ ...files, [config]: 'rules: { dead-end: off }' })).said).toEqual([])
    expect((await found({ ...files, [config]: 'failOn: note\nrules: { dead-end: note }' })).code).toBe(1)
    expect((await found({ ...files, [config]: 'failOn: never' })).code).toBe(0)
  })

  it('is beaten by flags', async () => {
    const files = { 'a.blueprint.yaml': bad, [config]: 'failOn: never\nrules: { dead-end: off }' }
    expect((await found(files, ['--rule', 'dead-end'])).said).toEqual(['a dead-end error'])
    expect((await found({ ...files, [config]: 'failOn: never' }, ['--fail-on', 'error'])).code).toBe(1)
  })

  it.each([
    ['silent-wait', 'longest', '200d', '1m'],
    ['failure-demand', 'share', '99%', 0.01],
    ['overload', 'busy', '100%', '1%'],
  ])('sets the options of %s', async (id, option, lax, strict) => {
    const text = named(id).bad
    const own = async (value: string | number) =>
      (
        await found({ 'a.blueprint.yaml': text, [config]: `rules: { ${id}: [warning, { ${option}: ${value} }] }` })
      ).said.filter((said: string) => said.includes(id))
    expect(await own(strict)).toContain(`a ${id} warning`)
    if (id !== 'overload') expect(await own(lax)).toEqual([])
    else expect((await own('100%')).length).toBeLessThanOrEqual((await own('1%')).length)
  })

  it('holds for its folder and below, up to the next one and not above the repository', async () => {
    const folder = folderWith({
      [config]: 'rules: { dead-end: warning }',
      'repo/a.blueprint.yaml': bad,
      'repo/in/b.blueprint.yaml': bad,
      'repo/in/faultline.config.yaml': 'rules: { dead-end: note }',
      'repo/in/deep/c.blueprint.yaml': bad,
    })
    mkdirSync(join(folder, 'repo/.git'))
    expect((await foundIn(folder)).said).toEqual([
      'repo/a dead-end error',
      'repo/in/b dead-end note',
      'repo/in/deep/c dead-end note',
    ])
    expect((await foundIn(folder, ['--config', config])).said).toEqual([
      'repo/a dead-end warning',
      'repo/in/b dead-end warning',
      'repo/in/deep/c dead-end warning',
    ])
  })

  it('leaves blueprints out, also those that are named, and overrides for some', async () => {
    const files = {
      [config]:
        'ignore: [drafts/**, "*.old.blueprint.yaml"]\noverrides:\n  - { files: pilots/**, rules: { dead-end: warning } }\n  - { files: pilots/second.*, rules: { dead-end: note } }\n',
      'a.blueprint.yaml': bad,
      'b.old.blueprint.yaml': bad,
      'drafts/in/c.blueprint.yaml': bad,
      'pilots/first.blueprint.yaml': bad,
      'pilots/second.blueprint.yaml': bad,
    }
    expect((await found(files)).said).toEqual([
      'a dead-end error',
      'pilots/first dead-end warning',
      'pilots/second dead-end note',
    ])
    expect(await found(files, ['drafts/in/c.blueprint.yaml'])).toEqual({
      code: 0,
      said: [],
      err: 'drafts/in/c.blueprint.yaml is left out by `ignore` in faultline.config.yaml\n',
    })
  })

  it('extends files and installed packages; what it says itself comes last', async () => {
    const folder = folderWith({
      [config]:
        'extends: [./house/base.yaml, "@acme/faultline-config", strict-faultline/very.yaml]\nrules: { dead-end: warning }',
      'house/base.yaml':
        'failOn: note\nignore: drafts/**\nrules: { dead-end: off, unused-name: error, silent-wait: [note, { longest: 90d }] }',
      'node_modules/@acme/faultline-config/faultline.config.yaml':
        'ignore: old/**\nrules: { silent-wait: error, unused-name: warning }',
      'node_modules/strict-faultline/very.yaml': 'rules: { missing-tool: note }',
      'a.blueprint.yaml': bad,
      'old/b.blueprint.yaml': bad,
      'house/drafts/c.blueprint.yaml': bad,
      'drafts/d.blueprint.yaml': bad,
    })
    const { code, said } = await foundIn(folder)
    // The patterns of a file begin where it lies, those of a package where it is used.
    expect(said).toEqual(['a dead-end warning', 'drafts/d dead-end warning'])
    expect(code).toBe(1)
    const { out } = await run(folder, ['check', '--print-config', 'a.blueprint.yaml'])
    expect(out).toMatch(/^# for a.blueprint.yaml\nfailOn: note +# house\/base.yaml:1\n/)
    expect(out).toMatch(
      /silent-wait: \[error, \{ longest: 90d \}\] +# node_modules\/@acme\/faultline-config\/faultline.config.yaml:2\n/,
    )
    expect(out).toMatch(/unused-name: warning +# node_modules\/@acme/)
    expect(out).toMatch(/missing-tool: note +# node_modules\/strict-faultline\/very.yaml:1\n/)
    expect(out).toMatch(/trap: error +# default\n/)
    // What is printed is a config again, and means the same.
    const again = folderWith({ [config]: out.replace(/^ignore:\n(?: .*\n)+/m, ''), 'a.blueprint.yaml': bad })
    const effective = (text: string) => text.replaceAll(/ *#.*/g, '').replace(/ignore:\n(?: .*\n)+?rules/, 'rules')
    const reprinted = (await run(again, ['check', '--print-config', 'a.blueprint.yaml'])).out
    expect(effective(reprinted)).toBe(effective(out))
  })

  it('lets trade-offs and flags name what it names, and says what is useless', async () => {
    const files = {
      [config]: 'ignore: [nothing/**]\noverrides: [{ files: gone/**, rules: { trap: off } }]',
      'a.blueprint.yaml': named('dead-end').good,
    }
    const { code, err } = await found(files)
    expect(code).toBe(0)
    expect(err).toBe(
      'faultline.config.yaml:1: this pattern names no blueprint; take it out, or correct it\nfaultline.config.yaml:2: this pattern names no blueprint; take it out, or correct it\n',
    )
    // A run over one file knows nothing of the others.
    expect((await found(files, ['a.blueprint.yaml'])).err).toBe('')
  })
})

describe('a config with mistakes', () => {
  const told = async (text: string, more: Record<string, string> = {}) => {
    const { code, out, err } = await run(folderWith({ ...more, [config]: text, 'a.blueprint.yaml': bad }), ['check'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    return err
  }

  it('is told of with its place, and nothing is judged', async () => {
    expect(await told('failOn: errors\nrules:\n  dead-ends: warning\n')).toBe(`error: \`failOn\` cannot be \`errors\`
 --> faultline.config.yaml:1:9
  |
1 | failOn: errors
  |         ^^^^^^ error?
  |
  = help: Did you mean \`error\`? It is one of \`error\`, \`warning\`, \`note\` or
          \`never\`

Nothing was judged: 1 mistake in the config
`)
    expect(await told('rules:\n  dead-ends: warning\n')).toContain(
      'No rule is called `dead-ends`\n --> faultline.config.yaml:2:3',
    )
  })

  it('of comments alone is none', async () => {
    expect((await found({ 'a.blueprint.yaml': bad, [config]: '# rules:\n#   trap: off\n\n' })).code).toBe(1)
    expect((await found({ 'a.blueprint.yaml': bad, [config]: '' })).err).toBe('')
  })

  it.each([
    ['rulse: {}', 'Did you mean `rules`?'],
    ['rules: { dead-end: loud }', '`error`, `warning`, `note` or `off`'],
    ['rules: { dead-end: [warning, { longest: 3h }] }', '`dead-end` has no options'],
    ['rules: { silent-wait: [warning, { longets: 3h }] }', 'Did you mean `longest`?'],
    ['rules: { silent-wait: [warning, { longest: 3 }] }', 'A duration is a number and a unit'],
    ['rules: { overload: [warning, { busy: 0 }] }', 'A share is more than 0%'],
    ['rules: { yaml-syntax: off }', 'cannot be switched off'],
    ['overrides: [{ files: a/** }]', 'has no `rules`'],
    ['overrides: [{ files: a/**, rules: { trapp: off } }]', 'Did you mean `trap`?'],
    ['rules: {\n', 'faultline.config.yaml:'],
    ['extends: ./missing.yaml', 'is not there'],
    ['extends: ./faultline.config.yaml', 'leads back to a config that extends it'],
    ['extends: ../outside.yaml', 'lies outside the working folder'],
    ['extends: /etc/passwd', 'lies outside the working folder'],
    ['extends: not-installed', 'The package `not-installed` is not installed'],
    ['extends: "@acme/../../secret"', 'is not'],
  ])('%s', async (text, said) => {
    expect((await told(text)).replaceAll(/\n +\| +|\n +/g, ' ')).toContain(said)
  })

  it('is told of in the file that has them', async () => {
    expect(await told('extends: ./base.yaml', { 'base.yaml': 'failOn: 3\n' })).toContain('--> base.yaml:1:9')
  })

  it('shows nothing of files outside, also behind a link', async () => {
    const outside = folderWith({ 'secret.yaml': 'password: hunter2\n' })
    const folder = folderWith({ 'a.blueprint.yaml': bad, [config]: 'extends: ./link.yaml' })
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'))
    const { code, err } = await run(folder, ['check'])
    expect(code).toBe(2)
    expect(err).toContain('lies outside')
    expect(err).not.toContain('hunter2')
  })

  it('a config that is named and is not there', async () => {
    const { code, err } = await run(folderWith({ 'a.blueprint.yaml': bad }), ['check', '--config', 'no.yaml'])
    expect({ code, err }).toEqual({ code: 2, err: 'faultline: Cannot read no.yaml: no such file or folder\n' })
  })
})
