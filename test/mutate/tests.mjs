// Stands in for vitest while mutants are tried: keeps what test files register, so that a test can be run by itself, in
// this process, as often as there are mutants. Comparing is left to vitest.
export { expect } from 'vitest'

/** Every test: its file, its name, and what to run, beginning with what has to come before it. */
export const tests = []

let file = ''
let names = []
let before = []
/** Descriptions that wait until their file is loaded, since they may use what it makes further down. */
let waiting = []

/** Loads a test file and registers what is in it under its name. */
export async function testsOf(name, load) {
  file = name
  waiting = []
  await load()
  const all = waiting
  waiting = undefined
  for (const [name, body] of all) describe(name, body)
}

export function describe(name, body) {
  if (waiting) return waiting.push([name, body])
  // One that waits for something registers its tests only then: it is a test as a whole.
  if (body.constructor.name === 'AsyncFunction') return it(name, () => allOf(body))
  const outside = [names, before]
  names = [...names, name]
  body()
  ;[names, before] = outside
}

export function it(name, body) {
  tests.push({ file, name: [...names, name].join(' › '), before, run: () => body() })
}

/** Runs once for all tests of a description, before the first of them. */
export const beforeAll = (body) => void (before = [...before, body])
export const afterEach = () => undefined
export const afterAll = () => undefined

const eachOf = (register) => (table) => (name, body) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row]
    register(named(name, values), (...rest) => body(...values, ...rest))
  }
}
const skipped = () => undefined
describe.each = eachOf(describe)
it.each = eachOf(it)
describe.skipIf = (isSkipped) => (isSkipped ? skipped : describe)
it.skipIf = (isSkipped) => (isSkipped ? skipped : it)
describe.runIf = (isRun) => describe.skipIf(!isRun)
it.runIf = (isRun) => it.skipIf(!isRun)

const named = (name, values) => {
  const rest = [...values]
  return name
    .replace(/%[sijo]/g, () => String(rest.shift()))
    .replace(/\$(\w+)/g, (whole, key) => String(values[0]?.[key] ?? whole))
}

async function allOf(body) {
  const registered = tests.length
  await body()
  const inner = tests.splice(registered)
  for (const { run } of inner) await run()
}
