import { expect, it } from 'vitest'
import { doubtOf } from '../src/report/doubt.ts'
import { judge } from './helpers/judge.ts'
import { folderWith, run } from './helpers/run.ts'

// What nobody has stated and is counted in some way all the same is told as that, with its place: not as reported.

/** A desk that is open for 40 h a week. */
const service = (
  steps: string,
  rest = 'demand: 200/week',
  desk = 'hours: "mon-fri 09:00-17:00"',
): string => `blueprint: 1
title: A desk
accountable: boss
${rest}
owners: { boss: {}, desk: { people: 1, ${desk} } }
steps:
${steps}
  advise: { lane: touchpoint, owner: desk, effort: 30m, next: served }
  served: { lane: customer, outcome: served }
`

const sureOf = async (rule: string, text: string): Promise<string[]> => {
  const { findings, faults, unread } = await judge(text, { asks: ({ id }) => id === rule })
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return findings.flatMap(doubtOf)
}

const even = 'the ways after `ask` that state no `chance` are counted as equally frequent'

it.each([
  ['nothing', '  ask: { lane: customer, next: advise }', undefined, []],
  ['the ways of a choice', '  ask: { lane: customer, next: [advise, served] }', undefined, [`likely: ${even}`]],
  [
    'some of its ways',
    '  ask: { lane: customer, next: [{ to: served, chance: 10% }, advise, served] }',
    'demand: 300/week',
    [`likely: ${even}`],
  ],
  [
    'several choices',
    '  ask: { lane: customer, next: [look, advise] }\n  look: { lane: customer, next: [advise, served] }',
    undefined,
    ['likely: the ways after `ask` and `look` that state no `chance` are counted as equally frequent'],
  ],
  [
    'chances that do not add up',
    '  ask: { lane: customer, next: [{ to: advise, chance: 60% }, { to: served, chance: 20% }] }',
    undefined,
    ['likely: the chances after `ask`, which do not add up to 100%, are counted in proportion'],
  ],
  [
    'how many begin where',
    '  ask: { lane: customer, next: advise }\n  write: { lane: customer, next: served }',
    'start: [ask, write]\ndemand: 200/week',
    ['likely: as many customers are counted at each of the starts `ask` and `write`, which state no rate'],
  ],
  [
    'the ways of a choice, beside what was reported',
    '  ask: { lane: customer, next: [advise, served] }',
    'demand: { rate: 200/week, basis: reported }',
    [`likely: it stands on what was reported, not seen; ${even}`],
  ],
  [
    'the ways of a choice, beside what was assumed',
    '  ask: { lane: customer, next: [advise, served] }',
    'demand: { rate: 200/week, basis: assumed }',
    [`possible: it stands on what was assumed, not seen; ${even}`],
  ],
])('of how much work there is, %s', async (_, steps, rest, sure) =>
  expect(await sureOf('overload', service(steps, rest))).toEqual(sure),
)

it('of what has to be put right, the ways of a choice', async () => {
  const steps = `  ask: { lane: customer, next: [look, advise] }
  look: { lane: touchpoint, owner: desk, next: served, fails: { what: Is wrong, chance: 90%, recover: advise } }`
  expect(await sureOf('failure-demand', service(steps))).toEqual([`likely: ${even}`])
})

it('of the work of those whom blueprints share, with the file', async () => {
  const shared = (choice: string): string =>
    service(`  ask: { lane: customer, next: [advise, ${choice}] }`).replace(/^owners:.*$/m, 'organization: all.yaml')
  const folder = folderWith({
    'a.blueprint.yaml': shared('served'),
    'b.blueprint.yaml': shared('{ to: served, chance: 50% }'),
    'all.yaml': `organization: 1
title: All
owners: { boss: {}, desk: { people: 1, hours: "mon-fri 09:00-17:00" } }
`,
  })
  const { out } = await run(folder, ['check', '--rule', 'overload', '--format', 'json'])
  const findings = JSON.parse(out).findings as { presumed: string }[]
  expect(findings.map(({ presumed }) => presumed)).toEqual([
    'the ways after `ask` (a.blueprint.yaml) that state no `chance` are counted as equally frequent',
  ])
})

it('is told in every place that tells how sure something is', async () => {
  const folder = folderWith({
    'a.blueprint.yaml': service('  ask: { lane: customer, name: Asks, next: [advise, served] }'),
  })
  const only = ['check', '--rule', 'overload', '--format']
  for (const format of ['pretty', 'markdown', 'sarif', 'github', 'json']) {
    const { out } = await run(folder, [...only, format])
    const text = out.replaceAll(/\s+/g, ' ')
    expect(text, format).toContain('that state no `chance` are counted as equally frequent')
    expect(text, format).not.toContain('reported, not seen')
  }
  const { out } = await run(folder, ['report'])
  expect(out).toContain(
    '**How sure**: Likely: nobody has said how often each way after “Asks” is taken, and they are counted as equally frequent.',
  )
})
