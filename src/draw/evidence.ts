import type { Shape, Text } from './scene.ts'
import { textWidth } from './text-width.ts'
import { linesOf, shown } from './wrap.ts'

const size = 10.5
const lineHeight = 13
const gap = 6
/** So many pieces are drawn in one column at most. */
const mostInColumn = 4

/** What the customer sees and holds, as sheets below each other; from the top of the lane at 0. */
export function evidenceOf(items: readonly string[], x: number, width: number): Shape[] {
  const told = items.length > mostInColumn ? items.slice(0, mostInColumn - 1) : items
  const rest = items.length - told.length
  let y = 10
  return [...told.map((item) => shown(item)), ...(rest > 0 ? [`and ${rest} more`] : [])].map((item): Shape => {
    const lines = linesOf(item, { width: width - 28, size, lines: 2 })
    const height = lines.length * lineHeight + 11
    const shape: Shape = {
      form: 'evidence',
      tone: 'evidence',
      border: 'whole',
      x,
      y,
      width,
      height,
      says: item,
      signs: [],
      texts: lines.map(
        (text, i): Text => ({
          text,
          size,
          tone: 'ink',
          anchor: 'middle',
          x: x + width / 2,
          y: y + 5 + (i + 0.8) * lineHeight,
          width: textWidth(text, size),
        }),
      ),
    }
    y += height + gap
    return shape
  })
}
