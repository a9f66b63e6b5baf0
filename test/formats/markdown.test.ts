import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../src/audit/result.ts'
import { formats } from '../../src/report/formats.ts'
import { asCode, inline } from '../../src/report/markdown-text.ts'
import { clean } from '../../src/report/text.ts'
import { runs } from '../helpers/random.ts'
import { compared, isOpen, many, noService, threeServices } from './cases.ts'
import { all, allowed, isOurs, nodesOf, read, seen } from './markdown-read.ts'
import { hostileResult, hostileResults, hostileText, hostileTexts } from './hostile.ts'

const markdown = (result: Result): string => formats.markdown(result)
/** What GitHub and GitLab make links, pictures or formulas of, when they look at the text that is left. */
const references = [
  /@\w/,
  /#\w/,
  /[!%~&^]\w/,
  /\bGH-\d/i,
  /:\/\//,
  /www\./i,
  /:[\w+-]*[a-z][\w+-]*:/i,
  /\$/,
  /[[*]\w+:/,
]

function textsOf(text: string): string[] {
  return all(text, 'text').map(({ value }) => value)
}

describe('text in markdown', () => {
  const isHarmless = (text: string, told: string): void => {
    const shown = `Before ${told} after`
    for (const node of nodesOf(read(shown))) {
      expect(['root', 'paragraph', 'text', 'inlineCode', 'html']).toContain(node.type)
      if (node.type === 'html') expect(isOurs(node)).toBe(true)
    }
    for (const part of textsOf(shown))
      if (part !== '$') for (const pattern of references) expect(part).not.toMatch(pattern)
    const plain = clean(text).replaceAll(/ +/g, ' ').trim()
    const without = (words: string): string => words.replaceAll('`', '').replaceAll(/ +/g, ' ')
    expect(without(seen(read(shown)))).toBe(without(`Before ${plain || '…'} after`))
  }

  it.each(hostileTexts.map((text) => [text]))('%j says what it says, and does nothing', (text) =>
    isHarmless(text, inline(text, 10_000)),
  )

  it('says what it says and does nothing, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => isHarmless(text, inline(text, 10_000))),
      runs(600),
    )
  })

  it('begins no block where it begins a line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { type } of read(`- ${inline(text)}\n`).children) expect(type).toBe('list')
        const [list] = read(`- ${inline(text)}\n`).children
        expect(
          list &&
            'children' in list &&
            list.children.map((item) => 'children' in item && item.children.map(({ type }) => type)),
        ).toEqual([['paragraph']])
      }),
      runs(300),
    )
  })

  it('begins nothing that GitLab obeys where it begins a line', () => {
    for (const text of ['/close', ' /merge', '\u00a0/title x', '\n/lock']) expect(inline(text)).toBe(`\\${text.trim()}`)
    expect(inline('a /close, 1/2')).toBe('a /close, 1/2')
  })

  it('keeps names between backticks as code, and a name alone too', () => {
    const told = inline('`take-call` sends it to `a|b`, and "x` y" is `confirmed: true`')
    expect(all(told, 'inlineCode').map(({ value }) => value)).toEqual(['take-call', 'confirmed: true'])
    expect(asCode('b c@d.blueprint.yaml')).toBe('`b c@d.blueprint.yaml`')
    expect(asCode('b`c')).toBe('b\\`c')
  })
})

describe('markdown', () => {
  function check(result: Result): void {
    const text = markdown(result)
    expect(text.length).toBeLessThanOrEqual(65_536)
    for (const node of nodesOf(read(text))) {
      expect(allowed).toContain(node.type)
      if (node.type === 'html') expect(`${node.value} ${isOurs(node)}`).toBe(`${node.value} true`)
    }
    for (const part of textsOf(text))
      if (part !== '$') for (const pattern of references) expect(part).not.toMatch(pattern)
    const html = all(text, 'html').map(({ value }) => value)
    const times = (start: string): number => html.filter((value) => value.startsWith(start)).length
    expect(times('<details>')).toBe(times('</details>'))
    expect(times('<span>')).toBe(times('</span>'))
    for (const { children } of all(text, 'table'))
      for (const row of children) expect(row.children.length).toBe(children[0]!.children.length)
    expect(all(text, 'table').flatMap(({ children }) => children.slice(1)).length).toBe(
      result.blueprints.length + result.unread.length,
    )
    // GitLab obeys a line that begins with a stroke.
    expect(text).not.toMatch(/^\s*\//m)
  }

  it('holds only markup of ours, whatever a blueprint says', async () => {
    check(await hostileResult())
    fc.assert(fc.property(hostileResults(), check), runs(60))
  })

  it('says what it comes to, how many there are of each kind, and each finding under its blueprint', async () => {
    const result = await threeServices()
    const text = markdown(result)
    const [title] = all(text, 'heading').map(seen)
    expect(title).toMatch(/^🔴 \d+ problems \(.*\) in 3 blueprints$/)
    const [table] = all(text, 'table')
    const counted = table!.children.slice(1).map((row) => row.children.slice(2).map((cell) => Number(seen(cell))))
    const sums = counted.reduce((sum, row) => sum.map((number, i) => number + row[i]!))
    expect(sums).toEqual([result.summary.errors, result.summary.warnings, result.summary.notes])
    const shown = seen(read(text)).replaceAll('`', '')
    for (const { message, help } of result.findings) {
      expect(shown).toContain(message.replaceAll('`', ''))
      expect(shown).toContain(help.replaceAll('`', ''))
    }
    expect(all(text, 'heading').length).toBe(1 + new Set(result.findings.map(({ blueprint }) => blueprint)).size)
  })

  it('praises, warns of what is gone, and folds what is accepted and what to ask', async () => {
    const result = await compared()
    const text = markdown(result)
    const headings = all(text, 'heading').map(seen)
    expect(headings).toContain('✅ Fixed since main')
    expect(headings).toContain('🔴 In known.json, but no longer found')
    expect(all(text, 'html').map(({ value }) => value.split('\n')[1])).toEqual([
      '<summary>Accepted trade-offs (1)</summary>',
      undefined,
      '<summary>What could not be judged, and whom to ask what</summary>',
      undefined,
    ])
    const told = textsOf(text).filter(
      (part) => part.startsWith('error') || part.startsWith('warning') || part === 'note',
    )
    expect(told.length).toBe(result.findings.filter(isOpen).length)
    for (const { message } of result.before!.fixed)
      expect(seen(read(text)).replaceAll('`', '')).toContain(message.replaceAll('`', ''))
    expect(all(markdown(await noService()), 'heading').map(seen)[0]).toMatch(/^✅ No problems in 1 blueprint/)
  })

  it('says how many more there are where there is no room, after the gravest of all', async () => {
    const result = await threeServices()
    const warnings = many(result, 600, 'warning').findings
    const errors = many(result, 20, 'error').findings.map((finding) => ({ ...finding, blueprint: 'z.blueprint.yaml' }))
    const findings = [...warnings, ...errors]
    const text = markdown({ ...result, findings })
    expect(text.length).toBeGreaterThan(60_000)
    expect(text.length).toBeLessThanOrEqual(65_536)
    const kinds = all(text, 'strong').map(seen)
    expect(kinds.filter((kind) => kind === 'error').length).toBe(20)
    const more = /… and (\d+) more findings/.exec(text)
    expect(kinds.length + Number(more![1])).toBe(620)
  })

  it('is bounded in every part', () => {
    const long = hostileText.map((text) => `${text}$`.repeat(400))
    fc.assert(
      fc.property(hostileResults(long), (result) => {
        const often = <T>(things: readonly T[]): T[] => Array(40).fill(things).flat()
        const { findings, notAssessable, baseline, before, faults } = result
        const more = {
          ...result,
          findings: often(findings),
          notAssessable: often(notAssessable),
          faults: often(faults),
          before: before && { ...before, fixed: often(before.fixed) },
          baseline: baseline && { ...baseline, gone: often(baseline.gone) },
        }
        const text = markdown(more)
        expect(text.length).toBeLessThanOrEqual(65_536)
        for (const node of all(text, 'html')) expect(isOurs(node)).toBe(true)
      }),
      runs(4),
    )
  })
})
