import type { Result } from '../audit/result.ts'
import { type Finding, isOpen, type Severity } from '../finding.ts'
import { addTo } from '../multimap.ts'
import { count, listed } from '../words.ts'
import { doubtOf } from './doubt.ts'
import { elided } from './elided.ts'
import { interviewsOf } from './interview.ts'
import { asCode, inline } from './markdown-text.ts'
import { gravestFirst, verdictOf } from './verdict.ts'

/** GitHub takes 65,536 characters in a comment; some are left for what a pipeline may add. */
const mostCharacters = 64_000
/** What the parts beside the findings may take of that. */
const share = { table: 8_000, list: 5_000, questions: 12_000 }

const signs: Record<Severity, string> = { error: '🔴', warning: '🟠', note: '🔵' }

/**
 * The result for a comment on a pull request, or the summary of a job: the verdict, the counts, the findings by
 * blueprint with the gravest first, what was fixed, what is accepted, and what to ask. Where it is too long, it says how
 * many more there are.
 */
export function markdown(result: Result): string {
  const open = result.findings.filter(isOpen)
  const head = [title(result, open), counts(result)]
  const tail = [faults(result), gone(result), fixed(result), tradeOffs(result), questions(result)]
  const taken = [...head, ...tail].join('\n\n').length
  const told = findings(open, result, mostCharacters - taken - 100)
  return `${[...head, told, ...tail].filter((part) => part !== '').join('\n\n')}\n`
}

function title(result: Result, open: readonly Finding[]): string {
  const { found, judged, gone } = verdictOf(result)
  const [gravest] = gravestFirst(open)
  const isFine = !gravest && gone === '' && result.faults.length === 0
  return `## ${isFine ? '✅' : signs[gravest?.severity ?? 'error']} ${inline(`${found}${judged}${gone}`)}`
}

function counts({ blueprints, unread, findings, summary }: Result): string {
  const columns: Record<string, (finding: Finding) => boolean> = {
    Errors: (finding) => isOpen(finding) && finding.severity === 'error',
    Warnings: (finding) => isOpen(finding) && finding.severity === 'warning',
    Notes: (finding) => isOpen(finding) && finding.severity === 'note',
    ...(summary.known > 0 ? { Known: ({ accepted, known }) => !accepted && known !== null } : {}),
    ...(summary.accepted > 0 ? { Accepted: ({ accepted }) => accepted !== null } : {}),
  }
  const byBlueprint = new Map<string, Finding[]>()
  for (const finding of findings) addTo(byBlueprint, finding.blueprint, finding)
  const row = (name: string, file: string): string => {
    const here = byBlueprint.get(file) ?? []
    const cells = Object.values(columns).map((isCounted) => here.filter(isCounted).length)
    return `| ${[name, asCode(file), ...cells].join(' | ')} |`
  }
  const rows = [
    ...blueprints.map(({ file, title }) => row(inline(title, 80), file)),
    ...unread.map((file) => row('*could not be judged*', file)),
  ]
  if (rows.length === 0) return ''
  const names = Object.keys(columns)
  const head = [`| Blueprint | File | ${names.join(' | ')} |`, `|---|---|${names.map(() => '--:|').join('')}`]
  const { shown, left } = fitting(rows, share.table)
  const more = left > 0 ? `\n\n… and ${count(left, 'more blueprint')}` : ''
  return [...head, ...shown].join('\n') + more
}

interface Block {
  readonly finding: Finding
  readonly text: string
  /** How many findings it tells of. */
  readonly number: number
}

/** By blueprint, the gravest of each first. Where there is no room for all, what is told is the gravest of the whole run. */
function findings(open: readonly Finding[], { blueprints }: Result, room: number): string {
  const titles = new Map(blueprints.map(({ file, title }) => [file, title]))
  const heads = new Map(
    [...new Set(open.map(({ blueprint }) => blueprint))].map((file) => {
      const title = titles.get(file)
      return [file, `### ${title === undefined ? asCode(file) : `${inline(title, 100)}\n\n${asCode(file)}`}`]
    }),
  )
  const byBlueprint = new Map<string, Finding[]>()
  for (const finding of open) addTo(byBlueprint, finding.blueprint, finding)
  const blocks = [...byBlueprint.values()].flatMap(blocksOf)
  const shown = fittingBlocks(blocks, heads, room)
  const missing = blocks.reduce((sum, block) => sum + (shown.has(block) ? 0 : block.number), 0)
  const told = new Map<string, string[]>()
  for (const block of blocks) if (shown.has(block)) addTo(told, block.finding.blueprint, block.text)
  const groups = [...told].flatMap(([blueprint, texts]) => [heads.get(blueprint)!, ...texts])
  return [...groups, ...(missing > 0 ? [`… and ${count(missing, 'more finding')}`] : [])].join('\n\n')
}

/** Findings of one blueprint, echoes together with what they are echoes of. */
function blocksOf(here: readonly Finding[]): Block[] {
  const prints = new Set(here.map(({ fingerprint }) => fingerprint))
  const isEcho = ({ causedBy }: Finding): boolean => causedBy !== null && prints.has(causedBy)
  const byCause = new Map<string | null, Finding[]>()
  for (const finding of here) addTo(byCause, finding.causedBy, finding)
  return gravestFirst(here)
    .filter((finding) => !isEcho(finding))
    .map((finding) => {
      const echoes = byCause.get(finding.fingerprint) ?? []
      return { finding, text: told(finding, echoes), number: 1 + echoes.length }
    })
}

function fittingBlocks(blocks: readonly Block[], heads: ReadonlyMap<string, string>, room: number): Set<Block> {
  const shown = new Set<Block>()
  const headed = new Set<string>()
  const order = gravestFirst(blocks.map(({ finding }) => finding))
  const byFinding = new Map(blocks.map((block) => [block.finding, block]))
  let left = room
  for (const finding of order) {
    const block = byFinding.get(finding)!
    const head = headed.has(finding.blueprint) ? 0 : heads.get(finding.blueprint)!.length + 2
    left -= block.text.length + 2 + head
    if (left < 0) break
    shown.add(block)
    headed.add(finding.blueprint)
  }
  return shown
}

function told(finding: Finding, echoes: readonly Finding[]): string {
  const { message, help, why, path, pathNames } = finding
  const lines = [
    ...(path.length > 1 ? [`*Way:* ${inline(elided(pathNames).join(' → '), 600)}`] : []),
    ...why.slice(0, 8).map((line) => `*Why:* ${inline(line)}`),
    ...doubtOf(finding).map((line) => `*Sure:* ${inline(line)}`),
    `*Help:* ${inline(help)}`,
    ...echoes.slice(0, 8).map((echo) => `*And so:* ${heading(echo)}: ${inline(echo.message)}`),
    ...(echoes.length > 8 ? [`*And so:* ${count(echoes.length - 8, 'more finding')}`] : []),
  ]
  return [`- ${heading(finding)}: ${inline(message)}`, ...lines.map((line) => `  - ${line}`)].join('\n')
}

function heading({ severity, rule, file, line, blueprint }: Finding): string {
  const place = file === blueprint ? `line ${line}` : `${asCode(file)} line ${line}`
  return `${signs[severity]} **${severity}** ${asCode(rule)}, ${place}`
}

function fixed({ before }: Result): string {
  if (!before || before.fixed.length === 0) return ''
  return section(`### ✅ Fixed since ${inline(before.called, 80)}`, before.fixed.map(entry), share.list)
}

function gone({ baseline }: Result): string {
  if (!baseline || baseline.gone.length === 0) return ''
  const title = `### 🔴 In ${asCode(baseline.file)}, but no longer found`
  const todo = 'Remove them there, or run with `--update-baseline`: a baseline can only shrink.'
  return section(`${title}\n\n${todo}`, baseline.gone.map(entry), share.list)
}

const entry = ({ rule, message, file }: { rule: string; message: string; file: string }): string =>
  `- ${asCode(rule)}: ${inline(message)} (${asCode(file)})`

function faults({ faults }: Result): string {
  const lines = faults.map(({ rule, file }) => `- ${asCode(rule)} broke on ${asCode(file)}`)
  if (lines.length === 0) return ''
  return section(
    '### 🔴 Faults in faultline itself\n\nWhat these rules would have found is missing.',
    lines,
    share.list,
  )
}

function tradeOffs({ findings }: Result): string {
  const lines = findings.flatMap((finding) => {
    if (!finding.accepted) return []
    const { because, by, until } = finding.accepted
    const day = until ? `, until ${inline(until)}` : ''
    return [`${entry(finding)}; accepted by ${inline(by, 100)}${day}: ${inline(because)}`]
  })
  return lines.length > 0 ? details(`Accepted trade-offs (${lines.length})`, lines, share.list) : ''
}

function questions({ notAssessable }: Result): string {
  const lines = interviewsOf(notAssessable).flatMap(({ whom, questions }) =>
    questions.map(({ ask, because, rule, files }, i) => {
      const few = files.length > 4 ? [...files.slice(0, 3).map(asCode), `${files.length - 3} more`] : files.map(asCode)
      const question = `  - ${inline(ask)}\n    - ${asCode(rule)}: ${inline(because)}; in ${listed(few)}`
      return i === 0 ? `- ${inline(whom, 200)}\n${question}` : question
    }),
  )
  return lines.length > 0 ? details('What could not be judged, and whom to ask what', lines, share.questions) : ''
}

const section = (head: string, lines: readonly string[], room: number): string => `${head}\n\n${list(lines, room)}`

const details = (summary: string, lines: readonly string[], room: number): string =>
  `<details>\n<summary>${summary}</summary>\n\n${list(lines, room)}\n\n</details>`

function list(lines: readonly string[], room: number): string {
  const { shown, left } = fitting(lines, room)
  return [...shown, ...(left > 0 ? [`- … and ${left} more`] : [])].join('\n')
}

/** The first of some blocks that there is room for, whole, and how many are left. */
function fitting(blocks: readonly string[], room: number): { shown: readonly string[]; left: number } {
  let used = 0
  const end = blocks.findIndex((block) => {
    used += block.length + 2
    return used > room
  })
  return end < 0 ? { shown: blocks, left: 0 } : { shown: blocks.slice(0, end), left: blocks.length - end }
}
