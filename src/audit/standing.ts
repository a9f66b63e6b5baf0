import type { Finding, Severity } from '../finding.ts'
import { type KnownFinding, type Result, summaryOf } from './result.ts'

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/**
 * A result, measured against an earlier state of the same blueprints, which was judged under the names that its files
 * have now. What was open there, and no less grave, is known; what was open there and is not found any more is fixed.
 */
export function against(result: Result, before: Result, called: string): Result {
  const rest = new Map(before.findings.map((finding) => [finding.fingerprint, finding]))
  const findings = result.findings.map((finding): Finding => {
    const earlier = rest.get(finding.fingerprint) ?? movedWithOrganization(finding, rest.values())
    if (!earlier) return finding
    rest.delete(earlier.fingerprint)
    const wasKnown = earlier.accepted === null && rank[earlier.severity] <= rank[finding.severity]
    return wasKnown ? { ...finding, known: 'before' } : finding
  })
  const there = new Set([...result.blueprints.map(({ file }) => file), ...result.unread])
  const fixed = [...rest.values()].filter(({ accepted, blueprint }) => accepted === null && there.has(blueprint))
  const compared = {
    ...result,
    findings,
    before: { called, blueprints: before.blueprints, summary: before.summary, fixed },
  }
  return { ...compared, summary: summaryOf(compared) }
}

/** What stands in an organization's file is the same when that file was renamed. */
const movedWithOrganization = ({ file, blueprint, likeness }: Finding, earlier: Iterable<Finding>) =>
  file === blueprint
    ? undefined
    : [...earlier].find((other) => other.file !== other.blueprint && other.likeness === likeness)

export interface Baseline {
  /** What the user calls its file. */
  readonly file: string
  readonly findings: readonly KnownFinding[]
  /** A file of this run as the baseline calls it: relative to its own folder. */
  readonly nameOf: (file: string) => string
  /** Whether a file that the baseline calls so is on the disk. */
  readonly isThere: (name: string) => boolean
}

/**
 * A result, measured against a baseline: what is in there is known. An entry that no longer occurs is gone, unless this
 * run cannot know: its blueprint was not judged, or its rule not asked.
 */
export function withBaseline(result: Result, baseline: Baseline): Result {
  const { nameOf, isThere } = baseline
  const exact = new Entries(baseline.findings, ({ likeness, file }) => `${likeness} ${file}`)
  let findings = result.findings.map((finding): Finding => {
    const isOpen = finding.accepted === null && finding.known === null
    return isOpen && exact.take(`${finding.likeness} ${nameOf(finding.file)}`)
      ? { ...finding, known: 'baseline' }
      : finding
  })
  // A file that is not there any more may have another name now.
  const moved = new Entries(
    exact.rest().filter(({ file }) => !isThere(file)),
    ({ likeness }) => likeness,
  )
  findings = findings.map((finding) => {
    const isOpen = finding.accepted === null && finding.known === null
    return isOpen && moved.take(finding.likeness) ? { ...finding, known: 'baseline' } : finding
  })
  const left = new Set([...exact.rest().filter(({ file }) => isThere(file)), ...moved.rest()])
  const measured = { ...result, findings }
  const isGone = canTell(measured, baseline)
  const gone = baseline.findings.filter((entry) => left.has(entry) && isGone(entry))
  return { ...measured, summary: summaryOf(measured), baseline: { file: baseline.file, gone } }
}

/** Whether this run would have found an entry again. */
function canTell({ blueprints, unread, rules }: Result, { findings, nameOf, isThere }: Baseline) {
  const judged = new Set(blueprints.map(({ file }) => nameOf(file)))
  const broken = new Set(unread.map(nameOf))
  const asked = new Map(rules.map((rule) => [rule.id, rule]))
  const isWhole = findings.every(({ blueprint }) => judged.has(blueprint) || !isThere(blueprint))
  return ({ rule: id, blueprint }: KnownFinding): boolean => {
    if (!isThere(blueprint)) return true
    const rule = asked.get(id)
    if (!rule || broken.has(blueprint) || !judged.has(blueprint)) return false
    // What shows only over several blueprints is missed by a run over some of them.
    return rule.across === undefined || isWhole
  }
}

/** What a new baseline holds: all that is open now, and what this run could not judge. */
export function baselineOf(result: Result, baseline: Baseline): KnownFinding[] {
  const { findings } = withBaseline(result, { ...baseline, findings: [] })
  const open = findings.filter(({ accepted, known }) => accepted === null && known !== 'before')
  const isGone = canTell(result, baseline)
  const judged = new Set(result.blueprints.map(({ file }) => baseline.nameOf(file)))
  const kept = baseline.findings.filter((entry) => !isGone(entry) && !judged.has(entry.blueprint))
  const entries = open.map(({ rule, file, blueprint, element, message, likeness }): KnownFinding => {
    return { rule, file: baseline.nameOf(file), blueprint: baseline.nameOf(blueprint), element, message, likeness }
  })
  const order = ({ file, rule, element, message }: KnownFinding): string =>
    JSON.stringify([file, rule, element, message])
  return [...entries, ...kept].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
}

/** Entries that can be taken one by one: two equal findings take two equal entries. */
class Entries {
  readonly #byKey = new Map<string, KnownFinding[]>()

  constructor(entries: readonly KnownFinding[], keyOf: (entry: KnownFinding) => string) {
    for (const entry of entries) this.#byKey.set(keyOf(entry), [...(this.#byKey.get(keyOf(entry)) ?? []), entry])
  }

  take(key: string): boolean {
    return this.#byKey.get(key)?.pop() !== undefined
  }

  rest(): KnownFinding[] {
    return [...this.#byKey.values()].flat()
  }
}
