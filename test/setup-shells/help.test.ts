import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { rules } from '../../src/rules/index.ts'
import { folderWith, run } from '../helpers/run.ts'

const { bad, good } = rules.find(({ id }) => id === 'ownerless-handoff')!

/** Whatever the examples in the help speak of, in a repository with a branch `main`. */
const folder = folderWith({
  'refund.blueprint.yaml': bad,
  'refund-to-be.blueprint.yaml': good,
  'draft.yaml': bad,
  'as-is/refund.blueprint.yaml': bad,
  'to-be/refund.blueprint.yaml': good,
  'blueprints/refund.blueprint.yaml': bad,
})
const git = (...words: string[]) => execFileSync('git', ['-C', folder, ...words], { stdio: 'ignore' })
git('init', '--initial-branch', 'main')
git('add', '.')
git('-c', 'user.name=Tests', '-c', 'user.email=tests@localhost', 'commit', '--message', 'As it is')

const { out: first } = await run(folder, ['--help'])
const commands = [...first.matchAll(/^ {2}([a-z]+)(?: [[<]| {2})/gm)].flatMap(([, name]) =>
  name === undefined || name === 'faultline' ? [] : [name],
)

describe.each([[], ...commands.map((command) => [command])])('help %s', (...words) => {
  const help = async () => (await run(folder, [...words, '--help'])).out

  it('fits into 80 columns', async () => {
    expect((await help()).split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('gives examples that run', async () => {
    for (const [, example] of (await help()).matchAll(/^ {2}faultline (.+)$/gm)) {
      const [line = ''] = example!.split(/ {2,}/)
      const [given = '', input] = line.split(' < ')
      const { code, err } = await run(folder, given.split(' '), { input: input === 'draft.yaml' ? bad : '' })
      expect({ example, code, err }).toEqual({ example, code: expect.toSatisfy((code) => code <= 1), err: '' })
    }
  })
})

it('shows where to begin', () => {
  expect(commands).toEqual(expect.arrayContaining(['check', 'explain', 'rules']))
  expect(first).toMatch(/^ {2}faultline check /m)
})
