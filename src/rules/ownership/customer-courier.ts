import { addTo } from '../../multimap.ts'
import { boundFor, breaches } from '../../graph/wishes.ts'
import { edgesInto, type Graph, isDone, question, shareAnOwner } from '../../graph/graph.ts'
import { couriersTo } from '../../graph/handoffs.ts'
import { atHand, certaintyOf, comesWithoutCustomer, factNamed, lastWith, notBegun } from '../../graph/information.ts'
import { reached, search } from '../../graph/reach.ts'
import { called, decidedBy, doersOf, known, people } from '../../plain.ts'
import { isCustomers, isOwn, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, listed } from '../../words.ts'
import { needed } from '../information/missing-information.ts'
import { undecided } from '../../graph/undecided.ts'
import type { Rule } from '../rule.ts'

export const customerCourier: Rule = {
  id: 'customer-courier',
  theme: 'ownership',
  severity: 'warning',
  summary: 'Between two owners it is the customer who carries what one of them learned and the other needs',
  why: 'The customer does the work of the organization, and answers for it: a number misheard, a letter left at home, and it is their fault.',
  fix: 'Let the one who knows hand it on directly, or keep it in a case that the other can open.',
  source: 'Towers, CEMMethod: handoffs as break points; Seddon: failure demand',
  bad: `blueprint: 1
title: X-ray for a broken wrist
accountable: clinic
owners:
  practice: { name: Practice }
  clinic: { name: Clinic }
steps:
  fall: { lane: customer, next: examine }
  examine: { lane: touchpoint, owner: practice, produces: diagnosis, next: { to: go-to-clinic, carries: diagnosis } }
  go-to-clinic: { lane: customer, next: { to: set-wrist, via: person } }
  set-wrist: { lane: touchpoint, owner: clinic, needs: diagnosis, next: healed } # <- customer-courier
  healed: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: X-ray for a broken wrist
accountable: clinic
owners:
  practice: { name: Practice }
  clinic: { name: Clinic }
steps:
  fall: { lane: customer, next: examine }
  examine: { lane: touchpoint, owner: practice, produces: diagnosis, case: open, next: { to: go-to-clinic, carries: diagnosis } }
  go-to-clinic: { lane: customer, next: { to: set-wrist, via: person } }
  set-wrist: { lane: touchpoint, owner: clinic, needs: diagnosis, next: healed }
  healed: { lane: customer, outcome: served }
`,
  *check(graph) {
    const bound = boundFor(graph)
    const open: string[] = []
    for (const [name, steps] of needed(graph)) {
      const takers = steps.filter((step) => isTaker(graph, step))
      const sources = takers.length > 0 ? sourcesOf(graph, name) : []
      if (sources.length === 0) continue
      const fact = factNamed(name)
      const wished = takers.map((step) => ({ step, wish: atHand(graph, step) }))
      const missing = breaches(graph, wished, certaintyOf(graph, fact), bound)
      const since = new Set(sources)
      const alone = certaintyOf(graph, fact, { withoutCustomer: true, since })
      const sinceLearned = takers.map((step) => ({ step, wish: atHand(graph, step) | notBegun }))
      const brought = breaches(graph, sinceLearned, alone, bound)
      if (!missing.isDecided || !brought.isDecided) {
        open.push(name)
        continue
      }
      for (const [i, step] of takers.entries()) {
        const way = brought.way(sinceLearned[i]!)
        if (missing.has(wished[i]!) || !way) continue // not there at all is missing-information's; there without the customer is fine
        const senders = couriersTo(graph, step).filter((sender) => reached(graph).has(sender))
        if (senders.length === 0 || comesWithoutCustomer(graph, fact, sources, step)) continue
        // Others whom the customer meets in between have no part in it.
        const holder = lastWith(graph, way, fact, alone)
        if (holder.owners.length === 0 || shareAnOwner(holder, step)) continue
        const sender = senders.find((one) => shareAnOwner(one, holder)) ?? holder
        const { from: source } = way.edges.findLast((edge) => since.has(edge.from) && isDone(edge))!
        // Without the customer's steps on this way it would not be there at all.
        const carrying = way.edges.findLast(({ from }) => isCustomers(from))!.from
        yield {
          message: `The customer carries ${code(name)} from ${listed(sender.owners.map((owner) => owner.name))} to ${listed(step.owners.map((owner) => owner.name))}, where ${code(step.id)} needs it`,
          help: `Hand ${code(name)} on from ${code(source.id)} to ${code(step.id)} directly, or keep it in a case from there on (\`case: open\`)`,
          plain: () => ({
            lived: `For ${called(step)} the customer has to carry ${known(name)} from ${people(sender.owners)} to ${people(step.owners)}. What they leave behind or get wrong on the way, nobody else brings.`,
            change: `Let ${people(sender.owners)} hand ${known(name)} on to ${people(step.owners)} directly, or keep it where both sides can see it.`,
            who: decidedBy(graph.blueprint, ...doersOf(sender, step)),
          }),
          marks: [
            { at: inside(step.at, 'needs', step.written.needs!.indexOf(name)), says: 'needed here' },
            { at: { ...source.at, part: 'key' }, says: 'learned here' },
            { at: { ...carrying.at, part: 'key' }, says: 'the customer brings it' },
          ],
          steps: [step, sender],
          way,
          identity: 'names',
          names: [step.id, name],
        }
      }
    }
    if (open.length > 0) yield undecided(open)
  },
}

const isTaker = (graph: Graph, step: Step): boolean =>
  isOwn(step) && step.owners.length > 0 && edgesInto(graph, step).some(({ from }) => isCustomers(from))

/** Own steps that learned it first: who produced it, or asked for it when no customer's step had it before. */
function sourcesOf(graph: Graph, name: string): Step[] {
  const learning = learners(graph).get(name) ?? []
  const customers = learning.filter(isCustomers)
  const known = customers.length > 0 ? search(graph, customers) : undefined
  return learning.filter((step) => isOwn(step) && (step.written.produces?.includes(name) || !known?.has(step)))
}

/** Reached steps that collect or produce something, by its name. */
const learners = question((graph) => {
  const steps = new Map<string, Step[]>()
  for (const step of reached(graph).inOrder) {
    const { collects = [], produces = [] } = step.written
    for (const name of [...collects, ...produces]) addTo(steps, name, step)
  }
  return steps
})
