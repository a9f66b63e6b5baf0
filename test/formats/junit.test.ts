import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import { formats } from '../../src/report/formats.ts'
import { runs } from '../helpers/random.ts'
import { compared, isOpen, noService, threeServices } from './cases.ts'
import { misfitsInXml } from './fits.ts'
import { hostileResult, hostileResults } from './hostile.ts'

const junit = (result: Result): string => formats.junit(result)

const expectValid = async (texts: readonly string[]): Promise<void> => expect(await misfitsInXml(texts)).toEqual([])

const times = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

describe('junit', () => {
  it('is XML of the shape that test reports have, whatever a blueprint says', async () => {
    const random = fc.sample(hostileResults(), runs(60)).map(junit)
    await expectValid([
      junit(await threeServices()),
      junit(await compared()),
      junit(await noService()),
      junit(await hostileResult()),
      ...random,
    ])
  })

  it('is measured against a schema that refuses other things', async () => {
    const text = junit(await threeServices())
    for (const broken of [text.replace('</testsuites>', ''), text.replace(/ tests="\d+"/, ''), `${text}&`])
      expect(await misfitsInXml([broken])).not.toEqual([])
  })

  it('has a suite for each blueprint: a failed test for each open finding, a passed one where there is none', async () => {
    const result = await threeServices()
    const suites = junit(result).split('<testsuite ').slice(1)
    expect(suites.map((suite) => /^name="([^"]*)"/.exec(suite)![1])).toEqual([
      'b.blueprint.yaml',
      'c.blueprint.yaml',
      'd e.blueprint.yaml',
    ])
    for (const suite of suites) {
      const [, file, tests, failures] = /^name="([^"]*)" tests="(\d+)" failures="(\d+)"/.exec(suite)!
      const open = result.findings.filter(({ blueprint }) => blueprint === file)
      expect(Number(failures)).toBe(open.length)
      expect(Number(tests)).toBe(Math.max(open.length, 1))
      expect(times(suite, /<failure /g)).toBe(open.length)
      expect(times(suite, /<testcase [^>]*\/>/g)).toBe(open.length === 0 ? 1 : 0)
    }
  })

  it('skips what is accepted, with the reason, and leaves out what is known', async () => {
    const result = await compared()
    const text = junit(result)
    expect(times(text, /<failure /g)).toBe(result.findings.filter(isOpen).length + 1)
    expect(text).toContain('<skipped message="accepted by Store manager until 2027-01-01: it is rare"/>')
    const suite = text.split('<testsuite ').find((suite) => suite.startsWith('name="known.json"'))
    expect(suite).toContain('dead-end: Nothing follows `close`, and it is not an outcome (gone.blueprint.yaml)')
  })

  it('is not green where a rule broke', async () => {
    const faults = [{ rule: 'trap', file: 'c.blueprint.yaml', error: new Error('x') }]
    const text = junit({ ...(await noService()), faults })
    await expectValid([text])
    expect(text).toMatch(/<testsuites name="faultline" tests="2" failures="0" errors="1"/)
  })
})
