import type { Result } from '../audit/result.ts'
import { type Finding, isOpen, type Severity } from '../finding.ts'
import { count, listed, shortened } from '../words.ts'
import { doubtOf } from './doubt.ts'
import { clean } from './text.ts'
import { gravestFirst, verdictLine } from './verdict.ts'

/** GitHub shows so many annotations of each kind for a step of a job, and drops the others. */
const mostOfAKind = 10
/** GitHub drops an annotation's text from 4,096 characters on. */
const longestText = 1000

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' }

/**
 * Workflow commands, which GitHub shows as annotations at the lines of a pull request: as many as it takes, the gravest
 * first. What is over stands folded in the log. The verdict is the last line.
 */
export function github(result: Result): string {
  const open = gravestFirst(result.findings.filter(isOpen))
  const ours = aboutTheRun(result)
  const shown: string[] = []
  const rest: Finding[] = []
  const room = { error: mostOfAKind - ours.length, warning: mostOfAKind, note: mostOfAKind }
  for (const finding of open)
    if (room[finding.severity]-- > 0) shown.push(annotationOf(finding))
    else rest.push(finding)
  const errors = open.filter(({ severity }) => severity === 'error').length
  shown.splice(Math.min(errors, Math.max(mostOfAKind - ours.length, 0)), 0, ...ours)
  return [...shown, ...folded(rest), ...goneOf(result), verdictLine(result), ''].join('\n')
}

function annotationOf(finding: Finding): string {
  const { severity, rule, file, line, endLine, column, endColumn, message, why, help } = finding
  const text = [message, ...why, ...doubtOf(finding).map((line) => `Sure: ${line}`), `Help: ${help}`]
  return command(severity, text, {
    title: `faultline: ${rule}`,
    file,
    line,
    endLine,
    // Where it ends on another line, GitHub takes no columns.
    ...(line === endLine ? { col: column, endColumn } : {}),
  })
}

/** What makes the run fail beside findings. Several are one annotation, so that they take little of the room. */
function aboutTheRun({ baseline, faults }: Result): string[] {
  const gone = baseline?.gone.length ?? 0
  const broken = [...new Set(faults.map(({ rule }) => rule))]
  const told: string[] = []
  if (gone > 0) {
    const text = `${count(gone, 'entry is', 'entries are')} no longer found. Remove what is mended, or run with --update-baseline`
    told.push(command('error', [text], { title: 'faultline: baseline', file: baseline!.file }))
  }
  if (broken.length > 0) {
    const text = `A fault in faultline itself: ${listed(broken)} broke, and what they would have found is missing here`
    told.push(command('error', [text], { title: 'faultline' }))
  }
  return told
}

function folded(rest: readonly Finding[]): string[] {
  if (rest.length === 0) return []
  const kinds = (['error', 'warning', 'note'] as const)
    .map((kind) => ({ kind, number: rest.filter(({ severity }) => severity === kind).length }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => count(number, `more ${kind}`))
  return [
    `::group::${listed(kinds)} that GitHub does not show as annotations`,
    ...rest.map(
      ({ file, line, column, severity, rule, message }) =>
        `- ${clean(`${file}:${line}:${column}: ${severity}[${rule}]: ${message}`)}`,
    ),
    '::endgroup::',
  ]
}

const goneOf = ({ baseline }: Result): string[] =>
  (baseline?.gone ?? []).map(
    ({ rule, file, message }) =>
      `- in ${clean(`${baseline!.file}, but no longer found: ${rule} in ${file}: ${message}`)}`,
  )

/** `::error file=a.yaml,line=3::What is so`, written as GitHub's own library writes it. */
function command(
  severity: Severity,
  lines: readonly string[],
  properties: Readonly<Record<string, string | number>>,
): string {
  const told = Object.entries(properties).map(([name, value]) => `${name}=${property(clean(String(value)))}`)
  const text = lines.map((line) => shortened(clean(line), longestText)).join('\n')
  return `::${commands[severity]} ${told.join(',')}::${data(shortened(text, 2 * longestText))}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
