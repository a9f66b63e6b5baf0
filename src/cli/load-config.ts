import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { type Config, extended } from '../config/config.ts'
import { nothingSaid, readConfig, saysNothing, unknownRules } from '../config/read-config.ts'
import type { Draft } from '../finding.ts'
import type { Place, Source } from '../read/document.ts'
import { saysItIs } from '../read/read.ts'
import type { HouseRule } from '../rules/rule.ts'
import { code } from '../words.ts'
import { configName } from './configs.ts'
import { readInside, readSource } from './disk.ts'
import { expectInside, leadsOut } from './inside.ts'
import { fileName, isBelow, isThere, workTreeOf } from './names.ts'
import { inWords, Problem, WrongConfig } from './problem.ts'

/** Reads configs, each file (absolute path) once; throws a `WrongConfig` with everything that is wrong in one. */
export function configLoader(folder: string, codeRules: readonly HouseRule[]) {
  const known = new Map<string, Config>()
  let steps = 0

  const named = async (file: string): Promise<Config> => {
    const path = resolve(folder, file)
    if (isThere(path)) expectInside(path, file)
    return load(path)
  }

  /** One that nobody named: what lies there under this name must be a file of the same repository, or folder. */
  const found = async (path: string): Promise<Config> => {
    const before = known.get(path)
    if (before) return before
    const file = fileName(path, folder)
    if (!isPlainFile(path, file)) throw new Problem(`Cannot read ${file}: it is not a file`)
    const home = dirname(path)
    if (leadsOut(path, workTreeOf(home) ?? home))
      throw new Problem(`Cannot read ${file}: it is a link that leads elsewhere. Put the config there itself`)
    return load(path)
  }

  const load = async (path: string): Promise<Config> => {
    const file = fileName(path, folder)
    const source = readSource({ path, file })
    if (realpathSync(path) !== path && !isQuotable(source))
      throw new Problem(`Cannot use ${file}: it is a link, and what it leads to is no config`)
    steps = 0
    const config = await read(source, path, dirname(path), [path])
    const slips = [...unknownRules(config)]
    if (slips.length > 0) throw new WrongConfig(slips)
    known.set(path, config)
    return config
  }

  /** `patterns` is the folder that its patterns begin in; `chain` the files (absolute) that led here. */
  const read = async (source: Source, path: string, patterns: string, chain: readonly string[]): Promise<Config> => {
    const own = await readConfig(source, patterns, codeRules)
    if ('slips' in own) throw new WrongConfig(own.slips)
    let base: Config | undefined
    for (const { value, at } of own.extends) {
      const found = beside(value, at, dirname(path), patterns)
      if (chain.includes(found.path)) throw new WrongConfig([circle(value, at)])
      steps += 1
      if (steps > mostSteps) throw new WrongConfig([tooMany(value, at)])
      const config = await read(found.source, found.path, found.patterns, [...chain, found.path])
      base = base ? extended(base, config) : config
    }
    return base ? extended(base, own) : own
  }

  /** A file beside the config; or one of a package, whose patterns begin where the config is that extends it. */
  const beside = (name: string, at: Place, from: string, patterns: string) => {
    const isFile = /^\.{1,2}[/\\]/.test(name) || isAbsolute(name)
    const path = isFile ? resolve(from, name) : packageFile(name, from)
    if (path === undefined)
      throw new WrongConfig([
        {
          message: `The package ${code(name)} is not installed`,
          help: `Install it; a file of your own is named with its path: ${code(`./${name}`)}`,
          marks: [{ at, says: 'not found' }],
        },
      ])
    const source = readInside(path, from, folder)
    if ('unavailable' in source)
      throw new WrongConfig([
        {
          message: `The config ${code(name)} ${source.unavailable}`,
          help: source.help,
          marks: [{ at, says: 'not read' }],
        },
      ])
    if (!isQuotable(source))
      throw new WrongConfig([
        {
          message: `The file ${code(name)} is no config: it has none of a config's keys`,
          help: 'Name another file, or take it out of `extends`',
          marks: [{ at, says: 'names this file' }],
        },
      ])
    return { source, path, patterns: isFile ? dirname(path) : patterns }
  }

  /** What holds where there is no config. */
  const none = codeRules.length > 0 ? nothingSaid(configName, codeRules) : undefined
  return { named, found, none }
}

const isQuotable = ({ text }: Source): boolean => saysNothing(text) || saysItIs(text, 'config')

function isPlainFile(path: string, file: string): boolean {
  try {
    return statSync(path).isFile()
  } catch (error) {
    throw new Problem(`Cannot read ${file}: ${inWords(error)}`)
  }
}

/** Where each of thirty files extends the next one twice, there are a milliard ways to the last. */
const mostSteps = 200

const tooMany = (value: string, at: Place): Draft => ({
  message: `Before ${code(value)} this config extends ${mostSteps} others already`,
  help: 'Extend fewer; a file that several others extend counts each time',
  marks: [{ at, says: 'one too many' }],
})

const circle = (name: string, at: Place): Draft => ({
  message: `${code(name)} leads back to a config that extends it`,
  help: 'Take one of the two out of `extends`',
  marks: [{ at, says: 'a circle' }],
})

/** `@acme/faultline-config` → its faultline.config.yaml; `@acme/faultline-config/strict.yaml` → that file. */
function packageFile(name: string, from: string): string | undefined {
  const [, id, rest] = /^((?:@[^/\\]+\/)?[^/\\@][^/\\]*)(?:\/(.+))?$/.exec(name) ?? []
  if (id === undefined || id.startsWith('.')) return undefined
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', id)
    if (isThere(folder)) {
      const file = join(folder, rest ?? configName)
      return isBelow(file, folder) ? file : undefined
    }
    if (isThere(join(at, '.git')) || dirname(at) === at) return undefined
  }
}
