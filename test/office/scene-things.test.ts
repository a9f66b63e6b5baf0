import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pagesOf } from '../../src/draw/picture.ts'
import { type Group, places, pptx, type Shape, type Thing } from '../../src/office/pptx.ts'
import { sceneThings } from '../../src/office/scene-things.ts'
import { judged } from '../draw/services.ts'
import { attributes, expectSound } from './opened.ts'

const folder = new URL('../../blueprints/', import.meta.url)
const all = (things: readonly Thing[]): Thing[] =>
  things.flatMap((thing) => (thing.kind === 'group' ? [thing, ...all(thing.things)] : [thing]))

describe('a picture on slides', () => {
  it.each(readdirSync(folder))('%s: each step is a shape with its words, and flows hold on to steps', async (file) => {
    const { graph, findings } = await judged(readFileSync(new URL(file, folder), 'utf8'))
    const scenes = pagesOf(graph, findings)
    const pages = scenes.map((scene) => all(sceneThings(scene, places.content)))
    const shapes = pages.flat().filter((thing): thing is Shape => thing.kind === 'shape')

    const steps = shapes.filter(({ id }) => id !== undefined)
    expect(new Set(steps.map(({ id }) => id)).size).toBe(graph.steps.length)
    const wordsOf = ({ text }: Shape): string => JSON.stringify(text)
    for (const scene of scenes)
      for (const { step, texts } of scene.shapes.filter(({ step }) => step !== undefined))
        for (const { text } of texts)
          expect(
            steps
              .filter(({ id }) => id === `step ${step}`)
              .map(wordsOf)
              .join(),
          ).toContain(JSON.stringify(text).slice(1, -1))

    const drawn = scenes.flatMap(({ lines }) => lines).filter(({ from, to }) => from !== undefined && to !== undefined)
    const held = pages.flat().filter(({ kind }) => kind === 'connector')
    expect(held.length).toBeGreaterThan(drawn.length * 0.8)

    const badges = pages
      .flat()
      .filter((thing): thing is Group => thing.kind === 'group' && /^Finding/.test(thing.name ?? ''))
    expect(badges).toHaveLength(scenes.flatMap(({ badges }) => badges).length)

    const slides = scenes.map((scene) => ({ title: scene.title, things: sceneThings(scene, places.content) }))
    const parts = await expectSound(pptx({ title: '', slides }))
    const glued = slides.flatMap((_, i) => attributes(parts.get(`ppt/slides/slide${i + 1}.xml`)!, 'a:endCxn', 'id'))
    expect(glued.length).toBeGreaterThan(0)
    const { x, y, width, height } = places.content
    for (const { at } of shapes) {
      expect(at.x).toBeGreaterThanOrEqual(x - 3)
      expect(at.y).toBeGreaterThanOrEqual(y - 3)
      expect(at.x + at.width).toBeLessThanOrEqual(x + width + 3)
      expect(at.y + at.height).toBeLessThanOrEqual(y + height + 3)
    }
  })

  it('can have flows that hold on to nothing', async () => {
    const { graph, findings } = await judged(readFileSync(new URL('double-charge.blueprint.yaml', folder), 'utf8'))
    const things = pagesOf(graph, findings).flatMap((scene) =>
      all(sceneThings(scene, places.content, { flows: 'free' })),
    )
    expect(things.filter(({ kind }) => kind === 'connector')).toEqual([])
  })
})
