// Whole processes, one after another in turn, so that whatever else the machine does falls on all of them alike.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const program = fileURLToPath(new URL('../../bin/faultline.js', import.meta.url))
export const node = (...words) => [process.execPath, ...words]
export const faultline = (...words) => node(program, ...words)

// NODE_EXTRA_CA_CERTS slows every start of Node, and so would flatter the ratios to an empty one.
const disturbing = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'FORCE_COLOR']
/** What every measured process runs in. The locale is that in which bash writes seconds with a point. */
export const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !disturbing.includes(name))),
  LC_ALL: 'C.UTF-8',
  NO_COLOR: '1',
}

/**
 * Runs each command once a round, and gives for each what its process took, in milliseconds:
 * `{ wall: number[], processor: number[] }`, where processor time is that of all its threads, in user and system mode.
 * A command is a list of words, or `{ words, cwd }`. Throws where one ends otherwise than with 0 or 1.
 */
export function inTurn(commands, rounds) {
  const taken = commands.map(() => ({ wall: [], processor: [] }))
  for (let round = 0; round < rounds; round += 1)
    for (const [i, command] of commands.entries()) {
      const { wall, processor } = once(command)
      taken[i].wall.push(wall)
      taken[i].processor.push(processor)
    }
  return taken
}

export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
export const least = (numbers) => Math.min(...numbers)

/** How often the one takes what the other takes, by their medians. */
export const ratio = (one, other) => ({
  wall: median(one.wall) / median(other.wall),
  processor: median(one.processor) / median(other.processor),
})

/** The most memory that a Node process had in use at any time, in MB (millions of bytes). */
export function peakMemory(words, folder) {
  const file = join(folder, 'peak-memory')
  const [, ...rest] = words
  const preload = fileURLToPath(new URL('peak-memory.cjs', import.meta.url))
  ended(
    spawnSync(process.execPath, ['--require', preload, ...rest], {
      env: { ...environment, BENCH_PEAK_MEMORY: file },
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
    words,
  )
  return Number(readFileSync(file, 'utf8')) / 1e6
}

/** Runs a command that is not measured, and gives what it wrote. */
export function said(command, codes = [0, 1]) {
  const { words, cwd } = asCommand(command)
  return ended(spawnSync(words[0], words.slice(1), { cwd, env: environment, maxBuffer: 2 ** 30 }), words, codes)
}

// Node tells nothing of what its children took. The shell's `time` does, to the millisecond, from start to end.
const timed = `TIMEFORMAT='time %3R %3U %3S'; time "$@" > /dev/null`
const hasBash = spawnSync('bash', ['-c', ':']).status === 0
/** Where there is no bash, there is no processor time. */
export const hasProcessorTime = hasBash

function once(command) {
  const { words, cwd } = asCommand(command)
  const start = performance.now()
  const [first, ...rest] = hasBash ? ['bash', '-c', timed, 'bash', ...words] : words
  const ran = spawnSync(first, rest, { cwd, env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  const took = performance.now() - start
  const { err } = ended(ran, words)
  if (!hasBash) return { wall: took, processor: Number.NaN }
  const [wall, user, system] = err
    .trimEnd()
    .split('\n')
    .at(-1)
    .split(' ')
    .slice(1)
    .map((seconds) => Number(seconds) * 1000)
  return { wall, processor: user + system }
}

const asCommand = (command) => (Array.isArray(command) ? { words: command } : command)

function ended({ error, status, signal, stdout, stderr }, words, codes = [0, 1]) {
  if (error) throw error
  if (signal === 'SIGINT') process.exit(130) // Ctrl+C comes to whoever runs just now, and means all of us
  const err = String(stderr ?? '')
  if (codes.includes(status)) return { status, out: String(stdout ?? ''), err }
  throw new Error(`${words.join(' ')}\nended with ${status ?? signal}: ${err.slice(-2000)}`)
}
