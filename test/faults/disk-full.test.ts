import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { faulty, missingDevice, sample, shell, withOwnMounts, wordsOf } from './machine.ts'

const full = 'the disk is full; make room, or write elsewhere'

/** Words that write into the folder `small`, and the file that cannot be written. */
const writers = [
  { words: ['check', '-f', 'sarif', '-o', 'small/old'], file: 'small/old' },
  { words: ['check', '-f', 'pretty', '-f', 'sarif=small/new.sarif'], file: 'small/new.sarif' },
  { words: ['check', '--baseline', 'small/known.json', '--update-baseline'], file: 'small/known.json' },
  { words: ['report', '-f', 'xlsx', '-o', 'small/new.xlsx'], file: 'small/new.xlsx' },
  { words: ['draw', 'a.blueprint.yaml', '-o', 'small/new.svg'], file: 'small/new.svg' },
  { words: ['compare', 'a.blueprint.yaml', 'a.blueprint.yaml', '-o', 'small/new'], file: 'small/new' },
]

describe('a disk that is full', () => {
  it('leaves each file as it was, or absent, and is named', async ({ skip }) => {
    const before = wordsOf(withOwnMounts(), skip)
    const folder = folderWith({ 'a.blueprint.yaml': faulty, 'small/here': '' })
    // A page is left: enough to begin a file with. The disk is gone with the process that mounted it.
    const script = `mount -t tmpfs -o size=128k none small || exit 99
      cd small && echo old > old && head -c 200000 /dev/zero > fill 2> ../full
      truncate -s -"$ROOM" fill && cd .. && faultline "$@"; echo "code $?"; cat small/old; ls -A small`
    for (const { words, file } of sample(writers, 2))
      for (const room of words.includes('small/old') ? ['0', '4096'] : ['0']) {
        const { out, err } = await shell(folder, script, words, { before, env: { ROOM: room } })
        expect(readFileSync(join(folder, 'full'), 'utf8')).toContain('No space left')
        expect(err, words.join(' ')).toBe(`faultline: Cannot write ${file}: ${full}\n`)
        expect(out.slice(out.lastIndexOf('code'))).toBe('code 2\nold\nfill\nold\n')
      }
  })

  it('gets no file of `init`, and every one that it cannot have is named', async ({ skip }) => {
    const before = wordsOf(withOwnMounts(), skip)
    const folder = folderWith({ 'small/here': '' })
    const script = `mount -t tmpfs -o size=64k none small && cd small || exit 99
      head -c 100000 /dev/zero > fill 2> /dev/null; faultline init .; echo "code $?"; find . -type f`
    const { out, err } = await shell(folder, script, [], { before })
    expect(out.slice(out.indexOf('code'))).toBe('code 2\n./fill\n')
    expect(err.split('\n').filter(Boolean).length).toBeGreaterThan(2)
    for (const line of err.split('\n').filter(Boolean))
      expect(line).toMatch(/^faultline: Cannot write .*: the disk is full;/)
  })

  it('under standard output fails every command', async ({ skip }) => {
    const missing = missingDevice('/dev/full')
    if (missing) skip(missing)
    const folder = folderWith({ 'a.blueprint.yaml': faulty })
    const all = [
      ['--version'],
      ['--help'],
      ['help', 'check'],
      ['check', '--help'],
      ['check', '-f', 'junit'],
      ['check', '--print-config'],
      ['report'],
      ['draw', 'a.blueprint.yaml'],
      ['compare', 'a.blueprint.yaml', 'a.blueprint.yaml'],
      ['rules'],
      ['explain', 'trap'],
      ['completion', 'fish'],
      ['init'],
    ]
    for (const words of sample(all, 3))
      expect(await shell(folder, 'faultline "$@" > /dev/full', words), words.join(' ')).toMatchObject({
        code: 2,
        err: `faultline: Cannot write to standard output: ${full}\n`,
      })
  })

  it('under standard output that is a file is noticed too, and under standard error changes nothing', async ({
    skip,
  }) => {
    const before = wordsOf(withOwnMounts(), skip)
    const folder = folderWith({ 'a.blueprint.yaml': faulty, 'small/here': '' })
    const script = `mount -t tmpfs -o size=4k none small || exit 99
      faultline check -f sarif > small/out; echo $?; faultline --help > small/out; echo $?
      head -c 8000 /dev/zero > small/fill 2> /dev/null
      faultline check -f json --timing 2> small/err | wc -l; echo $?`
    const { out, err } = await shell(folder, script, [], { before })
    expect(out).toMatch(/^2\n0\n\d{2,}\n1\n$/)
    expect(err).toBe(`faultline: Cannot write to standard output: ${full}\n`)
  })
})

it('a limit on the size of files is named, and leaves nothing', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty, 'old.html': 'old' })
  const { code, err } = await shell(folder, 'ulimit -f 4; faultline report -f html -o old.html')
  expect({ code, err }).toEqual({
    code: 2,
    err: 'faultline: Cannot write old.html: no file may be as large as this one would be; allow it (`ulimit -f`), or write elsewhere\n',
  })
  expect(readdirSync(folder).sort()).toEqual(['a.blueprint.yaml', 'old.html'])
  expect(readFileSync(join(folder, 'old.html'), 'utf8')).toBe('old')
})
