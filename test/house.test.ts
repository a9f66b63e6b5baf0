import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { HouseRuleEntry } from '../src/house/entry.ts'
import { flowKeys, keysOfFlows } from '../src/house/flow-condition.ts'
import { houseRuleOf } from '../src/house/house-rule.ts'
import { asFact, fits, ofSeveral } from '../src/house/phrases.ts'
import { keysOfSteps, stepKeys } from '../src/house/step-keys.ts'
import { wayKeys } from '../src/house/way-keys.ts'
import { validators } from '../src/read/validate.ts'
import { shape } from '../src/read/read.ts'
import { schemas } from '../src/read/schemas.ts'
import type { HouseRule } from '../src/rules/rule.ts'
import { judge } from './helpers/judge.ts'
import { runs } from './helpers/random.ts'

interface Compiled {
  readonly rules: readonly HouseRule[]
  /** What is wrong with the config: message, and help. */
  readonly slips: readonly (readonly [string, string])[]
}

async function compile(config: string): Promise<Compiled> {
  const shaped = await shape<{ houseRules: Record<string, HouseRuleEntry> }>(
    { file: 'faultline.config.yaml', text: config },
    'config',
  )
  const rules: HouseRule[] = []
  const slips: (readonly [string, string])[] = []
  if ('obstacles' in shaped)
    return { rules, slips: shaped.obstacles.map(({ draft }) => [draft.message, draft.help] as const) }
  const { document, data } = shaped.value
  for (const [name, entry] of Object.entries(data.houseRules)) {
    const rule = houseRuleOf(name, entry, { document, path: ['houseRules', name] })
    if ('slips' in rule) slips.push(...rule.slips.map(({ message, help }) => [message, help] as const))
    else rules.push(rule)
  }
  return { rules, slips }
}

/** What the rules of a house alone find in a blueprint. */
async function found(config: string, blueprint: string) {
  const { rules, slips } = await compile(config)
  expect(slips).toEqual([])
  const own = new Set(rules.map(({ id }) => id))
  const settings = {
    levelOf: (rule: string) => (own.has(rule) ? undefined : ('off' as const)),
    optionsOf: () => ({}),
    houseRules: rules,
  }
  const result = await judge(blueprint, { settings: () => settings })
  expect(result.faults).toEqual([])
  expect(result.unread).toEqual([])
  return result
}

describe('cases, written from the descriptions in the schema', () => {
  const folder = fileURLToPath(new URL('house', import.meta.url))
  it.each(readdirSync(folder).sort())('%s', async (file) => {
    const [config, blueprint] = readFileSync(join(folder, file), 'utf8').split('---\n') as [string, string]
    // As an editor sees it, which knows only the schema.
    expect(validators.config(parse(config)), JSON.stringify(validators.config.errors)).toBe(true)
    const { findings, notAssessable } = await found(config, blueprint)
    const expected = blueprint.split('\n').flatMap((line, i) =>
      (/# <- (.+)$/.exec(line)?.[1] ?? '')
        .split(',')
        .filter((rule) => rule !== '')
        .map((rule) => `${i + 1} ${rule.trim()}`),
    )
    expect(findings.map(({ line, rule }) => `${line} ${rule}`).sort()).toEqual(expected.sort())
    const open = [...blueprint.matchAll(/^# not-assessable: (.+)$/gm)].map(([, rule]) => rule)
    expect([...new Set(notAssessable.map(({ rule }) => rule))].sort()).toEqual(open.sort())
  })
})

describe('the words', () => {
  const service = `blueprint: 1
title: A refund
owners:
  desk: { name: Desk }
  manager: { name: Manager }
  courier: { name: Courier, kind: partner }
metrics:
  sales: {}
steps:
  calls: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, channel: phone, owner: desk, takes: 1h, next: [{ to: approve, via: email }, pay] }
  approve: { lane: backstage, owner: manager, improves: sales, next: { to: pay, via: ticket, within: 3d } }
  pay: { lane: support, owner: courier, collects: iban, next: [refunded, gives-up] }
  refunded: { lane: customer, outcome: recovered }
  gives-up: { lane: customer, outcome: lost }
`
  const said = async (rule: string) => {
    const { findings, notAssessable } = await found(`houseRules:\n  a-rule: ${rule}\n`, service)
    return [...findings.map(({ message, help }) => `${message} | ${help}`), ...notAssessable.map(({ ask }) => ask)]
  }

  it.each([
    [
      '{ flows: { to: approve }, must: { via: [ticket, system] } }',
      'The flow from `take-call` to `approve` travels by email; it must travel by ticket or system | Send it by ticket or system: `via: ticket` or `via: system`',
    ],
    [
      '{ flows: { to: approve }, must: [{ via: ticket }, { confirmed: true }] }',
      'The flow from `take-call` to `approve` travels by email; it must travel by ticket, or be confirmed | Send it by ticket: `via: ticket`; or add `confirmed: true` when the receiver says "I have it"',
    ],
    [
      '{ flows: { from: approve }, must: { within: 1d } }',
      'The flow from `approve` to `pay` may be taken up as late as after 3d; it must be taken up within 1d | Agree on `within: 1d`, or less',
    ],
    [
      '{ flows: { from: { lane: touchpoint, owner: desk } }, must: { to: { owner: manager, lane: backstage } } }',
      'The flow from `take-call` to `pay` leads to `pay`, which is done by `courier`; it must lead to a step done by `manager` and in the lane backstage | Change the flow from `take-call` to `pay`: it must lead to a step done by `manager` and in the lane backstage',
    ],
    [
      '{ steps: pay, must: { alwaysAfter: { owner: manager } } }',
      '`pay` can be reached without a step done by `manager` before it | Lead every way to `pay` through a step done by `manager`',
    ],
    [
      '{ steps: { channel: phone }, mustNot: { leadsTo: { ownerKind: partner } } }',
      '`take-call` leads on to `pay`, a step done by a partner | Let no way lead from `take-call` to `pay`',
    ],
    [
      '{ steps: approve, must: { alwaysLeadsTo: refunded } }',
      '`approve` can end at `gives-up` without a step called `refunded` after it | Lead every way on from `approve` to a step called `refunded`',
    ],
    [
      '{ steps: { owner: courier }, mustNot: { collects: [iban, pin] } }',
      '`pay` collects `iban`, which must not be | Change `pay`: it must not collect `iban` or `pin`',
    ],
    [
      '{ steps: take-call, must: { has: [takes, evidence, name], takesAtMost: 10m } }',
      '`take-call` does not state `evidence` or `name` | Add `evidence:` and `name:` to `take-call`',
    ],
    [
      '{ steps: take-call, must: { takesAtMost: 10m } }',
      '`take-call` can take 1h; it must take at most 10m | Bring `take-call` down to 10m, or lead the work past it',
    ],
    [
      '{ steps: { outcome: lost }, atMost: 0 }',
      'This service has 1 step that ends the journey as lost, and may have none | Do without `gives-up`',
    ],
    [
      '{ steps: { lane: customer }, atMost: 1 }',
      'This service has 3 steps in the lane customer, and may have at most 1 | Do without `refunded` and 1 other',
    ],
    [
      '{ steps: { ownerKind: system }, atLeast: 1 }',
      'This service has no step done by a system | Add a step done by a system; or, if there is one, say so',
    ],
    [
      '{ flows: { from: take-call, to: pay }, must: { via: ticket } }',
      'How does the work travel on the flow from `take-call` to `pay`: a call, a ticket, an email?',
    ],
    ['{ steps: { phase: Buy }, must: { owner: desk } }', 'To which phase of the journey does each step belong?'],
    [
      '{ steps: take-*, mustNot: { leadsTo: { ownerKind: partner } }, message: "{step} ({step.name}, {owner}, {step.lane}, {step.channel}, {step.phase}) meets {other.owner} {not}", help: "Ask {other}" }',
      undefined,
    ],
  ])('of %s', async (rule, words) => {
    if (words !== undefined) return expect(await said(rule)).toEqual([words])
    expect((await compile(`houseRules:\n  a-rule: ${rule}\n`)).slips).toHaveLength(1)
    expect(await said(rule.replace(' {not}', ''))).toEqual([
      'take-call (take call, Desk, touchpoint, phone, no stated phase) meets Courier | Ask pay',
    ])
  })

  it('of a flow fill in both ends', async () => {
    const rule =
      '{ flows: { to: approve }, must: { via: ticket }, message: "{from.owner} > {to.owner} by {via}, {from}, {to.name}", why: "{to} waits" }'
    const { findings } = await found(`houseRules:\n  a-rule: ${rule}\n`, service)
    expect(findings.map(({ message, why }) => [message, why])).toEqual([
      ['Desk > Manager by email, take-call, approve', ['approve waits']],
    ])
  })

  it('of the rule itself are a sentence, for the catalogue', async () => {
    const { rules } = await compile(`houseRules:
  first:
    steps: [{ lane: touchpoint, channel: phone }, take-*]
    except: { owner: nobody }
    must: { has: [takes, evidence] }
    mustNot: [{ after: { outcome: lost } }, { workaround: true }]
  second: { flows: { handoff: true, kind: next }, atMost: 3, severity: note, why: Each costs a day, source: 'Handbook, 3.2' }
  third: { steps: "*", must: { alwaysLeadsTo: { lane: customer } }, help: Tell them }
`)
    expect(rules.map(({ id, theme, severity, summary }) => [id, theme, severity, summary])).toEqual([
      [
        'first',
        'house',
        'warning',
        'Every step that is in the lane touchpoint and has the channel `phone`, or that is called `take-*` must state `takes` and `evidence`, and must not come after a step that ends the journey as lost, or be a workaround, unless it is done by nobody',
      ],
      ['second', 'house', 'note', 'A service has at most 3 flows that are a handoff and are a `next`'],
      ['third', 'house', 'warning', 'Every step must always lead to a step in the lane customer'],
    ])
    expect(rules[1]).toMatchObject({ why: 'Each costs a day', source: 'Handbook, 3.2' })
    expect(rules[2]).toMatchObject({ fix: 'Tell them', source: 'A rule of the house: faultline.config.yaml, line 8' })
  })

  it('show where it can be seen, and how a customer gets there', async () => {
    const { findings } = await found(
      'houseRules:\n  a-rule: { steps: pay, must: { alwaysAfter: { owner: manager } } }\n',
      service,
    )
    const [finding] = findings
    expect(finding).toMatchObject({ element: 'steps/pay', steps: ['pay'], path: ['calls', 'take-call', 'pay'] })
    expect(finding!.related.map(({ line, message }) => `${line} ${message}`)).toEqual(['12 not on every way there'])
  })

  it('turn what must be into what is', () => {
    expect(['be done', 'have it', 'carry it', 'always lead on', 'travel by post'].map(asFact)).toEqual([
      'is done',
      'has it',
      'carries it',
      'always leads on',
      'travels by post',
    ])
    expect(['be done', 'have it'].map(ofSeveral)).toEqual(['are done', 'have it'])
  })
})

describe('a config that does not go together', () => {
  it.each([
    ['{ steps: "*", flows: { via: email }, must: { has: via } }', '`a-rule` is about steps and about flows'],
    ['{ must: { via: ticket } }', '`a-rule` does not say what it is about'],
    ['{ steps: "*" }', '`a-rule` does not say what must hold'],
    ['{ steps: "*", atMost: 1, atLeast: 2 }', '`a-rule` asks for at least 2, and at most 1'],
    ['{ steps: "*", must: { via: ticket } }', '`via` is said of flows, and `a-rule` is about steps'],
    ['{ flows: { via: email }, must: { lane: support } }', '`lane` is said of steps, and `a-rule` is about flows'],
    ['{ steps: "*", must: { has: within } }', '`within` is a key of flows, and `a-rule` is about steps'],
    [
      '{ flows: { via: email }, except: take-*, must: { has: when } }',
      '`step` is said of steps, and `a-rule` is about flows',
    ],
    ['{ steps: { has: via }, must: { has: name } }', '`has` of `a-rule` cannot be `via`'],
    ['{ steps: { has: [name], lacks: name }, must: { start: true } }', 'Nothing both states `name` and does not'],
    ['{ steps: { after: { lane: customer, owner: desk } }, atMost: 1 }', "A customer's step has no owner"],
    [
      '{ flows: { handoff: true, to: { lane: customer } }, atMost: 1 }',
      "A handoff is between two steps that are not the customer's",
    ],
    [
      '{ flows: { via: post }, must: { via: [ticket, api] } }',
      'Nothing can keep this: the flows are chosen for `via` `post`',
    ],
    ['{ steps: a, mustNot: { step: "*" } }', 'Nothing can keep this: every step is one of `step: "*"`'],
    [
      '{ steps: "*", mustNot: [{ lane: support }, { step: [b, "*"] }] }',
      'Nothing can keep this: every step is one of `step: "*"`',
    ],
    ['{ steps: a, must: { step: "*" } }', 'Every step keeps this: it is one of `step: "*"`'],
    ['{ steps: a, except: "*", must: { has: name } }', '`step: "*"` excepts every step'],
    [
      '{ steps: a, must: { has: name }, message: "{stp}" }',
      'Nothing can be put in for `{stp}` in `message` of `a-rule`',
    ],
    ['{ steps: a, must: { has: name }, help: "{other}" }', 'Nothing can be put in for `{other}` in `help` of `a-rule`'],
    [
      '{ steps: a, must: { has: name }, mustNot: { after: b }, message: "{other}" }',
      'Nothing can be put in for `{other}` in `message` of `a-rule`',
    ],
    ['{ steps: a, must: { hass: name } }', '`hass` is not a key of `must`'],
    ['{ steps: { lanes: customer }, atMost: 1 }', '`lanes` is not a key of `steps`'],
    ['{ steps: "take call", atMost: 1 }', '`step` of `a-rule` cannot be `take call`'],
    ['{ steps: {}, atMost: 1 }', '`steps` of `a-rule` holds nothing'],
    ['{ steps: a, must: [] }', '`must` of `a-rule` holds nothing'],
    ['{ steps: a, must: true }', '`must` of `a-rule` cannot be `true`'],
    ['{ steps: a, atLeast: 0 }', '`atLeast` of `a-rule` cannot be `0`'],
    ['{ steps: a, severity: off, atMost: 1 }', '`severity` of `a-rule` cannot be `off`'],
    ['some text', '`a-rule` cannot be `some text`'],
  ])('%s', async (entry, message) => {
    const { slips, rules } = await compile(`houseRules:\n  a-rule: ${entry}\n`)
    expect(slips.map(([said]) => said)).toEqual([message])
    expect(rules).toEqual([])
  })

  it('is well where the same things go together', async () => {
    const { slips } = await compile(`houseRules:
  one: { flows: { via: post }, must: [{ via: ticket }, { confirmed: true }] }
  two: { flows: { via: [post, ticket] }, must: { via: ticket } }
  three: { steps: { channel: pho* }, must: { channel: phone } }
  four: { steps: { has: [name, takes], lacks: name }, atMost: 1 }
  five: { steps: a, mustNot: { after: b }, message: "{ as it is } {other}" }
  six: { steps: a, except: b, must: { has: name }, x-mine: true }
`)
    expect(slips).toEqual([])
  })
})

it('the keys that the code knows are those of the schema', () => {
  const { houseStep, houseFlow, houseCondition, houseException, houseStepKey, houseFlowKey, houseKey } =
    schemas.config.definitions!
  const keys = (schema: object = {}) => Object.keys((schema as { properties?: object }).properties ?? {}).sort()
  const steps = [...Object.keys(stepKeys), ...wayKeys]
  expect(keys(houseStep)).toEqual(steps.toSorted())
  expect(keys(houseFlow)).toEqual(flowKeys.toSorted())
  expect(keys(houseCondition)).toEqual([...new Set([...steps, ...flowKeys])].sort())
  expect(keys(houseException)).toEqual(keys(houseCondition))
  expect(houseStepKey!.enum).toEqual(keysOfSteps)
  expect(houseFlowKey!.enum).toEqual(keysOfFlows)
  expect(houseKey!.enum).toEqual([...new Set([...keysOfSteps, ...keysOfFlows])])
  const { step, flow } = schemas.blueprint.definitions!
  expect(keys(step)).toEqual(expect.arrayContaining([...keysOfSteps]))
  expect(keys(flow)).toEqual(expect.arrayContaining([...keysOfFlows]))
  expect(schemas.config.definitions!['houseVia']!.enum).toEqual(flow!.properties!['via']!.enum)
  expect(schemas.config.definitions!['houseLane']!.enum).toEqual(step!.properties!['lane']!.enum)
})

it('a pattern fits as the same expression would', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '.', '(') }),
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '(') }),
      (name, pattern) => {
        const expression = pattern.replaceAll(/[.()]/g, '\\$&').replaceAll('*', '.*')
        expect(fits(name, pattern)).toBe(new RegExp(`^${expression}$`, 's').test(name))
      },
    ),
    runs(1000),
  ))
