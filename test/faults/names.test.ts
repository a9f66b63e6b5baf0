import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { faulty, shell } from './machine.ts'

it('an output may have a name as long as names can be', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  const file = `${'x'.repeat(250)}.json`
  expect(await shell(folder, 'faultline check -f json -o "$1"', [file])).toEqual({ code: 1, out: '', err: '' })
  expect(readdirSync(folder).sort()).toEqual(['a.blueprint.yaml', file])
  const longer = await shell(folder, 'faultline check -f json -o "$1"', [`x${file}`])
  expect(longer).toEqual({ code: 2, out: '', err: `faultline: Cannot write x${file}: the name is too long\n` })
})

it('a path that is longer than a path can be hides no other, and is named', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  // Each step of the way is short enough, all of it is not.
  const script = 'for i in {1..22}; do mkdir "$1" && cd "$1" || exit 99; done; echo > b.blueprint.yaml'
  await shell(folder, script, ['y'.repeat(200)])
  const { code, out, err } = await shell(folder, 'faultline check -f compact')
  expect(code).toBe(2)
  expect(out).toContain('a.blueprint.yaml:')
  expect(err).toMatch(/^Cannot read (y{200}\/)+y{200}: the name is too long\n$/)
  await shell(folder, 'rm -rf y*')
})

it('a name with line breaks stays on one line, where lines mean something', async () => {
  const folder = folderWith({ 'a\n::error::b\r\n.blueprint.yaml': faulty })
  for (const format of ['pretty', 'compact', 'github', 'markdown', 'junit']) {
    const { code, out, err } = await shell(folder, 'faultline check -f "$1"', [format])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out, format).not.toMatch(/^(::error::)?b/m)
    expect(out, format).toContain('blueprint.yaml')
  }
  const { out } = await shell(folder, 'faultline check -f json')
  expect(JSON.parse(out).blueprints[0].file).toBe('a\n::error::b\r\n.blueprint.yaml')
})

it('a name that is not UTF-8 hides no other, and who can mend it is told how', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  for (const name of ['caf\xe9.blueprint.yaml', 'caf\xe9/b.blueprint.yaml']) {
    const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')])
    if (name.includes('/')) execFileSync('bash', ['-c', `mkdir "$1"/$'caf\\xe9'`, 'bash', folder])
    writeFileSync(path, faulty)
  }
  const { code, out, err } = await shell(folder, 'faultline check -f compact')
  expect(code).toBe(2)
  expect(out).toContain('a.blueprint.yaml:')
  const why = 'its name is not written in UTF-8; rename it'
  expect(err).toBe(`Cannot read caf\uFFFD: ${why}\nCannot read caf\uFFFD.blueprint.yaml: ${why}\n`)
  const named = await shell(folder, "faultline check $'caf\\xe9.blueprint.yaml'")
  expect(named).toEqual({ code: 2, out: '', err: `faultline: Cannot read caf\uFFFD.blueprint.yaml: ${why}\n` })
})
