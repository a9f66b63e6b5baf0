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
