import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { KnownFinding, Result } from '../audit/result.ts'
import { type Baseline, baselineOf, withBaseline } from '../audit/standing.ts'
import { printable } from '../report/json.ts'
import { writeWhole } from './disk.ts'
import { expectInside } from './inside.ts'
import { fileName, isBelow } from './names.ts'
import { inWords, Problem } from './problem.ts'

/** Measures a result against the baseline in a file. Throws a `Problem` where it cannot be read or trusted. */
export const measured = (result: Result, file: string, scope: Where): Result =>
  withBaseline(result, baselineIn(file, scope, readBaseline(file, scope.folder)))

/** The working folder, and the folders that were looked through; absolute. */
interface Where {
  readonly folder: string
  readonly walked: readonly string[]
}

/** Writes the baseline anew, whole or not at all: all that is open now, and what this run did not judge. */
export function renewBaseline(result: Result, file: string, scope: Where): Result {
  const { folder } = scope
  const earlier = existsSync(resolve(folder, file)) ? readBaseline(file, folder) : []
  const findings = baselineOf(result, baselineIn(file, scope, earlier))
  writeWhole(file, printable(JSON.stringify({ format: 1, findings }, null, 2)))
  return withBaseline(result, baselineIn(file, scope, findings))
}

function baselineIn(file: string, { folder, walked }: Where, findings: readonly KnownFinding[]): Baseline {
  const home = dirname(resolve(folder, file))
  return {
    file,
    findings,
    nameOf: (name) => fileName(resolve(folder, name), home),
    isThere: (name) => existsSync(resolve(home, name)),
    isCovered: (name) => walked.some((top) => isBelow(resolve(home, name), top)),
  }
}

function readBaseline(file: string, folder: string): KnownFinding[] {
  const again = 'delete it and write it anew with `--update-baseline`'
  let text: string
  try {
    expectInside(resolve(folder, file), file)
    text = readFileSync(resolve(folder, file), 'utf8')
  } catch (error) {
    if (error instanceof Problem) throw error
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Problem(
      missing
        ? `There is no baseline ${file}: make it with \`--update-baseline\``
        : `Cannot read the baseline ${file}: ${inWords(error)}`,
    )
  }
  let data: { format?: unknown; findings?: unknown }
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new Problem(`The baseline ${file} is damaged${placeIn(text, error)}: restore it, or ${again}`)
  }
  if (typeof data !== 'object' || data === null || !('format' in data))
    throw new Problem(`${file} is not a baseline: it has no \`format\``)
  if (data.format !== 1)
    throw new Problem(
      `The baseline ${file} ${typeof data.format === 'object' ? 'has another format' : `has format ${JSON.stringify(data.format)}`}, and this faultline knows format 1: use the faultline that wrote it, or ${again}`,
    )
  if (!Array.isArray(data.findings)) throw new Problem(`The baseline ${file} has no list of \`findings\`: ${again}`)
  const broken = data.findings.findIndex((entry) => !isKnownFinding(entry))
  if (broken >= 0) throw new Problem(`Entry ${broken + 1} of the baseline ${file} is damaged: take it out, or ${again}`)
  return data.findings
}

const isKnownFinding = (entry: Partial<Record<keyof KnownFinding, unknown>> | null): entry is KnownFinding =>
  typeof entry === 'object' &&
  (['rule', 'severity', 'file', 'blueprint', 'element', 'message', 'likeness'] as const).every(
    (key) => typeof entry?.[key] === 'string',
  )

/** Where the text stops being JSON, as far as that can be told. */
function placeIn(text: string, error: unknown): string {
  const [, position] = /position ([0-9]+)/.exec(String(error)) ?? []
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`
}
