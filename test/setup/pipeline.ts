import { execFile } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { gitEnvironment } from '../helpers/git.ts'
import { folderWith, program, type Ran, run } from '../helpers/run.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A folder to put at the front of PATH: there `faultline` is the program, as after an install. */
const binFolder = (() => {
  const folder = folderWith({ faultline: `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n` })
  chmodSync(join(folder, 'faultline'), 0o755)
  return folder
})()

/** PATH and what else a machine of a pipeline has. */
export const environment = {
  PATH: `${binFolder}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  ...gitEnvironment,
}

/** Runs a piece of script as pipelines do: until something fails. */
export const bash = (folder: string, script: string, env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { cwd: folder, env: { ...environment, ...env }, maxBuffer: 1 << 26, timeout: 60_000 }
    execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err }),
    )
  })

/** The file that `faultline init` makes in a new repository, with these words. */
export async function made(file: string, ...words: string[]): Promise<string> {
  const folder = folderWith({ '.git/HEAD': '' })
  const { code, err } = await run(folder, ['init', ...words])
  if (code !== 0) throw new Error(err)
  return readFileSync(join(folder, file), 'utf8')
}

export interface Workflow {
  readonly on: Record<string, unknown>
  readonly env: Record<string, string>
  readonly jobs: Record<string, { readonly steps: readonly Step[] }>
}

export interface Step {
  readonly name?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Record<string, unknown>
  readonly env?: Record<string, string>
}

export const parsed = <Shape>(text: string): Shape => parse(text) as Shape
