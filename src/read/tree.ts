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
export function valueOf({ text, plain }: Scalar): Value {
  if (!plain) return text
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null
  const first = text.charCodeAt(0)
  const mayBeOther = first < 0x3a || first === 0x54 || first === 0x74 || first === 0x46 || first === 0x66
  if (!mayBeOther) return text
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  if (/^[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/.test(text)) return Number(text)
  if (/^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(text)) return Number(text)
  return text
}

export const isEmpty = (node: Node): boolean => node.kind === 'scalar' && valueOf(node) === null

/** A value that says nothing, as the empty text behind `next:` does. */
export const emptyAt = (offset: number): Scalar => ({
  kind: 'scalar',
  start: offset,
  end: offset,
  text: '',
  plain: true,
})
