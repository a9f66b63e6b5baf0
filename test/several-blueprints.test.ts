import { describe, expect, it } from 'vitest'
import type { AuditOptions } from '../src/audit/audit.ts'
import { judgeAll } from './helpers/judge.ts'

// What several blueprints bring up together does not hang on which of them comes first.

const organization = `organization: 1
title: Bicycle hire
owners:
  hirers: { name: Hirers }
  head: { name: Head, kind: role }
metrics:
  hires: { name: Bicycles hired, for: business, hurts: safe }
  safe: { name: Riders who came home safe, for: customer, owner: head }
incentives:
  hire-pay: { owner: hirers, rewards: hires }
`

const hire = (title: string, more: { keys?: string; hire?: string } = {}) => `blueprint: 1
title: ${title}
organization: city.yaml
accountable: head
${more.keys ?? ''}steps:
  comes: { lane: customer, next: hire }
  hire: { lane: touchpoint, owner: hirers${more.hire ?? ', improves: hires'}, next: rides }
  rides: { lane: customer, outcome: served }
`

async function told(
  rule: string,
  blueprints: Record<string, string>,
  { shared = organization, ...options }: { shared?: string } & Partial<AuditOptions> = {},
) {
  const { findings, unread, faults } = await judgeAll(blueprints, {
    organization: () => ({ file: 'city.yaml', text: shared }),
    ...options,
  })
  expect(faults).toEqual([])
  return {
    unread,
    findings: findings
      .filter((finding) => finding.rule === rule)
      .map(({ message, severity, confidence, accepted, blueprint }) => ({
        message,
        severity,
        confidence,
        accepted: accepted?.because,
        blueprint,
      })),
  }
}

describe('one-sided-pay', () => {
  it('is as sure as the surest touchpoint of all blueprints', async () => {
    const blueprints = {
      'a.blueprint.yaml': hire('By the day', { hire: ', basis: assumed' }),
      'b.blueprint.yaml': hire('By the hour').replaceAll('hire:', 'lend:').replace('next: hire', 'next: lend'),
    }
    const { findings } = await told('one-sided-pay', blueprints)
    expect(findings.map(({ confidence }) => confidence)).toEqual(['certain'])
    expect(findings[0]!.message).toContain('`lend`')
  })
})

describe('a rule that is off for one of several blueprints', () => {
  const off = (...files: string[]): Pick<AuditOptions, 'settings'> => ({
    settings: (file) => ({
      levelOf: () => (files.includes(file) ? 'off' : undefined),
      optionsOf: () => ({}),
      houseRules: [],
    }),
  })
  const shared = organization.replace(
    'metrics:',
    '  menders: { name: Menders, people: 1, hours: "mon-fri 09:00-17:00" }\nmetrics:',
  )
  const mending = '\n  mend: { lane: backstage, owner: menders, effort: 30m, next: rides }'
  const demand = (rate: string) => `demand: ${rate}\nstart: [comes, mend]\n`
  const quiet = hire('By the day', { keys: demand('80/week') }).replace('\n  rides', `${mending}\n  rides`)
  const loud = hire('By the hour', { hire: '', keys: demand('96/week') }).replace('\n  rides', `${mending}\n  rides`)
  const none = hire('By the week', { hire: '' })

  it.each(['no-lever', 'idle-metric', 'unused-name'])('does its part for what %s says of the others', async (rule) => {
    const both = { 'a.blueprint.yaml': quiet, 'b.blueprint.yaml': none }
    const { findings } = await told(rule, both, { shared, ...off('a.blueprint.yaml') })
    expect(findings).toEqual([])
    expect((await told(rule, { 'b.blueprint.yaml': none }, { shared })).findings).not.toEqual([])
  })

  it('gives its work to those who share an owner with others', async () => {
    const both = { 'a.blueprint.yaml': quiet, 'b.blueprint.yaml': loud }
    const { findings } = await told('overload', both, { shared, ...off('a.blueprint.yaml') })
    expect(findings).toMatchObject([{ severity: 'error', blueprint: 'b.blueprint.yaml' }])
    expect(findings[0]!.message).toContain('44h')
  })

  it('is told of nothing', async () => {
    const both = { 'a.blueprint.yaml': none, 'b.blueprint.yaml': none }
    const quietly = off('a.blueprint.yaml', 'b.blueprint.yaml')
    expect((await told('no-lever', { 'a.blueprint.yaml': none }, { shared, ...quietly })).findings).toEqual([])
    expect((await told('no-lever', both, { shared, ...quietly })).findings).toEqual([])
    const once = await told('no-lever', both, { shared, ...off('a.blueprint.yaml') })
    expect(once.findings.map(({ blueprint }) => blueprint)).toEqual(['b.blueprint.yaml'])
  })
})

describe("what an organization's file says", () => {
  const lively = { hire: ', improves: [hires, safe]' }
  const accepting = (rule: string, until = '') => ({
    keys: `accepted: [{ rule: ${rule}, at: hire-pay, because: the pay is under review, by: Head${until} }]\n`,
  })
  const names = ['a', 'b'].map((name) => `${name}.blueprint.yaml`) as [string, string]
  const orders = [names, [...names].reverse() as [string, string]]

  it.each(orders)('is as grave as for the blueprint that it is gravest for: %s before %s', async (first, second) => {
    const { findings } = await told('metric-conflict', { [first]: hire('Slowly', lively), [second]: hire('Fast') })
    expect(findings).toMatchObject([{ severity: 'error', blueprint: second }])
    expect((await told('metric-conflict', { [first]: hire('Slowly', lively) })).findings).toMatchObject([
      { severity: 'warning' },
    ])
  })

  it.each(['metric-conflict', 'no-lever'])('can be lived with in any of its blueprints: %s', async (rule) => {
    const idle = { hire: '' }
    const keys = { [names[0]]: {}, [names[1]]: accepting(rule) }
    for (const [first, second] of orders as [string, string][]) {
      const both = {
        [first]: hire('Slowly', { ...keys[first], ...(rule === 'no-lever' ? idle : {}) }),
        [second]: hire('Fast', { ...keys[second], ...(rule === 'no-lever' ? idle : {}) }),
      }
      const { findings } = await told(rule, both)
      expect(findings).toMatchObject([{ accepted: 'the pay is under review' }])
      expect((await told('unused-acceptance', both)).findings).toEqual([])
    }
  })

  it('is not lived with by those who name another file, nor in what a blueprint says itself', async () => {
    const alone = hire('Alone', accepting('metric-conflict'))
    const both = { [names[0]]: hire('Slowly'), [names[1]]: alone.replace('city.yaml', 'country.yaml') }
    const { findings } = await told('metric-conflict', both, {
      organization: (file) => ({ file, text: organization }),
    })
    expect(findings.map(({ accepted }) => accepted)).toEqual([undefined, 'the pay is under review'])
    const reward = organization.slice(organization.indexOf('incentives:'))
    const own = { [names[0]]: hire('Slowly', { keys: reward }), [names[1]]: hire('Fast', accepting('metric-conflict')) }
    const there = await told('metric-conflict', own, { shared: organization.replace(reward, '') })
    expect(there.findings).toMatchObject([{ accepted: undefined, blueprint: names[0] }])
  })

  it('is back when the last day of one that is not the first has passed', async () => {
    const until = accepting('no-lever', ", until: '2026-11-21'")
    const both = { [names[0]]: hire('Slowly', { hire: '' }), [names[1]]: hire('Fast', { ...until, hire: '' }) }
    expect((await told('no-lever', both)).findings).toMatchObject([{ accepted: undefined }])
    expect((await told('expired-acceptance', both)).findings).toMatchObject([{ blueprint: names[1] }])
  })
})

describe('a blueprint of several that could not be read', () => {
  const rules = ['no-lever', 'idle-metric', 'unowned-metric', 'unused-name', 'one-sided-pay']
  const shared = organization
    .replace('metrics:', '  menders: { name: Menders }\nmetrics:\n  calm: { name: Calm riders, for: customer }')
    .replace('rewards: hires', 'rewards: safe')
    .replace('incentives:', 'incentives:\n  ride-pay: { owner: head, rewards: hires, shared: hirers }')
  const idle = hire('By the day', { hire: '' })

  it.each(rules)('may say what %s misses, so nothing is told of that', async (rule) => {
    const pays = shared.replace('rewards: safe', 'rewards: hires')
    const text = rule === 'one-sided-pay' ? pays : shared
    const both = {
      'a.blueprint.yaml': idle,
      'b.blueprint.yaml': hire('By the hour').replace('next: hire', 'next: hir'),
    }
    expect(await told(rule, both, { shared: text })).toEqual({ unread: ['b.blueprint.yaml'], findings: [] })
    expect((await told(rule, { 'a.blueprint.yaml': idle }, { shared: text })).findings).not.toEqual([])
    const { notAssessable } = await judgeAll(both, { organization: () => ({ file: 'city.yaml', text }) })
    expect(notAssessable.filter((one) => one.rule === rule)).toMatchObject([
      {
        file: 'a.blueprint.yaml',
        because: 'b.blueprint.yaml could not be read, and may say what is missing',
        ask: 'Once b.blueprint.yaml can be read, is anything still missing?',
      },
    ])
  })

  it('takes nothing back of what the others say', async () => {
    const both = { 'a.blueprint.yaml': hire('By the day'), 'b.blueprint.yaml': 'blueprint: 1' }
    expect((await told('metric-conflict', both)).findings).toHaveLength(1)
  })

  it('says nothing of an organization that it does not name', async () => {
    const both = { 'a.blueprint.yaml': idle, 'b.blueprint.yaml': 'blueprint: 1\ntitle: Elsewhere\n' }
    expect((await told('no-lever', both, { shared })).findings).toMatchObject([{ severity: 'warning' }, {}])
  })
})
