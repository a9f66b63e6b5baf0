import { fstatSync, statSync, writeSync } from 'node:fs'
import { inWords, Problem } from './problem.ts'

/** When to use colour. */
export type When = 'auto' | 'always' | 'never'

/** The flag, then NO_COLOR, then FORCE_COLOR, then whether somebody is looking. */
export function isColoured(when: When, isTerminal: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  if (when !== 'auto') return when === 'always'
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}

/** The descriptors of standard output and standard error. */
export const output = 1
export const errors = 2

/** How wide the terminal is that shows standard output; undefined where none does. */
export const columnsSeen = (): number | undefined => (isSeen(output) ? process.stdout.columns : undefined)

/**
 * Whether somebody is looking at it. Node's streams are asked only where it may be a terminal: to make one takes as long
 * as a tenth of the start of Node. What Windows says of a console's descriptor is not to be relied on.
 */
export function isSeen(descriptor: number): boolean {
  if (process.platform !== 'win32') {
    const to = fstatSync(descriptor)
    if (!to.isCharacterDevice() || to.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false
  }
  return streamOf(descriptor).isTTY
}

/**
 * A finding or a document, to standard output; whoever closes it early has seen enough. Throws a `Problem` where not all
 * of it could be written.
 */
export function show(text: string): Promise<void> {
  return write(output, text).catch((error) => {
    if (error.code !== 'EPIPE') throw new Problem(`Cannot write to standard output: ${inWords(error)}`)
  })
}

/** Everything else, to standard error. What cannot be said there is not said. */
export const say = (text: string): void => {
  write(errors, `${text}\n`).catch(() => undefined)
}

/** Descriptors that are written to through a stream. */
const streamed = new Set<number>()

/**
 * Without a stream where it can be: one costs time, and takes a part of a text for the whole where the disk is full. A
 * terminal needs one, and so does a pipe that takes no more for now.
 */
async function write(descriptor: number, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  let at = 0
  if (!streamed.has(descriptor) && !isSeen(descriptor))
    try {
      while (at < bytes.length) at += writeSync(descriptor, bytes, at)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  streamed.add(descriptor)
  const stream = streamOf(descriptor)
  // Whoever waits is told below; without a listener, the program would end.
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    stream.write(bytes.subarray(at), (error) => (error ? reject(error) : resolve()))
  })
}

const streamOf = (descriptor: number): NodeJS.WriteStream => (descriptor === output ? process.stdout : process.stderr)
