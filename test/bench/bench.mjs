// `npm run bench`: whole processes, one after another in turn, medians. Absolute times depend on the machine; what is
// to be quoted are the ratios within one run: to an empty Node, and to `yaml` alone parsing the same text.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blueprintOf } from './generate.mjs'

const rounds = Number(process.argv[2] ?? 7)
const program = fileURLToPath(new URL('../../bin/faultline.js', import.meta.url))
const top = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
const yamlAlone = join(top, 'yaml-alone.mjs')
writeFileSync(
  yamlAlone,
  `import { readdirSync, readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from '${import.meta.resolve('yaml')}'
const [folder] = process.argv.slice(2)
for (const file of readdirSync(folder)) parseDocument(readFileSync(folder + '/' + file, 'utf8'), { lineCounter: new LineCounter() })
`,
)

const sizes = {
  'one of 40 steps': [1, 40],
  '100 of 40 steps': [100, 40],
  '1,000 of 40 steps': [1000, 40],
  'one of 10,000 steps': [1, 10_000],
}
const folders = Object.entries(sizes).map(([name, [files, steps]]) => {
  const folder = join(top, name.replaceAll(/\W+/g, '-'))
  mkdirSync(folder)
  for (let i = 0; i < files; i += 1) writeFileSync(join(folder, `${i}.blueprint.yaml`), blueprintOf(steps, i))
  return { name, folder }
})

// A set NODE_EXTRA_CA_CERTS slows every start of Node, and so would flatter the ratios.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
function milliseconds(words) {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0 && status !== 1) throw new Error(String(stderr))
  return performance.now() - start
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
function inTurn(commands, times) {
  const taken = commands.map(() => [])
  for (let round = 0; round < times; round += 1)
    for (const [i, words] of commands.entries()) taken[i].push(milliseconds(words))
  return taken.map(median)
}

const row = (...cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(26) : cell.padStart(14))).join(''))
row(`median of ${rounds}`, 'ms', '× node -e 0', '× yaml alone')
const [empty, version] = inTurn(
  [
    ['-e', '0'],
    [program, '--version'],
  ],
  rounds,
)
row('node -e 0', empty.toFixed(0), '1.00', '')
row('faultline --version', version.toFixed(0), (version / empty).toFixed(2), '')
for (const { name, folder } of folders) {
  const large = readdirSync(folder).length > 500
  const [node, checked, parsed] = inTurn(
    [
      ['-e', '0'],
      [program, 'check', '-f', 'json', folder],
      [yamlAlone, folder],
    ],
    large ? Math.min(rounds, 3) : rounds,
  )
  row(`check ${name}`, checked.toFixed(0), (checked / node).toFixed(2), (checked / parsed).toFixed(3))
}

// What each rule takes, and whether its time per step stays the same as the blueprint grows.
const growth = [1_000, 10_000, 50_000].map((steps) => {
  const file = join(top, `${steps}.blueprint.yaml`)
  writeFileSync(file, blueprintOf(steps))
  const runs = Array.from({ length: 3 }, () => timings(file))
  return { steps, of: (name) => Math.min(...runs.map((run) => run.get(name) ?? 0)), names: [...runs[0].keys()] }
})
console.log()
row('µs a step, least of 3', ...growth.map(({ steps }) => `${steps} steps`), 'last / middle')
const last = growth.at(-1)
for (const name of last.names) {
  const perStep = growth.map(({ steps, of }) => (of(name) / steps) * 1000)
  if (perStep.at(-1) >= 0.5) row(name, ...perStep.map((time) => time.toFixed(2)), (perStep[2] / perStep[1]).toFixed(2))
}
const sum = ({ names, of }) =>
  names.filter((name) => !['reading', 'graph', 'counts'].includes(name)).reduce((all, name) => all + of(name), 0)
row('all rules / reading', ...growth.map((one) => (sum(one) / one.of('reading')).toFixed(2)))
rmSync(top, { recursive: true })

/** Milliseconds by phase and rule, the longest first. */
function timings(file) {
  const { stderr } = spawnSync(
    process.execPath,
    [program, 'check', '--timing', '-f', 'json', '-o', join(top, 'out.json'), file],
    { env, encoding: 'utf8' },
  )
  return new Map([...stderr.matchAll(/^ +([0-9.]+) ms {2}(.+)$/gm)].map(([, ms, name]) => [name, Number(ms)]))
}
