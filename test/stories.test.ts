import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Result } from '../src/audit/result.ts'
import type { Finding } from '../src/finding.ts'
import { ruleNamed } from '../src/rules/index.ts'
import { judge } from './helpers/judge.ts'

// Five real services that let their customers down. For every thing that went wrong in them: that it is seen, and where.
interface Seen {
  readonly rows: readonly { row: string; rule: string | null; at?: string; because?: string }[]
  readonly notFaults: readonly { rule: string; at: string; because: string }[]
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const read = (path: string) => readFileSync(here(path), 'utf8')
const stories = readdirSync(here('stories')).map((file) => file.replace('.seen.yaml', ''))

const isAt = ({ element, steps }: Finding, name: string) => steps.includes(name) || element.split('/').includes(name)

describe.each(stories)('%s', (story) => {
  const { rows, notFaults } = parse(read(`stories/${story}.seen.yaml`)) as Seen
  let judged: Result
  beforeAll(async () => void (judged = await judge(read(`../blueprints/${story}.blueprint.yaml`))))
  const visible = rows.filter(({ rule }) => rule !== null && ruleNamed(rule) !== undefined)

  it('is judged by every rule', () => {
    const { unread, faults } = judged
    expect({ unread, faults }).toEqual({ unread: [], faults: [] })
  })

  it.each(visible)('shows $row: $rule at $at', ({ rule, at }) => {
    const { findings } = judged
    expect(findings.filter((finding) => finding.rule === rule && (at === undefined || isAt(finding, at)))).not.toEqual(
      [],
    )
  })

  it.each(notFaults)('does not blame $at ($rule): $because', ({ rule, at }) => {
    const { findings } = judged
    const blamed = findings.filter((finding) => (rule === '*' || finding.rule === rule) && finding.steps[0] === at)
    expect(blamed.map(({ message }) => message)).toEqual([])
  })

  const toBe = join(here('../blueprints'), `${story}-to-be.blueprint.yaml`)
  it('comes out without an error when put right', async () => {
    const { findings, unread, faults } = await judge(readFileSync(toBe, 'utf8'))
    expect({ unread, faults }).toEqual({ unread: [], faults: [] })
    expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([])
  })
})

describe('the rows of what went wrong', () => {
  it('are each spoken of', () => {
    const spokenOf = new Set(
      stories.flatMap((story) => (parse(read(`stories/${story}.seen.yaml`)) as Seen).rows.map(({ row }) => row)),
    )
    const rows = { '000': 26, '001': 23, '002': 25, '003': 24, '004': 25 }
    const all = Object.entries(rows).flatMap(([id, number]) =>
      Array.from({ length: number }, (_, i) => `${id}-${i + 1}`),
    )
    expect(all.filter((row) => !spokenOf.has(row))).toEqual([])
  })

  it('are seen, but for the few that no fact in the language decides', () => {
    const seen = stories.flatMap((story) => (parse(read(`stories/${story}.seen.yaml`)) as Seen).rows)
    const named = new Set(seen.filter(({ rule }) => rule !== null && ruleNamed(rule)).map(({ row }) => row))
    const unseen = seen.filter(({ rule }) => rule === null).map(({ row }) => row)
    expect(unseen).toEqual(['004-14', '002-7', '002-25', '003-17', '003-19'])
    expect(named.size).toBe(118)
  })
})
