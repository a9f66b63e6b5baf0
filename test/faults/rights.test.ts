import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { faulty, shell, withOwnMounts, withPlainRights, wordsOf } from './machine.ts'

const denied = 'permission denied'

describe('what may not be read', () => {
  it.for([
    ['a blueprint', 'b.blueprint.yaml', 0o000, 'b.blueprint.yaml'],
    ['a folder', 'locked', 0o000, 'locked'],
    ['a folder that may be listed and not entered', 'locked', 0o444, 'locked/c.blueprint.yaml'],
  ] as const)(
    '%s hides no other, is named, and keeps a baseline as it is',
    async ([, closed, mode, named], { skip }) => {
      const before = wordsOf(withPlainRights(), skip)
      const known = '{ "format": 1, "findings": [] }'
      const files = { 'a.blueprint.yaml': faulty, 'b.blueprint.yaml': faulty, 'locked/c.blueprint.yaml': faulty }
      const folder = folderWith({ ...files, 'known.json': known })
      chmodSync(join(folder, closed), mode)
      const { code, out, err } = await shell(folder, 'faultline check -f compact', [], { before })
      expect({ code, err }).toEqual({ code: 2, err: `Cannot read ${named}: ${denied}\n` })
      expect(out).toContain('a.blueprint.yaml:')
      expect(out).not.toContain(`${named}:`)
      const update = ['check', '--baseline', 'known.json', '--update-baseline']
      expect(await shell(folder, 'faultline "$@"', update, { before })).toMatchObject({
        code: 2,
        err: `faultline: Not all could be judged, so known.json stays as it is. Cannot read ${named}: ${denied}\n`,
      })
      expect(readFileSync(join(folder, 'known.json'), 'utf8')).toBe(known)
      if (closed !== 'locked') return
      // What is not seen is not gone.
      expect((await shell(folder, 'faultline compare . .', [], { before })).code).toBe(2)
      expect((await shell(folder, 'faultline check locked', [], { before })).err).toContain(
        `Cannot read ${named}: ${denied}`,
      )
    },
  )

  it.for([
    ['faultline.config.yaml', ['check'], 'Cannot read faultline.config.yaml'],
    ['known.json', ['check', '--baseline', 'known.json'], 'Cannot read the baseline known.json'],
  ] as const)('%s keeps the run from judging', async ([file, words, said], { skip }) => {
    const before = wordsOf(withPlainRights(), skip)
    const folder = folderWith({ 'a.blueprint.yaml': faulty, [file]: '{}' })
    chmodSync(join(folder, file), 0)
    const run = await shell(folder, 'faultline "$@"', words, { before })
    expect(run).toEqual({ code: 2, out: '', err: `faultline: ${said}: ${denied}\n` })
  })

  it('an organization is a finding at the place that names it', async ({ skip }) => {
    const before = wordsOf(withPlainRights(), skip)
    const named = `${faulty.trimEnd()}\norganization: house.yaml\n`
    const folder = folderWith({ 'a.blueprint.yaml': named, 'house.yaml': 'organization: 1\n' })
    chmodSync(join(folder, 'house.yaml'), 0)
    const { code, out, err } = await shell(folder, 'faultline check -f compact', [], { before })
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/house\.yaml.* cannot be read: permission denied/)
  })
})

describe('what may not be written', () => {
  it('is left as it is, and named: a file that is protected, and one in a folder that is', async ({ skip }) => {
    const before = wordsOf(withPlainRights(), skip)
    const folder = folderWith({ 'a.blueprint.yaml': faulty, 'mine.json': 'mine', 'shut/old.json': 'old' })
    chmodSync(join(folder, 'mine.json'), 0o444)
    chmodSync(join(folder, 'shut'), 0o555)
    for (const file of ['mine.json', 'shut/old.json', 'shut/new.json'])
      expect(await shell(folder, 'faultline check -f json -o "$1"', [file], { before })).toEqual({
        code: 2,
        out: '',
        err: `faultline: Cannot write ${file}: ${denied}\n`,
      })
    expect(readFileSync(join(folder, 'mine.json'), 'utf8')).toBe('mine')
    expect(readFileSync(join(folder, 'shut/old.json'), 'utf8')).toBe('old')
    const init = await shell(folder, 'faultline init shut', [], { before })
    expect(init.code).toBe(2)
    expect(init.err).toContain(`faultline: Cannot write shut/faultline.config.yaml: ${denied}\n`)
    expect(readdirSync(join(folder, 'shut'))).toEqual(['old.json'])
  })

  it('a file that is written anew keeps who may use it, and is never open to more on the way', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': faulty, 'ours.json': '', 'secret.json': '' })
    chmodSync(join(folder, 'ours.json'), 0o664)
    chmodSync(join(folder, 'secret.json'), 0o600)
    await shell(folder, 'umask 077; faultline check -f json=ours.json -f sarif=new.sarif')
    await shell(folder, 'umask 000; faultline check -f json=secret.json')
    const modeOf = (file: string) => (statSync(join(folder, file)).mode & 0o777).toString(8)
    expect(['ours.json', 'secret.json', 'new.sarif'].map(modeOf)).toEqual(['664', '600', '600'])
  })
})

describe('a tree that is read-only', () => {
  const files = { 'tree/a.blueprint.yaml': faulty, 'tree/faultline.config.yaml': 'failOn: never\n', 'tree/old': 'old' }
  const inside = 'mount --bind tree tree && mount -o remount,bind,ro tree && cd tree || exit 99'

  it('is judged like any other', async ({ skip }) => {
    const before = wordsOf(withOwnMounts(), skip)
    const folder = folderWith(files)
    for (const words of [['check', '-f', 'json'], ['report'], ['draw', 'a.blueprint.yaml']]) {
      const there = await shell(folder, `${inside}\nfaultline "$@"`, [...words, '--today', '2026-11-22'], { before })
      expect(there).toEqual(await shell(join(folder, 'tree'), 'faultline "$@"', [...words, '--today', '2026-11-22']))
      expect(there).toMatchObject({ code: 0, err: '' })
    }
  })

  it('takes no file, and that is said', async ({ skip }) => {
    const before = wordsOf(withOwnMounts(), skip)
    const folder = folderWith(files)
    for (const [file, ...words] of [
      ['old', 'check', '-o', 'old'],
      ['new.html', 'report', '-f', 'html', '-o', 'new.html'],
      ['known.json', 'check', '--baseline', 'known.json', '--update-baseline'],
    ])
      expect(await shell(folder, `${inside}\nfaultline "$@"`, words, { before })).toEqual({
        code: 2,
        out: '',
        err: `faultline: Cannot write ${file}: the disk is read-only; write elsewhere\n`,
      })
    const init = await shell(folder, `${inside}\nfaultline init`, [], { before })
    expect(init.code).toBe(2)
    expect(init.err).toMatch(/^(faultline: Cannot write \S+: the disk is read-only; write elsewhere\n)+$/)
    expect(existsSync(join(folder, 'tree/.faultline'))).toBe(false)
    // Elsewhere there is room.
    expect((await shell(folder, `${inside}\nfaultline check -o ../out`, [], { before })).code).toBe(0)
  })
})
