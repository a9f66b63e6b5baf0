import { codeRulesIn } from '../code-rules.ts'
import { configsFor, isLeftOut } from '../configs.ts'
import type { HouseOf } from './folder.ts'
import { judging, type ScopeOptions } from '../scope.ts'

/** What `check` would judge the blueprints of a folder by, with the same words on its command line. */
export function houseAt(options: ScopeOptions): HouseOf {
  return async (paths, folder) => {
    const codeRules = await codeRulesIn(options.rulesFrom ?? [], process.cwd())
    const configs = await configsFor(paths, folder, { named: options.config, codeRules })
    const { asks = () => true, settings } = judging(configs, options, folder).audit
    return { asks, settings, leavesOut: (path) => isLeftOut(configs.of(path), path) }
  }
}
