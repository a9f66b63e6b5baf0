import { expect } from 'vitest'
import { type Node, valueOf } from '../../src/read/tree.ts'
import { parseCarefully } from '../../src/read/yaml-carefully.ts'
import { parseOrdinary } from '../../src/read/yaml-ordinary.ts'

/** All that a reader sees, a line for each key and each value: what it means, how it is written, and where it stands. */
export function seenIn(node: Node, path = ''): string[] {
  const place = `${node.start}..${node.end}`
  if (node.kind === 'scalar') {
    const written = `${JSON.stringify(node.text)}${node.plain ? ' without quotes' : ''}`
    return [`${path} = ${JSON.stringify(valueOf(node))}, ${written}, at ${place}`]
  }
  if (node.kind === 'list')
    return [`${path} is a list at ${place}`, ...node.items.flatMap((item, at) => seenIn(item, `${path}/${at}`))]
  return [
    `${path} is a ${node.flow ? 'flow' : 'block'} map at ${place}`,
    ...[...node.entries].flatMap(([name, { key, keyStart, keyEnd, value }]) => [
      `${path}/${name} is ${key} at ${keyStart}..${keyEnd}`,
      ...seenIn(value, `${path}/${name}`),
    ]),
  ]
}

/** What the fast reader takes, the careful one must read alike, to the last offset. Says whether it was taken. */
export function expectReadAlike(text: string, name = text): boolean {
  const taken = parseOrdinary(text)
  if (!taken) return false
  const careful = parseCarefully(text)
  const seen = 'root' in careful ? seenIn(careful.root) : careful.slips.map(({ message }) => message)
  expect(seenIn(taken.root), name).toEqual(seen)
  return true
}
