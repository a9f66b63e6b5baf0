import { locationOf, sourceOfMark } from '../audit/finding-of.ts'
import type { Draft } from '../finding.ts'
import { count } from '../words.ts'
import { frame } from './frame.ts'
import { paintWith } from './paint.ts'
import { clean, wrap } from './text.ts'

/** What is wrong in a config, each with its place, and that nothing was judged. */
export function configSlips(slips: readonly Draft[], coloured: boolean): string {
  const paint = paintWith(coloured)
  const blocks = slips.map(({ message, help, marks }) => {
    const sources = new Map(marks.map(sourceOfMark).map((source) => [source.file, source]))
    const places = marks.map((mark, i) => ({ ...locationOf(mark), label: clean(mark.says), primary: i === 0 }))
    const gutter = Math.max(...places.map(({ line }) => String(line).length)) + 1
    return [
      `${paint.severity('error', 'error')}${paint.strong(`: ${clean(message)}`)}`,
      ...frame(places, sources, 'error', paint, 80),
      `${' '.repeat(gutter)}${paint.quiet('=')} ${paint.strong('help:')} ${wrap(clean(help), 80, gutter + 8)}`,
    ].join('\n')
  })
  return `${blocks.join('\n\n')}\n\nNothing was judged: ${count(slips.length, 'mistake')} in the config`
}
