// Tries mutants in one process: what is tested is loaded once, a mutant is switched on by its number, and only the tests
// that come across it run, until one fails. That takes a fraction of a second, where a new start takes several.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'

const standIns = new Map([
  ['vitest', fileURLToPath(new URL('tests.mjs', import.meta.url))],
  ['fast-check', fileURLToPath(new URL('fast-check.mjs', import.meta.url))],
])

/** Of the time that all tests take together, so much is spent on one mutant at most: on those nearest to it. */
const mostOfTheTime = 0.25

/** How long each test takes, and how often it comes across each mutant: for processes that begin when one before them has
 * not come back. */
const timesFile = 'milliseconds.json'
const hitsFile = 'hits.json'

/** A test that comes across a mutant so many times more often than without it would never end. */
const mostHits = (hits) => 100 * hits + 10_000

class InOneProcess {
  static inject = tokens(commonTokens.options)

  constructor({ tests: { files, except } }) {
    this.files = files
    this.except = except.map((pattern) => new RegExp(pattern))
  }

  capabilities() {
    return { reloadEnvironment: false }
  }

  async init() {
    process.env.TRYING_MUTANTS = 'yes'
    this.state = globalThis.__stryker__ ??= {}
    const bundle = join(process.cwd(), 'mutants.mjs')
    if (!existsSync(bundle)) await bundleAll(this.files, bundle)
    const { tests } = await import(pathToFileURL(bundle).href)
    const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
    const times = read(timesFile)
    this.hits = read(hitsFile)
    const seen = new Map()
    this.tests = new Map()
    for (const test of tests) {
      const name = `${test.file}: ${test.name}`
      if (this.except.some((pattern) => pattern.test(name))) continue
      const time = (seen.get(name) ?? 0) + 1
      seen.set(name, time)
      const id = time === 1 ? name : `${name} (${time})`
      this.tests.set(id, { ...test, id, milliseconds: times[id] ?? 0, killed: new Map() })
    }
  }

  /** Runs everything without a mutant, noting which test comes across which. */
  async dryRun() {
    delete this.state.activeMutant
    const results = []
    for (const test of this.tests.values()) {
      this.state.currentTestId = test.id
      const result = await resultOf(test, new Set())
      test.milliseconds = result.timeSpentMs
      results.push(result)
    }
    delete this.state.currentTestId
    this.hits = this.state.mutantCoverage?.perTest ?? {}
    writeFileSync(hitsFile, JSON.stringify(this.hits))
    const times = [...this.tests.values()].map(({ id, milliseconds }) => [id, milliseconds])
    writeFileSync(timesFile, JSON.stringify(Object.fromEntries(times)))
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.state.mutantCoverage }
  }

  async mutantRun({ testFilter, activeMutant, disableBail }) {
    const asked = testFilter?.map((id) => this.tests.get(id)) ?? [...this.tests.values()]
    const { fileName } = activeMutant
    const rank = rankOf(fileName)
    asked.sort((a, b) => rank(b) - rank(a) || a.milliseconds - b.milliseconds)
    this.state.activeMutant = activeMutant.id
    const prepared = new Set()
    const results = []
    let left = mostOfTheTime * sum([...this.tests.values()].map(({ milliseconds }) => milliseconds))
    for (const test of asked) {
      if (left < 0) break
      left -= test.milliseconds
      Object.assign(this.state, { hitCount: 0, hitLimit: mostHits(this.hits[test.id]?.[activeMutant.id] ?? 0) })
      const result = await resultOf(test, prepared)
      results.push(result)
      if (this.state.hitCount > this.state.hitLimit) break
      if (result.status !== TestStatus.Failed) continue
      test.killed.set(fileName, (test.killed.get(fileName) ?? 0) + 1)
      if (!disableBail) break
    }
    const endless = determineHitLimitReached(this.state.hitCount, this.state.hitLimit)
    delete this.state.activeMutant
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results })
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-one-process', InOneProcess)]

/** First what has killed others in this file, and what is called as it is: the sooner a test fails, the better. */
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
    plugins: [withStandIns, placesOfFiles],
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

/** In a bundle every file would take the bundle's place for its own. */
const placesOfFiles = {
  name: 'places-of-files',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' }
    })
  },
}
