import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../../src/draw/text-width.ts'
import { linesOf, shown } from '../../src/draw/wrap.ts'
import { runs } from '../helpers/random.ts'
import { hostileNames } from './services.ts'

describe('the width of a text', () => {
  // Measured by a browser with Liberation Sans, which has the widths of Arial and Helvetica, at a size of 1000.
  it.each([
    ['Takes the call', 6059],
    ['WWWW', 3775],
    ['illi', 889],
    ['“Reads the letter”…', 8726],
    ['email · in 1d', 5392],
    ['Übergrößen', 5336],
    ['Щедро', 3167],
    ['Ωψ', 1460],
  ])('of %s is that of the font, or a little more', (text, measured) => {
    expect(textWidth(text, 1000)).toBeGreaterThanOrEqual(measured * 0.998)
    expect(textWidth(text, 1000)).toBeLessThan(measured * 1.25)
  })
})

describe('lines', () => {
  it('are no wider than asked, no more than asked, and lose nothing without a sign', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...hostileNames), fc.lorem())
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 300 }), fc.integer({ min: 1, max: 5 }), (any, width, most) => {
        const one = shown(any)
        const lines = linesOf(one, { width, size: 12, lines: most })
        expect(lines.length).toBeLessThanOrEqual(most)
        for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(width)
        if (!lines.at(-1)?.endsWith('…')) expect(lines.join('').replaceAll(' ', '')).toBe(one.replaceAll(' ', ''))
      }),
      runs(500),
    )
  })

  it('break between words', () => {
    expect(linesOf('Takes the call', { width: 60, size: 12, lines: 3 })).toEqual(['Takes the', 'call'])
  })

  it('show something where there is nothing to be seen', () => {
    expect(shown('  \n ', 'take-call')).toBe('take-call')
    expect(shown('\u200d \u180b', 'take-call')).toBe('take-call')
    expect(shown('\u3164', 'take-call')).toBe('\\u{3164}')
  })
})
