import { resolve } from 'node:path'
import type { AuditOptions } from '../audit/audit.ts'
import type { Settings } from '../audit/settings.ts'
import type { FailOn } from '../config/config.ts'
import { settingsFrom } from '../config/settings.ts'
import { type Place, positionOf, type Source, spanOf } from '../read/document.ts'
import { rules } from '../rules/index.ts'
import type { HouseRule } from '../rules/rule.ts'
import { count } from '../words.ts'
import { type Configs, configsFor, isLeftOut, uselessPatterns } from './configs.ts'
import { organizationFinder, readSource, readStandardInput } from './disk.ts'
import { findBlueprints, type Found } from './find-files.ts'
import { isNamedBy } from './ignored.ts'
import { Problem } from './problem.ts'
import { ruleCalled } from './rule-called.ts'

/** What is to be judged, and by which rules. */
export interface ScopeOptions {
  readonly config?: string | undefined
  /** Modules with rules in code. */
  readonly rulesFrom?: readonly string[] | undefined
  readonly rule: readonly string[]
  readonly skip: readonly string[]
  readonly stdinFile: string
  readonly today?: string | undefined
  readonly timing?: boolean | undefined
  readonly failOn?: FailOn | undefined
}

/** The blueprints of a run, and what holds for each. */
export interface Scope {
  /** The working folder, absolute. */
  readonly folder: string
  readonly files: readonly Found[]
  /** What came over standard input. */
  readonly input: readonly Source[]
  /** Folders that were looked through, absolute. */
  readonly walked: readonly string[]
  readonly configs: Configs
  readonly audit: Omit<AuditOptions, 'settings'> & { readonly settings: (file: string) => Settings }
  /** From which severity on a finding on this blueprint makes the run fail. */
  readonly failsOn: (file: string) => FailOn
  /** Texts, one after another, so that each can be let go of. What the disk withholds becomes a problem. */
  readonly sources: (problems: string[]) => Iterable<Source>
  /** What should be said to the user beside the findings. */
  readonly hints: readonly string[]
}

/** Finds the blueprints that these words name, and the configs that hold for them. */
export async function scopeOf(words: readonly string[], options: ScopeOptions): Promise<Scope> {
  const folder = process.cwd()
  const input = words.includes('-') ? [await readStandardInput(options.stdinFile)] : []
  const { found, empty, walked, astray, problems: unread } = await foundBy(words, folder)
  const paths = [...found.map(({ path }) => path), ...input.map(({ file }) => resolve(folder, file))]
  const configs = await configsFor(paths, folder, {
    named: options.config,
    codeRules: await rulesInCode(options, folder),
  })
  const files: Found[] = []
  const ignored: Found[] = []
  for (const file of found) (isLeftOut(configs.of(file.path), file.path) ? ignored : files).push(file)
  const named = new Set(words.map((word) => resolve(folder, word)))
  const leftOut = ignored.filter(({ path }) => named.has(path))
  return {
    folder,
    files,
    input,
    walked,
    ...judging(configs, options, folder),
    sources: (problems) => {
      problems.push(...unread)
      return reading(files, input, problems)
    },
    hints: [
      ...empty.map(nothingIn),
      ...astray.map((link) => `${link} was not judged: it is a link that leads out of the folder, or to no file`),
      ...(files.length === 0 && found.length > 0 && leftOut.length === 0
        ? [`Nothing was judged: \`ignore\` in a config leaves out all of ${count(found.length, 'blueprint')}`]
        : []),
      ...leftOut.map(({ file, path }) => `${file} is left out by \`ignore\` in ${configs.of(path)!.file}`),
      ...uselessPatterns(configs, walked).map(
        (at) => `${at.document.file}:${lineOf(at)}: this pattern names no blueprint; take it out, or correct it`,
      ),
    ],
  }
}

/** The rules of the modules that the command line names. Without any, nothing that could run code is loaded. */
export async function rulesInCode({ rulesFrom = [] }: ScopeOptions, folder: string): Promise<HouseRule[]> {
  if (rulesFrom.length === 0) return []
  const { codeRulesIn } = await import('./code-rules.ts')
  return codeRulesIn(rulesFrom, folder)
}

const lineOf = (at: Place): number => positionOf(at.document, spanOf(at).start).line

/** By which rules blueprints are judged, and what fails the run. */
export function judging(
  configs: Configs,
  options: ScopeOptions,
  folder: string,
): Pick<Scope, 'configs' | 'audit' | 'failsOn'> {
  const { asks, isWanted } = choice(options, configs)
  const pathOf = (file: string): string => resolve(folder, file)
  return {
    configs,
    audit: {
      asks,
      organization: organizationFinder(folder),
      today: options.today ?? new Date().toISOString().slice(0, 10),
      settings: (file) => settingsFrom(configs.of(pathOf(file)), (files) => isNamedBy(files, pathOf(file)), isWanted),
      ...(options.timing ? { clock: () => performance.now() } : {}),
    },
    failsOn: (file) => options.failOn ?? configs.of(pathOf(file))?.failOn?.value ?? 'error',
  }
}

async function foundBy(words: readonly string[], folder: string): ReturnType<typeof findBlueprints> {
  const named = words.filter((word) => word !== '-')
  if (words.length > 0 && named.length === 0) return { found: [], empty: [], walked: [], astray: [], problems: [] }
  const all = await findBlueprints(named.length > 0 ? named : ['.'], folder)
  if (all.found.length === 0 && !words.includes('-'))
    throw new Problem(all.problems.length > 0 ? all.problems.join('; ') : nothingIn(all.empty.join(', ')))
  return all
}

const nothingIn = (path: string): string =>
  `No blueprint found in ${path}: their names end in .blueprint.yaml or .blueprint.yml`

function* reading(files: readonly Found[], input: readonly Source[], problems: string[]): Iterable<Source> {
  yield* input
  for (const file of files) {
    let source: Source
    try {
      source = readSource(file)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push(error.message)
      continue
    }
    yield source
  }
}

/** Which rules the command line asks for: all where it names none. */
function choice({ rule, skip }: ScopeOptions, configs: Configs) {
  const house = [...configs.used.keys()].flatMap(({ houseRules }) => [...houseRules.values()])
  const known = (name: string): string => ruleCalled(name, [...rules, ...house]).id
  const only = new Set(rule.flatMap((listed) => listed.split(',')).map(known))
  const without = new Set(skip.flatMap((listed) => listed.split(',')).map(known))
  const needed = rules.find(({ id, theme }) => theme === 'reading' && without.has(id))
  if (needed) throw new Problem(`\`${needed.id}\` cannot be skipped: what cannot be read cannot be judged`)
  return {
    asks: ({ id }: HouseRule) => (only.size === 0 || only.has(id)) && !without.has(id),
    isWanted: (id: string) => only.has(id),
  }
}
