import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pagesOf, sceneOf } from '../../src/draw/picture.ts'
import type { Scene } from '../../src/draw/scene.ts'
// @ts-expect-error a script without types
import { blueprintOf } from '../bench/generate.mjs'
import { runs, services, yamlOf } from '../helpers/random.ts'
import { faultsOf } from './faults.ts'
import { judged, richBlueprints } from './services.ts'

const folder = fileURLToPath(new URL('../../blueprints/', import.meta.url))
const stories = readdirSync(folder)
const read = (file: string): string => readFileSync(folder + file, 'utf8')

describe('a picture can be read', () => {
  it.each(stories)('%s', async (file) => {
    const { graph, findings } = await judged(read(file))
    expect(faultsOf(sceneOf(graph, findings), graph)).toEqual([])
  })

  it('of any service', async () => {
    await fc.assert(
      fc.asyncProperty(services(), async (service) => {
        const { graph, findings } = await judged(yamlOf(service))
        expect(faultsOf(sceneOf(graph, findings), graph)).toEqual([])
      }),
      runs(150),
    )
  })

  it('whatever things are called, and however it is broken into rows', async () => {
    await fc.assert(
      fc.asyncProperty(richBlueprints(14), fc.integer({ min: 1, max: 16 }), async (blueprint, columns) => {
        const { graph, findings } = await judged(JSON.stringify(blueprint))
        expect(faultsOf(sceneOf(graph, findings, { columns }), graph)).toEqual([])
      }),
      runs(150),
    )
  })

  it('of forty and more steps that lead to each other at random', async () => {
    await fc.assert(
      fc.asyncProperty(richBlueprints(60), async (blueprint) => {
        const { graph, findings } = await judged(JSON.stringify(blueprint))
        expect(faultsOf(sceneOf(graph, findings), graph)).toEqual([])
      }),
      { ...runs(12), endOnFailure: true },
    )
  })

  it('of two thousand steps', async () => {
    const { graph, findings } = await judged(blueprintOf(2000, 1))
    const scene = sceneOf(graph, findings)
    // All pairs of flows would be many: only those of one row of columns can meet.
    const faults = faultsOf({ ...scene, lines: [] }, { ...graph, edges: [] })
    expect(faults).toEqual([])
    expect(scene.width).toBeLessThan(5000)
  })

  it('of one step that everything leads to and comes from', async () => {
    const others = Array.from({ length: 120 }, (_, i) => `o${i}`)
    const blueprint = {
      blueprint: 1,
      title: 'A hub',
      owners: { desk: {} },
      steps: {
        hub: { lane: 'touchpoint', owner: 'desk', next: others },
        ...Object.fromEntries(others.map((id) => [id, { lane: 'backstage', owner: 'desk', next: 'hub' }])),
      },
    }
    const { graph, findings } = await judged(JSON.stringify(blueprint))
    expect(faultsOf(sceneOf(graph, findings), graph)).toEqual([])
  })
})

const cardOf = ({ shapes }: Scene, id: string) => shapes.find(({ step }) => step === id)!

describe('a picture tells', () => {
  const small = (steps: object, more: object = {}) =>
    judged(
      JSON.stringify({
        blueprint: 1,
        title: 'A service',
        owners: { desk: { name: 'Desk' }, depot: { name: 'Depot' } },
        ...more,
        steps,
      }),
    )

  it('time from left to right, and what one moment sets off below it', async () => {
    const { graph, findings } = await small({
      ask: { lane: 'customer', next: 'answer' },
      answer: { lane: 'touchpoint', owner: 'desk', next: 'look' },
      look: { lane: 'backstage', owner: 'desk', next: 'fetch' },
      fetch: { lane: 'support', owner: 'depot', next: 'tell' },
      tell: { lane: 'touchpoint', owner: 'desk', next: 'hear' },
      hear: { lane: 'customer', outcome: 'served' },
    })
    const scene = sceneOf(graph, findings)
    const [ask, answer, look, fetch, tell, hear] = graph.steps.map(({ id }) => cardOf(scene, id))
    expect([answer!.x, look!.x, fetch!.x]).toEqual([ask!.x, ask!.x, ask!.x])
    expect(hear!.x).toBe(tell!.x)
    expect(tell!.x).toBeGreaterThan(ask!.x)
    expect([ask, answer, look, fetch].map((card) => card!.y)).toEqual(
      [ask, answer, look, fetch].map((card) => card!.y).sort((a, b) => a - b),
    )
  })

  it('alternatives side by side in time', async () => {
    const { graph, findings } = await small({
      decide: { lane: 'customer', next: [{ to: 'stay' }, { to: 'go' }] },
      stay: { lane: 'customer', outcome: 'served' },
      go: { lane: 'customer', outcome: 'lost' },
    })
    const scene = sceneOf(graph, findings)
    expect(cardOf(scene, 'stay').x).toBe(cardOf(scene, 'go').x)
    expect(cardOf(scene, 'stay').x).toBeGreaterThan(cardOf(scene, 'decide').x)
  })

  it('phases in their order, each in columns of its own', async () => {
    const { graph, findings } = await small(
      {
        a: { lane: 'customer', phase: 'One', next: ['b', 'c'] },
        b: { lane: 'customer', phase: 'Two', next: 'd' },
        c: { lane: 'customer', phase: 'One', next: 'd' },
        d: { lane: 'customer', outcome: 'served' },
      },
      { phases: ['One', 'Two'] },
    )
    const scene = sceneOf(graph, findings)
    const chevrons = scene.areas.filter(({ form }) => form === 'phase')
    expect(chevrons.map(({ texts }) => texts[0]!.text)).toEqual(['One', 'Two'])
    const x = (id: string) => cardOf(scene, id).x
    expect(Math.max(x('a'), x('c'))).toBeLessThan(x('b'))
    expect(x('b')).toBeGreaterThanOrEqual(chevrons[1]!.x)
  })

  it('the lanes, the three lines between them, evidence and feelings', async () => {
    const { graph, findings } = await small({
      a: { lane: 'customer', emotion: 1, evidence: ['letter'], next: 'b' },
      b: { lane: 'customer', emotion: -2, outcome: 'lost' },
    })
    const scene = sceneOf(graph, findings)
    const lanes = scene.areas.filter(({ form }) => form === 'lane')
    expect(lanes.map(({ tone }) => tone)).toEqual([
      'evidence',
      'feeling',
      'customer',
      'touchpoint',
      'backstage',
      'support',
    ])
    expect(lanes.map(({ y }) => y)).toEqual(lanes.map(({ y }) => y).sort((a, b) => a - b))
    const names = scene.texts.map(({ text }) => text)
    expect(names).toEqual(
      expect.arrayContaining(['Line of interaction', 'Line of visibility', 'Line of internal interaction']),
    )
    const faces = scene.signs.filter(({ kind }) => kind === 'face')
    expect(faces.map(({ mood }) => mood)).toEqual([1, -2])
    expect(faces[0]!.y).toBeLessThan(faces[1]!.y)
    expect(scene.shapes.find(({ form }) => form === 'evidence')!.x).toBe(cardOf(scene, 'a').x)
  })

  it('handoffs, failures, lateness, channels that lose, ends, beginnings and nobody by their form', async () => {
    const { graph, findings } = await small({
      ask: { lane: 'customer', next: 'answer' },
      answer: {
        lane: 'touchpoint',
        owner: 'desk',
        takes: '2d',
        next: { to: 'fetch', via: 'email', within: '1d', late: 'remind' },
        fails: [{ what: 'It is forgotten', recover: 'remind' }],
      },
      fetch: { lane: 'support', owner: 'depot', next: 'end' },
      remind: { lane: 'backstage', next: 'end' },
      end: { lane: 'customer', outcome: 'recovered' },
    })
    const scene = sceneOf(graph, findings)
    const line = (from: string, to: string, kind: string) =>
      scene.lines.find((one) => one.from === from && one.to === to && one.kind === kind)!
    expect(line('answer', 'fetch', 'flow')).toMatchObject({ heavy: true, losable: true })
    expect(line('ask', 'answer', 'flow')).toMatchObject({ heavy: false, losable: false })
    expect(line('answer', 'remind', 'recover')).toBeDefined()
    expect(line('answer', 'remind', 'late')).toBeDefined()
    expect(cardOf(scene, 'remind').border).toBe('dashed')
    expect(cardOf(scene, 'remind').texts.map(({ text }) => text)).toContain('nobody does it')
    expect(cardOf(scene, 'end')).toMatchObject({ form: 'outcome', signs: [{ kind: 'recovered' }] })
    expect(cardOf(scene, 'answer').signs.map(({ kind }) => kind)).toEqual(['hourglass'])
    expect(scene.signs.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['cross', 'clock']))
    expect(scene.shapes.filter(({ form }) => form === 'start')).toHaveLength(1)
    expect(scene.shapes.find(({ form }) => form === 'tag')).toMatchObject({
      border: 'dashed',
      texts: [{ text: 'email · in 1d' }],
    })
  })

  it('every finding by a number, at its place and in words', async () => {
    const { graph, findings } = await judged(read('double-charge.blueprint.yaml'))
    const scene = sceneOf(graph, findings)
    const numbers = scene.badges.map(({ number }) => number)
    const most = Math.max(...numbers)
    expect(most).toBeGreaterThan(20)
    for (let number = 1; number <= most; number += 1) expect(numbers).toContain(number)
    const flow = scene.lines.find(({ from, to }) => from === 'email-details' && to === 'take-in-mail')!
    const onIt = scene.badges.filter(({ x, y }) =>
      flow.points.slice(1).some((point, i) => {
        const before = flow.points[i]!
        return (
          Math.min(point.x, before.x) <= x &&
          x <= Math.max(point.x, before.x) &&
          Math.min(point.y, before.y) <= y &&
          y <= Math.max(point.y, before.y)
        )
      }),
    )
    expect(onIt.map(({ severity }) => severity)).toContain('error')
    expect(sceneOf(graph, []).badges).toEqual([])
  })

  it('what was accepted hollow, and what it brings up elsewhere by the same number', async () => {
    const { graph, findings } = await judged(
      read('double-charge.blueprint.yaml').concat(
        'accepted:\n  - { rule: dead-end, at: receive-request, because: we know, by: store-manager }\n',
      ),
    )
    const scene = sceneOf(graph, findings)
    expect(scene.badges.some(({ hollow }) => hollow)).toBe(true)
    const echo = findings.find(({ causedBy }) => causedBy !== null)!
    const cause = findings.find(({ fingerprint }) => fingerprint === echo.causedBy)!
    expect([echo, cause]).not.toContain(undefined)
    expect(new Set(scene.badges.map(({ number }) => number)).size).toBe(
      findings.filter(({ causedBy }) => causedBy === null).length,
    )
  })
})

describe('a picture stays the same', () => {
  it('for the same blueprint', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => judged(read('empty-box.blueprint.yaml'))))
    expect(sceneOf(first!.graph, first!.findings)).toEqual(sceneOf(second!.graph, second!.findings))
  })

  it('when keys change their order, where the order says nothing', async () => {
    const chain = {
      a: { lane: 'customer', name: 'A', next: 'b' },
      b: { owner: 'desk', lane: 'touchpoint', next: 'c' },
      c: { lane: 'backstage', owner: 'desk', next: 'd' },
      d: { lane: 'customer', outcome: 'served' },
    }
    const text = (steps: object) =>
      JSON.stringify({ blueprint: 1, title: 'T', start: 'a', owners: { desk: {} }, steps })
    const turned = Object.fromEntries(
      Object.entries(chain)
        .reverse()
        .map(([id, step]) => [id, Object.fromEntries(Object.entries(step).reverse())]),
    )
    const places = async (steps: object) => {
      const { graph, findings } = await judged(text(steps))
      const { shapes } = sceneOf(graph, findings)
      return new Map(shapes.flatMap(({ step, x, y }) => (step ? [[step, `${x},${y}`]] : [])))
    }
    expect(await places(turned)).toEqual(await places(chain))
  })
})

it('pages hold each step once, and together all numbers', async () => {
  const { graph, findings } = await judged(read('missing-parcel.blueprint.yaml'))
  const whole = sceneOf(graph, findings, { columns: 9 })
  const pages = pagesOf(graph, findings, { columns: 9 })
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.flatMap(({ shapes }) => shapes.flatMap(({ step }) => step ?? []))).toEqual(
    whole.shapes.flatMap(({ step }) => step ?? []),
  )
  const numbers = (scenes: Scene[]) => new Set(scenes.flatMap(({ badges }) => badges.map(({ number }) => number)))
  expect(numbers(pages)).toEqual(numbers([whole]))
})
