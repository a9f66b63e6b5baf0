import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sceneOf } from '../../src/draw/picture.ts'
import { svg, type SvgOptions } from '../../src/draw/svg.ts'
import { styleSheet } from '../../src/draw/svg-colours.ts'
import { runs } from '../helpers/random.ts'
import { hostileNames, judged, richBlueprints } from './services.ts'
import { dangersIn, errorsIn } from './sound.ts'

const story = fileURLToPath(new URL('../../blueprints/double-charge.blueprint.yaml', import.meta.url))

/** Each name on a step, an owner, a phase, a flow, a failure, a piece of evidence and in the title. */
const named = (name: string) =>
  JSON.stringify({
    blueprint: 1,
    title: name,
    scenario: name,
    phases: [name],
    owners: { desk: { name } },
    steps: {
      a: { lane: 'customer', phase: name, name, evidence: [name], next: { to: 'b', when: name } },
      b: {
        lane: 'touchpoint',
        phase: name,
        name,
        owner: 'desk',
        channel: name,
        next: 'c',
        fails: [{ what: name, recover: 'c' }],
      },
      c: { lane: 'customer', phase: name, name, outcome: 'lost' },
    },
  })

async function pictureOf(text: string, options: SvgOptions = { theme: 'light' }): Promise<string> {
  const { graph, findings } = await judged(text)
  return svg(sceneOf(graph, findings), options)
}

describe('an svg', () => {
  it.each(hostileNames)('is whole, and runs and loads nothing, where all is called %j', async (name) => {
    const text =
      name.trim() === '' ? named('x').replaceAll('"name":"x"', `"name":${JSON.stringify(name)}`) : named(name)
    const pictures = await Promise.all((['light', 'dark', 'auto'] as const).map((theme) => pictureOf(text, { theme })))
    expect(await errorsIn(...pictures)).toEqual([])
    expect(pictures.flatMap(dangersIn)).toEqual([])
    // What hides or turns text is shown, not obeyed.
    for (const picture of pictures) expect(picture).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u001b\u0007]/)
  })

  it('is whole for any blueprint', async () => {
    const pictures: string[] = []
    await fc.assert(
      fc.asyncProperty(richBlueprints(10), async (blueprint) => {
        pictures.push(await pictureOf(JSON.stringify(blueprint), { theme: 'auto' }))
        expect(dangersIn(pictures.at(-1)!)).toEqual([])
      }),
      runs(60),
    )
    expect(await errorsIn(...pictures)).toEqual([])
  })

  it('that is broken is seen to be (or nothing here would mean anything)', async () => {
    const picture = await pictureOf(named('x'))
    expect(await errorsIn(picture.replace('</svg>', ''))).not.toEqual([])
    expect(dangersIn(picture.replace('<desc>', '<script>x</script><desc onclick="x">'))).toHaveLength(3)
  })

  it('keeps names of its own apart from those of its page', async () => {
    const picture = await pictureOf(readFileSync(story, 'utf8'), { theme: 'auto', prefix: 'first' })
    expect(picture).not.toMatch(/ id="/)
    for (const [, classes] of picture.matchAll(/class="([^"]*)"/g))
      for (const one of classes!.split(' ')) expect(one).toMatch(/^first-[fs]-/)
    const style = /<style>(.*)<\/style>/.exec(picture)![1]!
    expect(style).toBe(styleSheet('first'))
    // Each class that it uses is turned dark.
    for (const [, classes] of picture.matchAll(/class="([^"]*)"/g))
      for (const one of classes!.split(' ')) expect(style).toContain(`.${one}{`)
    const without = await pictureOf(readFileSync(story, 'utf8'), { theme: 'auto', style: false })
    expect(without).not.toContain('<style>')
  })

  it('can be read in both themes: letters against their ground by WCAG 2, AA', async () => {
    const { themes } = await import('../../src/draw/theme.ts')
    for (const { page, card, tones, grounds, badges } of Object.values(themes)) {
      for (const colour of Object.values(tones)) expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5)
      for (const ground of [page, ...Object.values(grounds)])
        for (const name of ['ink', 'quiet', 'failure', 'late'] as const)
          expect(contrast(tones[name], ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      for (const [name, ground] of Object.entries(grounds))
        expect(contrast(tones[name as keyof typeof tones], ground), name).toBeGreaterThanOrEqual(4.5)
      for (const { fill, text } of Object.values(badges)) expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5)
    }
  })
})

function contrast(a: string, b: string): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (lighter! + 0.05) / (darker! + 0.05)
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
