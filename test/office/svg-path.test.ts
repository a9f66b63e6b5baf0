import { describe, expect, it } from 'vitest'
import { stepsOf } from '../../src/office/svg-path.ts'

describe('path data', () => {
  it('becomes steps, wherever they are counted from', () => {
    expect(stepsOf('M1 2H5V7l1-1Q8 9 10 11Z')).toEqual([
      { kind: 'move', points: [{ x: 1, y: 2 }] },
      { kind: 'line', points: [{ x: 5, y: 2 }] },
      { kind: 'line', points: [{ x: 5, y: 7 }] },
      { kind: 'line', points: [{ x: 6, y: 6 }] },
      {
        kind: 'quadratic',
        points: [
          { x: 8, y: 9 },
          { x: 10, y: 11 },
        ],
      },
      { kind: 'close', points: [] },
    ])
  })

  it.each([
    ['half a circle above', 'M0 0A10 10 0 0 1 20 0', 10, 0, -1],
    ['half a circle below', 'M0 0A10 10 0 0 0 20 0', 10, 0, 1],
    ['three quarters', 'M10 0A10 10 0 1 1 0 10', 10, 10, 0],
    ['one quarter', 'M10 0A10 10 0 0 1 20 10', 10, 10, 0],
  ])('has arcs that stay as far from the middle as they should: %s', (_, data, x, y, side) => {
    const [start, ...curves] = stepsOf(data)
    let from = start!.points[0]!
    for (const { points } of curves) {
      const [one, other, to] = points as [typeof from, typeof from, typeof from]
      for (const t of [0, 0.25, 0.5, 0.75, 1]) {
        const mix = (key: 'x' | 'y'): number =>
          (1 - t) ** 3 * from[key] +
          3 * (1 - t) ** 2 * t * one[key] +
          3 * (1 - t) * t ** 2 * other[key] +
          t ** 3 * to[key]
        expect(Math.hypot(mix('x') - x, mix('y') - y)).toBeCloseTo(10, 1)
        if (side !== 0) expect(mix('y') * side).toBeGreaterThan(-0.001)
      }
      from = to
    }
    expect(curves).toHaveLength(data.includes('0 1 1') ? 3 : side === 0 ? 1 : 2)
  })

  it('says what it does not know', () => {
    expect(() => stepsOf('M0 0T1 1')).toThrow('"T"')
    expect(() => stepsOf('M0 0A1 2 0 0 0 5 5')).toThrow('circle')
  })
})
