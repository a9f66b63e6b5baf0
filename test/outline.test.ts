import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOf, type Path, spanOf } from '../src/read/document.ts'
import { Outline, outlineOf, textSize } from '../src/read/outline.ts'
import type { Node } from '../src/read/tree.ts'
import { parseCarefully } from '../src/read/yaml-carefully.ts'
import { many } from './helpers/random.ts'
import { ordinary, unusual } from './helpers/yaml-styles.ts'

/**
 * An outline is the tree in another form. The tree of the careful reader is the authority: its outline must give it back,
 * and lead by every path to where the tree has the thing.
 */
function expectSame(text: string): boolean {
  const parsed = parseCarefully(text)
  if ('slips' in parsed) return false
  const outline = outlineOf(parsed.root, text)
  expect(new Outline(text, outline.numbers, outline.said).root).toEqual(parsed.root)
  for (const { node, path, place } of thingsIn(parsed.root, [])) {
    const at = foundBy(outline, path)
    expect([outline.numbers[at + 1], outline.numbers[at + 2]], `${path}`).toEqual([node.start, node.end])
    const span = spanOf({ document: documentOf({ file: 'a', text }, outline), path, part: 'key' })
    if (place) expect(span, `${path}`).toEqual(place)
  }
  return true
}

/** Everything in a tree, each with its path, and with the place of its key where it has one. */
function thingsIn(node: Node, path: Path): { node: Node; path: Path; place?: { start: number; end: number } }[] {
  if (node.kind === 'scalar') return [{ node, path }]
  if (node.kind === 'list') return [{ node, path }, ...node.items.flatMap((item, i) => thingsIn(item, [...path, i]))]
  return [
    { node, path },
    ...[...node.entries].flatMap(([key, { keyStart, keyEnd, value }]) => {
      const [first, ...more] = thingsIn(value, [...path, key])
      return [{ ...first!, place: { start: keyStart, end: keyEnd } }, ...more]
    }),
  ]
}

function foundBy(outline: Outline, path: Path): number {
  let at = 0
  for (const key of path) at = typeof key === 'number' ? outline.itemIn(at, key) : outline.keyIn(at, key) + textSize
  return at
}

describe('an outline', () => {
  it('holds all that the tree holds, and leads to it', () => {
    let seen = 0
    for (const documents of [ordinary, unusual])
      fc.assert(
        fc.property(documents, (text) => {
          if (expectSame(text)) seen += 1
        }),
        many(100),
      )
    expect(seen).toBeGreaterThan(100)
  })

  it('leads to what stands far down in long maps and lists', () => {
    const keys = Array.from({ length: 50 }, (_, i) => `key-${i}: [${'a, {b: c}, '.repeat(i)}"d"]\n`)
    expect(expectSame(keys.join(''))).toBe(true)
    expect(expectSame(`a:\n${keys.map((key) => `  - ${key}`).join('')}`)).toBe(true)
  })

  it('knows what is not in it', () => {
    const parsed = parseCarefully(`a: [1, 2]\nb: {${Array.from({ length: 30 }, (_, i) => `k${i}: v`).join(', ')}}\n`)
    const outline = outlineOf('root' in parsed ? parsed.root : expect.fail(), '')
    expect(outline.keyIn(0, 'c')).toBe(-1)
    expect(outline.keyIn(outline.keyIn(0, 'b') + textSize, 'k30')).toBe(-1)
    expect(outline.itemIn(outline.keyIn(0, 'a') + textSize, 2)).toBe(-1)
    expect(outline.itemIn(outline.keyIn(0, 'a') + textSize, -1)).toBe(-1)
  })
})
