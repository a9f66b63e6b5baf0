import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderWith, run } from '../helpers/run.ts'

const story = readFileSync(
  fileURLToPath(new URL('../../blueprints/double-charge.blueprint.yaml', import.meta.url)),
  'utf8',
)
const here = () =>
  folderWith({ 'a.blueprint.yaml': story, 'bad.blueprint.yaml': 'blueprint: 1\ntitle: T\nstesp: {}\n' })

describe('faultline draw', () => {
  it('draws one blueprint, with what is found in it, and fails for no finding', async () => {
    const { code, out, err } = await run(here(), ['draw', 'a.blueprint.yaml'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^<svg .*<\/svg>\n$/s)
    expect(out).toContain('What was found')
  })

  it('into a file, in a theme, without what was found', async () => {
    const folder = here()
    const words = ['draw', 'a.blueprint.yaml', '-o', 'a.svg', '--theme', 'auto', '--no-findings']
    expect(await run(folder, words)).toEqual({ code: 0, out: '', err: '' })
    const picture = readFileSync(join(folder, 'a.svg'), 'utf8')
    expect(picture).toContain('prefers-color-scheme:dark')
    expect(picture).not.toContain('What was found')
  })

  it('as text for Mermaid and Graphviz, and from standard input', async () => {
    expect((await run(here(), ['draw', 'a.blueprint.yaml', '--format', 'mermaid'])).out).toMatch(
      /^---\ntitle: .*\n---\nflowchart LR\n/,
    )
    expect((await run(here(), ['draw', '-', '--format', 'dot'], { input: story })).out).toMatch(
      /^digraph blueprint \{\n/,
    )
  })

  it('says like check what keeps a blueprint from being read', async () => {
    const { code, out, err } = await run(here(), ['draw', 'bad.blueprint.yaml'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('bad.blueprint.yaml:3:1')
    expect(err).toContain('stesp')
  })

  it('ends with 2 where there is not one blueprint to draw', async () => {
    const folder = here()
    for (const words of [
      ['nothing.blueprint.yaml'],
      ['.'],
      ['a.blueprint.yaml', '--format', 'png'],
      ['a.blueprint.yaml', '-o', 'no/such/a.svg'],
    ]) {
      const { code, err } = await run(folder, ['draw', ...words])
      expect({ words, code }).toEqual({ words, code: 2 })
      expect(err).not.toBe('')
    }
  })
})
