import type { Settings } from '../audit/settings.ts'
import { type Place, positionOf, spanOf } from '../read/document.ts'
import { rules as catalogue } from '../rules/index.ts'
import type { HouseRule, RuleOption } from '../rules/rule.ts'
import { durationText } from '../words.ts'
import type { Config, FailOn, RuleSettings } from './config.ts'

export interface Holds {
  readonly config: Config | undefined
  /** With the overrides that fit. */
  readonly rules: RuleSettings
  readonly failOn: { readonly value: FailOn; readonly byCommandLine: boolean }
  /** What the command line asks for. */
  readonly asks: (rule: HouseRule) => boolean
  readonly settings: Settings
}

/** What holds for a blueprint, written as a config, each line with the reason behind it. */
export function printedConfig({ config, rules, failOn, asks, settings }: Holds): string {
  const lines: [string, string][] = []
  lines.push([`failOn: ${failOn.value}`, failOn.byCommandLine ? 'the command line' : whence(config?.failOn?.at)])
  if (config && config.ignore.length > 0) {
    lines.push(['ignore:', ''])
    for (const { text, at } of config.ignore) lines.push([`  - ${JSON.stringify(text)}`, whence(at)])
  }
  lines.push(['rules:', ''])
  for (const rule of [...catalogue, ...settings.houseRules]) {
    const setting = rules.get(rule.id)
    const level = settings.levelOf(rule.id) ?? rule.severity
    const isLeftOut = !asks(rule)
    const wanted = setting?.level.value === 'off' && level !== 'off'
    const why = isLeftOut || wanted ? 'the command line' : whence(setting?.level.at)
    const options = Object.entries(rule.options ?? {}).map(
      ([name, option]) => `${name}: ${setting?.options.get(name)?.written ?? written(option)}`,
    )
    const said = isLeftOut ? 'off' : level
    lines.push([`  ${rule.id}: ${options.length > 0 ? `[${said}, { ${options.join(', ')} }]` : said}`, why])
  }
  const width = Math.max(...lines.map(([text]) => text.length))
  return `${lines.map(([text, why]) => (why ? `${text.padEnd(width)}  # ${why}` : text)).join('\n')}\n`
}

function whence(at: Place | undefined): string {
  if (!at) return 'default'
  return `${at.document.file.replaceAll(/\s+/g, ' ')}:${positionOf(at.document, spanOf(at).start).line}`
}

const written = ({ kind, default: value }: RuleOption): string =>
  kind === 'duration' ? durationText(value) : `${Number((value * 100).toFixed(4))}%`
