import { fstatSync, writeSync } from 'node:fs'
import { inWords, Problem } from './problem.ts'

/** When to use colour. */
export type When = 'auto' | 'always' | 'never'

/** The flag, then NO_COLOR, then FORCE_COLOR, then whether somebody is looking. */
export function isColoured(when: When, isTerminal: boolean | undefined, env: NodeJS.ProcessEnv = process.env): boolean {
  if (when !== 'auto') return when === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTerminal === true && env['TERM'] !== 'dumb'
}

/**
 * A finding or a document, to standard output; whoever closes it early has seen enough. Throws a `Problem` where not all
 * of it could be written.
 */
export function show(text: string): Promise<void> {
  if (fstatSync(1).isFile()) return Promise.resolve(writeToFile(text))
  return new Promise((resolve, reject) => {
    borne(process.stdout).write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(notWritten(error))
      else resolve()
    })
  })
}

/** A stream to a file takes a part of a text for the whole, where the disk is full. */
function writeToFile(text: string): void {
  const bytes = Buffer.from(text)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at)
  } catch (error) {
    throw notWritten(error)
  }
}

const notWritten = (error: unknown): Problem => new Problem(`Cannot write to standard output: ${inWords(error)}`)

/**
 * What is closed early, or cannot be written to, breaks nothing: where it matters, `show` says so. A stream is only made
 * when it is written to, since that takes as long as a tenth of the start of Node.
 */
function borne(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined)
  return stream
}

/** Everything else, to standard error. */
export const say = (text: string): void => {
  borne(process.stderr).write(`${text}\n`)
}
