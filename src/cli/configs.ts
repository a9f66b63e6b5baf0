import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { type Config, extended, type Override, type Pattern } from '../config/config.ts'
import { nothingSaid, readConfig, unknownRules } from '../config/read-config.ts'
import type { Draft } from '../finding.ts'
import type { Place } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'
import { code } from '../words.ts'
import { readInside, readSource } from './disk.ts'
import { isNamedBy } from './ignored.ts'
import { fileName, isBelow } from './names.ts'
import { WrongConfig } from './problem.ts'
import { addTo } from '../multimap.ts'

export const configName = 'faultline.config.yaml'

/** The configs that hold in a run. */
export interface Configs {
  /** The one that holds for a blueprint (absolute path), if any. */
  readonly of: (path: string) => Config | undefined
  /** Each with the folder that its patterns begin in, and for which blueprints it holds. */
  readonly used: ReadonlyMap<Config, readonly string[]>
}

/**
 * Finds and reads what holds for these blueprints (absolute paths): the file that is named, else for each the nearest
 * upwards, as far as the top of its git work tree. Throws a `WrongConfig` with everything that is wrong in them.
 */
export async function configsFor(
  paths: readonly string[],
  folder: string,
  { named, codeRules = [] }: { readonly named?: string | undefined; readonly codeRules?: readonly HouseRule[] } = {},
): Promise<Configs> {
  const loader = new Loader(folder, codeRules)
  const none = codeRules.length > 0 ? nothingSaid(configName, codeRules) : undefined
  const nearest = nearestConfigs()
  const byPath = new Map<string, Config | undefined>()
  const used = new Map<Config, string[]>()
  const one = named === undefined ? undefined : await loader.named(named)
  for (const path of paths) {
    const file = nearest(dirname(path))
    const config = one ?? (file === undefined ? none : await loader.found(file))
    byPath.set(path, config)
    if (config) addTo(used, config, path)
  }
  return { of: (path) => byPath.get(path), used }
}

/** The nearest config from a folder upwards; each folder is looked into once. */
function nearestConfigs(): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder)
    const file = join(folder, configName)
    const isTop = existsSync(join(folder, '.git')) || dirname(folder) === folder
    const found = existsSync(file) ? file : isTop ? undefined : find(dirname(folder))
    known.set(folder, found)
    return found
  }
  return find
}

class Loader {
  readonly #loaded = new Map<string, Config>()

  constructor(
    private readonly folder: string,
    private readonly codeRules: readonly HouseRule[],
  ) {}

  async named(file: string): Promise<Config> {
    return this.found(resolve(this.folder, file))
  }

  async found(path: string): Promise<Config> {
    const known = this.#loaded.get(path)
    if (known) return known
    const source = readSource({ path, file: fileName(path, this.folder) })
    const config = await this.#read(source, path, dirname(path), [path])
    const slips = [...unknownRules(config)]
    if (slips.length > 0) throw new WrongConfig(slips)
    this.#loaded.set(path, config)
    return config
  }

  /** `patterns` is the folder that its patterns begin in; `chain` the files (absolute) that led here. */
  async #read(
    source: Parameters<typeof readConfig>[0],
    path: string,
    patterns: string,
    chain: readonly string[],
  ): Promise<Config> {
    const own = await readConfig(source, patterns, this.codeRules)
    if ('slips' in own) throw new WrongConfig(own.slips)
    let base: Config | undefined
    for (const { value, at } of own.extends) {
      const found = this.#extended(value, at, dirname(path), patterns)
      if (chain.includes(found.path)) throw new WrongConfig([circle(value, at)])
      const config = await this.#read(found.source, found.path, found.patterns, [...chain, found.path])
      base = base ? extended(base, config) : config
    }
    return base ? extended(base, own) : own
  }

  /** A file beside the config; or one of a package, whose patterns begin where the config is that extends it. */
  #extended(name: string, at: Place, from: string, patterns: string) {
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
    const source = readInside(path, from, this.folder)
    if ('unavailable' in source)
      throw new WrongConfig([
        {
          message: `The config ${code(name)} ${source.unavailable}`,
          help: source.help,
          marks: [{ at, says: 'not read' }],
        },
      ])
    return { source, path, patterns: isFile ? dirname(path) : patterns }
  }
}

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
    if (existsSync(folder)) {
      const file = join(folder, rest ?? configName)
      return isBelow(file, folder) ? file : undefined
    }
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined
  }
}

/** Whether a config leaves a blueprint (absolute path) out. */
export const isLeftOut = (config: Config | undefined, path: string): boolean =>
  config !== undefined && isNamedBy(config.ignore, path)

/**
 * Patterns that name none of the blueprints that were found, where the whole folder that they are about was looked
 * through: `walked` are the folders (absolute) of the run.
 */
export function uselessPatterns(configs: Configs, walked: readonly string[]): Place[] {
  const useless: Place[] = []
  for (const [{ ignore, overrides }, paths] of configs.used) {
    const said = [...ignore, ...overrides.flatMap(({ files }: Override) => files)]
    const isUseless = ({ text, folder }: Pattern): boolean =>
      !text.startsWith('!') &&
      walked.some((top) => top === folder || isBelow(folder, top)) &&
      !paths.some((path) => isNamedBy([{ text, folder }], path))
    for (const { at } of said.filter(isUseless)) useless.push(at)
  }
  return useless
}
