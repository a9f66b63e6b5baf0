import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { folderWith, run } from './helpers/run.ts'

const { good } = rules.find(({ id }) => id === 'dead-end')!
const rule = (more = '') =>
  `{ id: 'every-step', summary: 'A step', why: 'so', fix: 'so', *check({ steps }) { for (const { id, at } of steps) yield { message: 'There is ' + id, help: 'So', marks: [{ at, says: 'here' }] } }, ${more} }`

const check = async (module: string, files: Record<string, string> = {}, ...words: string[]) => {
  const folder = folderWith({ 'a.blueprint.yaml': good, 'house.mjs': module, ...files })
  return run(folder, ['check', '-f', 'compact', '--rules-from', 'house.mjs', ...words])
}

describe('--rules-from', () => {
  it('asks rules in code beside the others; the config knows them by name, and so does --rule', async () => {
    const plain = await check(`export default ${rule()}`)
    expect(plain.out).toContain('warning[every-step]: There is report-move')
    expect(plain.code).toBe(0)
    const graver = await check(`export const rules = [${rule()}]`, {
      'faultline.config.yaml': 'rules: { every-step: error }',
    })
    expect(graver.code).toBe(1)
    const off = await check(`export const rules = [${rule()}]`, {
      'faultline.config.yaml': 'rules: { every-step: off }',
    })
    expect(off.out).not.toContain('every-step')
    expect((await check(`export default ${rule()}`, {}, '--skip', 'every-step')).out).not.toContain('every-step')
  })

  it('shows when such a rule breaks, and what the others found', async () => {
    const { code, out, err } = await check(`export default { ...${rule()}, check() { throw new Error('no') } }`)
    expect(code).toBe(3)
    expect(out).toContain('No problems in 1 blueprint')
    expect(err).toContain('The rule every-step broke on a.blueprint.yaml')
  })

  it.each([
    ['export const other = 1', 'house.mjs brings no rules: it exports `rules`, a list, or one rule by default'],
    ['export const rules = [3]', 'The rules in house.mjs cannot be used: one is not an object'],
    ["export default { id: 'x', check() {} }", '`x` has no summary, why, fix'],
    [`export default ${rule("id: 'a b'")}`, '`a b` cannot be the name of a rule'],
    [`export default ${rule("id: 'trap'")}`, 'another rule is called `trap`'],
    [`export const rules = [${rule()}, ${rule()}]`, 'another rule is called `every-step`'],
    [`export default ${rule('check: 3')}`, '`every-step` has no `check`'],
    [`export default ${rule("severity: 'loud'")}`, 'the severity of `every-step` is error, warning or note'],
    ['export default {', 'Cannot load the rules in house.mjs'],
  ])('refuses %s', async (module, said) => {
    const { code, out, err } = await check(module)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(said)
  })

  it('is the only way: neither a config nor a blueprint can name code', async () => {
    const evil = {
      'evil.mjs': "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\nexport const rules = []\n",
    }
    for (const config of [
      'rulesFrom: evil.mjs',
      'extends: ./evil.mjs',
      'modules: [./evil.mjs]',
      'x-rules: ./evil.mjs',
    ]) {
      const folder = folderWith({ ...evil, 'a.blueprint.yaml': good, 'faultline.config.yaml': config })
      const { code } = await run(folder, ['check'])
      expect(code).toBe(config.startsWith('x-') ? 0 : 2)
      expect((await run(folder, ['check', '-', '--config', 'evil.mjs'], { input: good })).code).toBe(2)
      const { existsSync } = await import('node:fs')
      expect(existsSync(`${folder}/ran`)).toBe(false)
    }
  })
})
