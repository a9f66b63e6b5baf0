import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Repository } from '../helpers/git.ts'
import { bash, environment, made, parsed, root, type Step, type Workflow } from './pipeline.ts'

// What the generated pipelines do in a real repository. What they run is read out of them.

const blueprint = ({ first = 'ticket', second = 'ticket' }): string => `blueprint: 1
title: A lost library card
accountable: library
owners:
  desk: { name: Front desk }
  library: { name: Library office }
  post: { name: Post room }
steps:
  lose-card: { lane: customer, next: report-loss }
  report-loss: { lane: touchpoint, owner: desk, name: Takes the report, next: { to: print-card, via: ${first} } }
  print-card: { lane: backstage, owner: library, name: Prints the card, next: { to: send-card, via: ${second} } }
  send-card: { lane: support, owner: post, name: Sends the card, next: have-card }
  have-card: { lane: customer, outcome: served }
`
const file = 'services/lost-card.blueprint.yaml'
const oldFault = 'report-loss'
const newFault = 'print-card'

/** main has a fault; one branch adds another, one mends the old one, one has nothing to do with it; main has moved on. */
function repository(): Repository {
  const repository = new Repository({ [file]: blueprint({ first: 'email' }), 'README.md': 'Services' })
  const branch = (name: string, files: Record<string, string>): void => {
    repository.git('checkout', '--quiet', '-b', name, 'main')
    repository.commit(files)
  }
  branch('worse', { [file]: blueprint({ first: 'email', second: 'email' }) })
  branch('better', { [file]: blueprint({}) })
  branch('beside', { 'README.md': 'Our services' })
  repository.git('checkout', '--quiet', 'main')
  repository.commit({ 'notes.txt': 'Meanwhile' })
  for (const name of ['worse', 'better', 'beside']) {
    repository.git('checkout', '--quiet', '-b', `merge-of-${name}`, 'main')
    repository.git('merge', '--quiet', '--no-ff', '--message', `Merge ${name}`, name)
  }
  return repository
}

describe('on GitHub', () => {
  let steps: readonly Step[]
  let origin: Repository
  beforeAll(async () => {
    const workflow = parsed<Workflow>(await made('.github/workflows/faultline.yml', '--ci', 'github'))
    steps = workflow.jobs['blueprints']!.steps
    origin = repository()
  })

  const judging = (event: string): string => {
    const found = steps.filter((step) => step.if?.includes(`'${event}'`))
    expect(found).toHaveLength(1)
    return found[0]!.run!
  }
  const depth = (): number =>
    Number(steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))!.with!['fetch-depth'])
  const checkedOut = (branch: string, commits = depth()): Repository => origin.shallow(commits, '--branch', branch)

  it('a merge that adds a fault fails, and names that fault alone', async () => {
    const { code, out } = await bash(checkedOut('merge-of-worse').folder, judging('pull_request'))
    expect(out).toMatch(new RegExp(`^::error .*file=${file},.*${newFault}`, 'm'))
    expect(out).not.toMatch(new RegExp(`^::error .*\`${oldFault}\` sends`, 'm'))
    expect(code).toBe(1)
  })

  it.each(['better', 'beside'])('the merge of %s passes', async (branch) => {
    const { code, out } = await bash(checkedOut(`merge-of-${branch}`).folder, judging('pull_request'))
    expect(out).not.toMatch(/^::error/m)
    expect(code).toBe(0)
  })

  it('says what to fetch where less was checked out than the workflow asks for', async () => {
    const { code, err } = await bash(checkedOut('merge-of-worse', 1).folder, judging('pull_request'))
    expect(err).toContain('git fetch')
    expect(code).toBe(2)
  })

  it('what is merged is told in full and does not fail', async () => {
    const { code, out } = await bash(checkedOut('merge-of-worse').folder, judging('push'))
    expect(out).toMatch(new RegExp(`^::error .*\`${oldFault}\` sends`, 'm'))
    expect(out).toMatch(new RegExp(`^::error .*\`${newFault}\` sends`, 'm'))
    expect(code).toBe(0)
  })
})

describe('on GitLab', () => {
  type Job = {
    readonly variables: Record<string, string>
    readonly script: readonly string[]
    readonly extends: string
  }
  let jobs: Record<string, Job>
  let origin: Repository
  beforeAll(async () => {
    jobs = parsed(await made('.gitlab-ci.yml', '--ci', 'gitlab'))
    origin = repository()
  })

  /** GIT_DEPTH 0 is all of the history. */
  const checkedOut = (branch: string): Repository => {
    expect(jobs[jobs['faultline']!.extends]!.variables['GIT_DEPTH']).toBe('0')
    return origin.shallow(2 ** 31 - 1, '--branch', branch)
  }
  const ran = (job: string, branch: string, env: Record<string, string> = {}) => {
    const { folder } = checkedOut(branch)
    return bash(folder, jobs[job]!.script.join('\n'), env).then((done) => ({
      ...done,
      report: JSON.parse(readFileSync(join(folder, 'gl-code-quality-report.json'), 'utf8')) as {
        description: string
      }[],
    }))
  }
  const since = (branch: string) => ({
    CI_MERGE_REQUEST_DIFF_BASE_SHA: origin.git('merge-base', 'main', branch).trim(),
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA: '',
  })

  it('a branch that adds a fault fails, and the report names it', async () => {
    const { code, out, report } = await ran('faultline', 'worse', since('worse'))
    expect(out).toContain('1 new problem')
    expect(report.map(({ description }) => description).join()).toContain(newFault)
    expect(code).toBe(1)
  })

  it.each(['better', 'beside'])('the branch %s passes', async (branch) => {
    expect(await ran('faultline', branch, since(branch))).toMatchObject({ code: 0 })
  })

  it('where the merged result is judged, what the target has got meanwhile is not blamed on the branch', async () => {
    const moved = repository()
    const base = moved.git('merge-base', 'main', 'beside').trim()
    moved.git('checkout', '--quiet', 'main')
    moved.commit({ [file]: blueprint({ first: 'email', second: 'email' }) })
    moved.git('checkout', '--quiet', '-b', 'result')
    moved.git('merge', '--quiet', '--no-ff', '--message', 'Result', 'beside')
    const script = jobs['faultline']!.script.join('\n')
    const from = { CI_MERGE_REQUEST_DIFF_BASE_SHA: base }
    const target = { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: moved.git('rev-parse', 'main').trim() }
    expect(await bash(moved.folder, script, { ...from, ...target })).toMatchObject({ code: 0 })
    expect(await bash(moved.folder, script, from)).toMatchObject({ code: 1 })
  })

  it('the default branch is told in full and does not fail', async () => {
    const { code, report } = await ran('faultline-all', 'merge-of-worse')
    expect(report.length).toBeGreaterThanOrEqual(2)
    expect(code).toBe(0)
  })
})

describe('before a commit', () => {
  interface Hook {
    readonly id: string
    readonly entry: string
    readonly pass_filenames: boolean
  }
  let command: string
  beforeAll(async () => {
    const config = parsed<{ repos: { hooks: { id: string; args: string[] }[] }[] }>(
      await made('.pre-commit-config.yaml', '--pre-commit'),
    )
    const [used] = config.repos[0]!.hooks
    const hook = parsed<Hook[]>(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')).find(
      ({ id }) => id === used!.id,
    )!
    expect(hook.pass_filenames).toBe(false) // so that the command is the whole of it
    command = [hook.entry, ...used!.args].join(' ')
  })

  const hooked = (repository: Repository): Repository => {
    const hook = join(repository.folder, '.git/hooks/pre-commit')
    writeFileSync(hook, `#!/bin/sh\nPATH='${environment.PATH}'\nexec ${command}\n`)
    chmodSync(hook, 0o755)
    return repository
  }
  const commits = (repository: Repository): number => repository.git('log', '--format=%H').trim().split('\n').length

  it('one that adds a fault is not made, one that mends a fault is', () => {
    const repository = hooked(new Repository({ [file]: blueprint({ first: 'email' }) }))
    expect(() => repository.commit({ [file]: blueprint({ first: 'email', second: 'email' }) })).toThrow(newFault)
    expect(commits(repository)).toBe(1)
    repository.commit({ [file]: blueprint({}) })
    expect(commits(repository)).toBe(2)
  })

  it('the first one of all is judged too', () => {
    const repository = hooked(new Repository({}))
    repository.git('update-ref', '-d', 'HEAD')
    expect(() => repository.commit({ [file]: blueprint({ first: 'email' }) })).toThrow(oldFault)
    repository.commit({ [file]: blueprint({}) })
    expect(commits(repository)).toBe(1)
  })
})
