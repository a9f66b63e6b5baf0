import { dirname, join } from 'node:path'
import type { Config, Override, Pattern } from '../config/config.ts'
import type { Place } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'
import { isNamedBy, namedBy } from './ignored.ts'
import { isBelow, isThere } from './names.ts'
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
  const nearest = nearestConfigs()
  const files = new Map(paths.map((path) => [path, nearest(dirname(path))]))
  const isSaid = named !== undefined || codeRules.length > 0 || [...files.values()].some((file) => file !== undefined)
  if (!isSaid) return { of: () => undefined, used: new Map() }
  // What reads configs, and the rules of a house in them, is only loaded where there is one.
  const { configLoader } = await import('./load-config.ts')
  const { named: namedConfig, found, none } = configLoader(folder, codeRules)
  const byPath = new Map<string, Config | undefined>()
  const used = new Map<Config, string[]>()
  const one = named === undefined ? undefined : await namedConfig(named)
  for (const [path, file] of files) {
    const config = one ?? (file === undefined ? none : await found(file))
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
    const isTop = isThere(join(folder, '.git')) || dirname(folder) === folder
    const found = isThere(file) ? file : isTop ? undefined : find(dirname(folder))
    known.set(folder, found)
    return found
  }
  return find
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
    const mayBeUseless = ({ text, folder }: Pattern): boolean =>
      !text.startsWith('!') && walked.some((top) => top === folder || isBelow(folder, top))
    // Path by path: where each pattern names one, few are left to be held against the rest.
    let left = said.filter(mayBeUseless)
    for (const path of paths) {
      if (left.length === 0) break
      const isNamed = namedBy(path)
      left = left.filter((pattern) => !isNamed(pattern))
    }
    for (const { at } of left) useless.push(at)
  }
  return useless
}
