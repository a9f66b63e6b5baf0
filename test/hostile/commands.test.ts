import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandIn, linesOf } from '../formats/runner.ts'
import { asShellWord } from '../../src/cli/names.ts'
import { Repository } from '../helpers/git.ts'
import { folderWith, run } from '../helpers/run.ts'
import { part } from './all.ts'

const good = `blueprint: 1\ntitle: Lending desk\naccountable: desk\nowners: { desk: {} }
steps:\n  lend: { lane: touchpoint, owner: desk, next: read }\n  read: { lane: customer, outcome: served }\n`

const nasty = '\u001b]0;owned\u0007\u009b31m\u202e\u200b\n::add-mask::x\n##vso[task.complete]'
const steers = /[\p{Cc}\p{Bidi_Control}\u200b]/u

/** What a terminal or a pipeline would do at the sight of it. */
const obeyed = (text: string): string[] => [
  ...linesOf(text).flatMap((line) => commandIn(line)?.name ?? []),
  ...[...text.replaceAll('\n', '')].filter((sign) => steers.test(sign)),
]

describe('words that are given, among which may be names of files that strangers chose', () => {
  const words: [string, string[]][] = [
    ['an option', ['check', `--${nasty}`]],
    ['the value of an option', ['check', '--fail-on', nasty]],
    ['a number', ['check', '--max-warnings', nasty]],
    ['a day', ['check', '--today', nasty]],
    ['a format', ['check', '--format', nasty]],
    ['a format with a file', ['check', '--format', `json=${nasty}/x`]],
    ['a command', [nasty]],
    ['an argument too many', ['explain', 'trap', nasty]],
    ['a path', ['check', nasty]],
    ['a pattern', ['check', `*${nasty}`]],
    ['a rule', ['check', '--rule', nasty]],
    ['a rule to be explained', ['explain', nasty]],
    ['a config', ['check', '--config', nasty]],
    ['a module', ['check', '--rules-from', nasty]],
    ['a baseline', ['check', '--baseline', nasty]],
    ['a revision', ['check', '--since', nasty]],
    ['a file to write', ['check', '--output', `nowhere/${nasty}`]],
    ['two states', ['compare', nasty, `${nasty}:x`]],
    ['a revision and a path', ['compare', `HEAD:${nasty}`, 'a.blueprint.yaml']],
    ['a picture', ['draw', nasty]],
    ['a folder', ['init', `a.blueprint.yaml/${nasty}`]],
    ['a shell', ['completion', nasty]],
    ['help', ['help', nasty]],
  ]

  it.each(part(words, 4))('%s', async (_, words) => {
    const { folder } = new Repository({ 'a.blueprint.yaml': good })
    const { code, out, err } = await run(folder, words)
    expect(code).toBe(2)
    expect(obeyed(out)).toEqual([])
    expect(obeyed(err)).toEqual([])
  })
})

describe('a command that is to be typed as it stands', () => {
  it('names what it names to a shell, and nothing else', () => {
    for (const name of [
      "it's",
      "a'; touch owned; '",
      '$(touch owned)',
      '`x`',
      'a b',
      '"',
      '\\',
      'plain/name.yaml',
      '*',
    ])
      expect(execFileSync('sh', ['-c', `printf %s ${asShellWord(name)}`]).toString()).toBe(name)
    expect(asShellWord('--version')).toBe('./--version')
  })
})

describe('a repository', () => {
  it('has no program of its own run, whatever PATH says', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': good, git: '#!/bin/sh\ntouch "$0.ran"\nexit 1\n' })
    chmodSync(join(repository.folder, 'git'), 0o755)
    const env = { PATH: ['.', '', process.env['PATH']].join(delimiter) }
    expect(await run(repository.folder, ['check', '--since', 'HEAD'], { env })).toMatchObject({ code: 0 })
    await run(repository.folder, ['init', '--ci', 'github'], { env })
    expect(repository.git('status', '--short')).not.toContain('git.ran')
  })

  it('has no program run that its settings name', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': good, 'old.blueprint.yaml': good })
    const ran = join(folderWith(), 'ran')
    repository.write({ 'a.blueprint.yaml': `${good}# later\n`, 'old.blueprint.yaml': null })
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'core.sshCommand',
      'diff.external',
      'filter.x.smudge',
    ])
      repository.git('config', key, `touch ${ran}; false`)
    repository.git('config', 'core.hooksPath', '.')
    repository.write({ '.gitattributes': '*.yaml filter=x diff=x textconv=x' })
    const { code } = await run(repository.folder, ['check', '--since', 'HEAD'])
    expect(code).toBe(0)
    expect(existsSync(ran)).toBe(false)
  })

  it('is the one that lies there, whatever its settings call its work tree', async () => {
    const other = new Repository({ 'a.blueprint.yaml': good.replace(/title: .*/, 'title: Somebody else') })
    const repository = new Repository({ 'a.blueprint.yaml': good })
    const before = await run(repository.folder, ['check', '--since', 'HEAD', '-f', 'json'])
    for (const folder of [other.folder, '/nowhere', join(other.folder, 'nowhere'), '/']) {
      repository.git('config', '--file', '.git/config', 'core.worktree', folder)
      expect(await run(repository.folder, ['check', '--since', 'HEAD', '-f', 'json'])).toEqual(before)
      const sides = ['HEAD:a.blueprint.yaml', 'a.blueprint.yaml']
      expect(await run(repository.folder, ['compare', ...sides])).toMatchObject({ code: 0 })
    }
  })
})

describe('a config', () => {
  it('whose name and patterns steer, printed', async () => {
    const name = nasty.replaceAll('/', '-')
    const folder = folderWith({
      'a.blueprint.yaml': good,
      [`${name}/b.blueprint.yaml`]: good,
      [`${name}/faultline.config.yaml`]: JSON.stringify({ ignore: [nasty], rules: { trap: 'off' } }),
    })
    const { code, out, err } = await run(folder, ['check', '--print-config'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('trap: off')
    expect(obeyed(out)).toEqual([])
  })

  it('that extends itself, or so many that there is no end', async () => {
    const twice = (i: number): string => `extends: [./${i + 1}.yaml, ./x/../${i + 1}.yaml]\nignore: [drafts-${i}]\n`
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}.yaml`, twice(i)]))
    const folder = folderWith({ 'a.blueprint.yaml': good, ...files, '40.yaml': 'failOn: never\n' })
    mkdirSync(join(folder, 'x'))
    const { code, err } = await run(folder, ['check', '--config', '0.yaml'])
    expect(code).toBe(2)
    expect(err).toContain('this config extends 200 others already')
  })
})

describe('a baseline', () => {
  it.each([
    ['deep', `{"format": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['deep in its findings', `{"format": 1, "findings": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['whose format steers', JSON.stringify({ format: nasty })],
    ['that is a text', JSON.stringify(nasty)],
    ['that is damaged', `{"${nasty}`],
    ['whose keys are those of every object', '{"__proto__": {"format": 1, "findings": []}}'],
  ])('that is %s', async (_, text) => {
    const folder = folderWith({ 'a.blueprint.yaml': good, 'known.json': text })
    const { code, out, err } = await run(folder, ['check', '--baseline', 'known.json'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('known.json')
    expect(obeyed(err)).toEqual([])
  })

  it('whose entries steer', async () => {
    const texts = ['rule', 'severity', 'file', 'blueprint', 'element', 'message', 'likeness']
    const entry = Object.fromEntries(texts.map((key) => [key, `a.blueprint.yaml ${nasty}`]))
    const folder = folderWith({
      'a.blueprint.yaml': good,
      'known.json': JSON.stringify({ format: 1, findings: [entry] }),
    })
    const formats = ['json', 'sarif', 'markdown', 'gitlab', 'junit', 'compact', 'pretty']
    const into = formats.flatMap((format) => ['--format', `${format}=told.${format}`])
    const { err } = await run(folder, ['check', '--baseline', 'known.json', ...into])
    expect(obeyed(err)).toEqual([])
    for (const format of formats)
      expect(obeyed(readFileSync(join(folder, `told.${format}`), 'utf8')), format).toEqual([])
  })
})
