import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findBlueprints } from '../src/cli/find-files.ts'
import { isNamedBy } from '../src/cli/ignored.ts'
import { Repository } from './helpers/git.ts'
import { runs } from './helpers/random.ts'
import { all } from './hostile/all.ts'

const ending = '.blueprint.yaml'
const names = ['a', 'b', 'ab', 'ba', 'a b', 'a-b', 'B', '!a', '#b', '[a]', 'a]', '*', '\\']
const folders = ['', 'a/', 'b/', 'a/a/', 'a/b/', 'b/a/b/', 'ab/a/', '[a]/', 'B/']
const paths = folders.flatMap((folder) => names.map((name) => `${folder}${name}${ending}`))

/** What git would add, of a folder with these .gitignore files. */
function asGitHasIt(repository: Repository): string[] {
  return repository
    .git('ls-files', '-z', '--others', '--exclude-standard')
    .split('\0')
    .filter((path) => path.endsWith(ending))
}

const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'ab', '*', '**', '/', '?', ending, '.', 'blueprint') },
  { weight: 2, arbitrary: fc.constantFrom('/**/', '**/', '/**', '[ab]', '[!a]', '[^b]', '[a-b]', '[[:alpha:]]', '[a') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\\', ' ', '!', '#', '[', ']', '-', 'B', '***', '[]a]', '[a\\]]', '[[:x:]]'),
  },
)
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '#', '\\'),
    fc.array(piece, { maxLength: 5 }),
    fc.constantFrom('', '', '/', ' '),
  )
  .map(([before, pieces, after]) => before + pieces.join('') + after)
  // `a**/b` is `a*/b`, says git's manual; git itself takes it for something between that and `a/**/b`.
  .filter((text) => !/[^/!*]\*\*+\//.test(text))
const file = fc
  .array(line, { maxLength: 4 })
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)))

describe('.gitignore', () => {
  const repository = new Repository({ 'readme.md': '' })
  for (const path of paths) {
    mkdirSync(dirname(join(repository.folder, path)), { recursive: true })
    writeFileSync(join(repository.folder, path), '')
  }
  const found = async () => (await findBlueprints(['.'], repository.folder)).found.map(({ file }) => file).toSorted()

  it('leaves out what git leaves out', async () => {
    let leftOut = 0
    await fc.assert(
      fc.asyncProperty(file, fc.option(file), async (above, below) => {
        rmSync(join(repository.folder, 'a/.gitignore'), { force: true })
        repository.write({ '.gitignore': above, ...(below === null ? {} : { 'a/.gitignore': below }) })
        const expected = asGitHasIt(repository).toSorted()
        if (expected.length < paths.length) leftOut += 1
        expect(await found()).toEqual(expected)
      }),
      runs(all ? 5000 : 120),
    )
    expect(leftOut).toBeGreaterThan(30)
  })

  it.each([
    '*.yaml',
    '!*',
    'a/**',
    '**/b',
    'a/**/b/*',
    '/*',
    '/a',
    'a/',
    '\\#b*',
    '\\!a*',
    '[[]a]*',
    'a\\ b*',
    'a\\b*',
  ])('as git does: %s', async (text) => {
    rmSync(join(repository.folder, 'a/.gitignore'), { force: true })
    repository.write({ '.gitignore': text })
    expect(await found()).toEqual(asGitHasIt(repository).toSorted())
  })
})

describe('a pattern in a config', () => {
  it('is matched in a time that grows with its length, whatever it is', () => {
    const deep = `/top/${'a/'.repeat(300)}c.blueprint.yaml`
    const long = `/top/${'a'.repeat(3000)}.blueprint.yaml`
    for (const text of [
      `${'**/a/'.repeat(100)}b`,
      `**/${'a/**/'.repeat(100)}b`,
      `${'*a'.repeat(1000)}*b`,
      `${'?*'.repeat(1000)}b`,
      `${'[a-z]*'.repeat(500)}0`,
      `${'**'.repeat(1000)}b`,
      `${'**/'.repeat(100_000)}b`,
    ])
      for (const path of [deep, long]) expect(isNamedBy([{ text, folder: '/top' }], path)).toBe(false)
    for (const text of [`${'**/a/'.repeat(300)}c.*`, `${'**/'.repeat(100_000)}c.*`])
      expect(isNamedBy([{ text, folder: '/top' }], deep)).toBe(true)
  })
})
