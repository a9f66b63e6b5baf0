import type { Result } from '../audit/result.ts'
import { isOpen, type Severity } from '../finding.ts'
import { printable } from './json.ts'
import { clean } from './text.ts'

/** `critical` and `blocker` are left to what is worse than a blueprint can tell. */
const severities: Record<Severity, string> = { error: 'major', warning: 'minor', note: 'info' }

/**
 * GitLab's code quality report: what stands open. GitLab compares the reports of two branches itself, by fingerprint,
 * and shows the first only where two are equal.
 */
export function gitlab({ findings }: Result): string {
  const told = findings.filter(isOpen).map(({ rule, message, help, severity, fingerprint, file, line, endLine }) => ({
    description: `${clean(message)}. ${clean(help)}`,
    check_name: clean(rule),
    fingerprint,
    severity: severities[severity],
    location: { path: file, lines: { begin: line, end: endLine } },
  }))
  return printable(JSON.stringify(told, null, 2))
}
