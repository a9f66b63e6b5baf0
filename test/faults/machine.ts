import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { program } from '../helpers/run.ts'

/** A way to run a program in a machine with a fault: the words before it, or why this machine cannot make the fault. */
export type Way = { readonly words: readonly string[] } | { readonly missing: string }

export interface Ended {
  /** The code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals
  readonly out: string
  readonly err: string
}

/** Everything there is to try, and not only a part that is quick: `EVERYTHING=1 npx vitest run test/faults`. */
export const everything = Boolean(process.env['EVERYTHING'])

/** Of a long list, what is tried every day: one in so many. */
export const sample = <T>(all: readonly T[], step: number): T[] => all.filter((_, i) => everything || i % step === 0)

/** Runs a script of bash in a folder: `faultline` is the program, "$@" are the words; a pipe ends as what fails in it. */
export function shell(
  folder: string,
  script: string,
  words: readonly string[] = [],
  { before = [], env = {}, input = '' }: Partial<Command> = {},
): Promise<Ended> {
  const lines = `set -o pipefail; faultline() { "$NODE" "$PROGRAM" "$@"; }\n${script}`
  const [first, ...rest] = [...before, 'bash', '--norc', '-c', lines, 'bash', ...words]
  return ended(first!, rest, { folder, env: { ...env, NODE: process.execPath, PROGRAM: program }, input })
}

interface Command {
  readonly before: readonly string[]
  readonly env: Record<string, string>
  readonly input: string
}

const ended = (
  first: string,
  words: readonly string[],
  { folder, env, input }: { folder: string; env: Record<string, string>; input: string },
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(first, words, {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      timeout: 60_000,
      killSignal: 'SIGKILL',
    })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
    child.stdin.on('error', () => undefined) // it may have ended before it read
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code: code ?? signal!, out, err }))
  })

/** The first of several ways that works here. */
function firstThatWorks(missing: string, ...ways: readonly (readonly string[])[]): Way {
  for (const words of ways) {
    const [first, ...rest] = words
    const { status } = spawnSync(first!, [...rest, process.execPath, '-e', '0'], { stdio: 'ignore', timeout: 20_000 })
    if (status === 0) return { words }
  }
  return { missing }
}

let mounts: Way | undefined
/** With mounts of its own, which are gone when it ends. */
export const withOwnMounts = (): Way =>
  (mounts ??= firstThatWorks(
    'this machine lets nobody mount anything (unshare --mount)',
    ['unshare', '--mount'],
    ['unshare', '--mount', '--map-root-user'],
  ))

let network: Way | undefined
/** Without any network, its own machine's included. */
export const withoutNetwork = (): Way =>
  (network ??= firstThatWorks(
    'this machine cannot take the network away from a process (unshare --net)',
    ['unshare', '--net'],
    ['unshare', '--net', '--map-root-user'],
  ))

let rights: Way | undefined
/** As somebody who may only do what the files' own rights say: who runs the tests may be above them. */
export const withPlainRights = (): Way =>
  (rights ??=
    process.getuid?.() === 0
      ? firstThatWorks('this machine cannot take rights away from root (setpriv)', [
          'setpriv',
          '--bounding-set=-dac_override,-dac_read_search,-fowner',
          '--inh-caps=-dac_override,-dac_read_search,-fowner',
        ])
      : { words: [] })

/** For tests of devices: whether this one can be written to, else why it is not tested. */
export function missingDevice(path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK)
    return undefined
  } catch {
    return `this machine has no ${path}`
  }
}

/** Ends a test with the reason why it cannot be done here. */
export function wordsOf(way: Way, skip: (why: string) => never): readonly string[] {
  return 'missing' in way ? skip(way.missing) : way.words
}

/** A blueprint in which one thing can be found: an error, `dead-end`. */
export const faulty = `blueprint: 1
title: Change of address at an insurer
accountable: service-centre
owners:
  service-centre: { name: Service centre }
  contracts: { name: Contracts }
steps:
  report-move: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    owner: service-centre
    next:
      - { to: change-address, when: one contract, via: system }
      - { to: file-note, when: several contracts, via: system }
  change-address: { lane: backstage, owner: contracts, next: confirmed }
  file-note: { lane: backstage, owner: contracts }
  confirmed: { lane: customer, outcome: served }
`

/** Whatever a run that was stopped may leave, and the next one sweeps away when it is old. */
export const partName = /^\.faultline-[0-9a-f]{12}\.part$/
