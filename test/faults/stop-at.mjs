// Ends the process from within with the signal STOP_WITH right before the STOP_AT-th call that changes a disk; of what
// is written then, half has got there. To be loaded before the program.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { STOP_AT: at, STOP_WITH: signal = 'SIGKILL' } = process.env
const real = { ...fs }
let calls = 0

function counted(half = () => undefined) {
  calls += 1
  if (calls !== Number(at)) return
  half()
  process.kill(process.pid, signal)
  // Other signals than this one can be answered by the program.
  while (signal === 'SIGKILL');
}

for (const name of ['renameSync', 'linkSync', 'unlinkSync', 'rmSync', 'mkdirSync', 'fchmodSync', 'fchownSync'])
  fs[name] = (...words) => {
    counted()
    return real[name](...words)
  }
fs.openSync = (path, flags, ...rest) => {
  if (/[wa+]/.test(flags)) counted()
  return real.openSync(path, flags, ...rest)
}
fs.writeSync = (file, bytes, ...rest) => {
  counted(() => real.writeSync(file, bytes.subarray(0, bytes.length / 2)))
  return real.writeSync(file, bytes, ...rest)
}
for (const name of ['writeFileSync', 'appendFileSync'])
  fs[name] = (path, content, ...rest) => {
    counted(() => real[name](path, content.slice(0, content.length / 2), ...rest))
    return real[name](path, content, ...rest)
  }
syncBuiltinESMExports()
