import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCarefully } from '../src/read/yaml-carefully.ts'
import { parseOrdinary } from '../src/read/yaml-ordinary.ts'
import { many } from './helpers/random.ts'
import { mutantsOf, ordinary, soups } from './helpers/yaml-styles.ts'

const blueprint = `blueprint: 1
title: Lending desk
steps:
  lend:
    lane: touchpoint
    owner: desk
    next: { to: read, via: email }
  read: { lane: customer, outcome: served }
`

/** The blueprint with one slip in it, and what stands above it. */
function slipped(from: string, to: string): string {
  expect(blueprint).toContain(from)
  return blueprint.replace(from, to)
}

/** Where it is, what is marked there, what is so, and what to do. */
function said(text: string): string {
  expect(parseOrdinary(text)).toBeUndefined()
  const parsed = parseCarefully(text)
  if ('root' in parsed) return 'nothing'
  const [{ message, help, label, start, end, other }] = parsed.slips as [(typeof parsed.slips)[0]]
  const words = [message, help, label, other?.label ?? ''].join(' ')
  expect(words).not.toMatch(/\b(?:implicit|flow|scalar|mapping|sequence|token|node|collection|invalid|undefined|NaN)\b/)
  const before = text.slice(0, start)
  const column = start - before.lastIndexOf('\n')
  return `${before.split('\n').length}:${column} ⟦${text.slice(start, end)}⟧ ${message}. ${help}`
}

describe('a slip in the YAML', () => {
  it.each([
    ['a tab', '    owner', '\towner', '6:1 ⟦\t⟧ The line is indented with a tab. Indent with blanks, two a level'],
    ['a tab behind blanks', '    owner', '  \towner', '6:3 ⟦\t⟧ The line is indented with a tab'],
    ['a tab inside brackets', '{ to', '{\n\tto', '8:1 ⟦\t⟧ The line is indented with a tab'],
    ['a tab below |', 'Lending desk', '|\n\tText', '3:1 ⟦\t⟧ The line is indented with a tab'],
    ['a tab deeper in', 'desk\n    next', 'desk\n    \tnext', '7:5 ⟦\t⟧ The line is indented with a tab'],
    [
      'no-break spaces',
      '    owner',
      '\u00a0\u00a0\u00a0\u00a0owner',
      '6:1 ⟦\u00a0⟧ The line is indented with a sign that looks like a blank and is none. Take it out, and type blanks',
    ],
    [
      'no colon',
      'owner: desk',
      'owner desk',
      '6:5 ⟦owner desk⟧ This line is not `key: value`. Add the colon and a blank',
    ],
    ['no colon on the last line', 'served }', 'served }\nextra', '9:1 ⟦extra⟧ This line is not `key: value`'],
    [
      'no blank behind the colon',
      'owner: desk',
      'owner:desk',
      '6:10 ⟦:⟧ The colon behind `owner` has no blank behind it. Write `owner: desk`',
    ],
    [
      'a no-break space behind the colon',
      'owner: desk',
      'owner:\u00a0desk',
      '6:10 ⟦:⟧ The colon behind `owner` has no blank behind it. Write `owner: desk`',
    ],
    [
      'a wide colon',
      'owner: desk',
      'owner：desk',
      '6:10 ⟦：⟧ The colon behind `owner` is a wide one, which YAML does not know. Write `owner: desk`',
    ],
    [
      'no blank behind a dash',
      'owner: desk',
      'owner:\n      - desk\n      -office',
      '8:7 ⟦-⟧ A dash that begins an entry has no blank behind it. Write `- office`',
    ],
    [
      'a quote left open',
      'Lending desk',
      '"Lending desk',
      '2:8 ⟦"⟧ The quote that opens here is never closed. Close it',
    ],
    [
      'a quote left open before a key',
      'owner: desk',
      '"owner: desk',
      '6:5 ⟦"⟧ The quote that opens here is never closed',
    ],
    ['quotes of two kinds', 'Lending desk', '"Lending desk\'', '2:8 ⟦"⟧ The quote that opens here is never closed'],
    [
      'a quoted word at the beginning',
      'Lending desk',
      '"Lending" desk',
      '2:18 ⟦desk⟧ `desk` stands where nothing more is expected. Put the whole text in quotes',
    ],
    [
      'an apostrophe in single quotes',
      'Lending desk',
      "'Reader's desk'",
      "2:16 ⟦s desk'⟧ `s desk'` stands where nothing more is expected. Put the whole text in quotes (double ones where it contains an apostrophe)",
    ],
    [
      'a backslash',
      'Lending desk',
      '"C:\\desk"',
      '2:11 ⟦\\⟧ A backslash in a text in double quotes begins no known sign. Use single quotes',
    ],
    [
      'a colon in a text',
      'Lending desk',
      'Desk: lending',
      '2:8 ⟦D⟧ A second `key: value` begins on the line of another one. Put a text that contains `: ` in quotes',
    ],
    [
      'curly quotes',
      'Lending desk',
      '“Desk: lending”',
      '2:8 ⟦“⟧ A second `key: value` begins on the line of another one. Put the text in straight quotes, `"…"`',
    ],
    [
      'a colon in brackets',
      'via: email',
      'when: it is late: very',
      '7:29 ⟦it is late: very ⟧ Two entries inside brackets have no comma between them. Separate the entries with a comma; put a text that contains `: ` in quotes',
    ],
    [
      '%',
      'Lending desk',
      '%desk',
      '2:8 ⟦%⟧ A text begins with `%`, which has a meaning of its own in YAML. Put the text in quotes',
    ],
    ['@', 'email', '@email', '7:28 ⟦@⟧ A text begins with `@`'],
    ['a backtick', 'Lending desk', '`desk`', '2:8 ⟦`⟧ A text begins with ```'],
    ['|', 'Lending desk', '| desk', '2:8 ⟦|⟧ A text begins with `|`'],
    ['>', 'owner: desk', 'takes: >5d', '6:12 ⟦>⟧ A text begins with `>`'],
    ['?', 'Lending desk', '? desk', '2:8 ⟦?⟧ A text begins with `?`'],
    ['&', 'Lending desk', '& desk', '2:8 ⟦&⟧ A text begins with `&`'],
    [
      'stars for dashes',
      'owner: desk',
      'owner:\n      * desk\n      * office',
      '7:7 ⟦*⟧ A text begins with `*`, which has a meaning of its own in YAML. Put the text in quotes; the entries of a list begin with `- `',
    ],
    [
      'a word between stars',
      'Lending desk',
      '*Lending* desk',
      '2:18 ⟦desk⟧ `desk` stands where nothing more is expected. Put the whole text in quotes',
    ],
    [
      'a star before a word',
      'owner: desk',
      'owner: *desk',
      '6:12 ⟦*desk⟧ `*desk` refers to an anchor that is nowhere in the file. Put the text in quotes; or add `&desk` above',
    ],
    ['!', 'Lending desk', '! Lending', '2:8 ⟦!⟧ `!` has a tag, which a blueprint does not use. Put the text in quotes'],
    ['!word', 'Lending desk', '!desk', '2:8 ⟦!desk⟧ `!desk` has a tag'],
    ['a tag for bytes', 'Lending desk', '!!binary aGk=', '2:8 ⟦!!binary⟧ `!!binary` has a tag'],
    [
      'a dash',
      'Lending desk',
      '- desk',
      '2:8 ⟦-⟧ A list cannot begin on the line of its key. Begin it on the next line, with `- ` before each entry; put a text that begins with a dash in quotes',
    ],
    [
      '% at the beginning',
      'blueprint',
      '%title\nblueprint',
      '1:1 ⟦%title⟧ A line that begins with `%` is an instruction',
    ],
    ['an unknown directive', 'blueprint', '%FOO\n---\nblueprint', '1:1 ⟦%FOO⟧ A line that begins with `%`'],
    [
      'a line too deep',
      '    owner: desk',
      '      owner: desk',
      '6:7 ⟦owner⟧ `owner` stands deeper than the line above it, which has its value already. Indent it like the key above',
    ],
    [
      'all lines but the first too deep',
      'title: Lending desk\nsteps',
      ' title: Lending desk\n steps',
      '2:2 ⟦title⟧ `title` stands deeper than the line above it',
    ],
    [
      'a line between two levels',
      '    owner: desk',
      '   owner: desk',
      '6:4 ⟦owner: desk⟧ This line is indented by 3 blanks, and none of those that it could belong to is. Indent the keys of one map alike: this line by 2 or 4 blanks',
    ],
    [
      'a line at a level that is over',
      '  read:',
      '   read:',
      '8:4 ⟦read: { lane: customer, outcome: served }⟧ This line is indented by 3 blanks, and none of those that it could belong to is. Indent the keys of one map alike: this line by 2 or 4 blanks',
    ],
    [
      'a first line too deep',
      'blueprint',
      '  blueprint',
      '2:1 ⟦title⟧ `title` stands further to the left than the first line of the file. Indent the keys of one map alike: take the blanks before the first line out',
    ],
    [
      'a dash not below the other',
      'owner: desk',
      'owner:\n      - desk\n     - office',
      '8:6 ⟦-⟧ This dash does not stand right below the one above it. Indent the entries of one list alike: by 6 blanks',
    ],
    [
      'a dash among keys',
      '    owner: desk',
      '    - owner: desk',
      '6:5 ⟦-⟧ A dash begins an entry of a list where keys stand. Take the dash out; or give the list a key of its own',
    ],
    [
      'a key among dashes',
      'owner: desk',
      'owner:\n      - desk\n      office: x',
      '8:7 ⟦office: x⟧ A key stands where the entries of a list do, which begin with a dash. Put `- ` before it; or indent it like the keys above the list',
    ],
    [
      'a comment too near',
      'owner: desk',
      'owner: [desk]#x',
      '6:18 ⟦#x⟧ A comment begins right behind a value. Put a blank before the `#`',
    ],
    [
      'a list left open',
      'owner: desk',
      'owner: [desk',
      '6:12 ⟦[⟧ The bracket that opens here is never closed. Close it with `]`',
    ],
    ['a map left open', 'email }', 'email', '7:11 ⟦{⟧ The bracket that opens here is never closed. Close it with `}`'],
    ['the wrong bracket', 'email }', 'email ]', '7:34 ⟦]⟧ A `{` is closed with `]`. Write `}` here'],
    [
      'the wrong bracket for a list',
      'owner: desk',
      'owner: [a, b}',
      '6:17 ⟦}⟧ A `[` is closed with `}`. Write `]` here',
    ],
    ['a bracket too many', 'email }', 'email }}', '7:35 ⟦}⟧ `}` closes a bracket that is not open. Take it out'],
    [
      'lines in brackets that are not indented',
      '{ to: read',
      '{\n    to: read',
      '8:5 ⟦to: read, via: email }⟧ This line stands inside brackets, and is not indented more than the line where they begin. Indent all lines inside the brackets by two more blanks',
    ],
    [
      'a comma too few',
      'read, via',
      'read via',
      '7:17 ⟦read via: email ⟧ Two entries inside brackets have no comma between them',
    ],
    [
      'a comma too few over lines',
      '{ to: read, via',
      '{\n      to: read\n      via',
      '8:11 ⟦read⟧ Two entries inside brackets have no comma between them',
    ],
    [
      'a comma too few between quotes',
      'owner: desk',
      'owner: ["a" "b"]',
      '6:17 ⟦"⟧ Two entries inside brackets have no comma between them',
    ],
    [
      'a comma too few between maps',
      'owner: desk',
      'owner: [{ a: b } { c: d }]',
      '6:22 ⟦{⟧ Two entries inside brackets have no comma between them',
    ],
    ['a comma too many', 'read, via', 'read,, via', '7:22 ⟦,⟧ Nothing stands before this comma. Take the comma out'],
    [
      'a key twice',
      '    owner',
      '    lane: support\n    owner',
      '6:5 ⟦lane⟧ `lane` stands here twice, so one of the two would be lost. Keep one',
    ],
    [
      'a list for a key',
      'owner: desk',
      '[owner]: desk',
      '6:5 ⟦[⟧ A key is a list or a map, where a single word is expected',
    ],
    [
      'a key without end',
      'owner: desk',
      `${'x'.repeat(1_100)}: desk`,
      `6:5 ⟦${'x'.repeat(1_100)}⟧ A key has more than 1,000 signs`,
    ],
    [
      'dashes at the end',
      'served }\n',
      'served }\n---\n',
      '9:1 ⟦---⟧ The file holds more than one document. Put each blueprint into a file of its own; take out a `---`',
    ],
    [
      'a merge that is not done',
      '    owner: desk\n',
      '<<<<<<< HEAD\n    owner: desk\n=======\n    owner: office\n>>>>>>> theirs\n',
      '6:1 ⟦<<<<<<< HEAD⟧ Two versions of the file were put together here, and nobody has chosen yet. Keep what is right of the two, and take out the lines that begin with `<<<<<<<`',
    ],
  ])('says of %s what is so, where, and what to do', (_, from, to, expected) =>
    expect(said(slipped(from, to))).toContain(expected),
  )

  it.each([
    ['a tab behind a colon', 'owner: desk', 'owner:\tdesk'],
    ['a tab at the end of a line', 'owner: desk', 'owner: desk\t# now'],
    ['a line of tabs', '    owner', '\t\n    owner'],
    ['a key behind a question mark', 'owner: desk', '? owner\n    : desk'],
    ['a tag that says what is so anyway', 'owner: desk', 'owner: !!str desk'],
    ['the version of YAML', 'blueprint', '%YAML 1.2\n---\nblueprint'],
  ])('is not seen in %s', (_, from, to) => expect(said(slipped(from, to))).toBe('nothing'))
})

describe('whatever the text', () => {
  it.each([
    ['signs in no order', soups, 1_000],
    ['ordinary styles after slips', mutantsOf(ordinary), 300],
  ])('%s are read, or told in one line each and inside the file', (_, documents, times) =>
    fc.assert(
      fc.property(documents, (text) => {
        const parsed = parseCarefully(text)
        if ('root' in parsed) return
        expect(parsed.slips).toHaveLength(1)
        for (const { message, help, label, start, end, other } of parsed.slips) {
          for (const words of [message, help, label, ...(other ? [other.label] : [])])
            expect(words).not.toMatch(/^$|\n|\b(?:undefined|NaN)\b/)
          for (const span of [{ start, end }, ...(other ? [other] : [])]) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeGreaterThanOrEqual(span.start)
            expect(span.end).toBeLessThanOrEqual(Math.max(text.length, 1))
          }
        }
      }),
      many(times),
    ),
  )
})

describe('depth', () => {
  it.each([
    ['keys in keys', `a: {${'b: '.repeat(20_000)}}\n`],
    ['lines without commas', `a: {b\n${' c: d\n'.repeat(20_000)}}\n`],
  ])('is no fault of the program: %s', (_, text) =>
    expect(said(text)).toContain('1:4 ⟦{⟧ Lists and maps stand more than 64 deep'),
  )

  it('is not made of lines below a bracket that is only a part of a text', () => {
    const text = `a: smile [\n${Array.from({ length: 2_000 }, (_, position) => `k${position}: "é\\\n  "\n`).join('')}`
    expect(parseOrdinary(text)).toBeUndefined()
    expect(parseCarefully(text)).toHaveProperty('root')
  })
})

describe('aliases', () => {
  const read = (text: string): unknown => {
    const parsed = parseCarefully(text)
    if ('slips' in parsed) return parsed.slips[0]!.message
    return Object.fromEntries(
      [...parsed.root.entries].map(([key, { value }]) => [
        key,
        value.kind === 'list' ? value.items.map((item) => item.kind === 'scalar' && item.text) : value,
      ]),
    )
  }

  it('stand for the last value above them that has the name, wherever they are repeated', () => {
    expect(read('a: [&x one]\nb: &b [*x]\nc: [&x two]\nd: *b\ne: [*x]\nf: [&x three, *x]\ng: *b\n')).toEqual({
      a: ['one'],
      b: ['one'],
      c: ['two'],
      d: ['one'],
      e: ['two'],
      f: ['three', 'three'],
      g: ['one'],
    })
    expect(read('a: [*x]\nb: [&x one]\n')).toContain('`*x` refers to an anchor that is nowhere')
  })

  it('are bounded in depth by what they stand for', () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
    expect(read(`a: &a ${deep(40)}\nb: [*a]\n`)).not.toEqual(expect.any(String))
    const far = `a: &a ${deep(40)}\nb: ${deep(40).replace('[]', '[*a]')}\n`
    expect(read(far)).toContain('more than 64 deep')
  })

  it('end a block where they stand, not where that is what they stand for', () => {
    const text = 'a: &x one\nb:\n  - two\n  - *x\nc:\n  d: *x\n'
    const parsed = parseCarefully(text)
    const ends = 'root' in parsed ? [...parsed.root.entries.values()].map(({ value }) => value.end) : []
    expect(ends).toEqual([text.indexOf('\nb'), text.indexOf('\nc'), text.length - 1])
  })

  it('do not make other values count', () => {
    expect(read(`a: &x one\nb: [${'c,'.repeat(201_000)} *x]\n`)).toMatchObject({ a: { text: 'one' } })
    expect(read(`${'# a long note\n'.repeat(80_000)}a: *x\n`)).toContain('it is too long to look for the place')
  })

  // Asking the parser for each would take hours: it goes through the whole file for one.
  it('may be many', () => {
    const text = `a: &x one\n${Array.from({ length: 20_000 }, (_, position) => `k${position}: *x\n`).join('')}`
    expect(parseCarefully(text)).toHaveProperty('root')
  })
})
