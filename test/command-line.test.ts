import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { rules } from '../src/rules/index.ts'
import { folderWith, run } from './helpers/run.ts'

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8'))
const validFindings = new Ajv({ allowUnionTypes: true }).compile(schemaOf('findings'))

const good = rules.find(({ id }) => id === 'dead-end')!.good
const bad = rules.find(({ id }) => id === 'dead-end')!.bad
/** What the last line adds where a blueprint does not tell everything. */
const open = ' · 4 rules not assessable (--verbose lists what to ask)'
const warned = rules.find(({ id }) => id === 'shared-step')!.bad

describe('check', () => {
  it('ends with 0 where nothing is wrong, and says what was judged', async () => {
    const { code, out, err } = await run(folderWith({ 'a.blueprint.yaml': good }), ['check'])
    expect({ code, out, err }).toEqual({ code: 0, out: `No problems in 1 blueprint${open}\n`, err: '' })
  })

  it('ends with 1 where something is', async () => {
    const { code, out } = await run(folderWith({ 'a.blueprint.yaml': bad }), ['check', '.'])
    expect(code).toBe(1)
    expect(out).toBe(`error[dead-end]: Nothing follows \`file-note\`, and it is not an outcome
  --> a.blueprint.yaml:16:3
   |
16 |   file-note: { lane: backstage, owner: contracts } # <- dead-end
   |   ^^^^^^^^^ no \`next\`, no \`outcome\`
   |
   = path: report move → take call → file note
   = help: Add \`next:\` with the step that follows; or, where the journey ends,
           \`outcome:\` with \`served\`, \`recovered\`, \`declined\` or \`lost\`

1 problem (1 error) in 1 blueprint${open}
`)
  })

  it('takes files, folders, globs and standard input, each blueprint once and in one order', async () => {
    const folder = folderWith({
      'b/two.blueprint.yml': bad,
      'one.blueprint.yaml': bad,
      'b/other.yaml': 'x: 1',
      'plain.yaml': bad,
    })
    const filesOf = async (words: string[], input?: string) => {
      const { out } = await run(folder, ['check', '-f', 'json', ...words], input === undefined ? {} : { input })
      return JSON.parse(out).blueprints.map(({ file }: { file: string }) => file)
    }
    expect(await filesOf([])).toEqual(['b/two.blueprint.yml', 'one.blueprint.yaml'])
    expect(await filesOf(['one.blueprint.yaml', '.', 'b', './one.blueprint.yaml'])).toEqual([
      'b/two.blueprint.yml',
      'one.blueprint.yaml',
    ])
    expect(await filesOf(['**/*.yml'])).toEqual(['b/two.blueprint.yml'])
    expect(await filesOf(['plain.yaml'])).toEqual(['plain.yaml'])
    expect(await filesOf(['-'], bad)).toEqual(['standard-input.blueprint.yaml'])
    expect(await filesOf(['-', '--stdin-file', 'b/new.blueprint.yaml'], bad)).toEqual(['b/new.blueprint.yaml'])
  })

  it('leaves out what .gitignore leaves out, and follows no link in a circle or out of the tree', async () => {
    const outside = folderWith({ 'secret.blueprint.yaml': bad })
    const folder = folderWith({
      '.gitignore': 'drafts/\n*.old.blueprint.yaml\n',
      'a.blueprint.yaml': good,
      'drafts/b.blueprint.yaml': bad,
      'c.old.blueprint.yaml': bad,
      'keep/.gitignore': '!d.old.blueprint.yaml\n',
      'keep/d.old.blueprint.yaml': good,
      'node_modules/x/e.blueprint.yaml': bad,
    })
    symlinkSync('..', join(folder, 'keep', 'up'))
    symlinkSync(join(outside, 'secret.blueprint.yaml'), join(folder, 'out.blueprint.yaml'))
    symlinkSync('a.blueprint.yaml', join(folder, 'same.blueprint.yaml'))
    symlinkSync('nowhere', join(folder, 'dangling.blueprint.yaml'))
    const { out, code } = await run(folder, ['check', '-f', 'json'])
    expect(JSON.parse(out).blueprints.map(({ file }: { file: string }) => file)).toEqual([
      'a.blueprint.yaml',
      'keep/d.old.blueprint.yaml',
      'same.blueprint.yaml',
    ])
    expect(code).toBe(0)
  })

  it('prints json that fits its schema, the same bytes in whatever order the files are named', async () => {
    const folder = new URL('../blueprints', import.meta.url).pathname
    const files = readdirSync(folder)
    const forward = await run(folder, ['check', '-f', 'json', ...files])
    const backward = await run(folder, ['check', '-f', 'json', ...files.toReversed()], {
      env: { LC_ALL: 'sv_SE.UTF-8', TZ: 'Asia/Tokyo' },
    })
    expect(forward.out).toBe(backward.out)
    const result = JSON.parse(forward.out)
    expect(validFindings(result), JSON.stringify(validFindings.errors)).toBe(true)
    expect(result.findings.length).toBeGreaterThan(20)
    const { errors, warnings, notes, accepted } = result.summary
    expect(errors + warnings + notes + accepted).toBe(result.findings.length)
  })

  it('gives the same fingerprints when lines move, and others when names do', async () => {
    const prints = async (text: string) => {
      const { out } = await run(folderWith({ 'a.blueprint.yaml': text }), ['check', '-f', 'json'])
      return JSON.parse(out).findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
    }
    const before = await prints(bad)
    expect(await prints(`# moved\n\n${bad.replace('next: confirmed', 'next: [confirmed]')}`)).toEqual(before)
    expect(await prints(bad.replaceAll('file-note', 'leave-note'))).not.toEqual(before)
  })

  it('fails from the severity that is asked for', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': warned })
    const codes = await Promise.all(
      [
        [],
        ['--fail-on', 'warning'],
        ['--fail-on', 'note'],
        ['--fail-on', 'never'],
        ['--max-warnings', '0'],
        ['--max-warnings', '1'],
      ].map(async (words) => (await run(folder, ['check', ...words])).code),
    )
    expect(codes).toEqual([0, 1, 1, 0, 1, 0])
  })

  it('asks only the rules that are wanted', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad.replace('owner: contracts }', '}') })
    const found = async (...words: string[]) => {
      const { out } = await run(folder, ['check', '-f', 'json', ...words])
      return JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)
    }
    expect(await found()).toEqual(['ownerless-handoff', 'dead-end'])
    expect(await found('--rule', 'dead-end')).toEqual(['dead-end'])
    expect(await found('--skip', 'dead-end')).toEqual(['ownerless-handoff'])
    const { code, err } = await run(folder, ['check', '--rule', 'deadend'])
    expect({ code, err }).toEqual({
      code: 2,
      err: 'faultline: No rule is called `deadend`. Did you mean `dead-end`?\n',
    })
    expect((await run(folder, ['check', '--skip', 'wrong-shape'])).code).toBe(2)
  })

  it('writes a file whole or not at all', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'old.json': 'old' })
    const { code, out } = await run(folder, ['check', '-f', 'pretty', '-f', 'json=new.json'])
    expect(code).toBe(1)
    expect(out).toContain('error[dead-end]')
    expect(JSON.parse(readFileSync(join(folder, 'new.json'), 'utf8')).format).toBe(1)
    expect((await run(folder, ['check', '-f', 'json', '-o', 'old.json'])).code).toBe(1)
    expect(JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8')).format).toBe(1)
    const refused = await run(folder, ['check', '-f', 'json', '-o', 'nowhere/new.json'])
    expect({ code: refused.code, err: refused.err }).toEqual({
      code: 2,
      err: 'faultline: Cannot write nowhere/new.json: no such file or folder\n',
    })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect((await run(folder, ['check', '-f', 'json', '-f', 'pretty'])).code).toBe(2)
  })

  it('colours where it is asked to, and nowhere else', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad })
    const coloured = async (words: string[], env: Record<string, string> = {}) =>
      (await run(folder, ['check', ...words], { env })).out.includes('\u001b[')
    expect(await coloured([])).toBe(false)
    expect(await coloured(['--color', 'always'])).toBe(true)
    expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true)
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(await coloured(['--color', 'always'], { NO_COLOR: '1' })).toBe(true)
    expect(await coloured(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false)
  })

  it('shows only errors when quiet, and what to ask when verbose', async () => {
    const untold = rules
      .find(({ id }) => id === 'unconfirmed-handoff')!
      .good.replace(', via: post, confirmed: true', '')
    const folder = folderWith({ 'a.blueprint.yaml': warned, 'b.blueprint.yaml': untold })
    const quiet = await run(folder, ['check', '--quiet'])
    expect(quiet.out).toMatch(/^1 problem \(1 warning\) in 2 blueprints/)
    const verbose = await run(folder, ['check', '--verbose'])
    expect(verbose.out).toMatch(
      / {2}Practice\n[\s\S]* {4}\? When work goes from one team to the next, how does it travel/,
    )
    expect(verbose.out).toContain('3 steps')
    const timing = await run(folder, ['check', '--timing', '-f', 'json'])
    expect(JSON.parse(timing.out).format).toBe(1)
    expect(timing.err).toMatch(/ms {2}reading/)
  })

  it('keeps accepted trade-offs apart until their day has passed', async () => {
    const accepted = `${bad}accepted:\n  - { rule: dead-end, at: file-note, because: replaced in spring, by: board, until: 2027-03-31 }\n`
    const folder = folderWith({ 'a.blueprint.yaml': accepted })
    const holds = await run(folder, ['check', '--today', '2027-03-31'])
    expect(holds.code).toBe(0)
    expect(holds.out).toContain('accepted by board, until 2027-03-31: replaced in')
    expect(holds.out).toContain('No problems (1 accepted) in 1 blueprint')
    expect((await run(folder, ['check', '--today', '2027-04-01'])).code).toBe(1)
  })

  it('shares owners over an organization file, inside the repository only', async () => {
    const blueprint = good.replace(/owners:\n(?: {2}.*\n)+(?=steps)/, 'organization: org.yaml\n')
    const organization =
      'organization: 1\ntitle: Insurer\nowners:\n  service-centre: { name: Service centre }\n  contracts: { name: Contracts }\n'
    const folder = folderWith({ 'a.blueprint.yaml': blueprint, 'org.yaml': organization })
    expect(await run(folder, ['check'])).toEqual({ code: 0, out: `No problems in 1 blueprint${open}\n`, err: '' })

    const damaged = folderWith({
      'a.blueprint.yaml': blueprint,
      'b.blueprint.yaml': blueprint,
      'org.yaml': `${organization}ownrs: {}\n`,
    })
    const { code, out } = await run(damaged, ['check'])
    expect(code).toBe(1)
    expect(out).toContain('--> org.yaml:6:1')
    expect(out).toContain('1 problem (1 error) in 2 blueprints, of which 2 could not be judged')

    const outside = folderWith({
      'in/a.blueprint.yaml': blueprint.replace('org.yaml', '../org.yaml'),
      'org.yaml': organization,
    })
    mkdirSync(join(outside, 'in/.git'))
    expect((await run(outside, ['check', 'in'])).out).toContain('lies outside the repository')
    symlinkSync('../org.yaml', join(outside, 'in/link.yaml'))
    writeFileSync(join(outside, 'in/a.blueprint.yaml'), blueprint.replace('org.yaml', 'link.yaml'))
    expect((await run(outside, ['check', 'in'])).out).toContain('lies outside the repository')
    expect((await run(folderWith({ 'a.blueprint.yaml': blueprint }), ['check'])).out).toContain(
      "The organization's file `org.yaml` is not there",
    )
  })
})

describe('not judged', () => {
  it.each([
    [['check', 'missing.yaml'], 'faultline: Cannot read missing.yaml: no such file or folder\n'],
    [
      ['check', '*.nothing'],
      'faultline: No blueprint found in *.nothing: their names end in .blueprint.yaml or .blueprint.yml\n',
    ],
    [['check'], 'faultline: No blueprint found in .: their names end in .blueprint.yaml or .blueprint.yml\n'],
    [
      ['check', '/dev/null'],
      'faultline: Cannot read /dev/null: it is neither a file nor a folder (use `-` for standard input)\n',
    ],
    [['check', '-f', 'jsn'], 'faultline: No format is called `jsn`. Did you mean `json`?\n'],
    [['explain', 'dead-ends'], 'faultline: No rule is called `dead-ends`. Did you mean `dead-end`?\n'],
  ])('%j', async (words, said) => {
    expect(await run(folderWith(), words)).toEqual({ code: 2, out: '', err: said })
  })

  it.each([
    [['chekc']],
    [['check', '--fail-on', 'sometimes']],
    [['check', '--max-warnings', 'x']],
    [['check', '--today', 'soon']],
    [[]],
  ])('%j', async (words) => {
    const { code, out, err } = await run(folderWith(), words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).not.toContain('    at ')
  })

  it.skipIf(process.getuid?.() === 0)('what may not be read does not hide the others', async () => {
    const folder = folderWith({ 'a.blueprint.yaml': bad, 'b.blueprint.yaml': bad })
    chmodSync(join(folder, 'b.blueprint.yaml'), 0)
    const { code, out, err } = await run(folder, ['check'])
    expect(code).toBe(2)
    expect(out).toContain('error[dead-end]')
    expect(err).toContain('Cannot read b.blueprint.yaml: permission denied')
  })

  it('a folder that is called like a blueprint is looked into', async () => {
    expect((await run(folderWith({ 'x.blueprint.yaml/a.blueprint.yaml': good }), ['check'])).code).toBe(0)
  })
})

describe('a reader that stops early', () => {
  it('is no fault', () => {
    const folder = new URL('..', import.meta.url).pathname
    const said = execFileSync(
      'bash',
      ['-c', `node bin/faultline.js check blueprints 2>&1 | head -1; echo "\${PIPESTATUS[0]}"`],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(said.split('\n')).toHaveLength(3)
    expect(said.trim().split('\n')[1]).toBe('1')
  })
})

describe('explain and rules', () => {
  it('tell of every rule what the rule says of itself', async () => {
    const folder = folderWith()
    const listed = JSON.parse((await run(folder, ['rules', '--format', 'json'])).out)
    expect(listed.map(({ rule }: { rule: string }) => rule)).toEqual(rules.map(({ id }) => id))
    for (const { id, source, bad } of [rules[0]!, rules[3]!, rules.at(-1)!]) {
      const { code, out } = await run(folder, ['explain', id])
      expect(code).toBe(0)
      expect(out.replaceAll(/\s+/g, ' ')).toContain(source)
      expect(out).toContain(bad.trimEnd().split('\n').at(-1))
    }
  })
})
