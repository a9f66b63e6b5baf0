import { type Deck, type Slide, slideSize } from './deck.ts'
import { setParagraphs } from './fit.ts'
import { layoutPaths, masterParts, masterPath, notesMasterParts, notesMasterPath, usualText } from './masters.ts'
import { type Part, packaged } from './package.ts'
import { placeholderOf, slideOf, spaces, tree } from './slide.ts'
import { emu, paragraphsOf } from './slide-text.ts'
import { tag, type Xml } from './xml.ts'

export type * from './deck.ts'
export { places, slideSize } from './deck.ts'

const type = 'presentationml'

/**
 * A deck of slides as PowerPoint, Keynote and LibreOffice open it: boxes, lines, tables and text, all to be edited. Text
 * stays in its box. It points to nothing outside itself; the same deck gives the same bytes. Throws where a connector
 * names a shape that is not on its slide, or a colour is none: faults of who made the deck, not of what it tells.
 */
export function pptx({ title, slides }: Deck): Uint8Array {
  const hasNotes = slides.some(({ notes }) => notes)
  const paths = slides.map((_, i) => `ppt/slides/slide${i + 1}.xml`)
  const main: Part = {
    path: 'ppt/presentation.xml',
    type: `${type}.presentation.main+xml`,
    xml: presentation(slides.length, hasNotes),
    relations: [
      ...paths.map((to, i) => ({ id: `rId${i + 3}`, kind: 'slide', to })),
      { id: 'rId1', kind: 'slideMaster', to: masterPath },
      ...(hasNotes ? [{ id: 'rId2', kind: 'notesMaster', to: notesMasterPath }] : []),
    ],
  }
  return packaged(title, [
    main,
    ...masterParts(),
    ...(hasNotes ? notesMasterParts() : []),
    ...slides.flatMap((slide, i) => slideParts(slide, i, paths[i]!)),
  ])
}

function slideParts(slide: Slide, i: number, path: string): Part[] {
  const layout = slide.cover ? 'cover' : slide.body ? 'list' : 'plain'
  const notesPath = `ppt/notesSlides/notesSlide${i + 1}.xml`
  const toLayout = { id: 'rId1', kind: 'slideLayout', to: layoutPaths[layout] }
  const own = { path, type: `${type}.slide+xml`, xml: slideOf(slide, i) }
  if (!slide.notes) return [{ ...own, relations: [toLayout] }]
  return [
    { ...own, relations: [toLayout, { id: 'rId2', kind: 'notesSlide', to: notesPath }] },
    {
      path: notesPath,
      type: `${type}.notesSlide+xml`,
      xml: notesOf(slide.notes),
      relations: [
        { id: 'rId1', kind: 'notesMaster', to: notesMasterPath },
        { id: 'rId2', kind: 'slide', to: path },
      ],
    },
  ]
}

const presentation = (slides: number, hasNotes: boolean): Xml =>
  tag(
    'p:presentation',
    { ...spaces, saveSubsetFonts: true },
    tag('p:sldMasterIdLst', {}, tag('p:sldMasterId', { id: 2_147_483_648, 'r:id': 'rId1' })),
    hasNotes ? tag('p:notesMasterIdLst', {}, tag('p:notesMasterId', { 'r:id': 'rId2' })) : [],
    slides > 0
      ? tag(
          'p:sldIdLst',
          {},
          Array.from({ length: slides }, (_, i) => tag('p:sldId', { id: 256 + i, 'r:id': `rId${i + 3}` })),
        )
      : [],
    tag('p:sldSz', { cx: emu(slideSize.width), cy: emu(slideSize.height) }),
    tag('p:notesSz', { cx: emu(540), cy: emu(780) }),
    usualText(),
  )

const notesOf = (notes: string): Xml =>
  tag(
    'p:notes',
    spaces,
    tag(
      'p:cSld',
      {},
      tree([
        tag('p:sp', {}, placeholderOf('Slide', 2, { type: 'sldImg' }), tag('p:spPr')),
        tag(
          'p:sp',
          {},
          placeholderOf('Notes', 3, { type: 'body', idx: 1 }),
          tag('p:spPr'),
          tag('p:txBody', {}, tag('a:bodyPr'), tag('a:lstStyle'), paragraphsOf(setParagraphs(notes, { size: 12 }))),
        ),
      ]),
    ),
    tag('p:clrMapOvr', {}, tag('a:masterClrMapping')),
  )
