import { describe, expect, it } from 'vitest'
import { judge } from './helpers/judge.ts'

// What is told of things that happen twice and of joins that wait for ever, besides where: what it comes from, the way
// out, and what is not decided.

const judged = async (steps: string, rules = ['double-run']) => {
  const { findings, notAssessable, faults, unread } = await judge(
    `blueprint: 1\ntitle: A service\naccountable: desk\nowners: { desk: {} }\nsteps:${steps}`,
    { asks: ({ id }) => rules.includes(id), plain: true },
  )
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return { findings, open: notAssessable.map(({ rule }) => rule) }
}

const told = async (steps: string, rule = 'double-run') => {
  const { findings, open } = await judged(steps, [rule])
  expect(open).toEqual([])
  return findings
}

it('that a journey ends twice has a reason of its own, though the step before is handed something twice as well', async () => {
  const findings = await told(`
  ask: { lane: touchpoint, owner: desk, split: all, next: [{ to: pay-back, late: remind }, served, remind] }
  remind: { lane: backstage, owner: desk, next: pay-back }
  pay-back: { lane: backstage, owner: desk, join: all, next: [served, declined] }
  served: { lane: customer, outcome: served }
  declined: { lane: customer, outcome: declined }
`)
  expect(findings.map(({ steps, message, causedBy }) => [steps[0], message, causedBy])).toEqual([
    ['pay-back', 'What `remind` hands to `pay-back` can come twice, before the first has been taken up', null],
    ['served', 'The journey can end twice at `served`', null],
  ])
})

it.each(['', 'accepted: [{ rule: double-run, at: send, because: nobody minds, by: desk }]'])(
  'what is handed on twice is told as what follows from what was done twice, also where that is accepted: %s',
  async (accepted) => {
    const [first, ...after] = await told(`
  ask: { lane: touchpoint, owner: desk, split: all, next: [look, search] }
  look: { lane: backstage, owner: desk, next: answer }
  search: { lane: backstage, owner: desk, next: answer }
  answer: { lane: backstage, owner: desk, next: send }
  send: { lane: backstage, owner: desk, next: reads }
  reads: { lane: customer, next: pays }
  pays: { lane: customer, outcome: served }
${accepted}
`)
    expect([first!.steps[0], first!.accepted !== null, first!.causedBy]).toEqual(['send', accepted !== '', null])
    expect(after.map(({ steps, causedBy }) => [steps[0], causedBy])).toEqual([
      ['reads', first!.fingerprint],
      ['pays', first!.fingerprint],
    ])
  },
)

it('what is brought back twice to a step that may lead to itself is joined before, not where it comes back to', async () => {
  const [first] = await told(`
  ask: { lane: customer, next: register }
  register: { lane: touchpoint, owner: desk, next: check }
  check: { lane: backstage, owner: desk, next: [check, mend, done] }
  mend: { lane: backstage, owner: desk, split: all, next: [check, check] }
  done: { lane: customer, outcome: served }
`)
  expect(first!.message).toBe('What `check` hands to `check` can come twice, before the first has been taken up')
  expect(first!.help).toBe(
    'Join the branches before `mend` leads back to `check`, or lead it back to a step of its own branch, behind `check`',
  )
})

it('an end that comes twice over one flow, too, is told as that: it is the graver, however soon the other comes', async () => {
  const findings = await told(`
  ask: { lane: touchpoint, owner: desk, split: all, next: [write, call, look, search] }
  write: { lane: backstage, owner: desk, next: served }
  call: { lane: backstage, owner: desk, next: served }
  look: { lane: backstage, owner: desk, next: answer }
  search: { lane: backstage, owner: desk, next: answer }
  answer: { lane: backstage, owner: desk, next: send }
  send: { lane: backstage, owner: desk, next: served }
  served: { lane: customer, outcome: served }
`)
  expect(findings.map(({ steps, severity }) => [steps[0], severity])).toEqual([
    ['send', 'error'],
    ['served', 'error'],
  ])
})

describe('a join that waits for ever', () => {
  it('for one of two flows of a step is not told of what goes wrong at another', async () => {
    const [first, ...rest] = await told(
      `
  ask: { lane: touchpoint, owner: desk, split: all, next: [look, check] }
  look: { lane: backstage, owner: desk, next: [{ to: decide, when: found }, { to: decide, when: not found }] }
  check:
    lane: backstage
    owner: desk
    next: file
    fails: [{ what: It is wrong, recover: { to: decide, within: 1d, late: file } }]
  file: { lane: backstage, owner: desk, next: filed }
  filed: { lane: backstage, owner: desk, outcome: served }
  decide: { lane: backstage, owner: desk, join: all, next: served }
  served: { lane: customer, outcome: served }
`,
      'stuck-join',
    )
    expect(rest).toEqual([])
    expect(first!.message).toBe('`decide` can wait for ever: of its flows from `look` not all come')
    expect(first!.plain!.lived).toBe(
      'At “decide” a customer’s case can lie waiting for ever. It waits for everything that can come from “look”, and not all of that comes.',
    )
  })

  it('for what it would lead to itself is told to wait before it', async () => {
    const [first] = await told(
      `
  ask: { lane: customer, next: decide }
  decide: { lane: backstage, owner: desk, join: all, next: [decide, served] }
  served: { lane: customer, outcome: served }
`,
      'stuck-join',
    )
    expect(first!.help).toBe(
      'Let a step of its own before `decide` wait for the branches, so that `decide` leads back to `decide` without waiting again',
    )
  })

  it('is not told that its flows never come together, where they do in other runs', async () => {
    const [first] = await told(
      `
  asks-to-leave: { lane: customer, next: [tell-desk, stop-paying] }
  tell-desk: { lane: touchpoint, owner: desk, split: all, next: [last-bill, ask-why] }
  stop-paying: { lane: customer, next: last-bill }
  last-bill: { lane: backstage, owner: desk, next: end }
  ask-why: { lane: touchpoint, owner: desk, next: end }
  end: { lane: backstage, owner: desk, join: all, next: left }
  left: { lane: customer, outcome: served }
`,
      'stuck-join',
    )
    expect(first!.message).toBe(
      '`end` can wait for ever: it has what comes from `last-bill`, and nothing more can come from `ask-why`',
    )
    expect(first!.help).toBe(
      'Lead every branch back to `end`, or let it wait only for what was really begun (`join: some`)',
    )
  })

  it('where a flow that comes too late leads there as well, neither', async () => {
    const [first] = await told(
      `
  asks: { lane: customer, next: [tell, write] }
  tell: { lane: touchpoint, owner: desk, split: all, next: [look, { to: file, late: remind }] }
  write: { lane: customer, next: look }
  file: { lane: backstage, owner: desk, outcome: declined }
  remind: { lane: backstage, owner: desk, next: end }
  look: { lane: backstage, owner: desk, next: end }
  end: { lane: backstage, owner: desk, join: all, next: left }
  left: { lane: customer, outcome: served }
`,
      'stuck-join',
    )
    expect(first!.steps).toEqual(['end', 'remind'])
    expect(first!.help).toMatch(/`join: some`/)
  })
})

describe('where too much happens side by side', () => {
  const both = ['double-run', 'stuck-join']
  const many = [...Array(13).keys()]

  it('and nothing is found, that is said to be open', async () => {
    const { findings, open } = await judged(
      `
  ask: { lane: customer, split: all, next: [${many.map((i) => `{ to: s${i}, late: served }`).join(', ')}] }
${many.map((i) => `  s${i}: { lane: backstage, owner: desk, next: served }`).join('\n')}
  served: { lane: customer, outcome: served }
`,
      both,
    )
    expect({ findings, open: open.toSorted() }).toEqual({ findings: [], open: both })
  })

  it('what is found is reason enough to mend it and to ask again', async () => {
    const [some, long] = [many.slice(0, 12), many.slice(0, 8)]
    const { findings, open } = await judged(
      `
  ask: { lane: customer, split: all, next: [look, search, tell] }
  look: { lane: backstage, owner: desk, next: answer }
  search: { lane: backstage, owner: desk, next: answer }
  answer: { lane: backstage, owner: desk, next: decide }
  call: { lane: backstage, owner: desk, next: decide }
  decide: { lane: backstage, owner: desk, join: all, outcome: served }
  tell: { lane: backstage, owner: desk, split: some, next: [${some.map((i) => `s${i}-0`).join(', ')}] }
${some
  .flatMap((i) =>
    long.map((k) => {
      const to = k < 7 ? `next: s${i}-${k + 1}` : i === 0 ? 'next: [call, told]' : 'next: told'
      return `  s${i}-${k}: { lane: backstage, owner: desk, ${to} }`
    }),
  )
  .join('\n')}
  told: { lane: backstage, owner: desk, join: some, outcome: served }
`,
      both,
    )
    expect(findings.map(({ rule, steps }) => `${rule} ${steps[0]}`).toSorted()).toEqual([
      'double-run decide',
      'stuck-join decide',
    ])
    expect(open).toEqual([])
  })
})

describe('what happens twice for a reason of its own', () => {
  const rebooking = (next: string): Promise<readonly { steps: readonly string[]; help: string; causedBy: unknown }[]> =>
    told(`
  at-desk: { lane: touchpoint, owner: desk, split: all, next: [search, ask-partner] }
  search: { lane: backstage, owner: desk, next: options }
  ask-partner: { lane: backstage, owner: desk, next: [{ to: options, when: a seat }, { to: search, when: none }] }
  options: { lane: backstage, owner: desk, join: some, split: some, next: [new-flight, book-hotel] }
  book-hotel: { lane: backstage, owner: desk, next: next-morning }
  next-morning: { lane: customer, next: ${next} }
  new-flight: { lane: touchpoint, owner: desk, next: fly }
  fly: { lane: customer, outcome: served }
`).then((findings) => findings.map(({ steps, help, causedBy }) => ({ steps, help, causedBy })))

  it('is not laid to what comes round to a step before it', async () => {
    const findings = await rebooking('at-desk')
    const at = (step: string) => findings.find(({ steps }) => steps[0] === step)!
    expect(at('options')).toMatchObject({
      help: 'Let the branches wait for each other before (`join: all` at `search`, or `some` where not every one always comes), or take only one of them (`split: one`)',
      causedBy: null,
    })
    expect(at('search')).toMatchObject({
      help: 'Join the branches before `next-morning` leads back to `at-desk`, or lead it back to a step of its own branch, behind `at-desk`',
      causedBy: null,
    })
  })
  it('is what follows from what came round, not from what came by several branches before that', async () => {
    const findings = await told(`
  books: { lane: customer, split: all, next: [order, measure] }
  measure: { lane: touchpoint, owner: desk, next: [order, stored] }
  order: { lane: backstage, owner: desk, next: units }
  units: { lane: backstage, owner: desk, next: [part-missing, stored] }
  part-missing: { lane: backstage, owner: desk, split: all, next: [units, warn] }
  warn: { lane: touchpoint, owner: desk, next: hears }
  hears: { lane: customer, outcome: declined }
  stored: { lane: backstage, owner: desk, outcome: served }
`)
    const helpAt = (step: string) => findings.find(({ steps }) => steps[0] === step)!.help
    expect(helpAt('warn')).toBe('Let `part-missing` take only one of its flows at a time (`split: one`)')
    expect(helpAt('hears')).toBe(helpAt('warn'))
    expect(helpAt('part-missing')).toMatch('`join: all` at `order`')
  })

  it('and comes round again over several steps, is told of the flow on which the way turns back', async () => {
    const [first] = await told(`
  at-desk: { lane: touchpoint, owner: desk, next: search }
  search: { lane: backstage, owner: desk, next: options }
  options: { lane: backstage, owner: desk, split: some, next: [new-flight, book-hotel] }
  book-hotel: { lane: backstage, owner: desk, next: next-morning }
  next-morning: { lane: customer, next: at-desk }
  new-flight: { lane: touchpoint, owner: desk, next: fly }
  fly: { lane: customer, outcome: served }
`)
    expect(first!.message).toMatch('What `options` hands to `new-flight` can come twice')
    expect(first!.help).toBe(
      'Join the branches before `next-morning` leads back to `at-desk`, or lead it back to a step of its own branch, behind `options`',
    )
    expect(first!.plain!.change).toBe(
      'Bring together what runs side by side before “next morning” leads back to “at desk”.',
    )
  })
})
