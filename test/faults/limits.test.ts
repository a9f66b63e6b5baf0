import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { everything, faulty, partName, shell } from './machine.ts'

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i % 100}/${i}.blueprint.yaml`, faulty]))

it('many blueprints are judged, with few file handles', async () => {
  const count = everything ? 10_000 : 1_000
  const folder = folderWith(many(count))
  const { code, out, err } = await shell(folder, 'ulimit -n 64; faultline check -f compact --rule dead-end')
  expect({ code, err }).toEqual({ code: 1, err: '' })
  const lines = out.trimEnd().split('\n')
  expect(new Set(lines.map((line) => line.split(':')[0])).size).toBeGreaterThanOrEqual(count)
  expect(lines.filter((line) => line.includes('error[dead-end]'))).toHaveLength(count)
})

it('without enough file handles it judges as ever, or says that it cannot', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty, 'nothing.js': '' })
  const free = await shell(folder, 'faultline check -f json')
  const said: number[] = []
  for (const handles of everything ? Array.from({ length: 50 }, (_, i) => 20 + i) : [20, 36, 64]) {
    const run = await shell(
      folder,
      `ulimit -n ${handles}; "$NODE" "$PWD/nothing.js" 2> /dev/null || exit 77; faultline check -f json`,
    )
    if (run.code === 77) continue // Node itself does not start
    if (run.code === 2) {
      said.push(handles)
      expect(run.err).toMatch(/^faultline: .*too many files are open; allow more of them \(`ulimit -n 1024`\)/)
      expect(run.out).toBe('')
    } else expect(run, `${handles} handles`).toEqual(free)
  }
  expect(said).not.toContain(64)
})

describe('memory', () => {
  it('that does not suffice ends the run by a signal or a code of Node, and what is there stays', async () => {
    const folder = folderWith({ ...many(300), 'old.json': 'old' })
    const endings: (number | string)[] = []
    for (const megabytes of everything ? [4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 128] : [6, 128]) {
      const { code } = await shell(
        folder,
        `"$NODE" --max-old-space-size=${megabytes} "$PROGRAM" check -f json -o old.json 2>/dev/null; exit $?`,
      )
      const text = readFileSync(join(folder, 'old.json'), 'utf8')
      endings.push(code)
      if (code === 1) expect(JSON.parse(text).blueprints).toHaveLength(300)
      else {
        expect(code).toBeGreaterThan(128)
        expect(text).toBe('old')
      }
    }
    expect(endings[0]).not.toBe(1)
    expect(endings.at(-1)).toBe(1)
    // One that has to end while it writes leaves what a killed one leaves.
    const left = readdirSync(folder).filter((name) => !/^(old\.json|\d+)$/.test(name))
    expect(left.filter((name) => !partName.test(name))).toEqual([])
    expect(left.length).toBeLessThan(endings.filter((code) => code !== 1).length)
  })
})

describe('the stack', () => {
  const steps = Array.from({ length: 3000 }, (_, i) => `  s${i}: { lane: backstage, owner: o, next: s${i + 1} }`)
  const chain = `blueprint: 1\ntitle: A long way\nowners: { o: { name: O } }\nsteps:\n  s: { lane: customer, next: s0 }\n${steps.join('\n')}\n  s3000: { lane: customer, outcome: served }\n`

  it('may be a seventh of what is usual, for the longest way', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': chain })
    const free = await shell(folder, 'faultline check -f json')
    expect(free.code).toBe(0)
    expect(await shell(folder, '"$NODE" --stack-size=140 "$PROGRAM" check -f json')).toEqual(free)
  })
})
