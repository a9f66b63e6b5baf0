import type { Line, Scene, Shape, Sign, Text } from './scene.ts'
import { emptySketch, type Sketch } from './sketch.ts'
import { textWidth } from './text-width.ts'

/** One form that occurs, with a small drawing of it. */
interface Form {
  readonly says: string
  readonly occurs: (picture: Pick<Scene, keyof Sketch>) => boolean
  /** Drawn in 38 × 16 pixels, at 0,0. */
  readonly draw: (sketch: Sketch) => void
}

const size = 11
const sample = { width: 38, height: 16 }

/** What the forms mean: only those that the picture shows, in as many lines as they need. */
export function keyOf(picture: Pick<Scene, keyof Sketch>, width: number): { sketch: Sketch; height: number } {
  const sketch = emptySketch()
  let x = 0
  let y = 0
  for (const { says, occurs, draw } of forms) {
    if (!occurs(picture)) continue
    const wide = sample.width + 8 + textWidth(says, size) + 26
    if (x > 0 && x + wide - 26 > width) {
      x = 0
      y += sample.height + 10
    }
    const part = emptySketch()
    draw(part)
    shift(sketch, part, x, y)
    const text: Text = {
      text: says,
      size,
      tone: 'quiet',
      anchor: 'start',
      x: x + sample.width + 8,
      y: y + 12,
      width: textWidth(says, size),
    }
    sketch.texts.push(text)
    x += wide
  }
  return { sketch, height: x > 0 || y > 0 ? y + sample.height : 0 }
}

function shift(into: Sketch, part: Sketch, dx: number, dy: number): void {
  const moved = <T extends { readonly x: number; readonly y: number }>(thing: T): T => ({
    ...thing,
    x: thing.x + dx,
    y: thing.y + dy,
  })
  into.lines.push(...part.lines.map((line) => ({ ...line, points: line.points.map(moved) })))
  into.shapes.push(...part.shapes.map(moved))
  into.signs.push(...part.signs.map(moved))
  into.badges.push(...part.badges.map(moved))
}

const flow = (look: Pick<Line, 'kind' | 'heavy' | 'losable'>, sign?: Sign) => (sketch: Sketch) => {
  const y = sample.height / 2
  const points = [
    { x: 0, y },
    { x: sample.width, y },
  ]
  sketch.lines.push({ ...look, points, arrow: true, radius: 0 })
  if (sign) sketch.signs.push(sign)
}

const card = (look: Pick<Shape, 'form' | 'border' | 'tone'>) => (sketch: Sketch) => {
  sketch.shapes.push({ ...look, x: 2, y: 0, ...sample, width: 34, texts: [], signs: [] })
}

const sign = (kind: Sign['kind'], tone: Sign['tone']) => (sketch: Sketch) => {
  sketch.signs.push({ kind, tone, x: 26, y: 8, size: 13 })
}

const badge = (severity: 'error' | 'warning' | 'note', hollow: boolean) => (sketch: Sketch) => {
  sketch.badges.push({ number: 1, severity, hollow, x: 26, y: 8, size: 16 })
}

const plain = { heavy: false, losable: false }
const tail = { x: 6, y: 8, cleared: true }
const flowsOf = ({ lines }: Pick<Scene, 'lines'>): Line[] => lines.filter(({ edge }) => edge !== undefined)
const cardSigns = ({ shapes }: Pick<Scene, 'shapes'>): Sign[] => shapes.flatMap(({ signs }) => signs)

const forms: readonly Form[] = [
  {
    says: 'goes on',
    occurs: (picture) => flowsOf(picture).some(({ kind, heavy, losable }) => kind === 'flow' && !heavy && !losable),
    draw: flow({ kind: 'flow', ...plain }),
  },
  {
    says: 'handoff: somebody else takes over',
    occurs: (picture) => flowsOf(picture).some(({ kind, heavy }) => kind === 'flow' && heavy),
    draw: flow({ kind: 'flow', heavy: true, losable: false }),
  },
  {
    says: 'can get lost on the way, unseen',
    occurs: (picture) => flowsOf(picture).some(({ kind, losable }) => kind === 'flow' && losable),
    draw: flow({ kind: 'flow', heavy: true, losable: true }),
  },
  {
    says: 'when it goes wrong',
    occurs: (picture) => flowsOf(picture).some(({ kind }) => kind === 'recover'),
    draw: flow({ kind: 'recover', ...plain }, { kind: 'cross', tone: 'failure', size: 8, ...tail }),
  },
  {
    says: 'when it is late',
    occurs: (picture) => flowsOf(picture).some(({ kind }) => kind === 'late'),
    draw: flow({ kind: 'late', ...plain }, { kind: 'clock', tone: 'late', size: 11, ...tail }),
  },
  {
    says: 'how long it takes',
    occurs: (picture) => cardSigns(picture).some(({ kind }) => kind === 'hourglass'),
    draw: sign('hourglass', 'quiet'),
  },
  {
    says: 'how soon it must be taken up',
    occurs: ({ shapes }) => shapes.some(({ form, signs }) => form === 'tag' && signs.length > 0),
    draw: sign('clock', 'ink'),
  },
  {
    says: 'nobody does it',
    occurs: ({ shapes }) => shapes.some(({ form, border }) => form === 'step' && border === 'dashed'),
    draw: card({ form: 'step', tone: 'quiet', border: 'dashed' }),
  },
  {
    says: 'the journey ends',
    occurs: ({ shapes }) => shapes.some(({ form }) => form === 'outcome'),
    draw: card({ form: 'outcome', tone: 'customer', border: 'whole' }),
  },
  {
    says: 'goes on in another row, at the step that is named',
    occurs: (picture) => cardSigns(picture).some(({ kind }) => kind === 'onward' || kind === 'inward'),
    draw: sign('onward', 'ink'),
  },
  ...(['error', 'warning', 'note'] as const).map(
    (severity): Form => ({
      says: severity,
      occurs: ({ badges }) => badges.some((one) => one.severity === severity && !one.hollow),
      draw: badge(severity, false),
    }),
  ),
  {
    says: 'accepted or known before',
    occurs: ({ badges }) => badges.some(({ hollow }) => hollow),
    draw: badge('warning', true),
  },
]
