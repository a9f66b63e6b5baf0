import type { Chance } from './chance.ts'

/** Blueprints that somebody broke: in what they say, in how it is written, and in the bytes of the file. */

const wrongValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 3.7, 1e308, 1e21, '', ' ', 'x', 'all', 'nobody', 'customer', '1d', '-5%'],
  ...['200%', '5d..10m', '1/0', '99999999999999999999w', 'mon-fri 25:00-26:00', '2027-02-30', '../../etc/passwd', '~'],
  ...[[], [[]], [null], ['x', 'x'], {}, { to: {} }, { to: 'x', late: { to: { to: 'x' } } }, [{ to: [] }], [1, 'x', {}]],
  ...[
    'x'.repeat(5_000),
    'no such name',
    'constructor',
    '__proto__',
    'toString',
    '<<',
    '[',
    '{',
    '"',
    '`',
    '\u202e',
    '\0',
  ],
]

const wrongKeys = [
  ...['lan', 'nxt', 'Owner', 'owner ', 'steps', '', ' ', '1', '<<', '__proto__', 'constructor', 'toString', 'x', 'to'],
  ...['a b', 'a_b', 'ä', 'outcome', 'blueprint', 'x'.repeat(2_000), '\u202e', 'null', '~', 'late', 'organization'],
]

type Place = { readonly of: Record<string, unknown> | unknown[]; readonly key: string | number }

/** The same data with some things in it that are not so. */
export function damagedData(data: unknown, chance: Chance): unknown {
  const copy = structuredClone(data)
  for (let times = 1 + chance.upTo(3); times > 0; times -= 1) {
    const places = [...placesIn(copy)]
    if (places.length > 0) damage(chance.pick(places), chance)
  }
  return copy
}

function* placesIn(value: unknown): Iterable<Place> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield { of: value as Record<string, unknown>, key: Array.isArray(value) ? Number(key) : key }
    yield* placesIn(inner)
  }
}

function damage({ of, key }: Place, chance: Chance): void {
  const held = of as Record<string | number, unknown>
  const value = held[key]
  const set = (name: string | number, to: unknown): void =>
    void Object.defineProperty(of, name, { value: to, enumerable: true, writable: true, configurable: true })
  const ways: (() => void)[] = [
    // A copy: what is wrong once may be damaged again, and would grow into itself.
    () => set(key, structuredClone(chance.pick(wrongValues))),
    () => (Array.isArray(of) ? of.splice(Number(key), 1) : delete held[key]),
    () => set(Array.isArray(of) ? key : chance.pick(wrongKeys), value),
    () => set(key, [value]),
    () => set(key, { [chance.pick(wrongKeys)]: value }),
    () => set(key, nested(value, chance.pick([5, 30, 70]))),
    () =>
      Array.isArray(value) ? value.push(...value) : set(key, typeof value === 'string' ? misspelt(value, chance) : 7),
    () => (Array.isArray(of) ? of.push(value) : set(`${key}s`, value)),
  ]
  chance.pick(ways)()
}

const nested = (value: unknown, depth: number): unknown => (depth === 0 ? value : { next: [nested(value, depth - 1)] })

function misspelt(text: string, { upTo, pick }: Chance): string {
  const at = upTo(text.length + 1)
  return text.slice(0, at) + pick(['', 'x', '-', ' ', '_', 'É']) + text.slice(at + upTo(2))
}

const pieces = [
  ...[
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a ',
    '*',
    '!!str ',
    '!',
    '%',
    '@',
  ],
  ...[
    '`',
    '#',
    ' #',
    '\t',
    '  ',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '<<: *a\n',
    '\\',
    '~',
  ],
  ...[
    'null',
    '{}',
    '[]',
    '""',
    'x: y',
    '\nx: y\n',
    '\n  - x\n',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\0',
    '\u0007',
    '\u202e',
  ],
  ...[
    '😀',
    '\ud83d',
    '[[[[[[[[[[',
    '{{{{{{{{{{',
    '"\\ud800"',
    '0x',
    '1e999',
    '.inf',
    '.nan',
    '2026-11-22',
    '=',
    '|2\n',
  ],
]

/** The same text with some lines and signs in it that are not right. */
export function damagedText(text: string, chance: Chance): string {
  let damaged = text
  for (let times = 1 + chance.upTo(4); times > 0; times -= 1) damaged = once(damaged, chance)
  return damaged
}

function once(text: string, chance: Chance): string {
  const lines = text.split('\n')
  const line = chance.upTo(lines.length)
  const other = chance.upTo(lines.length)
  const at = chance.upTo(text.length + 1)
  const withLines = (change: (lines: string[]) => void): string => {
    change(lines)
    return lines.join('\n')
  }
  const ways: (() => string)[] = [
    () => withLines((all) => all.splice(line, 1 + chance.upTo(3))),
    () => withLines((all) => all.splice(line, 0, all[line]!)),
    () => withLines((all) => all.splice(other, 0, ...all.splice(line, 1))),
    () => withLines((all) => ([all[line], all[other]] = [all[other]!, all[line]!])),
    () => withLines((all) => (all[line] = ' '.repeat(chance.upTo(5)) + all[line]!)),
    () => withLines((all) => (all[line] = all[line]!.replace(/^ {1,2}/, ''))),
    () => withLines((all) => (all[line] = all[line]!.replace(/^ +/, '\t'))),
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1 + chance.upTo(6)),
    () => text.slice(0, at) + chance.pick(pieces) + text.slice(at),
    () => text.slice(0, at) + chance.pick(pieces).repeat(chance.pick([2, 10, 300])) + text.slice(at),
    () => text.slice(0, at) + text.slice(other, other + 40) + text.slice(at),
    () => text + text,
    () => text.replaceAll('\n', chance.pick(['\r', '\n\r', '\u2028', ' ', '\n \n'])),
  ]
  return chance.pick(ways)()
}

/** The same bytes with some that are not those of a text in UTF-8. */
export function damagedBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8')
  const at = chance.upTo(bytes.length + 1)
  const into = (more: readonly number[]): Uint8Array =>
    Buffer.concat([bytes.slice(0, at), Buffer.from(more), bytes.slice(at)])
  const swapped = (): Uint8Array => Buffer.from(text.length % 2 === 0 ? text : `${text} `, 'utf16le').swap16()
  const ways: (() => Uint8Array)[] = [
    () => into([chance.upTo(256)]),
    () => into([0]),
    () => into([0xff, 0xfe]),
    () => into([0xef, 0xbb, 0xbf]),
    () => into([0xed, 0xa0, 0x80]),
    () => into([0xf4, 0x90, 0x80, 0x80]),
    () => into([0xc0, 0xaf]),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(`\ufeff${text}`, 'utf16le'),
    swapped,
    () => Buffer.concat([Buffer.from([0xfe, 0xff]), swapped()]),
    () => Buffer.from(text, 'latin1'),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => bytes.slice(0, at),
    () => bytes.map((byte, i) => (i === at ? byte ^ (1 << chance.upTo(8)) : byte)),
    () => Buffer.concat([Buffer.from([0, 0, 0xfe, 0xff]), bytes]),
  ]
  return chance.pick(ways)()
}
