// Loaded before a measured program: writes at its end the most memory that it had in use, in bytes. On Linux that is
// read from the kernel's figures for this program: `maxRSS` also counts what the process was before it became it.
const { readFileSync, writeFileSync } = require('node:fs')

process.on('exit', () => writeFileSync(process.env.BENCH_PEAK_MEMORY, String(peak() * 1024)))

function peak() {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  } catch {
    return process.resourceUsage().maxRSS
  }
}
