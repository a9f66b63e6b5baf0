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
rmSync(top, { recursive: true })
