import { join } from 'node:path'
import { explain } from '../report/explain.ts'
import { rulesList, type RulesFormat } from '../report/rules-list.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'
import { configName, configsFor } from './configs.ts'
import { ruleCalled } from './rule-called.ts'
import { columnsSeen } from './terminal.ts'

/** What a rule means. A config with mistakes is not in the way of what faultline itself has to tell. */
export async function explained(name: string, folder: string): Promise<string> {
  return explain(ruleNamed(name) ?? ruleCalled(name, await rulesIn(folder)), columnsSeen())
}

/** All rules that hold in a folder, with a line on each. */
export const listed = async (folder: string, format: RulesFormat): Promise<string> =>
  rulesList(await rulesIn(folder), format)

/** The catalogue, with the rules that the config of a folder adds. */
async function rulesIn(folder: string): Promise<readonly HouseRule[]> {
  const configs = await configsFor([join(folder, configName)], folder)
  const house = [...configs.used.keys()].flatMap(({ houseRules }) => [...houseRules.values()])
  return [...rules, ...house]
}
