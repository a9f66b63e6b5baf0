import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { houseRule, type RuleInCode } from '../house/rule-in-code.ts'
import { ruleNamed } from '../rules/index.ts'
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
    for (const rule of found) rules.push(asRule(rule, file))
  }
  const twice = rules.find(({ id }, i) => ruleNamed(id) || rules.findIndex((other) => other.id === id) !== i)
  if (twice) throw new Problem(`Another rule is called \`${twice.id}\`: give the one that is loaded another name`)
  return rules
}

const needed = ['id', 'summary', 'why', 'fix'] as const

function asRule(given: unknown, file: string): HouseRule {
  const rule = given as Partial<HouseRule> | null
  if (typeof rule !== 'object' || rule === null) throw new Problem(`A rule in ${file} is not an object`)
  const lacks = needed.filter((key) => typeof rule[key] !== 'string')
  if (lacks.length > 0) throw new Problem(`A rule in ${file} (\`${rule.id}\`) has no ${lacks.join(', ')}`)
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(rule.id!))
    throw new Problem(
      `\`${rule.id}\` in ${file} cannot be the name of a rule: a letter, then letters, digits and dashes`,
    )
  if (typeof rule.check !== 'function' && typeof rule.across?.check !== 'function')
    throw new Problem(`The rule \`${rule.id}\` in ${file} has no \`check\``)
  const { severity = 'warning' } = rule
  if (!['error', 'warning', 'note'].includes(severity))
    throw new Problem(`The severity of \`${rule.id}\` in ${file} is error, warning or note`)
  return houseRule(rule as RuleInCode)
}
