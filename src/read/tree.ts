/** What stands in a file, with the place of everything: offsets are UTF-16 units from the start of the text, ends exclusive. */
export type Node = Scalar | List | Mapping

export interface Scalar {
  readonly kind: 'scalar'
  readonly start: number
  readonly end: number
  /** The text as meant: quotes and escapes resolved, but nothing read as a number yet. */
  readonly text: string
  /** Written without quotes, so that `2024`, `true` or nothing at all may mean something else than a text. */
  readonly plain: boolean
}

export interface List {
  readonly kind: 'list'
  readonly start: number
  end: number
  readonly items: Node[]
}

export interface Mapping {
  readonly kind: 'map'
  readonly start: number
  end: number
  /** Written as `{ … }`. */
  readonly flow: boolean
  readonly entries: Map<string, Entry>
}

export interface Entry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: Node
}

export type Value = string | number | boolean | null

/** The value of a scalar by the core schema of YAML 1.2.2, section 10.3.2. */
export const valueOf = ({ text, plain }: Scalar): Value => (plain ? valueOfPlain(text) : text)

/** The value of a text that is written without quotes. */
export function valueOfPlain(text: string): Value {
  const first = text.charCodeAt(0)
  // Digits and signs, and the letters of the words below; nothing at all is not a number.
  if (first >= 0x3a && !startsWord(first)) return text
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
  }
  if (first >= 0x3a) return text
  if (/^[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/.test(text)) return Number(text)
  if (/^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(text)) return Number(text)
  return text
}

/** F, N, T, f, n, t and ~ */
const startsWord = (sign: number): boolean =>
  sign === 0x7e || (sign | 0x20) === 0x66 || (sign | 0x20) === 0x6e || (sign | 0x20) === 0x74

export const isEmpty = (node: Node): boolean => node.kind === 'scalar' && valueOf(node) === null

/** A value that says nothing, as the empty text behind `next:` does. */
export const emptyAt = (offset: number): Scalar => ({
  kind: 'scalar',
  start: offset,
  end: offset,
  text: '',
  plain: true,
})
