/** What stands behind a backslash in double quotes, and what it means: YAML 1.2.2, section 5.7. */
const meant: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const escape = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]))/g

/** The meaning of a text in double quotes, on one line; undefined where a backslash begins no sign. */
export function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return text
  let isKnown = true
  const result = text.replaceAll(escape, (_, two?: string, four?: string, eight?: string, one?: string) => {
    const hex = two ?? four ?? eight
    if (hex === undefined && one !== undefined && Object.hasOwn(meant, one)) return meant[one]!
    const number = hex === undefined ? Number.NaN : Number.parseInt(hex, 16)
    if (number <= 0x10ffff) return String.fromCodePoint(number)
    isKnown = false
    return ''
  })
  return isKnown ? result : undefined
}
