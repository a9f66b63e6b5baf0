import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Result } from '../../src/audit/result.ts'
import { type Fix, fixesFor } from '../../src/editor/fixes.ts'
import { pageOf } from '../../src/editor/page.ts'
import { changed } from '../../src/editor/write-yaml.ts'
import type { Finding } from '../../src/finding.ts'
import { rules } from '../../src/rules/index.ts'
import { judge } from '../helpers/judge.ts'

const file = 'a.blueprint.yaml'
const today = '2026-11-22'

const textsBelow = (folder: string): [string, string][] => {
  const url = new URL(`../../${folder}/`, import.meta.url)
  return readdirSync(url, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.blueprint.yaml'))
    .map((name) => [name, readFileSync(new URL(name, url), 'utf8')])
}

const examples: [string, string][] = [
  ...rules.flatMap(({ id, bad }): [string, string][] => [[id, bad]]),
  ...textsBelow('blueprints'),
  ...textsBelow('test/cases'),
]

const offered = (finding: Finding, texts: Record<string, string>, result: Result, organization?: string) =>
  fixesFor(finding, {
    page: (name) => pageOf({ file: name, text: texts[name]! }),
    organizationOf: () => organization,
    findings: result.findings,
    today,
  })

const fixesIn = async (text: string): Promise<{ finding: Finding; fix: Fix; after: string; result: Result }[]> => {
  const result = await judge(text)
  const all = []
  for (const finding of result.findings)
    for (const fix of await offered(finding, { [file]: text }, result))
      all.push({ finding, fix, after: changed(text, fix.changes), result })
  return all
}

const isAcceptance = ({ title }: Fix): boolean => title.startsWith('Accept ')

/** What is left of a text when what a fix has put in is taken out again. */
const without = (after: string, { changes }: Fix): string =>
  [...changes]
    .sort((a, b) => a.start - b.start)
    .reduce((text, { start, text: by }) => text.slice(0, start) + text.slice(start + by.length), after)

const open = ({ findings }: Result): string[] => findings.filter((one) => !one.accepted).map((one) => one.fingerprint)

describe.each(examples)('%s', (_name, text) => {
  it('each fix leaves everything else as it is, and mends or accepts its finding', async () => {
    for (const { finding, fix, after, result } of await fixesIn(text)) {
      const said = `${fix.title}\n${after}`
      // The text stands around what was put in, comments and all.
      if (fix.changes.every(({ start, end }) => start === end)) expect(without(after, fix), said).toBe(text)
      const then = await judge(after)
      expect(then.faults).toEqual([])
      expect(open(then), said).not.toContain(finding.fingerprint)
      if (!isAcceptance(fix)) {
        if (finding.theme !== 'reading') expect(then.unread, said).toEqual([])
        continue
      }
      expect(
        then.findings.find(({ fingerprint }) => fingerprint === finding.fingerprint)?.accepted,
        said,
      ).toMatchObject({
        until: '2027-11-22',
      })
      // Nothing new, nothing else gone: other findings of the rule only where the title says so.
      const names = (one: Result) => one.findings.map(({ fingerprint }) => fingerprint).sort()
      expect(names(then), said).toEqual(names(result))
      const covered = Number(/\((\d+) findings\)/.exec(fix.title)?.[1] ?? 1)
      expect(open(result).length - open(then).length, said).toBe(covered)
      // Another reader of YAML sees the same facts, and one entry more.
      const before = parse(text)
      const now = parse(after)
      const list = (value: unknown) => (Array.isArray(value) ? value : value ? [value] : [])
      expect({ ...now, accepted: list(now.accepted).slice(0, -1) }).toEqual({
        ...before,
        accepted: list(before.accepted),
      })
      expect(list(now.accepted).at(-1)).toMatchObject({ rule: finding.rule, until: '2027-11-22' })
    }
  })
})

it('nearly every finding on a readable blueprint can be accepted', async () => {
  let all = 0
  let acceptable = 0
  for (const [, text] of examples) {
    const { findings } = await judge(text)
    const fixes = await fixesIn(text)
    for (const finding of findings) {
      if (finding.accepted || finding.theme === 'reading' || finding.rule.endsWith('-acceptance')) continue
      all += 1
      if (fixes.some((one) => one.finding.fingerprint === finding.fingerprint && isAcceptance(one.fix))) acceptable += 1
    }
  }
  expect(all).toBeGreaterThan(500)
  expect(acceptable).toBe(all)
})
