// `npm run bench`: how fast the program is, beside what it must be. Absolute times depend on the machine; what is to be
// quoted are the ratios within one run. `npm run bench -- --help` tells what can be chosen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasProcessorTime } from './measure.mjs'
import { targetsTable, timesTable, verdict, written } from './told.mjs'

const names = ['start', 'many', 'rules', 'peers', 'editor', 'models']

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: names.join(',') },
    rounds: { type: 'string', default: '7' },
    json: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const chosen = options.only.split(',')
const unknown = chosen.filter((name) => !names.includes(name))
const rounds = Number(options.rounds)

if (options.help || unknown.length > 0 || !(rounds >= 1)) {
  console.log(`npm run bench -- [--only ${names.join(',')}] [--rounds 7] [--json FILE]
Whole processes in turn, medians of so many rounds. All of it takes about ten minutes on two free processors.`)
  process.exit(options.help ? 0 : 2)
}

const top = mkdtempSync(join(tmpdir(), 'faultline-bench-'))
process.on('exit', () => rmSync(top, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))

let folders = 0
/** A new folder with these texts as blueprints, and their paths: `[folder, paths]`. */
function folderWith(texts) {
  const folder = join(top, `${(folders += 1)}`)
  mkdirSync(folder)
  const paths = texts.map((_, i) => join(folder, `${i}.blueprint.yaml`))
  for (const [i, path] of paths.entries()) writeFileSync(path, texts[i])
  return [folder, paths]
}

/**
 * A section: `{ title, targets?, times?, tables?, notes? }`, as told.mjs has them, and whatever else is for machines.
 * That one cannot be measured does not keep the rest from it.
 */
async function measured(name) {
  try {
    const { title, run } = await import(`./sections/${name}.mjs`)
    return { title, ...(await run({ rounds, top, folderWith })) }
  } catch (error) {
    process.exitCode = 1
    return { title: name, notes: [`It could not be measured. ${error.stack}`] }
  }
}

const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  processors: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  load: loadavg().map((load) => Number(load.toFixed(2))),
  at: new Date().toISOString(),
}
console.log(
  `Node ${machine.node} on ${machine.platform}, ${machine.processors} processors (${machine.model}), load ${machine.load[0]} at the start`,
)
if (!hasProcessorTime) console.log('Without bash there is no processor time, only wall time.')
console.log(
  'Times are wall times where nothing else is said; processor time is that of all threads, in user and system mode.\nRatios are ratios of medians.',
)

const sections = {}
const begin = performance.now()
for (const name of names.filter((name) => chosen.includes(name))) {
  const start = performance.now()
  const section = await measured(name)
  const { title, targets = [], times, tables = [], notes = [] } = section
  sections[name] = { ...section, targets: targets.map((target) => ({ ...target, verdict: verdict(target) })) }
  console.log(`\n${title} (measured in ${((performance.now() - start) / 1000).toFixed(0)} s)\n`)
  if (targets.length > 0) console.log(written(targetsTable(targets)))
  for (const table of [...(times ? [timesTable(times)] : []), ...tables]) console.log(`\n${written(table)}`)
  if (notes.length > 0) console.log(`\n${notes.map((note) => `  ${note}`).join('\n')}`)
}
const all = Object.values(sections)
  .flatMap(({ targets }) => targets)
  .filter((target) => target.verdict !== '')
const met = all.filter((target) => target.verdict === 'met')
console.log(
  `\n${met.length} of ${all.length} targets met in ${((performance.now() - begin) / 60_000).toFixed(1)} minutes, load ${loadavg()[0].toFixed(2)} at the end`,
)
if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, rounds, sections }, null, 2)}\n`)
