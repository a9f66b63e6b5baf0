import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rulesList } from '../src/report/rules-list.ts'
import { rules } from '../src/rules/index.ts'
import { Repository } from './helpers/git.ts'
import { folderWith, run } from './helpers/run.ts'

const file = new URL('../README.md', import.meta.url)
const root = new URL('..', import.meta.url).pathname
const readme = readFileSync(file, 'utf8')

/** The fenced blocks of one language, in order. */
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text!)

/** Puts what the program says where the README quotes it: `npm run readme`, and nowhere else. */
const update = process.env['UPDATE_README'] !== undefined
function quotes(said: string, position: number): void {
  if (!update) {
    expect(blocks('text')[position]).toBe(said)
    return
  }
  let seen = -1
  const text = readFileSync(file, 'utf8').replace(/^```text\n[\s\S]*?^```/gm, (block) =>
    ++seen === position ? `\`\`\`text\n${said}\`\`\`` : block,
  )
  writeFileSync(file, text)
}

describe('the README', () => {
  it('quotes what check says of a blueprint that ships', async () => {
    const { out } = await run(root, [
      'check',
      'blueprints/double-charge.blueprint.yaml',
      '--rule',
      'unconfirmed-handoff',
    ])
    quotes(`${out.split('\n\n')[0]}\n`, 0)
  })

  it('quotes what check says of its own blueprint', async () => {
    const folder = folderWith({ 'refund.blueprint.yaml': blocks('yaml')[0]! })
    const { out, err } = await run(folder, ['check', 'refund.blueprint.yaml'])
    expect(err).toBe('')
    quotes(out, 1)
  })

  it('lists the rules as they are', () => {
    const table = rulesList(rules, 'markdown')
    if (update)
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(
          /(<!-- faultline rules --format markdown -->\n)[\s\S]*?(?=\nA rule that)/,
          (_, mark) => `${mark}\n${table}`,
        ),
      )
    else expect(readme).toContain(`\n${table}`)
  })

  it('shows acceptances that are read as they stand', async () => {
    const folder = folderWith({ 'refund.blueprint.yaml': blocks('yaml')[0]! + blocks('yaml')[1]! })
    const { out } = await run(folder, ['check', '--today', '2026-11-22'])
    expect(out).toContain('1 accepted')
  })

  it('shows a config and rules of a house that hold', async () => {
    const [blueprint, , config, house] = blocks('yaml') as [string, string, string, string]
    const folder = folderWith({ 'refund.blueprint.yaml': blueprint, 'faultline.config.yaml': config + house })
    const { code, out } = await run(folder, [
      'check',
      'refund.blueprint.yaml',
      '-f',
      'compact',
      '--rule',
      'work-goes-by-ticket',
    ])
    expect(code).toBe(1)
    quotes(`${out.split('\n')[0]!.replace(/^\S+ error/, 'error')}\n`, 4)
    const explained = await run(folder, ['explain', 'refund-after-approval'])
    expect(explained.code).toBe(0)
    const printed = await run(folder, ['check', 'refund.blueprint.yaml', '--print-config'])
    expect(printed.out).toMatch(/failOn: warning .*faultline\.config\.yaml:1\n/)
    expect(printed.out).toMatch(/silent-wait: \[warning, \{ longest: 8h \}\]/)
  })

  it('gives commands that run', async () => {
    const blueprint = blocks('yaml')[0]!
    const repository = new Repository({
      'refund.blueprint.yaml': blueprint,
      'refund-to-be.blueprint.yaml': blueprint,
      'blueprints/refund.blueprint.yaml': blueprint,
    })
    for (const command of blocks('sh').flatMap((block) => block.trim().split('\n'))) {
      const words = command.split('&&').at(-1)!.trim()
      if (words.startsWith('npm '))
        expect(
          Object.keys(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).scripts),
        ).toContain(words.split(' ').at(-1))
      else {
        const { code, err } = await run(repository.folder, words.replace('npx faultline ', '').split(' '))
        const fails = /compare|report|draw|--since|--baseline/.test(words) ? 0 : 1
        expect({ words, code, err }).toEqual({ words, code: fails, err: '' })
      }
    }
  })
})
