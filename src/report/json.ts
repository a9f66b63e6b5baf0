import type { Result } from '../audit/result.ts'
import type { Finding } from '../finding.ts'
import { oldCommand, unsafe } from './text.ts'

/** The result for programs: format 1, as in `schemas/findings.schema.json`. */
export function json(result: Result, version: string): string {
  const { blueprints, findings, notAssessable, summary, before, baseline } = result
  return printable(
    JSON.stringify(
      {
        format: 1,
        tool: { name: 'faultline', version },
        blueprints,
        findings: findings.map(written),
        notAssessable,
        summary,
        before: before && { ...before, fixed: before.fixed.map(written) },
        baseline,
      },
      null,
      2,
    ),
  )
}

/** The keys of a finding, in the order in which they are published. */
function written(finding: Finding) {
  const { rule, theme, severity, confidence, message, help, why, label } = finding
  const { file, line, column, endLine, endColumn, element, steps, path, related, blueprint } = finding
  const { fingerprint, likeness, causedBy, accepted, known, presumed } = finding
  return {
    rule,
    theme,
    severity,
    confidence,
    ...(presumed ? { presumed: presumed.said } : {}),
    message,
    help,
    why,
    label,
    file,
    line,
    column,
    endLine,
    endColumn,
    element,
    steps,
    path,
    related,
    blueprint,
    fingerprint,
    likeness,
    causedBy,
    accepted,
    known,
  }
}

/** JSON that a terminal and a log show as it is: what could steer them is written as an escape, which reads back the same. */
export const printable = (text: string): string =>
  `${text.replaceAll(steering(), escaped).replaceAll(oldCommand, '\\u0023#')}\n`

/** Without the line breaks between the lines, of which there are many. */
const steering = (): RegExp => new RegExp(unsafe().source.replace('\\p{Cc}', '\\0-\\x09\\x0b-\\x1f\\x7f-\\x9f'), 'gu')

const escaped = (sign: string): string =>
  [...Array(sign.length).keys()].map((i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
