import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderWith } from './helpers/run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const blueprint = join(root, 'blueprints/car-service.blueprint.yaml')

/** The program, to do harm to. */
function copied(): string {
  const home = folderWith()
  for (const part of ['bin', 'dist', 'package.json']) cpSync(join(root, part), join(home, part), { recursive: true })
  return home
}

const compiledIn = (home: string): string[] =>
  readdirSync(join(home, 'dist'))
    .filter((file) => file.endsWith('.compiled'))
    .map((file) => join(home, 'dist', file))

/** Of the files that were loaded to show the version and to check: what became of the code that was compiled before. */
const taken = (home: string, ...flags: string[]): (boolean | null)[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        ...flags,
        '-e',
        `const { load, scripts } = require(${JSON.stringify(join(home, 'bin/faultline.js'))})
        load('faultline.js').main(['check', '-f', 'json', '-o', ${JSON.stringify(join(folderWith(), 'out.json'))}, ${JSON.stringify(blueprint)}])
          .then(() => console.log(JSON.stringify([...scripts.values()].map((script) => script.cachedDataRejected))))`,
      ],
      { encoding: 'utf8' },
    ),
  )

const check = (home: string): { status: number | null; stdout: string; stderr: string } => {
  const words = [join(home, 'bin/faultline.js'), 'check', '-f', 'compact', blueprint]
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('what was compiled when it was built', () => {
  it('is taken', () => {
    expect(taken(root)).toEqual([false, false])
  })

  it('is left alone by a V8 that is set up otherwise', () => {
    expect(taken(root, '--no-opt')).toEqual([true, true])
  })

  it('is never taken for a text that it was not made of', () => {
    const home = copied()
    for (const name of ['faultline.js', 'everyday.js']) {
      const file = join(home, 'dist', name)
      // A text of the same length is what V8 itself cannot tell apart.
      writeFileSync(file, readFileSync(file, 'latin1').replace(/[0-9a-f]{32}(?=\n$)/, name.padEnd(32, '0')))
    }
    expect(taken(home)).toEqual([null, null])
    expect(check(home)).toEqual(check(root))
  })

  it('breaks nothing where it is damaged, or gone', () => {
    const home = copied()
    const files = compiledIn(home)
    expect(files).toHaveLength(2)
    for (const file of files) writeFileSync(file, readFileSync(file).subarray(0, 1000))
    expect(check(home)).toEqual(check(root))
    for (const file of files) writeFileSync(file, '')
    expect(check(home)).toEqual(check(root))
  })
})
