import { join } from 'node:path'
import { nearest } from '../read/did-you-mean.ts'
import { rules } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'
import { configName, configsFor } from './configs.ts'
import { Problem } from './problem.ts'

/** The catalogue, with the rules that the config of a folder adds. */
export async function rulesIn(folder: string): Promise<readonly HouseRule[]> {
  const configs = await configsFor([join(folder, configName)], folder)
  const house = [...configs.used.keys()].flatMap(({ houseRules }) => [...houseRules.values()])
  return [...rules, ...house]
}

/** The rule of this name; throws a `Problem` that says which one may be meant. */
export function ruleCalled(name: string, known: readonly HouseRule[]): HouseRule {
  const rule = known.find(({ id }) => id === name)
  if (rule) return rule
  const near = nearest(
    name,
    known.map(({ id }) => id),
  )
  throw new Problem(
    `No rule is called \`${name}\`. ${near ? `Did you mean \`${near}\`?` : '`faultline rules` lists them.'}`,
  )
}
