import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/finding.ts'
import { judge } from './helpers/judge.ts'
import {
  type DescribedEdge,
  edgesOf,
  groupsOf,
  reachable,
  runs,
  type ServiceDescription,
  type StepDescription,
  services,
  startsOf,
  yamlOf,
} from './helpers/random.ts'

/** The rules that are compared here, each with what its definition in rules.md says, in the words of `Said`. */
const definitions: Record<string, { said: (finding: Finding) => Said; meant: (service: Described) => Said[] }> = {
  'dead-end': {
    said: ({ steps }) => steps.join(' '),
    meant: ({ steps, reached }) => idsOf(steps.filter((step) => reached.has(step.id) && isDeadEnd(step))),
  },
  trap: {
    said: ({ steps }) => steps.toSorted().join(' '),
    meant: (service) => trapsOf(service).map((ids) => ids.toSorted().join(' ')),
  },
  'lost-customer': {
    said: ({ steps }) => steps.join(' > '),
    meant: ({ steps, edges, reached, canEnd }) => {
      const deadEnds = idsOf(steps.filter(isDeadEnd))
      return edges
        .filter(
          ({ from, to }) => reached.has(from) && canEnd(from, proper) && !canEnd(to, proper) && canEnd(to, ['lost']),
        )
        .filter(({ to }) => !deadEnds.includes(to)) // No trap among them: nothing is lost where nothing ends.
        .map(({ from, to }) => `${from} > ${to}`)
    },
  },
  'unreachable-step': {
    said: ({ steps }) => steps.join(' '),
    meant: ({ steps, edges, reached }) =>
      groupsOf(
        idsOf(steps).filter((id) => !reached.has(id)),
        edges,
      ).map((ids) => ids.join(' ')),
  },
  'ownerless-handoff': {
    // Who hands over is the surest of several: that it is one of them shows in the path.
    said: ({ steps: [, ...stretch] }) => stretch.join(' '),
    meant: (service) =>
      ownerlessStretches(service)
        .filter(({ entries, isStart }) => entries.length > 0 && !isStart)
        .map(({ ids }) => ids.join(' ')),
  },
  'ownerless-step': {
    said: ({ steps }) => steps.join(' '),
    meant: (service) =>
      ownerlessStretches(service)
        .filter(({ entries, isStart }) => entries.length === 0 || isStart)
        .map(({ ids }) => ids.join(' ')),
  },
  'no-recovery': {
    said: ({ element, steps }) => `${/^steps\/[^/]+\/fails\/\d+/.exec(element)} ${steps.join(' ')}`,
    meant: ({ steps, reached, canEnd }) =>
      steps
        .filter(({ id }) => reached.has(id))
        .flatMap(({ id, fails }) =>
          fails.flatMap(({ recover }, position) => {
            if (recover && canEnd(recover.to, proper)) return []
            return [`steps/${id}/fails/${position} ${recover ? `${id} ${recover.to}` : id}`]
          }),
        ),
  },
}

describe.each(Object.entries(definitions))('%s', (rule, { said, meant }) => {
  it('finds what its definition says, and nothing else', () =>
    onServices(100, async (service) => {
      const { findings, faults } = await judge(yamlOf(service), { asks: ({ id }) => id === rule })
      expect(faults).toEqual([])
      expect(findings.filter((finding) => finding.rule !== rule)).toEqual([])
      expect(findings.map(said).sort()).toEqual(meant(described(service)).sort())
    }))
})

describe('the path of a finding', () => {
  it('is a chain of edges', () =>
    onServices(100, async (service) => {
      const pairs = new Set(edgesOf(service).map(({ from, to }) => `${from} > ${to}`))
      for (const { path } of await findingsIn(service)) {
        const chain = path.slice(1).map((id, position) => `${path[position]} > ${id}`)
        expect(chain.filter((pair) => !pairs.has(pair))).toEqual([])
      }
    }))

  it('begins at a start, or at the first step where no way leads there', () =>
    onServices(100, async (service) => {
      const { reached } = described(service)
      for (const { rule, path, steps } of await findingsIn(service)) {
        if (rule === 'unreachable-step') expect(path).toEqual([])
        // Only ownerless-handoff and ownerless-step speak of unreached parts. Such a path begins with the work itself.
        else if (reached.has(path[0]!)) expect(startsOf(service)).toContain(path[0])
        else {
          expect(rule).toMatch(/^ownerless-/)
          expect(steps).toContain(path[0])
        }
      }
    }))

  it('leads to what is wrong', () =>
    onServices(220, async (service) => {
      const { steps: all } = service
      const outcomeOf = (id: string | undefined) => all.find((step) => step.id === id)?.outcome
      for (const { rule, path, steps } of await findingsIn(service)) {
        if (rule === 'dead-end') expect(path.at(-1)).toBe(steps[0])
        // From where it is surest.
        if (rule === 'ownerless-step') expect(steps).toContain(path.at(-1))
        if (rule === 'no-recovery') expect(path.slice(-steps.length)).toEqual(steps)
        if (rule === 'lost-customer') {
          expect(`${path.join(' ')} `).toContain(`${steps.join(' ')} `)
          expect(outcomeOf(path.at(-1))).toBe('lost')
        }
        if (rule === 'ownerless-handoff') {
          expect(path.at(-2)).toBe(steps[0])
          expect(steps.slice(1)).toContain(path.at(-1))
        }
        if (rule === 'trap') {
          // In, and once round.
          const entry = path.indexOf(steps[0]!)
          expect(path.at(-1)).toBe(steps[0])
          expect(path.slice(0, entry).filter((id) => steps.includes(id))).toEqual([])
          expect(path.length).toBeGreaterThan(entry + 1)
          expect(path.slice(entry).filter((id) => !steps.includes(id))).toEqual([])
        }
      }
    }))

  it('of a handoff to nobody begins at a start where one of its senders is reached', async () => {
    const { findings } = await judge(`blueprint: 1
title: A handoff to nobody, from a clerk whom nobody asks and from the customer
start: ask
owners: { desk: {} }
steps:
  remind: { lane: backstage, owner: desk, next: sort }
  ask: { lane: customer, next: sort }
  sort: { lane: backstage, next: served }
  served: { lane: customer, outcome: served }
`)
    expect(findings.find(({ rule }) => rule === 'ownerless-handoff')?.path).toEqual(['ask', 'sort'])
  })
})

/** One finding, as a text that holds all that the definition decides. */
type Said = string

interface Described extends ServiceDescription {
  readonly edges: readonly DescribedEdge[]
  readonly reached: ReadonlySet<string>
  readonly canEnd: (id: string, outcomes: readonly string[]) => boolean
}

const proper = ['served', 'recovered', 'declined']

const onServices = (times: number, property: (service: ServiceDescription) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(services(), property), runs(times))

const findingsIn = async (service: ServiceDescription): Promise<readonly Finding[]> =>
  (await judge(yamlOf(service), { asks: ({ id }) => id in definitions })).findings

function described(service: ServiceDescription): Described {
  const edges = edgesOf(service)
  const canEnd: Described['canEnd'] = (id, outcomes) => {
    const from = reachable(edges, [id])
    return service.steps.some(({ id: other, outcome }) => from.has(other) && outcomes.includes(outcome ?? ''))
  }
  return { ...service, edges, reached: reachable(edges, startsOf(service)), canEnd }
}

const idsOf = (steps: readonly StepDescription[]): string[] => steps.map(({ id }) => id)

const isDeadEnd = ({ next, outcome }: StepDescription): boolean => next.length === 0 && outcome === undefined

/** Reached sets of steps that lead to each other, to nothing else, and to no outcome; and that lead on at all. */
function trapsOf({ steps, edges, reached }: Described): string[][] {
  const leadsTo = (id: string): string[] =>
    idsOf(steps).filter((other) =>
      reachable(
        edges,
        edges.filter(({ from }) => from === id).map(({ to }) => to),
      ).has(other),
    )
  const sets = new Map<string, string[]>()
  for (const id of reached) {
    const set = leadsTo(id)
    const isClosed = set.includes(id) && set.every((other) => leadsTo(other).includes(id))
    const ends = steps.some((step) => set.includes(step.id) && step.outcome !== undefined)
    if (isClosed && !ends) sets.set(set.join(' '), set)
  }
  return [...sets.values()]
}

/** Own steps without owner that follow on from each other, with the flows into them in the order of the file. */
function ownerlessStretches(service: Described) {
  const { steps, edges } = service
  const ownerless = idsOf(steps.filter(({ lane, owners }) => lane !== 'customer' && owners.length === 0))
  return groupsOf(ownerless, edges).map((ids) => ({
    ids,
    entries: edges.filter(({ from, to }) => ids.includes(to) && !ownerless.includes(from)),
    isStart: startsOf(service).some((start) => ids.includes(start)),
  }))
}
