import type { Badge, Shape, Sign } from './scene.ts'

/** Tenths of a pixel are as fine as anybody sees, and the same on every machine. */
export const number = (value: number): string => {
  const tenths = Math.round(value * 10)
  return tenths % 10 === 0 ? String(tenths / 10 + 0) : (tenths / 10).toFixed(1)
}

const points = (...pairs: readonly (readonly [number, number])[]): string =>
  `M${pairs.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}Z`

/** The outline of a shape. */
export function shapePath({ form, x, y, width, height }: Shape): string {
  const [right, bottom] = [x + width, y + height]
  if (form === 'phase') {
    const tip = 11
    const middle = y + height / 2
    return points([x, y], [right - tip, y], [right, middle], [right - tip, bottom], [x, bottom], [x + tip, middle])
  }
  if (form === 'evidence') {
    const fold = 8
    const sheet = points([x, y], [right - fold, y], [right, y + fold], [right, bottom], [x, bottom])
    return `${sheet}M${number(right - fold)} ${number(y)}V${number(y + fold)}H${number(right)}`
  }
  const radius = { lane: 0, step: 8, outcome: Math.min(26, height / 2), tag: 7.5, start: 4 }[form]
  if (radius === 0) return points([x, y], [right, y], [right, bottom], [x, bottom])
  const corner = (cx: number, cy: number): string =>
    `A${number(radius)} ${number(radius)} 0 0 1 ${number(cx)} ${number(cy)}`
  return [
    `M${number(x + radius)} ${number(y)}H${number(right - radius)}`,
    corner(right, y + radius),
    `V${number(bottom - radius)}`,
    corner(right - radius, bottom),
    `H${number(x + radius)}`,
    corner(x, bottom - radius),
    `V${number(y + radius)}`,
    corner(x + radius, y),
    'Z',
  ].join('')
}

const circle = (x: number, y: number, r: number): string =>
  `M${number(x - r)} ${number(y)}a${number(r)} ${number(r)} 0 1 1 ${number(2 * r)} 0a${number(r)} ${number(r)} 0 1 1 ${number(-2 * r)} 0Z`

/** An error is round, a warning has three corners, a note four. */
export function badgePath({ x, y, size, severity }: Badge): string {
  const half = size / 2
  if (severity === 'error') return circle(x, y, half)
  if (severity === 'note')
    return points(
      [x - half + 1, y - half + 1],
      [x + half - 1, y - half + 1],
      [x + half - 1, y + half - 1],
      [x - half + 1, y + half - 1],
    )
  return points([x, y - half - 0.5], [x + half + 1.5, y + half], [x - half - 1.5, y + half])
}

/** A small drawing: what is drawn with a pen, and what is filled. */
export function signPaths({ kind, x, y, size, mood = 0 }: Sign): { drawn?: string; filled?: string } {
  const r = size / 2
  const at = (dx: number, dy: number): string => `${number(x + dx * r)} ${number(y + dy * r)}`
  switch (kind) {
    case 'hourglass':
      return {
        drawn: `M${at(-0.6, -0.9)}L${at(0.6, -0.9)}L${at(-0.6, 0.9)}L${at(0.6, 0.9)}Z`,
        filled: `M${at(0, 0.1)}L${at(0.5, 0.85)}L${at(-0.5, 0.85)}Z`,
      }
    case 'clock':
      return { drawn: `${circle(x, y, r * 0.9)}M${at(0, -0.55)}L${at(0, 0)}L${at(0.4, 0.2)}` }
    case 'cross':
      return { drawn: `M${at(-0.8, -0.8)}L${at(0.8, 0.8)}M${at(-0.8, 0.8)}L${at(0.8, -0.8)}` }
    case 'served':
      return { drawn: `M${at(-0.8, 0.1)}L${at(-0.25, 0.65)}L${at(0.85, -0.65)}` }
    case 'recovered':
      return {
        drawn: `M${at(0.7, -0.4)}A${number(r * 0.8)} ${number(r * 0.8)} 0 1 0 ${at(0.8, 0.2)}M${at(0.85, -0.95)}L${at(0.75, -0.35)}L${at(0.15, -0.45)}`,
      }
    case 'declined':
      return { drawn: `${circle(x, y, r * 0.9)}M${at(-0.5, 0)}L${at(0.5, 0)}` }
    case 'lost':
      return { drawn: `M${at(-0.7, -0.7)}L${at(0.7, 0.7)}M${at(-0.7, 0.7)}L${at(0.7, -0.7)}` }
    case 'nobody':
      return {
        drawn: `${circle(x, y - r * 0.45, r * 0.42)}M${at(-0.8, 0.95)}Q${at(-0.75, 0.2)} ${at(0, 0.2)}Q${at(0.75, 0.2)} ${at(0.8, 0.95)}M${at(-0.95, 0.95)}L${at(0.95, -0.95)}`,
      }
    case 'face': {
      const eye = (dx: number): string => circle(x + dx * r, y - r * 0.25, Math.max(0.9, r * 0.11))
      const bend = 0.3 + mood * 0.22
      return {
        drawn: `${circle(x, y, r * 0.95)}M${at(-0.45, 0.35 - mood * 0.06)}Q${at(0, bend + 0.05)} ${at(0.45, 0.35 - mood * 0.06)}`,
        filled: eye(-0.35) + eye(0.35),
      }
    }
    case 'onward':
      return { drawn: `M${at(-0.9, 0)}L${at(0.8, 0)}M${at(0.2, -0.6)}L${at(0.8, 0)}L${at(0.2, 0.6)}` }
    case 'inward':
      return {
        drawn: `M${at(-0.9, 0)}L${at(0.4, 0)}M${at(-0.1, -0.6)}L${at(0.5, 0)}L${at(-0.1, 0.6)}M${at(0.9, -0.8)}L${at(0.9, 0.8)}`,
      }
  }
}
