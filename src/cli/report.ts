import { audit } from '../audit/audit.ts'
import type { Result } from '../audit/result.ts'
import { against } from '../audit/standing.ts'
import { reportOf } from '../brief/content/report.ts'
import { type Service, serviceOf } from '../brief/content/service.ts'
import type { ReportDocument } from '../brief/document.ts'
import { html } from '../brief/html.ts'
import { markdown } from '../brief/markdown.ts'
import { pagesOf } from '../draw/picture.ts'
import { svg } from '../draw/svg.ts'
import type { Graph } from '../graph/graph.ts'
import { tellAndCount } from './check.ts'
import { writeWhole } from './disk.ts'
import { Problem } from './problem.ts'
import { type Scope, type ScopeOptions, scopeOf } from './scope.ts'
import { show } from './terminal.ts'
import { version } from './version.ts'

export const reportFormats = ['markdown', 'html', 'xlsx', 'pptx'] as const

export interface ReportOptions extends ScopeOptions {
  readonly format: (typeof reportFormats)[number]
  readonly output?: string
  readonly since?: string
  readonly trace?: boolean
}

/** The audit as a document for those who decide. Returns the exit code of `check`, except that findings fail nothing. */
export async function report(words: readonly string[], options: ReportOptions): Promise<number> {
  const { format, output, trace = false } = options
  const scope = await scopeOf(words, options)
  const graphs: Graph[] = []
  const problems: string[] = []
  const how = { ...scope.audit, plain: true }
  const now = await audit(scope.sources(problems), { ...how, keep: (graph) => graphs.push(graph) })
  const result = await since(now, scope, options)
  const pictures = format === 'html' ? { pictures: picturesOf } : {}
  const told = reportOf(result, graphs, { version, today: scope.audit.today, ...pictures })
  if (format === 'xlsx' || format === 'pptx') await writeOffice(format, output, told, result, graphs)
  else {
    const text = format === 'html' ? html(told, { trace }) : markdown(told, { trace })
    if (output === undefined) await show(text)
    else writeWhole(output, text)
  }
  return tellAndCount(result, { hints: scope.hints, failsOn: () => 'never' }, problems, {})
}

/** As many as it takes to be read on paper. What they show stands in words inside each, for who cannot see them. */
const picturesOf = ({ graph, open }: Service): { svg: string; description: string }[] =>
  pagesOf(graph, open, { columns: 9, legend: false }).map((scene, i, all) => ({
    svg: svg(scene, { theme: 'auto' }),
    description:
      all.length === 1 ? 'From the first step to the last' : `Part ${i + 1} of ${all.length}, in the order of time`,
  }))

/** Spreadsheets and slides are made of bytes, which a terminal cannot show. */
async function writeOffice(
  format: 'xlsx' | 'pptx',
  output: string | undefined,
  told: ReportDocument,
  result: Result,
  graphs: readonly Graph[],
): Promise<void> {
  if (output === undefined)
    throw new Problem(`Name a file for the ${format === 'xlsx' ? 'spreadsheet' : 'slides'}: \`-o report.${format}\``)
  const services = graphs.map((graph) => serviceOf(graph, result))
  const bytes =
    format === 'xlsx'
      ? (await import('../office/xlsx.ts')).xlsx((await import('../office/report-book.ts')).bookOf(told, services))
      : (await import('../office/pptx.ts')).pptx((await import('../office/report-deck.ts')).deckOf(told, services))
  writeWhole(output, bytes)
}

async function since(now: Result, scope: Scope, { since: revision }: ReportOptions): Promise<Result> {
  if (revision === undefined) return now
  const { resultAt } = await import('./since.ts')
  return against(now, await resultAt(revision, { ...scope, audit: { ...scope.audit, plain: true } }), revision)
}
