import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Repository } from '../helpers/git.ts'
import { folderWith, type Ran, run } from '../helpers/run.ts'
import { all } from './all.ts'

/**
 * A pull request of a stranger is judged in a place where there is more than the pull request: keys, the variables of
 * the run, what git fetches with. None of it may come to be seen, and nothing outside of the repository be written.
 */

const secret = 'hunter2-c0rrect-h0rse'
const good = `blueprint: 1\ntitle: Lending desk\naccountable: desk\nowners: { desk: {} }
steps:\n  lend: { lane: touchpoint, owner: desk, next: read }\n  read: { lane: customer, outcome: served }\n`
const faulty = good.replace('next: read', 'next: raed')

/** Where a secret lies, beside the repository and in it: the path from the top of the repository. */
const secrets: Record<string, (repository: Repository) => string> = {
  'a text outside': () => outside(`${secret}\n`),
  'a list of variables outside': () => outside(`A=1\nTOKEN=${secret}\n`),
  'broken YAML outside': () => outside(`token: "${secret}" "${secret}\n  ${secret}\n`),
  'a map outside': () => outside(`token: ${secret}\n${secret}: 1\n`),
  'a blueprint of another client outside': () => outside(faulty.replace('Lending', secret)),
  'an organization outside': () => outside(`organization: 1\ntitle: x\nowners: { ${secret}: { bad: 1 } }\n`),
  'a config outside': () => outside(`rules: { ${secret}: off }\n`),
  'the variables of the run': () => '/proc/self/environ',
  'the users of the machine': () => '/etc/passwd',
  'what git fetches with': (repository) => {
    repository.git('config', 'http.extraheader', `AUTHORIZATION: basic ${secret}`)
    repository.write({ '.git/hidden': `token "${secret}\n`, '.git/config.json': `{ "${secret}": ["${secret}"] }` })
    return '.git/config'
  },
  'JSON in the folder of git': (repository) => {
    repository.write({ '.git/config.json': `{\n"rules": { "${secret}": "off" }, "organization": 1, "blueprint": 1 }` })
    return '.git/config.json'
  },
  'a key that the job put into the repository': (repository) => {
    repository.write({ 'key.json': `{\n  "private_key": "${secret}",\n  "${secret}": ["x"]\n}\n` })
    return 'key.json'
  },
  'variables that the job put into the repository': (repository) => {
    repository.write({ '.env': `${secret}\n` })
    return '.env'
  },
  'a device without end': () => '/dev/zero',
}

function outside(text: string): string {
  const folder = folderWith({ 'secret.yaml': text })
  // As the top of a repository of its own it must not pass for a place inside.
  mkdirSync(join(folder, '.git'))
  return join(folder, 'secret.yaml')
}

/** How a stranger would have it read: what is put into the repository, and what is judged then. */
const routes: Record<string, (repository: Repository, target: string) => readonly string[]> = {
  'a blueprint that is a link': (repository, target) => {
    link(repository, target, 'a.blueprint.yaml')
    return ['.']
  },
  'a link that is named': (repository, target) => {
    link(repository, target, 'a.blueprint.yaml')
    return ['a.blueprint.yaml']
  },
  'a link to a link': (repository, target) => {
    link(repository, target, 'b.yaml')
    link(repository, 'b.yaml', 'a.blueprint.yaml')
    return ['a.blueprint.yaml']
  },
  'a link that a pattern names': (repository, target) => {
    link(repository, target, 'a.blueprint.yaml')
    return ['*.blueprint.yaml']
  },
  'a folder that is a link': (repository, target) => {
    link(repository, target.startsWith('/') ? dirname(target) : '.', 'service')
    return [`service/${target.split('/').at(-1)}`]
  },
  'a pattern over a folder that is a link': (repository, target) => {
    link(repository, target.startsWith('/') ? dirname(target) : '.', 'service')
    return [`service/*${target.split('/').at(-1)!.slice(1)}`]
  },
  'an organization': (repository, target) => {
    repository.write({ 'a.blueprint.yaml': `organization: ${target}\n${good}` })
    return ['.']
  },
  'an organization that climbs up': (repository, target) => {
    const path = target.startsWith('/') ? `${'../'.repeat(20)}${target.slice(1)}` : `x/../${target}`
    repository.write({ 'a.blueprint.yaml': `organization: ${path}\n${good}` })
    return ['.']
  },
  'an organization that is a link': (repository, target) => {
    link(repository, target, 'organization.yaml')
    repository.write({ 'a.blueprint.yaml': `organization: organization.yaml\n${good}` })
    return ['.']
  },
  'a config that is a link': (repository, target) => {
    link(repository, target, 'faultline.config.yaml')
    repository.write({ 'a.blueprint.yaml': faulty })
    return ['.']
  },
  'a config that is a link and is named': (repository, target) => {
    link(repository, target, 'house.yaml')
    repository.write({ 'a.blueprint.yaml': faulty })
    return ['--config', 'house.yaml']
  },
  'a config that extends it': (repository, target) => {
    const path = target.startsWith('/') ? target : `./${target}`
    repository.write({ 'a.blueprint.yaml': faulty, 'faultline.config.yaml': `extends: ${path}\n` })
    return ['.']
  },
  'a config that extends a link': (repository, target) => {
    link(repository, target, 'base.yaml')
    repository.write({ 'a.blueprint.yaml': faulty, 'faultline.config.yaml': `extends: ./base.yaml\n` })
    return ['.']
  },
  'a config that extends a package that is a link': (repository, target) => {
    mkdirSync(join(repository.folder, 'node_modules'))
    link(repository, target.startsWith('/') ? dirname(target) : '..', 'node_modules/house')
    repository.write({
      'a.blueprint.yaml': faulty,
      'faultline.config.yaml': `extends: house/${target.split('/').at(-1)}\n`,
    })
    return ['.']
  },
  'a .gitignore that is a link': (repository, target) => {
    link(repository, target, '.gitignore')
    repository.write({ 'a.blueprint.yaml': faulty })
    return ['.']
  },
  'a baseline that is a link': (repository, target) => {
    link(repository, target, 'known.json')
    repository.write({ 'a.blueprint.yaml': faulty })
    return ['--baseline', 'known.json']
  },
}

function link(repository: Repository, target: string, name: string): void {
  const path = join(repository.folder, name)
  rmSync(path, { force: true })
  symlinkSync(target, path)
}

const formats = ['json', 'sarif', 'markdown', 'github', 'gitlab', 'junit', 'compact']
const into = formats.flatMap((name) => ['--format', `${name}=told.${name}`])

/** All that can be seen of a run: both streams, and the files that it wrote. */
async function seen(folder: string, words: readonly string[]): Promise<Ran & { text: string }> {
  const ran = await run(folder, words, { env: { TOKEN: secret, [secret]: '1' } })
  const told = readdirSync(folder).filter((file) => file.startsWith('told.'))
  return {
    ...ran,
    text: [ran.out, ran.err, ...told.map((file) => readFileSync(join(folder, file), 'utf8'))].join('\n'),
  }
}

const ways = Object.keys(routes).flatMap((route) => Object.keys(secrets).map((where) => [route, where] as const))
// In the ordinary run each way once, and each secret more than once.
const some = ways.filter((_, i) => i % (Object.keys(secrets).length + 1) === 0)

describe('shows nothing that the pull request does not hold', () => {
  it.each(all ? ways : some)('%s, to %s', async (route, where) => {
    const repository = new Repository({ 'readme.md': '' })
    const words = routes[route]!(repository, secrets[where]!(repository))
    const commands = [
      ['check', '--verbose', ...words, '--format', 'pretty', ...into],
      ...(all && !words.includes('--baseline')
        ? [
            ['report', ...words],
            ['report', ...words, '--format', 'html'],
            ['check', '--print-config', ...words],
          ]
        : []),
      ...(all ? [['check', '--since', 'HEAD', ...words], ['rules']] : []),
    ]
    for (const command of commands) {
      const { text, code } = await seen(repository.folder, command)
      expect(text, command.join(' ')).not.toContain(secret)
      expect(text, command.join(' ')).not.toContain('root:x:0:0')
      expect([0, 1, 2]).toContain(code)
    }
  })
})

describe('says so, where something leads out', () => {
  it('of a link among the blueprints, and judges the others', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': faulty })
    link(repository, '/etc/passwd', 'b.blueprint.yaml')
    const { code, out, err } = await run(repository.folder, ['check', '--format', 'compact'])
    expect(code).toBe(1)
    expect(out).toContain('raed')
    expect(err).toBe('b.blueprint.yaml was not judged: it is a link that leads out of the folder, or to no file\n')
  })

  it.each([
    ['a link that is named', ['b.blueprint.yaml']],
    ['a folder that is named', ['there']],
    ['a file behind it', ['there/secret.yaml']],
    ['a pattern over it', ['there/*.yaml']],
    ['a baseline', ['--baseline', 'known.json']],
    ['a config', ['--config', 'known.json']],
  ])('of %s, and judges nothing', async (_, words) => {
    const repository = new Repository({ 'a.blueprint.yaml': good })
    const target = outside(good)
    link(repository, target, 'b.blueprint.yaml')
    link(repository, dirname(target), 'there')
    link(repository, target, 'known.json')
    const { code, out, err } = await run(repository.folder, ['check', ...words])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('leads out of the repository')
  })

  it('of what another file names, at the place where it is named', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': `organization: key.json\n${good}`, 'key.json': '{"x": 1}' })
    const { code, out } = await run(repository.folder, ['check', '--format', 'compact'])
    expect(code).toBe(1)
    expect(out).toContain(
      "a.blueprint.yaml:1:15: error[wrong-shape]: The organization's file `key.json` is none: it does not say `organization: 1`",
    )
    repository.write({ 'a.blueprint.yaml': good, 'faultline.config.yaml': 'extends: ./key.json' })
    const ran = await run(repository.folder, ['check'])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain("The file `./key.json` is no config: it has none of a config's keys")
    expect(ran.err).toContain('faultline.config.yaml:1:10')
  })

  it('but follows a link inside the repository to what is a blueprint, a config, an organization', async () => {
    const repository = new Repository({
      'shared/lending.yaml': faulty
        .replace('title', 'organization: org.yaml\ntitle')
        .replace('owners: { desk: {} }\n', ''),
      'shared/org.yaml': 'organization: 1\ntitle: Library\nowners: { desk: {} }\n',
      'shared/house.yaml': 'failOn: never\n',
    })
    link(repository, 'shared/lending.yaml', 'a.blueprint.yaml')
    link(repository, 'shared/org.yaml', 'org.yaml')
    link(repository, 'shared/house.yaml', 'faultline.config.yaml')
    const { code, out } = await run(repository.folder, ['check', '--format', 'compact'])
    expect(code).toBe(0)
    expect(out).toContain('a.blueprint.yaml:6:48: error[unknown-reference]: No step is called `raed`')
  })

  it('of a link to something else inside the repository, without a word of it', async () => {
    const repository = new Repository({ 'key.json': `{"${secret}": 1}` })
    link(repository, 'key.json', 'a.blueprint.yaml')
    const { code, out } = await run(repository.folder, ['check'])
    expect(code).toBe(1)
    expect(out).toContain('The file is a link, and what it leads to is no blueprint')
    expect(out).not.toContain(secret)
  })
})

describe('writes nothing elsewhere', () => {
  const outputs: readonly (readonly string[])[] = [
    ['check', '--output', 'told'],
    ['check', '--format', 'sarif=told'],
    ['check', '--baseline', 'told', '--update-baseline'],
    ['compare', 'a.blueprint.yaml', 'a.blueprint.yaml', '--output', 'told'],
    ['report', '--output', 'told'],
    ['report', '--format', 'xlsx', '--output', 'told'],
    ['draw', 'a.blueprint.yaml', '--output', 'told'],
  ]

  it.each(outputs.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const elsewhere = folderWith({ 'kept.json': '{"format": 1, "findings": []}' })
    mkdirSync(join(elsewhere, '.git'))
    const links = [
      [join(elsewhere, 'kept.json'), 'told'],
      [elsewhere, 'folder'],
      ['.git/hooks', 'hooks'],
    ] as const
    for (const [target, name] of links.filter((_, i) => all || i === outputs.indexOf(words) % links.length)) {
      const repository = new Repository({ 'a.blueprint.yaml': good })
      link(repository, target, name)
      const output = name === 'told' ? name : `${name}/post-checkout`
      const { code, err } = await run(
        repository.folder,
        words.map((word) => word.replace('told', output)),
      )
      expect(code).toBe(2)
      expect(err).toContain('leads out of the repository')
      expect(readFileSync(join(elsewhere, 'kept.json'), 'utf8')).toBe('{"format": 1, "findings": []}')
      expect(readdirSync(elsewhere).toSorted()).toEqual(['.git', 'kept.json'])
      expect(existsSync(join(repository.folder, '.git/hooks/post-checkout'))).toBe(false)
    }
  })

  it('but follows a link inside the repository, and to a place that is named itself', async () => {
    const repository = new Repository({ 'a.blueprint.yaml': good, 'out/old': '' })
    link(repository, 'out/old', 'told')
    const elsewhere = folderWith()
    for (const output of ['told', join(elsewhere, 'new')])
      expect((await run(repository.folder, ['check', '--output', output])).code).toBe(0)
    for (const file of [join(repository.folder, 'out/old'), join(elsewhere, 'new')])
      expect(readFileSync(file, 'utf8')).toContain('No problems')
  })
})
