import { expect } from 'vitest'
import { reportOf } from '../../src/brief/content/report.ts'
import { html } from '../../src/brief/html.ts'
import { markdown } from '../../src/brief/markdown.ts'
import { dot } from '../../src/draw/dot.ts'
import { mermaid } from '../../src/draw/mermaid.ts'
import { sceneOf } from '../../src/draw/picture.ts'
import { svg } from '../../src/draw/svg.ts'
import { formats } from '../../src/report/formats.ts'
import { isSoundMarkdown } from '../brief/sound-markdown.ts'
import { isSoundPage } from '../brief/sound-page.ts'
import { dangersIn } from '../draw/sound.ts'
import { misfits } from '../formats/fits.ts'
import { allowed, isOurs, nodesOf, read } from '../formats/markdown-read.ts'
import { commandIn, linesOf } from '../formats/runner.ts'
import type { Judged } from './judged.ts'

/** What has to be looked at by a reader of XML, which takes long to start, and so takes many at once. */
export interface Collected {
  readonly junit: string[]
  readonly pictures: string[]
}

/** Everything that a result can be told as, each held against what reads it. Returns what is XML. */
export function isSoundInAllForms(result: Judged): Collected {
  const how = { version: '0.1.0', coloured: false, quiet: false, verbose: true }
  const told = Object.fromEntries(
    Object.entries(formats).map(([name, format]) => [name, (format as typeof formats.pretty)(result, how)]),
  ) as Record<keyof typeof formats, string>
  for (const [name, text] of Object.entries(told)) {
    expect(text.endsWith('\n'), name).toBe(true)
    // What steers a terminal, turns what is read, or ends a line where nobody sees it.
    expect(text, name).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u)
  }
  const json = JSON.parse(told.json)
  expect(misfits.json(json)).toEqual([])
  expect(json.findings).toHaveLength(result.findings.length)
  expect(misfits.sarif(JSON.parse(told.sarif))).toEqual([])
  expect(misfits.gitlab(JSON.parse(told.gitlab))).toEqual([])
  for (const node of nodesOf(read(told.markdown)))
    if (node.type === 'html') expect(isOurs(node), node.value).toBe(true)
    else expect(allowed).toContain(node.type)
  const commands = linesOf(told.github).flatMap((line) => commandIn(line)?.name ?? [])
  expect(commands.filter((name) => !/^(?:error|warning|notice|group|endgroup)$/.test(name))).toEqual([])
  for (const name of ['pretty', 'compact', 'json', 'sarif', 'gitlab', 'junit', 'markdown'] as const)
    expect(linesOf(told[name]).flatMap((line) => commandIn(line) ?? [])).toEqual([])
  return { junit: [told.junit], pictures: [...reports(result), ...pictures(result)] }
}

function reports(result: Judged): string[] {
  const { graphs } = result
  const drawn: string[] = []
  const told = reportOf(result, graphs, {
    version: '0.1.0',
    today: '2026-11-22',
    pictures: ({ graph, open }) => {
      drawn.push(svg(sceneOf(graph, open), { theme: 'auto' }))
      return []
    },
  })
  isSoundMarkdown(markdown(told, { trace: true }))
  isSoundPage(html(told, { trace: true }))
  return drawn
}

function pictures({ graphs, findings }: Judged): string[] {
  return graphs.map((graph) => {
    expect(mermaid(graph, findings)).toMatch(/^---\ntitle: .*\n---\nflowchart LR\n/)
    expect(dot(graph, findings)).toMatch(/^digraph blueprint \{\n[\s\S]*\}\n$/)
    const picture = svg(sceneOf(graph, findings), { theme: 'auto' })
    expect(dangersIn(picture)).toEqual([])
    return picture
  })
}
