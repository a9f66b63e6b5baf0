import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConnectorForm, formOf } from '../../src/office/connectors.ts'
import type { Point } from '../../src/office/deck.ts'
import { runs } from '../helpers/random.ts'
import { ways } from './samples.ts'

/** Where the definitions of the preset shapes draw a connector: first in its frame, then mirrored, then turned. */
function drawn({ preset, at, isTurned, flipH, flipV, bends }: ConnectorForm): Point[] {
  const { width: w, height: h } = at
  const [a = 0, b = 0, c = 0] = bends
  const paths: Record<string, readonly (readonly [number, number])[]> = {
    straightConnector1: [
      [0, 0],
      [w, h],
    ],
    bentConnector2: [
      [0, 0],
      [w, 0],
      [w, h],
    ],
    bentConnector3: [
      [0, 0],
      [w * a, 0],
      [w * a, h],
      [w, h],
    ],
    bentConnector4: [
      [0, 0],
      [w * a, 0],
      [w * a, h * b],
      [w, h * b],
      [w, h],
    ],
    bentConnector5: [
      [0, 0],
      [w * a, 0],
      [w * a, h * b],
      [w * c, h * b],
      [w * c, h],
      [w, h],
    ],
  }
  return paths[preset]!.map(([x, y]) => {
    const across = (x - w / 2) * (flipH ? -1 : 1)
    const down = (y - h / 2) * (flipV ? -1 : 1)
    const [right, below] = isTurned ? [-down, across] : [across, down]
    return { x: at.x + w / 2 + right, y: at.y + h / 2 + below }
  })
}

describe('a connector', () => {
  it('runs where it is told to, in whatever direction', () => {
    fc.assert(
      fc.property(ways, (way) => {
        const form = formOf(way)!
        const found = drawn(form)
        expect(found).toHaveLength(way.length)
        // Without width or height it could not bend: then the end is one point aside.
        const ends = { x: way.at(-1)!.x - way[0]!.x, y: way.at(-1)!.y - way[0]!.y }
        const off = way.length > 2 && (Math.abs(ends.x) < 1 || Math.abs(ends.y) < 1) ? 1.01 : 0.001
        for (const [i, { x, y }] of way.entries()) {
          expect(Math.abs(found[i]!.x - x)).toBeLessThan(off)
          expect(Math.abs(found[i]!.y - y)).toBeLessThan(off)
        }
      }),
      runs(2000),
    )
  })

  it('needs no bend where there is none', () => {
    const way = [0, 10, 10, 30].map((x) => ({ x, y: 5 }))
    expect(formOf(way)).toMatchObject({ preset: 'straightConnector1', at: { x: 0, y: 5, width: 30, height: 0 } })
  })

  it('does not pretend to follow a way that no connector has', () => {
    const slanting = [0, 10, 30].map((x) => ({ x, y: x * x }))
    expect(formOf(slanting)).toBeUndefined()
    const long = Array.from({ length: 8 }, (_, i) => ({ x: (i >> 1) * 10, y: ((i + 1) >> 1) * 10 }))
    expect(formOf(long)).toBeUndefined()
    expect(formOf([])).toBeUndefined()
  })
})
