import { addTo } from '../multimap.ts'
import { type Finding, rank } from '../finding.ts'
import type { Acceptance } from '../read/blueprint.ts'
import type { Source } from '../read/document.ts'
import type { Organizations } from '../read/read.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import type { HouseRule, OpenEnd } from '../rules/rule.ts'
import { count, listed } from '../words.ts'
import { acceptanceFaults, acceptedBy, acceptedOn } from './acceptance.ts'
import { inOrder } from './finding-of.ts'
import { Findings, guarded, isCutShort, judge, type JudgeOptions, type Verdict } from './judge.ts'
import { type OpenQuestion, type Result, summaryOf, type TextTold } from './result.ts'
import { stopwatch } from './stopwatch.ts'

export interface AuditOptions extends Pick<JudgeOptions, 'organization' | 'today' | 'settings' | 'plain' | 'keep'> {
  /** Whether a rule is asked; all are where it is not said. */
  readonly asks?: JudgeOptions['asks']
  /** Milliseconds on some clock; where it is given, the run is timed. */
  readonly clock?: () => number
}

/** The whole run: reads, judges and sums up. Blueprints are taken one by one, so that each can be let go of. */
export async function audit(sources: Iterable<Source>, options: AuditOptions): Promise<Result> {
  const time = stopwatch(options.clock)
  const organizations: Organizations = new Map()
  const verdicts: Verdict[] = []
  for (const source of sources)
    verdicts.push(await judge(source, { asks: () => true, ...options, time }, organizations))
  return together(verdicts, { asks: () => true, ...options, time })
}

/** What blueprints say one by one, in the order of the run, and what only shows over all of them → the result. */
export function together(
  verdicts: readonly Verdict[],
  { asks, today, time, plain }: Pick<JudgeOptions, 'asks' | 'today' | 'time' | 'plain'>,
): Result {
  const faults = verdicts.flatMap((verdict) => verdict.faults)
  const sources = new Map<string, TextTold>()
  const add = (found: Iterable<TextTold>): void => {
    for (const source of found) {
      const known = sources.get(source.file)
      sources.set(source.file, known ? { ...known, steps: new Map([...known.steps, ...source.steps]) } : source)
    }
  }
  for (const verdict of verdicts) add(verdict.sources.values())
  const across = acrossAll(verdicts, { today, plain }, (rule, work) =>
    guarded(time, faults, rule, 'all blueprints together', work),
  )
  const found = ofAll([...verdicts.flatMap(({ findings }) => findings), ...across.findings], verdicts, today)
  const trades = aboutTradeOffs(verdicts, found, asks, { today, plain })
  add(across.sources)
  add(trades.sources)

  const findings = [...found, ...trades.findings].sort(inOrder)
  const blueprints = verdicts.flatMap(({ judged }) => judged ?? [])
  const notAssessable = [...verdicts.flatMap((verdict) => verdict.notAssessable), ...across.open, ...trades.open]
  const house = new Set(verdicts.flatMap(({ settings }) => settings.houseRules))
  return {
    blueprints,
    findings,
    notAssessable,
    summary: summaryOf({ findings, blueprints, notAssessable }),
    before: null,
    baseline: null,
    unread: verdicts.filter(({ judged }) => !judged).map(({ file }) => file),
    faults,
    sources,
    rules: [...rules, ...house].filter(asks),
    timing: time.spans,
  }
}

interface Found {
  readonly findings: readonly Finding[]
  readonly open: readonly OpenQuestion[]
  readonly sources: Iterable<TextTold>
}

/** Findings of each blueprint that is told of, in one heap. */
function heap(byFile: ReadonlyMap<string, Findings>): Found {
  const all = [...byFile.values()]
  return {
    findings: all.flatMap((told) => told.distinct().map(({ finding }) => finding)),
    open: all.flatMap(({ open }) => open),
    sources: all.flatMap((told) => [...told.sources.values()]),
  }
}

const isOff = ({ settings }: Pick<Verdict, 'settings'>, { id }: HouseRule): boolean => settings.levelOf(id) === 'off'

/**
 * What shows only over all blueprints. Where a rule is off for some of them, what they say is true all the same, and
 * comes last: what is told once is told for one that wants to hear it.
 */
function acrossAll(
  verdicts: readonly Verdict[],
  how: Pick<JudgeOptions, 'today' | 'plain'>,
  guard: (rule: HouseRule, work: () => void) => void,
): Found {
  const wanted = new Map<HouseRule, unknown[]>()
  const beside = new Map<HouseRule, unknown[]>()
  for (const verdict of verdicts)
    for (const { rule, part } of verdict.parts) addTo(isOff(verdict, rule) ? beside : wanted, rule, part)
  const byFile = new Map(verdicts.map((verdict) => [verdict.file, verdict]))
  const told = new Map<string, Findings>()
  const missingOf = unreadOf(verdicts)
  for (const [rule, those] of wanted)
    guard(rule, () => {
      for (const draft of rule.across!.check([...those, ...(beside.get(rule) ?? [])])) {
        const verdict = byFile.get(draft.blueprint!)!
        if (isOff(verdict, rule)) continue
        const { file, settings, accepted } = verdict
        const here = told.get(file) ?? new Findings(file, settings, { accepted, ...how })
        told.set(file, here)
        const missing = rule.across!.needsAll ? missingOf(verdict.organization ?? '') : []
        if (missing.length === 0) here.hear(rule, draft)
        else if (here.open.every((one) => one.rule !== rule.id)) here.ask(rule, whatIsIn(missing))
      }
    })
  return heap(told)
}

/** By an organization's file, which blueprints could not be read and may name it: its name is somewhere in their text. */
function unreadOf(verdicts: readonly Verdict[]): (organization: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (organization) => {
    const name = organization.slice(organization.lastIndexOf('/') + 1)
    const mayName = ({ unread }: Verdict): boolean => unread === '' || unread?.includes(name) === true
    const files = known.get(organization) ?? verdicts.filter(mayName).map(({ file }) => file)
    known.set(organization, files)
    return files
  }
}

function whatIsIn(unread: readonly string[]): OpenEnd {
  const files = unread.length > 3 ? count(unread.length, 'blueprint') : listed(unread)
  return {
    because: `${files} could not be read, and may say what is missing`,
    ask: `Once ${files} can be read, is anything still missing?`,
  }
}

/** When all is found: which trade-offs have expired, and which cover nothing. Of a rule that was not asked, nobody knows. */
function aboutTradeOffs(
  verdicts: readonly Verdict[],
  found: readonly Finding[],
  asks: (rule: HouseRule) => boolean,
  how: Pick<JudgeOptions, 'today' | 'plain'>,
): Found {
  const told = new Map<string, Findings>()
  const byBlueprint = new Map<string, Finding[]>()
  const ofOrganization = new Map<string, Finding[]>()
  for (const finding of found)
    if (isOfOrganization(finding)) addTo(ofOrganization, finding.file, finding)
    else addTo(byBlueprint, finding.blueprint, finding)
  for (const { file, organization, settings, accepted, parts, notAssessable } of verdicts) {
    if (accepted.length === 0) continue
    const isAsked = (rule: HouseRule | undefined): boolean =>
      rule !== undefined && asks(rule) && !isOff({ settings }, rule)
    const named = (id: string) => ruleNamed(id) ?? settings.houseRules.find((rule) => rule.id === id)
    const here = [...(byBlueprint.get(file) ?? []), ...(ofOrganization.get(organization ?? '') ?? [])]
    // What shows only over several blueprints may show in a larger run than this one.
    const across = new Set(parts.map(({ rule }) => rule.id))
    // And what is covered may be among what is not told.
    const cutShort = new Set(notAssessable.filter(isCutShort).map(({ rule }) => rule))
    const isAllTold = (rule: string): boolean => isAsked(named(rule)) && !across.has(rule) && !cutShort.has(rule)
    const findings = new Findings(file, settings, { accepted, ...how })
    for (const { rule: id, draft } of acceptanceFaults(accepted, here, { today: how.today, isAllTold })) {
      const rule = ruleNamed(id)!
      if (isAsked(rule)) findings.hear(rule, draft)
    }
    told.set(file, findings)
  }
  return heap(told)
}

/** It is about what the organization's file says by itself, whichever of its blueprints brings it up. */
const isOfOrganization = ({ file, blueprint, steps }: Finding): boolean => file !== blueprint && steps.length === 0

/**
 * What several blueprints bring up about a file that they share is said once: as gravely as by any of them, and of those
 * for the surest. Each of them may have decided to live with it.
 */
function ofAll(findings: readonly Finding[], verdicts: readonly Verdict[], today: string): Finding[] {
  const living = new Map<string, Acceptance[]>()
  for (const { organization, accepted } of verdicts)
    if (organization !== undefined) for (const one of accepted) addTo(living, organization, one)
  const accepted = new Map([...living].map(([organization, all]) => [organization, acceptedOn(today, all)]))

  const byIdentity = new Map<string, Finding>()
  const own: Finding[] = []
  for (const finding of findings) {
    const known = byIdentity.get(finding.fingerprint)
    if (!isOfOrganization(finding)) own.push(finding)
    else if (!known || isGraver(finding, known)) byIdentity.set(finding.fingerprint, finding)
  }
  const shared = [...byIdentity.values()].map((finding) => {
    const by = finding.accepted ?? acceptedBy(finding, accepted.get(finding.file) ?? new Map())
    return by ? { ...finding, accepted: by } : finding
  })
  return [...own, ...shared]
}

const sureness: Record<Finding['confidence'], number> = { certain: 0, likely: 1, possible: 2 }

const isGraver = (one: Finding, other: Finding): boolean =>
  rank[one.severity] - rank[other.severity] < 0 ||
  (one.severity === other.severity && sureness[one.confidence] < sureness[other.confidence])
