import { describe, expect, it } from 'vitest'
import { readConfig, unknownRules } from '../../src/config/read-config.ts'
import { rulesFor } from '../../src/config/settings.ts'
import { partsToIsolate } from '../../src/brief/bidi.ts'
import { text as inHtml } from '../../src/brief/html-text.ts'
import { signsOf } from '../../src/draw/text-width.ts'
import { linesOf } from '../../src/draw/wrap.ts'
import { asCode, inline } from '../../src/report/markdown-text.ts'
import { clean } from '../../src/report/text.ts'
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
    const text = blueprint(many(4000, (i) => [`pay-back-${i}`, { lane: 'customer', next: `pay-bakc-${i * 3}` }]))
    const { findings } = await judge(text)
    expect(findings).toHaveLength(1001)
    expect(findings[0]!.help).toBe('Did you mean `pay-back-0`?')
    expect(findings.at(-2)!.help).toMatch(/^Did you mean|^Add /)
  })

  it('looking for what thousands of rules in a config may have meant', async () => {
    const rules = Object.fromEntries(many(3000, (i) => [`lost-custmoer-${i}`, 'off']))
    const houseRules = Object.fromEntries(
      many(1500, (i) => [`lost-customer-${i}`, { steps: '*', must: { has: 'owner' } }]),
    )
    const config = await readConfig({ file: 'c.yaml', text: JSON.stringify({ rules, houseRules }) }, '/')
    if ('slips' in config) throw new Error(config.slips[0]!.message)
    expect([...unknownRules(config)]).toHaveLength(3000)
  })

  it('laying hundreds of thousands of overrides over each other', async () => {
    const overrides = many(300_000, (i) => `  - { files: "*", rules: { trap: ${i % 2 ? 'off' : 'note'} } }\n`)
    const config = await readConfig({ file: 'c.yaml', text: `overrides:\n${overrides.join('')}` }, '/')
    if ('slips' in config) throw new Error(config.slips[0]!.message)
    expect(rulesFor(config, () => true).get('trap')!.level?.value).toBe('off')
  })

  it.each([
    ['signs of a text', '客', (text: string) => signsOf(text).length],
    ['letters that are drawn', 'é,', (text: string) => linesOf(text, { width: 200, size: 12, lines: 4 }).length],
    ['a name in quotes that runs from right to left', '“א\u0590', (text: string) => partsToIsolate(`“${text}`).length],
    ['the same, unquoted', 'א ', (text: string) => partsToIsolate(text).length],
    ['a long word in html', 'é', (text: string) => inHtml(text).length],
    ['a colon before a long word', 'a', (text: string) => inline(`:${text} `, Number.POSITIVE_INFINITY).length],
    ['colons before words', ':a', (text: string) => inline(`${text} `, Number.POSITIVE_INFINITY).length],
    ['backticks', '`a ', (text: string) => inline(text, Number.POSITIVE_INFINITY).length],
    ['a backtick before many words', 'a ', (text: string) => inline(`\`${text}`, Number.POSITIVE_INFINITY).length],
    ['commands', '##a', (text: string) => clean(text).length],
    ['blanks', ' ', (text: string) => clean(`a${text}b`).length],
    ['joiners', '\u200d', (text: string) => clean(text).length],
    ['a long name as code', 'a', (text: string) => asCode(`${text}\``).length],
  ])('%s', (_, piece, work) => {
    expect(work(piece.repeat(200_000 / piece.length))).toBeGreaterThan(0)
  })
})

// A number that is beyond all numbers made "Infinityh of work" and "NaN hours"; a duration of a million parts took more
// room than a pattern has to look back.
it.each([
  ['a number of many digits', '9'.repeat(400)],
  ['many parts', '1h'.repeat(1_400_000)],
  ['many digits behind the point', `1.${'0'.repeat(2_800_000)}`],
])('quantities are bounded: %s', async (_, number) => {
  const unit = number.endsWith('h') ? '' : 'd'
  const text = `blueprint: 1
title: Lending desk
demand: ${number}/day
owners:
  desk: { people: 1 }
steps:
  lend:
    lane: backstage
    owner: desk
    takes: 1h..${number}${unit}
    effort: ${number}${unit}
    next: read
  read:
    lane: customer
    patience: ${number}${unit}
    outcome: served
`
  const { findings, faults } = await judge(text)
  expect(faults).toEqual([])
  expect(findings.map(({ rule, element }) => [rule, element])).toEqual([
    ['wrong-shape', 'demand/rate'],
    ['wrong-shape', 'steps/lend/takes'],
    ['wrong-shape', 'steps/lend/effort'],
    ['wrong-shape', 'steps/read/patience'],
  ])
})

it('names that run from right to left are set apart in a text of any length', () => {
  const million = 1_000_000
  for (const piece of ['א1', 'א\u0301', '٠١ '])
    expect(partsToIsolate(piece.repeat(4 * million)).map(({ length }) => length > 0)).toEqual([
      false,
      true,
      !piece.endsWith('\u0301'),
    ])
  expect(partsToIsolate('אa'.repeat(million))).toHaveLength(2 * million + 1)
})

it('a word of any length is broken in html', () => {
  // Each becomes a visible escape of eight signs.
  expect(inHtml('\u200b'.repeat(3_000_000)).length).toBeGreaterThan(24_000_000)
})

it('signs are those that people count, wherever a stretch of them ends', () => {
  const family = '👨‍👩‍👧‍👦'
  for (const before of Array.from({ length: 30 }, (_, i) => 'a'.repeat(i + 235)))
    expect(signsOf(`${before}${family}🇩🇪e\u0301${family}`)).toEqual([...before, family, '🇩🇪', 'e\u0301', family])
  const all = `${family}🇩🇪🇫🇷é`.repeat(100)
  expect(signsOf(all)).toEqual(Array.from({ length: 400 }, (_, i) => [family, '🇩🇪', '🇫🇷', 'é'][i % 4]))
})

it('signs are those that people count, wherever a stretch of them ends', () => {
  const family = '👨‍👩‍👧‍👦'
  for (const before of Array.from({ length: 30 }, (_, i) => 'a'.repeat(i + 235)))
    expect(signsOf(`${before}${family}🇩🇪e\u0301${family}`)).toEqual([...before, family, '🇩🇪', 'e\u0301', family])
  const all = `${family}🇩🇪🇫🇷é`.repeat(100)
  expect(signsOf(all)).toEqual(Array.from({ length: 400 }, (_, i) => [family, '🇩🇪', '🇫🇷', 'é'][i % 4]))
})
