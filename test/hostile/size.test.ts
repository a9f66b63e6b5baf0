import { describe, expect, it } from 'vitest'
import { readConfig, unknownRules } from '../../src/config/read-config.ts'
import { pretty } from '../../src/report/pretty.ts'
import { judge } from '../helpers/judge.ts'

/** What is large, or made so that looking at it takes for ever: a job in a pipeline has to end. */

const many = <T>(number: number, make: (i: number) => T): T[] => Array.from({ length: number }, (_, i) => make(i))
const blueprint = (steps: readonly (readonly [string, unknown])[], more = {}): string =>
  JSON.stringify({ blueprint: 1, title: 'Lending desk', ...more, steps: Object.fromEntries(steps) })

describe('ends in time', () => {
  it('quoting one long line again and again', async () => {
    // Each of these steps is a finding, and each finding quotes the line.
    const text = blueprint(many(400, (i) => [`s${i}`, { lane: 'customer', name: 'é日本' }]))
    expect(text.split('\n')).toHaveLength(1)
    const result = await judge(text)
    expect(result.findings.length).toBeGreaterThan(200)
    const lines = pretty(result, { coloured: false }).split('\n')
    const quoted = lines.filter((line) => line.startsWith('1 |'))
    expect(quoted.length).toBeGreaterThan(200)
    for (const line of quoted) expect(line.length).toBeLessThan(120)
    // The mark still stands below what it marks.
    const at = lines.findIndex((line) => line.includes('"s250"'))
    const before = lines[at]!.slice(0, lines[at]!.indexOf('"s250"'))
    expect(before.replaceAll(/[日本]/g, 'xx').length).toBe(lines[at + 1]!.indexOf('^'))
  })

  it('looking for what thousands of names may have meant', async () => {
    const text = blueprint(many(6000, (i) => [`pay-back-${i}`, { lane: 'customer', next: `pay-bakc-${i * 3}` }]))
    const { findings } = await judge(text)
    expect(findings).toHaveLength(6000)
    expect(findings[0]!.help).toBe('Did you mean `pay-back-0`?')
    expect(findings.at(-1)!.help).toContain('Add `pay-bakc-17997` under `steps:`')
  })

  it('looking for what thousands of rules in a config may have meant', async () => {
    const rules = Object.fromEntries(many(10_000, (i) => [`lost-custmoer-${i}`, 'off']))
    const houseRules = Object.fromEntries(
      many(4000, (i) => [`lost-customer-${i}`, { steps: '*', must: { has: 'owner' } }]),
    )
    const config = await readConfig({ file: 'c.yaml', text: JSON.stringify({ rules, houseRules }) }, '/')
    if ('slips' in config) throw new Error(config.slips[0]!.message)
    expect([...unknownRules(config)]).toHaveLength(10_000)
  })
})
