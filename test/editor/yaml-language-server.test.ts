import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CompletionItem, TextEdit } from 'vscode-languageserver/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { rules } from '../../src/rules/index.ts'
import { judge } from '../helpers/judge.ts'
import { cursor, type Editor, editor } from './client.ts'

// What an author sees who has only the schemas and a general YAML extension: the real server behind the one for VS Code.
const root = fileURLToPath(new URL('../..', import.meta.url))
let yaml: Editor

beforeAll(async () => {
  const program = join(root, 'node_modules/yaml-language-server/bin/yaml-language-server')
  yaml = await editor([process.execPath, program, '--stdio'], {
    folder: root,
    settings: { yaml: { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } } }, // no network
  })
})
afterAll(() => yaml.close())

let files = 0
/** A file of its own for every text, next to the blueprints; none of them is on disk. */
const newFile = (): string => new URL(`../../blueprints/unsaved-${++files}.yaml`, import.meta.url).href

const modeline = (name: string): string => `# yaml-language-server: $schema=../schemas/${name}.schema.json\n`
const schemaOf = (name: string) => JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'))

/** Line 1 is the modeline. */
const blueprint = `${modeline('blueprint')}blueprint: 1
title: Refund
owners:
  staff: {}
steps:
  notice: { lane: customer, next: take }
  take:
    lane: touchpoint
    owner: staff
`
const offered = async (text: string): Promise<CompletionItem[]> => yaml.completions(newFile(), text)
const keysIn = (items: readonly CompletionItem[]): string[] =>
  items.filter(({ kind }) => kind === 10).map(({ label }) => label)
const except = (keys: object, ...present: string[]): string[] =>
  Object.keys(keys).filter((key) => !present.includes(key))

/** The text with what was chosen in the place of the cursor, every placeholder as it is proposed, as VS Code does it. */
function chosen(text: string, { textEdit, insertText }: CompletionItem): string {
  const at = text.indexOf(cursor)
  const lines = text.slice(0, at).split('\n')
  const indentation = /^ */.exec(lines.at(-1)!)![0]
  const inserted = ((textEdit as TextEdit | undefined)?.newText ?? insertText ?? '')
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\}|\$\d+/g, '')
    .replaceAll('\n', `\n${indentation}`)
  const start = (textEdit as TextEdit | undefined)?.range.start.character ?? lines.at(-1)!.length
  return text.slice(0, at - (lines.at(-1)!.length - start)) + inserted + text.slice(at + cursor.length)
}

describe('completion', () => {
  const { properties, definitions } = schemaOf('blueprint')

  it('offers every key of a blueprint that is not there yet', async () => {
    const items = await offered(`${modeline('blueprint')}blueprint: 1\ntitle: Refund\n${cursor}`)
    expect(keysIn(items)).toEqual(except(properties, 'blueprint', 'title'))
    expect(items.find(({ label }) => label === 'accountable')!.documentation).toContain('answers for the service')
  })

  it('offers every key of a step', async () => {
    const keys = except(definitions.step.properties, 'lane', 'owner')
    expect(keysIn(await offered(`${blueprint}    ${cursor}`))).toEqual(keys)
    expect(keysIn(await offered(`${blueprint}    nam${cursor}`))).toEqual(keys)
  })

  it.each([
    ['in braces', `next: { to: notice, v${cursor} }`],
    ['in a list', `next:\n      - to: notice\n        ${cursor}`],
    ['on lines of its own', `next:\n      to: notice\n      ${cursor}`],
    ['of a repair', `fails:\n      - what: Nobody calls back\n        recover: { to: notice, v${cursor} }`],
    ['for the late', `next: { to: notice, within: 3h, late: { to: staff, v${cursor} } }`],
  ])('offers every key of a flow %s', async (_, text) => {
    expect(keysIn(await offered(`${blueprint}    ${text}`))).toEqual(except(definitions.flow.properties, 'to'))
  })

  it.each([
    ['lane', `  tell: { lane: t${cursor} }`, ['customer', 'touchpoint', 'backstage', 'support']],
    ['lane, on a line of its own', `  tell:\n    lane: ${cursor}`, ['customer', 'touchpoint', 'backstage', 'support']],
    ['outcome', `    outcome: ${cursor}`, ['served', 'recovered', 'declined', 'lost']],
    ['split', `    split: ${cursor}`, ['one', 'all', 'some']],
    ['join', `    join: ${cursor}`, ['any', 'all', 'some']],
    ['case', `    case: ${cursor}`, ['open', 'close', 'none']],
    ['basis', `    basis: ${cursor}`, ['observed', 'reported', 'assumed']],
    ['workaround', `    workaround: ${cursor}`, ['true', 'false']],
    ['confirmed', `    next: { to: notice, confirmed: t${cursor} }`, ['true', 'false']],
    ['state', `state: ${cursor}`, ['as-is', 'to-be']],
    ['kind of an owner', `metrics:\nincentives:\n  bonus: { kind: p${cursor} }`, ['pay', 'target', 'ranking']],
    ['for of a metric', `metrics:\n  sales: { for: b${cursor} }`, ['customer', 'business', 'staff']],
    [
      'via',
      `    next:\n      - { to: notice, via: e${cursor} }`,
      ['person', 'phone', 'chat', 'ticket', 'api', 'system', 'email', 'post', 'form'].concat(
        ['verbal', 'voicemail', 'message'],
        ['spreadsheet', 'batch', 'queue'],
      ),
    ],
  ])('offers the values of %s', async (_, text, values) => {
    expect((await offered(blueprint + text)).map(({ label }) => label)).toEqual(values)
  })

  it.each([
    ['how long', `    takes: ${cursor}`, '1d..5d'],
    ['who notices', `    fails:\n      - noticed: ${cursor}`, 'nobody'],
    ['what travels along', `    next:\n      to: notice\n      carries: ${cursor}`, 'all'],
    ['how often', `    next:\n      to: notice\n      chance: ${cursor}`, '20%'],
    ['where', `    channel: ${cursor}`, 'phone'],
  ])('proposes values for %s', async (_, text, value) => {
    expect((await offered(blueprint + text)).map(({ label }) => label)).toContain(value)
  })

  // The schema lists the rules; after a change to one, `UPDATE_SCHEMAS=1` writes that list anew.
  it('offers every rule whose findings can be accepted, and tells what it finds', async () => {
    const acceptable = rules.filter(({ theme }) => theme !== 'reading')
    if (process.env['UPDATE_SCHEMAS']) {
      const schema = schemaOf('blueprint')
      schema.definitions.acceptance.properties.rule.defaultSnippets = acceptable.map(({ id, summary }) => ({
        label: id,
        description: summary,
        body: id,
      }))
      writeFileSync(join(root, 'schemas/blueprint.schema.json'), `${JSON.stringify(schema, null, 2)}\n`)
    }
    const items = await offered(`${blueprint}accepted:\n  - rule: ${cursor}`)
    expect(items.map(({ label, documentation }) => ({ label, documentation }))).toEqual(
      acceptable.map(({ id, summary }) => ({ label: id, documentation: summary })),
    )
  })

  it('offers the keys of an organization', async () => {
    const organization = schemaOf('organization').properties
    const items = await offered(`${modeline('organization')}organization: 1\n${cursor}`)
    expect(keysIn(items)).toEqual(except(organization, 'organization'))
  })
})

describe('what is inserted', () => {
  it.each([
    ['a first blueprint', `${modeline('blueprint')}${cursor}`],
    ['an owner', `${blueprint.replace('  staff', `  ${cursor}\n  staff`)}`],
    ['a metric', `${blueprint}metrics:\n  ${cursor}`],
    ['an incentive', `${blueprint}incentives:\n  ${cursor}`],
    ['a policy', `${blueprint}policies:\n  ${cursor}`],
    ['a promise', `${blueprint}promises:\n  ${cursor}`],
    ["a customer's step", `${blueprint}  ${cursor}`],
    ['a step of ours', `${blueprint}  ${cursor}`],
    ['an end of the journey', `${blueprint}  ${cursor}`],
    ['something that goes wrong', `${blueprint}    fails:\n      - ${cursor}`],
    ['a trade-off', `${blueprint}accepted:\n  - ${cursor}`],
  ])('for %s has a shape that faultline reads', async (label, text) => {
    const item = (await offered(text)).find((item) => item.label === label)
    const written = chosen(text, item!)
    expect(written.replace(modeline('blueprint'), '')).not.toContain('$')
    const { findings } = await judge(written)
    const reading = findings.filter(({ theme }) => theme === 'reading')
    // It names things that the author has yet to write.
    expect(reading.filter(({ rule }) => rule !== 'unknown-reference')).toEqual([])
  })

  it('needs nothing else for a first blueprint', async () => {
    const text = `${modeline('blueprint')}${cursor}`
    const item = (await offered(text)).find(({ label }) => label === 'a first blueprint')
    const { findings, blueprints } = await judge(chosen(text, item!))
    expect(blueprints).toHaveLength(1)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it.each([
    ['of a step', `${blueprint}    ${cursor}`, ['steps', 'take']],
    ['of a flow', `${blueprint}    next:\n      to: notice\n      ${cursor}`, ['steps', 'take', 'next']],
    [
      'of a flow in a list',
      `${blueprint}    next:\n      - to: notice\n        ${cursor}`,
      ['steps', 'take', 'next', 0],
    ],
    ['of an owner', `${blueprint.replace(' {}', `\n    name: Staff\n    ${cursor}`)}`, ['owners', 'staff']],
    ['of the file', `${blueprint}${cursor}`, []],
  ] as [string, string, (string | number)[]][])('for each key %s stands in its place', async (_, text, path) => {
    const items = (await offered(text)).filter(({ kind }) => kind === 10)
    expect(items.length).toBeGreaterThan(5)
    for (const item of items) {
      const written = parse(chosen(text, item))
      expect(Object.keys(path.reduce((value, key) => value[key], written)), item.label).toContain(item.label)
    }
  })
})

describe('hover', () => {
  const inBlueprint = (from: string, to: string): string => blueprint.replace(from, to)

  it.each([
    ['a key of the file', inBlueprint('title', `ti${cursor}tle`), 'as the customer would say it'],
    ['a section', inBlueprint('steps', `st${cursor}eps`), 'What happens, in the order of the story'],
    ['a step', inBlueprint('  take:', `  ta${cursor}ke:`), 'One step of the service'],
    ['a key of a step', inBlueprint('owner:', `ow${cursor}ner:`), 'Who does it.'],
    [
      'a key of a flow',
      `${blueprint}    next: { to: notice, wi${cursor}thin: 3h }`,
      'How soon the receiver must take it up',
    ],
    ['a flow that is only a name', `${blueprint}    ne${cursor}xt: notice`, 'Where it goes on'],
    ['a value', inBlueprint('touchpoint', `touch${cursor}point`), 'The meeting that the customer sees'],
    ['a way that loses work', `${blueprint}    next: { to: notice, via: em${cursor}ail }`, 'can be lost unseen'],
    ['how sure it is', `${blueprint}    basis: ass${cursor}umed`, 'Findings that stand on it are possible'],
  ])('explains %s', async (_, text, says) => {
    expect(await yaml.hover(newFile(), text)).toContain(says)
  })

  it('names the thing that a key belongs to, and first the value that is there', async () => {
    const said = await yaml.hover(newFile(), inBlueprint('touchpoint', `touch${cursor}point`))
    expect(said).toMatch(
      /^#### Step\n\nWhere in the blueprint the step stands\.\n\nAllowed Values:\n\n\* `touchpoint`: /,
    )
  })
})

describe('marks', () => {
  /** What is marked, and the words, by line. */
  const marked = async (text: string) =>
    (await yaml.diagnostics(newFile(), text))
      .map(({ range: { start, end }, message }) => ({
        line: start.line + 1,
        text: text.split('\n')[start.line]!.slice(start.character, end.character),
        message,
      }))
      .sort((a, b) => a.line - b.line)
  const step = (text: string): string => `${blueprint}    ${text}\n`

  it.each([
    ['a wrong key of the file', `${blueprint}stepz: 1\n`, 11, 'stepz', /^Property stepz is not allowed/],
    ['a wrong key of a step', step('lan: customer'), 11, 'lan', /^Property lan is not allowed/],
    ['a wrong key of a flow', step('next: { to: notice, vai: email }'), 11, 'vai', /^It is a step, or a map.*via/],
    ['a wrong value', step('next: { to: notice, via: fax }'), 11, 'fax', /Valid values: "person", .*"email"/],
    ['a wrong lane', blueprint.replace('touchpoint', 'frontstage'), 9, 'frontstage', /"customer", "touchpoint"/],
    ['a time without a unit', step('takes: soon'), 11, 'soon', /^A duration is a number and a unit \(15m/],
    ['a chance above all', step('next: { to: notice, chance: 120% }'), 11, '120%', /^A chance is from 0%/],
    ['a step without a lane', blueprint.replace('lane: touchpoint', 'name: Takes it'), 8, 'take', /^Missing .*"lane"/],
    ['a name with a space', blueprint.replace('  take:', '  take it:'), 8, 'take it', /^A name is a letter/],
    ['a number for an owner', blueprint.replace('owner: staff', 'owner: 5'), 10, '5', /^It is one name, or a list/],
    ['hours that are none', blueprint.replace('{}', '{ hours: 9 to 5 }'), 5, '9 to 5', /^Opening hours are days/],
    [
      'a trade-off without a reason',
      `${blueprint}accepted:\n  - { rule: trap, by: me }\n`,
      12,
      '{',
      /^Missing .*"because"/,
    ],
    [
      'a day that there is not',
      `${blueprint}accepted:\n  - { rule: trap, by: me, because: so, until: 2027-13-01 }\n`,
      12,
      '2027-13-01',
      /^A date is year-month-day/,
    ],
    ['a metric without keys', `${blueprint}metrics: sales\n`, 11, 'sales', /^It is a map of metrics by name/],
    ['another format', blueprint.replace('blueprint: 1\n', 'blueprint: 2\n'), 2, '2', /^The format is 1/],
  ])('%s', async (_, text, line, what, message) => {
    expect(await marked(text)).toEqual([{ line, text: what, message: expect.stringMatching(message) }])
  })

  it('a wrong key and a wrong value of an organization', async () => {
    const text = `${modeline('organization')}organization: 1\ntitle: Acme\nowner: {}\nowners: { staff: { kind: boss } }\n`
    expect(await marked(text)).toEqual([
      { line: 4, text: 'owner', message: 'Property owner is not allowed.' },
      { line: 5, text: 'boss', message: expect.stringContaining('"team", "role", "partner", "system"') },
    ])
  })

  it('a wrong key and a wrong value of a config', async () => {
    const text = `${modeline('config')}failOn: warnings\nrule: {}\n`
    expect(await marked(text)).toEqual([
      { line: 2, text: 'warnings', message: expect.stringContaining('"warning"') },
      { line: 3, text: 'rule', message: expect.stringContaining('rule') },
    ])
    expect(await marked(`${modeline('config')}failOn: warning\nignore: [drafts/**]\nrules: { trap: off }\n`)).toEqual(
      [],
    )
  })

  it('nothing without the modeline', async () => {
    const [, ...lines] = step('lan: customer').split('\n')
    expect(await marked(lines.join('\n'))).toEqual([])
  })

  it('nothing in any blueprint that faultline reads', async () => {
    const folder = (name: string): string[] =>
      readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.blueprint\.yaml$/.test(file))
        .map((file) => join(name, file))
    const texts = new Map(
      [...folder('blueprints'), ...folder('test/cases')].map((file) => [file, readFileSync(join(root, file), 'utf8')]),
    )
    for (const { id, theme, bad, good, beside, innocent = [] } of rules) {
      if (theme !== 'reading') texts.set(`bad ${id}`, bad)
      texts.set(`good ${id}`, good)
      if (beside) texts.set(`beside ${id}`, beside)
      for (const { when, blueprint } of innocent) texts.set(`${id}: ${when}`, blueprint)
    }
    expect(texts.size).toBeGreaterThan(500)
    const found = await Promise.all(
      [...texts].map(async ([name, text]) => ({ name, marks: await marked(modeline('blueprint') + text) })),
    )
    // A key without a value counts as not written. A schema cannot say so: editors mark it until there is one.
    const wrongly = found.filter(({ marks }) => marks.some(({ text }) => text !== ''))
    expect(wrongly).toEqual([])
    expect(found.filter(({ marks }) => marks.length > 0).length).toBeLessThan(3)
  })
})
