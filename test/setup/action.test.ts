import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Repository } from '../helpers/git.ts'
import { runs } from '../helpers/random.ts'
import { folderWith, type Ran } from '../helpers/run.ts'
import { bash, parsed, root, type Step } from './pipeline.ts'

// The action's own script, run as a runner does it: what callers say stands in variables.

interface Action {
  readonly inputs: Record<string, { readonly default: string }>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}
const action = parsed<Action>(readFileSync(join(root, 'action.yml'), 'utf8'))
const [ready, judging] = action.runs.steps as [Step, Step]

const judged = (folder: string, said: Record<string, string> = {}): Promise<Ran> => {
  const inputs = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]))
  const env = Object.fromEntries(
    Object.entries(judging.env!).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)![1]!
      return [name, { ...inputs, ...said }[input]!]
    }),
  )
  return bash(folder, judging.run!, { ...env, GITHUB_ACTION_PATH: root })
}

const lost = (via: string): string => `blueprint: 1
title: A lost suitcase
accountable: airline
owners: { desk: {}, airline: {} }
steps:
  miss-suitcase: { lane: customer, next: take-report }
  take-report: { lane: touchpoint, owner: desk, next: { to: look-for-it, via: ${via} } }
  look-for-it: { lane: backstage, owner: airline, next: have-it }
  have-it: { lane: customer, outcome: recovered }
`
const faulty = { 'services/lost.blueprint.yaml': lost('email'), 'other place/fine.blueprint.yaml': lost('ticket') }

it('no script holds an expression, and every input is handed on', () => {
  for (const step of action.runs.steps) expect(step.run).not.toContain('${{')
  const handedOn = Object.values(judging.env!)
  expect(handedOn.sort()).toEqual(
    Object.keys(action.inputs)
      .map((name) => `\${{ inputs.${name} }}`)
      .sort(),
  )
})

it('says which Node.js it needs where it finds an older one', async () => {
  const check = ready.run!.slice(0, ready.run!.indexOf('npm ci'))
  expect((await bash(root, check)).code).toBe(0)
  const older = folderWith({ 'older.cjs': "Object.defineProperty(process.versions, 'node', { value: '20.18.3' })" })
  const { code, out } = await bash(root, check, { NODE_OPTIONS: `--require=${join(older, 'older.cjs')}` })
  expect(out).toMatch(/^::error::.*20\.19/)
  expect(code).toBe(2)
})

describe('judging', () => {
  it('marks the lines of everything below, where nothing else is said', async () => {
    const { code, out } = await judged(folderWith(faulty))
    expect(out).toMatch(/^::error .*file=services\/lost\.blueprint\.yaml,line=7/m)
    expect(code).toBe(1)
  })

  it('takes paths one a line, with blanks in them', async () => {
    const said = { paths: 'other place\n\n', format: 'compact' }
    expect(await judged(folderWith(faulty), said)).toMatchObject({ code: 0 })
    const both = await judged(folderWith(faulty), { ...said, paths: 'other place/fine.blueprint.yaml\nservices\n' })
    expect(both.code).toBe(1)
  })

  it('hands on what fails, the config, and the file for SARIF', async () => {
    const folder = folderWith({ ...faulty, 'lenient.yaml': 'rules: { unconfirmed-handoff: note }' })
    expect(await judged(folder, { 'fail-on': 'never', sarif: 'out.sarif' })).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
    expect(await judged(folder, { config: 'lenient.yaml' })).toMatchObject({ code: 0 })
  })

  it('compares with a revision', async () => {
    const repository = new Repository(faulty)
    repository.commit({ 'README.md': 'Services' })
    expect(await judged(repository.folder, { since: 'HEAD^1' })).toMatchObject({ code: 0 })
    repository.commit({ 'other place/fine.blueprint.yaml': lost('voicemail') })
    expect(await judged(repository.folder, { since: 'HEAD^1' })).toMatchObject({ code: 1 })
  })

  it('runs nothing that an input says, whatever it is', async () => {
    const folder = folderWith(faulty)
    const words = [
      '$(touch caught)',
      '`touch caught`',
      '"; touch caught; "',
      "'; touch caught #",
      '--fail-on=never',
      '\\',
    ]
    const hostile = fc.constantFrom(...words)
    const input = fc.constantFrom(...Object.keys(action.inputs))
    await fc.assert(
      fc.asyncProperty(input, hostile, async (name, value) => {
        const { code } = await judged(folder, { [name]: value })
        // A file of this name for SARIF can be made; everything else is not there.
        expect([1, 2]).toContain(code)
        expect(existsSync(join(folder, 'caught'))).toBe(false)
      }),
      runs(12),
    )
  })
})
