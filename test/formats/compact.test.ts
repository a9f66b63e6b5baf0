import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import { formats } from '../../src/report/formats.ts'
import { runs } from '../helpers/random.ts'
import { compared, isOpen, many, noService, plainly, threeServices } from './cases.ts'
import { hostileResults } from './hostile.ts'

const compact = (result: Result, quiet = false): string[] => formats.compact(result, { quiet }).trimEnd().split('\n')

describe('compact', () => {
  it('has one line a finding, and the verdict', async () => {
    const result = await threeServices()
    const lines = compact(result)
    expect(lines.slice(0, -1)).toEqual(
      result.findings.map(
        ({ file, line, column, severity, rule, message }) =>
          `${file}:${line}:${column}: ${severity}[${rule}]: ${message}`,
      ),
    )
    expect(lines.at(-1)).toMatch(/^\d+ problems \(.*\) in 3 blueprints/)
    expect(compact(await noService()).length).toBe(1)
  })

  it('tells errors alone where it is asked to be quiet', async () => {
    const result = await threeServices()
    const findings = (['error', 'warning', 'note'] as const).flatMap((kind) => many(result, 2, kind).findings)
    expect(compact({ ...result, findings }).length).toBe(6 + 1)
    const lines = compact({ ...result, findings }, true).slice(0, -1)
    expect(lines.length).toBe(2)
    expect(lines.every((line) => / error\[/.test(line))).toBe(true)
  })

  it('tells what is gone from a baseline, and nothing that is known or accepted', async () => {
    const result = await compared()
    expect(compact(result).length).toBe(result.findings.filter(isOpen).length + 1 + 1)
    expect(compact(result).at(-2)).toBe(
      'known.json: no longer found: dead-end in gone.blueprint.yaml: Nothing follows `close`, and it is not an outcome',
    )
  })

  it('keeps to one line a finding, whatever a blueprint says', () => {
    fc.assert(
      fc.property(hostileResults(), (result) => {
        const gone = result.baseline?.gone.length ?? 0
        expect(compact(result).length).toBe(result.findings.filter(isOpen).length + gone + 1)
      }),
      runs(100),
    )
  })
})

describe('pretty', () => {
  const pretty = (result: Result, how = {}): string => formats.pretty(result, { ...plainly, ...how })

  it('counts what is known, and tells of it only when asked', async () => {
    const result = await compared()
    const [, known, inBaseline] = result.findings
    expect(pretty(result)).toContain('; 2 known, 1 accepted) in 3 blueprints · 1 entry of known.json no longer found')
    expect(pretty(result)).not.toContain('Known already')
    const told = pretty(result, { verbose: true }).replaceAll(/\s+/g, ' ')
    expect(told).toContain(`Known already, in main: ${known!.rule}: ${known!.message}`)
    expect(told).toContain(`Known already, in known.json: ${inBaseline!.rule}: ${inBaseline!.message}`)
  })

  it('praises what is fixed, by name, and says what to take out of a baseline', async () => {
    const result = await compared()
    const told = pretty(result).replaceAll(/\s+/g, ' ')
    const [fixed] = result.before!.fixed
    expect(told).toContain(`Fixed since main: ${fixed!.rule}: ${fixed!.message} (${fixed!.file})`)
    expect(told).toContain(
      'In known.json, but no longer found (remove them, or run with --update-baseline): dead-end: ',
    )
    expect(pretty(result, { quiet: true })).not.toContain('Fixed since')
    expect(pretty(result, { quiet: true })).toContain('no longer found')
  })

  it('says the same as ever where nothing is compared', async () => {
    const text = pretty(await threeServices())
    expect(text).not.toMatch(/new problem|known/)
    expect(text.trimEnd().split('\n').at(-1)).toMatch(
      /^\d+ problems \(\d+ errors?.*\) in 3 blueprints · \d+ rules? not/,
    )
  })
})

describe('every format', () => {
  it.each([
    ['three services', threeServices],
    ['a comparison', compared],
    ['nothing at all', noService],
  ])('gives the same bytes for %s each time, and ends with a line break', async (_, result) => {
    const [first, second] = [await result(), await result()]
    for (const format of Object.values(formats)) {
      const text = format(first, plainly)
      expect(format(second, plainly)).toBe(text)
      expect(text.endsWith('\n')).toBe(true)
      expect(text).not.toContain(process.cwd())
    }
  })
})
