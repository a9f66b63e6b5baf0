import { appendFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../audit/result.ts'
import { nearest } from '../read/did-you-mean.ts'
import { countsBeside } from '../report/compared.ts'
import { type FormatName, formatNames } from '../report/format-names.ts'
import { formats } from '../report/formats.ts'
import { listed } from '../words.ts'
import { writeWhole } from './disk.ts'
import { inWords, Problem } from './problem.ts'
import { columnsSeen, isColoured, say, show, type When } from './terminal.ts'
import { version } from './version.ts'

export interface OutputOptions {
  readonly format: readonly string[]
  readonly output?: string
  readonly color: When
  readonly quiet?: boolean
  readonly verbose?: boolean
}

/** A format, and the file that it goes to: standard output where there is none. */
export interface Output {
  readonly format: FormatName
  readonly file?: string
}

/** Throws a `Problem` where a format is unknown, or two of them want standard output. */
export function outputsOf({ format, output }: OutputOptions, names: readonly FormatName[] = formatNames): Output[] {
  const wanted = (format.length > 0 ? format : ['pretty']).map((entry): Output => {
    const [word = '', ...rest] = entry.split('=')
    const name = names.find((known) => known === word)
    if (name === undefined) {
      const near = nearest(word, names)
      const help = near ? `Did you mean \`${near}\`?` : `There are ${listed(names)}.`
      throw new Problem(
        `No format is called \`${word}\`${formatNames.some((known) => known === word) ? ' here' : ''}. ${help}`,
      )
    }
    const file = rest.join('=')
    if (rest.length > 0 && file === '') throw new Problem(`Name a file after \`${word}=\``)
    return { format: name, ...(file ? { file } : {}) }
  })
  const unnamed = wanted.filter(({ file }) => file === undefined)
  if (unnamed.length > 1)
    throw new Problem(
      'Only one format can go to standard output: name a file for the others, as in `--format json=findings.json`',
    )
  const files = wanted.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, i) => files.findIndex((other) => resolve(other) === resolve(file)) !== i)
  if (twice !== undefined) throw new Problem(`Two formats would go to ${twice}: name a file for each`)
  if (output === undefined) return wanted
  if (unnamed.length === 0) throw new Problem('`--output` names a file for a format that has one already')
  return wanted.map((one) => (one.file === undefined ? { ...one, file: output } : one))
}

/** Throws a `Problem` where an output would take the place of something that the run reads. */
export function keepInputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const read = new Set(inputs.map((file) => resolve(file)))
  const over = outputs.find(({ file }) => file !== undefined && read.has(resolve(file)))
  if (over) throw new Problem(`${over.file} is read in this run: name another file for the output`)
}

/** Tells a result in a format, where it is to go; for a comparison, with the counts beside each other. */
export async function tell(
  { format, file }: Output,
  result: Result,
  { color, quiet = false, verbose = false }: OutputOptions,
  isComparison = false,
): Promise<void> {
  const columns = file === undefined ? columnsSeen() : undefined
  const told = formats[format](result, {
    version,
    coloured: isColoured(color, columns !== undefined),
    quiet,
    verbose,
    ...(columns === undefined ? {} : { columns }),
  })
  const counts = isComparison && (format === 'pretty' || format === 'markdown') ? countsBeside(result, format) : ''
  if (file === undefined) await show(counts + told)
  else writeWhole(file, counts + told)
  if (format === 'github') summarizeJob(result)
}

/** GitHub shows markdown that is added to this file beside the job. That it cannot be written fails no run. */
function summarizeJob(result: Result): void {
  const file = process.env['GITHUB_STEP_SUMMARY']
  if (!file) return
  try {
    appendFileSync(file, formats.markdown(result))
  } catch (error) {
    say(`Cannot write the job summary: ${inWords(error)}`)
  }
}
