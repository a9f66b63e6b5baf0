import { afterEach, expect, it, vi } from 'vitest'
import { pptx } from '../../src/office/pptx.ts'
import { xlsx } from '../../src/office/xlsx.ts'
import { zip } from '../../src/office/zip.ts'
import { expectSound, partsOf } from './opened.ts'
import { book, deck } from './samples.ts'

const here = process.env['TZ']

afterEach(() => {
  vi.useRealTimers()
  if (here === undefined) delete process.env['TZ']
  else process.env['TZ'] = here
})

const both = (): Uint8Array[] => [xlsx(book), pptx(deck)]

it('depends neither on the clock nor on where in the world it stands', () => {
  const before = both()
  vi.useFakeTimers({ now: new Date('2099-12-31T23:59:59Z') })
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu']) {
    process.env['TZ'] = zone
    expect(both()).toEqual(before)
  }
})

it('lies in the order of the names, the list of types first', () => {
  for (const bytes of both()) {
    const paths = [...partsOf(bytes).keys()]
    expect(paths[0]).toBe('[Content_Types].xml')
    expect(paths).toEqual(paths.toSorted())
  }
})

it('is measured against conventions that refuse other documents', async () => {
  const parts = partsOf(pptx(deck))
  const types = '[Content_Types].xml'
  const broken: readonly [string, (xml: string) => string][] = [
    ['ppt/slides/slide2.xml', (xml) => xml.replace('</p:sld>', '')],
    ['ppt/slides/slide2.xml', (xml) => xml.replace('Takes the call', 'a & b')],
    [types, (xml) => xml.replace('/ppt/slides/slide2.xml', '/ppt/slides/slide7.xml')],
    ['ppt/_rels/presentation.xml.rels', (xml) => xml.replace('slide2.xml', 'slide7.xml')],
    ['ppt/_rels/presentation.xml.rels', (xml) => xml.replace('Id="rId4"', 'Id="rId99"')],
  ]
  for (const [path, change] of broken) {
    const changed = new Map(parts)
    expect(change(parts.get(path)!)).not.toBe(parts.get(path))
    changed.set(path, change(parts.get(path)!))
    await expect(expectSound(zip(changed)), path).rejects.toThrow()
  }
})
