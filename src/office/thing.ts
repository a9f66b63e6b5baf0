import type { Arrow } from './deck.ts'
import { shown, tag, type Xml } from './xml.ts'

/** Longer descriptions nobody listens to. */
const mostAlt = 2_000

/** What a thing is called, by number and name, and what is said to those who do not see it. */
export function described(
  { name, alt }: { readonly name?: string; readonly alt?: string },
  number: number,
  usual: string,
  isSilent: boolean,
): Xml {
  const descr = alt ? [...shown(alt).slice(0, mostAlt * 2)].slice(0, mostAlt).join('') : undefined
  const decoration = tag(
    'a:extLst',
    {},
    tag(
      'a:ext',
      { uri: '{C183D7F6-B498-43B3-948B-1728B52AA6E4}' },
      tag('adec:decorative', {
        'xmlns:adec': 'http://schemas.microsoft.com/office/drawing/2017/decorative',
        val: true,
      }),
    ),
  )
  return tag(
    'p:cNvPr',
    { id: number, name: name ? [...name].slice(0, 200).join('') : `${usual} ${number}`, descr },
    isSilent && descr === undefined ? decoration : [],
  )
}

export function arrowHeads(arrow: Arrow, isOpen = false): Xml[] {
  const head = (name: string): Xml => tag(name, { type: isOpen ? 'arrow' : 'triangle', w: 'med', len: 'med' })
  return [
    ...(arrow === 'start' || arrow === 'both' ? [head('a:headEnd')] : []),
    ...(arrow === 'end' || arrow === 'both' ? [head('a:tailEnd')] : []),
  ]
}
