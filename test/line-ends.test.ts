import { expect, it } from 'vitest'
import { formats } from '../src/report/formats.ts'
import { sourceOf } from '../src/read/document.ts'
import { judge } from './helpers/judge.ts'
import { folderWith, run } from './helpers/run.ts'

// YAML and editors end a line at a carriage return that stands alone; `yaml` does not. What follows such a one behind a
// comment was shown as a line to whoever looked at the file, and read as part of the comment.
const lines = [
  'blueprint: 1',
  'title: Lending desk # the counter',
  'accountable: desk',
  'owners: { desk: {} }',
  'steps:',
  '  lend: { lane: touchpoint, owner: desk, next: read }',
  '  read: { lane: customer } # not yet an outcome',
  '  wait: { lane: customer, name: "in',
  '    quotes", outcome: lost }',
  '',
]

const read = (end: string): string => sourceOf('a.blueprint.yaml', Buffer.from(lines.join(end))).text

it.each(['\r', '\r\n', '\n'])('lines end alike: %j', async (end) => {
  const told = async (text: string): Promise<string> => {
    const result = await judge(text)
    return formats.compact(result, {})
  }
  const text = read(end)
  expect(text).toHaveLength(lines.join(end).length)
  expect(await told(text)).toBe(await told(lines.join('\n')))
})

it('a line that no other ends is read as a line, from a file and over standard input', async () => {
  const text = lines.join('\n').replace('counter\n', 'counter\r')
  const folder = folderWith({ 'a.blueprint.yaml': text })
  const [fromFile, fromInput] = [
    await run(folder, ['check', '-f', 'compact', 'a.blueprint.yaml']),
    await run(folder, ['check', '-f', 'compact', '--stdin-file', 'a.blueprint.yaml', '-'], { input: text }),
  ]
  expect(fromFile.out).not.toContain('no-accountable-owner')
  expect(fromFile.out).toContain('a.blueprint.yaml:7:3: error[dead-end]')
  expect(fromInput.out).toBe(fromFile.out)
})
