import { audit } from '../audit/audit.ts'
import type { Result } from '../audit/result.ts'
import type { Severity } from '../finding.ts'
import { nearest } from '../read/did-you-mean.ts'
import type { Source } from '../read/document.ts'
import { json } from '../report/json.ts'
import { pretty } from '../report/pretty.ts'
import { clean } from '../report/text.ts'
import { rules } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'
import { count } from '../words.ts'
import { organizationFinder, readSource, readStandardInput, writeWhole } from './disk.ts'
import { findBlueprints, type Found } from './find-files.ts'
import { Problem } from './problem.ts'
import { isColoured, say, show, type When } from './terminal.ts'
import { version } from './version.ts'

export interface CheckOptions {
  readonly format: readonly string[]
  readonly output?: string
  readonly failOn: Severity | 'never'
  readonly maxWarnings?: number
  readonly rule: readonly string[]
  readonly skip: readonly string[]
  readonly color: When
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly timing?: boolean
  readonly stdinFile: string
  readonly today?: string
}

export const formats = ['pretty', 'json'] as const
type Format = (typeof formats)[number]

/** Finds, reads, judges, tells. Returns the exit code: 0, 1 or 2; a fault of the program's own is 3. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const outputs = outputsOf(options)
  const asks = choice(options)
  const folder = process.cwd()
  const files = await filesToCheck(paths, folder)
  const problems: string[] = []
  const sources = paths.includes('-') ? [await readStandardInput(options.stdinFile)] : []

  const result = await audit(reading(files, sources, problems), {
    asks,
    organization: organizationFinder(folder),
    today: options.today ?? new Date().toISOString().slice(0, 10),
    ...(options.timing ? { clock: () => performance.now() } : {}),
  })

  for (const { format, file } of outputs) {
    const text = rendered(format, file, result, options)
    if (file === undefined) await show(text)
    else writeWhole(file, text)
  }
  if (options.timing) say(timed(result))
  for (const problem of problems) say(problem)
  for (const fault of result.faults) say(faultReport(fault))
  if (result.faults.length > 0) return 3
  if (problems.length > 0) return 2
  return fails(result, options) ? 1 : 0
}

async function filesToCheck(paths: readonly string[], folder: string): Promise<Found[]> {
  const named = paths.filter((path) => path !== '-')
  if (paths.length > 0 && named.length === 0) return []
  const { found, empty } = await findBlueprints(named.length > 0 ? named : ['.'], folder)
  const nothing = (path: string): string =>
    `No blueprint found in ${path}: their names end in .blueprint.yaml or .blueprint.yml`
  if (found.length === 0 && !paths.includes('-')) throw new Problem(nothing(empty.join(', ')))
  for (const path of empty) say(nothing(path))
  return found
}

/** One after another, so that each text can be let go of. A file that the disk withholds does not keep the others back. */
function* reading(files: readonly Found[], sources: readonly Source[], problems: string[]): Iterable<Source> {
  yield* sources
  for (const file of files) {
    let source: Source
    try {
      source = readSource(file)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push(error.message)
      continue
    }
    yield source
  }
}

function choice({ rule, skip }: CheckOptions): (rule: HouseRule) => boolean {
  const only = rule.flatMap((names) => names.split(',')).map(known)
  const without = skip.flatMap((names) => names.split(',')).map(known)
  const needed = without.find((name) => rules.some(({ id, theme }) => id === name && theme === 'reading'))
  if (needed) throw new Problem(`\`${needed}\` cannot be skipped: what cannot be read cannot be judged`)
  return ({ id }) => (only.length === 0 || only.includes(id)) && !without.includes(id)
}

function known(name: string): string {
  if (rules.some(({ id }) => id === name)) return name
  const near = nearest(
    name,
    rules.map(({ id }) => id),
  )
  throw new Problem(
    `No rule is called \`${name}\`. ${near ? `Did you mean \`${near}\`?` : '`faultline rules` lists them.'}`,
  )
}

interface Output {
  readonly format: Format
  readonly file?: string
}

function outputsOf({ format, output }: CheckOptions): Output[] {
  const wanted = (format.length > 0 ? format : ['pretty']).map((entry): Output => {
    const [name, ...rest] = entry.split('=')
    if (!formats.some((known) => known === name)) {
      const near = nearest(name!, formats)
      throw new Problem(
        `No format is called \`${name}\`. ${near ? `Did you mean \`${near}\`?` : `There are ${formats.join(' and ')}.`}`,
      )
    }
    const file = rest.join('=')
    return { format: name as Format, ...(file ? { file } : {}) }
  })
  const unnamed = wanted.filter(({ file }) => file === undefined)
  if (unnamed.length > 1)
    throw new Problem(
      'Only one format can go to standard output: name a file for the others, as in `--format json=findings.json`',
    )
  if (output === undefined) return wanted
  if (unnamed.length === 0) throw new Problem('`--output` names a file for a format that has one already')
  return wanted.map((one) => (one.file === undefined ? { ...one, file: output } : one))
}

function rendered(
  format: Format,
  file: string | undefined,
  result: Result,
  { color, quiet = false, verbose = false }: CheckOptions,
): string {
  if (format === 'json') return json(result, version)
  const columns = file === undefined && process.stdout.isTTY ? process.stdout.columns : undefined
  return pretty(result, {
    coloured: isColoured(color, file === undefined && process.stdout.isTTY),
    quiet,
    verbose,
    ...(columns ? { columns } : {}),
  })
}

const rank: Record<Severity | 'never', number> = { note: 0, warning: 1, error: 2, never: 3 }

function fails({ findings, summary }: Result, { failOn, maxWarnings }: CheckOptions): boolean {
  if (maxWarnings !== undefined && summary.warnings > maxWarnings) return true
  return findings.some(({ severity, accepted, known }) => !accepted && !known && rank[severity] >= rank[failOn])
}

function timed({ timing, blueprints }: Result): string {
  const rows = [...timing]
    .sort(([, a], [, b]) => b - a)
    .map(([name, ms]) => `  ${ms.toFixed(1).padStart(9)} ms  ${name}`)
  return [`Time for ${count(blueprints.length, 'blueprint')}`, ...rows].join('\n')
}

function faultReport({ rule, file, error }: Result['faults'][number]): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `The rule ${rule} broke on ${clean(file)}. This is a fault in faultline ${version}: please report it with these lines.\n${stack}`
}
