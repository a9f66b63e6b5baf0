import type { Result } from '../audit/result.ts'
import { type Finding, rank } from '../finding.ts'
import { count } from '../words.ts'
import { clean } from './text.ts'

/** The gravest first, and echoes after what they are echoes of; else the order stays. */
export const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || Number(a.causedBy !== null) - Number(b.causedBy !== null),
  )

/** What a run comes to, in the parts of one line. */
export interface Verdict {
  /** `2 new problems`, `No problems` */
  readonly found: string
  /** What they are, and what was judged: ` (1 error, 1 warning; 12 known, 1 accepted) in 3 blueprints` */
  readonly judged: string
  /** ` · 2 entries of known.json no longer found`, or nothing. */
  readonly gone: string
  /** How many rules could not decide. */
  readonly undecided: number
}

export function verdictOf({ summary, before, baseline, unread, notAssessable }: Result): Verdict {
  const { errors, warnings, notes, accepted, known } = summary
  const problems = errors + warnings + notes
  const one = before || baseline ? 'new problem' : 'problem'
  const several = (number: number, word: string): string[] => (number > 0 ? [count(number, word)] : [])
  const kinds = [...several(errors, 'error'), ...several(warnings, 'warning'), ...several(notes, 'note')].join(', ')
  const others = [...(known > 0 ? [`${known} known`] : []), ...(accepted > 0 ? [`${accepted} accepted`] : [])].join(
    ', ',
  )
  const detail = [kinds, others].filter((part) => part !== '').join('; ')
  const all = summary.blueprints + unread.length
  const unjudged = all === 1 ? ', which could not be judged' : `, of which ${unread.length} could not be judged`
  const gone = baseline?.gone.length ?? 0
  return {
    found: problems === 0 ? `No ${one}s` : count(problems, one),
    judged: `${detail ? ` (${detail})` : ''} in ${count(all, 'blueprint')}${unread.length > 0 ? unjudged : ''}`,
    gone: gone > 0 ? ` · ${count(gone, 'entry', 'entries')} of ${clean(baseline!.file)} no longer found` : '',
    undecided: new Set(notAssessable.map(({ rule }) => rule)).size,
  }
}

/** The verdict as one line, for formats without colour. */
export function verdictLine(result: Result): string {
  const { found, judged, gone, undecided } = verdictOf(result)
  return `${found}${judged}${gone}${undecided > 0 ? ` · ${count(undecided, 'rule')} not assessable` : ''}`
}
