import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { folderWith, run } from './helpers/run.ts'

const { bad, good } = rules.find(({ id }) => id === 'dead-end')!

const check = async (folder: string, ...words: string[]) => {
  const { code, out, err } = await run(folder, ['check', '-f', 'json', '--baseline', 'known.json', ...words])
  if (out === '') return { code, err }
  const { findings, baseline } = JSON.parse(out)
  return {
    code,
    new: findings
      .filter(({ known }: { known: string | null }) => known === null)
      .map(({ file, rule }: Record<string, string>) => `${file} ${rule}`),
    gone: baseline.gone.map(({ file, rule }: Record<string, string>) => `${file} ${rule}`),
  }
}

const calm = { code: 0, new: [], gone: [] }

describe('--baseline', () => {
  it('lets what is known pass, fails for what is new, and for what is known and gone', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'in/b.blueprint.yaml': good })
    expect(await check(folder, '--update-baseline')).toEqual(calm)
    expect(await check(folder)).toEqual(calm)
    writeFileSync(join(folder, 'in/b.blueprint.yaml'), bad)
    expect(await check(folder)).toEqual({ ...calm, code: 1, new: ['in/b.blueprint.yaml dead-end'] })
    writeFileSync(join(folder, 'in/b.blueprint.yaml'), good)
    writeFileSync(join(folder, 'a.blueprint.yaml'), good)
    expect(await check(folder)).toEqual({ ...calm, code: 1, gone: ['a.blueprint.yaml dead-end'] })
    const { out } = await run(folder, ['check', '--baseline', 'known.json'])
    expect(out).toMatch(/known\.json[\s\S]*dead-end: Nothing follows/)
    expect(await check(folder, '--update-baseline')).toEqual(calm)
    expect(JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8'))).toEqual({ format: 1, findings: [] })
  })

  it('knows findings again when lines move, a file is renamed, and from wherever it is run', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'in/b.blueprint.yaml': bad })
    await check(folder, '--update-baseline')
    const text = readFileSync(join(folder, 'known.json'), 'utf8')
    writeFileSync(join(folder, 'a.blueprint.yaml'), `# moved\n\n${bad}`)
    expect(await check(folder)).toEqual(calm)
    renameSync(join(folder, 'a.blueprint.yaml'), join(folder, 'in/c.blueprint.yaml'))
    expect(await check(folder)).toEqual(calm)
    const inside = await run(join(folder, 'in'), ['check', '--baseline', '../known.json'])
    expect(inside.code).toBe(0)
    await check(folder, '--update-baseline')
    renameSync(join(folder, 'in/c.blueprint.yaml'), join(folder, 'a.blueprint.yaml'))
    await check(folder, '--update-baseline')
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).toBe(text)
  })

  it('does not hold against a run what it was not asked', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': bad })
    await check(folder, '--update-baseline')
    writeFileSync(join(folder, 'b.blueprint.yaml'), good)
    expect(await check(folder, 'a.blueprint.yaml')).toEqual(calm)
    expect(await check(folder, '--skip', 'dead-end')).toEqual(calm)
    writeFileSync(join(folder, 'b.blueprint.yaml'), 'blueprint: 1\n')
    expect((await check(folder)).gone).toEqual([])
    rmSync(join(folder, 'b.blueprint.yaml'))
    expect(await check(folder)).toEqual({ ...calm, code: 1, gone: ['b.blueprint.yaml dead-end'] })
    // And an update of a part keeps the rest.
    expect(await check(folder, 'a.blueprint.yaml', '--update-baseline')).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'c.blueprint.yaml'), bad)
    expect(await check(folder, 'c.blueprint.yaml', '--update-baseline')).toEqual(calm)
    expect(await check(folder)).toEqual(calm)
  })

  it('keeps what an update of a part has not judged, and notices what has become graver', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': bad })
    await check(folder, '--update-baseline')
    const before = readFileSync(join(folder, 'known.json'), 'utf8')
    await check(folder, '--rule', 'trap', '--update-baseline')
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).toBe(before)
    renameSync(join(folder, 'a.blueprint.yaml'), join(folder, 'c.blueprint.yaml'))
    expect(await check(folder, 'b.blueprint.yaml')).toEqual(calm)
    await check(folder, 'b.blueprint.yaml', '--update-baseline')
    expect(await check(folder)).toEqual(calm)
    writeFileSync(join(folder, 'known.json'), before.replaceAll('"severity": "error"', '"severity": "warning"'))
    expect((await check(folder)).code).toBe(1)
  })

  it.each([
    ['{"format": 1, "findings": [', /^faultline: The baseline known\.json is damaged.*--update-baseline/],
    ['{"format": 2, "findings": []}', /has format 2, and this faultline knows format 1/],
    ['[]', /known\.json is not a baseline/],
    ['{"format": 1}', /no list of `findings`/],
    ['{"format": 1, "findings": [{"rule": "trap"}]}', /Entry 1 of the baseline known\.json is damaged/],
    ['', /damaged/],
    ['null', /not a baseline/],
  ])('is refused where it is %s', async (text, said) => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'known.json': text })
    const { code, err } = await check(folder)
    expect(code).toBe(2)
    expect(err).toMatch(said)
    // Nor is it overwritten: it may be somebody's other file.
    expect((await check(folder, '--update-baseline')).code).toBe(2)
    expect(readFileSync(join(folder, 'known.json'), 'utf8')).toBe(text)
  })

  it('that is not there, or is not named, is said', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad })
    expect((await check(folder)).err).toBe(
      'faultline: There is no baseline known.json: make it with `--update-baseline`\n',
    )
    const { code, err } = await run(folder, ['check', '--update-baseline'])
    expect({ code, err }).toEqual({
      code: 2,
      err: 'faultline: `--update-baseline` needs `--baseline` with the file to write\n',
    })
  })
})
