import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { dot } from '../../src/draw/dot.ts'
import { mermaid } from '../../src/draw/mermaid.ts'
import { runs } from '../helpers/random.ts'
import { dotLines, mermaidLines, others } from './grammar.ts'
import { hostileNames, judged, richBlueprints } from './services.ts'

const folder = fileURLToPath(new URL('../../blueprints/', import.meta.url))
const stories = readdirSync(folder).map((file): [string, string] => [file, readFileSync(folder + file, 'utf8')])
const named = (name: string) =>
  JSON.stringify({
    blueprint: 1,
    title: name,
    owners: { desk: { name }, depot: { name: 'Depot' } },
    steps: {
      a: { lane: 'customer', name, next: { to: 'b', when: name } },
      b: {
        lane: 'touchpoint',
        name,
        owner: 'desk',
        channel: name,
        next: 'c',
        fails: [{ what: `${name}.`, recover: 'd' }],
      },
      c: { lane: 'support', name, owner: 'depot', next: 'd' },
      d: { lane: 'customer', name, outcome: 'lost' },
    },
  })
const visible = hostileNames.filter((name) => name.trim() !== '')

const pictureOf = async (text: string, draw: typeof mermaid) => {
  const { graph, findings } = await judged(text)
  return draw(graph, findings)
}

describe.each([
  ['mermaid', mermaid, mermaidLines, /^ {4}s\d+[[(]/gm, /^ {2}s\d+ \S+ s\d+$|^ {2}s\d+ [-=.>]+\|.*\| s\d+$/gm],
  ['dot', dot, dotLines, /^ {4}s\d+ \[/gm, /^ {2}s\d+ -> s\d+ /gm],
] as const)('%s', (_, draw, lines, nodes, flows) => {
  it.each(stories)('has every step and every flow of %s', async (_, story) => {
    const { graph, findings } = await judged(story)
    const picture = draw(graph, findings)
    expect(others(picture, lines)).toEqual([])
    expect(picture.match(nodes)).toHaveLength(graph.steps.length)
    expect(picture.match(flows)).toHaveLength(graph.edges.length)
  })

  it.each(visible)('is what it should be where all is called %j', async (name) => {
    expect(others(await pictureOf(named(name), draw), lines)).toEqual([])
  })

  it('is what it should be for any blueprint', async () => {
    await fc.assert(
      fc.asyncProperty(richBlueprints(12), async (blueprint) => {
        expect(others(await pictureOf(JSON.stringify(blueprint), draw), lines)).toEqual([])
      }),
      runs(60),
    )
  })
})

// With a folder that has `mermaid` 11.17.2, `happy-dom` 21 and `@hpcc-js/wasm-graphviz` in its node_modules (they weigh
// more than all else here together): MERMAID=/that/folder npx vitest run test/draw/text-pictures.test.ts
const tools = process.env['MERMAID']

describe.runIf(tools)('what draws them accepts', () => {
  const load = async (name: string) =>
    import(pathToFileURL(createRequire(join(tools!, 'package.json')).resolve(name)).href)
  let parse: (text: string) => Promise<{ diagramType: string }>
  let graphviz: { dot: (text: string) => string }

  beforeAll(async () => {
    const { Window } = await load('happy-dom')
    const window = new Window()
    Object.assign(globalThis, { window, document: window.document })
    const { default: renderer } = await load('mermaid')
    parse = (picture) => renderer.parse(picture)
    const { Graphviz } = await load('@hpcc-js/wasm-graphviz')
    graphviz = await Graphviz.load()
  }, 60_000)

  it.each(stories)('%s', async (_, story) => {
    expect(await parse(await pictureOf(story, mermaid))).toMatchObject({ diagramType: 'flowchart-v2' })
    expect(graphviz.dot(await pictureOf(story, dot))).toMatch(/<\/svg>\s*$/)
  })

  it.each(visible)('what is called %j', async (name) => {
    expect(await parse(await pictureOf(named(name), mermaid))).toMatchObject({ diagramType: 'flowchart-v2' })
    const drawn = graphviz.dot(await pictureOf(named(name), dot))
    expect(drawn).toMatch(/<\/svg>\s*$/)
    expect(drawn).not.toMatch(/<script|href|onload=[^(]*"/)
  })

  it('and nothing that is broken', async () => {
    await expect(parse('flowchart LR\n  a["x"y"]')).rejects.toThrow()
    expect(() => graphviz.dot('digraph { a [label="x"y"] ')).toThrow()
  })
})
