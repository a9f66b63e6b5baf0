import type { Finding } from '../finding.ts'
import { type Graph, graphOf } from '../graph/graph.ts'
import type { Source } from '../read/document.ts'
import { type Organizations, readBlueprint, type ReadOptions } from '../read/read.ts'
import { ruleNamed, rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { acceptedBy } from './acceptance.ts'
import { countsOf } from './counts.ts'
import { distinct, findingOf, inOrder, sourceOfMark } from './finding-of.ts'
import type { Judged, OpenQuestion, Result } from './result.ts'

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
  const asked = rules.filter((rule) => rule.check && (options.asks?.(rule) ?? true))
  const organizations: Organizations = new Map()
  const blueprints: Judged[] = []
  const found: Finding[] = []
  const notAssessable: OpenQuestion[] = []
  const unread: string[] = []
  const faults: Result['faults'][number][] = []
  const texts = new Map<string, Source>()
  const time = stopwatch(options.clock)

  for (const source of sources) {
    const { file } = source
    const outcome = await time.spanOf('reading', () =>
      readBlueprint(source, { rules: known, organization: options.organization }, organizations),
    )
    if ('obstacles' in outcome) {
      unread.push(file)
      for (const { rule, draft } of outcome.obstacles) {
        found.push(findingOf(ruleNamed(rule)!, draft, file))
        for (const mark of draft.marks) texts.set(sourceOfMark(mark).file, sourceOfMark(mark))
      }
      continue
    }
    const blueprint = outcome.value
    const graph = time.spanOf('graph', () => graphOf(blueprint))
    blueprints.push({ file, title: blueprint.title, ...time.spanOf('counts', () => countsOf(graph)) })
    const here: Finding[] = []
    for (const rule of asked)
      time.spanOf(rule.id, () => {
        try {
          const question = openQuestion(rule, graph, file)
          if (question) notAssessable.push(question)
          else
            for (const draft of rule.check!(graph)) {
              const finding = findingOf(rule, draft, file)
              here.push({ ...finding, accepted: acceptedBy(finding, blueprint.accepted, options.today) })
              for (const mark of draft.marks) texts.set(sourceOfMark(mark).file, sourceOfMark(mark))
            }
        } catch (error) {
          faults.push({ rule: rule.id, file, error })
        }
      })
    found.push(...distinct(here))
  }

  const findings = once(found).sort(inOrder)
  return {
    blueprints,
    findings,
    notAssessable,
    summary: { ...totalsOf(findings), notAssessable: notAssessable.length, blueprints: blueprints.length },
    unread,
    faults,
    sources: texts,
    timing: time.spans,
  }
}

function openQuestion({ id, needs }: Rule, graph: Graph, file: string): OpenQuestion | undefined {
  return needs?.isMissing(graph) ? { file, rule: id, because: needs.because, ask: needs.ask } : undefined
}

/** What several blueprints bring up about a file that they share is said once. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ fingerprint, file, blueprint }) => {
    if (file === blueprint) return true
    return !seen.has(fingerprint) && seen.add(fingerprint)
  })
}

function totalsOf(findings: readonly Finding[]) {
  const totals = { errors: 0, warnings: 0, notes: 0, accepted: 0 }
  for (const { severity, accepted } of findings) totals[accepted ? 'accepted' : (`${severity}s` as const)] += 1
  return totals
}

function stopwatch(clock: (() => number) | undefined) {
  const spans = new Map<string, number>()
  return {
    spans,
    spanOf<T>(name: string, work: () => T): T {
      if (!clock) return work()
      const start = clock()
      const add = (): void => {
        spans.set(name, (spans.get(name) ?? 0) + clock() - start)
      }
      const result = work()
      if (result instanceof Promise) return result.finally(add) as T
      add()
      return result
    },
  }
}
