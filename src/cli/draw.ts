import { audit } from '../audit/audit.ts'
import { dot } from '../draw/dot.ts'
import { mermaid } from '../draw/mermaid.ts'
import { sceneOf } from '../draw/picture.ts'
import { svg, type SvgOptions } from '../draw/svg.ts'
import type { Graph } from '../graph/graph.ts'
import { pretty } from '../report/pretty.ts'
import { clean } from '../report/text.ts'
import { tellAndCount } from './check.ts'
import { writeWhole } from './disk.ts'
import { Problem } from './problem.ts'
import { scopeOf } from './scope.ts'
import { errors, isColoured, isSeen, say, show } from './terminal.ts'

export const drawFormats = ['svg', 'mermaid', 'dot'] as const
export const drawThemes = ['light', 'dark', 'auto'] as const satisfies readonly SvgOptions['theme'][]

export interface DrawOptions {
  readonly format: (typeof drawFormats)[number]
  readonly output?: string
  readonly theme: (typeof drawThemes)[number]
  /** False: without what was found. */
  readonly findings: boolean
  /** So many columns side by side at most. */
  readonly columns?: number
  readonly config?: string
  readonly stdinFile: string
  readonly today?: string
}

/** Of more steps nobody can see anything; and hundreds of thousands make a text that is too long for V8. */
const mostDrawn = 10_000

/** One blueprint as a picture, with what `check` finds in it. Returns the exit code: findings fail nothing. */
export async function draw(file: string, options: DrawOptions): Promise<number> {
  const scope = await scopeOf([file], { ...options, rule: [], skip: [] })
  if (scope.files.length > 1)
    throw new Problem(`A picture shows one blueprint, and ${file} has ${scope.files.length}: name one of them`)
  const problems: string[] = []
  const graphs: Graph[] = []
  const keep = (graph: Graph): void => {
    graphs.push(graph)
  }
  const result = await audit(scope.sources(problems), { ...scope.audit, plain: true, keep })
  const [graph] = graphs
  if (graph && graph.steps.length > mostDrawn)
    throw new Problem(`A picture shows at most ${mostDrawn} steps, and ${file} has ${graph.steps.length}: split it`)
  if (graph) {
    const text = drawn(graph, options.findings ? result.findings : [], options)
    if (options.format === 'mermaid' && (graph.edges.length > 499 || text.length > 50_000))
      say('What draws Mermaid refuses more than 500 flows or 50,000 signs; `--format svg` has no such limit')
    if (options.output === undefined) await show(text)
    else writeWhole(options.output, text)
  } else if (result.unread.length > 0) say(pretty(result, { coloured: isColoured('auto', isSeen(errors)) }))
  const code = tellAndCount(result, { hints: scope.hints, failsOn: () => 'never' }, problems, {})
  if (code !== 0 || graph) return code
  if (result.unread.length > 0) return 1
  say(clean(`faultline: ${file} holds no blueprint that could be drawn`))
  return 2
}

function drawn(
  graph: Graph,
  findings: Parameters<typeof sceneOf>[1],
  { format, theme, columns }: Pick<DrawOptions, 'format' | 'theme' | 'columns'>,
): string {
  if (format === 'mermaid') return mermaid(graph, findings)
  if (format === 'dot') return dot(graph, findings)
  return svg(sceneOf(graph, findings, columns === undefined ? {} : { columns }), { theme })
}
