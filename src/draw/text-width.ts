/**
 * How wide a text is, without a font at hand: the advance widths of Helvetica, which Arial and Liberation Sans share,
 * in thousandths of the size. What the table does not have is taken by its kind, rather too wide than too narrow.
 */
export function textWidth(text: string, size: number, isBold = false): number {
  let thousandths = 0
  if (isPlain.test(text)) for (let i = 0; i < text.length; i += 1) thousandths += plainWidth(text.charCodeAt(i))
  else for (const sign of signsOf(text)) thousandths += signWidth(sign)
  return (thousandths * size * (isBold ? 1.1 : 1)) / 1000
}

/** Latin letters and the usual marks, one unit a sign. */
const isPlain = /^[\x20-\x7e\xa0-\u017f\u2010-\u2027\u2190-\u2193\u20ac]*$/

function plainWidth(unit: number): number {
  if (unit < 127) return ascii[unit - 32]!
  let width = plainWidths.get(unit)
  if (width === undefined) plainWidths.set(unit, (width = signWidth(String.fromCharCode(unit))))
  return width
}

/** Those that were asked for. */
const plainWidths = new Map<number, number>()

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Units of UTF-16 that are looked at together; the longest emoji has 40 or so. */
const stretch = 256

/**
 * The signs as people count them: an emoji of several parts is one. A long text is taken in stretches, since the engine
 * copies all that it was given for each sign.
 */
export function signsOf(text: string): string[] {
  const signs: string[] = []
  for (let at = 0; at < text.length; ) {
    // Half of a letter would be taken for one.
    const end = /[\ud800-\udbff]/.test(text.charAt(at + stretch - 1)) ? at + stretch + 1 : at + stretch
    const those = Array.from(graphemes.segment(text.slice(at, end)), ({ segment }) => segment)
    // The last one may go on behind the stretch.
    if (end < text.length && those.length > 1) those.pop()
    for (const sign of those) {
      signs.push(sign)
      at += sign.length
    }
  }
  return signs
}

/** From the blank to the tilde. */
const ascii = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]

const others: Readonly<Record<string, number>> = {
  '“': 333,
  '”': 333,
  '‘': 222,
  '’': 222,
  '–': 556,
  '—': 1000,
  '…': 1000,
  '·': 278,
  '→': 1000,
  '←': 1000,
  '€': 556,
  '×': 584,
}

function signWidth(sign: string): number {
  const known = others[sign]
  if (known !== undefined) return known
  const [first = ''] = sign
  const base = first.normalize('NFD').codePointAt(0)!
  if (base >= 32 && base < 127) return ascii[base - 32]!
  if (/^\p{M}|^[\u200c\u200d]/u.test(sign)) return sign.length === 1 ? 0 : 600
  if (/\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}/u.test(sign)) return 1300
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u.test(sign)) return 1000
  if (/[\p{Script=Greek}\p{Script=Cyrillic}]/u.test(first)) return /\p{Lu}|[жмшщыюф]/u.test(first) ? 950 : 640
  if (/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first)) return first >= '\ufb50' ? 1600 : 720
  return /\p{L}|\p{N}/u.test(first) ? 900 : 1100
}
