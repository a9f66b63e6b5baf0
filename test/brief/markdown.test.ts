import fc from 'fast-check'
import type { Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { markdown } from '../../src/brief/markdown.ts'
import type { Block, ReportDocument } from '../../src/brief/document.ts'
import { clean } from '../../src/report/text.ts'
import { hostileText, hostileTexts } from '../formats/hostile.ts'
import { runs } from '../helpers/random.ts'
import { allIn as all, isSoundMarkdown as isSound, read, seen } from './sound-markdown.ts'
import { doubleCharge, everywhere, samples } from './samples.ts'

const show = (document: ReportDocument, trace = false): Root => isSound(markdown(document, { trace }))
const only = (...blocks: readonly Block[]): ReportDocument => ({
  title: 'A',
  subtitle: '',
  firstPage: blocks,
  chapters: [],
})

describe.each(Object.entries(samples))('the report %s', (_, document) => {
  it('is sound, and the same each time', () => {
    show(document)
    show(document, true)
    expect(markdown(document, { trace: true })).toBe(markdown(structuredClone(document), { trace: true }))
  })
})

it.each(Object.entries(samples))('leads to headings that are there: %s', (_, document) => {
  const root = show(document)
  const slugs = all(root, 'heading').map((heading) =>
    seen(heading)
      .toLowerCase()
      .replaceAll(/[^\w -]|_/g, '')
      .replaceAll(' ', '-'),
  )
  expect(all(root, 'link').filter(({ url }) => !slugs.includes(url.slice(1)))).toEqual([])
})

describe('text from files', () => {
  it.each([...hostileTexts, 'x'.repeat(300), '🧑‍🤝‍🧑'.repeat(100)])('is shown and not obeyed: %j', (text) => {
    const root = show(everywhere(`x ${text} y`), true)
    const said = clean(`x ${text} y`).replaceAll(/ +/g, ' ').replaceAll('\u200b', '')
    const isCode = /`/.test(text)
    for (const node of [all(root, 'heading')[0]!, all(root, 'tableCell')[0]!])
      expect(seen(node).replaceAll('`', '')).toBe(isCode ? said.replaceAll('`', '') : said)
  })

  it('is shown and not obeyed, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, trace) => {
        show(everywhere(text), trace)
      }),
      runs(60),
    )
  })

  it('that runs from right to left is kept apart from what stands beside it', () => {
    const sentences = [{ text: 'After “שלום A 1” and מכתב 2 come 3 days.', trace: [] }]
    expect(markdown(only({ kind: 'paragraph', sentences }), { trace: false })).toBe(
      '# A\n\nAfter “\u2068שלום A 1\u2069” and \u2068מכתב\u2069 2 come 3 days.\n',
    )
  })
})

describe('what it says', () => {
  const root = show(doubleCharge)

  it('leads to chapters by the names that platforms give to their headings', () => {
    expect(
      all(root, 'link')
        .slice(0, 3)
        .map(({ url }) => url),
    ).toEqual(['#21-nobody-answers-for-the-refund', '#21-nobody-answers-for-the-refund', '#22-no-case-is-opened'])
  })

  it('tells a way from stop to stop', () => {
    const way = all(root, 'paragraph')
      .map(seen)
      .find((text) => text.includes('→'))
    expect(way).toBe(
      'Comes to the store (customer) → Advises on the products (Floor staff) → Decides on an item (customer) → ' +
        'Takes the payment (Floor staff) → Notices the second charge (customer) → ' +
        'Calls the store for a refund (customer) → Confirms the error and says when the money will come (Floor staff) → ' +
        '⚠️ Receives a request whose reason it does not know (Refund department; here it goes wrong)',
    )
  })

  it('tells bars as a table', () => {
    const table = all(root, 'table').find((table) => seen(table.children[0]!).includes('Promised'))!
    expect(table.children.slice(1).map(({ children }) => children.slice(1, 3).map(seen))).toEqual([
      ['10 days', '25 minutes or more, without a limit'],
      ['3 days', '10 minutes to 21 days'],
      ['1 day', '1 hour to 12 hours'],
    ])
  })

  it('leaves pictures out, or links to those whose names it is given', () => {
    expect(all(root, 'image')).toEqual([])
    const [picture, ...others] = all(read(markdown(doubleCharge, { trace: false, pictures: ['a b(1).svg'] })), 'image')
    expect(picture).toMatchObject({ url: 'a%20b(1).svg', alt: expect.stringContaining('The way of a refund') })
    expect(others).toEqual([])
  })

  it('says in footnotes what sentences stand on', () => {
    const traced = show(
      only({
        kind: 'paragraph',
        sentences: [
          { text: 'One.', trace: ['a1', 'b2'] },
          { text: 'Two.', trace: [] },
          { text: 'Three.', trace: ['a1', 'b2'] },
        ],
      }),
      true,
    )
    expect(all(traced, 'footnoteReference').map(({ identifier }) => identifier)).toEqual(['1', '1'])
    expect(all(traced, 'footnoteDefinition').map(seen)).toEqual(['a1, b2'])
  })
})
