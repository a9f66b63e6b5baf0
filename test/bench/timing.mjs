// What the program itself says of its time: `--timing`, by phase and rule.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment, faultline, node, said } from './measure.mjs'

const rules = new Set(JSON.parse(said(faultline('rules', '-f', 'json')).out).map(({ rule }) => rule))
export const isRule = (name) => rules.has(name)

/** Milliseconds of processor time by phase and rule, and of the `whole` process. */
export function timing(path, top) {
  const clock = ['--require', fileURLToPath(new URL('processor-clock.cjs', import.meta.url))]
  const [, ...program] = faultline('check', '--timing', '-f', 'json', '-o', join(top, 'timing.json'), path)
  const [first, ...rest] = node(...clock, ...program)
  const { status, stderr } = spawnSync(first, rest, { env: environment, encoding: 'utf8' })
  const by = new Map([...stderr.matchAll(/^ +([0-9.]+) ms {2}(.+)$/gm)].map(([, ms, name]) => [name, Number(ms)]))
  const whole = by.get('whole process')
  by.delete('whole process')
  if ((status !== 0 && status !== 1) || by.size === 0) throw new Error(`--timing of ${path}: ${stderr.slice(-2000)}`)
  return { whole, by }
}

export const allRules = ({ by }) => [...by].reduce((sum, [name, ms]) => sum + (isRule(name) ? ms : 0), 0)
