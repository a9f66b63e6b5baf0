import type { Finding } from '../finding.ts'
import { type Edge, type Graph, isFailureEdge, isHandoff, isOwnerless } from '../graph/graph.ts'
import type { Step } from '../read/blueprint.ts'
import { flowLine, stepLines } from './card-words.ts'
import { stepLanes } from './columns.ts'
import { foundAt } from './found.ts'
import { laneTitles } from './lane-titles.ts'
import { linesOf, shown } from './wrap.ts'

/**
 * The blueprint as a Mermaid flowchart, for places that draw Mermaid themselves. It has no columns and its renderers
 * order the lanes as they like: a sketch in a text, not the picture that `svg` gives.
 */
export function mermaid(graph: Graph, findings: readonly Finding[]): string {
  const found = foundAt(graph, findings)
  const lines = ['---', `title: "${title(shown(graph.blueprint.title))}"`, '---', 'flowchart LR']
  for (const lane of stepLanes) {
    const steps = graph.steps.filter((step) => step.lane === lane)
    if (steps.length === 0) continue
    lines.push(`  subgraph ${lane}["${laneTitles[lane]}"]`)
    for (const step of steps) lines.push(`    ${node(step, found.step.get(step.index))}`)
    lines.push('  end')
  }
  for (const edge of graph.edges) lines.push(`  ${flow(edge, found.edge.get(edge.index))}`)
  lines.push(...looks)
  for (const [name, members] of classes(graph))
    if (members.length > 0) lines.push(`  class ${members.map(({ index }) => `s${index}`).join(',')} ${name}`)
  return `${lines.join('\n')}\n`
}

function node(step: Step, found: string | undefined): string {
  const text = `"${stepLines(step, found).flatMap(broken).map(escaped).join('<br/>')}"`
  return step.outcome ? `s${step.index}([${text}])` : `s${step.index}[${text}]`
}

/** Renderers break lines between words alone. */
const broken = (line: string): string[] => linesOf(line, { width: 200, size: 12, lines: 4 })

function flow(edge: Edge, found: string | undefined): string {
  const arrow = isFailureEdge(edge) ? '-.->' : isHandoff(edge) ? '==>' : '-->'
  const text = broken(flowLine(edge, found)).map(escaped).join('<br/>')
  return `s${edge.from.index} ${arrow}${text ? `|"${text}"|` : ''} s${edge.to.index}`
}

const looks = [
  '  classDef customer fill:#fff6e3,stroke:#96640a,color:#1b2430',
  '  classDef touchpoint fill:#eaf4fd,stroke:#1f66ab,color:#1b2430',
  '  classDef backstage fill:#f1effc,stroke:#5f4db3,color:#1b2430',
  '  classDef support fill:#e9f7ef,stroke:#1f7a4d,color:#1b2430',
  '  classDef outcome stroke-width:3px',
  '  classDef nobody stroke-dasharray:5 4',
]

const classes = ({ steps }: Graph): [string, Step[]][] => [
  ...stepLanes.map((lane): [string, Step[]] => [lane, steps.filter((step) => step.lane === lane)]),
  ['outcome', steps.filter(({ outcome }) => outcome !== undefined)],
  ['nobody', steps.filter(isOwnerless)],
]

/** The title is shown as it stands, so that numbers would not do: what could mean anything becomes a blank. */
const title = (text: string): string =>
  text
    .replaceAll(/(?!\u200d)[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}, ’“”…·→–().:?!/+&'-]/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()

/**
 * Text between quotes. Mermaid reads Markdown, directives (`%%{`), entities (`#quot;`) and signs of its own making in
 * there, and who shows it makes links: so all but letters, digits, blanks and what never means anything is written by
 * its number.
 */
const escaped = (text: string): string =>
  text.replaceAll(
    /(?!\u200d)[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}, ’“”…·→–-]|[ﬂ¶°]|(?<=^|\s)-|-$/gu,
    (sign) => `#${sign.codePointAt(0)};`,
  )
