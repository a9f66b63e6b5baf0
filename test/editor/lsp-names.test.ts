import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { outline } from '../../src/editor/symbols.ts'
import { definitionsOf, nameAt, namesOn, usesOf } from '../../src/editor/names.ts'
import { hoverAt } from '../../src/editor/hover.ts'
import { pageOf } from '../../src/editor/page.ts'
import { offsetOf, positionOf } from '../../src/editor/positions.ts'
import { renamed } from '../../src/editor/rename.ts'
import { richText } from '../../src/editor/rich-text.ts'
import { changed } from '../../src/editor/write-yaml.ts'
import { judge } from '../helpers/judge.ts'
import { runs } from '../helpers/random.ts'

const file = 'a.blueprint.yaml'
const folder = new URL('../../blueprints/', import.meta.url)
const stories = readdirSync(folder).map((name): [string, string] => [name, readFileSync(new URL(name, folder), 'utf8')])

describe.each(stories)('in %s', (_name, text) => {
  it('every name leads to where it is defined, and is found from there', async () => {
    const page = (await pageOf({ file, text }))!
    let followed = 0
    for (const use of namesOn(page)) {
      if (['customer', 'system', 'nobody', 'all'].includes(use.name) || use.sections[0] === 'rules') continue
      const [place] = definitionsOf(use, page, [])
      expect(place, use.name).toBeDefined()
      expect(text.slice(place!.span.start, place!.span.end).replaceAll(/["']/g, '')).toBe(use.name)
      // It is the key of an entry, or, where there is none, stands in a list.
      const line = text.slice(text.lastIndexOf('\n', place!.span.start) + 1).split('\n')[0]!
      const isListed = use.sections[0] === 'phases' || (use.sections.includes('facts') && !/^ {2}[\w-]+:$/.test(line))
      expect(line).toMatch(isListed ? /\[|- |: / : /^ {2}[\w-]+:/)
      const spans = usesOf(use.name, use.sections, [page]).map(({ span }) => span.start)
      expect(spans).toContain(use.span.start)
      expect(nameAt(page, use.span.start)?.name).toBe(use.name)
      followed += 1
    }
    expect(followed).toBeGreaterThan(40)
  })

  it('another name for anything changes nothing but the name', async () => {
    const page = (await pageOf({ file, text }))!
    const before = await judge(text)
    const entries = outline(page).flatMap(({ children }) => children)
    for (const { name, selectionRange } of entries) {
      const use = nameAt(page, offsetOf(page.document, selectionRange.start))!
      const outcome = renamed(use, `${name}-of-old`, page, undefined, [])
      if ('refused' in outcome) throw new Error(`${name}: ${outcome.refused}`)
      const { places, text: by } = outcome
      const after = changed(
        text,
        places.map(({ span }) => ({ ...span, text: by })),
      )
      expect(after.replaceAll(by, name)).toBe(text)
      const places2 = ({ findings }: typeof before) => findings.map(({ rule, line }) => `${line} ${rule}`).sort()
      expect(places2(await judge(after)), name).toEqual(places2(before))
    }
    expect(entries.length).toBeGreaterThan(20)
  })

  it('whatever stands there while somebody types, there is an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length),
        fc.nat(12),
        fc.constantFrom('', ':', ' {', '[', '- ', '\n', '"', '&a ', '*a', '\t', '#'),
        async (at, taken, typed) => {
          const typing = { file, text: text.slice(0, at) + typed + text.slice(at + taken) }
          const page = await pageOf(typing)
          const { findings, rules } = await judge(typing.text)
          for (const offset of [at, Math.max(0, at - 5), at + 5]) {
            expect(offsetOf(typing, positionOf(typing, Math.min(offset, typing.text.length)))).toBeLessThanOrEqual(
              typing.text.length,
            )
            const hover = hoverAt(offset, typing, findings, page, [], rules)
            if (hover) expect(richText(hover.paragraphs, 'plaintext')).not.toBe('')
          }
          if (page) outline(page)
        },
      ),
      runs(40),
    )
  })
})

it('positions are those of an editor, whatever ends the lines', () => {
  const source = { file, text: 'a\rb\r\nc\n😀d' }
  for (let offset = 0; offset <= source.text.length; offset += 1)
    if (source.text[offset - 1] !== '\r' || source.text[offset] !== '\n')
      expect(offsetOf(source, positionOf(source, offset))).toBe(offset)
  expect(positionOf(source, source.text.indexOf('d'))).toEqual({ line: 3, character: 2 })
  expect(offsetOf(source, { line: 1, character: 99 })).toBe(source.text.indexOf('\r\n'))
  expect(offsetOf(source, { line: 99, character: 0 })).toBe(source.text.length)
})

describe('what an editor shows as Markdown', () => {
  const types = (node: { type: string; children?: unknown[] }): string[] => [
    node.type,
    ...(node.children ?? []).flatMap((child) => types(child as typeof node)),
  ]
  const textOf = (node: { value?: string; children?: unknown[] }): string =>
    (node.value ?? '') + (node.children ?? []).map((child) => textOf(child as typeof node)).join('')

  it('is text, whatever a file says', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom(
            '**',
            '_',
            '[a](http://x)',
            '![',
            '](',
            '<b>',
            '<!--',
            '`',
            '``',
            '~~',
            '|',
            '\n',
            '- ',
            '# ',
            '1. ',
            '> ',
            'http://a.b',
            'www.a.b',
            'a@b.c',
            '&lt;',
            '\\',
            '$',
            '---',
            '***',
            '===',
            ' ',
            'x',
            '\u202e',
            '\u001b[31m',
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(undefined, 'why'),
        fc.constantFrom(undefined, 'item'),
        (text, lead, style) => {
          const markdown = richText([{ text, ...(lead ? { lead } : {}), ...(style ? { style } : {}) }], 'markdown')
          expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
          const tree = unified().use(remarkParse).use(remarkGfm).parse(markdown)
          const allowed = ['root', 'paragraph', 'text', 'inlineCode', 'strong', 'emphasis', 'list', 'listItem']
          expect(
            types(tree).filter((type) => !allowed.includes(type)),
            markdown,
          ).toEqual([])
          const own = (type: string): number => types(tree).filter((one) => one === type).length
          expect(own('strong')).toBeLessThanOrEqual(lead && !style ? 1 : 0)
          expect(own('emphasis')).toBeLessThanOrEqual(lead && style ? 1 : 0)
          expect(own('list')).toBe(style ? 1 : 0)
          // And all of it is there.
          const words = (said: string): string => said.replaceAll(/[^\p{L}\p{N}]/gu, '')
          if (!text.includes('`') && !/[\\\p{C}]/u.test(text))
            expect(words(textOf(tree))).toBe(words((lead ?? '') + text))
        },
      ),
      runs(2000),
    )
  })

  it('is plain for an editor that reads no Markdown', () => {
    const paragraphs = [
      { style: 'heading', lead: 'error:', text: 'dead-end' },
      { text: 'After `a_b` nothing\u202e follows' },
      { style: 'item', lead: 'help', text: 'Add `next:`' },
    ] as const
    expect(richText(paragraphs, 'plaintext')).toBe(
      'error: dead-end\n\n\nAfter `a_b` nothing\\u{202e} follows\n\n- help: Add `next:`',
    )
  })
})
