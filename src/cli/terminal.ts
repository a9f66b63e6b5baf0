/** When to use colour. */
export type When = 'auto' | 'always' | 'never'

/** The flag, then NO_COLOR, then FORCE_COLOR, then whether somebody is looking. */
export function isColoured(when: When, isTerminal: boolean | undefined, env: NodeJS.ProcessEnv = process.env): boolean {
  if (when !== 'auto') return when === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTerminal === true && env['TERM'] !== 'dumb'
}

/** A finding or a document, to standard output; whoever closes it early has seen enough. */
export function show(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? resolve() : reject(error)))
    process.stdout.write(text, () => resolve())
  })
}

/** Everything else, to standard error. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
