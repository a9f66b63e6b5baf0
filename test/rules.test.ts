import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trialsOf } from '../src/api/testing.ts'
import { rules } from '../src/rules/index.ts'

for (const rule of rules)
  describe(rule.id, async () => {
    for (const { name, expected, found } of await trialsOf(rule)) it(name, () => expect(found).toEqual(expected))
  })

describe('the catalogue', () => {
  it('names every rule file, and each file is called as its rule', () => {
    const files = readdirSync(new URL('../src/rules', import.meta.url), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !['rule.ts', 'shared.ts', 'index.ts'].includes(entry.name))
      .map(({ name }) => name.replace('.ts', ''))
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort())
  })
})
