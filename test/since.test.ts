import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { Repository } from './helpers/git.ts'
import { folderWith, run } from './helpers/run.ts'

const { bad, good } = rules.find(({ id }) => id === 'dead-end')!
const other = rules.find(({ id }) => id === 'ownerless-handoff')!

interface Told {
  readonly findings: {
    readonly rule: string
    readonly file: string
    readonly known: string | null
    readonly accepted: object | null
  }[]
  readonly before: { readonly called: string; readonly fixed: { readonly rule: string; readonly file: string }[] }
}

async function since(revision: string, folder: string, ...words: string[]) {
  const { code, out, err } = await run(folder, ['check', '--since', revision, '-f', 'json', ...words])
  if (out === '') return { code, err }
  const { findings, before }: Told = JSON.parse(out)
  const named = (those: readonly { readonly rule: string; readonly file: string }[]) =>
    those.map(({ rule, file }) => `${file} ${rule}`)
  return {
    code,
    new: named(findings.filter(({ known, accepted }) => known === null && accepted === null)),
    known: named(findings.filter(({ known }) => known === 'before')),
    fixed: named(before.fixed),
  }
}

describe('--since', () => {
  it('fails for new faults alone, and names those that are mended', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': good })
    expect(await since('HEAD', repository.folder)).toEqual({
      code: 0,
      new: [],
      known: ['a.blueprint.yaml dead-end'],
      fixed: [],
    })
    repository.write({ 'b.blueprint.yaml': bad })
    expect(await since('HEAD', repository.folder)).toEqual({
      code: 1,
      new: ['b.blueprint.yaml dead-end'],
      known: ['a.blueprint.yaml dead-end'],
      fixed: [],
    })
    repository.write({ 'a.blueprint.yaml': good, 'b.blueprint.yaml': good })
    expect(await since('HEAD', repository.folder)).toEqual({
      code: 0,
      new: [],
      known: [],
      fixed: ['a.blueprint.yaml dead-end'],
    })
    const { out } = await run(repository.folder, ['check', '--since', 'main'])
    expect(out).toContain('Fixed since main')
    expect(out).toContain('No new problems in 2 blueprints')
  })

  it('knows findings again after lines have moved, keys have changed their order and files their names', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'in/b.blueprint.yaml': other.bad })
    const steps = bad.slice(bad.indexOf('steps:'))
    const moved = `# A comment\n${bad.replace(steps, '')}\n\n${steps.replace(/( {2}file-note:.*\n)/, '').trimEnd()}\n${/ {2}file-note:.*\n/.exec(steps)![0]}`
    repository.write({ 'a.blueprint.yaml': null, 'new/name.blueprint.yaml': moved })
    repository.git('mv', 'in', 'elsewhere')
    const result = await since('HEAD', repository.folder)
    expect(result).toMatchObject({ code: 0, new: [], fixed: [] })
    expect(result.known).toEqual(['elsewhere/b.blueprint.yaml ownerless-handoff', 'new/name.blueprint.yaml dead-end'])
    // The same for a file that is named itself, from a folder inside.
    expect(await since('HEAD', join(repository.folder, 'new'), 'name.blueprint.yaml')).toMatchObject({
      code: 0,
      new: [],
    })
  })

  it('does not take the removal of a blueprint for its mending', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': good })
    repository.write({ 'a.blueprint.yaml': null })
    expect(await since('HEAD', repository.folder)).toEqual({ code: 0, new: [], known: [], fixed: [] })
  })

  it('judges both by the rules of today, and organization files as they were', async () => {
    const blueprint = other.bad.replace(/owners:\n(?: {2}.*\n)+/, 'organization: org.yaml\n')
    const owners = /owners:\n(?: {2}.*\n)+/.exec(other.bad)![0]
    const organization = `organization: 1\ntitle: House\n${owners}`
    const repository = new Repository({ 'in/a.blueprint.yaml': blueprint, 'in/org.yaml': organization })
    repository.write({ 'faultline.config.yaml': 'rules: { ownerless-handoff: warning }' })
    expect(await since('HEAD', repository.folder, '--fail-on', 'warning')).toMatchObject({ code: 0, new: [] })
    repository.git('mv', 'in', 'out')
    const result = await since('HEAD', repository.folder, '--fail-on', 'warning')
    expect(result).toMatchObject({ code: 0, new: [], known: ['out/a.blueprint.yaml ownerless-handoff'] })
  })

  it('counts as new what has become graver, or is accepted no more', async () => {
    const accepted = `${bad}accepted:\n  - { rule: dead-end, because: replaced in spring, by: board }\n`
    const repository = new Repository({ 'a.blueprint.yaml': accepted })
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 0, new: [] })
    repository.write({ 'a.blueprint.yaml': bad })
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 1, new: ['a.blueprint.yaml dead-end'] })
  })

  it('takes what git does not know yet as new, and follows links as git has them', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad })
    symlinkSync('a.blueprint.yaml', join(repository.folder, 'link.blueprint.yaml'))
    expect(await since('HEAD', repository.folder)).toMatchObject({ new: ['link.blueprint.yaml dead-end'] })
    repository.commit({})
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 0, new: [] })
  })

  it('looks into the repository that each blueprint is in, behind linked folders, and at standard input', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'real/b.blueprint.yaml': bad })
    const inner = new Repository({ 'c.blueprint.yaml': bad })
    symlinkSync('real', join(repository.folder, 'link'))
    expect(await since('HEAD', folderWith(), repository.folder, inner.folder)).toMatchObject({ code: 0, new: [] })
    expect(await since('HEAD', repository.folder, 'link')).toMatchObject({ code: 0, new: [] })
    const words = ['check', '-', '--stdin-file', 'a.blueprint.yaml', '--since', 'HEAD']
    expect((await run(repository.folder, words, { input: `# moved\n${bad}` })).code).toBe(0)
  })

  it('follows a file whose old name another has taken, files that swap names, and a name that gets the ending', async () => {
    const stays = other.bad
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': stays, 'draft.yaml': bad })
    repository.write({ 'a.blueprint.yaml': stays, 'b.blueprint.yaml': bad })
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 0, new: [], fixed: [] })
    repository.write({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': stays, 'draft.yaml': null })
    repository.write({ 'c.blueprint.yaml': bad })
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 0, new: [] })
  })

  it('takes nothing for mended that could not be read, or not be decided', async () => {
    const sent = rules.find(({ id }) => id === 'unconfirmed-handoff')!.bad
    const repository = new Repository({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': sent })
    repository.write({
      'a.blueprint.yaml': 'blueprint: 1\ntitle: [\n',
      'b.blueprint.yaml': sent.replace(/, via: \w+/g, ''),
    })
    expect(await since('HEAD', repository.folder)).toMatchObject({ fixed: [] })
  })

  it('does not take what a sparse checkout hides for gone', async () => {
    const repository = new Repository({ 'x/1.blueprint.yaml': good, 'y/2.blueprint.yaml': bad })
    repository.git('sparse-checkout', 'set', '--no-cone', 'x')
    repository.write({ 'x/9.blueprint.yaml': bad })
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 1, new: ['x/9.blueprint.yaml dead-end'] })
  })

  it('works in a shallow clone, or says what to fetch', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': good })
    repository.git('checkout', '--quiet', '-b', 'change')
    repository.commit({ 'a.blueprint.yaml': bad })
    const clone = repository.shallow(1, '--branch=change')
    const behind = await since('HEAD^', clone.folder)
    expect(behind).toEqual({
      code: 2,
      err: 'faultline: No revision is called `HEAD^` here. This clone is shallow, it has only the newest commits. Fetch more of them: `git fetch --deepen=10`\n',
    })
    const main = await since('origin/main', clone.folder)
    expect(main.err).toContain('`git fetch --depth=1 origin main`, and compare with `--since FETCH_HEAD`')
    clone.git('fetch', '--quiet', '--depth=1', 'origin', 'main')
    expect(await since('FETCH_HEAD', clone.folder)).toMatchObject({ code: 1, new: ['a.blueprint.yaml dead-end'] })
    clone.git('fetch', '--quiet', '--deepen=10')
    expect(await since('HEAD^', clone.folder)).toMatchObject({ code: 1 })
  })

  it('says what is in the way: no such revision, no repository, no git, a partial clone', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad })
    expect(await since('mian', repository.folder)).toEqual({
      code: 2,
      err: 'faultline: No revision is called `mian` here. Did you mean `main`?\n',
    })
    for (const revision of ['--output=x', '', 'HEAD:a.blueprint.yaml', '\u001b[31m'])
      expect(await since(revision, repository.folder)).toMatchObject({ code: 2 })
    const plain = folderWith({ 'a.blueprint.yaml': bad })
    expect((await since('HEAD', plain)).err).toContain('is not in a git repository')
    const { code, err } = await run(repository.folder, ['check', '--since', 'HEAD'], { env: { PATH: '/nowhere' } })
    expect({ code, err }).toEqual({
      code: 2,
      err: 'faultline: Comparing with a revision takes git, and it is not installed\n',
    })
  })

  it('goes to no network for what a partial clone lacks', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad })
    repository.commit({ 'a.blueprint.yaml': good })
    repository.git('config', 'uploadpack.allowFilter', 'true')
    const folder = folderWith()
    repository.git('clone', '--quiet', '--filter=blob:none', `file://${repository.folder}`, folder)
    const { code, err } = await since('HEAD^', folder)
    expect(code).toBe(2)
    expect(err).toContain('since this clone is partial. Fetch it: `git fetch --refetch --no-filter origin`')
  })

  it('runs nothing that a repository asks for', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': bad, '.gitattributes': '*.yaml filter=evil diff=evil\n' })
    const mark = join(folderWith(), 'ran')
    for (const key of ['core.fsmonitor', 'filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'core.pager'])
      repository.git('config', key, `touch ${mark}; cat`)
    expect(await since('HEAD', repository.folder)).toMatchObject({ code: 0 })
    const { existsSync } = await import('node:fs')
    expect(existsSync(mark)).toBe(false)
  })
})

describe('compare', () => {
  const compare = async (folder: string, ...words: string[]) => {
    const { code, out, err } = await run(folder, ['compare', ...words])
    return { code, out, err }
  }

  it('tells of two files, two folders or two revisions what is new, gone and kept', async () => {
    const folder = folderWith({
      'as-is.blueprint.yaml': bad,
      'to-be.blueprint.yaml': good,
      'before/x.blueprint.yaml': bad,
      'before/gone.blueprint.yaml': bad,
      'after/y.blueprint.yaml': `# renamed\n${bad}`,
      'after/new.blueprint.yaml': other.bad,
    })
    const files = await compare(folder, 'as-is.blueprint.yaml', 'to-be.blueprint.yaml')
    expect(files.code).toBe(0)
    expect(files.out).toMatch(/^ +before +after +change\nsteps +\d+ +\d+/)
    expect(files.out).toMatch(/\nerrors +1 +0 +−1\n/)
    expect(files.out).toContain('dead-end: Nothing follows')
    const back = await compare(folder, 'to-be.blueprint.yaml', 'as-is.blueprint.yaml')
    expect(back.code).toBe(1)
    expect(back.out).toContain('error[dead-end]')
    const folders = await compare(folder, 'before', 'after', '-f', 'json')
    const { findings, before } = JSON.parse(folders.out)
    expect(findings.map(({ file, known }: Record<string, string>) => [file, known])).toEqual([
      ['after/new.blueprint.yaml', null],
      ['after/y.blueprint.yaml', 'before'],
    ])
    expect(before.fixed).toEqual([])
    expect(before.blueprints).toHaveLength(2)
    expect((await compare(folder, 'before', 'nowhere')).err).toBe(
      'faultline: Cannot read nowhere: no such file or folder\n',
    )
  })

  it('reads revisions of git', async () => {
    const repository = new Repository({ 'in/a.blueprint.yaml': bad })
    repository.git('tag', 'v1')
    repository.commit({ 'in/a.blueprint.yaml': null, 'in/b.blueprint.yaml': good })
    for (const words of [
      ['v1:in', 'in'],
      ['v1:in/a.blueprint.yaml', 'HEAD:in/b.blueprint.yaml'],
      ['v1:./in', 'HEAD:in/'],
      ['v1:', '.'],
    ]) {
      const { code, out } = await compare(repository.folder, ...words, '-f', 'json')
      expect([code, JSON.parse(out).before.fixed.map(({ rule }: { rule: string }) => rule)]).toEqual([0, ['dead-end']])
    }
    expect((await compare(repository.folder, 'v1:out', '.')).err).toContain('that revision has none there')
    const markdown = await compare(repository.folder, 'v1:in', 'in', '-f', 'markdown')
    expect(markdown.out).toMatch(/^\| \| before \| after \| change \|\n/)
  })
})
