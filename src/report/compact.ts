import { isOpen } from '../finding.ts'
import type { Result } from '../audit/result.ts'
import { clean } from './text.ts'
import { verdictLine } from './verdict.ts'

/** One line a finding, `file:line:column: severity[rule]: message`, for editors and `grep`; then the verdict. */
export function compact(result: Result, { quiet = false }: { readonly quiet?: boolean } = {}): string {
  const { findings, baseline } = result
  const lines = findings
    .filter((finding) => isOpen(finding) && (!quiet || finding.severity === 'error'))
    .map(
      ({ file, line, column, severity, rule, message }) =>
        `${clean(file)}:${line}:${column}: ${severity}[${clean(rule)}]: ${clean(message)}`,
    )
  const gone = (baseline?.gone ?? []).map(
    ({ rule, file, message }) =>
      `${clean(baseline!.file)}: no longer found: ${clean(rule)} in ${clean(file)}: ${clean(message)}`,
  )
  return [...lines, ...gone, verdictLine(result), ''].join('\n')
}
