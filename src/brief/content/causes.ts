import type { Finding, Severity } from '../../finding.ts'
import { addTo } from '../../multimap.ts'

/** What stands behind several findings: they are about the same step, promise, reward or rule of the house. */
export interface Cause {
  /** Unique in its service: what links lead to. */
  readonly id: string
  /** The section and name of what it is about: `steps/take-call`. */
  readonly thing: string
  /** The gravest first. */
  readonly findings: readonly [Finding, ...Finding[]]
  readonly weight: number
}

const weights: Record<Severity, number> = { error: 5, warning: 2, note: 1 }
const sureness = { certain: 1, likely: 0.8, possible: 0.6 } as const

/** How much a finding counts: by severity and by how sure it is. */
export const weightOf = ({ severity, confidence }: Finding): number => weights[severity] * sureness[confidence]

/**
 * Findings gathered by what they are about, with the echoes of one thing beside it. The heaviest cause first; where two
 * weigh the same, in the order of the file.
 */
export function causesOf(findings: readonly Finding[]): Cause[] {
  const byPrint = new Map(findings.map((finding) => [finding.fingerprint, finding]))
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const head = (finding.causedBy !== null && byPrint.get(finding.causedBy)) || finding
    const thing = thingOf(head)
    addTo(groups, thing, finding)
  }
  return [...groups]
    .map(([thing, those]): Cause => {
      const sorted = those.toSorted(
        (a, b) => Number(a.causedBy !== null) - Number(b.causedBy !== null) || weightOf(b) - weightOf(a),
      )
      return {
        id: `cause-${thing.replaceAll(/[^A-Za-z0-9-]+/g, '-')}`,
        thing,
        findings: sorted as [Finding, ...Finding[]],
        weight: those.reduce((sum, finding) => sum + weightOf(finding), 0),
      }
    })
    .sort((a, b) => b.weight - a.weight)
}

const thingOf = ({ element, file, blueprint }: Finding): string => {
  const [section = '', name = ''] = element.split('/')
  return `${file === blueprint ? '' : `${file}/`}${section}/${name}`
}

const mostOnFirstPage = 5

/** The few that stand behind at least half of the weight, or as many as a page has room for. */
export function fewBehindMost(causes: readonly Cause[]): readonly Cause[] {
  const all = causes.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  let few = 0
  while (few < causes.length && few < mostOnFirstPage && (sum < all / 2 || few < 3)) sum += causes[few++]!.weight
  return causes.slice(0, few)
}
