import type { OpenQuestion, Result } from '../audit/result.ts'
import type { Finding } from '../finding.ts'
import { count, listed } from '../words.ts'
import { frame } from './frame.ts'
import { type Paint, paintWith } from './paint.ts'
import { clean, width, wrap } from './text.ts'

export interface PrettyOptions {
  readonly coloured: boolean
  /** Columns of the terminal; without one, 80, and the first line of a finding stays whole. */
  readonly columns?: number
  readonly quiet?: boolean
  readonly verbose?: boolean
}

const mostMarks = 6

/** The result for people at a terminal. */
export function pretty(result: Result, { coloured, columns, quiet = false, verbose = false }: PrettyOptions): string {
  const paint = paintWith(coloured)
  const room = Math.max(40, Math.min(columns ?? 80, 100))
  const heading = columns === undefined ? Number.POSITIVE_INFINITY : room
  const open = result.findings.filter(({ accepted, severity }) => !accepted && (!quiet || severity === 'error'))
  const accepted = result.findings.filter((finding) => finding.accepted)
  const blocks = open.map((finding) => told(finding, result, paint, room, heading))
  if (accepted.length > 0 && !quiet) blocks.push(tradeOffs(accepted, paint, room))
  if (verbose)
    blocks.push(
      whatWasRead(result, paint),
      ...(result.notAssessable.length > 0 ? [interview(result.notAssessable, paint, room)] : []),
    )
  blocks.push(`${summary(result, paint, verbose)}\n`)
  return blocks.join('\n')
}

function told(finding: Finding, { sources }: Result, paint: Paint, room: number, heading: number): string {
  const { severity, rule, message, help, why, path, pathNames, related, confidence } = finding
  const head = `${severity}[${rule}]: `
  const marks = [
    { ...finding, label: finding.label, primary: true },
    ...related.slice(0, mostMarks).map((place) => ({ ...place, label: place.message, primary: false })),
  ]
  const lines = frame(
    marks.map((mark) => ({ ...mark, label: clean(mark.label) })),
    sources,
    severity,
    paint,
    room,
  )
  const gutter = Math.max(...marks.map(({ line }) => String(line).length)) + 1
  const note = (word: string, text: string): string => {
    const lead = `${' '.repeat(gutter)}${paint.quiet('=')} ${paint.strong(`${word}:`)}${' '.repeat(5 - word.length)}`
    return `${lead}${wrap(clean(text), room, gutter + 8)}`
  }
  const notes = [
    ...(related.length > mostMarks ? [note('also', `${related.length - mostMarks} more places`)] : []),
    ...(path.length > 1 ? [note('path', elided(pathNames).join(' → '))] : []),
    ...why.map((line) => note('why', line)),
    ...(confidence === 'certain'
      ? []
      : [
          note(
            'sure',
            `${confidence}: it stands on what was ${confidence === 'likely' ? 'reported' : 'assumed'}, not seen`,
          ),
        ]),
    note('help', help),
  ]
  return [
    `${paint.severity(severity, head.slice(0, -2))}${paint.strong(`: ${wrap(clean(message), heading, 2, width(head))}`)}`,
    ...lines,
    ...notes,
    '',
  ].join('\n')
}

/** Of a long way, the beginning and the end. */
function elided(names: readonly string[]): string[] {
  if (names.length <= 6) return [...names]
  return [names[0]!, `… ${names.length - 5} more …`, ...names.slice(-4)]
}

function tradeOffs(findings: readonly Finding[], paint: Paint, room: number): string {
  const lines = findings.map(({ rule, file, line, message, accepted }) => {
    const until = accepted!.until ? `, until ${accepted!.until}` : ''
    return `  ${wrap(clean(`${rule} at ${file}:${line}: ${message}; accepted by ${accepted!.by}${until}: ${accepted!.because}`), room, 4, 2)}`
  })
  return [paint.strong('Accepted trade-offs'), ...lines, ''].join('\n')
}

function whatWasRead({ blueprints, unread }: Result, paint: Paint): string {
  const lines = blueprints.map(
    ({ file, title, steps, touchpoints, handoffs, courierHandoffs, decisions, outcomes }) => {
      const ends = Object.entries(outcomes).filter(([, number]) => number > 0)
      return [
        `  ${clean(file)}: ${clean(title)}`,
        `    ${listed([
          count(steps, 'step'),
          count(touchpoints, 'touchpoint'),
          count(decisions, 'decision'),
          `${count(handoffs, 'handoff')} (and ${courierHandoffs} carried by the customer)`,
          `${count(
            ends.reduce((sum, [, number]) => sum + number, 0),
            'outcome',
          )}${ends.length > 0 ? ` (${ends.map(([outcome, number]) => `${number} ${outcome}`).join(', ')})` : ''}`,
        ])}`,
      ].join('\n')
    },
  )
  return [
    paint.strong('What was read'),
    ...lines,
    ...unread.map((file) => `  ${clean(file)}: could not be judged`),
    '',
  ].join('\n')
}

/** What the blueprints do not say, as questions to ask. */
function interview(questions: readonly OpenQuestion[], paint: Paint, room: number): string {
  const lines = [paint.strong('What could not be judged, and what to ask')]
  for (const rule of new Set(questions.map((question) => question.rule))) {
    const same = questions.filter((question) => question.rule === rule)
    const [{ because, ask }] = same as [OpenQuestion]
    lines.push(`  ${rule}: ${wrap(because, room, 4, rule.length + 4)}`)
    lines.push(`    ${wrap(`Ask: ${ask}`, room, 9, 4)}`)
    lines.push(`    ${wrap(`In: ${clean(same.map(({ file }) => file).join(', '))}`, room, 8, 4)}`)
  }
  return [...lines, ''].join('\n')
}

function summary({ summary, unread, notAssessable }: Result, paint: Paint, verbose: boolean): string {
  const { errors, warnings, notes, accepted } = summary
  const problems = errors + warnings + notes
  const kinds = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(notes > 0 ? [count(notes, 'note')] : []),
  ].join(', ')
  const detail = [kinds, ...(accepted > 0 ? [`${accepted} accepted`] : [])].filter((part) => part !== '').join('; ')
  const all = summary.blueprints + unread.length
  const unjudged = all === 1 ? ', which could not be judged' : `, of which ${unread.length} could not be judged`
  const judged = `in ${count(all, 'blueprint')}${unread.length > 0 ? unjudged : ''}`
  const rules = new Set(notAssessable.map(({ rule }) => rule)).size
  const open =
    rules > 0 ? ` · ${count(rules, 'rule')} not assessable${verbose ? '' : ' (--verbose lists what to ask)'}` : ''
  const found = problems === 0 ? paint.good('No problems') : paint.strong(count(problems, 'problem'))
  return `${found}${detail ? ` (${detail})` : ''} ${judged}${open}`
}
