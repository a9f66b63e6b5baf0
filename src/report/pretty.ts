import type { OpenQuestion, Result } from '../audit/result.ts'
import { type Finding, isOpen } from '../finding.ts'
import { addTo } from '../multimap.ts'
import { count, listed } from '../words.ts'
import { doubtOf } from './doubt.ts'
import { frame } from './frame.ts'
import { elided } from './elided.ts'
import { interviewsOf } from './interview.ts'
import { type Paint, paintWith } from './paint.ts'
import { clean, width, wrap } from './text.ts'
import { verdictOf } from './verdict.ts'

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
  const open = result.findings.filter((finding) => isOpen(finding) && (!quiet || finding.severity === 'error'))
  const accepted = result.findings.filter((finding) => finding.accepted)
  const shown = new Set(open.map(({ fingerprint }) => fingerprint))
  const isEcho = ({ causedBy }: Finding): boolean => causedBy !== null && shown.has(causedBy)
  // What the same thing brings up elsewhere.
  const echoes = new Map<string, Finding[]>()
  for (const finding of open) addTo(echoes, `${finding.causedBy} ${finding.blueprint}`, finding)
  const blocks = open
    .filter((finding) => !isEcho(finding))
    .map((finding) => {
      const its = echoes.get(`${finding.fingerprint} ${finding.blueprint}`) ?? []
      return told(finding, its, result, paint, room, heading)
    })
  if (accepted.length > 0 && !quiet) blocks.push(tradeOffs(accepted, paint, room))
  if (!quiet) blocks.push(...fixed(result, paint, room))
  blocks.push(...gone(result, paint, room))
  if (verbose)
    blocks.push(
      ...known(result, paint, room),
      whatWasRead(result, paint),
      ...(result.notAssessable.length > 0 ? [interview(result.notAssessable, paint, room)] : []),
    )
  blocks.push(`${summary(result, paint, verbose)}\n`)
  return blocks.join('\n')
}

function told(
  finding: Finding,
  echoing: readonly Finding[],
  { sources }: Result,
  paint: Paint,
  room: number,
  heading: number,
): string {
  const { severity, rule, message, help, why, path, pathNames, related } = finding
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
    ...doubtOf(finding).map((line) => note('sure', line)),
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

function tradeOffs(findings: readonly Finding[], paint: Paint, room: number): string {
  const lines = findings.map(({ rule, file, line, message, accepted }) => {
    const until = accepted!.until ? `, until ${accepted!.until}` : ''
    return `  ${wrap(clean(`${rule} at ${file}:${line}: ${message}; accepted by ${accepted!.by}${until}: ${accepted!.because}`), room, 4, 2)}`
  })
  return [paint.strong('Accepted trade-offs'), ...lines, ''].join('\n')
}

function fixed({ before }: Result, paint: Paint, room: number): string[] {
  if (!before || before.fixed.length === 0) return []
  return [listOf(paint.good(`Fixed since ${clean(before.called)}:`), before.fixed, room)]
}

function gone({ baseline }: Result, paint: Paint, room: number): string[] {
  if (!baseline || baseline.gone.length === 0) return []
  const todo = 'but no longer found (remove them, or run with --update-baseline):'
  return [listOf(paint.strong(`In ${clean(baseline.file)}, ${todo}`), baseline.gone, room)]
}

function known({ findings, before, baseline }: Result, paint: Paint, room: number): string[] {
  const from = { before: before && `in ${before.called}`, baseline: baseline && `in ${baseline.file}` }
  return (['before', 'baseline'] as const).flatMap((by) => {
    const those = findings.filter((finding) => !finding.accepted && finding.known === by)
    return those.length > 0 ? [listOf(paint.strong(`Known already, ${clean(from[by] ?? by)}:`), those, room)] : []
  })
}

function listOf(
  title: string,
  entries: readonly { readonly rule: string; readonly message: string; readonly file: string }[],
  room: number,
): string {
  const lines = entries.map(
    ({ rule, message, file }) => `  ${wrap(clean(`${rule}: ${message}  (${file})`), room, 4, 2)}`,
  )
  return [title, ...lines, ''].join('\n')
}

function whatWasRead({ blueprints, unread }: Result, paint: Paint): string {
  const lines = blueprints.map(
    ({ file, title, steps, touchpoints, handoffs, courierHandoffs, courierHandoffsAtLeast, decisions, outcomes }) => {
      const ends = Object.entries(outcomes).filter(([, number]) => number > 0)
      return [
        `  ${clean(file)}: ${clean(title)}`,
        `    ${listed([
          count(steps, 'step'),
          count(touchpoints, 'touchpoint'),
          count(decisions, 'decision'),
          `${count(handoffs, 'handoff')} (and ${courierHandoffsAtLeast ? 'at least ' : ''}${courierHandoffs} carried by the customer)`,
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

function interview(questions: readonly OpenQuestion[], paint: Paint, room: number): string {
  const lines = [paint.strong('What could not be judged, and what to ask')]
  for (const { whom, questions: asked } of interviewsOf(questions)) {
    lines.push(`  ${wrap(clean(whom), room, 4, 2)}`)
    for (const { ask, because, rule, files } of asked) {
      lines.push(`    ${paint.quiet('?')} ${wrap(clean(ask), room, 6)}`)
      lines.push(`      ${wrap(clean(`${rule}: ${because}; in ${listed(files)}`), room, 8, 6)}`)
    }
  }
  return [...lines, ''].join('\n')
}

function summary(result: Result, paint: Paint, verbose: boolean): string {
  const { found, judged, gone, undecided } = verdictOf(result)
  const hint = verbose ? '' : ' (--verbose lists what to ask)'
  const open = undecided > 0 ? ` · ${count(undecided, 'rule')} not assessable${hint}` : ''
  return `${found.startsWith('No') ? paint.good(found) : paint.strong(found)}${judged}${gone}${open}`
}
