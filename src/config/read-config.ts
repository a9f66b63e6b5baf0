import type { Draft } from '../finding.ts'
import type { HouseRuleEntry } from '../house/entry.ts'
import { houseRuleOf } from '../house/house-rule.ts'
import { nearest, patience } from '../read/did-you-mean.ts'
import { inside, type Place, type Source } from '../read/document.ts'
import { chance, duration } from '../read/quantities.ts'
import { shape } from '../read/read.ts'
import { ruleNamed, rules as catalogue } from '../rules/index.ts'
import type { HouseRule, RuleOption } from '../rules/rule.ts'
import { code } from '../words.ts'
import type { Config, FailOn, Level, Override, Pattern, RuleSetting, RuleSettings, Said } from './config.ts'

/** What may be written, after `normalize`. */
interface ConfigDocument {
  readonly extends?: readonly string[]
  readonly failOn?: FailOn
  readonly ignore?: readonly string[]
  readonly rules?: WrittenRules
  readonly overrides?: readonly { readonly files: readonly string[]; readonly rules: WrittenRules }[]
  readonly houseRules?: { readonly [name: string]: HouseRuleEntry }
}

type WrittenRules = { readonly [id: string]: readonly [Level, { readonly [option: string]: string | number }?] }

/** What one file says alone, and what it wants to be laid over. */
export interface OwnConfig extends Config {
  readonly extends: readonly Said<string>[]
}

/**
 * Reads one config; `folder` (absolute) is where its patterns begin. Rules in code are of the house as well. What is
 * wrong with it comes as drafts.
 */
export async function readConfig(
  source: Source,
  folder: string,
  codeRules: readonly HouseRule[] = [],
): Promise<OwnConfig | { readonly slips: readonly Draft[] }> {
  if (!source.damage && saysNothing(source.text)) return nothingSaid(source.file, codeRules)
  const shaped = await shape<ConfigDocument>(source, 'config')
  if ('obstacles' in shaped) return { slips: shaped.obstacles.map(({ draft }) => draft) }
  const { document, data } = shaped.value
  const root: Place = { document, path: [] }
  const slips: Draft[] = []
  const texts = (written: readonly string[] = [], at: Place): Said<string>[] =>
    written.map((value, i) => ({ value, at: inside(at, i) }))
  const patterns = (written: readonly string[] | undefined, at: Place): Pattern[] =>
    texts(written, at).map(({ value: text, at }) => ({ text, folder, at }))

  const houseRules = byName(codeRules)
  for (const [name, entry] of Object.entries(data.houseRules ?? {})) {
    const at = inside(root, 'houseRules', name)
    const rule =
      ruleNamed(name) || houseRules.has(name) ? { slips: [takenName(name, at)] } : houseRuleOf(name, entry, at)
    if ('slips' in rule) slips.push(...rule.slips)
    else houseRules.set(name, rule)
  }
  const settings = (written: WrittenRules = {}, at: Place): RuleSettings => {
    const rules = new Map<string, RuleSetting>()
    for (const [id, entry] of Object.entries(written)) {
      const setting = settingOf(id, entry, inside(at, id))
      if ('slips' in setting) slips.push(...setting.slips)
      else rules.set(id, setting)
    }
    return rules
  }
  const rules = settings(data.rules, inside(root, 'rules'))
  const overrides = (data.overrides ?? []).map((override, i): Override => {
    const at = inside(root, 'overrides', i)
    return {
      files: patterns(override.files, inside(at, 'files')),
      rules: settings(override.rules, inside(at, 'rules')),
    }
  })
  if (slips.length > 0) return { slips }
  return {
    file: source.file,
    extends: texts(data.extends, inside(root, 'extends')),
    ...(data.failOn ? { failOn: { value: data.failOn, at: inside(root, 'failOn') } } : {}),
    ignore: patterns(data.ignore, inside(root, 'ignore')),
    rules,
    overrides,
    houseRules,
  }
}

/** Whether a file is of comments alone, as a beginner has it. */
export const saysNothing = (text: string): boolean => text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))

export const nothingSaid = (file: string, codeRules: readonly HouseRule[]): OwnConfig => ({
  file,
  extends: [],
  ignore: [],
  rules: new Map(),
  overrides: [],
  houseRules: byName(codeRules),
})

const byName = (rules: readonly HouseRule[]): Map<string, HouseRule> => new Map(rules.map((rule) => [rule.id, rule]))

const takenName = (name: string, at: Place): Draft => ({
  message: `Another rule is called ${code(name)}`,
  help: 'Give the rule of the house another name',
  marks: [{ at: { ...at, part: 'key' }, says: 'taken' }],
})

function settingOf(
  id: string,
  [level, written = {}]: WrittenRules[string],
  at: Place,
): RuleSetting | { readonly slips: readonly Draft[] } {
  const rule = ruleNamed(id)
  if (rule?.theme === 'reading' && level === 'off') return { slips: [neededRule(id, inside(at, 0))] }
  const slips: Draft[] = []
  const options = new Map<string, Said<number> & { readonly written: string }>()
  for (const [name, value] of Object.entries(written)) {
    const here = inside(at, 1, name)
    const option = rule?.options && Object.hasOwn(rule.options, name) ? rule.options[name] : undefined
    const number = option && measured(option, value)
    if (!option) slips.push(unknownOption(id, name, Object.keys(rule?.options ?? {}), here))
    else if (number === undefined) slips.push(wrongMeasure(id, name, option, value, here))
    else options.set(name, { value: number, written: String(value), at: here })
  }
  return slips.length > 0 ? { slips } : { level: { value: level, at: inside(at, 0) }, options }
}

const neededRule = (id: string, at: Place): Draft => ({
  message: `${code(id)} cannot be switched off: what cannot be read cannot be judged`,
  help: 'Leave it at error, warning or note',
  marks: [{ at, says: 'needed' }],
})

function unknownOption(id: string, name: string, known: readonly string[], at: Place): Draft {
  const near = nearest(name, known) ?? (known.length === 1 ? known[0] : undefined)
  return {
    message: known.length === 0 ? `${code(id)} has no options` : `${code(name)} is not an option of ${code(id)}`,
    help: near ? `Did you mean ${code(near)}?` : 'Take it out',
    marks: [{ at: { ...at, part: 'key' }, says: 'unknown option' }],
  }
}

function wrongMeasure(id: string, name: string, { kind }: RuleOption, value: string | number, at: Place): Draft {
  return {
    message: `${code(name)} of ${code(id)} cannot be ${code(value)}`,
    help:
      kind === 'duration'
        ? 'A duration is a number and a unit: 15m, 3h, 2d, 1w, 6mo, 1y, or 1h30m; six digits at most'
        : 'A share is more than 0% and at most 100%: 30% or 0.3',
    marks: [{ at, says: kind === 'duration' ? 'not a duration' : 'not a share' }],
  }
}

/** In the units of the option; undefined where it is no such measure. */
function measured({ kind }: RuleOption, value: string | number): number | undefined {
  if (kind === 'duration')
    return typeof value === 'string' && /^(?:[0-9]{1,6}(?:\.[0-9]{1,9})?(?:mo|[mhdwy])){1,6}$/.test(value)
      ? duration(value)
      : undefined
  if (typeof value === 'string' && !/^[0-9]+(?:\.[0-9]+)?%$/.test(value)) return undefined
  const share = chance(value)
  return share > 0 && share <= 1 ? share : undefined
}

/** Settings for rules that are neither in the catalogue nor, with all that is extended, of the house. */
export function* unknownRules({ rules, overrides, houseRules }: Config): Iterable<Draft> {
  const names = new Set([...catalogue.map(({ id }) => id), ...houseRules.keys()])
  const looking = patience()
  for (const settings of [rules, ...overrides.map((override) => override.rules)])
    for (const [id, { level }] of settings) {
      if (names.has(id)) continue
      const near = nearest(id, names, looking)
      const at: Place = { ...level.at, path: level.at.path.slice(0, -1), part: 'key' }
      yield {
        message: `No rule is called ${code(id)}`,
        help: near ? `Did you mean ${code(near)}?` : '`faultline rules` lists them',
        marks: [{ at, says: near ? `${near}?` : 'nothing has this name' }],
      }
    }
}
