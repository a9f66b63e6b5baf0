import type { Draft } from '../finding.ts'
import type { HouseRule } from '../rules/rule.ts'
export const houseRuleOf = (
  _name: string,
  _entry: unknown,
  _at: unknown,
): HouseRule | { readonly slips: readonly Draft[] } => ({ slips: [] })
