import manifest from '../../package.json' with { type: 'json' }
import { audit } from '../audit/audit.ts'
import type { Result } from '../audit/result.ts'
import { type FailOn, failsRun, type Level } from '../config/config.ts'
import { readConfig, unknownRules } from '../config/read-config.ts'
import { settingsFrom } from '../config/settings.ts'
import type { Draft } from '../finding.ts'
import type { HouseRuleEntry } from '../house/entry.ts'
import { faultOf, houseRule, type RuleInCode } from '../house/rule-in-code.ts'
import { type Place, positionOf, spanOf, withLineFeeds } from '../read/document.ts'
import type { FormatName } from '../report/format-names.ts'
import { formats } from '../report/formats.ts'

export type { Judged, KnownFinding, OpenQuestion, Result, Summary } from '../audit/result.ts'
export type { Confidence, Finding, Location, Severity } from '../finding.ts'
export type { FormatName } from '../report/format-names.ts'
export { rules } from '../rules/index.ts'
export type { RuleInCode } from '../house/rule-in-code.ts'
export type { HouseRule, Rule, Theme } from '../rules/rule.ts'

/** A blueprint: `file` is what it is called in the findings, with `/`. */
export interface Blueprint {
  readonly file: string
  readonly text: string
}

/** What a house decides: `rules` and `houseRules` as in `faultline.config.yaml`, and what a program adds. */
export interface Config {
  /** How grave each rule's findings are; with options: `['warning', { longest: '8h' }]`. */
  readonly rules?: Readonly<Record<string, Level | readonly [Level, Readonly<Record<string, string | number>>]>>
  /** Rules of the house without code. */
  readonly houseRules?: Readonly<Record<string, HouseRuleEntry>>
  /** Rules of the house in code. */
  readonly codeRules?: readonly RuleInCode[]
  /** The text of the organization's file that a blueprint names; undefined where there is none. */
  readonly organization?: (named: string, by: Blueprint) => Blueprint | undefined
  /** The day on which accepted trade-offs are looked at, `YYYY-MM-DD`; today, where it is not said. */
  readonly today?: string
}

/**
 * Judges blueprints, all together, as `faultline check` does. Reads no file and knows no clock but `today`'s default.
 * What is wrong with a blueprint is a finding; what is wrong with the config is thrown as an `Error`.
 */
export async function check(sources: Iterable<Blueprint>, config: Config = {}): Promise<Result> {
  const { rules = {}, houseRules = {}, codeRules = [], organization, today, ...others } = config
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw new Error(`\`${unknown}\` is not a key of the config of \`check\``)
  if (today !== undefined && !isDay(today)) throw new Error('`today` is a day: 2027-03-31')
  const fault = faultOf(codeRules)
  if (fault !== undefined) throw new Error(`The rules in \`codeRules\` cannot be used: ${fault}`)
  // JSON is YAML: what a program says is read as a file is, and complained of in the same words.
  const text = JSON.stringify({ rules, houseRules }, null, 2)
  const said = await readConfig({ file: 'config', text }, '/', codeRules.map(houseRule))
  const slips = 'slips' in said ? said.slips : [...unknownRules(said)]
  if (slips.length > 0) throw new Error(slips.map(inOneLine).join('\n'))
  const settings = settingsFrom(
    said as Exclude<typeof said, { slips: unknown }>,
    () => false,
    () => false,
  )
  return audit(given(sources), {
    settings: () => settings,
    organization: (named, by) => organization?.(named, by) ?? { unavailable: 'is not there', help: 'Correct the path' },
    today: today ?? new Date().toISOString().slice(0, 10),
  })
}

function* given(sources: Iterable<Blueprint>): Iterable<Blueprint> {
  for (const { file, text } of sources) {
    if (typeof file !== 'string' || typeof text !== 'string')
      throw new Error('Each blueprint has a `file`, its name, and a `text`')
    yield { file, text: withLineFeeds(text) }
  }
}

const isDay = (text: unknown): boolean =>
  typeof text === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

/** A result in one of the formats of `--format`, without colour. */
export const render = (
  result: Result,
  format: FormatName,
  { quiet = false, verbose = false }: { readonly quiet?: boolean; readonly verbose?: boolean } = {},
): string => formats[format](result, { version: manifest.version, coloured: false, quiet, verbose })

/** From which severity on findings fail a run; accepted and known ones never do. */
export const fails = ({ findings }: Result, failOn: FailOn = 'error'): boolean =>
  findings.some((finding) => failsRun(finding, failOn))

function inOneLine({ message, help, marks: [{ at }] }: Draft): string {
  const { document, path } = at as Place
  const where = document ? ` (line ${positionOf(document, spanOf(at as Place).start).line}, ${path.join('.')})` : ''
  return `${message}${where}. ${help}`
}
