import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { faultOf, houseRule } from '../house/rule-in-code.ts'
import type { HouseRule } from '../rules/rule.ts'
import { Problem } from './problem.ts'

/**
 * The rules of the house that modules bring. A module runs with all that the user may do, so only the command line names
 * them: no config and no blueprint can. A module exports `rules`, a list, or is one rule by default.
 */
export async function codeRulesIn(modules: readonly string[], folder: string): Promise<HouseRule[]> {
  const rules: HouseRule[] = []
  for (const file of modules) {
    let exported: { rules?: unknown; default?: unknown }
    try {
      exported = await import(pathToFileURL(resolve(folder, file)).href)
    } catch (error) {
      throw new Problem(`Cannot load the rules in ${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const found = exported.rules ?? (exported.default === undefined ? [] : [exported.default].flat())
    if (!Array.isArray(found) || found.length === 0)
      throw new Problem(`${file} brings no rules: it exports \`rules\`, a list, or one rule by default`)
    const fault = faultOf([...rules, ...found])
    if (fault !== undefined) throw new Problem(`The rules in ${file} cannot be used: ${fault}`)
    rules.push(...found.map(houseRule))
  }
  return rules
}
