import { addTo } from '../multimap.ts'
import { type Finding, rank } from '../finding.ts'
import { type KnownFinding, type Result, summaryOf } from './result.ts'

/**
 * A result, measured against an earlier state of the same blueprints, which was judged under the names that its files
 * have now. What was open there, and no less grave, is known; what was open there, and is not found any more although
 * it would have been, is fixed.
 */
export function against(result: Result, before: Result, called: string): Result {
  const place = ({ file, blueprint }: Finding): string => `${file} ${blueprint}`
  const { known, left } = matched(result.findings, before.findings, [
    (finding) => `${place(finding)} ${finding.likeness} ${finding.message}`,
    (finding) => `${place(finding)} ${finding.likeness}`,
    // What stands in an organization's file is the same when that file was renamed, or when it stood in the blueprint.
    ({ blueprint, likeness }) => `${blueprint} ${likeness}`,
    // Nobody can tell what is new from what is gone where both are said in the same words.
    ({ blueprint, rule, message }) => `${blueprint} ${rule} ${message}`,
  ])
  const findings = result.findings.map((finding): Finding => {
    const earlier = known.get(finding)
    const wasOpen = earlier?.accepted === null && rank[earlier.severity] <= rank[finding.severity]
    return wasOpen ? { ...finding, known: 'before' } : finding
  })
  const isMended = canDecide(result)
  const fixed = left.filter(({ accepted, rule, blueprint }) => accepted === null && isMended(rule, blueprint))
  const compared = {
    ...result,
    findings,
    before: { called, blueprints: before.blueprints, summary: before.summary, fixed },
  }
  return { ...compared, summary: summaryOf(compared) }
}

/** Whether a run has asked a rule of a blueprint, and could tell: what it did not find there is not there. */
function canDecide({ blueprints, rules, notAssessable }: Result): (rule: string, blueprint: string) => boolean {
  const judged = new Set(blueprints.map(({ file }) => file))
  const asked = new Set(rules.map(({ id }) => id))
  const undecided = new Set(notAssessable.map(({ rule, file }) => `${rule} ${file}`))
  return (rule, blueprint) => judged.has(blueprint) && asked.has(rule) && !undecided.has(`${rule} ${blueprint}`)
}

/** Pairs of the same, by the first key in which they agree: each is taken once, and what is alike in more comes first. */
function matched<Now, Then>(
  now: readonly Now[],
  then: readonly Then[],
  keys: readonly ((one: Now | Then) => string | undefined)[],
): { readonly known: ReadonlyMap<Now, Then>; readonly left: readonly Then[] } {
  const known = new Map<Now, Then>()
  const left = new Set(then)
  for (const keyOf of keys) {
    const byKey = new Map<string, Then[]>()
    for (const one of left) {
      const key = keyOf(one)
      if (key !== undefined) addTo(byKey, key, one)
    }
    for (const those of byKey.values()) those.reverse()
    for (const one of now) {
      if (known.has(one)) continue
      const key = keyOf(one)
      const same = key === undefined ? undefined : byKey.get(key)?.pop()
      if (same === undefined) continue
      known.set(one, same)
      left.delete(same)
    }
  }
  return { known, left: [...left] }
}

export interface Baseline {
  /** What the user calls its file. */
  readonly file: string
  readonly findings: readonly KnownFinding[]
  /** A file of this run as the baseline calls it: relative to its own folder. */
  readonly nameOf: (file: string) => string
  /** Whether a file that the baseline calls so is on the disk. */
  readonly isThere: (name: string) => boolean
  /** Whether the run has looked through the folder that it would be in. */
  readonly isCovered: (name: string) => boolean
}

/**
 * A result, measured against a baseline: what is in there, and has not become graver, is known. An entry that no longer
 * occurs is gone, unless this run cannot know: its blueprint was not judged, or its rule not asked.
 */
export function withBaseline(result: Result, baseline: Baseline): Result {
  const { known, left } = paired(result, baseline)
  const findings = result.findings.map((finding): Finding => {
    const entry = known.get(finding)
    const isKnown = entry !== undefined && rank[entry.severity] <= rank[finding.severity]
    return isKnown && finding.accepted === null && finding.known === null ? { ...finding, known: 'baseline' } : finding
  })
  const measured = { ...result, findings }
  const isGone = canTell(measured, baseline)
  return { ...measured, summary: summaryOf(measured), baseline: { file: baseline.file, gone: left.filter(isGone) } }
}

/** Open findings with their entries, and the entries that are left. */
function paired({ findings }: Result, { findings: entries, nameOf, isThere }: Baseline) {
  const open = findings.filter(({ accepted }) => accepted === null)
  const fileOf = (one: Finding | KnownFinding): string => ('fingerprint' in one ? nameOf(one.file) : one.file)
  const blueprintOf = (one: Finding | KnownFinding): string =>
    'fingerprint' in one ? nameOf(one.blueprint) : one.blueprint
  const isMoved = (one: Finding | KnownFinding): boolean => 'fingerprint' in one || !isThere(one.file)
  return matched<Finding, KnownFinding>(open, entries, [
    (one) => `${fileOf(one)} ${one.likeness} ${one.message}`,
    (one) => `${fileOf(one)} ${one.likeness}`,
    (one) => `${blueprintOf(one)} ${one.likeness}`,
    (one) => `${blueprintOf(one)} ${one.rule} ${one.message}`,
    // A file that is not there any more may have another name now.
    (one) => (isMoved(one) ? `${one.likeness} ${one.message}` : undefined),
    (one) => (isMoved(one) ? one.likeness : undefined),
  ])
}

/** Whether this run would have found an entry again. */
function canTell(result: Result, { findings, nameOf, isThere, isCovered }: Baseline) {
  const decides = canDecide(result)
  const asked = new Map(result.rules.map((rule) => [rule.id, rule]))
  const fileBy = new Map(result.blueprints.map(({ file }) => [nameOf(file), file]))
  const isWhole = findings.every(({ blueprint }) => fileBy.has(blueprint) || !isThere(blueprint))
  return ({ rule: id, blueprint }: KnownFinding): boolean => {
    // A blueprint that is not there any more would have been found where it is now, had anybody looked.
    if (!isThere(blueprint)) return isCovered(blueprint) && asked.has(id)
    const file = fileBy.get(blueprint)
    if (file === undefined || !decides(id, file)) return false
    // What shows only over several blueprints is missed by a run over some of them.
    return asked.get(id)!.across === undefined || isWhole
  }
}

/** What a new baseline holds: all that is open now, and what this run could not judge. */
export function baselineOf(result: Result, baseline: Baseline): KnownFinding[] {
  const isGone = canTell(result, baseline)
  const kept = paired(result, baseline).left.filter((entry) => !isGone(entry))
  const open = result.findings.filter(({ accepted }) => accepted === null)
  const entries = open.map(({ rule, severity, file, blueprint, element, message, likeness }): KnownFinding => {
    const [here, of] = [baseline.nameOf(file), baseline.nameOf(blueprint)]
    return { rule, severity, file: here, blueprint: of, element, message, likeness }
  })
  const order = ({ file, rule, element, message }: KnownFinding): string =>
    JSON.stringify([file, rule, element, message])
  const sorted = [...entries, ...kept].map((entry) => ({ entry, order: order(entry) }))
  return sorted.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)).map(({ entry }) => entry)
}
