import type { Finding } from '../finding.ts'
import { type Edge, type Graph, isHandoff, isOwnerless } from '../graph/graph.ts'
import type { Step } from '../read/blueprint.ts'
import { flowLine, stepLines } from './card-words.ts'
import { stepLanes } from './columns.ts'
import { foundAt } from './found.ts'
import { laneTitles } from './lane-titles.ts'
import { themes } from './theme.ts'
import { linesOf, shown } from './wrap.ts'

const { tones, grounds } = themes.light

/** The blueprint in the language of Graphviz, for those who lay it out with tools of their own. */
export function dot(graph: Graph, findings: readonly Finding[]): string {
  const found = foundAt(graph, findings)
  const lines = [
    'digraph blueprint {',
    `  graph [rankdir=LR, compound=true, newrank=true, fontname="Helvetica", labelloc=t, label=${quoted([shown(graph.blueprint.title)])}]`,
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=11]',
    '  edge [fontname="Helvetica", fontsize=9]',
  ]
  for (const lane of stepLanes) {
    const steps = graph.steps.filter((step) => step.lane === lane)
    if (steps.length === 0) continue
    lines.push(
      `  subgraph cluster_${lane} {`,
      `    label=${quoted([laneTitles[lane]])}; style=filled; color="${grounds[lane]}"; fontcolor="${tones[lane]}"`,
      ...steps.map((step) => `    s${step.index} [${nodeLook(step, found.step.get(step.index))}]`),
      '  }',
    )
  }
  for (const edge of graph.edges)
    lines.push(`  s${edge.from.index} -> s${edge.to.index} [${edgeLook(edge, found.edge.get(edge.index))}]`)
  return `${[...lines, '}'].join('\n')}\n`
}

function nodeLook(step: Step, found: string | undefined): string {
  return [
    `label=${quoted(stepLines(step, found).flatMap(broken))}`,
    `color="${tones[step.lane]}"`,
    ...(step.outcome ? ['peripheries=2'] : []),
    ...(isOwnerless(step) ? ['style="rounded,filled,dashed"'] : []),
  ].join(', ')
}

function edgeLook(edge: Edge, found: string | undefined): string {
  const text = flowLine(edge, found)
  const look = {
    next: isHandoff(edge) ? ['penwidth=2.4'] : [],
    recover: ['style=dashed', 'arrowhead=empty', `color="${tones.failure}"`],
    late: ['style=dotted', 'arrowhead=empty', `color="${tones.late}"`],
    'promise-late': ['style=dotted', 'arrowhead=empty', `color="${tones.late}"`],
  }[edge.kind]
  return [...(text ? [`label=${quoted(broken(text))}`] : []), ...look].join(', ')
}

const broken = (line: string): string[] => linesOf(line, { width: 170, size: 11, lines: 4 })

/** Lines of a label, between quotes: Graphviz reads backslashes and HTML's entities in there. */
const quoted = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;')).join('\\n')}"`
