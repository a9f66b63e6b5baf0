import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Deck, pptx, type Thing } from '../../src/office/pptx.ts'
import { hostileText } from '../formats/hostile.ts'
import { runs } from '../helpers/random.ts'
import { attributes, expectSound, partsOf } from './opened.ts'
import { blueprintThings, deck, hostileDeck } from './samples.ts'

const deckOf = (...things: readonly Thing[]): Deck => ({ title: '', slides: [{ title: 'One', things }] })
const slideOf = (deck: Deck, number = 1): string => partsOf(pptx(deck)).get(`ppt/slides/slide${number}.xml`)!
const textsOf = (xml: string): string[] => [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text]) => text!)
const at = { x: 100, y: 100, width: 120, height: 40 }

describe('a deck', () => {
  it('is sound, with things or without, whatever the text', async () => {
    await expectSound(pptx(deck))
    await expectSound(pptx(hostileDeck))
    await expectSound(pptx({ title: '', slides: [] }))
    await expectSound(pptx({ title: '', slides: Array.from({ length: 100 }, () => deck.slides[1]!) }))
  })

  it('is sound for random text, and nothing in it hides or leads out', async () => {
    for (const texts of fc.sample(fc.array(hostileText, { minLength: 1, maxLength: 25 }), runs(12))) {
      const text = (i: number): string => texts[i % texts.length]!
      const bytes = pptx({
        title: text(0),
        slides: [{ title: text(1), things: blueprintThings(25, text), notes: text(2) }],
      })
      const all = [...(await expectSound(bytes)).values()].join('')
      expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u007f-\u009f]|\ufeff|<!|hlink(?:Click|Hover)/)
    }
  })

  it('measures in whole numbers, and each thing on a slide has a number of its own', () => {
    for (const sample of [deck, hostileDeck])
      for (const [path, xml] of partsOf(pptx(sample))) {
        if (!/^ppt\/(?:slide|notes)/.test(path) || path.endsWith('.rels')) continue
        const ids = attributes(xml, 'p:cNvPr', 'id')
        expect(new Set(ids).size, path).toBe(ids.length)
        const measures = ['x', 'y', 'cx', 'cy', 'w', 'h', 'lIns', 'marL', 'indent', 'sz'].flatMap((name) =>
          attributes(xml, '[ap]:[a-zA-Z]+', name),
        )
        for (const measure of measures.filter((measure) => !/^(?:med|lg|sm)$/.test(measure)))
          expect(measure).toMatch(/^-?\d+$/)
      }
  })

  it('has a title on each slide, in the place that outlines and screen readers look for it', () => {
    const titles = deck.slides.map((_, i) => {
      const [, shape] = /<p:ph type="(?:title|ctrTitle)"\/>(.*?)<\/p:sp>/s.exec(slideOf(deck, i + 1))!
      return textsOf(shape!).join('')
    })
    expect(titles).toEqual([...deck.slides.slice(0, -1).map(({ title }) => title), 'Slide 5'])
  })

  it('gives each thing a description, or says that it is decoration', () => {
    const xml = slideOf(deck, 3)
    expect(xml).toContain('name="Finding 1" descr="An error at the counter"')
    expect(xml).toContain('descr="Table with 2 columns and 5 rows"')
    expect(/name="Line \d+">(.*?)<\/p:cNvPr>/.exec(xml)![1]).toContain('adec:decorative')
  })

  it('holds connectors at the shapes they name', () => {
    const xml = slideOf(
      deckOf(
        { kind: 'shape', id: 'a', at, text: 'A' },
        { kind: 'group', things: [{ kind: 'shape', id: 'b', at: { ...at, x: 400 }, form: 'ellipse', text: 'B' }] },
        {
          kind: 'connector',
          from: { shape: 'b', side: 'bottom' },
          to: { shape: 'a', side: 'right' },
          line: { colour: 'text', width: 1 },
        },
      ),
    )
    const numberOf = (text: string): string =>
      new RegExp(`<p:cNvPr id="(\\d+)"(?:(?!<p:sp>).)*<a:t>${text}</a:t>`).exec(xml)![1]!
    expect(xml).toContain(`<a:stCxn id="${numberOf('B')}" idx="4"/><a:endCxn id="${numberOf('A')}" idx="3"/>`)
  })

  it('does not hide a fault of who made it', () => {
    const line = { colour: 'text', width: 1 } as const
    const lost: Thing = { kind: 'connector', from: { shape: 'nowhere', side: 'top' }, to: at, line }
    expect(() => pptx(deckOf(lost))).toThrow('No shape on the slide is called "nowhere"')
    expect(() => pptx(deckOf({ kind: 'shape', at, fill: '#12345' }))).toThrow('six hexadecimal digits')
  })

  it('makes text smaller where it has no room, then cuts it, and says the whole to those who cannot see', () => {
    const sizes = (text: string): number[] =>
      attributes(slideOf(deckOf({ kind: 'shape', name: 'x', at, text })).split('name="x"')[1]!, 'a:rPr', 'sz').map(
        Number,
      )
    expect(sizes('Takes the call')[0]).toBe(1400)
    expect(sizes('Takes the call and writes it down for the store manager')[0]).toBeLessThan(1400)
    const long = 'Takes the call and writes it down for the store manager '.repeat(9).trim()
    expect(sizes(long)[0]).toBe(800)
    const xml = slideOf(deckOf({ kind: 'shape', at, text: long }))
    expect(textsOf(xml).find((text) => text.endsWith('…'))!.length).toBeLessThan(long.length)
    expect(xml).toContain(`descr="${long}"`)
  })

  it('never cuts a sign in two', () => {
    const family = '👩‍👩‍👧‍👦'
    const xml = slideOf(deckOf({ kind: 'shape', at, text: family.repeat(200) }))
    expect(textsOf(xml).find((text) => text.endsWith('…'))).toMatch(new RegExp(`^(?:${family})+…$`, 'u'))
  })

  it('counts the rows of a table that have no room', () => {
    const rows = Array.from({ length: 80 }, (_, i) => [`row ${i}`, 'x'])
    const columns = ['A', 'B'].map((title) => ({ title, share: 1 }))
    const xml = slideOf(deckOf({ kind: 'table', at: { x: 40, y: 100, width: 400, height: 380 }, columns, rows }))
    const shown = textsOf(xml).filter((text) => text.startsWith('row')).length
    expect(shown).toBeGreaterThan(10)
    expect(textsOf(xml)).toContain(`… and ${80 - shown} more`)
    const heights = attributes(xml, 'a:tr', 'h').map(Number)
    expect(heights.reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(380 * 12_700 + heights.length)
    expect(xml).toContain('firstRow="1"')
  })

  it('writes text that runs from right to left so', () => {
    const paragraph = (text: string): string =>
      slideOf(deckOf({ kind: 'shape', at, text: [{ text, align: 'right' }] })).split('<a:pPr')[2]!
    expect(paragraph('שלום')).toMatch(/^[^>]* rtl="1"/)
    expect(paragraph('Hello שלום')).not.toMatch(/^[^>]* rtl="1"/)
  })

  it('keeps notes with their slides, and has none where there are none', () => {
    const parts = partsOf(pptx(deck))
    expect(textsOf(parts.get('ppt/notesSlides/notesSlide1.xml')!)).toEqual(['Begin here.', 'Then go on.'])
    expect(parts.has('ppt/notesSlides/notesSlide2.xml')).toBe(false)
    expect([...partsOf(pptx(deckOf())).keys()].filter((path) => path.includes('notes'))).toEqual([])
  })

  it('has the same bytes each time', () => {
    expect(pptx(hostileDeck)).toEqual(pptx(structuredClone(hostileDeck)))
  })
})
