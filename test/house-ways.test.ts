import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Graph, graphOf } from '../src/graph/graph.ts'
import { stepsOf, type Way } from '../src/graph/reach.ts'
import { waysPast } from '../src/graph/ways-past.ts'
import { wayCriterion, wayKeys } from '../src/house/way-keys.ts'
import { stepsThat } from '../src/house/step-condition.ts'
import type { Step } from '../src/read/blueprint.ts'
import { readBlueprint } from '../src/read/read.ts'
import {
  type DescribedEdge,
  edgesOf,
  reachable,
  runs,
  type ServiceDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

const holdsOn = (graph: Graph, key: string, goals: readonly string[], inMust = false) =>
  wayCriterion(key, stepsThat([{ step: goals }]), inMust).on(graph)

describe('conditions on ways', () => {
  it.each(wayKeys)('%s is as the schema describes it', (key) =>
    onWays({}, 300, (asked) => {
      const held = holdsOn(asked.graph, key, asked.goals)
      const seen = asked.reached.filter((id) => held.holds(asked.step(id)) === true)
      expect(seen).toEqual(asked.reached.filter((id) => references[key]!(asked, asked.goals, id)))
    }),
  )

  it('alwaysAfter is reachability without the steps, where no step waits for branches', () =>
    onWays({ joins: ['any'] }, 200, (asked) => {
      const held = holdsOn(asked.graph, 'alwaysAfter', asked.goals)
      const past = asked.edges.filter(({ from, fails }) => fails || !asked.goals.includes(from))
      const meant = reachable(past, startsOf(asked.service))
      for (const id of asked.reached) expect(held.holds(asked.step(id))).toBe(!meant.has(id))
    }))

  it('alwaysLeadsTo is reachability without the steps, where nothing is parallel', () =>
    onWays({ splits: ['one', 'some'] }, 200, (asked) => {
      const held = holdsOn(asked.graph, 'alwaysLeadsTo', asked.goals)
      const work = asked.edges.filter(({ isWork }) => isWork)
      const arrives = (id: string) => comingAfter(work, id).some((next) => asked.goals.includes(next))
      for (const id of asked.reached) {
        const without = work.filter(({ to }) => !asked.goals.includes(to))
        const lost = [...reachable(without, [id])].some((at) => asked.isEnd(at) || !arrives(at))
        expect(held.holds(asked.step(id))).toBe(!lost)
      }
    }))

  it.each(wayKeys)('%s is not known only where what is not said decides', (key) =>
    onWays({}, 120, (asked) => {
      const { graph, goals, unsaid } = asked
      const said = (id: string) => (goals.includes(id) ? 'phone' : unsaid.includes(id) ? undefined : 'web')
      for (const step of graph.steps) Object.assign(step, { channel: said(step.id) })
      const held = wayCriterion(key, stepsThat([{ channel: ['phone'] }]), false).on(graph)
      const completions = subsets(unsaid.filter((id) => !goals.includes(id))).map((more) => [...goals, ...more])
      for (const id of asked.reached) {
        const answers = new Set(completions.map((those) => references[key]!(asked, those, id)))
        expect(held.holds(asked.step(id))).toBe(answers.size > 1 ? undefined : [...answers][0])
      }
    }),
  )

  it('show a way on which it does not hold', () =>
    onWays({ joins: ['any'] }, 200, ({ graph, goals, reached, step, isEnd, edges }) => {
      const always = holdsOn(graph, 'alwaysAfter', goals)
      const past = waysPast(
        graph,
        goals.map((id) => step(id)),
      )
      for (const id of reached) {
        if (always.holds(step(id)) === false) {
          const { way } = always.proof!(step(id))
          expectRealWay(graph, way, step(id))
          expect(graph.blueprint.starts).toContain(way.from)
          for (const { from, failure } of way.edges) expect(!goals.includes(from.id) || failure).toBeTruthy()
        }
        if (past.has(step(id))) {
          const way = past.way(step(id))
          const last = stepsOf(way).at(-1)!
          expectRealWay(graph, way, last)
          for (const { to } of way.edges) expect(goals).not.toContain(to.id)
          const work = edges.filter(({ isWork }) => isWork)
          expect(isEnd(last.id) || !comingAfter(work, last.id).some((next) => goals.includes(next))).toBe(true)
          // Where it can end from there, it is shown to its end.
          expect(isEnd(last.id) || !comingAfter(work, last.id).some(isEnd)).toBe(true)
        }
      }
    }))

  it.each(['after', 'leadsTo'])('%s shows a way between the two', (key) =>
    onWays({}, 150, ({ graph, goals, reached, step }) => {
      const held = holdsOn(graph, key, goals)
      for (const id of reached) {
        if (held.holds(step(id)) !== true) continue
        const { way, other } = held.proof!(step(id))
        expectRealWay(graph, way, key === 'after' ? step(id) : other!)
        expect(graph.blueprint.starts).toContain(way.from)
        expect(goals).toContain(other!.id)
        expect(stepsOf(way)).toContain(key === 'after' ? other : step(id))
      }
    }),
  )
})

interface WayEdge extends DescribedEdge {
  /** It is a way of the work itself, and not what a promise does when it is late. */
  readonly isWork: boolean
  /** The step it leaves from has failed. */
  readonly fails: boolean
}

interface Asked {
  readonly service: ServiceDescription
  readonly splits: readonly string[]
  readonly graph: Graph
  readonly edges: readonly WayEdge[]
  /** By name, in the order of the file. */
  readonly reached: readonly string[]
  readonly goals: readonly string[]
  readonly unsaid: readonly string[]
  readonly step: (id: string) => Step
  readonly isEnd: (id: string) => boolean
}

/** Where one gets to over at least one edge. */
const comingAfter = (edges: readonly { from: string; to: string }[], id: string): string[] => [
  ...reachable(
    edges,
    edges.filter(({ from }) => from === id).map(({ to }) => to),
  ),
]

const subsets = (ids: readonly string[]): string[][] =>
  Array.from({ length: 2 ** ids.length }, (_, set) => ids.filter((_, i) => (set >> i) % 2 === 1))

/** The descriptions in the schema, in the plainest way. */
const references: Record<string, (asked: Asked, goals: readonly string[], id: string) => boolean> = {
  after: ({ edges, reached }, goals, id) =>
    goals.some((goal) => reached.includes(goal) && comingAfter(edges, goal).includes(id)),
  leadsTo: ({ edges }, goals, id) => comingAfter(edges, id).some((next) => goals.includes(next)),
  alwaysAfter: ({ service, edges, reached }, goals, id) => {
    const certain = new Set(reached)
    for (let changed = true; changed; ) {
      changed = false
      for (const at of certain) {
        const waits = service.steps.find((step) => step.id === at)!.join === 'all'
        const into = edges.filter(
          ({ kind, from, to }) => to === at && reached.includes(from) && !(waits && kind === 'promise-late'),
        )
        const brings = ({ from, fails }: WayEdge): boolean => (goals.includes(from) && !fails) || certain.has(from)
        // What waits for nothing that could come never begins.
        const united = waits && (into.length === 0 || into.some(brings))
        if (!startsOf(service).includes(at) && (united || (!waits && into.every(brings)))) continue
        certain.delete(at)
        changed = true
      }
    }
    return certain.has(id)
  },
  alwaysLeadsTo: ({ service, splits, edges, isEnd }, goals, id) => {
    const work = edges.filter(({ isWork }) => isWork)
    const ids = service.steps.map((step) => step.id)
    const past = new Set(ids.filter((at) => isEnd(at) || !comingAfter(work, at).some((next) => goals.includes(next))))
    const leadsPast = (targets: readonly string[]): boolean => targets.some((to) => !goals.includes(to) && past.has(to))
    for (let changed = true; changed; ) {
      changed = false
      for (const [position, { id: at, next, fails }] of service.steps.entries()) {
        if (past.has(at)) continue
        const branches = next.map((flow) => targetsOf(flow))
        const failures = fails.map(({ recover }) => (recover ? targetsOf(recover) : []))
        const goesOn = splits[position] === 'all' ? branches.every(leadsPast) : branches.some(leadsPast)
        if (!goesOn && !failures.some(leadsPast)) continue
        past.add(at)
        changed = true
      }
    }
    return !past.has(id)
  },
}

type Flow = ServiceDescription['steps'][number]['next'][number]

/** Where a flow can lead: to its step, or to what is taken when that is late. */
const targetsOf = ({ to, late }: Flow): string[] => [to, ...(late && 'to' in late ? targetsOf(late) : [])]

/** The same edges as `edgesOf`, with what is known of failures. */
function wayEdges(service: ServiceDescription): WayEdge[] {
  const failing = service.steps.flatMap(({ id, fails }) =>
    fails.flatMap(({ recover }) => (recover ? targetsOf(recover).map((to) => ({ from: id, to })) : [])),
  )
  const planned = edgesOf({ ...service, steps: service.steps.map((step) => ({ ...step, fails: [] })), promises: [] })
  const promised = edgesOf({ ...service, steps: service.steps.map((step) => ({ ...step, next: [], fails: [] })) })
  return [
    ...planned.map((edge) => ({ ...edge, isWork: true, fails: false })),
    ...failing.map((edge) => ({ ...edge, kind: 'recover' as const, doubt: 0, isWork: true, fails: true })),
    ...promised.map((edge) => ({ ...edge, isWork: false, fails: false })),
  ]
}

const onWays = (
  { joins, splits: allowed = ['one', 'all', 'some'] }: { joins?: readonly ['any']; splits?: readonly string[] },
  times: number,
  check: (asked: Asked) => void,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      services({ ...(joins && { joins }), bases: ['observed'] }),
      fc.array(fc.constantFrom(...allowed), { minLength: 9, maxLength: 9 }),
      fc.array(fc.constantFrom('goal', 'unsaid', 'other', 'other', 'other'), { minLength: 9, maxLength: 9 }),
      async (service, splits, roles) => {
        const ids = service.steps.map(({ id }) => id)
        const text = ids.reduce(
          (yaml, id, i) => yaml.replace(`  ${id}:\n`, `  ${id}:\n    split: ${splits[i]}\n`),
          yamlOf(service),
        )
        const graph = await read(text)
        const edges = wayEdges(service)
        const inReach = reachable(edges, startsOf(service))
        check({
          service,
          splits,
          graph,
          edges,
          reached: ids.filter((id) => inReach.has(id)),
          goals: ids.filter((_, i) => roles[i] === 'goal'),
          unsaid: ids.filter((_, i) => roles[i] === 'unsaid'),
          step: (id) => graph.blueprint.steps.get(id)!,
          isEnd: (id) => service.steps.find((step) => step.id === id)!.next.length === 0,
        })
      },
    ),
    runs(times),
  )

async function read(text: string): Promise<Graph> {
  const outcome = await readBlueprint(
    { file: 'a.blueprint.yaml', text },
    { rules: new Set(), organization: () => ({ unavailable: 'is not there', help: '' }) },
    new Map(),
  )
  if ('obstacles' in outcome) throw new Error(outcome.obstacles.map(({ draft }) => draft.message).join('; '))
  return graphOf(outcome.value)
}

function expectRealWay({ edges: real }: Graph, { from, edges }: Way, to: Step): void {
  let here = from
  for (const edge of edges) {
    expect(real).toContain(edge)
    expect(edge.from).toBe(here)
    here = edge.to
  }
  expect(here).toBe(to)
}
