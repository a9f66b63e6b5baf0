import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256 } from '../src/audit/sha256.ts'
import { runs } from './helpers/random.ts'

const byNode = (text: string): string => createHash('sha256').update(text).digest('hex')

it('gives what Node gives, at every length of a block and for any text', () => {
  for (let length = 0; length < 200; length += 1) expect(sha256('a'.repeat(length))).toBe(byNode('a'.repeat(length)))
  expect(sha256('é😀'.repeat(10_000))).toBe(byNode('é😀'.repeat(10_000)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => sha256(text) === byNode(text)),
    runs(300),
  )
})
