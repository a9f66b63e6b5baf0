import { audit } from '../audit/audit.ts'
import type { Result } from '../audit/result.ts'
import { against } from '../audit/standing.ts'
import { reportOf } from '../brief/content/report.ts'
import { html } from '../brief/html.ts'
import { markdown } from '../brief/markdown.ts'
import { sceneOf } from '../draw/picture.ts'
import { svg } from '../draw/svg.ts'
import type { Finding } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import { tellAndCount } from './check.ts'
import { writeWhole } from './disk.ts'
import { type Scope, type ScopeOptions, scopeOf } from './scope.ts'
import { show } from './terminal.ts'
import { version } from './version.ts'

export const reportFormats = ['markdown', 'html'] as const

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
  const told = reportOf(result, graphs, {
    version,
    today: scope.audit.today,
    ...(format === 'html' ? { picture: ({ graph, open }) => picture(graph, open) } : {}),
  })
  const text = format === 'html' ? html(told, { trace }) : markdown(told, { trace })
  if (output === undefined) await show(text)
  else writeWhole(output, text)
  return tellAndCount(result, { hints: scope.hints, failsOn: () => 'never' }, problems, {})
}

/** In words too, for who cannot see it. */
function picture(graph: Graph, findings: readonly Finding[]): { svg: string; description: string } {
  const scene = sceneOf(graph, findings)
  return { svg: svg(scene, { theme: 'auto' }), description: scene.says }
}

async function since(now: Result, scope: Scope, { since: revision }: ReportOptions): Promise<Result> {
  if (revision === undefined) return now
  const { resultAt } = await import('./since.ts')
  return against(now, await resultAt(revision, { ...scope, audit: { ...scope.audit, plain: true } }), revision)
}
