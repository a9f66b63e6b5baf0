import type { Finding } from '../finding.ts'
import type { Graph } from '../graph/graph.ts'
import { count } from '../words.ts'
import { type Band, bandOf, type Plan } from './band.ts'
import { bandsOf, type Span } from './bands.ts'
import { timelineOf } from './columns.ts'
import { drawnBand, widthOf } from './draw-band.ts'
import { keyOf } from './key.ts'
import { legendOf } from './legend.ts'
import { type Numbered, numberedOf } from './numbered.ts'
import type { Scene } from './scene.ts'
import { emptySketch, put, type Sketch } from './sketch.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

export interface PictureOptions {
  /** Columns side by side at most; a longer time is broken into rows, between phases. */
  readonly columns?: number
  /** False: without what the forms mean and without what was found in words; the numbers stay. */
  readonly legend?: boolean
}

const margin = 24
const leastWidth = 760
/** A row of this many columns can still be read where it is shown as wide as a screen, and as a slide. */
const mostColumns = { picture: 16, page: 9 }

/** The blueprint as one picture, with the findings at their places. The same input gives the same picture. */
export function sceneOf(graph: Graph, findings: readonly Finding[], options: PictureOptions = {}): Scene {
  const plan = planOf(graph, findings, options.columns ?? mostColumns.picture)
  return scene(plan, plan.bands, plan.numbered, options)
}

/** The same on pages, such as slides: a picture for each row of columns, with the numbers of the whole. */
export function pagesOf(graph: Graph, findings: readonly Finding[], options: PictureOptions = {}): Scene[] {
  const plan = planOf(graph, findings, options.columns ?? mostColumns.page)
  return plan.bands.map((band, i) => {
    const here = new Set(band.steps.map(({ index }) => index))
    const isHere = ({ at }: Numbered): boolean =>
      at ? here.has('step' in at ? at.step : graph.edges[at.edge]!.from.index) : i === plan.bands.length - 1
    return scene(plan, [band], plan.numbered.filter(isHere), options)
  })
}

function planOf(
  graph: Graph,
  findings: readonly Finding[],
  columns: number,
): Plan & { readonly bands: readonly Band[] } {
  const timeline = timelineOf(graph)
  const spans = bandsOf(timeline, columns)
  const plan = { graph, timeline, numbered: atDrawnPlaces(graph, findings, spans, timeline) }
  return { ...plan, bands: spans.map((span) => bandOf(plan, span)) }
}

function scene(
  plan: Plan,
  bands: readonly Band[],
  numbered: Plan['numbered'],
  { legend = true }: PictureOptions,
): Scene {
  const { graph } = plan
  const width = Math.max(leastWidth, ...bands.map(widthOf))
  const sketch = emptySketch()
  let y = margin
  const add = (part: { readonly sketch: Sketch; readonly height: number }, above: number): void => {
    if (part.height === 0) return
    y += y > margin ? above : 0
    put(sketch, part.sketch, margin, y)
    y += part.height
  }
  add(headOf(graph, width), 0)
  for (const [i, band] of bands.entries()) add(drawnBand(plan, band, width), i === 0 ? 18 : 30)
  if (legend) {
    add(keyOf(sketch, width), 26)
    add(legendOf(graph, numbered, width), 26)
  }
  return {
    width: Math.ceil(width + 2 * margin),
    height: Math.ceil(y + margin),
    title: shown(graph.blueprint.title),
    says: saidOf(graph, plan),
    ...sketch,
  }
}

/** Findings on flows that no row of columns draws whole are drawn at the step that they leave. */
function atDrawnPlaces(
  graph: Graph,
  findings: readonly Finding[],
  spans: readonly Span[],
  timeline: Plan['timeline'],
): Plan['numbered'] {
  const rowOf = (step: number): number => spans.findIndex(({ last }) => timeline.columnOf[step]! <= last)
  return numberedOf(graph, findings, timeline).map((one) => {
    if (!one.at || 'step' in one.at) return one
    const { from, to } = graph.edges[one.at.edge]!
    return rowOf(from.index) === rowOf(to.index) ? one : { ...one, at: { step: from.index } }
  })
}

function headOf({ blueprint }: Graph, width: number): { sketch: Sketch; height: number } {
  const sketch = emptySketch()
  let y = 0
  const state = blueprint.state === 'as-is' ? 'as it is' : 'as it is to be'
  const line = (text: string, size: number, isBold: boolean, lines: number): void => {
    for (const part of linesOf(text, { width: Math.min(width, 1100), size, lines, isBold })) {
      y += size * 1.3
      sketch.texts.push({
        text: part,
        size,
        ...(isBold ? { weight: 'bold' } : {}),
        tone: isBold ? 'ink' : 'quiet',
        anchor: 'start',
        x: 0,
        y: y - size * 0.3,
        width: textWidth(part, size, isBold),
      })
    }
  }
  line(shown(blueprint.title), 21, true, 2)
  const scenario = blueprint.written.scenario === undefined ? '' : ` · ${shown(blueprint.written.scenario)}`
  y += 3
  line(`The service ${state}${scenario}`, 12.5, false, 3)
  return { sketch, height: y }
}

function saidOf({ steps, edges, blueprint }: Graph, { timeline, numbered }: Plan): string {
  const phases = timeline.phases.map(({ name }) => shown(name)).join(', ')
  return [
    `A service blueprint: ${count(steps.length, 'step')} and ${count(edges.length, 'flow')}, time from left to right`,
    ...(phases ? [`phases: ${phases}`] : []),
    'lanes from top to bottom: customer, touchpoints, backstage, support',
    `it begins at ${blueprint.starts.map(({ name, id }) => `“${shown(name, id)}”`).join(', ')}`,
    ...(numbered.length > 0
      ? [`${count(new Set(numbered.map(({ number }) => number)).size, 'finding')} numbered at their places`]
      : []),
  ].join('; ')
}
