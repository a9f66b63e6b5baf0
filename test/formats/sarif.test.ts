import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import { formats } from '../../src/report/formats.ts'
import { rules } from '../../src/rules/index.ts'
import { runs } from '../helpers/random.ts'
import { judgeAll } from '../helpers/judge.ts'
import { compared, plainly, threeServices } from './cases.ts'
import { misfits } from './fits.ts'
import { hostileResult, hostileResults } from './hostile.ts'

// biome-ignore lint/suspicious/noExplicitAny: what comes back is judged by the schema, not by us
type Log = any

const sarif = (result: Result): Log => JSON.parse(formats.sarif(result, plainly))

function checked(result: Result): Log {
  const log = sarif(result)
  expect(misfits.sarif(log)).toEqual([])
  const [run] = log.runs
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId)
  return log
}

describe('sarif', () => {
  it('fits the schema, which refuses what is not SARIF', async () => {
    const log = checked(await threeServices())
    const broken = structuredClone(log)
    broken.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0
    expect(misfits.sarif(broken)).not.toEqual([])
    expect(misfits.sarif({ ...log, note: 1 })).not.toEqual([])
  })

  it('tells every finding at its place, with the other places, the way there, and the print that stays', async () => {
    const result = await threeServices()
    const [run] = checked(result).runs
    expect(run.results.length).toBe(result.findings.length)
    for (const [i, finding] of result.findings.entries()) {
      const told = run.results[i]
      const place = told.locations[0].physicalLocation
      expect(decodeURIComponent(place.artifactLocation.uri)).toBe(finding.file)
      expect(place.region).toEqual({
        startLine: finding.line,
        startColumn: finding.column,
        endLine: finding.endLine,
        endColumn: finding.endColumn,
      })
      expect(told.level).toBe(finding.severity)
      expect(told.message.text).toContain(finding.message)
      expect(told.message.text).toContain(finding.help)
      expect(told.partialFingerprints).toEqual({ 'faultline/v1': finding.fingerprint })
      expect(told.relatedLocations.length).toBe(finding.related.length)
      expect(told).not.toHaveProperty('baselineState')
      expect(told.suppressions).toEqual([])
    }
    const texts = new Map([...result.sources].map(([file, { text }]) => [file, text.split('\n')]))
    const ways = result.findings.flatMap(({ path, file }, i) => (path.length > 1 ? [{ path, file, i }] : []))
    expect(ways.length).toBeGreaterThan(0)
    for (const { path, file, i } of ways) {
      const [{ threadFlows }] = run.results[i].codeFlows
      const steps = threadFlows[0].locations.map(({ location }: Log) => {
        const { startLine, startColumn, endColumn } = location.physicalLocation.region
        return texts.get(file)![startLine - 1]!.slice(startColumn - 1, endColumn - 1)
      })
      expect(steps).toEqual(path)
    }
  })

  it('leads from the text to each of the other places, by their numbers', async () => {
    const [run] = checked(await threeServices()).runs
    const links = run.results.flatMap(({ message, relatedLocations }: Log) =>
      [...message.text.matchAll(/\]\((\d+)\)/g)].map(([, id]) => ({ id: Number(id), relatedLocations })),
    )
    expect(links.length).toBeGreaterThan(0)
    for (const { id, relatedLocations } of links) expect(relatedLocations.map((place: Log) => place.id)).toContain(id)
  })

  it('describes every rule that it names, with help', async () => {
    const all = await judgeAll(Object.fromEntries(rules.map(({ id, bad }) => [`${id}.blueprint.yaml`, bad])))
    const [run] = checked(all).runs
    const named = new Set([...all.findings, ...all.notAssessable].map(({ rule }) => rule))
    expect(run.tool.driver.rules.map(({ id }: Log) => id)).toEqual([...named].sort())
    expect(named.size).toBeGreaterThan(50)
    for (const { id, help, shortDescription } of run.tool.driver.rules) {
      const rule = rules.find((one) => one.id === id)!
      expect(shortDescription.text).toContain(rule.summary)
      for (const text of [rule.why, rule.fix, rule.source]) expect(help.text).toContain(text)
      expect(help.markdown).toContain(`\`\`\`yaml\n${rule.bad.trimEnd()}\n\`\`\``)
    }
  })

  it('suppresses what is accepted or in the baseline, and says what is new, what stayed and what is gone', async () => {
    const result = await compared()
    const log = checked(result)
    const [run] = log.runs
    const told = run.results.map(({ baselineState, suppressions }: Log) => [
      baselineState,
      ...suppressions.map(({ kind }: Log) => kind),
    ])
    expect(told).toEqual([
      ['new'],
      ['unchanged'],
      ['unchanged', 'external'],
      ['new', 'inSource'],
      ['new'],
      ...result.before!.fixed.map(() => ['absent']),
    ])
    expect(run.results[3].suppressions[0]).toMatchObject({
      status: 'accepted',
      justification: 'it is rare (accepted by Store manager, until 2027-01-01)',
    })
    expect(run.results[2].suppressions[0].justification).toContain('known.json')
    expect(run.invocations[0].toolConfigurationNotifications[0].message.text).toContain('`close`')
  })

  it('says when a rule broke, and nothing of the machine', async () => {
    const broken: Result = {
      ...(await threeServices()),
      faults: [{ rule: 'dead-end', file: 'b.blueprint.yaml', error: new TypeError('It broke') }],
    }
    const text = formats.sarif(broken, plainly)
    expect(checked(broken).runs[0].invocations[0]).toMatchObject({ executionSuccessful: false })
    expect(text).toContain('It broke')
    expect(text).not.toContain(process.cwd())
    expect(text).not.toMatch(/\n\s+at /)
    expect(checked(await threeServices()).runs[0].invocations[0].executionSuccessful).toBe(true)
  })

  it('writes names of files so that they can be read back', () => {
    fc.assert(
      fc.property(hostileResults(), (result) => {
        const [run] = checked(result).runs
        for (const [i, { file }] of result.findings.entries()) {
          const { uri, uriBaseId } = run.results[i].locations[0].physicalLocation.artifactLocation
          expect(decodeURIComponent(uri)).toBe(file.replaceAll(/\p{Cs}/gu, '\ufffd'))
          if (uriBaseId) expect(new URL(uri, 'file:///folder/').pathname.startsWith('/folder/')).toBe(true)
        }
      }),
      runs(200),
    )
  })

  it('holds no links but its own, whatever a blueprint says', async () => {
    const own = ({ message, relatedLocations }: Log): void => {
      const targets = [...message.text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => Number(target))
      for (const target of targets) expect(target).toBeLessThanOrEqual(relatedLocations.length)
      expect(targets.length).toBeLessThanOrEqual(relatedLocations.length)
    }
    const log = checked(await hostileResult())
    log.runs[0].results.forEach(own)
    fc.assert(
      fc.property(hostileResults(), (result) => sarif(result).runs[0].results.forEach(own)),
      runs(100),
    )
  })
})

// Microsoft's validator is too large to come with every installation: `npm i @microsoft/sarif-multitool-linux` into a
// folder somewhere, and SARIF_MULTITOOL names the folder that holds the program.
const multitool = join(process.env['SARIF_MULTITOOL'] ?? '/nowhere', 'Sarif.Multitool')

/** What it asks for and cannot be had, or is not wanted. */
const leftOpen = new Set([
  'SARIF2002', // messages by id instead of texts: GitHub shows texts alone
  'SARIF2003', // the revision: nobody has told us
  'SARIF2005', // a page about the tool: there is none
  'SARIF2006', // it cannot look up the schema without a network
  'SARIF2009', // rules called like CS2001
  'SARIF2010', // the text of the lines, which stands in the file
  'SARIF2011', // the same, with more lines
  'SARIF2012', // a page about each rule: the help is in the file
])

describe.skipIf(!existsSync(multitool))("Microsoft's validator", () => {
  function complaints(text: string): { rule: string; line: string }[] {
    const file = join(mkdtempSync(join(tmpdir(), 'faultline-')), 'result.sarif')
    writeFileSync(file, text)
    const words = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--output', `${file}.out`]
    const said = execFileSync(multitool, ['validate', file, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(said).toContain('Analysis completed successfully')
    return [...said.matchAll(/(?:error|warning|note) ([A-Z]+\d+): (.*)/g)].map(([line, rule]) => ({
      rule: rule!,
      line,
    }))
  }

  it.each([
    ['three services', threeServices],
    ['a comparison', compared],
    ['hostile text', hostileResult],
  ])('has nothing to say of %s but what is left open', async (_, result) => {
    const left = complaints(formats.sarif(await result(), plainly)).filter(({ rule }) => !leftOpen.has(rule))
    expect(left).toEqual([])
  })

  it('is really asked', async () => {
    const log = sarif(await threeServices())
    log.runs[0].results[0].ruleIndex = 99
    expect(complaints(JSON.stringify(log)).map(({ rule }) => rule)).toContain('SARIF1009')
  })
})
