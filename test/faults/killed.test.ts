import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { everything, faulty, partName, shell } from './machine.ts'

const stopAt = new URL('stop-at.mjs', import.meta.url).href
const day = ['--today', '2026-11-22']

/** Every way to write a file: the words, the files that are written, and those of them that are there before. */
const writers: Record<string, { words: string[]; files: string[]; old?: string[] }> = {
  'check, into a new file': { words: ['check', '-f', 'json', '-o', 'new.json', ...day], files: ['new.json'] },
  'check, with a file for each format, and the baseline renewed': {
    words: [
      'check',
      '-f',
      'json=a.json',
      '-f',
      'sarif=b.sarif',
      '--baseline',
      'known.json',
      '--update-baseline',
      ...day,
    ],
    files: ['a.json', 'b.sarif', 'known.json'],
    old: ['a.json', 'known.json'],
  },
  compare: {
    words: ['compare', 'a.blueprint.yaml', 'a.blueprint.yaml', '-f', 'markdown', '-o', 'c.md', ...day],
    files: ['c.md'],
    old: ['c.md'],
  },
  draw: { words: ['draw', 'a.blueprint.yaml', '-o', 'a.svg', ...day], files: ['a.svg'], old: ['a.svg'] },
  ...Object.fromEntries(
    ['markdown', 'html', 'xlsx', 'pptx'].map((format) => [
      `report, ${format}`,
      { words: ['report', '-f', format, '-o', 'report', ...day], files: ['report'], old: ['report'] },
    ]),
  ),
  init: {
    words: ['init', '.', '--ci', 'github', '--pre-commit'],
    files: [
      '.faultline/blueprint.schema.json',
      '.faultline/config.schema.json',
      '.github/workflows/faultline.yml',
      '.pre-commit-config.yaml',
      'faultline.config.yaml',
    ],
  },
}

const oldOf = (file: string): string => (file === 'known.json' ? '{ "format": 1, "findings": [] }' : 'old')

/** The files of a folder, by their name. */
const filesIn = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))]),
  )

/** A copy, so that each run begins with the same files. */
function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'faultline-'))
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** All of them write with the same means (see the last test), so that these are enough for every day. */
const today = ['check, into a new file', 'check, with a file for each format, and the baseline renewed', 'init']
const tried = Object.entries(writers).filter(([name]) => everything || today.includes(name))

/** Every call, or one in so many. */
const callsTried = function* (step: number) {
  for (let at = everything ? 1 : 2; ; at += everything ? 1 : step) yield at
}

const stopped = (folder: string, words: string[], at: number, signal: string) =>
  shell(folder, 'exec "$NODE" --import "$PRELOAD" "$PROGRAM" "$@"', words, {
    env: { PRELOAD: stopAt, STOP_AT: String(at), STOP_WITH: signal },
  })

const isPart = (name: string): boolean => partName.test(name.split('/').at(-1)!)

describe.each(tried)('%s', (_, { words, files, old = [] }) => {
  const before = folderWith({
    'a.blueprint.yaml': faulty,
    ...Object.fromEntries(old.map((file) => [file, oldOf(file)])),
  })

  it('killed before any call that changes the disk, leaves each file as it was or as it is to be', async () => {
    const whole = copyOf(before)
    const { code } = await shell(whole, 'faultline "$@"', words)
    expect([0, 1]).toContain(code)
    const after = filesIn(whole)
    expect([...after.keys()]).toEqual(expect.arrayContaining(files))
    expect([...after.keys()].filter(isPart)).toEqual([])
    let killed = 0
    for (const at of callsTried(words[0] === 'init' ? 9 : 5)) {
      const folder = copyOf(before)
      const run = await stopped(folder, words, at, 'SIGKILL')
      if (run.code !== 'SIGKILL') {
        expect(run.code).toBe(code)
        break
      }
      killed += 1
      const left = filesIn(folder)
      for (const [name, bytes] of left) {
        const was = old.includes(name) && bytes.toString() === oldOf(name)
        expect(was || isPart(name) || bytes.equals(after.get(name)!), `${name}, killed at ${at}`).toBe(true)
      }
      for (const name of old) expect([...left.keys()]).toContain(name)
      // What was stopped can be done again.
      if (killed > 1 && !everything) continue
      expect((await shell(folder, 'faultline "$@"', words)).code).toBe(code)
      for (const name of files) expect(readFileSync(join(folder, name)).equals(after.get(name)!), name).toBe(true)
    }
    expect(killed).toBeGreaterThan(0)
  })

  it.each(everything ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : ['SIGINT'])(
    'asked to stop by %s, leaves nothing beside them',
    async (signal) => {
      let ended = 0
      for (const at of callsTried(20)) {
        const folder = copyOf(before)
        const run = await stopped(folder, words, at, signal)
        expect([...filesIn(folder).keys()].filter((name) => name.endsWith('.part'))).toEqual([])
        if (run.code !== signal) break
        ended += 1
      }
      expect(ended).toBeGreaterThan(0)
    },
  )
})

it('what a killed run has left is swept away by a later one, when nobody can be writing it any more', async () => {
  const [left, young, other] = ['.faultline-0123456789ab.part', '.faultline-ba9876543210.part', 'notes.part']
  const folder = folderWith({ 'a.blueprint.yaml': faulty, [left]: 'half', [young]: 'half', [other]: 'mine' })
  const twoHoursAgo = Date.now() / 1000 - 2 * 60 * 60
  for (const name of [left, other]) utimesSync(join(folder, name), twoHoursAgo, twoHoursAgo)
  await shell(folder, 'faultline check -f json -o out.json')
  expect(readdirSync(folder).sort()).toEqual([young, 'a.blueprint.yaml', other, 'out.json'].sort())
})

it('killed at any time, in a loop', async () => {
  const files = Object.fromEntries(
    Array.from({ length: everything ? 100 : 40 }, (_, i) => [`${i}.blueprint.yaml`, faulty]),
  )
  const folder = folderWith(files)
  const outputs = ['out.json', 'out.sarif', 'known.json']
  const words = [
    'check',
    '-f',
    'json=out.json',
    '-f',
    'sarif=out.sarif',
    '--baseline',
    'known.json',
    '--update-baseline',
  ]
  const started = performance.now()
  await shell(folder, 'faultline "$@"', words)
  const whole = performance.now() - started
  const rounds = everything ? 200 : 4
  for (let round = 0; round < rounds; round += 1) {
    for (const file of outputs.slice(0, 2)) writeFileSync(join(folder, file), '"old"')
    await shell(folder, '"$NODE" "$PROGRAM" "$@" & sleep "$AFTER"; kill -9 $!; wait $!', words, {
      env: { AFTER: String((whole * (round + 1)) / rounds / 1000) },
    })
    for (const file of outputs) expect(() => JSON.parse(readFileSync(join(folder, file), 'utf8')), file).not.toThrow()
  }
})

it('nothing but these modules changes a disk', () => {
  const src = fileURLToPath(new URL('../../src', import.meta.url))
  const calls =
    /\b(write|append|rename|rm|unlink|mkdir|link|symlink|copyFile|cp|truncate|ftruncate|createWriteStream|open)(File)?(Sync)?\b/
  const changing = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => {
    if (!file.endsWith('.ts')) return false
    const imported = [...readFileSync(join(src, file), 'utf8').matchAll(/import ([^;]*?) from 'node:fs(\/promises)?'/g)]
    return imported.some(
      ([, names, promises]) => promises !== undefined || !names!.startsWith('{') || calls.test(names!),
    )
  })
  expect(changing.sort()).toEqual([
    'cli/disk.ts', // devices and pipes, which have no whole
    'cli/init.ts', // makes the folder
    'cli/outputs.ts', // adds to the summary of a job
    'cli/part.ts',
    'cli/starter/create.ts', // gives the name
    'cli/terminal.ts', // standard output
  ])
})
