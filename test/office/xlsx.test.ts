import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Book, type Cell, xlsx } from '../../src/office/xlsx.ts'
import { hostileText } from '../formats/hostile.ts'
import { runs } from '../helpers/random.ts'
import { attributes, expectSound, partsOf } from './opened.ts'
import { book, hostileBook, nasty } from './samples.ts'

const bookOf = (rows: readonly (readonly Cell[])[], name = 'list'): Book => ({
  title: '',
  sheets: [{ name, columns: [{ title: 'Text', width: 20, wrap: true }], rows }],
})

const sheetOf = (bytes: Uint8Array, number = 1): string => partsOf(bytes).get(`xl/worksheets/sheet${number}.xml`)!

const plain = (xml: string): string =>
  xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** What Excel shows for the text of a cell, by the rules of the format. */
const textOf = (bytes: Uint8Array, ref: string): string => {
  const number = new RegExp(`<c r="${ref}"[^>]* t="s"><v>(\\d+)</v>`).exec(sheetOf(bytes))![1]!
  const items = [
    ...partsOf(bytes)
      .get('xl/sharedStrings.xml')!
      .matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g),
  ]
  return plain(items[Number(number)]![1]!).replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

describe('a workbook', () => {
  it('is sound, with text or without, whatever the text', async () => {
    await expectSound(xlsx(book))
    await expectSound(xlsx(hostileBook))
    await expectSound(xlsx({ title: '', sheets: [] }))
  })

  it('is sound for random text, and holds no formula, no way out and nothing that hides', async () => {
    for (const texts of fc.sample(fc.array(hostileText, { maxLength: 12 }), runs(12))) {
      const bytes = xlsx({ ...bookOf([...texts.map((text) => [text]), texts], texts[0]), title: texts.join('') })
      const parts = await expectSound(bytes)
      const all = [...parts.values()].join('')
      expect(all).not.toMatch(/<f[ >]|[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u007f-\u009f]|\ufeff|<!/)
      expect(sheetOf(bytes)).not.toContain('r:id')
    }
  })

  it('never makes a formula of a text, and says where a cell that is edited would become one', () => {
    const bytes = xlsx(bookOf([['=1+1'], ['+1'], ['-1'], ['@x'], ['1+1'], [-1], [' =1']]))
    const sheet = sheetOf(bytes)
    expect(sheet).not.toContain('<f')
    const quoted = (partsOf(bytes).get('xl/styles.xml')!.split('<cellXfs')[1] ?? '').match(/<xf [^>]*>/g)!
    const isQuoted = (ref: string): boolean =>
      quoted[Number(new RegExp(`<c r="${ref}" s="(\\d+)"`).exec(sheet)![1])]!.includes('quotePrefix="1"')
    expect(['A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'].map(isQuoted)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      true,
    ])
    expect(sheet).toContain('<v>-1</v>')
  })

  it('keeps what looks like an escape of Excel as it is', () => {
    for (const text of ['_x0041_', '_x005F_x0041_', 'a__x000d__b', '_x0041', '_x00e4_x0041_', 'x_X0041_'])
      expect(textOf(xlsx(bookOf([[text]])), 'A2')).toBe(text)
  })

  it('keeps line breaks, turns tabs to blanks, and shows what cannot be written', () => {
    expect(textOf(xlsx(bookOf([['a\r\nb\rc\u2028d\te']])), 'A2')).toBe('a\nb\nc\nd e')
    expect(textOf(xlsx(bookOf([['\u0000\ud800x\uffff\u202e']])), 'A2')).toBe('\\u{0}\\u{d800}x\\u{ffff}\\u{202e}')
  })

  it('says what a cell has no room for', () => {
    const long = textOf(xlsx(bookOf([['😀'.repeat(20_000)]])), 'A2')
    expect(long.length).toBeLessThanOrEqual(32_767)
    expect(long).toMatch(/^(?:😀)+… \(\d+ more characters do not fit here\)$/u)
    const told = Number(/\((\d+) more/.exec(long)![1])
    expect(told + long.indexOf('…')).toBe(40_000)
    expect(textOf(xlsx(bookOf([['x'.repeat(32_767)]])), 'A2')).toBe('x'.repeat(32_767))
    const lines = textOf(xlsx(bookOf([['x\n'.repeat(400)]])), 'A2')
    expect(lines.split('\n')).toHaveLength(254)
    expect(lines.replaceAll(/\s/g, '')).toBe('x'.repeat(400))
  })

  it('says how many rows and columns no sheet has room for', () => {
    const rows = Array.from({ length: 1_048_580 }, (_, i): Cell[] => (i > 1_048_570 ? [i] : []))
    const sheet = sheetOf(xlsx(bookOf(rows)))
    expect(Math.max(...attributes(sheet, 'row', 'r').map(Number))).toBe(1_048_576)
    expect(textOf(xlsx(bookOf(rows)), 'A1048576')).toBe('… and 6 more rows, which no sheet has room for')
    expect(sheet).toContain('<v>1048573</v>')
    expect(sheet).not.toContain('<v>1048574</v>')

    const columns = Array.from({ length: 16_400 }, (_, i) => ({ title: `c${i}`, width: 5 }))
    const wide = xlsx({ title: '', sheets: [{ name: 'a', columns, rows: [columns.map((_, i) => i)] }] })
    expect(
      attributes(sheetOf(wide), 'c', 'r')
        .filter((ref) => ref.endsWith('1'))
        .at(-1),
    ).toBe('XFD1')
    expect(textOf(wide, 'XFD1')).toBe('… and 17 more columns, which no sheet has room for')
    expect(sheetOf(wide)).toContain('<c r="XFC2" s="1"><v>16382</v></c></row>')
  })

  it('gives sheets names that Excel takes, each its own', () => {
    const wanted = [
      ...nasty,
      'A',
      'a',
      'x'.repeat(40),
      'x'.repeat(41),
      "'q'",
      'History',
      'a/b:c',
      '',
      ' ',
      '[r]',
      '_x0041_',
    ]
    const sheets = wanted.map((name) => ({ name, columns: [], rows: [] }))
    const names = attributes(partsOf(xlsx({ title: '', sheets })).get('xl/workbook.xml')!, 'sheet', 'name').map(plain)
    expect(names).toHaveLength(wanted.length)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) {
      expect(name).toMatch(/^(?!')[^\\/:*?[\]\p{Cc}\p{Cs}]{1,31}(?<!')$/u)
      expect(name.length).toBeLessThanOrEqual(31)
      expect(name.toLowerCase()).not.toBe('history')
      expect(name).not.toMatch(/_x[0-9a-f]{4}_/i)
    }
    expect(names.slice(-6)).toEqual([
      'History -',
      'a-b-c',
      `Sheet ${wanted.length - 3}`,
      `Sheet ${wanted.length - 2}`,
      '(r)',
      '-x0041_',
    ])
  })

  it('leads from cells to sheets of its own, and nowhere else', () => {
    const parts = partsOf(xlsx(book))
    expect(attributes(parts.get('xl/worksheets/sheet1.xml')!, 'hyperlink', 'location').slice(0, 2)).toEqual([
      "'Who - whom'!A2",
      "'Who - whom'!A3",
    ])
    const lost: Cell[] = [{ text: 'https://evil.example', link: { sheet: 'https://evil.example' } }]
    expect(sheetOf(xlsx(bookOf([lost])))).not.toContain('hyperlink')
  })

  it('can be read and printed as it is: the header stays, a list is filtered, a page is as wide as the sheet', () => {
    const parts = partsOf(xlsx(book))
    const [list, matrix] = [parts.get('xl/worksheets/sheet1.xml')!, parts.get('xl/worksheets/sheet2.xml')!]
    expect(list).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(list).toContain('<autoFilter ref="A1:D61"/>')
    expect(matrix).toContain('<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>')
    expect(matrix).not.toContain('autoFilter')
    for (const sheet of [list, matrix])
      expect(sheet).toMatch(/<pageSetup paperSize="9" orientation="landscape" fitToWidth="1"/)
    const ranges = [...parts.get('xl/workbook.xml')!.matchAll(/<definedName name="([^"]*)"[^>]*>([^<]*)</g)]
    expect(ranges.map(([, name, range]) => [name, range])).toEqual([
      ['_xlnm._FilterDatabase', "'Findings'!$A$1:$D$61"],
      ['_xlnm.Print_Titles', "'Findings'!$1:$1"],
      ['_xlnm.Print_Titles', "'Who - whom'!$A:$A,'Who - whom'!$1:$1"],
    ])
  })

  it('can be read by people who see less well: each text has a contrast of 4.5 to 1 or more', () => {
    const styles = ['plain', 'strong', 'error', 'warning', 'note', 'good', 'quiet'] as const
    const rows = styles.map((style): Cell[] => [
      { text: 'x', style },
      { text: 'x', style, link: { sheet: 'a' } },
    ])
    const columns = [0, 1].map(() => ({ title: 'x', width: 9 }))
    const shapes = ['list', 'matrix'] as const
    const sheets = shapes.map((shape, i) => ({ name: 'ab'[i]!, columns, rows, shape }))
    const xml = partsOf(xlsx({ title: '', sheets })).get('xl/styles.xml')!
    const inks = [...xml.matchAll(/<font>.*?<color rgb="FF(\w+)"\/>/g)].map(([, ink]) => ink!)
    const fills = [...xml.matchAll(/<fill>(.*?)<\/fill>/g)].map(([, fill]) => /fgColor rgb="FF(\w+)"/.exec(fill!)?.[1])
    const pairs = [...xml.matchAll(/<xf [^>]*fontId="(\d+)" fillId="(\d+)"[^>]*xfId/g)]
    expect(pairs.length).toBeGreaterThan(20)
    for (const [, font, fill] of pairs)
      expect(contrast(inks[Number(font)]!, fills[Number(fill)] ?? 'FFFFFF')).toBeGreaterThanOrEqual(4.5)
  })

  it('has 5,000 rows where there are 5,000', () => {
    const rows = Array.from({ length: 5000 }, (_, i): Cell[] => [i, nasty[i % nasty.length]!, `row ${i}`])
    const parts = partsOf(xlsx(bookOf(rows)))
    expect(attributes(parts.get('xl/worksheets/sheet1.xml')!, 'row', 'r')).toHaveLength(5001)
  })

  it('has the same bytes each time', () => {
    expect(xlsx(hostileBook)).toEqual(xlsx(structuredClone(hostileBook)))
  })
})

/** As the Web Content Accessibility Guidelines reckon it. */
function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [red, green, blue] = [0, 2, 4].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
  return (bright! + 0.05) / (dark! + 0.05)
}
