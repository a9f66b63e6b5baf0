import {
  closeSync,
  fchmodSync,
  fchownSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes into a new file beside `path` (absolute, or from the working folder), and lets `place` give it its name: so
 * whoever looks finds the whole, or what was there before, whenever the run is stopped. Nothing is left behind where
 * something fails; throws what failed. `like` is the file whose place it takes, and whose rights it keeps.
 */
export function writeBeside(
  path: string,
  content: string | Uint8Array,
  { like, place = (part) => renameSync(part, path) }: { like?: Stats | undefined; place?: (part: string) => void } = {},
): void {
  const folder = dirname(path)
  // Its length does not depend on the name of the file: that may be as long as a name can be.
  // It is opened only where there is none yet, so that it need not be hard to guess.
  const part = join(
    folder,
    `.faultline-${Math.floor(Math.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0')}.part`,
  )
  const letGo = holdSignals()
  try {
    // With no more rights than it will have, from the first moment on.
    const file = openSync(part, 'wx', like ? like.mode & 0o777 : 0o666)
    try {
      if (like) keepRights(file, like)
      const bytes = Buffer.from(content)
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    } finally {
      closeSync(file)
    }
    place(part)
  } catch (error) {
    remove(part)
    throw error
  } finally {
    letGo()
  }
  sweep(folder)
}

/** The mask of the process has taken some away, and the file may be somebody else's. */
function keepRights(file: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid)
  } catch {
    // Who may not give a file away keeps it, as with any program that writes one anew.
  }
  fchmodSync(file, mode & 0o777)
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Who stops the run while it writes waits until that is done. The program listens again, and gets it, afterwards. */
function holdSignals(): () => void {
  const again = (signal: NodeJS.Signals): void => {
    process.kill(process.pid, signal)
  }
  for (const signal of signals) process.once(signal, again)
  const letGo = (): void => {
    for (const signal of signals) process.off(signal, again)
  }
  // What came in the meantime arrives when the program waits for news: at the latest between these two.
  return () => void setImmediate(() => setImmediate(letGo))
}

const partName = /^\.faultline-[0-9a-f]{12}\.part$/
const longAgo = 60 * 60 * 1000

/** What runs that were killed in the midst of writing have left. One that is young may still be written. */
function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!partName.test(name)) continue
      const part = join(folder, name)
      if (Date.now() - statSync(part).mtimeMs > longAgo) remove(part)
    }
  } catch {
    // What cannot be looked through was not written by us.
  }
}

function remove(part: string): void {
  try {
    rmSync(part, { force: true })
  } catch {
    // What kept it from being written is told.
  }
}
