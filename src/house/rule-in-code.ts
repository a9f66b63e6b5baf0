import { ruleNamed } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'

/** A rule of a house in code, as it is written: what is the same for most may be left out. */
export type RuleInCode = Omit<HouseRule, 'theme' | 'source' | 'severity'> &
  Partial<Pick<HouseRule, 'theme' | 'source' | 'severity'>>

export const houseRule = (rule: RuleInCode): HouseRule => ({
  severity: 'warning',
  source: 'The house',
  ...rule,
  theme: 'house',
})

const needed = ['id', 'summary', 'why', 'fix'] as const

/** What keeps these from being rules of a house; undefined where nothing does. */
export function faultOf(given: readonly unknown[]): string | undefined {
  const names = new Set<string>()
  for (const one of given) {
    const rule = one as Partial<HouseRule> | null
    if (typeof rule !== 'object' || rule === null) return 'one is not an object'
    const lacks = needed.filter((key) => typeof rule[key] !== 'string')
    if (lacks.length > 0) return `\`${rule.id}\` has no ${lacks.join(', ')}`
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(rule.id!))
      return `\`${rule.id}\` cannot be the name of a rule: a letter, then letters, digits and dashes`
    if (typeof rule.check !== 'function' && typeof rule.across?.check !== 'function')
      return `\`${rule.id}\` has no \`check\``
    if (!['error', 'warning', 'note'].includes(rule.severity ?? 'warning'))
      return `the severity of \`${rule.id}\` is error, warning or note`
    if (ruleNamed(rule.id!) || names.has(rule.id!)) return `another rule is called \`${rule.id}\``
    names.add(rule.id!)
  }
  return undefined
}
