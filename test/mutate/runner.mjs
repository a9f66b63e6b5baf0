// Tries mutants in one process: what is tested is loaded once, a mutant is switched on by its number, and only the tests
// that come across it run, until one fails. That takes a fraction of a second, where a new start takes several.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'
import babel from '@babel/core'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'

const standIns = new Map([
  ['vitest', fileURLToPath(new URL('tests.mjs', import.meta.url))],
  ['fast-check', fileURLToPath(new URL('fast-check.mjs', import.meta.url))],
])

/** How long each test takes, and how many rounds its loops: for processes that begin when one before them has not come back. */
const timesFile = 'milliseconds.json'

/** A test whose loops go round so many times more often than without a mutant goes on without end, or as good as that. */
const mostRounds = (rounds) => 4 * rounds + 100_000

class InOneProcess {
  static inject = tokens(commonTokens.options)

  constructor({ tests: { files, except, mostOfTheTime = 1 } }) {
    this.files = files
    this.mostOfTheTime = mostOfTheTime
    this.except = except.map((pattern) => new RegExp(pattern))
  }

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init() {
    process.env.TRYING_MUTANTS = 'yes'
    const state = (globalThis.__stryker__ ??= {})
    this.state = Object.assign(state, { rounds: 0, mostRounds: Number.POSITIVE_INFINITY })
    state.oneRound = () => {
      if (++state.rounds > state.mostRounds) throw new Error('goes round without end')
    }
    const kept = []
    state.keeping = (map) => {
      kept.push(map)
      return map
    }
    this.forget = () => {
      for (const map of kept) map.clear()
    }
    const bundle = join(process.cwd(), 'mutants.mjs')
    if (!existsSync(bundle)) await bundleAll(this.files, bundle)
    const { tests } = await import(pathToFileURL(bundle).href)
    const known = existsSync(timesFile) ? JSON.parse(readFileSync(timesFile, 'utf8')) : {}
    const seen = new Map()
    this.tests = new Map()
    for (const test of tests) {
      const name = `${test.file}: ${test.name}`
      if (this.except.some((pattern) => pattern.test(name))) continue
      const time = (seen.get(name) ?? 0) + 1
      seen.set(name, time)
      const id = time === 1 ? name : `${name} (${time})`
      this.tests.set(id, { ...test, id, milliseconds: 0, rounds: 0, ...known[id], killed: new Map() })
    }
  }

  /** Runs everything without a mutant, noting which test comes across which. */
  async dryRun() {
    delete this.state.activeMutant
    const results = []
    for (const test of this.tests.values()) {
      Object.assign(this.state, { currentTestId: test.id, rounds: 0, mostRounds: Number.POSITIVE_INFINITY })
      const result = await resultOf(test, new Set())
      test.milliseconds = result.timeSpentMs
      test.rounds = this.state.rounds
      results.push(result)
    }
    delete this.state.currentTestId
    const known = [...this.tests.values()].map(({ id, milliseconds, rounds }) => [id, { milliseconds, rounds }])
    writeFileSync(timesFile, JSON.stringify(Object.fromEntries(known)))
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.state.mutantCoverage }
  }

  async mutantRun({ testFilter, activeMutant, disableBail }) {
    const asked = testFilter?.map((id) => this.tests.get(id)) ?? [...this.tests.values()]
    const { fileName } = activeMutant
    const rank = rankOf(fileName)
    const worth = (test) => rank(test) / Math.max(test.milliseconds, 1)
    asked.sort((a, b) => worth(b) - worth(a) || a.milliseconds - b.milliseconds)
    this.state.activeMutant = activeMutant.id
    this.forget()
    const prepared = new Set()
    const results = []
    let left = this.mostOfTheTime * sum([...this.tests.values()].map(({ milliseconds }) => milliseconds))
    for (const test of asked) {
      if (left < 0) break
      left -= test.milliseconds
      Object.assign(this.state, { rounds: 0, mostRounds: mostRounds(test.rounds) })
      const result = await resultOf(test, prepared)
      results.push(result)
      if (this.state.rounds > this.state.mostRounds) break
      if (result.status !== TestStatus.Failed) continue
      test.killed.set(fileName, (test.killed.get(fileName) ?? 0) + 1)
      if (!disableBail) break
    }
    this.forget()
    const endless = determineHitLimitReached(this.state.rounds, this.state.mostRounds)
    delete this.state.activeMutant
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results })
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-one-process', InOneProcess)]

/** First what has killed others in this file in little time, and what is called as it is: the sooner a test fails, the better. */
const rankOf = (fileName) => {
  const name = basename(fileName, '.ts')
  return ({ id, killed }) => (killed.get(fileName) ?? 0) + (id.includes(` ${name}`) ? 1 : 0)
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

async function resultOf({ id, file, before, run }, prepared) {
  const start = performance.now()
  const about = { id, name: id, fileName: join(process.cwd(), file) }
  try {
    for (const prepare of before)
      if (!prepared.has(prepare)) {
        await prepare()
        prepared.add(prepare)
      }
    await run()
  } catch (error) {
    const failureMessage = String(error?.message ?? error)
    return { ...about, timeSpentMs: performance.now() - start, status: TestStatus.Failed, failureMessage }
  }
  return { ...about, timeSpentMs: performance.now() - start, status: TestStatus.Success }
}

async function bundleAll(files, bundle) {
  await build({
    stdin: { contents: entry(files), resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    outfile: bundle,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    plugins: [withStandIns, readOnce, placesOfFiles],
  })
}

/** Test files are loaded one after another, each under its name. */
const entry = (files) => `
  import { tests, testsOf } from 'vitest'
  ${files.map((file) => `await testsOf('${file}', () => import('./${file}'))`).join('\n')}
  export { tests }
`

const withStandIns = {
  name: 'with-stand-ins',
  setup({ onResolve }) {
    onResolve({ filter: /^(vitest|fast-check)$/ }, ({ path, importer }) =>
      [...standIns.values()].includes(importer) ? undefined : { path: standIns.get(path) },
    )
  },
}

/** The same texts are read for every mutant, and no mutant is in what reads them: each is read once. */
const readOnce = {
  name: 'read-once',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/read\.ts$/ }, ({ path, resolveDir, namespace }) =>
      namespace === 'read-once' ? undefined : { path: join(resolveDir, path), namespace: 'read-once' },
    )
    onLoad({ filter: /.*/, namespace: 'read-once' }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: `
        export * from './read.ts'
        import { readBlueprint as read } from './read.ts'
        const known = new Map()
        export function readBlueprint(source, options, organizations) {
          if (source.text.includes('organization')) return read(source, options, organizations)
          const asked = source.file + ' ' + options.rules.size + ' ' + source.text
          if (!known.has(asked)) known.set(asked, read(source, options, organizations))
          return known.get(asked)
        }
      `,
    }))
  },
}

/**
 * In a bundle every file would take the bundle's place for its own. What is come across is only counted without a mutant,
 * since counting takes most of the time. Loops count their rounds; and what a file keeps from one text to the next is
 * forgotten from one mutant to the next.
 */
const placesOfFiles = {
  name: 'places-of-files',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      )
      const isMutated = text.includes('function cover() {')
      return { contents: isMutated ? counting(text) : text, loader: 'ts' }
    })
  },
}

function counting(text) {
  const withLoops = babel.transformSync(text, {
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: ['typescript'] },
    plugins: [loopsThatCount, mapsThatForget],
  })
  return `const { oneRound, keeping } = globalThis.__stryker__\n${withLoops.code.replace(
    'function cover() {',
    'function cover() { if (ns.activeMutant !== undefined) return',
  )}`
}

const loopsThatCount = ({ types }) => ({
  visitor: {
    Loop(path) {
      path.ensureBlock()
      path.node.body.body.unshift(types.expressionStatement(types.callExpression(types.identifier('oneRound'), [])))
    },
  },
})

/** A map that stands in a file by itself outlives a mutant. */
const mapsThatForget = ({ types }) => ({
  visitor: {
    VariableDeclarator({ node, parentPath }) {
      if (!parentPath.parentPath.isProgram() || node.init?.type !== 'NewExpression' || node.init.callee.name !== 'Map')
        return
      node.init = types.callExpression(types.identifier('keeping'), [node.init])
    },
  },
})
