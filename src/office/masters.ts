import { type Box, places, type ThemeColour } from './deck.ts'
import type { Part } from './package.ts'
import { frameOf } from './shapes.ts'
import { placeholderOf, slideNumber, spaces, tree } from './slide.ts'
import { emu, fillOf } from './slide-text.ts'
import { theme } from './theme.ts'
import { tag, text, type Xml } from './xml.ts'

const type = 'presentationml'
const themeType = 'theme+xml'

export const masterPath = 'ppt/slideMasters/slideMaster1.xml'
export const notesMasterPath = 'ppt/notesMasters/notesMaster1.xml'

/** By what a slide has on it. */
export const layoutPaths = {
  cover: 'ppt/slideLayouts/slideLayout1.xml',
  plain: 'ppt/slideLayouts/slideLayout2.xml',
  list: 'ppt/slideLayouts/slideLayout3.xml',
}

/** The master with its theme and its three layouts. */
export function masterParts(): Part[] {
  const layouts = Object.values(layoutPaths)
  const toMaster = [{ id: 'rId1', kind: 'slideMaster', to: masterPath }]
  const layout = (path: string, xml: Xml): Part => ({ path, type: `${type}.slideLayout+xml`, xml, relations: toMaster })
  return [
    {
      path: masterPath,
      type: `${type}.slideMaster+xml`,
      xml: master(layouts.length),
      relations: [
        ...layouts.map((to, i) => ({ id: `rId${i + 1}`, kind: 'slideLayout', to })),
        { id: `rId${layouts.length + 1}`, kind: 'theme', to: 'ppt/theme/theme1.xml' },
      ],
    },
    { path: 'ppt/theme/theme1.xml', type: themeType, xml: theme() },
    layout(layoutPaths.cover, cover()),
    layout(
      layoutPaths.plain,
      layoutOf('titleOnly', 'Title only', [placeholder('Title', 2, { type: 'title' }), slideNumberPlace(3)]),
    ),
    layout(
      layoutPaths.list,
      layoutOf('tx', 'Title and list', [
        placeholder('Title', 2, { type: 'title' }),
        placeholder('List', 3, { type: 'body', idx: 1 }),
        slideNumberPlace(4),
      ]),
    ),
  ]
}

/** What notes need, once there are some. */
export const notesMasterParts = (): Part[] => [
  {
    path: notesMasterPath,
    type: `${type}.notesMaster+xml`,
    xml: tag(
      'p:notesMaster',
      spaces,
      tag(
        'p:cSld',
        {},
        ground('background'),
        tree([
          placeholder('Slide', 2, { type: 'sldImg', idx: 2 }, { x: 66, y: 60, width: 408, height: 230 }),
          placeholder('Notes', 3, { type: 'body', idx: 1 }, { x: 54, y: 320, width: 432, height: 400 }),
        ]),
      ),
      colourMap(),
    ),
    relations: [{ id: 'rId1', kind: 'theme', to: 'ppt/theme/theme2.xml' }],
  },
  { path: 'ppt/theme/theme2.xml', type: themeType, xml: theme() },
]

function master(layouts: number): Xml {
  return tag(
    'p:sldMaster',
    spaces,
    tag(
      'p:cSld',
      {},
      ground('background'),
      tree([
        placeholder('Title', 2, { type: 'title' }, places.title, { anchor: 'b' }),
        placeholder('List', 3, { type: 'body', idx: 1 }, places.content, { anchor: 't' }),
        slideNumberPlace(4, places.number),
      ]),
    ),
    colourMap(),
    tag(
      'p:sldLayoutIdLst',
      {},
      Array.from({ length: layouts }, (_, i) => tag('p:sldLayoutId', { id: 2_147_483_649 + i, 'r:id': `rId${i + 1}` })),
    ),
    tag(
      'p:txStyles',
      {},
      tag('p:titleStyle', {}, level(1, 28, 'dark', { bold: true })),
      tag('p:bodyStyle', {}, levels(18)),
      tag('p:otherStyle', {}, level(1, 14, 'text')),
    ),
  )
}

const cover = (): Xml =>
  layoutOf(
    'title',
    'Cover',
    [
      bar(),
      placeholder(
        'Title',
        2,
        { type: 'ctrTitle' },
        places.coverTitle,
        { anchor: 'b' },
        level(1, 40, 'background', { bold: true }),
      ),
      placeholder(
        'Subtitle',
        3,
        { type: 'subTitle', idx: 1 },
        places.coverSubtitle,
        { anchor: 't' },
        level(1, 20, 'pale'),
      ),
    ],
    ground('dark'),
  )

const layoutOf = (kind: string, name: string, shapes: readonly Xml[], own: Xml | [] = []): Xml =>
  tag(
    'p:sldLayout',
    { ...spaces, type: kind, preserve: true },
    tag('p:cSld', { name }, own, tree(shapes)),
    tag('p:clrMapOvr', {}, tag('a:masterClrMapping')),
  )

const ground = (colour: ThemeColour): Xml => tag('p:bg', {}, tag('p:bgPr', {}, fillOf(colour), tag('a:effectLst')))

/** A short line between title and subtitle of the cover. */
const bar = (): Xml =>
  tag(
    'p:sp',
    {},
    tag('p:nvSpPr', {}, tag('p:cNvPr', { id: 4, name: 'Line' }), tag('p:cNvSpPr'), tag('p:nvPr', { userDrawn: true })),
    tag(
      'p:spPr',
      {},
      frameOf('a:xfrm', { x: 76, y: 272, width: 96, height: 4 }),
      tag('a:prstGeom', { prst: 'rect' }, tag('a:avLst')),
      fillOf('accent-light'),
      tag('a:ln', {}, tag('a:noFill')),
    ),
  )

function placeholder(
  name: string,
  id: number,
  kind: { readonly type: string; readonly idx?: number },
  at?: Box,
  body: { readonly anchor?: string } = {},
  style?: Xml,
): Xml {
  const inset = emu(4)
  const own = at && kind.type !== 'sldImg' ? { wrap: 'square', lIns: inset, tIns: inset, rIns: inset, bIns: inset } : {}
  const isPicture = kind.type === 'sldImg'
  return tag(
    'p:sp',
    {},
    placeholderOf(name, id, kind),
    at ? tag('p:spPr', {}, frameOf('a:xfrm', at), tag('a:prstGeom', { prst: 'rect' }, tag('a:avLst'))) : tag('p:spPr'),
    isPicture
      ? []
      : tag(
          'p:txBody',
          {},
          tag('a:bodyPr', { ...own, ...body }, at ? tag('a:normAutofit') : []),
          tag('a:lstStyle', {}, style ?? []),
          tag('a:p', {}, tag('a:r', {}, tag('a:rPr', { dirty: false }), tag('a:t', {}, text(name)))),
        ),
  )
}

const slideNumberPlace = (id: number, at?: Box): Xml =>
  tag(
    'p:sp',
    {},
    placeholderOf('Slide number', id, { type: 'sldNum', idx: 12 }),
    at ? tag('p:spPr', {}, frameOf('a:xfrm', at), tag('a:prstGeom', { prst: 'rect' }, tag('a:avLst'))) : tag('p:spPr'),
    tag(
      'p:txBody',
      {},
      tag('a:bodyPr', { anchor: 'ctr' }),
      tag('a:lstStyle', {}, at ? level(1, 10, 'quiet', { align: 'r' }) : []),
      tag('a:p', {}, slideNumber('‹#›')),
    ),
  )

/** How text of a level looks unless a slide says otherwise. */
const level = (
  depth: number,
  size: number,
  colour: ThemeColour,
  { bold = false, align = 'l' }: { readonly bold?: boolean; readonly align?: string } = {},
  isListed = false,
): Xml =>
  tag(
    `a:lvl${depth}pPr`,
    { marL: isListed ? emu(20 * depth) : 0, indent: isListed ? -emu(20) : 0, algn: align },
    isListed ? [tag('a:buFont', { typeface: 'Arial' }), tag('a:buChar', { char: '•' })] : tag('a:buNone'),
    tag('a:defRPr', { sz: size * 100, b: bold }, fillOf(colour), tag('a:latin', { typeface: '+mn-lt' })),
  )

const levels = (size: number): Xml[] =>
  Array.from({ length: 5 }, (_, i) => level(i + 1, Math.max(12, size - 2 * i), 'text', {}, true))

/** What text in boxes looks like that are in no layout. */
export const usualText = (): Xml => tag('p:defaultTextStyle', {}, level(1, 14, 'text'))

const colourMap = (): Xml =>
  tag('p:clrMap', {
    bg1: 'lt1',
    tx1: 'dk1',
    bg2: 'lt2',
    tx2: 'dk2',
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`accent${number}`, `accent${number}`])),
    hlink: 'hlink',
    folHlink: 'folHlink',
  })
