import { names } from './package.ts'
import { tag, type Xml } from './xml.ts'

/** In the order that a theme has them. Each of those for text has a contrast of 4.5 to 1 or more on white. */
export const themeColours = {
  dk1: '1B2430',
  lt1: 'FFFFFF',
  dk2: '12355B',
  lt2: 'F2F5F8',
  accent1: '1F5FA0',
  accent2: 'B3261E',
  accent3: '8A5A00',
  accent4: '44566C',
  accent5: '1E6E3C',
  accent6: '5F6773',
  hlink: '0B57B0',
  folHlink: '5B3E96',
}

/** Fonts that each machine has, or has one as wide. */
const typeface = 'Arial'

export const theme = (): Xml =>
  tag(
    'a:theme',
    { 'xmlns:a': names.drawing, name: 'faultline' },
    tag(
      'a:themeElements',
      {},
      tag(
        'a:clrScheme',
        { name: 'faultline' },
        Object.entries(themeColours).map(([slot, val]) => tag(`a:${slot}`, {}, tag('a:srgbClr', { val }))),
      ),
      tag('a:fontScheme', { name: 'faultline' }, font('a:majorFont'), font('a:minorFont')),
      formats(),
    ),
  )

const font = (name: string): Xml =>
  tag(name, {}, tag('a:latin', { typeface }), tag('a:ea', { typeface: '' }), tag('a:cs', { typeface: '' }))

/** Three of each, plain: a theme must have them, though nothing here uses them. */
function formats(): Xml {
  const three = (item: Xml): Xml[] => [item, item, item]
  const own = tag('a:solidFill', {}, tag('a:schemeClr', { val: 'phClr' }))
  return tag(
    'a:fmtScheme',
    { name: 'faultline' },
    tag('a:fillStyleLst', {}, three(own)),
    tag('a:lnStyleLst', {}, three(tag('a:ln', { w: 9525 }, own, tag('a:prstDash', { val: 'solid' })))),
    tag('a:effectStyleLst', {}, three(tag('a:effectStyle', {}, tag('a:effectLst')))),
    tag('a:bgFillStyleLst', {}, three(own)),
  )
}
