import { expect, it } from 'vitest'
import { folderWith } from '../helpers/run.ts'
import { faulty, sample, shell } from './machine.ts'

const both = ['a.blueprint.yaml', 'a.blueprint.yaml']

/** Everything that goes to standard output, and how it ends. */
const told: [words: string[], code: number][] = [
  ...['pretty', 'json', 'sarif', 'markdown', 'github', 'gitlab', 'junit', 'compact'].map(
    (format): [string[], number] => [['check', '-f', format], 1],
  ),
  [['check', '--print-config'], 0],
  [['report'], 0],
  [['report', '-f', 'html'], 0],
  [['draw', 'a.blueprint.yaml'], 0],
  [['compare', ...both], 0],
  [['rules', '-f', 'json'], 0],
  [['explain', 'trap'], 0],
  [['completion', 'bash'], 0],
  [['--help'], 0],
  [['--version'], 0],
  [['init', 'new'], 0],
]

it('who closes the output early, or has closed it before, has seen enough: the code is the same, and nothing is said', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  for (const [words, code] of sample(told, 3))
    expect(await shell(folder, 'faultline "$@" | head -c 0', words), words.join(' ')).toEqual({
      code,
      out: '',
      err: '',
    })
  expect(await shell(folder, 'faultline check >&- 2>&-')).toEqual({ code: 1, out: '', err: '' })
})

it('who stops in the midst of what no pipe can hold ends it, too', async () => {
  const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.blueprint.yaml`, faulty]))
  const run = await shell(folderWith(files), 'faultline check -f sarif | head -c 70000')
  expect({ ...run, out: run.out.length }).toEqual({ code: 1, out: 70_000, err: '' })
})

it('who gives no input, or a folder for one, is told', async () => {
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  expect(await shell(folder, 'faultline check - < .')).toEqual({
    code: 2,
    out: '',
    err: 'faultline: Cannot read standard input: it is a folder\n',
  })
  expect(await shell(folder, 'faultline check - < /proc/self/mem')).toEqual({
    code: 2,
    out: '',
    err: 'faultline: Cannot read standard input: the disk could not be read or written\n',
  })
})

it('an editor that hangs up ends the server', async () => {
  const hello = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { capabilities: {}, rootUri: null },
  })
  const folder = folderWith({ 'a.blueprint.yaml': faulty })
  for (const script of ['faultline lsp', 'faultline lsp | head -c 0']) {
    const { code, err } = await shell(folder, script, [], { input: `Content-Length: ${hello.length}\r\n\r\n${hello}` })
    expect({ code, err }, script).toEqual({ code: 1, err: '' })
  }
})
