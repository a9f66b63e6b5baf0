import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fixesFor, yearAfter } from '../../src/editor/fixes.ts'
import { pageOf } from '../../src/editor/page.ts'
import { changed } from '../../src/editor/write-yaml.ts'
import { judge, judgeAll } from '../helpers/judge.ts'

// However an author has laid out a blueprint: what a fix adds looks like what is there, and nothing else moves.

const file = 'a.blueprint.yaml'

const fixed = async (text: string, rule: string, title: string): Promise<string> => {
  const result = await judge(text)
  const finding = result.findings.find((finding) => finding.rule === rule && !finding.accepted)
  expect(finding, JSON.stringify(result.findings.map((one) => [one.rule, one.message]))).toBeDefined()
  const fixes = await fixesFor(finding!, {
    page: () => pageOf({ file, text }),
    organizationOf: () => undefined,
    findings: result.findings,
    today: '2026-11-22',
  })
  const fix = fixes.find((one) => one.title.startsWith(title))
  expect(fix, fixes.map((one) => one.title).join('\n')).toBeDefined()
  const after = changed(text, fix!.changes)
  const then = await judge(after)
  const left = then.findings.find(({ fingerprint }) => fingerprint === finding!.fingerprint)
  expect(left === undefined || left.accepted !== null).toBe(true)
  return after
}

const head = `blueprint: 1
title: A parcel comes
accountable: depot
owners:
  depot: { name: "Depot: north" }
  office: { name: Office }
`
const steps = `steps:
  order: { lane: customer, next: hear }
  hear: { lane: touchpoint, owner: office, next: { to: bring, via: email } }
  bring: { lane: touchpoint, owner: depot, next: [has-parcel, look] }
  look: { lane: backstage, owner: [office, depot], next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`
const added = `{ rule: unconfirmed-handoff, at: hear, because: "TODO: why this is to stay as it is", by: "Depot: north", until: 2027-11-22 }`

const inBlock = (first: string, indentation: string): string =>
  `${first}rule: unconfirmed-handoff
${indentation}at: hear
${indentation}because: "TODO: why this is to stay as it is"
${indentation}by: "Depot: north"
${indentation}until: 2027-11-22
`

/** What stands under `accepted` before and after; everything else stays. */
const lists: [string, string, string][] = [
  [
    'a list of one-line entries, with comments',
    `accepted: # what we live with
  - { rule: shared-step, because: Few people, by: Depot } # until spring
  # more to come

`,
    `accepted: # what we live with
  - { rule: shared-step, because: Few people, by: Depot } # until spring
  - ${added}
  # more to come

`,
  ],
  [
    'a list that is not indented, with wide dashes',
    `accepted:
-   rule: shared-step
    because: Few people
    by: Depot # for now
`,
    `accepted:
-   rule: shared-step
    because: Few people
    by: Depot # for now
${inBlock('-   ', '    ')}`,
  ],
  [
    'entries that end with a text of several lines',
    `accepted:
    - rule: shared-step
      by: Depot
      because: |
        Few people,
        and many parcels

`,
    `accepted:
    - rule: shared-step
      by: Depot
      because: |
        Few people,
        and many parcels
${inBlock('    - ', '      ')}
`,
  ],
  [
    'a dash on a line of its own',
    `accepted:
  - # the first
    rule: shared-step
    because: >-
      Few
      people
    by: Depot
`,
    `accepted:
  - # the first
    rule: shared-step
    because: >-
      Few
      people
    by: Depot
${inBlock('  - ', '    ')}`,
  ],
  ['nothing yet', 'accepted: # nothing yet\n', `accepted: # nothing yet\n  - ${added}\n`],
  ['an empty list', 'accepted: [] # nothing yet\n', `accepted: [${added}] # nothing yet\n`],
  ['a null', 'accepted: ~ # nothing yet\n', `accepted: [${added}] # nothing yet\n`],
  [
    'a list in brackets',
    `accepted: [{ rule: shared-step, because: 'Few, very few', by: "Depot" }]\n`,
    `accepted: [{ rule: shared-step, because: 'Few, very few', by: "Depot" }, ${added}]\n`,
  ],
  [
    'a list in brackets over several lines',
    `accepted: [
    { rule: shared-step, because: Few people, by: Depot } # until spring
  ]\n`,
    `accepted: [
    { rule: shared-step, because: Few people, by: Depot }, # until spring
    ${added}
  ]\n`,
  ],
  [
    'a list in brackets with a comma at its end',
    `accepted: [
    { rule: shared-step, because: Few people, by: Depot }, # until spring
  ]\n`,
    `accepted: [
    { rule: shared-step, because: Few people, by: Depot }, # until spring
    ${added},
  ]\n`,
  ],
  [
    'one entry without a list',
    `accepted: { rule: shared-step, because: Few people, by: Depot } # one\n`,
    `accepted: [{ rule: shared-step, because: Few people, by: Depot }, ${added}] # one\n`,
  ],
  [
    'one entry without a list, in block style',
    `accepted:
  # the only one
  rule: shared-step
  because: |
    Few people

    and many parcels
  # who
  by: Depot\n`,
    `accepted:
  # the only one
  - rule: shared-step
    because: |
      Few people

      and many parcels
    # who
    by: Depot
${inBlock('  - ', '    ')}`,
  ],
  [
    'entries behind anchors',
    `accepted:
  - &first { rule: shared-step, because: &why Few people, by: Depot }
  - { rule: shared-step, at: look, because: *why, by: Depot }
`,
    `accepted:
  - &first { rule: shared-step, because: &why Few people, by: Depot }
  - { rule: shared-step, at: look, because: *why, by: Depot }
  - ${added}
`,
  ],
]

describe.each(lists)('accepting into %s', (_name, before, after) => {
  it.each([
    ['above', head + before + steps, head + after + steps],
    ['at the end', head + steps + before, head + steps + after],
    ['without a line break at the end', (head + steps + before).trimEnd(), undefined],
    [
      'with Windows line breaks',
      (head + before + steps).replaceAll('\n', '\r\n'),
      (head + after + steps).replaceAll('\n', '\r\n'),
    ],
  ])('%s', async (_where, text, expected) => {
    const result = await fixed(text, 'unconfirmed-handoff', 'Accept')
    if (expected !== undefined) expect(result).toBe(expected)
    else expect(parse(result)).toEqual(parse(head + steps + after))
  })
})

describe('accepting where nothing was accepted', () => {
  it.each([
    ['at the end', head + steps, `${head}${steps}accepted:\n  - ${added}\n`],
    ['without a line break at the end', (head + steps).trimEnd(), `${head}${steps}accepted:\n  - ${added}\n`],
    ['before the end of the document', `${head}${steps}...\n`, `${head}${steps}accepted:\n  - ${added}\n...\n`],
    [
      'after the last comment',
      `${head}${steps}# that is all\n`,
      `${head}${steps}# that is all\naccepted:\n  - ${added}\n`,
    ],
  ])('%s', async (_where, text, expected) => {
    expect(await fixed(text, 'unconfirmed-handoff', 'Accept')).toBe(expected)
  })

  it('in one large pair of braces, as programs write it', async () => {
    const text = JSON.stringify(parse(head + steps), null, 2)
    const after = await fixed(text, 'unconfirmed-handoff', 'Accept')
    expect(parse(after)).toEqual({ ...parse(text), accepted: [parse(added)] })
    expect(after).toContain(text.trimEnd().slice(0, -2).trimEnd())
  })
})

describe('adding a key', () => {
  const lacking = (step: string): string => `${head}steps:
  order: { lane: customer, next: hear }
${step}
  bring: { lane: touchpoint, owner: depot, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`
  const cases: [string, string, string][] = [
    ['in braces', '  hear: { lane: backstage, next: bring }', '  hear: { lane: backstage, owner: depot, next: bring }'],
    [
      'in braces, at the end',
      '  hear: { next: bring, lane: backstage } # by whom?',
      '  hear: { next: bring, lane: backstage, owner: depot } # by whom?',
    ],
    [
      'in braces over several lines',
      '  hear: { "lane": "backstage", # unseen\n    next: bring,\n  }',
      '  hear: { "lane": "backstage", owner: depot, # unseen\n    next: bring,\n  }',
    ],
    [
      'in lines',
      '  hear:\n    lane: backstage # unseen\n    # and then\n    next: bring',
      '  hear:\n    lane: backstage # unseen\n    owner: depot\n    # and then\n    next: bring',
    ],
    [
      'deeply indented',
      '  hear:\n        next: bring\n        lane: backstage',
      '  hear:\n        next: bring\n        lane: backstage\n        owner: depot',
    ],
    [
      'for which there is room',
      '  hear:\n    lane: backstage\n    owner: # who?\n    next: bring',
      '  hear:\n    lane: backstage\n    owner: depot # who?\n    next: bring',
    ],
    [
      'that is an empty list',
      '  hear: { lane: backstage, owner: [ ], next: bring }',
      '  hear: { lane: backstage, owner: depot, next: bring }',
    ],
    [
      'that is left out in braces',
      '  hear: { lane: backstage, owner: , next: bring }',
      '  hear: { lane: backstage, owner: depot , next: bring }',
    ],
  ]
  it.each(cases)('%s', async (_name, before, after) => {
    expect(await fixed(lacking(before), 'ownerless-handoff', 'Add `owner: depot`')).toBe(lacking(after))
    const windows = (text: string): string => lacking(text).replaceAll('\n', '\r\n')
    expect(await fixed(windows(before), 'ownerless-handoff', 'Add `owner: depot`')).toBe(windows(after))
  })

  it('to all steps of a stretch at once', async () => {
    const before = '  hear: { lane: backstage, next: note }\n  note:\n    lane: backstage\n    next: bring'
    const after =
      '  hear: { lane: backstage, owner: office, next: note }\n  note:\n    lane: backstage\n    owner: office\n    next: bring'
    expect(await fixed(lacking(before), 'ownerless-handoff', 'Add `owner: office` to `hear` and `note`')).toBe(
      lacking(after),
    )
  })

  it('that says that the receiver has it', async () => {
    expect(await fixed(head + steps, 'unconfirmed-handoff', 'Add `confirmed: true`')).toBe(
      head + steps.replace('via: email', 'via: email, confirmed: true'),
    )
    const denied = steps.replace('via: email', 'confirmed: false, via: email')
    expect(await fixed(head + denied, 'unconfirmed-handoff', 'Add `confirmed: true`')).toBe(
      head + denied.replace('false', 'true'),
    )
  })
})

describe('writing what was meant', () => {
  it.each([
    ['a step', steps.replace('to: bring', 'to: brign'), steps],
    ['in quotes', steps.replace('to: bring', 'to: "brign"'), steps],
    ['in several places', steps.replaceAll('next: has-parcel', 'next: has-parcl'), steps],
    ['a key', steps.replace('outcome:', 'outcom:'), steps],
    ['a key in quotes', steps.replace('outcome:', '"outcom":'), steps],
    ['one of several words', steps.replace('via: email', 'via: e-mial'), undefined],
    ['one of several words', steps.replace('lane: customer, next', 'lane: custommer, next'), steps],
    ['a name that is a key', `start: { ordr: 10/day }\n${steps}`, `start: { order: 10/day }\n${steps}`],
  ])('%s', async (_name, before, after) => {
    const { findings } = await judge(head + before)
    expect(findings.map(({ meant }) => meant?.word !== undefined)).toEqual([true])
    const expected = after ?? before.replace('e-mial', 'email')
    expect(await fixed(head + before, findings[0]!.rule, 'Write ')).toBe(head + expected)
  })

  it('not where the word that was meant stands there too', async () => {
    const { findings } = await judge(
      head + steps.replace('lane: touchpoint, owner: office', 'lane: touchpoint, lan: x'),
    )
    expect(findings.map(({ rule, meant }) => [rule, meant])).toEqual([['wrong-shape', undefined]])
  })

  it('a name that is another value when it is not in quotes', async () => {
    const text = `${head}${steps.replace('bring:', '"true":').replace('to: bring', 'to: truee')}`
    expect(parse(await fixed(text, 'unknown-reference', 'Write `true`')).steps.hear.next.to).toBe('true')
  })
})

describe('what is found in the file of an organization', () => {
  const organization = `organization: 1
title: City # ours
owners:
  depot: { name: Depot }
metrics:
  calm: { name: Calm callers, for: customer }
`
  const text = `blueprint: 1
title: A parcel comes
organization: city.yaml
accountable: depot
steps:
  order: { lane: customer, next: bring }
  bring: { lane: touchpoint, owner: depot, improves: calm, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`
  const texts: Record<string, string> = { [file]: text, 'city.yaml': organization }

  const judged = (own: string, shared: string) =>
    judgeAll({ [file]: own }, { organization: (name) => ({ file: name, text: shared }) })

  it('is mended there, and accepted in the blueprint', async () => {
    const result = await judged(text, organization)
    const finding = result.findings.find(({ rule }) => rule === 'unowned-metric')!
    expect(finding.file).toBe('city.yaml')
    const fixes = await fixesFor(finding, {
      page: (name) => pageOf({ file: name, text: texts[name]! }),
      organizationOf: () => 'city.yaml',
      findings: result.findings,
      today: '2026-11-22',
    })
    expect(fixes.map(({ title, file }) => [title, file])).toEqual([
      ['Add `owner: depot` to `calm`', 'city.yaml'],
      ['Accept `unowned-metric` at `calm`, with a reason', file],
    ])
    const shared = changed(organization, fixes[0]!.changes)
    expect(shared).toBe(organization.replace('for: customer', 'for: customer, owner: depot'))
    expect((await judged(text, shared)).findings.some(({ rule }) => rule === 'unowned-metric')).toBe(false)
    const accepted = (await judged(changed(text, fixes[1]!.changes), organization)).findings
    expect(accepted.find(({ rule }) => rule === 'unowned-metric')?.accepted?.by).toBe('Depot')
  })
})

it('decides again on a trade-off whose day has passed', async () => {
  const text = `${head}${steps}accepted:\n  - { rule: shared-step, because: Few people, by: Depot, until: 2025-01-31 } # hm\n`
  expect(await fixed(text, 'expired-acceptance', 'Decide again')).toBe(text.replace('2025-01-31', '2027-11-22'))
})

it('counts a year from the last day of a leap year’s February', () => {
  expect(yearAfter('2028-02-29')).toBe('2029-02-28')
  expect(yearAfter('2026-11-22')).toBe('2027-11-22')
})
