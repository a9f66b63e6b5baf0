import { audit } from '../../src/audit/audit.ts'
import type { Result } from '../../src/audit/result.ts'
import type { Settings } from '../../src/audit/settings.ts'
import { reportOf } from '../../src/brief/content/report.ts'
import { serviceOf } from '../../src/brief/content/service.ts'
import { html } from '../../src/brief/html.ts'
import { markdown } from '../../src/brief/markdown.ts'
import { dot } from '../../src/draw/dot.ts'
import { mermaid } from '../../src/draw/mermaid.ts'
import { pagesOf, sceneOf } from '../../src/draw/picture.ts'
import { svg } from '../../src/draw/svg.ts'
import { diagnosticsOf, openByFile } from '../../src/editor/diagnostics.ts'
import { hoverAt } from '../../src/editor/hover.ts'
import { pageOf } from '../../src/editor/page.ts'
import { richText } from '../../src/editor/rich-text.ts'
import { outline } from '../../src/editor/symbols.ts'
import { isOpen } from '../../src/finding.ts'
import type { Graph } from '../../src/graph/graph.ts'
import { bookOf } from '../../src/office/report-book.ts'
import { deckOf } from '../../src/office/report-deck.ts'
import { pptx } from '../../src/office/pptx.ts'
import { xlsx } from '../../src/office/xlsx.ts'
import type { Source } from '../../src/read/document.ts'
import { formats } from '../../src/report/formats.ts'
import { partsOf } from '../office/opened.ts'
import * as readers from './readers.ts'

const day = '2026-11-22'

export interface Told {
  readonly result: Result
  readonly graphs: readonly Graph[]
}

/** Judges a text under a hostile name, with an organization's file where one is given. */
export async function judged(source: Source, shared?: Source, settings?: Settings): Promise<Told> {
  const graphs: Graph[] = []
  const result = await audit([source], {
    today: day,
    organization: () => shared ?? { unavailable: 'is not there', help: '' },
    plain: true,
    keep: (graph) => graphs.push(graph),
    ...(settings ? { settings: () => settings } : {}),
  })
  return { result, graphs }
}

const how = { version: '0.1.0', coloured: false, quiet: false, verbose: true, columns: 80 }

/** XML that is to be read all together, at the end. */
export type Heap = string[]

/** What is wrong with the formats of `check`; how many findings each of them tells is counted too. */
export function inFormats({ result }: Told, heap: Heap): string[] {
  const told = Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [name, format(result, how)]),
  ) as Record<keyof typeof formats, string>
  heap.push(told.junit)
  const open = result.findings.filter(isOpen).length
  const counts: Record<string, number> = {
    pretty: told.pretty.match(/^(?:error|warning|note)\[/gm)?.length ?? 0,
    compact: told.compact.trimEnd().split('\n').length - 1,
    junit: told.junit.match(/<failure /g)?.length ?? 0,
    gitlab: JSON.parse(told.gitlab).length,
    sarif: JSON.parse(told.sarif).runs[0].results.filter(
      ({ suppressions }: { suppressions: unknown[] }) => suppressions.length === 0,
    ).length,
    github: told.github.match(/^(?:::(?:error|warning|notice) |- .*: (?:error|warning|note)\[)/gm)?.length ?? 0,
  }
  // Findings that follow from others are told with them.
  const forged = Object.entries(counts).filter(([name, n]) => (name === 'pretty' ? n > open : n !== open))
  return labelled({
    pretty: readers.inLog(told.pretty),
    compact: readers.inLog(told.compact),
    json: [...readers.inLog(told.json), ...same(JSON.parse(told.json).findings.length, result.findings.length)],
    sarif: readers.inSarif(told.sarif),
    markdown: readers.inMarkdown(told.markdown),
    github: readers.inLog(told.github, ['error', 'warning', 'notice', 'group', 'endgroup']),
    gitlab: readers.inLog(told.gitlab),
    junit: readers.inLog(told.junit),
    count: forged.map(([name, n]) => `${name} tells ${n} of ${open} findings`),
  })
}

const same = (a: number, b: number): string[] => (a === b ? [] : [`${a} instead of ${b}`])

/** What an editor shows: problems, the outline, and what appears under the pointer, at every so-manieth sign. */
export async function inEditor({ result }: Told, source: Source, stride: number): Promise<string[]> {
  const found: string[] = []
  for (const [, findings] of openByFile(result.findings))
    for (const { message, related } of diagnosticsOf(findings, result))
      for (const line of [message, ...related.map((one) => one.message)]) found.push(...readers.inText(line))
  const page = await pageOf(source)
  if (page) found.push(...readers.inText(JSON.stringify(outline(page)).replaceAll(/\\u[0-9a-f]{4}/g, '')))
  for (let offset = 0; offset < source.text.length; offset += stride) {
    const hover = hoverAt(offset, source, result.findings, page, [], result.rules)
    if (!hover) continue
    found.push(...readers.inText(richText(hover.paragraphs, 'plaintext')))
    found.push(...readers.inMarkdown(richText(hover.paragraphs, 'markdown'), true))
  }
  return labelled({ editor: found })
}

/** What is wrong with the pictures and the report; nothing is made where the blueprint could not be judged. */
export async function inDocuments({ result, graphs }: Told, heap: Heap, withOffice: boolean): Promise<string[]> {
  const pictures = (graph: Graph): { svg: string; description: string }[] =>
    pagesOf(graph, result.findings, { columns: 9, legend: false }).map((scene) => ({
      svg: svg(scene, { theme: 'auto' }),
      description: 'x',
    }))
  const report = reportOf(result, graphs, { version: '0', today: day, pictures: ({ graph }) => pictures(graph) })
  const found: Record<string, string[]> = {
    'report html': [true, false].flatMap((trace) => readers.inHtml(html(report, { trace }))),
    'report markdown': [true, false].flatMap((trace) => readers.inMarkdown(markdown(report, { trace }))),
  }
  for (const graph of graphs) {
    const picture = svg(sceneOf(graph, result.findings), { theme: 'light' })
    heap.push(picture)
    found['svg'] = readers.inSvg(picture)
    found['mermaid'] = readers.inMermaid(mermaid(graph, result.findings))
    found['dot'] = readers.inDot(dot(graph, result.findings))
  }
  if (withOffice) {
    const services = graphs.map((graph) => serviceOf(graph, result))
    for (const [name, bytes] of [
      ['xlsx', xlsx(bookOf(report, services))],
      ['pptx', pptx(deckOf(report, services))],
    ] as const) {
      const parts = partsOf(bytes)
      heap.push(...parts.values())
      found[name] = readers.inOffice(parts)
    }
  }
  return labelled(found)
}

const labelled = (found: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(found).flatMap(([name, those]) => [...new Set(those)].slice(0, 3).map((one) => `${name} ${one}`))
