import { type AnnotationProperties, error, notice, warning } from '@actions/core'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import type { Finding } from '../../src/finding.ts'
import { formats } from '../../src/report/formats.ts'
import { runs } from '../helpers/random.ts'
import { compared, isOpen, many, noService, plainly, threeServices } from './cases.ts'
import { hostileResult, hostileResults, hostileText } from './hostile.ts'
import { type Command, commandIn, linesOf } from './runner.ts'

const github = (result: Result): string => formats.github(result)
const commandsIn = (result: Result): Command[] => linesOf(github(result)).flatMap((line) => commandIn(line) ?? [])
const annotations = (result: Result): Command[] =>
  commandsIn(result).filter(({ name }) => name !== 'group' && name !== 'endgroup')

/** What GitHub's own library writes for the same annotation. */
function written(severity: Finding['severity'], text: string, properties: AnnotationProperties): string {
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    const issue = { error, warning, note: notice }[severity]
    issue(text, properties)
  } finally {
    write.mockRestore()
  }
  return lines.join('').trimEnd()
}

describe('github', () => {
  it("writes each annotation as GitHub's own library does", async () => {
    for (const result of [await threeServices(), await hostileResult()]) {
      const lines = github(result).split('\n')
      const told = annotations(result)
      expect(told.length).toBeGreaterThan(0)
      for (const { name, properties, text } of told) {
        const { title, file, line, endLine, col, endColumn } = properties
        const again = written(name === 'notice' ? 'note' : (name as 'error'), text, {
          ...(title === undefined ? {} : { title }),
          ...(file === undefined ? {} : { file }),
          ...(line === undefined ? {} : { startLine: Number(line) }),
          ...(endLine === undefined ? {} : { endLine: Number(endLine) }),
          ...(col === undefined ? {} : { startColumn: Number(col) }),
          ...(endColumn === undefined ? {} : { endColumn: Number(endColumn) }),
        })
        expect(lines).toContain(again)
      }
    }
  })

  it('says what is so, where, and what to do', async () => {
    const result = await threeServices()
    const told = annotations(result)
    const open = result.findings.filter(isOpen)
    expect(told.length).toBe(open.length)
    for (const { rule, severity, file, line, column } of open)
      expect(told).toContainEqual({
        name: severity === 'note' ? 'notice' : severity,
        properties: expect.objectContaining({ title: `faultline: ${rule}`, file, line: `${line}`, col: `${column}` }),
        text: expect.stringMatching(/^/),
      })
    for (const { message, help } of open)
      expect(told.some(({ text }) => text.startsWith(message) && text.endsWith(help))).toBe(true)
  })

  it('names no columns where a finding ends on another line', async () => {
    const result = await threeServices()
    const findings = result.findings.map((finding) => ({ ...finding, endLine: finding.line + 1 }))
    for (const { properties } of annotations({ ...result, findings })) {
      expect(properties).not.toHaveProperty('col')
      expect(properties).not.toHaveProperty('endColumn')
      expect(Number(properties['endLine'])).toBe(Number(properties['line']) + 1)
    }
  })

  it('shows the gravest ten of each kind, and folds the others into the log', async () => {
    const result = await threeServices()
    const findings = (['note', 'warning', 'error'] as const).flatMap((kind) => many(result, 25, kind).findings)
    const text = github({ ...result, findings })
    const names = annotations({ ...result, findings }).map(({ name }) => name)
    const ten = (name: string) => Array(10).fill(name)
    expect(names).toEqual([...ten('error'), ...ten('warning'), ...ten('notice')])
    expect(text).toContain('::group::15 more errors, 15 more warnings and 15 more notes')
    const folded = text.split('::group::')[1]!.split('::endgroup::')[0]!.trim().split('\n').slice(1)
    expect(folded.length).toBe(45)
  })

  it('says that a baseline has to shrink, within the ten errors', async () => {
    const result = await compared()
    expect(annotations(result).map(({ name, text }) => `${name} ${text}`)).toContainEqual(
      expect.stringMatching(/^error 1 entry is no longer found/),
    )
    const full = { ...result, findings: many(await threeServices(), 30, 'error').findings }
    const told = annotations(full)
    expect(told.length).toBe(10)
    expect(told.filter(({ properties }) => properties['file'] === 'known.json').length).toBe(1)
    expect(github(result)).toContain('Nothing follows `close`')
  })

  it('annotates nothing that is accepted or known, and ends with the verdict', async () => {
    const result = await compared()
    expect(annotations(result).length).toBe(result.findings.filter(isOpen).length + 1)
    expect(github(result).split('\n').at(-2)).toMatch(
      /^2 new problems \(.*; 2 known, 1 accepted\) in 3 blueprints · 1 entry/,
    )
    expect(github(await noService())).toMatch(/^No problems in 1 blueprint/)
  })

  it('keeps each text shorter than what GitHub drops', () => {
    const long = hostileText.map((text) => text.repeat(Math.ceil(9000 / (text.length + 1))))
    fc.assert(
      fc.property(hostileResults(long), (result) => {
        for (const { text } of annotations(result)) expect(text.length).toBeLessThan(4096)
      }),
      runs(10),
    )
  })
})

describe('a log', () => {
  const ours = new Set(['error', 'warning', 'notice', 'group', 'endgroup'])
  const expected = ({ name, properties }: Command): boolean =>
    ours.has(name) && (name.endsWith('group') || properties['title']!.startsWith('faultline'))

  it('obeys no blueprint: in no format does a line hold a command that is not ours', async () => {
    const fixed = await hostileResult()
    expect(fixed.findings.length).toBeGreaterThan(20)
    expect(fixed.unread).toEqual([])
    const check = (result: Result): void => {
      for (const [name, format] of Object.entries(formats))
        for (const verbose of [false, true])
          for (const line of linesOf(format(result, { ...plainly, verbose }))) {
            const found = commandIn(line)
            if (found && !(name === 'github' && expected(found))) expect(`${name}: ${line}`).toBe('no command')
          }
    }
    check(fixed)
    fc.assert(fc.property(hostileResults(), check), runs(40))
  })

  it('gets no sign that steers a terminal or turns the text round', async () => {
    const steering = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
    const check = (result: Result): void => {
      for (const [name, format] of Object.entries(formats))
        expect(`${name}: ${steering.exec(format(result, plainly).replaceAll('\n', ''))?.[0]}`).toBe(
          `${name}: undefined`,
        )
    }
    check(await hostileResult())
    fc.assert(fc.property(hostileResults(), check), runs(40))
  })
})
