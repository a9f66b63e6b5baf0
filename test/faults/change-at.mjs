// Does something to the disk, once, right before what ends in CHANGE_AT is first looked at, or opened (CHANGE_ON):
// `delete`, `empty`, `grow` or `replace` it by a folder. To be loaded before the program.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { CHANGE_AT: at, CHANGE_ON: on, CHANGE: change } = process.env
const real = { ...fs }
let changed = false

const changes = {
  delete: (path) => real.rmSync(path, { recursive: true }),
  empty: (path) => real.truncateSync(path),
  grow: (path) => real.appendFileSync(path, `# ${'more '.repeat(100_000)}\n`),
  replace: (path) => {
    real.rmSync(path)
    real.mkdirSync(path)
  },
}

/** The calls by which it is looked at, and those by which it is opened. */
const calls = {
  look: ['statSync', 'lstatSync', 'existsSync', 'readFileSync', 'openSync'],
  open: ['readFileSync', 'openSync', 'readdirSync'],
}

for (const name of calls[on])
  fs[name] = (path, ...rest) => {
    if (!changed && String(path).endsWith(at)) {
      changed = true
      changes[change](path)
    }
    return real[name](path, ...rest)
  }
syncBuiltinESMExports()
