import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'
import { expectedIn, foundIn } from '../src/api/marked.ts'

// Blueprints written from the definitions alone, by somebody who had not seen the rules. A folder is called as the
// rule that its cases are about, and those mark what that rule finds.
const folder = fileURLToPath(new URL('cases', import.meta.url))

/** The cases of these rules mark what any of them finds. */
const markedTogether = [
  ...['dead-end', 'trap', 'lost-customer', 'unreachable-step', 'ownerless-handoff', 'ownerless-step'],
  ...['no-accountable-owner', 'unconfirmed-handoff', 'shared-step', 'metric-conflict', 'unrewarded-duty'],
  ...['punished-duty', 'priority-over-promise', 'self-graded-metric', 'customer-finds-out', 'no-recovery'],
]

/** While mutants are tried, a case asks only the rules that it marks; those about acceptances need what others find. */
const asksFew = process.env['TRYING_MUTANTS'] !== undefined

describe.each(readdirSync(folder).sort())('%s', (about) => {
  const compared = new Set(markedTogether.includes(about) ? markedTogether : [about])
  it.each(readdirSync(join(folder, about)).sort())('%s', async (file) => {
    const text = readFileSync(join(folder, about, file), 'utf8')
    const asks = ({ id }: { id: string }) => !asksFew || about.endsWith('-acceptance') || compared.has(id)
    const result = await judge(text, { asks })
    expect(result.faults).toEqual([])
    expect(result.unread).toEqual([])
    expect(foundIn(result, (rule) => compared.has(rule))).toEqual(expectedIn(text))
    const open = [...text.matchAll(/^# not-assessable: (.+)$/gm)].map(([, rule]) => rule)
    expect(result.notAssessable.map(({ rule }) => rule)).toEqual(expect.arrayContaining(open))
    if (open.length === 0) expect(result.notAssessable.map(({ rule }) => rule)).not.toContain(about)
  })
})
