import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../../../node_modules/.cache/peers', import.meta.url))

/**
 * A folder that has these packages, installed when they are first asked for and kept in node_modules/.cache: they are
 * never dependencies of the project. `packages` gives exact versions by name. Throws with a short reason.
 */
export function installed(name, packages) {
  const home = join(cache, name)
  const isThere = ([name, version]) => {
    const file = join(home, 'node_modules', name, 'package.json')
    return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === version
  }
  const wanted = Object.entries(packages)
  if (wanted.every(isThere)) return home
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
  const words = ['install', '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  succeed('npm install', 'npm', [...words, ...wanted.map((one) => one.join('@'))], home)
  return home
}

/** Words that start yamllint: the one that the machine has, or one of our own from Python's package registry. */
export function yamllint(version) {
  if (spawnSync('yamllint', ['--version']).status === 0) return ['yamllint']
  const home = join(cache, `yamllint-${version}`)
  const own = [join(home, 'bin/python'), '-m', 'yamllint']
  if (existsSync(own[0]) && spawnSync(own[0], ['-m', 'yamllint', '--version']).status === 0) return own
  mkdirSync(cache, { recursive: true })
  succeed('python3 -m venv', 'python3', ['-m', 'venv', home], cache)
  succeed('pip install', own[0], ['-m', 'pip', 'install', '--quiet', '--retries', '1', `yamllint==${version}`], cache)
  return own
}

function succeed(what, command, words, cwd) {
  const ran = spawnSync(command, words, {
    cwd,
    encoding: 'utf8',
    timeout: 240_000,
    shell: process.platform === 'win32',
  })
  if (ran.status === 0) return
  const said = `${ran.error?.message ?? ''}\n${ran.stderr ?? ''}`
  const [reason] = said.match(/\bE(?!RROR)[A-Z]{4,}\b|\bE\d{3}\b|(?<=ERROR: )No matching.*/) ?? [
    `exit code ${ran.status}`,
  ]
  throw new Error(`${what}: ${reason}`)
}
