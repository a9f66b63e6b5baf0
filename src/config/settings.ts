import { defaults, type Settings } from '../audit/settings.ts'
import { type Config, laidOver, type Pattern, type RuleSettings } from './config.ts'

/** What a config says for one blueprint; `fits` tells whether the blueprint is among those of the patterns. */
export const rulesFor = ({ rules, overrides }: Config, fits: (files: readonly Pattern[]) => boolean): RuleSettings =>
  laidOver(
    rules,
    overrides.filter(({ files }) => fits(files)).map((over) => over.rules),
  )

/** For the audit. A rule that the command line asks for by name is asked, whatever the config says. */
export function settingsFrom(
  config: Config | undefined,
  fits: (files: readonly Pattern[]) => boolean,
  isWanted: (rule: string) => boolean,
): Settings {
  if (!config) return defaults
  const rules = rulesFor(config, fits)
  return {
    levelOf: (rule) => {
      const level = rules.get(rule)?.level.value
      return level === 'off' && isWanted(rule) ? undefined : level
    },
    optionsOf: (rule) =>
      Object.fromEntries([...(rules.get(rule)?.options ?? [])].map(([name, { value }]) => [name, value])),
    houseRules: [...config.houseRules.values()],
  }
}
