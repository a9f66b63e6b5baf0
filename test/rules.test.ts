import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { judge, judgeAll } from './helpers/judge.ts'
import { expectedIn, foundIn } from './helpers/marked.ts'

describe.each(rules)('$id', ({ id, bad, good, beside, innocent = [] }) => {
  const judgeExample = (text: string) =>
    judgeAll({ ...(beside ? { 'a.blueprint.yaml': beside } : {}), 'b.blueprint.yaml': text })

  it('is reported where its bad example marks it, and nothing else is', async () => {
    const expected = expectedIn(bad)
    expect(expected.some((line) => line.endsWith(` ${id}`))).toBe(true)
    const result = await judgeExample(bad)
    expect(result.faults).toEqual([])
    expect(foundIn(result)).toEqual(expected)
  })

  it('finds nothing in its good example', async () => {
    expect(foundIn(await judgeExample(good))).toEqual([])
  })

  it.each(innocent)('says nothing when $when', async ({ blueprint }) => {
    expect(foundIn(await judge(blueprint))).toEqual([])
  })
})

describe('the catalogue', () => {
  it('names every rule file, and each file is called as its rule', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['rule.ts', 'index.ts'].includes(entry.name))
      .map(({ name }) => name.replace('.ts', ''))
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort())
  })
})
