import { rank, type Severity } from '../finding.ts'
import type { HouseRule, Options } from '../rules/rule.ts'

/** What a house has decided for a blueprint, with everything that it leaves open filled in. */
export interface Settings {
  /** `off`, or the severity that it has here; undefined where the rule's own holds. */
  readonly levelOf: (rule: string) => Severity | 'off' | undefined
  /** The options of a rule that differ from its defaults. */
  readonly optionsOf: (rule: string) => Options
  /** Rules of the house, which are asked after those of the catalogue. */
  readonly houseRules: readonly HouseRule[]
}

export const defaults: Settings = { levelOf: () => undefined, optionsOf: () => ({}), houseRules: [] }

/** A finding that its rule thinks less of than the rest keeps that; none becomes graver than the house has said. */
export const severityIn = (level: Severity | undefined, own: Severity, ofFinding: Severity | undefined): Severity => {
  if (level === undefined) return ofFinding ?? own
  return ofFinding !== undefined && rank[ofFinding] > rank[level] ? ofFinding : level
}
