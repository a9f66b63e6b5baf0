import fc from 'fast-check'

/**
 * YAML as people write it, in all the styles of it, and as it becomes when a hand or a program slips. `ordinary` is
 * what the fast reader must take; of the rest, it takes what it likes.
 */

/** A value, written out: given how far it is indented, the text that follows its `key:` or `-`, up to the line's end. */
type Written = (indent: number) => string

const wordList = [
  ..."refund desk zurück 返金 😀 it's a#b http://shop.example/x 10% 12:30 (late) is the yes x-note".split(' '),
  ...'true null ~ 2024 -1 1e3 .5 1. 0x1F 017 2024-01-01 "so" a*b c&d who? --- :x'.split(' '),
]
const word = fc.constantFrom(...wordList)
const words = fc.array(word, { minLength: 1, maxLength: 5 })

/** In brackets and at the beginning of a text, some signs mean something else. */
const plainWords = fc
  .tuple(
    fc.constantFrom('refund', 'Zurück', '返金', '😀', "it's", 'true', '2024', '-1', '.5', '~', '0x1F', '(late)'),
    words,
  )
  .map(([first, others]) => [first, ...others.filter((other) => !other.startsWith(':'))])

/** Signs that need quotes, and none. */
const awkward = fc.constantFrom(...'|: | # no comment |- |{ }|[|,|"|\'|\\|*|&a |!x '.split('|'))

const spaces = (indent: number): string => ' '.repeat(indent)
const single = (text: string): string => `'${text.replaceAll("'", "''")}'`
const double = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** On one line, and so possible everywhere. */
const inline: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: plainWords.map((texts) => texts.join(' ')) },
  { weight: 2, arbitrary: fc.tuple(words, awkward).map(([texts, sign]) => single(texts.join(sign))) },
  { weight: 2, arbitrary: fc.tuple(words, awkward).map(([texts, sign]) => double(texts.join(sign))) },
  words.map((texts) => `"${texts.map((text) => text.replaceAll('"', '')).join('\\n')}\\t\\x41\\u00e9\\U0001F600\\""`),
  fc.constantFrom('""', "''", '[]', '{}', '{ }', '[ ]'),
  fc.integer({ min: 500, max: 3_000 }).map((length) => 'a long line '.repeat(length / 12).trimEnd()),
)

const comment = fc.constantFrom('', '', '', ' # a note', '   #', ' # it is: "so"')

const between = fc.constantFrom(', ', ', ', ',\n', ' ,\n', ', # a note\n', ',\n# at the margin\n')
const room = fc.constantFrom('', ' ')

const lines = fc.array(plainWords, { minLength: 1, maxLength: 4 })

const writing = <T>(parts: fc.Arbitrary<T>, write: (made: T, indent: number) => string): fc.Arbitrary<Written> =>
  parts.map((made) => (indent) => write(made, indent))

/** Lines of a text, the second and all that follow as far in as they are asked to be. */
const folded = (texts: readonly (readonly string[])[], indent: number, gap = '\n'): string =>
  texts.map((line) => line.join(' ')).join(gap + spaces(indent))

const gaps = fc.constantFrom('\n', '\n\n', ' \n', '  \n   \n', '\n\n\n')

/** Over several lines, in a block or in brackets. */
const multiline: fc.Arbitrary<Written> = fc.oneof(
  writing(fc.tuple(lines, gaps), ([texts, gap], indent) => folded(texts, indent, gap)),
  writing(fc.tuple(lines, gaps), ([texts, gap], indent) => `'${folded(texts, indent, gap).replaceAll("'", "''")}'`),
  writing(
    fc.tuple(lines, gaps),
    ([texts, gap], indent) => `"${folded(texts, indent, gap).replaceAll('"', '\\"')} \\u00e9 \\\\"`,
  ),
)

const blockScalar: fc.Arbitrary<Written> = writing(
  fc.record({
    texts: lines,
    header: fc.constantFrom('|', '>', '|-', '>-', '|+', '>+'),
    note: comment,
    gap: fc.constantFrom('\n', '\n', '\n\n', '\n \n', '\n\n\n'),
    after: fc.constantFrom('', '', '\n', '\n\n', ' ', '  \n'),
    deeper: fc.constantFrom(0, 0, 1, 3),
  }),
  ({ texts, header, note, gap, after, deeper }, indent) => {
    // Lines that are deeper than the first keep their place.
    const placed = texts.map((line, position) => [spaces(position % 2 === 0 ? 0 : deeper) + line.join(' ')])
    return ` ${header}${note}\n${spaces(indent)}${folded(placed, indent, gap)}${after}`
  },
)

const key = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name,
  (name) => name,
  single,
  double,
  (name) => `${name} of ü`,
  (name) => `${name} `,
)

type Tied = { value: Written; flow: Written; block: Written }

/** `others` are values that may stand behind a key or a dash, of whatever kind. */
const valuesWith = (...others: fc.Arbitrary<Written>[]): fc.Arbitrary<Written> =>
  fc.letrec<Tied>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 2, arbitrary: writing(fc.tuple(inline, comment), ([text, note]) => ` ${text}${note}`) },
      writing(comment, (note) => note),
      writing(multiline, (text, indent) => ` ${text(indent)}`),
      blockScalar,
      {
        weight: 2,
        arbitrary: writing(fc.tuple(tie('flow'), comment), ([text, note], indent) => ` ${text(indent)}${note}`),
      },
      ...others,
      { weight: 4, arbitrary: tie('block') },
    ),

    flow: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 2, arbitrary: writing(inline, (text) => text) },
      writing(multiline, (text, indent) => text(indent)),
      writing(
        fc.tuple(fc.array(tie('flow'), { maxLength: 3 }), between, room, fc.boolean()),
        ([items, joint, blank, isTall], indent) =>
          inBrackets(
            items.map((item) => item(indent)),
            '[]',
            joint,
            blank,
            isTall,
            indent,
          ),
      ),
      writing(
        fc.tuple(fc.array(fc.tuple(key, tie('flow')), { maxLength: 3 }), between, room, fc.boolean()),
        ([entries, joint, blank, isTall], indent) => {
          const texts = entries.map(([name, item], position) => `${name(`key-${position}`)}: ${item(indent)}`)
          return inBrackets(texts, '{}', joint, blank, isTall, indent)
        },
      ),
    ),

    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      writing(
        fc.tuple(fc.array(tie('value'), { minLength: 1, maxLength: 3 }), comment, fc.integer({ min: 0, max: 2 })),
        // Dashes may stand as far in as the key that they belong to.
        ([items, note, deeper], indent) =>
          note + items.map((item) => `\n${spaces(indent - 2 + deeper)}-${item(indent + deeper)}`).join(''),
      ),
      writing(fc.tuple(entriesOf(tie('value')), comment), ([entries, note], indent) => `${note}\n${entries(indent)}`),
      // Maps that begin on the line of their dash.
      writing(fc.array(entriesOf(tie('value')), { minLength: 1, maxLength: 2 }), (items, indent) =>
        items.map((entries) => `\n${spaces(indent)}- ${entries(indent + 2).trimStart()}`).join(''),
      ),
    ),
  })).value

/** The entries of a block map, each on lines of its own. */
function entriesOf(values: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  const above = fc.constantFrom('', '', '', '\n', '# a line of its own\n')
  return writing(fc.array(fc.tuple(key, values, above), { minLength: 1, maxLength: 3 }), (entries, indent) => {
    const texts = entries.map(([name, text, before], position) => {
      const own = before.startsWith('#') ? spaces(indent) + before : before
      return `${position === 0 ? '' : own}${spaces(indent)}${name(`key-${position}`)}:${text(indent + 2)}`
    })
    return texts.join('\n')
  })
}

/** Entries in brackets; where these are tall, the last one stands on a line of its own. */
function inBrackets(
  texts: readonly string[],
  [open, close]: string,
  joint: string,
  room: string,
  isTall: boolean,
  indent: number,
): string {
  const inner = texts.join(joint.endsWith('\n') ? joint + spaces(indent) : joint)
  return `${open}${room}${inner}${isTall ? `\n${spaces(indent)}` : room}${close}`
}

const documentsOf = (values: fc.Arbitrary<Written>, befores: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      before: fc.constantFrom('', '', ...befores),
      entries: entriesOf(values),
      after: fc.constantFrom('\n', '\n', '', '\n\n\n', '\n# the end', '\n...\n', '\n... # the end\n\n'),
      lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n'),
    })
    .map(({ before, entries, after, lineEnd }) => `${before}${entries(0)}${after}`.replaceAll('\n', lineEnd))

/** What people write. */
export const ordinary: fc.Arbitrary<string> = documentsOf(valuesWith(), [
  '# a note\n',
  '---\n',
  '\n\n',
  '# a note\n---\n',
  '--- # here\n',
])

const rare: fc.Arbitrary<Written> = fc.oneof(
  writing(lines, (texts, indent) => ` "${folded(texts, indent, ' \\\n').replaceAll('"', '')}"`),
  writing(fc.tuple(lines, fc.constantFrom('|1', '>2-', '|+1')), ([texts, header], indent) => {
    return ` ${header}\n${spaces(indent)}${folded(texts, indent)}`
  }),
  writing(inline, (text) => `\t${text}`),
  writing(inline, (text) => ` ${text}\t# a note`),
  writing(inline, (text) => ` &anchor ${text}`),
  writing(inline, (text) => ` !!str ${text}`),
  writing(inline, (text, indent) => `\n${spaces(indent)}? ${text}\n${spaces(indent)}: ${text}`),
  writing(inline, (text) => ` [key: ${text}]`),
  writing(inline, (text) => ` { key, "key":${text}, }`),
)

/** What is YAML too, and what few people write: most of these documents hold something of it. */
export const unusual: fc.Arbitrary<string> = documentsOf(valuesWith(rare, rare, rare), [
  '\uFEFF',
  '%YAML 1.2\n---\n',
  '---\n---\n',
  '...\n',
])

const parts = [
  ..."a,b,c: ,d:,e: f,- ,-, ,  ,\",','',\"x\",'y',[,],{,},:,: , # z,#,|,>,|-,>+,|2,\\,\\n,?,? ,&a,*a,!t,%,@,`".split(
    ',',
  ),
  ...['\t', ',', ', ', '---', '--- ', '...', '~', '1', '0x1', 'é', '返', '😀', '.', '\u00a0', '\uFEFF', '<<', '='],
  ...['\n', '\n', '\n', '\n', '\r\n', '\r', '\n ', '\n  ', '\n  ', '\n    ', '\n\n', '\n\n  ', '   ', '\\\n'],
  ...['\n]', '\n}', '\n  ]', '\n# z', '\n  # z\n', 'k: |\n  ', 'k: >\n  ', 'k: "', "k: '", 'k: [', 'k: {', 'k:\n  - '],
]

/** Signs that mean something, in no order, behind a beginning that makes sense. */
export const soups: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'k: ', 'k:\n  a: b\n  ', 'k:\n- ', 'k: {', 'k: [a,\n', 'k: |\n', 'k: >-\n ', 'k: "', 'k: x\n'),
    fc.array(
      fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...parts) }, fc.string({ unit: 'binary', maxLength: 2 })),
      {
        minLength: 1,
        maxLength: 14,
      },
    ),
  )
  .map(([beginning, rest]) => beginning + rest.join(''))

/** From 0 to 1, so that it fits every text. */
const where = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

interface Slip {
  readonly act: 'delete' | 'insert' | 'replace' | 'repeat' | 'swap' | 'indent' | 'outdent' | 'cut' | 'bytes'
  readonly where: number
  readonly elsewhere: number
  readonly sign: string
}

const slip: fc.Arbitrary<Slip> = fc.record({
  act: fc.constantFrom('delete', 'insert', 'insert', 'replace', 'repeat', 'swap', 'indent', 'outdent', 'cut', 'bytes'),
  where,
  elsewhere: where,
  sign: fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', minLength: 1, maxLength: 2 })),
})

/** A text after one slip, or up to three. */
export const mutantsOf = (originals: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(originals, fc.array(slip, { minLength: 1, maxLength: 3 }))
    .map(([original, slips]) => slips.reduce(withSlip, original))

function withSlip(text: string, { act, where, elsewhere, sign }: Slip): string {
  const at = Math.floor(where * text.length)
  if (act === 'delete') return text.slice(0, at) + text.slice(at + 1)
  if (act === 'insert') return text.slice(0, at) + sign + text.slice(at)
  if (act === 'replace') return text.slice(0, at) + sign + text.slice(at + 1)
  if (act === 'cut') return text.slice(0, at)
  if (act === 'bytes') return withByte(text, at, Math.floor(elsewhere * 256))
  const lines = text.split('\n')
  const one = Math.floor(where * lines.length)
  const other = Math.floor(elsewhere * lines.length)
  if (act === 'repeat') lines.splice(other, 0, lines[one]!)
  else if (act === 'swap') [lines[one], lines[other]] = [lines[other]!, lines[one]!]
  else if (act === 'indent') lines[one] = spaces(1 + (other % 3)) + lines[one]!
  else lines[one] = lines[one]!.slice(1 + (other % 2))
  return lines.join('\n')
}

/** One byte of the file is another; what is no UTF-8 then is read as a sign that says so. */
function withByte(text: string, at: number, byte: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length > 0) bytes[at % bytes.length] = byte
  return bytes.toString()
}
