import { comesPlainly } from '../../graph/comes-plainly.ts'
import { includes } from '../../long-lists.ts'
import { addTo } from '../../multimap.ts'
import { boundFor, breaches } from '../../graph/wishes.ts'
import { atHand, certaintyOf, droppedFrom, droppedOn, everLearned, factNamed } from '../../graph/information.ts'
import { reached, type Reached, search, type Way } from '../../graph/reach.ts'
import type { Plain } from '../../finding.ts'
import { type Edge, type Graph, isDone, question } from '../../graph/graph.ts'
import { called, decidedBy, doersOf, fewPeople, known } from '../../plain.ts'
import { isCustomers, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, flowsText } from '../../words.ts'
import type { Rule } from '../rule.ts'
import { undecided } from '../../graph/undecided.ts'
import { asked } from './asked-again.ts'

export const missingInformation: Rule = {
  id: 'missing-information',
  theme: 'information',
  severity: 'error',
  summary: 'A step needs information that is not certain to have got there',
  why: 'Whoever does the step has to guess, to ask again or to leave it. They look incompetent, and the one who knew sits two desks away.',
  fix: 'Let the marked handoff carry it (`carries`), keep it in a case that stays open, or collect it where it is needed.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 3; Shostack (1984)',
  bad: `blueprint: 1
title: Glasses to order
accountable: shop
owners:
  shop: { name: Shop }
  workshop: { name: Workshop }
steps:
  choose-frame: { lane: customer, next: measure-eyes }
  measure-eyes: { lane: touchpoint, owner: shop, produces: prescription, next: { to: grind-lenses, via: person } }
  grind-lenses: { lane: backstage, owner: workshop, needs: prescription, next: sees-well } # <- missing-information
  sees-well: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Glasses to order
accountable: shop
owners:
  shop: { name: Shop }
  workshop: { name: Workshop }
steps:
  choose-frame: { lane: customer, next: measure-eyes }
  measure-eyes: { lane: touchpoint, owner: shop, produces: prescription, next: { to: grind-lenses, via: person, carries: prescription } }
  grind-lenses: { lane: backstage, owner: workshop, needs: prescription, next: sees-well }
  sees-well: { lane: customer, outcome: served }
`,
  *check(graph) {
    const bound = boundFor(graph)
    const looks = { left: mostLooks }
    const open: string[] = []
    for (const [name, steps] of needed(graph)) {
      const fact = factNamed(name)
      if (comesPlainly(graph, fact, steps, bound)) continue
      const certainty = certaintyOf(graph, fact)
      const wished = steps.map((step) => ({ step, wish: atHand(graph, step) }))
      const canAsk = mayAskHere(graph, name, looks)
      const { isDecided, way: brokenOn } = breaches(graph, wished, certainty, bound)
      if (!isDecided && wished.some((one) => !brokenOn(one))) open.push(name)
      for (const one of wished) {
        const way = brokenOn(one)
        if (!way) continue
        const { step } = one
        bound.left -= way.edges.length / 4
        const drop = droppedOn(graph, way, fact, certainty)
        const dropped = drop ? droppedFrom(graph, way, drop, fact, certainty) : []
        const opener = isCustomers(step) ? undefined : pastTheCustomer(way, dropped)
        const isKnown = everLearned(graph).has(name)
        yield {
          message: drop
            ? `${code(step.id)} needs ${code(name)}, which does not get from ${code(drop.from.id)} to ${code(drop.to.id)}`
            : isKnown
              ? `${code(step.id)} needs ${code(name)}, and on this way nobody has learned it`
              : `${code(step.id)} needs ${code(name)}, which nobody collects or produces`,
          help: `${
            drop
              ? `Add ${code(name)} to \`carries\` ${flowsText(dropped)}`
              : `Add ${code(name)} to \`collects\` or \`produces\` of a step that every way passes before`
          }${opener ? `, or open a case at ${code(opener.id)} (\`case: open\`)` : canAsk(step) ? `, or collect it in ${code(step.id)}` : ''}`,
          marks: [
            { at: inside(step.at, 'needs', step.written.needs!.indexOf(name)), says: 'needed here' },
            ...(drop ? [{ at: drop.flow.at, says: 'not carried on' }] : []),
          ],
          steps: [step],
          way,
          ...(drop ? { cause: { thing: `flow ${drop.flow.at.path.join('/')}` } } : {}),
          names: [name],
          plain: () =>
            plainOf(graph, step, name, { drop, isKnown, isCarriedPast: opener !== undefined, canAsk: canAsk(step) }),
        }
      }
    }
    if (open.length > 0) yield undecided(open)
  },
}

function plainOf(
  { blueprint }: Graph,
  step: Step,
  name: string,
  {
    drop,
    isKnown,
    isCarriedPast,
    canAsk,
  }: {
    readonly drop: Edge | undefined
    readonly isKnown: boolean
    readonly isCarriedPast: boolean
    readonly canAsk: boolean
  },
): Plain {
  const fact = known(name)
  const here = called(step)
  const who = isCustomers(step) ? 'Customers' : step.owners.length > 0 ? fewPeople(step.owners) : 'Whoever does it'
  const lost = drop
    ? `${fact} can be missing at ${here}, since on the way there it gets no further than ${called(drop.from)}`
    : isKnown
      ? `${fact} can be missing at ${here}, since the work can get there before anybody has found it out`
      : `${fact} is needed at ${here}, and at no step of the service is it asked for or found out`
  const other = isCarriedPast
    ? ', or note it in a record that is open to both sides'
    : canAsk
      ? ', or let it be asked for there'
      : ''
  return {
    lived: `${lost}. ${who} can ${drop || isKnown ? 'then ' : ''}only guess, ask around or leave it.`,
    change: drop
      ? `Pass ${fact} on from ${called(drop.from)} to ${here}${other}.`
      : `Let ${fact} be asked for or found out before ${here} begins.`,
    who: decidedBy(blueprint, ...(drop ? doersOf(drop.from, step) : doersOf(step))),
  }
}

/**
 * Where a case can be opened so that customers need not carry what an own step has learned: where it is dropped on the
 * way to them, unless something is done with a case from there on.
 */
function pastTheCustomer({ edges }: Way, dropped: readonly Edge[]): Step | undefined {
  const [first] = dropped
  if (!first || isCustomers(first.from) || !dropped.some(({ to }) => isCustomers(to))) return undefined
  const after = edges.slice(edges.lastIndexOf(first)).map(({ from }) => from)
  return after.some(({ written }) => written.case !== undefined) ? undefined : first.from
}

/** Flows that are looked at in one blueprint to see who has been asked. */
const mostLooks = 20_000_000

/** Where customers would not have to say again what they have been asked on some way there. */
function mayAskHere(graph: Graph, name: string, looks: { left: number }): (step: Step) => boolean {
  let heard: Reached | undefined
  return (step) => {
    const asking = new Set(asked(graph).get(name))
    if (asking.size === 0) return true
    if (!heard) looks.left -= graph.edges.length
    if (looks.left < 0) return false
    heard ??= search(
      graph,
      graph.edges.filter((edge) => asking.has(edge.from) && counts(edge) && isDone(edge)).map(({ to }) => to),
      counts,
    )
    return !heard.has(step)
  }
}

const counts = ({ kind }: Edge): boolean => kind !== 'promise-late'

/** Which reached steps need what; what a step collects itself is there. */
export const needed = question((graph): ReadonlyMap<string, readonly Step[]> => {
  const steps = new Map<string, Step[]>()
  for (const step of reached(graph).inOrder) {
    const { needs, collects } = step.written
    if (needs === undefined) continue
    for (const name of needs) if (!collects || !includes(collects, name)) addTo(steps, name, step)
  }
  return steps
})
