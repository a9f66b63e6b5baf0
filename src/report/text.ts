import stringWidth from 'fast-string-width'

/**
 * Text from files, made safe to show: control characters, and signs that reverse or hide what is read, become visible
 * escapes, and so does the beginning of what a pipeline would take for a command in its log. Line breaks and tabs
 * become blanks.
 */
export const clean = (text: string): string =>
  ordinary.test(text) && !/::|##/.test(text)
    ? text
    : text
        .replaceAll(/[\t\r\n\u2028\u2029]+/g, ' ')
        .replaceAll(unsafe(), (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`)
        .replaceAll(/(?<!\S)::(?=[a-z])/gi, '\\u{3a}:')
        .replaceAll(oldCommand, '\\u{23}#')

/**
 * Nothing but signs that all can see, and that take a column each: ASCII, Latin letters, dashes, quotes, dots, an arrow.
 * Nearly every text is so; the rest needs tables of all signs, which to set up takes longer than to judge a blueprint.
 */
const ordinary = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2013\u2014\u2018-\u201d\u2022\u2026\u2192]*$/

/**
 * `##[error]`, `##vso[…]`: pipelines obey these anywhere in a line. (`::error::` counts at its start alone, blanks
 * aside; but where a line is broken, any word can come to stand there.)
 */
export const oldCommand = /##(?=\w*\[)/g

/**
 * C0, DEL, C1; line separators; signs that turn the order of others round, and those that nothing is seen of; lone
 * surrogates. One joiner stays, inside emoji and scripts, and one sign that picks the form of what stands before it:
 * several in a row would hide a text.
 */
export const unsafe = (): RegExp =>
  /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\u2800\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}(?<!(?<!\u200c|\u200d)(?:\u200c|\u200d)|(?<!\p{Default_Ignorable_Code_Point})(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])|[\u180b-\u180d\u180f])/gu

/** How many columns of a terminal a text takes. */
export const width = (text: string): number => (ordinary.test(text) ? text.length : stringWidth(text))

/** Breaks between words; the first line begins at column `first`, the others are indented by `indent` blanks. */
export function wrap(text: string, columns: number, indent: number, first = indent): string {
  const lines: string[] = []
  let line = ''
  let room = columns - first
  for (const word of text.split(' ')) {
    if (line !== '' && width(line) + 1 + width(word) > room) {
      lines.push(line)
      line = ''
      room = columns - indent
    }
    line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.join(`\n${' '.repeat(indent)}`)
}
