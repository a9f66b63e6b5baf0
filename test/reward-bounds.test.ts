import { expect, it } from 'vitest'
import { asked, countIn, named } from './helpers/open.ts'

// Figures that hang together without end, and rewards for all of them: what is not gone through is said to be open.

it('metric-conflict, opposed-owners, gamed-metric and unrewarded-duty say which rewards are open', async () => {
  /** Each figure makes the next worse, and all others better. */
  const dense = (figures: number, rewards: number, duties: number): string => {
    const metrics = named('m', figures)
    const lines = metrics.map((one, i) => {
      const next = metrics[(i + 1) % figures]!
      const more = i === 0 ? 'measures: m2, ' : i === 1 ? 'for: customer, ' : ''
      return `  ${one}: { ${more}improves: [${metrics.filter((id) => id !== one && id !== next)}], hurts: ${next} }`
    })
    const steps = named('s', duties)
    return `blueprint: 1
title: All hangs together
accountable: desk
owners: { desk: {}, shop: {} }
metrics:
${lines.join('\n')}
incentives:
${named('i', rewards)
  .map((id) => `  ${id}: { owner: desk, rewards: m0, kind: pay }`)
  .join('\n')}
  other: { owner: shop, rewards: m1, kind: pay }
promises:
${steps.map((id) => `  p${id}: { says: Soon, made: ask, kept: ${id} }`).join('\n')}
steps:
  ask: { lane: touchpoint, owner: desk, improves: m0, next: again }
  again: { lane: touchpoint, owner: desk, improves: m0, next: s0 }
${steps.map((id, i) => `  ${id}: { lane: backstage, owner: desk, improves: m2, next: ${steps[i + 1] ?? 'give'} }`).join('\n')}
  give: { lane: touchpoint, owner: shop, next: served }
  served: { lane: customer, outcome: served }
`
  }
  const rules = ['metric-conflict', 'opposed-owners', 'gamed-metric', 'unrewarded-duty']
  const told = async (...[figures, rewards, duties]: Parameters<typeof dense>) => {
    const { findings, open } = await asked(dense(figures, rewards, duties), ...rules)
    const pulling = (rule: string): Set<string> =>
      new Set(findings.filter((one) => one.rule === rule).map(({ element }) => element.split('/')[1]!))
    return { conflicts: pulling('metric-conflict').size, opposed: pulling('opposed-owners').size, open }
  }
  expect(await told(4, 3, 2)).toEqual({ conflicts: 3 + 1, opposed: 3 + 1, open: [] })
  const { conflicts, opposed, open } = await told(150, 260, 480)
  expect(open).toHaveLength(4)
  const [gamed, conflicting, opposing, unrewarded] = open as [string, string, string, string]
  expect(gamed).toBe('gamed-metric: Does whatever is done for each of `m0` also serve what it stands for?')
  expect(conflicting).toMatch(
    /^metric-conflict: What gets worse when what each of `i\d+`, .* more rewards gets better\?$/,
  )
  expect(opposing).toMatch(/^opposed-owners: Whose work does each of `i\d+`, .* more make harder\?$/)
  expect(unrewarded).toBe('unrewarded-duty: Which duties to customers does each of `desk` have that earn nothing?')
  for (const [some, question] of [
    [conflicts, conflicting],
    [opposed, opposing],
  ] as const) {
    expect(some).toBeGreaterThan(0)
    expect(some + countIn(question)).toBe(260 + 1)
  }
})

it('opposed-owners says which rewards are open where two who meet have too many', async () => {
  const metrics = named('m', 300)
  const text = (ours: number, theirs: number): string => `blueprint: 1
title: All is paid for
accountable: desk
owners: { desk: {}, shop: {} }
metrics:
  sold: { hurts: last }
  last: {}
${metrics.map((id) => `  ${id}: {}`).join('\n')}
incentives:
${named('i', ours)
  .map((id) => `  ${id}: { owner: desk, rewards: sold }`)
  .join('\n')}
${named('k', theirs)
  .map((id) => `  ${id}: { owner: shop, rewards: [${metrics}, last] }`)
  .join('\n')}
steps:
  ask: { lane: touchpoint, owner: desk, improves: sold, next: give }
  give: { lane: touchpoint, owner: shop, next: served }
  served: { lane: customer, outcome: served }
`
  const few = await asked(text(3, 2), 'opposed-owners')
  expect([few.findings.length, few.open]).toEqual([3, []])
  const many = await asked(text(150, 80), 'opposed-owners')
  expect(many.open).toHaveLength(1)
  // Those of the shop come after, and pull nothing down.
  expect(many.findings.length).toBeGreaterThan(0)
  expect(many.findings.length + countIn(many.open[0]!)).toBe(150 + 80)
})
