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
  const shown = new Set(open.map(({ fingerprint }) => fingerprint))
  const isEcho = ({ causedBy }: Finding): boolean => causedBy !== null && shown.has(causedBy)
  const blocks = open
    .filter((finding) => !isEcho(finding))
    .map((finding) => told(finding, echoes(finding, open), result, paint, room, heading))
  if (accepted.length > 0 && !quiet) blocks.push(tradeOffs(accepted, paint, room))
  if (verbose)
    blocks.push(
      whatWasRead(result, paint),
      ...(result.notAssessable.length > 0 ? [interview(result.notAssessable, paint, room)] : []),
    )
  blocks.push(`${summary(result, paint, verbose)}\n`)
  return blocks.join('\n')
}

/** What the same thing brings up elsewhere. */
const echoes = ({ fingerprint, blueprint }: Finding, open: readonly Finding[]): Finding[] =>
  open.filter((other) => other.causedBy === fingerprint && other.blueprint === blueprint)

function told(
  finding: Finding,
  echoing: readonly Finding[],
  { sources }: Result,
  paint: Paint,
  room: number,
  heading: number,
): string {
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
  const echoed = echoing.flatMap((echo) => {
    const lead = `${' '.repeat(gutter)}${paint.quiet('+')} `
    return [
      `${lead}${paint.severity(echo.severity, `${echo.severity}[${echo.rule}]`)}: ${wrap(clean(`${echo.message} (line ${echo.line})`), room, gutter + 4, gutter + echo.severity.length + echo.rule.length + 6)}`,
    ]
  })
  return [
    `${paint.severity(severity, head.slice(0, -2))}${paint.strong(`: ${wrap(clean(message), heading, 2, width(head))}`)}`,
    ...lines,
    ...notes,
    ...(echoed.length > 0 ? [`${' '.repeat(gutter)}${paint.quiet('=')} ${paint.strong('and so:')}`, ...echoed] : []),
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

/** What the blueprints do not say, as questions to ask, by whom to ask. */
function interview(questions: readonly OpenQuestion[], paint: Paint, room: number): string {
  const lines = [paint.strong('What could not be judged, and what to ask')]
  const asked = (question: OpenQuestion): string => question.whom.join(', ') || 'Whoever knows the service'
  for (const whom of [...new Set(questions.map(asked))].sort()) {
    lines.push(`  ${wrap(clean(whom), room, 4, 2)}`)
    for (const { ask, because, rule, files } of merged(questions.filter((question) => asked(question) === whom))) {
      lines.push(`    ${paint.quiet('?')} ${wrap(clean(ask), room, 6)}`)
      lines.push(`      ${wrap(clean(`${rule}: ${because}; in ${listed(files)}`), room, 8, 6)}`)
    }
  }
  return [...lines, ''].join('\n')
}

/** The same question about several blueprints is asked once. */
function merged(questions: readonly OpenQuestion[]): (OpenQuestion & { files: string[] })[] {
  const byText = new Map<string, OpenQuestion & { files: string[] }>()
  for (const question of questions) {
    const text = JSON.stringify([question.rule, question.ask, question.because])
    const same = byText.get(text)
    if (same) same.files.push(question.file)
    else byText.set(text, { ...question, files: [question.file] })
  }
  return [...byText.values()]
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
