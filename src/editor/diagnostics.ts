import type { Result } from '../audit/result.ts'
import { type Draft, type Finding, isOpen, type Mark, type Severity } from '../finding.ts'
import { addTo } from '../multimap.ts'
import { type Source, spanOf } from '../read/document.ts'
import { clean } from '../report/text.ts'
import { type Range, rangeOf, spanOfLocation, top } from './positions.ts'

/** A finding as editors show it; `file` of what is related is as findings have it. */
export interface Diagnostic {
  readonly range: Range
  /** 1 an error, 2 a warning, 3 information. */
  readonly severity: 1 | 2 | 3
  readonly code: string
  readonly source: 'faultline'
  /** What is so; on a second line, what to do. */
  readonly message: string
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[]
  /** The fingerprint of the finding. */
  readonly data: string
}

const severities: Record<Severity, Diagnostic['severity']> = { error: 1, warning: 2, note: 3 }

/**
 * What stands open, by the file that it is in: what `check` counts as a problem, no more and no less. Accepted findings
 * are no problems, and editors would count even a hint among them; they show when the pointer rests on the place.
 */
export function openByFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>()
  for (const finding of findings) if (isOpen(finding)) addTo(byFile, finding.file, finding)
  return byFile
}

/** The diagnostics of one file. `findings` are all of the run, among which are those that explain others. */
export const diagnosticsOf = (
  open: readonly Finding[],
  { findings, sources }: Pick<Result, 'findings' | 'sources'>,
): Diagnostic[] =>
  open.map((finding) => {
    const { blueprint, causedBy } = finding
    const isHead = (other: Finding): boolean =>
      other.fingerprint === causedBy && other.blueprint === blueprint && isOpen(other)
    return diagnosticOf(finding, causedBy === null ? undefined : findings.find(isHead), sources)
  })

function diagnosticOf(finding: Finding, head: Finding | undefined, sources: ReadonlyMap<string, Source>): Diagnostic {
  const { severity, rule, message, help, related, fingerprint } = finding
  const range = (place: Finding | Finding['related'][number]): Range => {
    const source = sources.get(place.file)
    return source ? rangeOf(source, spanOfLocation(source, place)) : top
  }
  const because = head
    ? [{ file: head.file, range: range(head), message: clean(`it follows from this: ${head.message}`) }]
    : []
  return {
    range: range(finding),
    severity: severities[severity],
    code: rule,
    source: 'faultline',
    message: `${clean(message)}\n${clean(help)}`,
    related: [
      ...related.map((place) => ({ file: place.file, range: range(place), message: clean(place.message) })),
      ...because,
    ],
    data: fingerprint,
  }
}

/** What is wrong in configs, by file: while they cannot be used, what held before holds on. */
export function slipsByFile(slips: readonly Draft[]): Map<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>()
  for (const { message, help, marks } of slips) {
    const [first, ...others] = marks.map(placed)
    const { file, range } = first!
    addTo(byFile, file, {
      range,
      severity: 1,
      code: 'config',
      source: 'faultline',
      message: `${clean(message)}\n${clean(help)}`,
      related: others,
      data: '',
    })
  }
  return byFile
}

function placed({ at, says }: Mark): Diagnostic['related'][number] {
  const source = 'source' in at ? at.source : at.document
  return { file: source.file, range: rangeOf(source, 'source' in at ? at.span : spanOf(at)), message: clean(says) }
}
