import { addTo } from '../../multimap.ts'
import { edgesInto, type Graph, isDone, question } from '../../graph/graph.ts'
import { endOfWayTo, reached, type Way, wayOn } from '../../graph/reach.ts'
import { called, decidedBy, doersOf, fewPeople, known } from '../../plain.ts'
import { isOwn, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const askedAgain: Rule = {
  id: 'asked-again',
  theme: 'information',
  severity: 'warning',
  summary: 'A step asks the customer for something that another step, on some way before it, has asked for already',
  why: 'The customer tells the story once more, and learns that nobody listened the first time. It costs both sides time, and it is where patience ends.',
  fix: 'Carry what was asked to where it is needed, in a case for instance, and take the second question out.',
  source: 'Seddon: failure demand; Bitner, Booms and Tetreault (1990)',
  bad: `blueprint: 1
title: Lost bank card
accountable: bank
owners:
  hotline: { name: Hotline }
  bank: { name: Bank }
steps:
  miss-card: { lane: customer, next: block-card }
  block-card: { lane: touchpoint, owner: hotline, collects: card-number, next: { to: order-card, via: person } }
  order-card: { lane: touchpoint, owner: bank, collects: card-number, needs: card-number, next: has-card } # <- asked-again
  has-card: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Lost bank card
accountable: bank
owners:
  hotline: { name: Hotline }
  bank: { name: Bank }
steps:
  miss-card: { lane: customer, next: block-card }
  block-card: { lane: touchpoint, owner: hotline, collects: card-number, next: { to: order-card, via: person, carries: card-number } }
  order-card: { lane: touchpoint, owner: bank, needs: card-number, next: has-card }
  has-card: { lane: customer, outcome: recovered }
`,
  *check(graph) {
    for (const [name, askers] of asked(graph)) {
      if (askers.length < 2) continue
      for (const step of askers) {
        const since = wayFromAnother(graph, step, new Set(askers))
        if (!since) continue
        const { from } = since
        yield {
          message: `${code(step.id)} asks the customer for ${code(name)}, which ${code(from.id)} has asked for before`,
          help: `Carry ${code(name)} from ${code(from.id)} to ${code(step.id)} (\`carries\`, or a case), and take it out of \`collects\` here`,
          marks: [
            { at: inside(step.at, 'collects', step.written.collects!.indexOf(name)), says: 'asked again' },
            { at: inside(from.at, 'collects', from.written.collects!.indexOf(name)), says: 'asked first' },
          ],
          steps: [step, from],
          way: wayOn(endOfWayTo(graph, from), since.edges),
          names: [name],
          plain: () => ({
            lived: `At ${called(step)} customers can be asked for ${known(name)} again, after they have given it at ${called(from)}. ${twice(from, step)}.`,
            change: `Hand ${known(name)} on from ${called(from)} to ${called(step)}, and take the second question out.`,
            who: decidedBy(graph.blueprint, ...doersOf(step, from)),
          }),
        }
      }
    }
  },
}

function twice({ owners: first }: Step, { owners: again }: Step): string {
  const isOther = first.length > 0 && again.length > 0 && !again.some((owner) => first.includes(owner))
  return isOther
    ? `They tell ${fewPeople(again)} what they have already told ${fewPeople(first)}`
    : 'They have to say the same thing twice'
}

/** What is asked of the customer, by own steps that are reached. */
export const asked = question((graph): ReadonlyMap<string, readonly Step[]> => {
  const steps = new Map<string, Step[]>()
  for (const step of reached(graph).inOrder)
    if (step.written.collects !== undefined && isOwn(step))
      for (const name of step.written.collects) addTo(steps, name, step)
  return steps
})

/** The shortest way to a step from another of these that was done, not one that failed. */
function wayFromAnother(graph: Graph, step: Step, others: ReadonlySet<Step>): Way | undefined {
  const inReach = reached(graph)
  const edgeOn = new Map<Step, Way['edges'][number]>()
  const queue = [step]
  for (const here of queue)
    for (const edge of edgesInto(graph, here)) {
      const { from, kind } = edge
      if (kind === 'promise-late' || !inReach.has(from)) continue
      const isAnother = from !== step && others.has(from) && isDone(edge)
      if (isAnother) {
        const edges = [edge]
        for (let at = here; at !== step; at = edgeOn.get(at)!.to) edges.push(edgeOn.get(at)!)
        return { from, edges }
      }
      if (from === step || edgeOn.has(from)) continue
      edgeOn.set(from, edge)
      queue.push(from)
    }
  return undefined
}
