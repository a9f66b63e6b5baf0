import type { Finding } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import { badgeSize } from './card.ts'
import type { Numbered } from './numbered.ts'
import { emptySketch, type Sketch } from './sketch.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

/** Somebody has decided to live with it, or it was known before. */
export const isHollow = ({ accepted, known }: Finding): boolean => accepted !== null || known !== null

interface Entry {
  readonly numbered: Numbered
  readonly lines: readonly string[]
}

const size = 11.5
const lineHeight = 15
const columnWidth = 400
const gap = 24

/** What the numbers mean, in columns below the picture: one entry a number. */
export function legendOf(
  graph: Graph,
  numbered: readonly Numbered[],
  width: number,
): { sketch: Sketch; height: number } {
  const sketch = emptySketch()
  const entries = new Map<number, Numbered>()
  for (const one of numbered) {
    const told = entries.get(one.number)
    if (!told || one.finding.causedBy === null) entries.set(one.number, one)
  }
  if (entries.size === 0) return { sketch, height: 0 }
  const columns = Math.max(1, Math.min(Math.floor((width + gap) / (columnWidth + gap)), entries.size))
  const each = (width - (columns - 1) * gap) / columns
  const written = [...entries.values()]
    .sort((a, b) => a.number - b.number)
    .map((one): Entry => {
      const lines = linesOf(inPlainWords(one.finding, graph), { width: each - badgeSize - 10, size, lines: 4 })
      return { numbered: one, lines }
    })
  const heightOf = ({ lines }: Entry): number => Math.max(badgeSize + 3, lines.length * lineHeight) + 5
  const total = written.reduce((sum, entry) => sum + heightOf(entry), 0)

  const title = 'What was found'
  sketch.texts.push({
    text: title,
    size: 14,
    weight: 'bold',
    tone: 'ink',
    anchor: 'start',
    x: 0,
    y: 13,
    width: textWidth(title, 14, true),
  })
  const top = 26
  let column = 0
  let y = 0
  let tallest = 0
  for (const entry of written) {
    const height = heightOf(entry)
    if (column < columns - 1 && y > 0 && y + height / 2 > total / columns) {
      column += 1
      y = 0
    }
    drawEntry(sketch, entry, column * (each + gap), top + y)
    y += height
    tallest = Math.max(tallest, y)
  }
  return { sketch, height: top + tallest }
}

function drawEntry(sketch: Sketch, { numbered: { number, finding }, lines }: Entry, x: number, y: number): void {
  sketch.badges.push({
    number,
    severity: finding.severity,
    hollow: isHollow(finding),
    x: x + badgeSize / 2,
    y: y + badgeSize / 2,
    size: badgeSize,
  })
  for (const [i, text] of lines.entries())
    sketch.texts.push({
      text,
      size,
      tone: 'ink',
      anchor: 'start',
      x: x + badgeSize + 8,
      y: y + 12.5 + i * lineHeight,
      width: textWidth(text, size),
    })
}

/** For those who decide where it is said so; else the finding's own words, with names instead of what stands in the file. */
function inPlainWords(finding: Finding, graph: Graph): string {
  const state = finding.accepted ? ' (accepted)' : finding.known ? ' (known before)' : ''
  return shown(finding.plain?.lived ?? withNames(finding.message, graph)) + state
}

function withNames(message: string, { blueprint }: Graph): string {
  const sections = [
    blueprint.steps,
    blueprint.owners,
    blueprint.promises,
    blueprint.metrics,
    blueprint.incentives,
    blueprint.policies,
  ]
  return message.replaceAll(/`([^`]+)`/g, (_, id: string) => {
    const named = sections.map((section) => section.get(id)).find((thing) => thing !== undefined)
    return named ? `“${named.name}”` : /^[a-z][a-z0-9-]*$/.test(id) ? id.replaceAll('-', ' ') : id
  })
}
