import type { Draft } from '../finding.ts'
import { positionOf, type Source, spanOf } from '../read/document.ts'
import { count } from '../words.ts'
import { frame } from './frame.ts'
import { paintWith } from './paint.ts'
import { clean, wrap } from './text.ts'

/** What is wrong in a config, each with its place, and that nothing was judged. */
export function configSlips(slips: readonly Draft[], coloured: boolean): string {
  const paint = paintWith(coloured)
  const blocks = slips.map(({ message, help, marks }) => {
    const sources = new Map<string, Source>()
    const places = marks.map(({ at, says }, i) => {
      const source = 'source' in at ? at.source : at.document
      const span = 'source' in at ? at.span : spanOf(at)
      const [from, to] = [positionOf(source, span.start), positionOf(source, Math.max(span.end, span.start))]
      sources.set(source.file, source)
      const end = { endLine: to.line, endColumn: to.column }
      return { file: source.file, ...from, ...end, label: clean(says), primary: i === 0 }
    })
    const gutter = Math.max(...places.map(({ line }) => String(line).length)) + 1
    return [
      `${paint.severity('error', 'error')}${paint.strong(`: ${clean(message)}`)}`,
      ...frame(places, sources, 'error', paint, 80),
      `${' '.repeat(gutter)}${paint.quiet('=')} ${paint.strong('help:')} ${wrap(clean(help), 80, gutter + 8)}`,
    ].join('\n')
  })
  return `${blocks.join('\n\n')}\n\nNothing was judged: ${count(slips.length, 'mistake')} in the config`
}
