import { expect, it } from 'vitest'
import { asked, countIn, named } from './helpers/open.ts'

// Blueprints that are too large to be gone through for all that is to be found out: what is left is said to be open, and
// what was found before is told. Each has so many flows, beside or on its ways, that a few hundred rounds are the most.

const many = (flows: number, to: string): string => `[${named('f', flows).map(() => to)}]`

const service = (steps: string, more = ''): string => `blueprint: 1
title: Too large
accountable: desk
owners: { desk: {}, office: {}, outside: { kind: partner } }
${more}
steps:
${steps}
  served: { lane: customer, outcome: served }
`

const oneAfterAnother = (ids: readonly string[], last: string): string =>
  ids.map((id, i) => `  ${id}: { lane: backstage, owner: desk, next: ${ids[i + 1] ?? last} }`).join('\n')

it('asked-again goes back from each question as far as the one before, and leaves open which it has no look for', async () => {
  const text = (names: readonly string[], flows: number, owner: string, last = owner): string =>
    service(`  come: { lane: customer, next: wait }
  wait: { lane: customer, next: ${many(flows, 'ask')} }
  ask: { lane: touchpoint, owner: desk, collects: [${names}], next: again }
  again: { lane: touchpoint, owner: ${owner}, collects: [${names}], next: once-more }
  once-more: { lane: touchpoint, owner: ${last}, collects: [${names}], next: served }`)
  const names = named('n', 450)
  expect((await asked(text(names, 1, 'desk'), 'asked-again')).open).toEqual([])
  // From `ask` all flows are looked at, and from the others one: 20 million looks are enough for 400 names.
  const here = await asked(text(names, 50_000, 'desk'), 'asked-again')
  expect(here.open).toHaveLength(1)
  expect(here.open[0]).toMatch(/^asked-again: Is the customer asked for each of `n\d+`, .* and \d+ more once only\?$/)
  expect(Math.floor(here.findings.length / 2) + countIn(here.open[0]!)).toBe(names.length)
  expect(here.findings.length / 2).toBeGreaterThan(380)
  // Where it gets to nobody else, it is asked as well, once for each name, where customers come who know nothing yet.
  const elsewhere = await asked(text(names, 50_000, 'office', 'outside'), 'asked-again')
  expect(Math.floor(elsewhere.findings.length / 2) + countIn(elsewhere.open[0]!)).toBe(names.length)
  expect(elsewhere.findings.length / 2).toBeGreaterThan(180)
  expect(elsewhere.findings.length / 2).toBeLessThan(210)
})

it('premature-claim looks at one thing after another, and closer where it may not have happened', async () => {
  const text = (done: readonly string[], undone: readonly string[], flows: number): string =>
    service(`  come: { lane: customer, next: ${many(flows, done[0] ?? 'tell')} }
${oneAfterAnother(done, 'tell')}
  tell: { lane: touchpoint, owner: desk, claims: [${[...done, ...undone]}], next: served }
${oneAfterAnother(undone, 'served')}`)
  const things = named('t', 700)
  expect((await asked(text([], ['t0'], 1), 'premature-claim')).findings).toHaveLength(1)
  expect(await asked(text(things, [], 1), 'premature-claim')).toEqual({ findings: [], open: [] })
  const sure = await asked(text(things, [], 30_000), 'premature-claim')
  expect(sure.findings).toEqual([])
  expect(sure.open[0]).toMatch(
    /^premature-claim: Has each of `t\d+`, .* and \d+ more always happened when the customer is told so\?$/,
  )
  expect(countIn(sure.open[0]!)).toBeLessThan(100)
  const doubtful = things.slice(0, 150)
  const unsure = await asked(text([], doubtful, 30_000), 'premature-claim')
  expect(unsure.findings.length + countIn(unsure.open[0]!)).toBe(doubtful.length)
  expect(unsure.findings.length).toBeGreaterThan(50)
  expect(unsure.findings.length).toBeLessThan(120)
})

it('unused-information finds what is needed far away, and leaves open for what there is no time to look so far', async () => {
  const far = named('s', 300)
  const text = (
    names: readonly string[],
    needed: readonly string[],
    between: readonly string[],
    flows: number,
  ): string =>
    service(`  come: { lane: customer, next: ask }
  ask: { lane: touchpoint, owner: desk, collects: [${names}], next: again }
  again: { lane: touchpoint, owner: desk, collects: [${names}], next: once-more }
  once-more: { lane: touchpoint, owner: desk, collects: [${names}], next: ${many(flows, between[0] ?? 'use')} }
${oneAfterAnother(between, 'use')}
  use: { lane: backstage, owner: desk, needs: [${needed}], next: served }`)
  const told = async (...[names, needed, between, flows]: Parameters<typeof text>) => {
    const { findings, open } = await asked(text(names, needed, between, flows), 'unused-information')
    return { found: findings.map(({ element }) => element.split('/').slice(1).join(' ')), open }
  }
  for (const between of [[], far])
    expect(await told(['number', 'colour'], ['number'], between, 1)).toEqual({
      found: ['ask collects 1', 'again collects 1', 'once-more collects 1'],
      open: [],
    })
  const names = named('n', 800)
  const { found, open } = await told(names, names, far, 30_000)
  expect(found).toEqual([])
  expect(open[0]).toMatch(
    /^unused-information: Who uses each of `n\d+`, .* and \d+ more after the customer was asked for it\?$/,
  )
  // For all three that ask for it, it is laid out once.
  expect(countIn(open[0]!)).toBeLessThan(200)
  // What comes soon is quickly looked through.
  expect((await told(names, names.slice(330), [], 80_000)).open).toEqual([])
})

it('single-point-of-failure, outsourced-outcome and workaround-only leave open who is needed from too many starts', async () => {
  const text = (doors: number, flows: number): string => {
    const hands = named('h', 32)
    const starts = named('door', doors)
    return `blueprint: 1
title: Many doors
accountable: desk
start: [${starts}]
owners: { desk: {}, abroad: { kind: partner }, ${hands.map((id) => `${id}: { people: 1 }`)} }
steps:
${starts.map((id) => `  ${id}: { lane: customer, next: s0 }`).join('\n')}
${hands.map((owner, i) => `  s${i}: { lane: backstage, owner: ${owner}, next: s${i + 1} }`).join('\n')}
  s32: { lane: backstage, owner: abroad, workaround: true, next: served }
  idle: { lane: backstage, owner: desk, next: ${many(flows, 'served')} }
  served: { lane: customer, outcome: served }
`
  }
  const rules = ['single-point-of-failure', 'outsourced-outcome', 'workaround-only']
  const few = await asked(text(3, 1), ...rules)
  expect(few.findings.map(({ severity }) => severity).toSorted()).toEqual([
    'error',
    ...named('', 32).map(() => 'note'),
    'warning',
  ])
  expect(few.open).toEqual([])
  const most = await asked(text(2_500, 20_000), ...rules)
  expect(most.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['outsourced-outcome warning'])
  expect(most.open.map((one) => one.replace(/ one of .* (?=is away|get to)/, ' one '))).toEqual([
    'outsourced-outcome: Is there a way to a good end without each of `s32`?',
    'single-point-of-failure: Can customers be served while one is away?',
    'workaround-only: Does whoever begins at one get to a good outcome although nobody bends the rules?',
  ])
  expect(most.open.map(countIn)).toEqual([1, 32, 2_500])
  expect(most.open.slice(1).map((one) => /`\w+`/.exec(one)![0])).toEqual(['`h0`', '`door0`'])
})

it('closed-when-due leaves open what is promised beside too many times of opening', async () => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const hours = days.flatMap((day) => named('', 120).map((_, i) => `${day} ${clock(i * 12)}-${clock(i * 12 + 2)}`))
  const text = (promises: readonly string[], flows: number): string => `blueprint: 1
title: Open for a moment
accountable: desk
owners: { desk: { hours: "${hours.join(', ')}" } }
promises:
${promises.map((id) => `  ${id}: { says: Soon, made: sell, kept: make, within: 2h }`).join('\n')}
steps:
  come: { lane: customer, next: sell }
  sell: { lane: touchpoint, owner: desk, next: make }
  make: { lane: backstage, owner: desk, takes: 1h, next: served }
  idle: { lane: backstage, owner: desk, next: ${many(flows, 'served')} }
  served: { lane: customer, outcome: served }
`
  const promises = named('p', 310)
  const told = async (count: number, flows: number) => {
    const { findings, open } = await asked(text(promises.slice(0, count), flows), 'closed-when-due')
    expect(findings.length + (open[0] ? countIn(open[0]) : 0)).toBe(count)
    return { found: findings.length, open }
  }
  expect(await told(3, 1)).toEqual({ found: 3, open: [] })
  const some = await told(310, 1)
  expect(some.found).toBeGreaterThan(280)
  expect(some.open[0]).toMatch(/^closed-when-due: From when on can each of `p\d+`, .* not be kept in opening hours\?$/)
  // A large service takes longer to go through, to see what is certain to be done.
  const fewer = await told(310, 40_000)
  expect(fewer.found).toBeGreaterThan(200)
  expect(fewer.found).toBeLessThan(some.found - 20)
})

it('unguaranteed-promise leaves open what can go round in a large service', async () => {
  const text = (promises: readonly string[], flows: number): string =>
    service(
      `  come: { lane: customer, next: sell }
  sell: { lane: touchpoint, owner: desk, next: make }
  make: { lane: backstage, owner: desk, takes: 1h, next: look }
  look: { lane: backstage, owner: desk, next: [give, { to: make, limit: 1 }] }
  give: { lane: touchpoint, owner: desk, next: served }
  idle: { lane: backstage, owner: desk, next: ${many(flows, 'served')} }`,
      `promises:\n${promises.map((id) => `  ${id}: { says: Soon, made: sell, kept: give, within: 90m }`).join('\n')}`,
    )
  const promises = named('p', 100)
  const few = await asked(text(promises, 1), 'unguaranteed-promise')
  expect([few.findings.length, few.open]).toEqual([promises.length, []])
  const { findings, open } = await asked(text(promises, 50_000), 'unguaranteed-promise')
  expect(open[0]).toMatch(/^unguaranteed-promise: How long at most does it take to keep each of `p\d+`, .* more\?$/)
  expect(findings.length + countIn(open[0]!)).toBe(promises.length)
  expect(findings.length).toBeGreaterThan(50)
})

it('priority-over-promise leaves open what is promised beyond what it has time for', async () => {
  const text = (promises: readonly string[], flows: number): string =>
    service(
      `  come: { lane: customer, next: sell }
  sell: { lane: touchpoint, owner: desk, next: make }
  make: { lane: backstage, owner: desk, next: served }
  idle: { lane: backstage, owner: desk, next: ${many(flows, 'served')} }`,
      `policies: { sell-first: { prefer: sell, over: make } }
promises:\n${promises.map((id) => `  ${id}: { says: Soon, kept: make }`).join('\n')}`,
    )
  const promises = named('p', 900)
  const told = async (flows: number) => {
    const { findings, open } = await asked(text(promises, flows), 'priority-over-promise')
    expect(findings).toHaveLength(1)
    const more = Number(/and (\d+) more reasons/.exec(findings[0]!.why.at(-1)!)![1])
    return { reasons: more + 6, open }
  }
  expect(await told(1)).toEqual({ reasons: promises.length, open: [] })
  const { reasons, open } = await told(20_000)
  expect(open[0]).toMatch(
    /^priority-over-promise: Does any rule of priority make what keeps each of `p\d+`, .* wait\?$/,
  )
  expect(reasons + countIn(open[0]!)).toBe(promises.length)
  expect(reasons).toBeGreaterThan(600)
})

it('caseless-recovery leaves open to whom customers turn where there are too many ways', async () => {
  const text = (repairs: readonly string[], flows: number): string =>
    service(`  come: { lane: customer, next: try }
  try:
    lane: touchpoint
    owner: desk
    next: served
    fails: [${repairs.map((id) => `{ what: It breaks, recover: ${id} }`)}]
${repairs.map((id) => `  ${id}: { lane: touchpoint, owner: desk, next: calls }`).join('\n')}
  calls: { lane: customer, next: ${many(flows, 'take-call')} }
  take-call: { lane: touchpoint, owner: office, next: close }
  close: { lane: backstage, owner: office, case: open, next: served }`)
  const repairs = named('r', 150)
  const few = await asked(text(repairs, 1), 'caseless-recovery')
  expect([few.findings.length, few.open]).toEqual([repairs.length, []])
  const { findings, open } = await asked(text(repairs, 50_000), 'caseless-recovery')
  expect(open[0]).toMatch(
    /^caseless-recovery: Is a case open whenever the customer leaves one of `r\d+`, .* more and turns to somebody else\?$/,
  )
  // When it comes to `close`, no look is left either.
  expect(findings.length + countIn(open[0]!)).toBe(repairs.length + 1)
  expect(findings.length).toBeGreaterThan(50)
})

it('circular-recovery leaves open whether anything new comes to light where there is too much to look at', async () => {
  const text = (facts: readonly string[], flows: number): string =>
    service(`  come: { lane: customer, produces: [${facts}], next: try }
  try: { lane: touchpoint, owner: desk, next: served, fails: [{ what: It breaks, recover: ask-again }] }
  ask-again: { lane: touchpoint, owner: desk, collects: [${facts}], next: try }
  idle: { lane: backstage, owner: desk, next: ${many(flows, 'served')} }`)
  const facts = named('n', 600)
  const few = await asked(text(facts, 1), 'circular-recovery')
  expect([few.findings.length, few.open]).toEqual([1, []])
  expect(await asked(text(facts, 20_000), 'circular-recovery')).toEqual({
    findings: [],
    open: ['circular-recovery: When one of `try` goes wrong, what changes before it is tried again?'],
  })
})

it('missing-authority leaves open who has what, where more is required than there is time to look for', async () => {
  const text = (names: readonly string[], flows: number): string =>
    service(`  come: { lane: customer, next: grant }
  grant: { lane: touchpoint, owner: desk, requires: { authority: [${names}] }, next: grant-more }
  grant-more: { lane: touchpoint, owner: desk, requires: { authority: [${names}] }, next: ${many(flows, 'served')} }`).replace(
      'office: {}',
      'office: { authority: [] }',
    )
  const names = named('n', 450)
  const few = await asked(text(names, 1), 'missing-authority')
  expect([few.findings.length, few.open]).toEqual([2 * names.length, []])
  const { findings, open } = await asked(text(names, 50_000), 'missing-authority')
  expect(open[0]).toMatch(/^missing-authority: Who has each of `n\d+`, .* more, and does the work get to them\?$/)
  // What both steps require is looked for once.
  expect(findings.length / 2 + countIn(open[0]!)).toBe(names.length)
  expect(findings.length / 2).toBeGreaterThan(350)
})
