import { type Finding, isOpen, rank, type Severity } from '../finding.ts'
import type { Place } from '../read/document.ts'
import type { HouseRule } from '../rules/rule.ts'

export type Level = Severity | 'off'
export type FailOn = Severity | 'never'

/** Whether a finding makes a run fail. */
export const failsRun = (finding: Finding, failOn: FailOn): boolean =>
  failOn !== 'never' && isOpen(finding) && rank[finding.severity] <= rank[failOn]

/** A value, and where the config says so. */
export interface Said<T> {
  readonly value: T
  readonly at: Place
}

/** As in .gitignore, for paths below `folder` (absolute). */
export interface Pattern {
  readonly text: string
  readonly folder: string
  readonly at: Place
}

export interface RuleSetting {
  readonly level: Said<Level>
  /** By name: as written, and in the units of `RuleOption`. */
  readonly options: ReadonlyMap<string, Said<number> & { readonly written: string }>
}

export type RuleSettings = ReadonlyMap<string, RuleSetting>

/** What a config says, with what it extends. */
export interface Config {
  /** What the user calls the file. */
  readonly file: string
  readonly failOn?: Said<FailOn>
  readonly ignore: readonly Pattern[]
  readonly rules: RuleSettings
  readonly overrides: readonly Override[]
  readonly houseRules: ReadonlyMap<string, HouseRule>
}

export interface Override {
  readonly files: readonly Pattern[]
  readonly rules: RuleSettings
}

/** What a config says on top of what it extends. A bare level keeps the options that were there. */
export function extended(base: Config, own: Config): Config {
  const failOn = own.failOn ?? base.failOn
  return {
    file: own.file,
    ...(failOn ? { failOn } : {}),
    ignore: [...base.ignore, ...own.ignore],
    rules: laidOver(base.rules, [own.rules]),
    overrides: [...base.overrides, ...own.overrides],
    houseRules: new Map([...base.houseRules, ...own.houseRules]),
  }
}

/** One after the other, each on those before. */
export function laidOver(base: RuleSettings, more: readonly RuleSettings[]): RuleSettings {
  const rules = new Map(base)
  for (const own of more)
    for (const [id, setting] of own)
      rules.set(id, setting.options.size > 0 ? setting : { ...setting, options: rules.get(id)?.options ?? new Map() })
  return rules
}
