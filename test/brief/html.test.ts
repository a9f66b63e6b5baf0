import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bar, Block, ReportDocument, Sentence } from '../../src/brief/document.ts'
import { html } from '../../src/brief/html.ts'
import { firstPageSize, firstPageSizes, fitsOnOneSheet } from '../../src/brief/html-first-page.ts'
import { clean } from '../../src/report/text.ts'
import { hostileText, hostileTexts } from '../formats/hostile.ts'
import { runs } from '../helpers/random.ts'
import { all, attributeOf, classesOf, type Node, parsed, textOf, withClass } from './parsed.ts'
import { isSoundPage as isSound } from './sound-page.ts'
import { doubleCharge, everywhere, manyServices, samples } from './samples.ts'

const only = (...blocks: readonly Block[]): ReportDocument => ({
  title: 'A',
  subtitle: '',
  firstPage: blocks,
  chapters: [],
})
const say = (text: string, more: Partial<Sentence> = {}): Sentence => ({ text, trace: [], ...more })
const show = (document: ReportDocument, trace = false): Node => isSound(html(document, { trace }))

describe.each(Object.entries(samples))('the report %s', (_, document) => {
  it.each([false, true])('is one sound page, with traces: %s', (trace) => {
    show(document, trace)
  })

  it('is the same each time', () => {
    expect(html(document, { trace: true })).toBe(html(structuredClone(document), { trace: true }))
  })

  it('has one heading of the first level, and leaves out none on the way down', () => {
    const levels = all(show(document), 'h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ nodeName }) => Number(nodeName[1]))
    expect(levels.filter((level) => level === 1)).toEqual([1])
    expect(levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1)).toEqual([])
  })

  it('has tables whose rows are equally long and whose headings say what they are headings of', () => {
    for (const table of all(show(document, true), 'table')) {
      const lengths = all(table, 'tr').map((row) => all(row, 'th', 'td').length)
      expect(new Set(lengths).size).toBe(1)
      for (const heading of all(table, 'th')) {
        expect(['col', 'row']).toContain(attributeOf(heading, 'scope'))
        expect(textOf(heading).trim()).not.toBe('')
      }
    }
  })
})

describe('text from files', () => {
  it.each([...hostileTexts, 'x'.repeat(300), '🧑‍🤝‍🧑'.repeat(100), 'مكتب خدمة العملاء 3 “עולם”'])(
    'is shown and not obeyed: %j',
    (text) => {
      const page = show(everywhere(`x${text}`), true)
      const shown = clean(`x${text}`).replaceAll(/\p{Noncharacter_Code_Point}/gu, '\ufffd')
      expect(textOf(all(page, 'h1')[0]!)).toBe(shown)
      expect(textOf(all(page, 'title')[0]!)).toBe(shown)
      expect(textOf(all(page, 'caption')[0]!)).toBe(shown)
      expect(textOf(all(page, 'dd')[0]!)).toBe(shown)
      expect(textOf(withClass(page, 'name')[0]!)).toBe(shown)
      expect(textOf(all(page, 'li').at(-1)!)).toContain(shown)
    },
  )

  it('is shown and not obeyed, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, trace) => {
        const page = show(everywhere(text), trace)
        expect(textOf(page)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/)
      }),
      runs(60),
    )
  })

  it('does not get out of the style, where the running title stands', () => {
    const plain = textOf(all(show(only()), 'style')[0]!)
    fc.assert(
      fc.property(hostileText, (title) => {
        const style = textOf(all(show({ ...only(), title: `x${title}` }), 'style')[0]!)
        const [running, inQuotes] = /@top-left \{ content: "([^"\n]*)"; font/.exec(style)!
        expect(inQuotes).toMatch(/^(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*$/)
        expect(style.replace(running, '@top-left { content: "A"; font')).toBe(plain)
      }),
      runs(60),
    )
  })

  it('can be broken where it has no blank, but never within a word or a sign', () => {
    const page = show(only({ kind: 'paragraph', sentences: [say(`Donaudampfschifffahrt ${'👩‍👩‍👧'.repeat(30)}`)] }))
    const [paragraph] = all(page, 'p')
    const parts = paragraph!.childNodes!.filter(({ nodeName }) => nodeName === '#text').map(textOf)
    expect(parts).toEqual([`Donaudampfschifffahrt ${'👩‍👩‍👧'.repeat(10)}`, '👩‍👩‍👧'.repeat(10), '👩‍👩‍👧'.repeat(10)])
  })

  it('that runs from right to left is kept apart from what stands beside it', () => {
    const page = show(only({ kind: 'paragraph', sentences: [say('After “שלום A 1” and מכתב 2 come 3 days.')] }))
    expect(all(page, 'bdi').map(textOf)).toEqual(['שלום A 1', 'מכתב'])
    expect(textOf(all(page, 'p')[0]!)).toBe('After “שלום A 1” and מכתב 2 come 3 days.')
  })
})

describe('a sentence', () => {
  it('leads to the chapter that tells more, by its number', () => {
    const see = withClass(show(doubleCharge), 'see')[0]!
    expect(attributeOf(see, 'href')).toBe('#cause-1')
    expect(textOf(see)).toBe('See chapter 2.1 Nobody answers for the refund')
  })

  it('leads nowhere where there is no such chapter', () => {
    expect(all(show(only({ kind: 'lead', sentences: [say('So it is.', { to: 'nowhere' })] })), 'a')).toEqual([])
  })

  it('is followed by the number of a note only where traces are wanted, and the note says what it stands on', () => {
    const document = only(
      { kind: 'lead', sentences: [say('One.', { trace: ['a1', 'b2'] }), say('Two.', { trace: ['c 3'] })] },
      { kind: 'paragraph', sentences: [say('Three.', { trace: ['a1', 'b2'] }), say('Four.')] },
    )
    expect(withClass(show(document), 'traced')).toEqual([])
    const page = show(document, true)
    expect(withClass(page, 'traced').map(textOf)).toEqual(['Note 1', 'Note 2', 'Note 1'])
    const notes = all(withClass(page, 'notes')[0]!, 'li')
    expect(notes.map((note) => all(note, 'code').map(textOf))).toEqual([['a1', 'b2'], ['c 3']])
  })
})

describe('chapters', () => {
  it('are numbered the same in the contents and over them', () => {
    const page = show(manyServices)
    const listed = all(all(page, 'nav')[0]!, 'a').map(textOf)
    const headed = all(page, 'section').map((section) => textOf(all(section, 'h2', 'h3')[0]!))
    expect(listed).toEqual(headed)
    expect(listed.slice(0, 3)).toEqual([
      '1 The service at a glance',
      '2 What lies behind it',
      '2.1 Nobody answers for the promise',
    ])
  })

  it('begin a sheet where they ask for it, but do not leave a heading alone on one', () => {
    const owners = all(show(doubleCharge), 'section').filter((node) => attributeOf(node, 'id')?.startsWith('owner'))
    expect(owners.map((node) => classesOf(node).includes('own-page'))).toEqual([true, false, true, true])
  })

  it('with a wide picture are laid across, the others are not', () => {
    const across = withClass(show(doubleCharge), 'across-page')
    expect(across.map((node) => textOf(all(node, 'h2', 'h3')[0]!))).toEqual(['1 The service at a glance'])
  })
})

describe('a picture', () => {
  it('may bring a style of its own, and the policy allows exactly that', () => {
    const style = '@media (prefers-color-scheme:dark){.p-ink{fill:#fff}}'
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>${style}</style></svg>`
    const { page } = parsed(html(only({ kind: 'picture', svg, description: 'P' }), { trace: false }))
    const hashes = all(page, 'style').map((node) => createHash('sha256').update(textOf(node)).digest('base64'))
    expect(hashes).toHaveLength(2)
    const policy = all(page, 'meta').map((node) => attributeOf(node, 'content'))
    expect(policy.join()).toContain(`style-src ${hashes.map((hash) => `'sha256-${hash}'`).join(' ')};`)
  })
})

describe('a way', () => {
  it('tells the customer’s own stops from the others, and says in words where it goes wrong', () => {
    const [way] = withClass(show(doubleCharge), 'way')
    const stops = all(way!, 'li')
    expect(textOf(stops[0]!)).toBe('Comes to the store Customer')
    expect(classesOf(stops[0]!)).toContain('customers')
    expect(textOf(stops.at(-1)!)).toBe(
      'Receives a request whose reason it does not know Refund department Here it goes wrong',
    )
    expect(stops.filter((stop) => classesOf(stop).includes('fault'))).toEqual([stops.at(-1)])
  })
})

describe('bars', () => {
  const drawn = (...bars: readonly Omit<Bar, 'label' | 'verdict'>[]) =>
    withClass(
      show(
        only({ kind: 'bars', description: 'D', bars: bars.map((bar) => ({ label: 'L', verdict: say('V.'), ...bar })) }),
      ),
      'drawing',
    ).map((drawing) => ({
      ...Object.fromEntries(
        all(drawing, 'rect').map((rect) => [
          classesOf(rect)[0],
          [Number.parseFloat(attributeOf(rect, 'x')!), Number.parseFloat(attributeOf(rect, 'width')!)],
        ]),
      ),
      promise: all(drawing, 'line')
        .filter((line) => classesOf(line).includes('promise'))
        .map((line) => Number.parseFloat(attributeOf(line, 'x1')!)),
      isOpen: all(drawing, 'path').length > 0,
    }))

  it('are as long as the times are, on one scale', () => {
    const [first, second] = drawn(
      { promised: 500, shortest: 100, longest: 1000 },
      { promised: 400, shortest: 100, longest: 200 },
    ) as [Record<string, number[]>, Record<string, number[]>]
    const unit = first['least']![1]! / 100
    expect(unit * 1000).toBeLessThanOrEqual(100)
    expect(unit * 1000).toBeGreaterThan(90)
    expect(first['most']).toEqual([expect.closeTo(100 * unit, 1), expect.closeTo(400 * unit, 1)])
    expect(first['late']).toEqual([expect.closeTo(500 * unit, 1), expect.closeTo(500 * unit, 1)])
    expect(first['promise']).toEqual([expect.closeTo(500 * unit, 1)])
    expect(second['most']).toEqual([expect.closeTo(100 * unit, 1), expect.closeTo(100 * unit, 1)])
    expect(second['late']).toBeUndefined()
  })

  it('without a limit run out of the picture', () => {
    const [first, second] = drawn(
      { promised: 60, shortest: 30, longest: undefined },
      { promised: 60, shortest: 30, longest: 60 },
    ) as unknown as [{ late: number[]; isOpen: boolean }, { isOpen: boolean }]
    expect(first.late[0]! + first.late[1]!).toBeCloseTo(100, 1)
    expect([first.isOpen, second.isOpen]).toEqual([true, false])
  })

  it('stay in the picture, whatever the times are', () => {
    const minutes = fc.option(fc.oneof(fc.nat(100), fc.nat(10_000_000)), { nil: undefined })
    fc.assert(
      fc.property(
        fc.array(fc.record({ promised: minutes, shortest: minutes, longest: minutes }), { maxLength: 4 }),
        (bars) => {
          for (const { isOpen, promise, ...rects } of drawn(...bars))
            for (const [x, width] of Object.values(rects) as unknown as number[][]) {
              expect(x).toBeGreaterThanOrEqual(0)
              expect(width).toBeGreaterThanOrEqual(0)
              expect(x! + width!).toBeLessThanOrEqual(100.02)
            }
        },
      ),
      runs(100),
    )
  })

  it('are said in words too', () => {
    const times = withClass(show(doubleCharge), 'times').map(textOf)
    expect(times).toEqual([
      'Promised: 10 days. Takes: 25 minutes or more, without a limit.',
      'Promised: 3 days. Takes: 10 minutes to 21 days.',
      'Promised: 1 day. Takes: 1 hour to 12 hours.',
    ])
  })
})

describe('the first page in print', () => {
  it('is set the smaller the more it says, and is said not to fit where it does not', () => {
    const lines = (number: number) =>
      only({ kind: 'list', ordered: true, items: Array.from({ length: number }, () => [say('So it is. '.repeat(20))]) })
    const sizes = [1, 12, 16, 20, 24, 28].map((number) => firstPageSize(lines(number)))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(new Set(sizes).size).toBeGreaterThan(3)
    expect(sizes.every((size) => firstPageSizes.includes(size))).toBe(true)
    expect([fitsOnOneSheet(lines(12)), fitsOnOneSheet(lines(60))]).toEqual([true, false])
  })
})
