import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Node, type Scalar, valueOf } from '../src/read/tree.ts'
import type { Parsed } from '../src/read/slips.ts'
import { parseOrdinary as ordinary } from '../src/read/yaml-ordinary.ts'
import { parseCarefully } from '../src/read/yaml-carefully.ts'
import { runs } from './helpers/random.ts'

/**
 * Two readers stand behind one door: the fast one for nearly every file, the careful one for what it refuses. A file
 * must not change its meaning when an anchor is added somewhere, so what the fast one reads the careful one reads alike.
 *
 * Offsets that are not compared, since the two do not agree on them:
 * - Of an empty key or value, where `a: ` is empty behind `a` for the fast one and behind the colon for the careful one.
 *   Nothing points there: the place of an empty value is its key.
 * - The beginning of a block scalar, which is its first line for the fast one (`a: |⏎  b` at 5) and the `|` or `>` for
 *   the careful one (at 3). Its end is compared without the blank lines behind it, which only the fast one counts in.
 */

/** Texts that the two read differently. Mutants of these kinds are left out; that the difference is still there is tested. */
const differences: { what: string; example: string; isIn: (text: string) => boolean }[] = [
  {
    // The fast one is right by YAML 1.2.2 (5.4): a carriage return alone ends a line. The careful one takes it as a sign.
    what: 'a carriage return alone',
    example: 'a: b\rc: d\n',
    isIn: (text) => /\r(?!\n)/.test(text),
  },
  {
    // Both are wrong by example 7.5: fast `bc`, careful `b c`, where it is `b`, a line break, `c`.
    what: 'a blank line behind an escaped line break',
    example: 'a: "b\\\n\n  c"\n',
    isIn: (text) => /\\\r?\n[ \t]*\r?\n/.test(text),
  },
  {
    // The careful one is right: what stands behind a colon without a key cannot begin a list or a map on the same line.
    what: 'a line that begins with a colon',
    example: ': - b\n',
    isIn: (text) => /^[\s-]*:(?:\s|$)/m.test(text),
  },
  {
    // Such a key may be a block scalar, or empty, and then has the place that such a value has.
    what: 'a key behind a question mark',
    example: '? |\n  a\n: b\n',
    isIn: (text) => /(?:^|[{[,-])\s*\?(?:\s|$)/m.test(text),
  },
  {
    // The fast one makes it a part of the key, the careful one leaves it out.
    what: 'a byte order mark that is not the first sign',
    example: '# b\n\uFEFFa: b\n',
    isIn: (text) => text.lastIndexOf('\uFEFF') > 0,
  },
  {
    // The fast one reads over it, for the careful one it is an error.
    what: 'a tab before anything else on a line',
    example: 'a: |\n  b\n\t\n',
    isIn: (text) => /^ *\t/m.test(text),
  },
  {
    // The careful one is right: three dashes begin a document only where they begin a line.
    what: 'three dashes that are indented',
    example: ' ---\na: b\n',
    isIn: (text) => /^\s+---/m.test(text),
  },
  {
    // The fast one passes over it without a word, so that it is not out of the ordinary; the careful one refuses it.
    what: 'a directive that nobody knows',
    example: '%a\n---\nb: c\n',
    isIn: (text) => /^\s*%/m.test(text),
  },
  {
    // The careful one is right: there is no such sign. The fast one reads some other.
    what: 'a sign by a number that no sign has',
    example: 'a: "\\U00110000"\n',
    isIn: (text) => /\\U(?!000|0010)/.test(text),
  },
  {
    // The fast one is right: behind the indentation that is asked for, a blank is text.
    what: 'a line of blanks that is deeper than a stated indentation',
    example: 'a: |1\n  b\n  \n',
    isIn: (text) => /[|>][-+]?[1-9]/.test(text),
  },
]

const parseOrdinary = (text: string): Parsed | 'out of the ordinary' => {
  const root = ordinary(text)
  return root ? { root } : 'out of the ordinary'
}

const folder = fileURLToPath(new URL('..', import.meta.url))
const files = ['blueprints', 'test/cases'].flatMap((within) =>
  readdirSync(join(folder, within), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') })),
)

// Every file is read twice, by a slow reader too: a busy machine may need longer than the usual five seconds.
describe('the two readers', { timeout: 20_000 }, () => {
  it('read every blueprint here alike', () => {
    expect(files.length).toBeGreaterThan(100)
    for (const { name, text } of files) {
      expect(parseOrdinary(text), name).toHaveProperty('root')
      expectReadAlike(text, name)
    }
  })

  it('read blueprints with the line ends of Windows alike', () => {
    for (const { name, text } of files.filter((_, position) => position % 4 === 0))
      expectReadAlike(text.replaceAll('\n', '\r\n'), name)
  })

  it('read all styles of writing alike', () =>
    fc.assert(
      fc.property(documents, (text) => {
        expect(parseOrdinary(text)).toHaveProperty('root')
        expectReadAlike(text)
      }),
      runs(300),
    ))

  it.each([
    ['short files', files.filter(({ text }) => text.length < 2_000), 400],
    ['long files', files.filter(({ text }) => text.length >= 2_000), 25],
  ] as const)('read %s alike, or not at all, after a slip of the keyboard', (_, originals, times) =>
    fc.assert(
      fc.property(fc.constantFrom(...originals), fc.array(slip, { minLength: 1, maxLength: 2 }), ({ text }, slips) => {
        const mutant = slips.reduce(withSlip, text)
        fc.pre(!differences.some(({ isIn }) => isIn(mutant)))
        expectReadAlike(mutant)
      }),
      runs(times),
    ),
  )

  it.each(['<<: { a: b }\n', '__proto__: a\n', 'null: a\n~: b\ntrue: c\n', '1: a\n0x1: b\n', 'yes: no\n'])(
    'take the keys of %j as they are written',
    (text) => {
      expect(parseOrdinary(text)).toHaveProperty('root')
      expectReadAlike(text)
    },
  )

  it.each([
    'a: &b c\n',
    '&a b: c\n',
    'a: &b [c]\n',
    'a: !!str b\n',
    'a: !b {}\n',
    '%YAML 1.2\n---\na: b\n',
    'a: b\n---\nc: d\n',
  ])('leave %j to the careful one', (text) => expect(parseOrdinary(text)).toBe('out of the ordinary'))

  it('say the same of a key that stands twice, and of what is no map', () => {
    for (const text of ['a: 1\nb: 2\na: 3\n', 'a: { b: 1, "b": 2 }\n', '- a\n', 'a\n', '"a: b"\n'])
      expect(slipsIn(parseCarefully(text))).toEqual(slipsIn(parseOrdinary(text)))
  })

  it.each(differences)('still differ over $what', ({ example, isIn }) => {
    expect(isIn(example)).toBe(true)
    expect(parseOrdinary(example)).toHaveProperty('root')
    expect(seenIn(parseCarefully(example))).not.toEqual(seenIn(parseOrdinary(example)))
  })
})

const refused = 'refused'

const slipsIn = (parsed: Parsed | 'out of the ordinary'): unknown =>
  typeof parsed === 'object' &&
  'slips' in parsed &&
  parsed.slips.map(({ message, start, other }) => [message, start, other])

/** What the fast reader refuses is the careful one's alone. */
function expectReadAlike(text: string, name?: string): void {
  const ordinary = seenIn(parseOrdinary(text), text)
  if (ordinary !== refused) expect(seenIn(parseCarefully(text), text), name).toEqual(ordinary)
}

/** All that is compared, a line for each key and each value; slips only as such, since the careful reader has more words. */
function seenIn(parsed: Parsed | 'out of the ordinary', text = ''): string[] | 'slips' | typeof refused {
  if (parsed === 'out of the ordinary') return refused
  return 'slips' in parsed ? 'slips' : linesOf(parsed.root, text, '')
}

function linesOf(node: Node, text: string, path: string): string[] {
  if (node.kind === 'scalar') return [`${path} = ${JSON.stringify([valueOf(node), node.text])} ${placeOf(node, text)}`]
  if (node.kind === 'list')
    return [`${path} is a list`, ...node.items.flatMap((item, position) => linesOf(item, text, `${path}/${position}`))]
  return [
    `${path} is a ${node.flow ? 'flow' : 'block'} map`,
    ...[...node.entries.values()].flatMap(({ key, keyStart, keyEnd, value }) => [
      keyStart === keyEnd ? `${path}/${key}` : `${path}/${key} at ${keyStart}..${keyEnd}`,
      ...linesOf(value, text, `${path}/${key}`),
    ]),
  ]
}

function placeOf({ start, end, text: meant, plain }: Scalar, text: string): string {
  const isQuoted = text[start] === '"' || text[start] === "'"
  if (plain || isQuoted) return start === end ? '' : `at ${start}..${end}`
  return meant.trim() === '' ? '' : `up to ${text.slice(0, end).trimEnd().length}`
}

const slip = fc.record({
  act: fc.constantFrom('delete', 'insert', 'replace'),
  /** From 0 to 1, so that it fits every text. */
  where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  sign: fc.constantFrom(
    ...' \n:-#{}[],"\'|>?!%@`\\~&*',
    '\t',
    '\r\n',
    ': ',
    '- ',
    ' #',
    '\n\n',
    '---\n',
    'é',
    '😀',
    '0',
    'a',
  ),
})

function withSlip(text: string, { act, where, sign }: { act: string; where: number; sign: string }): string {
  const at = Math.floor(where * text.length)
  return text.slice(0, at) + (act === 'delete' ? '' : sign) + text.slice(act === 'insert' ? at : at + 1)
}

/** A value, written out: given how far it is indented, the text that follows its `key:` or `-`, up to the line's end. */
type Written = (indent: number) => string

const words = fc.array(
  fc.constantFrom(
    ..."refund desk zurück 返金 😀 it's a#b http://shop.example/x 10% 12:30 (late) is the yes x-note".split(' '),
    ...'true null ~ 2024 -1 1e3 .5 1. 0x1F 017 2024-01-01'.split(' '),
  ),
  { minLength: 1, maxLength: 5 },
)

/** Signs that need quotes, and none. */
const awkward = fc.constantFrom(...'|: | # no comment |- |{ }|[|,|"|\'|\\|*|&a |!x '.split('|'))

const spaces = (indent: number): string => ' '.repeat(indent)
const single = (text: string): string => `'${text.replaceAll("'", "''")}'`
const double = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** On one line, and so possible everywhere. */
const inline: fc.Arbitrary<string> = fc.oneof(
  words.map((texts) => texts.join(' ')),
  fc.tuple(words, awkward).map(([texts, sign]) => single(texts.join(sign))),
  fc.tuple(words, awkward).map(([texts, sign]) => double(texts.join(sign))),
  words.map((texts) => `"${texts.join('\\n')}\\t\\x41\\u00e9\\U0001F600\\""`),
  fc.constantFrom('""', "''", '[]', '{}', '{ }', '[ ]'),
)

const comment = fc.constantFrom('', '', '', ' # a note', '   #', ' # it is: "so"')

const between = fc.constantFrom(', ', ', ', ',\n', ' ,\n')
const room = fc.constantFrom('', ' ')

const lines = fc.array(words, { minLength: 1, maxLength: 4 })

const writing = <T>(parts: fc.Arbitrary<T>, write: (made: T, indent: number) => string): fc.Arbitrary<Written> =>
  parts.map((made) => (indent) => write(made, indent))

/** Lines of a text, the second and all that follow as far in as they are asked to be. */
const folded = (texts: readonly (readonly string[])[], indent: number, gap = '\n'): string =>
  texts.map((line) => line.join(' ')).join(gap + spaces(indent))

const multiline: fc.Arbitrary<Written> = fc.oneof(
  writing(lines, (texts, indent) => ` ${folded(texts, indent)}`),
  writing(
    fc.tuple(lines, fc.constantFrom('\n', '\n\n', '  \n   ', '\n\n\n')),
    ([texts, gap], indent) => ` ${single(folded(texts, indent, gap))}`,
  ),
  writing(
    fc.tuple(lines, fc.constantFrom('\n', '\n\n', ' \\\n', ' \n')),
    ([texts, gap], indent) => ` "${folded(texts, indent, gap)}"`,
  ),
  writing(
    fc.tuple(lines, fc.constantFrom('|', '>', '|-', '>-', '|+', '>+'), comment, fc.constantFrom('', '', '\n', '\n\n')),
    ([texts, header, note, after], indent) => {
      // A line that is deeper than the first keeps its place.
      const deeper = texts.map((line, position) => [spaces(position % 3) + line.join(' ')])
      return ` ${header}${note}\n${spaces(indent)}${folded(deeper, indent)}${after}`
    },
  ),
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

const { value } = fc.letrec<{ value: Written; flow: Written; block: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    writing(fc.tuple(inline, comment), ([text, note]) => ` ${text}${note}`),
    writing(comment, (note) => note),
    multiline,
    writing(fc.tuple(tie('flow'), comment), ([text, note], indent) => ` ${text(indent)}${note}`),
    tie('block'),
    tie('block'),
  ),

  flow: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    writing(inline, (text) => text),
    writing(fc.tuple(fc.array(tie('flow'), { maxLength: 3 }), between, room), ([items, joint, blank], indent) => {
      const texts = items.map((item) => item(indent))
      return `[${blank}${joined(texts, joint, indent)}${blank}]`
    }),
    writing(
      fc.tuple(fc.array(fc.tuple(key, tie('flow')), { maxLength: 3 }), between, room),
      ([entries, joint, blank], indent) => {
        const texts = entries.map(([name, item], position) => `${name(`key-${position}`)}: ${item(indent)}`)
        return `{${blank}${joined(texts, joint, indent)}${blank}}`
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
}))

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

const joined = (texts: readonly string[], joint: string, indent: number): string =>
  texts.join(joint.endsWith('\n') ? joint + spaces(indent) : joint)

const documents: fc.Arbitrary<string> = fc
  .record({
    before: fc.constantFrom('', '', '# a note\n', '---\n', '\n\n', '# a note\n---\n', '--- # here\n', '\uFEFF'),
    entries: entriesOf(value),
    after: fc.constantFrom('\n', '\n', '', '\n\n\n', '\n# the end', '\n...\n'),
    lineEnd: fc.constantFrom('\n', '\n', '\n', '\r\n'),
  })
  .map(({ before, entries, after, lineEnd }) => `${before}${entries(0)}${after}`.replaceAll('\n', lineEnd))
