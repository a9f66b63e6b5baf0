import { type Edge, isFailureEdge } from '../graph/graph.ts'
import { canBeLostUnseen } from '../graph/handoffs.ts'
import { durationText } from '../words.ts'
import type { Sign, Text } from './scene.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

/** Words that stand at a flow, in one shape of several that they can take. */
export interface Words {
  readonly width: number
  readonly height: number
  readonly lines: readonly Text[]
  readonly sign?: Pick<Sign, 'kind' | 'tone'>
  /** Drawn on a tag with a border; in dashes where the channel can lose it. */
  readonly tag?: 'whole' | 'dashed'
}

const size = 10
const lineHeight = 12

/** When it is taken, or what went wrong; the widest shape first. */
export function reasonOf(edge: Edge): Words[] {
  const text = reason(edge)
  if (text === '') return []
  const tone = edge.kind === 'recover' ? 'failure' : isFailureEdge(edge) ? 'late' : 'ink'
  const shapes = [120, 90, 66, 52].map((room): Words => {
    const lines = linesOf(text, { width: room, size, lines: 5 })
    const width = Math.max(...lines.map((line) => textWidth(line, size)))
    return {
      width,
      height: lines.length * lineHeight,
      lines: lines.map(
        (line, i): Text => ({
          text: line,
          size,
          tone,
          style: 'italic',
          anchor: 'start',
          x: 0,
          y: (i + 0.8) * lineHeight,
          width: textWidth(line, size),
        }),
      ),
    }
  })
  return shapes.filter(({ lines }, i) => i === 0 || lines.length > shapes[i - 1]!.lines.length)
}

function reason({ kind, flow, failure, insteadOf, promise }: Edge): string {
  const chance = (of: number | undefined): string[] => (of === undefined ? [] : [`${Number((of * 100).toFixed(1))}%`])
  if (kind === 'recover' && failure) return [shown(failure.what), ...chance(failure.chance)].join(', ')
  const within = insteadOf?.within ?? promise?.within
  if (kind !== 'next') return within === undefined ? 'when it is late' : `after ${durationText(within)}`
  return [
    ...(flow.when === undefined ? [] : [shown(flow.when)]),
    ...chance(flow.chance),
    ...(flow.limit === undefined ? [] : [`at most ${flow.limit} ×`]),
  ].join(', ')
}

/** Over which channel it goes, and how soon it must be taken up. */
export function channelOf(edge: Edge): Words[] {
  const { via, within } = edge.flow
  const words = [...(via === undefined ? [] : [via]), ...(within === undefined ? [] : [`in ${durationText(within)}`])]
  if (words.length === 0) return []
  const text = words.join(' · ')
  const signWidth = within === undefined ? 0 : 13
  const width = textWidth(text, size)
  return [
    {
      width: width + signWidth + 10,
      height: 15,
      lines: [{ text, size, tone: 'ink', anchor: 'start', x: 5 + signWidth, y: 11, width }],
      ...(within === undefined ? {} : { sign: { kind: 'clock', tone: 'ink' } }),
      tag: canBeLostUnseen(edge) ? 'dashed' : 'whole',
    },
  ]
}
