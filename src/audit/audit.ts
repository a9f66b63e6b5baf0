import { addTo } from '../multimap.ts'
import type { Draft, Finding } from '../finding.ts'
import { type Graph, graphOf } from '../graph/graph.ts'
import type { Acceptance, Blueprint } from '../read/blueprint.ts'
import type { Source } from '../read/document.ts'
import { type Obstacle, type Organizations, readBlueprint, type ReadOptions } from '../read/read.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import type { OpenEnd, Rule } from '../rules/rule.ts'
import { acceptanceFaults, acceptedBy } from './acceptance.ts'
import { type Explained, withCauses } from './causes.ts'
import { countsOf } from './counts.ts'
import { distinct, findingOf, inOrder, sourceOfMark } from './finding-of.ts'
import type { Judged, OpenQuestion, Result } from './result.ts'
import { type Stopwatch, stopwatch } from './stopwatch.ts'

export interface AuditOptions {
  /** Whether a rule is asked. Rules about reading always are. */
  readonly asks?: (rule: Rule) => boolean
  readonly organization: ReadOptions['organization']
  /** The day on which accepted trade-offs are looked at: `YYYY-MM-DD`. */
  readonly today: string
  /** Milliseconds on some clock; where it is given, the run is timed. */
  readonly clock?: () => number
}

const known: ReadonlySet<string> = new Set(rules.map(({ id }) => id))

/** The whole run: reads, judges and sums up. Blueprints are taken one by one, so that each can be let go of. */
export async function audit(sources: Iterable<Source>, options: AuditOptions): Promise<Result> {
  const run = newRun(options)
  const organizations: Organizations = new Map()
  for (const source of sources) {
    const read = () => readBlueprint(source, { rules: known, organization: options.organization }, organizations)
    const outcome = await run.time.of('reading', read)
    if ('obstacles' in outcome) tellObstacles(run, source.file, outcome.obstacles)
    else judge(run, source.file, outcome.value)
  }
  judgeAcross(run)
  judgeAcceptances(run)
  return resultOf(run)
}

/** What a run has gathered so far. */
interface Run {
  readonly today: string
  readonly time: Stopwatch
  readonly asks: (rule: Rule) => boolean
  readonly blueprints: Judged[]
  readonly findings: Finding[]
  readonly notAssessable: OpenQuestion[]
  readonly unread: string[]
  readonly faults: { rule: string; file: string; error: unknown }[]
  readonly sources: Map<string, Source>
  /** What each blueprint had to say to the rules that look at all of them. */
  readonly parts: Map<Rule, unknown[]>
  readonly accepted: Map<string, readonly Acceptance[]>
}

const newRun = ({ asks = () => true, today, clock }: AuditOptions): Run => ({
  today,
  time: stopwatch(clock),
  asks,
  blueprints: [],
  findings: [],
  notAssessable: [],
  unread: [],
  faults: [],
  sources: new Map(),
  parts: new Map(),
  accepted: new Map(),
})

function tellObstacles(run: Run, file: string, obstacles: readonly Obstacle[]): void {
  const here: Explained[] = []
  run.unread.push(file)
  for (const { rule, draft } of obstacles) tell(run, here, ruleNamed(rule)!, draft, file)
  run.findings.push(...distinct(here).map(({ finding }) => finding))
}

function judge(run: Run, file: string, blueprint: Blueprint): void {
  const graph = run.time.of('graph', () => graphOf(blueprint))
  const counts = run.time.of('counts', () => countsOf(graph))
  run.blueprints.push({ file, title: blueprint.title, ...counts })
  if (blueprint.accepted.length > 0) run.accepted.set(file, blueprint.accepted)
  const here: Explained[] = []
  for (const rule of rules) if (run.asks(rule)) guarded(run, rule, file, () => ask(run, here, rule, graph, file))
  run.findings.push(...withCauses(distinct(here)))
}

function ask(run: Run, here: Explained[], rule: Rule, graph: Graph, file: string): void {
  if (rule.needs?.isMissing(graph)) {
    run.notAssessable.push(questionOf(rule.needs, rule, graph.blueprint, file))
    return
  }
  for (const told of rule.check?.(graph) ?? []) {
    if ('ask' in told) run.notAssessable.push(questionOf(told, rule, graph.blueprint, file))
    else tell(run, here, rule, told, file)
  }
  const part = rule.across?.of(graph)
  if (part === undefined) return
  addTo(run.parts, rule, part)
}

function judgeAcross(run: Run): void {
  for (const [rule, parts] of run.parts) {
    const found: Explained[] = []
    guarded(run, rule, 'all blueprints together', () => {
      for (const draft of rule.across!.check(parts)) tell(run, found, rule, draft, draft.blueprint!)
    })
    run.findings.push(...distinct(found).map(({ finding }) => finding))
  }
}

/** When all is found: which trade-offs have expired, and which cover nothing. Of a rule that was not asked, nobody knows. */
function judgeAcceptances(run: Run): void {
  for (const [file, accepted] of run.accepted) {
    const here = run.findings.filter(({ blueprint }) => blueprint === file)
    const known = accepted.filter(({ rule }) => run.asks(ruleNamed(rule)!))
    const found: Explained[] = []
    for (const { rule: id, draft } of acceptanceFaults(known, here, run.today)) {
      const rule = ruleNamed(id)!
      if (run.asks(rule)) tell(run, found, rule, draft, file)
    }
    run.findings.push(...distinct(found).map(({ finding }) => finding))
  }
}

/** A rule that breaks does not hide what the others found. */
function guarded(run: Run, { id }: Rule, file: string, work: () => void): void {
  try {
    run.time.of(id, work)
  } catch (error) {
    run.faults.push({ rule: id, file, error })
  }
}

function tell(run: Run, to: Explained[], rule: Rule, draft: Draft, file: string): void {
  const finding = findingOf(rule, draft, file)
  const accepted = acceptedBy(finding, run.accepted.get(file) ?? [], run.today)
  to.push({ finding: { ...finding, accepted }, cause: draft.cause })
  for (const mark of draft.marks) run.sources.set(sourceOfMark(mark).file, sourceOfMark(mark))
}

function questionOf(open: OpenEnd, { id }: Rule, { accountable }: Blueprint, file: string): OpenQuestion {
  const { because, ask, whom = accountable ? [accountable] : [] } = open
  return { file, rule: id, because, ask, whom: whom.map(({ name }) => name) }
}

function resultOf({ blueprints, findings: found, notAssessable, unread, faults, sources, time }: Run): Result {
  const findings = once(found).sort(inOrder)
  const totals = { errors: 0, warnings: 0, notes: 0, accepted: 0 }
  for (const { severity, accepted } of findings) totals[accepted ? 'accepted' : (`${severity}s` as const)] += 1
  const summary = { ...totals, notAssessable: notAssessable.length, blueprints: blueprints.length }
  return { blueprints, findings, notAssessable, summary, unread, faults, sources, timing: time.spans }
}

/** What several blueprints bring up about a file that they share is said once. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ fingerprint, file, blueprint }) => {
    if (file === blueprint) return true
    return !seen.has(fingerprint) && seen.add(fingerprint)
  })
}
