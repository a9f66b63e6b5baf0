import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Source, sourceOf } from '../read/document.ts'
import { longestText, type ReadOptions, saysItIs, type Unavailable } from '../read/read.ts'
import type { Found } from './find-files.ts'
import { expectInside, leadsOut } from './inside.ts'
import { fileName, isBelow, workTreeOf } from './names.ts'
import { writeBeside } from './part.ts'
import { inWords, Problem } from './problem.ts'

/** No text of the longest length has more bytes than this. */
const mostBytes = longestText * 4

/** Reads one blueprint; throws a `Problem` where the disk does not let it. */
export function readSource({ path, file, isLink = false }: Found): Source {
  try {
    const bytes = contentOf(path)
    if (typeof bytes === 'number') return tooLarge(file, bytes)
    const source = sourceOf(file, bytes)
    return isLink && source.text !== '' && !saysItIs(source.text, 'blueprint') ? leadsElsewhere(file) : source
  } catch (error) {
    throw new Problem(`Cannot read ${file}: ${inWords(error)}`)
  }
}

/** One file is read after the other: they share the room, since new memory takes longer to get than to fill. */
let room = new Uint8Array(1 << 16)

/** What a file larger than this has taken is given back before the next one. In bytes. */
const mostKept = 1 << 20

/** The bytes of a file, until the next one is read; of one that is too large only how many there are. */
function contentOf(path: string): Uint8Array | number {
  const file = openSync(path, 'r')
  if (room.length > mostKept) room = new Uint8Array(1 << 16)
  try {
    let size = 0
    for (;;) {
      const read = readSync(file, room, size, room.length - size, null)
      if (read === 0) return room.subarray(0, size)
      size += read
      if (size < room.length) continue
      const whole = fstatSync(file).size
      if (Math.max(whole, size) > mostBytes) return Math.max(whole, size)
      const larger = new Uint8Array(Math.max(whole, size * 2) + 1)
      larger.set(room)
      room = larger
    }
  } finally {
    closeSync(file)
  }
}

export async function readStandardInput(file: string): Promise<Source> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    // The stream takes a folder for something empty.
    if (fstatSync(0).isDirectory()) throw new Error('it is a folder')
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > mostBytes) return tooLarge(file, size)
      chunks.push(chunk)
    }
  } catch (error) {
    throw new Problem(`Cannot read standard input: ${inWords(error)}`)
  }
  return sourceOf(file, Buffer.concat(chunks))
}

/** What stands there is nobody's business: it may be a password. */
const leadsElsewhere = (file: string): Source => ({
  file,
  text: '',
  damage: {
    message: 'The file is a link, and what it leads to is no blueprint',
    help: 'Let it lead to a file that begins with `blueprint: 1`, or take it away',
    says: 'a link',
    offset: 0,
  },
})

const tooLarge = (file: string, bytes: number): Source => ({
  file,
  text: '',
  damage: {
    message: `The file has more than ${Math.floor(bytes / 1024 / 1024)} MB, and at most ${longestText / 1024 / 1024} million characters are read`,
    help: 'Split it into several blueprints, one a service',
    says: 'too large',
    offset: 0,
  },
})

/** Looks up organization files: inside the git work tree of the blueprint, else inside the working folder. */
export function organizationFinder(folder: string): ReadOptions['organization'] {
  return (named, by) => readInside(named, dirname(resolve(folder, by.file)), folder)
}

/**
 * Reads a file that another file names, relative to the folder `from` that this one is in. It must lie inside the same
 * git work tree, else inside the working folder, where links lead to included: what strangers wrote must not show what
 * else is on the disk.
 */
export function readInside(named: string, from: string, folder: string): Source | Unavailable {
  const path = resolve(from, named)
  const repository = workTreeOf(from)
  const top = repository ?? (from === folder || isBelow(from, folder) ? folder : from)
  const where = repository ? 'the repository' : 'the working folder'
  const outside = { unavailable: `lies outside ${where}`, help: `Keep it inside ${where}, next to the blueprints` }
  if (!isBelow(path, top)) return outside
  try {
    if (leadsOut(path, top)) return outside
    const stat = statSync(path)
    if (!stat.isFile()) return { unavailable: 'is not a file', help: 'Name the file, relative to this one' }
    const file = fileName(path, folder)
    return stat.size > mostBytes ? tooLarge(file, stat.size) : sourceOf(file, readFileSync(path))
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return missing
      ? { unavailable: 'is not there', help: 'Correct the path: it is relative to this file' }
      : { unavailable: `cannot be read: ${inWords(error)}`, help: 'See that the file may be read' }
  }
}

/**
 * Writes a file whole or not at all. What a link leads to is written, unless it leads out of the repository that it lies
 * in; and a file that is there keeps who may read it.
 */
export function writeWhole(named: string, content: string | Uint8Array): void {
  try {
    expectInside(existsSync(named) ? resolve(named) : dirname(resolve(named)), named, 'write')
    const path = existsSync(named) ? realpathSync(named) : named
    if (isNotAPlainFile(path)) {
      writeFileSync(path, content)
      return
    }
    const like = statSync(path, { throwIfNoEntry: false })
    // A file can be replaced by who may not write it, but that is not what its owner meant.
    if (like) accessSync(path, constants.W_OK)
    writeBeside(path, content, { like })
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(`Cannot write ${named}: ${inWords(error)}`)
  }
}

/** A device or a pipe, such as /dev/stdout, takes the text but cannot be replaced. */
function isNotAPlainFile(path: string): boolean {
  try {
    return !statSync(path).isFile()
  } catch {
    return false
  }
}
