import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'
import { expectedIn, foundIn } from './helpers/marked.ts'

const folder = fileURLToPath(new URL('cases', import.meta.url))

describe.each(readdirSync(folder).sort())('%s', (rule) => {
  it.each(readdirSync(join(folder, rule)).sort())('%s', async (file) => {
    const text = readFileSync(join(folder, rule, file), 'utf8')
    const result = await judge(text)
    expect(foundIn(result)).toEqual(expectedIn(text))
    for (const [, open] of text.matchAll(/^# not-assessable: (.+)$/gm)) expect(result.notAssessable.map((question) => question.rule)).toContain(open)
  })
})
