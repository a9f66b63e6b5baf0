import { unsafe } from '../report/text.ts'

declare const written: unique symbol

/** XML that `tag` and `text` made: nothing else can be put where XML goes, so no text gets there unescaped. */
export type Xml = string & { readonly [written]: true }

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element. Attributes without a value are left out; yes and no are written as 1 and 0. */
export function tag(name: string, attributes: Attributes = {}, ...children: readonly Child[]): Xml {
  let head = `<${name}`
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) head += ` ${key}="${attribute(value)}"`
  const inner = children.flat().join('')
  return (inner === '' ? `${head}/>` : `${head}>${inner}</${name}>`) as Xml
}

type Child = Xml | readonly Xml[]

export const text = (words: string): Xml => escaped(shown(words)) as Xml

/** A whole file. */
export const file = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`

/**
 * Text from files as office programs can show it: signs that control, reverse or hide, and those that XML cannot hold,
 * become visible escapes; each kind of line break becomes `\n`, a tab a blank.
 */
export const shown = (words: string): string =>
  /^[\n\x20-\x7e]*$/.test(words)
    ? words
    : words
        .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
        .replaceAll('\t', ' ')
        .replaceAll(hidden, (sign) => (sign === '\n' ? sign : `\\u{${sign.codePointAt(0)!.toString(16)}}`))

const hidden = new RegExp(`${unsafe().source}|[\\ufffe\\uffff]`, 'gu')

const attribute = (value: string | number | boolean): string => {
  if (typeof value === 'boolean') return value ? '1' : '0'
  // A line break that is not written as a reference would be read as a blank.
  return typeof value === 'number' ? String(value) : escaped(shown(value)).replaceAll('\n', '&#10;')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (words: string): string => words.replaceAll(/[&<>"]/g, (sign) => entities[sign]!)
