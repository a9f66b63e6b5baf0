// What the program itself says of its time: `--timing`, by phase and rule.
import { join } from 'node:path'
import { environment, faultline, said } from './measure.mjs'
import { spawnSync } from 'node:child_process'

const rules = new Set(JSON.parse(said(faultline('rules', '-f', 'json')).out).map(({ rule }) => rule))
export const isRule = (name) => rules.has(name)

/** `{ whole, by }`: milliseconds of wall time for the whole process, and by phase and rule. */
export function timing(path, top) {
  const [first, ...rest] = faultline('check', '--timing', '-f', 'json', '-o', join(top, 'timing.json'), path)
  const start = performance.now()
  const { status, stderr } = spawnSync(first, rest, { env: environment, encoding: 'utf8' })
  const whole = performance.now() - start
  const by = new Map([...stderr.matchAll(/^ +([0-9.]+) ms {2}(.+)$/gm)].map(([, ms, name]) => [name, Number(ms)]))
  if ((status !== 0 && status !== 1) || by.size === 0) throw new Error(`--timing of ${path}: ${stderr.slice(-2000)}`)
  return { whole, by }
}

export const allRules = ({ by }) => [...by].reduce((sum, [name, ms]) => sum + (isRule(name) ? ms : 0), 0)
