import { addTo } from '../../multimap.ts'
import { type Edge, type Graph, isFailureEdge } from '../../graph/graph.ts'
import { isGood, neededAlone, startsThatNeed } from '../../graph/good-outcomes.ts'
import { leadingTo } from '../../graph/leading.ts'
import { endOfWayTo, type Reached, reached, search } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { allCalled, called, decidedBy, people } from '../../plain.ts'
import { isOwn, type Owner, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, codes, listed, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'
import { isShared } from '../shared.ts'

export const singlePointOfFailure: Rule = {
  id: 'single-point-of-failure',
  theme: 'load',
  severity: 'note',
  summary: 'One single person without whom no good outcome can be reached',
  why: 'The service stands still while that person is ill, on holiday or on the phone. All others wait, and so do the customers.',
  fix: 'Let somebody else do the step as well, or lead a way around it.',
  source: 'Shostack (1984): fail points; Goldratt and Cox (1984): bottlenecks',
  bad: `blueprint: 1
title: Certified translation
accountable: agency
owners:
  agency: { name: Agency }
  translator:
    name: Sworn translator
    people: 1 # <- single-point-of-failure
steps:
  bring-letter: { lane: customer, next: take-letter }
  take-letter: { lane: touchpoint, owner: agency, next: { to: translate, via: ticket } }
  translate: { lane: backstage, owner: translator, next: has-translation }
  has-translation: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Certified translation
accountable: agency
owners:
  agency: { name: Agency }
  translator: { name: Sworn translators, people: 2 }
steps:
  bring-letter: { lane: customer, next: take-letter }
  take-letter: { lane: touchpoint, owner: agency, next: { to: translate, via: ticket } }
  translate: { lane: backstage, owner: translator, next: has-translation }
  has-translation: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'somebody else can do the step too',
      blueprint: `blueprint: 1
title: Certified translation
accountable: agency
owners:
  agency: { name: Agency, people: 4 }
  translator: { name: Sworn translator, people: 1 }
steps:
  bring-letter: { lane: customer, next: take-letter }
  take-letter: { lane: touchpoint, owner: agency, next: { to: translate, via: ticket } }
  translate: { lane: backstage, owner: [translator, agency], accountable: agency, next: has-translation }
  has-translation: { lane: customer, outcome: served }
`,
    },
  ],
  needs: {
    isMissing: ({ blueprint: { owners } }) =>
      owners.size > 0 && [...owners.values()].every(({ people }) => people === undefined),
    because: 'no owner says how many people there are (`people`)',
    ask: 'How many people does each team have at once, and which work can only one of them do?',
  },
  // The owner's steps count together: one on each of two ways is on every way.
  *check(graph) {
    const work = new Map<Owner, Step[]>()
    for (let i = 0; i < graph.steps.length; i += 1) {
      const step = graph.steps[i]!
      const owner = step.owners.length === 1 ? step.owners[0]! : undefined
      if (owner?.people !== 1 || !isOwn(step) || !reached(graph).has(step)) continue
      addTo(work, owner, step)
    }
    const needing = startsThatNeed(graph, [...work.values()], isPlanned)
    if (!needing) {
      yield tooMany(
        [...work.keys()].map(({ id }) => id),
        (few) => `Can customers be served while one of ${few} is away?`,
      )
      return
    }
    const planned = new Map<Step, Reached>()
    for (const [position, [owner, steps]] of [...work].entries()) {
      const starts = needing[position]!
      if (starts.length === 0) continue
      const start = starts[0]!
      const fromThere = planned.get(start) ?? search(graph, [start], isPlanned)
      planned.set(start, fromThere)
      // The proof is the way of those who are said to need the owner, not of others who come by.
      const met = steps.find(fromThere.has)!
      const isOnlyStart = graph.blueprint.starts.length === 1
      const way = (isOnlyStart ? undefined : fromThere.way(met)) ?? endOfWayTo(graph, met)
      const from = starts.length < graph.blueprint.starts.length ? ` from ${codes(starts)}` : ''
      // The finding stands beside the owner, whom other services share that may do without.
      const of = isShared(graph, owner) ? ` of ${quoted(graph.blueprint.title)}` : ''
      const needed = neededAlone(graph, steps, isPlanned)
      yield {
        message: `Every way${from} to a good outcome${of} leads through ${owner.name}: one ${owner.kind === 'system' ? 'system' : 'person'}`,
        help: wayOut(needed, steps),
        marks: [
          { at: inside(owner.at, 'people'), says: 'one only' },
          ...steps
            .slice(0, 3)
            .map((step) => ({ at: { ...step.at, part: 'key' as const }, says: 'nobody else does it' })),
        ],
        steps,
        way,
        why: [
          `without ${owner.name} there is ${listed(steps.map(({ id }) => `no ${code(id)}`))}: nobody who starts at ${code(start.id)} is served`,
        ],
        standsOn: [owner],
        // The same person is needed, whatever else they do.
        identity: 'names',
        names: [owner.id],
        plain: () => {
          const { accountable } = graph.blueprint
          const isSystem = owner.kind === 'system'
          const ofService = of === '' ? '' : ` of ${called({ name: graph.blueprint.title })}`
          const whose = from === '' ? ofService : `${ofService} who begins at ${allCalled(starts, 3, 'or')}`
          return {
            lived: `When ${people([owner])} cannot ${isSystem ? 'work' : 'be there'}, no customer${whose} can be helped in the ordinary way. It hangs on 1 ${isSystem ? 'system' : 'person'} alone, at ${allCalled(onTheWay(graph, steps, starts))}.`,
            change: `Let somebody else be able to do ${needed.length > 0 ? allCalled(needed) : allCalled(steps, 3, 'or')} as well, or open a way around ${needed.length > 1 ? 'them' : 'it'}.`,
            who: decidedBy(graph.blueprint, ...(accountable ? [accountable] : []), owner),
          }
        },
      }
    }
  },
}

/** Steps that are on every way must all be left; where they only are together, one is enough to begin with. */
function wayOut(needed: readonly Step[], steps: readonly Step[]): string {
  if (needed.length === 0)
    return `Let somebody else do ${codes(steps.slice(0, 3), 'or')} as well, or lead a way around it`
  const around = `lead a way around ${needed.length === 1 ? 'it' : 'them'}`
  return `Let somebody else do ${codes(needed.slice(0, 3))} as well, or ${around}`
}

/** Where the ordinary way leads through, of these steps: what only happens when something went wrong is not on it. */
function onTheWay(graph: Graph, steps: readonly Step[], starts: readonly Step[]): Step[] {
  const fromThere = search(graph, starts, isPlanned)
  const toGood = leadingTo(graph, graph.steps.filter(isGood), isPlanned)
  return steps.filter((step) => fromThere.has(step) && toGood.has(step))
}

const isPlanned = (edge: Edge): boolean => !isFailureEdge(edge)
