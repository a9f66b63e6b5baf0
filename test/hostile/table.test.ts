import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/read-config.ts'
import { settingsFrom } from '../../src/config/settings.ts'
import { printedConfig } from '../../src/config/print-config.ts'
import { configSlips } from '../../src/report/config-slips.ts'
import { explain } from '../../src/report/explain.ts'
import { rulesList } from '../../src/report/rules-list.ts'
import { all, part } from './all.ts'
import { config, type Field, fieldsOf, organization, service, type Tree } from './fields.ts'
import { type Heap, inDocuments, inEditor, inFormats, judged } from './outputs.ts'
import { payloads } from './payloads.ts'
import { inLog, inMarkdown, inXml } from './readers.ts'

/**
 * Every payload in every field of every file, and what comes of it in every output, read by parsers that are not ours.
 * In the ordinary run a part of it.
 */

let inputs = 0
afterAll(() => {
  if (all) console.info(`${inputs} inputs were tried`)
})

/** A name of a file that is as hostile as what is in it. */
function fileCalled(payload: string): string {
  const parts = payload.replaceAll('\0', '').split('/')
  return `${parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/')}.blueprint.yaml`
}

const text = (tree: Tree): string => JSON.stringify(tree, null, 1)

/** What was wrong, with where it was; each way once. */
function gather(found: Map<string, string>, where: string, those: readonly string[]): void {
  for (const one of those) {
    const kind = one.slice(0, 40)
    if (!found.has(kind)) found.set(kind, `${where}: ${one}`)
  }
}

const numbered = payloads.map((payload, i) => [i, payload] as const)

describe('a blueprint', () => {
  const texts = fieldsOf.blueprint.filter(({ kind, name }) => kind === 'text' && name !== 'organization')

  it('with a payload in each field in turn, in the formats of check and in the editor', async () => {
    const found = new Map<string, string>()
    const heap: Heap = []
    for (const [i, payload] of numbered)
      for (const [j, field] of fieldsOf.blueprint.entries()) {
        if (!all && (i * 7 + j) % 499 !== 0) continue
        inputs += 1
        const tree = service()
        field.put(tree, payload)
        const source = { file: fileCalled(payload), text: text(tree) }
        const told = await judged(source)
        const where = `${field.kind} ${field.name} ${JSON.stringify(payload)}`
        expect(told.result.faults, where).toEqual([])
        gather(found, where, inFormats(told, heap))
        if ((i + j) % 11 === 0) gather(found, where, await inEditor(told, source, 40))
        if (heap.length > 500) gather(found, where, await inXml(heap.splice(0)))
      }
    gather(found, 'the last', await inXml(heap))
    expect([...found.values()]).toEqual([])
  })

  it.each(part(numbered, 40))('with payload %i and others in all its texts at once, in every output: %j', async (i) => {
    const heap: Heap = []
    const found = new Map<string, string>()
    for (const order of all ? [texts, texts.toReversed()] : [texts]) {
      inputs += order.length
      const tree = service()
      for (const [j, field] of order.entries()) field.put(tree, payloads[(i + j) % payloads.length]!)
      // A step's phase is one of those at the top.
      const step = (tree['steps'] as Record<string, Tree>)['take-call']!
      tree['phases'] = [step['phase']].flat()
      const source = { file: fileCalled(payloads[i]!), text: text(tree) }
      const told = await judged(source)
      expect(told.result.findings.filter(({ theme }) => theme === 'reading')).toEqual([])
      expect(told.graphs).toHaveLength(1)
      gather(found, 'formats', inFormats(told, heap))
      gather(found, 'documents', await inDocuments(told, heap, all || i % 120 === 0))
      gather(found, 'editor', await inEditor(told, source, all ? 7 : 97))
    }
    gather(found, 'xml', await inXml(heap))
    expect([...found.values()]).toEqual([])
  })

  it('with a payload in the YAML itself', async () => {
    const found = new Map<string, string>()
    const heap: Heap = []
    const places: readonly ((payload: string) => string)[] = [
      (payload) => `${payload}\nblueprint: 1\n`,
      (payload) => `blueprint: 1\ntitle: ${payload}\nsteps: { a: { lane: customer } }\n`,
      (payload) => `blueprint: 1\ntitle: x\nsteps: { a: { lane: ${payload} } }\n`,
      (payload) => `blueprint: 1\n${payload}: x\n`,
      (payload) => `blueprint: 1\ntitle: x # ${payload}\nsteps: { a: { lane: customer } }\n${payload}`,
      (payload) => `blueprint: 1\nnote: |\n  ${payload}\nsteps:\n  a: { lane: customer, bad: 1 } # ${payload}\n`,
      (payload) =>
        `blueprint: 1\ntitle: "${payload}\n  ${payload}"\nsteps: { a: &${payload} { lane: customer, bad: *${payload} } }`,
    ]
    for (const [i, payload] of numbered)
      for (const [j, place] of places.entries()) {
        if (!all && (i + j) % 11 !== 0) continue
        inputs += 1
        const source = { file: fileCalled(payload), text: place(payload) }
        const told = await judged(source)
        expect(told.result.faults).toEqual([])
        gather(found, `${j} ${JSON.stringify(payload)}`, inFormats(told, heap))
      }
    gather(found, 'xml', await inXml(heap))
    expect([...found.values()]).toEqual([])
  })
})

describe("an organization's file", () => {
  it('with a payload in each field in turn', async () => {
    const found = new Map<string, string>()
    const heap: Heap = []
    const blueprint = service()
    for (const section of ['owners', 'metrics', 'incentives', 'policies']) delete blueprint[section]
    blueprint['organization'] = 'org.yaml'
    for (const [i, payload] of numbered)
      for (const [j, field] of fieldsOf.organization.entries()) {
        if (!all && (i + j) % 113 !== 0) continue
        inputs += 1
        const shared = organization()
        field.put(shared, payload)
        const file = fileCalled(payload)
        const told = await judged({ file: 'a.yaml', text: text(blueprint) }, { file, text: text(shared) })
        const where = `${field.kind} ${field.name} ${JSON.stringify(payload)}`
        expect(told.result.faults, where).toEqual([])
        gather(found, where, inFormats(told, heap))
        if (heap.length > 500) gather(found, where, await inXml(heap.splice(0)))
      }
    gather(found, 'the last', await inXml(heap))
    expect([...found.values()]).toEqual([])
  })
})

describe('a config', () => {
  async function look(file: string, tree: Tree, heap: Heap): Promise<string[]> {
    const said = await readConfig({ file, text: text(tree) }, '/')
    if ('slips' in said) return inLog(configSlips(said.slips, false))
    const settings = settingsFrom(
      said,
      () => true,
      () => false,
    )
    const house = settings.houseRules
    const told = await judged({ file: 'a.blueprint.yaml', text: text(service()) }, undefined, settings)
    expect(told.result.faults).toEqual([])
    return [
      ...inFormats(told, heap),
      ...house.flatMap((rule) => inLog(explain(rule))),
      ...inLog(rulesList(house, 'pretty')),
      ...inLog(rulesList(house, 'json')),
      ...inMarkdown(rulesList(house, 'markdown')),
      // Its file's name and the patterns are cleaned where it is shown: see commands.test.ts.
      ...(printedConfig({
        config: undefined,
        rules: new Map(),
        failOn: { value: 'error', byCommandLine: false },
        asks: () => true,
        settings,
      }) === ''
        ? ['nothing']
        : []),
    ]
  }

  it('with a payload in each field', async () => {
    const found = new Map<string, string>()
    const heap: Heap = []
    const groups: Field[][] = []
    // Texts one by one, since all of them hold; of what does not, as much as the reader tells at once.
    for (const kind of ['text', 'checked', 'key'] as const) {
      const those = fieldsOf.config.filter((field) => field.kind === kind)
      const size = kind === 'text' ? 1 : 40
      for (let at = 0; at < those.length; at += size) groups.push(those.slice(at, at + size))
    }
    for (const [i, payload] of numbered)
      for (const [j, group] of groups.entries()) {
        if ((i * 13 + j) % (all ? 10 : 9001) !== 0) continue
        inputs += group.length
        const tree = config()
        for (const field of group) field.put(tree, payload)
        gather(
          found,
          `${group[0]!.kind} ${group[0]!.name} ${JSON.stringify(payload)}`,
          await look(fileCalled(payload), tree, heap),
        )
        if (heap.length > 500) gather(found, 'xml', await inXml(heap.splice(0)))
      }
    gather(found, 'xml', await inXml(heap))
    expect([...found.values()]).toEqual([])
  })
})

it('a key of any name is shown under the pointer as it is', async () => {
  for (const payload of ['</details><style>', 'mailto:a@evil.example', 'x ::stop-commands::z', '\u202eevil']) {
    const start = { [payload]: '5/day' }
    const source = { file: 'a.blueprint.yaml', text: text({ ...service(), demand: undefined, start }) }
    expect(await inEditor(await judged(source), source, 1), payload).toEqual([])
  }
})

it("a rule's texts hold no links in SARIF", async () => {
  const link = '[a](https://evil.example)'
  const rule = { steps: { lane: 'customer' }, must: { has: 'note' }, why: link, help: link, source: link }
  const said = await readConfig({ file: `${link}.yaml`, text: text({ houseRules: { noted: rule } }) }, '/')
  if ('slips' in said) throw new Error(said.slips[0]!.message)
  const settings = settingsFrom(
    said,
    () => true,
    () => false,
  )
  const told = await judged({ file: 'a.blueprint.yaml', text: text(service()) }, undefined, settings)
  expect(told.result.findings.map(({ rule }) => rule)).toContain('noted')
  expect(inFormats(told, [])).toEqual([])
})

it('the readers see what is wrong', async () => {
  expect(inLog('a\n  ::error::x')).toHaveLength(1)
  expect(inLog('a\u001b[31m')).toHaveLength(1)
  expect(inMarkdown('a [b](c) <i>d</i> @e')).toHaveLength(4)
  expect((await inXml(['<a/>', '<a>&b;</a>'])).length).toBeGreaterThan(0)
})
