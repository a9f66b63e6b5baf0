import { audit } from '../audit/audit.ts'
import type { Result } from '../audit/result.ts'
import { against } from '../audit/standing.ts'
import { failsRun } from '../config/config.ts'
import { clean } from '../report/text.ts'
import { ruleNamed } from '../rules/index.ts'
import { count } from '../words.ts'
import { setUpForMany, withLittleRoom } from './many-files.ts'
import { keepInputs, type OutputOptions, outputsOf, tell } from './outputs.ts'
import { Problem } from './problem.ts'
import { type Scope, type ScopeOptions, scopeOf } from './scope.ts'
import { say, show } from './terminal.ts'
import { version } from './version.ts'

export interface CheckOptions extends ScopeOptions, OutputOptions {
  readonly maxWarnings?: number
  readonly since?: string
  readonly baseline?: string
  readonly updateBaseline?: boolean
  readonly printConfig?: boolean
}

/** Finds, reads, judges, tells. Returns the exit code: 0, 1 or 2; a fault of the program's own is 3. */
export async function check(words: readonly string[], options: CheckOptions): Promise<number> {
  const outputs = outputsOf(options)
  if (options.updateBaseline && options.baseline === undefined)
    throw new Problem('`--update-baseline` needs `--baseline` with the file to write')
  const scope = await scopeOf(words, options)
  if (options.printConfig) {
    const { printedConfigs } = await import('./print-config.ts')
    await show(printedConfigs(scope, options))
    return 0
  }
  keepInputs(outputs, [
    ...scope.files.map(({ path }) => path),
    ...[...scope.configs.used.keys()].map(({ file }) => file),
    ...(options.baseline === undefined ? [] : [options.baseline]),
  ])
  const areMany = scope.files.length > 20
  if (areMany) setUpForMany()
  const problems: string[] = []
  const sources = scope.sources(problems)
  const now = await audit(areMany ? withLittleRoom(sources) : sources, scope.audit)
  const result = await measuredAgainst(now, scope, options, problems)
  for (const output of outputs) await tell(output, result, options)
  return tellAndCount(result, scope, problems, options)
}

/** Measured against a revision and a baseline, where they are asked for. */
async function measuredAgainst(
  now: Result,
  scope: Scope,
  { since, baseline, updateBaseline }: CheckOptions,
  problems: readonly string[],
): Promise<Result> {
  let result = now
  if (since !== undefined) {
    const { resultAt } = await import('./since.ts')
    result = against(result, await resultAt(since, scope), since)
  }
  if (baseline === undefined) return result
  const { measured, renewBaseline } = await import('./baseline.ts')
  if (!updateBaseline) return measured(result, baseline, scope)
  // What could not be read or judged is not to be taken for mended.
  if (problems.length > 0 || now.faults.length > 0)
    throw new Problem([`Not all could be judged, so ${baseline} stays as it is`, ...problems].join('. '))
  return renewBaseline(result, baseline, scope)
}

/** Says what is to be said beside the findings; then the exit code. */
export function tellAndCount(
  result: Result,
  { hints, failsOn }: Pick<Scope, 'hints' | 'failsOn'>,
  problems: readonly string[],
  { timing, maxWarnings }: Pick<CheckOptions, 'timing' | 'maxWarnings'>,
): number {
  if (timing) say(timed(result))
  for (const line of [...hints, ...problems]) say(clean(line))
  for (const fault of result.faults) say(faultReport(fault))
  if (result.faults.length > 0) return 3
  if (problems.length > 0) return 2
  const { warnings } = result.summary
  const tooMany = maxWarnings !== undefined && warnings > maxWarnings
  if (tooMany) say(`${count(warnings, 'warning')}, and at most ${maxWarnings} may be there (--max-warnings)`)
  const fails =
    tooMany ||
    (result.baseline !== null && result.baseline.gone.length > 0) ||
    result.findings.some((finding) => failsRun(finding, failsOn(finding.blueprint)))
  return fails ? 1 : 0
}

function timed({ timing, blueprints }: Result): string {
  const rows = [...timing]
    .sort(([, a], [, b]) => b - a)
    .map(([name, ms]) => `  ${ms.toFixed(1).padStart(9)} ms  ${name}`)
  return [`Time for ${count(blueprints.length, 'blueprint')}`, ...rows].join('\n')
}

function faultReport({ rule, file, error }: Result['faults'][number]): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const whose = ruleNamed(rule)
    ? `This is a fault in faultline ${version}: please report it with these lines.`
    : 'It is a rule of the house: whoever wrote it can mend it with these lines.'
  return `The rule ${rule} broke on ${clean(file)}. ${whose}\n${stack.split('\n').map(clean).join('\n')}`
}
