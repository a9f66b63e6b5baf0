import { describe, expect, it } from 'vitest'
import { sourceOf } from '../src/read/document.ts'
import { pretty } from '../src/report/pretty.ts'
import { audit } from '../src/audit/audit.ts'
import { judge } from './helpers/judge.ts'
import { folderWith, run } from './helpers/run.ts'

const blueprint = `blueprint: 1
title: Lending desk
accountable: desk
owners: { desk: {} }
steps:
  lend: { lane: touchpoint, owner: desk, next: read }
  read: { lane: customer, outcome: served }
`
const with_ = (from: string, to: string) => blueprint.replace(from, to)

/** What is said of a text: rule, line and column, message and help. */
async function said(text: string): Promise<string[]> {
  const { findings, faults } = await judge(text)
  expect(faults).toEqual([])
  return findings.map(({ rule, line, column, message, help }) => `${rule} ${line}:${column} ${message}. ${help}`)
}

describe('one slip, one finding, in the words of the user', () => {
  it.each([
    ['nothing', '', 'yaml-syntax 1:1 The file is empty'],
    ['nothing but comments', '# later\n', 'yaml-syntax 1:1 The file holds nothing but comments'],
    [
      'a letter',
      'Dear all, here is the plan\n',
      'yaml-syntax 1:1 The file holds one text, where keys with their values are expected',
    ],
    ['a list', '- a\n- b\n', 'yaml-syntax 1:1 The file holds a list'],
    ['two documents', `${blueprint}---\n${blueprint}`, 'yaml-syntax 8:1 The file holds more than one document'],
    [
      'a key twice',
      with_('  read:', '  lend: { lane: customer }\n  read:'),
      'yaml-syntax 7:3 `lend` stands here twice',
    ],
    [
      'a colon in a text',
      with_('Lending desk', 'Desk: lending'),
      'yaml-syntax 2:8 A second `key: value` begins on the line',
    ],
    [
      'a quote left open',
      with_('Lending desk', '"Lending desk'),
      'yaml-syntax 2:8 The quote that opens here is never closed',
    ],
    ['a bracket left open', with_('served }', 'served'), 'yaml-syntax 7:9 The bracket that opens here is never closed'],
    ['a tab', with_('  lend:', '\tlend:'), 'yaml-syntax 6:1 The line is indented with a tab'],
    ['another YAML', `%YAML 1.3\n---\n${blueprint}`, 'yaml-syntax 1:1 A line that begins with `%` is an instruction'],
    [
      'an instruction that nobody knows',
      `%CHECK all\n---\n${blueprint}`,
      'yaml-syntax 1:1 A line that begins with `%`',
    ],
    ['one without a line behind it', `%CHECK all\n${blueprint}`, 'yaml-syntax 1:1 A line that begins with `%`'],
    ['a percent sign first', with_('Lending desk', '%desk'), 'yaml-syntax 2:8 A text begins with `%`'],
    ['a tag', with_('Lending desk', '!desk x'), 'yaml-syntax 2:8 `!desk` has a tag'],
    [
      'an alias to nowhere',
      with_('owner: desk', 'owner: *desk'),
      'yaml-syntax 6:36 `*desk` refers to an anchor that is nowhere',
    ],
    ['bytes', `${blueprint}\0`, 'yaml-syntax 8:1 The file is not a text'],
    [
      'brackets without end',
      `title: ${'['.repeat(100_000)}`,
      'yaml-syntax 1:71 Lists and maps stand more than 64 deep',
    ],
    [
      'brackets without end after a slip',
      `a: "b" c\nd: ${'['.repeat(100_000)}`,
      'yaml-syntax 2:67 Lists and maps stand more than 64 deep',
    ],
    [
      'keys that are lists without end',
      `${'? '.repeat(3_000)}a`,
      'yaml-syntax 1:4001 Lists and maps stand more than 64 deep',
    ],
    [
      'a comma in a bare text',
      with_('next: read', 'next: read, fails: { what: Lost, or late, recover: read }'),
      'wrong-shape 6:75 A comma ends the text before `or late`, which so became a key of its own. Put the whole text in quotes',
    ],
    [
      'a misspelt key',
      with_('lane: touchpoint', 'lan: touchpoint'),
      'wrong-shape 6:11 `lan` is not a key of a step. Did you mean `lane`?',
    ],
    [
      'a key out of place',
      with_('next: read', 'next: read, via: email'),
      'wrong-shape 6:54 `via` is not a key of a step. `via` is a key of a flow',
    ],
    [
      'a merge key',
      with_('outcome: served', '<<: {}, outcome: served'),
      'wrong-shape 7:27 `<<` is not a key of a step',
    ],
    [
      'an hour that no clock shows',
      with_('desk: {}', 'desk: { hours: "mon-fri 09:00-27:30" }'),
      'wrong-shape 4:26 `hours` of `desk` cannot be `mon-fri 09:00-27:30`. Opening hours are days and times',
    ],
    ['a missing key', with_('title: Lending desk\n', ''), 'wrong-shape 1:1 The file has no `title`. Add `title:`'],
    [
      'a step without lane',
      with_('lane: customer, ', ''),
      'wrong-shape 7:3 `read` has no `lane`. Add `lane:` with `customer`, `touchpoint`, `backstage` or `support`',
    ],
    [
      'a word that is not offered',
      with_('touchpoint', 'touchpiont'),
      'wrong-shape 6:17 `lane` of `lend` cannot be `touchpiont`. Did you mean `touchpoint`?',
    ],
    [
      'a name with blanks',
      with_('owner: desk', 'owner: Lending desk'),
      'wrong-shape 6:36 `owner` of `lend` cannot be `Lending desk`. A name is a letter',
    ],
    [
      'a duration in words',
      with_('next: read', 'next: read, takes: soon'),
      'wrong-shape 6:61 `takes` of `lend` cannot be `soon`. A duration is a number and a unit',
    ],
    [
      'a duration that no calendar holds',
      with_('next: read', 'next: read, takes: 1000000d'),
      'wrong-shape 6:61 `takes` of `lend` cannot be `1000000d`. A duration is a number and a unit',
    ],
    [
      'a limit beyond counting',
      with_('next: read', 'next: { to: read, limit: 1e7 }'),
      'wrong-shape 6:67 `limit` of `lend` cannot be `1e7`. It is a whole number, from 1 to 1000000',
    ],
    [
      'a range backwards',
      with_('next: read', 'next: read, takes: 5d..10m'),
      'wrong-shape 6:61 `takes` of `lend` begins with the longer time. Write the shortest first: `10m..5d`',
    ],
    [
      'more than always',
      with_('next: read', 'next: { to: read, chance: 120% }'),
      'wrong-shape 6:68 `chance` of `lend` cannot be `120%`. A chance is from 0% to 100%',
    ],
    ['another format', with_('blueprint: 1', 'blueprint: 2'), 'wrong-shape 1:12 `blueprint` cannot be `2`'],
    ['no step', 'blueprint: 1\ntitle: x\nsteps: {}\n', 'wrong-shape 3:1 `steps` holds nothing'],
    [
      'an outcome that goes on',
      with_('outcome: served', 'outcome: served, next: lend'),
      'wrong-shape 7:27 `read` ends the journey and goes on as well',
    ],
    [
      "an owner of a customer's step",
      with_('outcome: served', 'outcome: served, owner: desk'),
      "wrong-shape 7:44 `read` is the customer's and has an owner",
    ],
    [
      'a phase that is not listed',
      with_('next: read', 'phase: Buy, next: read'),
      'wrong-shape 6:49 `Buy` is not one of the phases',
    ],
    [
      'a step called like an owner',
      with_('owners: { desk', 'owners: { read: {}, desk'),
      'wrong-shape 7:3 `read` is the name of a step and of an owner',
    ],
    [
      'an owner called nobody',
      with_('owners: { desk', 'owners: { nobody: {}, desk'),
      'wrong-shape 4:11 No owner may be called `nobody`',
    ],
    [
      'information called all',
      with_('next: read', 'collects: all, next: read'),
      'wrong-shape 6:52 Information cannot be called `all`',
    ],
    [
      'a day that is none',
      `${blueprint}accepted: { rule: trap, because: x, by: y, until: 2027-02-30 }\n`,
      'wrong-shape 8:51 There is no day `2027-02-30`',
    ],
    [
      'a dangerous key',
      `${blueprint}__proto__: { polluted: true }\n`,
      'wrong-shape 8:1 `__proto__` is not a key of this file',
    ],
    [
      'a dangerous name',
      with_('  read:', '  __proto__: { lane: customer, outcome: served }\n  read:'),
      'wrong-shape 7:3 `__proto__` cannot be a name',
    ],
    [
      'a name with letters of another alphabet, and all that name it',
      with_('next: read', 'next: zurück-gähn').replace('  read:', '  zurück-gähn:'),
      'wrong-shape 7:3 `zurück-gähn` cannot be a name. Write `zurueck-gaehn`, wherever it is named: a name is a letter from a to z',
    ],
    [
      'a misspelt step',
      with_('next: read', 'next: raed'),
      'unknown-reference 6:48 No step is called `raed`. Did you mean `read`?',
    ],
    [
      'a step that was misspelt where it stands',
      with_('next: read }', 'next: [{ to: return }], fails: { what: Torn, recover: return } }'),
      'unknown-reference 6:55 No step is called `return`, in 2 places. Add `return` under `steps:`',
    ],
    [
      'an owner where a step belongs',
      with_('next: read', 'next: desk'),
      'unknown-reference 6:48 No step is called `desk`. `desk` is an owner',
    ],
    [
      'a rule that is none',
      `${blueprint}accepted: { rule: traps, because: x, by: y }\n`,
      'unknown-reference 8:19 No rule is called `traps`. Did you mean `trap`?',
    ],
    [
      "a name that is one of the author's own keys",
      with_('next: read }', 'next: x-ray }\n  x-ray: { lane: customer }'),
      'unknown-reference 6:48 No step is called `x-ray`. Keys that begin with `x-`',
    ],
  ])('%s', async (_, text, expected) => {
    const findings = await said(text)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toContain(expected)
    expect(findings[0]).not.toMatch(/JSON|schema path|additionalProperties|instancePath|flow collection|implicit/i)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('takes what only looks odd', async () => {
    for (const text of [
      with_('Lending desk', '2024'),
      with_('next: read }', 'channel: , next: read }'),
      blueprint.replaceAll('\n', '\r\n'),
      with_('{ desk: {} }', '\n  desk:\n  x-note: [1, { a: b }]'),
      with_('owner: desk', 'owner: &who desk').replace('accountable: desk', 'x-who: 1\naccountable: desk'),
      `%YAML 1.2\n---\n${blueprint}...\n`,
    ])
      expect(await said(text)).toEqual([])
  })

  it('bounds what aliases stand for', async () => {
    const levels = 'abcdefghij'.split('')
    const bomb = levels.map(
      (name, i) =>
        `x-${name}: &${name} [${Array(9)
          .fill(i === 0 ? 'x' : `*${levels[i - 1]}`)
          .join(', ')}]`,
    )
    expect((await said(`${bomb.join('\n')}\n${blueprint}`))[0]).toContain(
      'Its aliases stand for more than 200000 values',
    )
    expect((await said(with_('Lending desk', 'x\nx-a: &a [*a]')))[0]).toContain('stands inside itself')
  })
})

describe('bytes', () => {
  const judgeBytes = async (bytes: Uint8Array) => {
    const { findings } = await audit([sourceOf('a.blueprint.yaml', bytes)], {
      today: '2026-11-22',
      organization: () => ({ unavailable: '', help: '' }),
    })
    return findings.map(({ rule, line, message }) => `${rule} ${line} ${message}`)
  }

  it.each([
    ['UTF-16', Buffer.from(`\ufeff${blueprint}`, 'utf16le'), ['yaml-syntax 1 The file is saved as UTF-16']],
    [
      'Latin-1',
      Buffer.from(with_('Lending', 'Büro'), 'latin1'),
      ['yaml-syntax 2 The file holds a sign that is not UTF-8'],
    ],
    ['a byte order mark', Buffer.from(`\ufeff${blueprint}`), []],
  ])('%s', async (_, bytes, expected) => expect(await judgeBytes(bytes)).toEqual(expected))

  it('says the limit where a file is too large', async () => {
    const { code, out } = await run(folderWith({ 'a.blueprint.yaml': Buffer.alloc(70 * 1024 * 1024, 'a: b\n') }), [
      'check',
    ])
    expect(code).toBe(1)
    expect(out).toContain('The file has more than 70 MB, and at most 16 million characters are read')
  })
})

describe('text from files', () => {
  it('never steers the terminal', async () => {
    const nasty = with_(
      'lend: {',
      'lend: { fails: { what: "\\e[31mred\\u202Ereversed\\u0007\\n::error::x" }, note: "\\e]0;title\\a",',
    )
    const result = await judge(nasty)
    expect(result.findings.map(({ rule }) => rule)).toEqual(['no-recovery'])
    for (const text of [pretty(result, { coloured: false }), pretty(result, { coloured: false, verbose: true })]) {
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
      expect(text).toContain('\\u{1b}[31mred\\u{202e}reversed\\u{7} \\u{3a}:error::x')
    }
  })
})
