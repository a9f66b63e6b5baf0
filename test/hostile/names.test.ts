import { describe, expect, it } from 'vitest'
import { readConfig, unknownRules } from '../../src/config/read-config.ts'
import { settingsFrom } from '../../src/config/settings.ts'
import { html } from '../../src/brief/html.ts'
import { reportOf } from '../../src/brief/content/report.ts'
import { markdown } from '../../src/brief/markdown.ts'
import { formats } from '../../src/report/formats.ts'
import { folderWith, run } from '../helpers/run.ts'
import { part } from './all.ts'
import { config, service } from './fields.ts'
import { judged } from './outputs.ts'

/** Names that every object of the language has already; beside each, one of the same length that none has. */
const taken = Object.getOwnPropertyNames(Object.prototype)
  .filter((name) => /^[A-Za-z][A-Za-z0-9-]*$/.test(name))
  .concat('prototype', 'length', 'name', 'then', 'toJSON', 'NaN', 'undefined')
const free = (name: string): string => `${name.slice(0, -1)}q`

/** All names that the service gives to something. */
const given = [
  ...['notice', 'take-call', 'wait', 'pay-back', 'refunded', 'desk', 'manager', 'depot', 'sales', 'time', 'bonus'],
  ...['first', 'soon', 'receipt', 'order', 'refund'],
]

/** The service with one thing called otherwise, wherever it is named. */
const renamed = (from: string, to: string): string => {
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key === from ? to : key, rename(inner)]))
    return value === from ? to : value
  }
  return JSON.stringify(rename(service()), null, 1)
}

async function told(text: string, from: string): Promise<string> {
  const { result, graphs } = await judged({ file: 'a.blueprint.yaml', text })
  expect(result.faults).toEqual([])
  expect(graphs).toHaveLength(1)
  const how = { version: '0', coloured: false, quiet: false, verbose: true }
  const report = reportOf(result, graphs, { version: '0', today: '2026-11-22' })
  const all = [
    ...Object.values(formats).map((format) => format(result, how)),
    html(report, { trace: false }),
    markdown(report, { trace: false }),
  ].join('\n')
  // What is made of a name by arithmetic differs.
  return all
    .toLowerCase()
    .replaceAll(from.toLowerCase(), free(from).toLowerCase())
    .replaceAll(/\b[0-9a-f]{16}\b|-?\d+(?:\.\d+)?/g, '#')
}

describe('names that every object has', () => {
  it.each(part(taken, 6))('%s is a name like any other', async (name) => {
    for (const one of part(given, 3))
      expect(await told(renamed(one, name), name), `${one} called ${name}`).toBe(
        await told(renamed(one, free(name)), name),
      )
  })

  it.each([...taken, '__proto__'])(
    '%s is no rule, no option, no placeholder and no key unless somebody makes it one',
    async (name) => {
      const tree = config()
      const key = { value: 'off', enumerable: true }
      Object.defineProperty(tree['rules'], name, key)
      const said = await readConfig({ file: 'c.yaml', text: JSON.stringify(tree) }, '/')
      const slips = 'slips' in said ? said.slips : [...unknownRules(said)]
      expect(slips.length).toBeGreaterThan(0)
      for (const text of [
        `rules: { trap: [error, { "${name}": 1h }] }`,
        `"${name}": 1`,
        `houseRules: { x: { steps: "*", must: { "${name}": 1 } } }`,
        `houseRules: { x: { steps: "*", must: { lane: "${name}" } } }`,
      ]) {
        const config = await readConfig({ file: 'c.yaml', text }, '/')
        expect('slips' in config, text).toBe(true)
      }
      const filled = await readConfig(
        { file: 'c.yaml', text: `houseRules: { x: { message: "{${name}}", steps: "*", must: { has: note } } }` },
        '/',
      )
      if ('slips' in filled) expect(filled.slips[0]!.message).toContain(name)
      else {
        const settings = settingsFrom(
          filled,
          () => true,
          () => false,
        )
        const { result } = await judged({ file: 'a.yaml', text: JSON.stringify(service()) }, undefined, settings)
        expect(result.findings.find(({ rule }) => rule === 'x')!.message).toBe(`{${name}}`)
      }
    },
  )

  it('are no rules on the command line, and leave every object as it was', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': JSON.stringify(service()) })
    for (const words of part(
      ['constructor', '__proto__', 'toString'].flatMap((name) => [
        ['explain', name],
        ['check', '--rule', name],
        ['check', '--format', name],
        ['completion', name],
        [name],
      ]),
      4,
    ))
      expect((await run(folder, words)).code, words.join(' ')).toBe(2)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
