import { addTo } from '../../multimap.ts'
import { comesPlainly } from '../../graph/comes-plainly.ts'
import { type Fact, factNamed } from '../../graph/information.ts'
import { type Graph, isDone, question } from '../../graph/graph.ts'
import { doubtOf, wholeDoubt, endOfWayTo, type Reached, reached, search, type Way, wayOn } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { type Bound, boundFor } from '../../graph/wishes.ts'
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
    const looks = { left: mostLooks }
    const bound = boundFor(graph)
    const open: string[] = []
    for (const [name, askers] of asked(graph)) {
      if (askers.length < 2) continue
      const fact = factNamed(name)
      const others = new Set(askers)
      let unasked: Reached | undefined
      const isUnasked = (step: Step): boolean => {
        if (!unasked) looks.left -= graph.edges.length
        return (unasked ??= withoutAsking(graph, others)).has(step)
      }
      for (const step of askers) {
        const since = wayFromAnother(graph, step, others, looks)
        if (looks.left < 0) {
          open.push(name)
          break
        }
        if (!since) continue
        const { from } = since
        const how = howKnown(graph, fact, step, { bound, isUnasked })
        yield {
          message: `${code(step.id)} asks the customer for ${code(name)}, which ${code(from.id)} has asked for before`,
          help: wayOut(name, step, from, how),
          marks: [
            { at: inside(step.at, 'collects', step.written.collects!.indexOf(name)), says: 'asked again' },
            { at: inside(from.at, 'collects', from.written.collects!.indexOf(name)), says: 'asked first' },
          ],
          steps: [step, from],
          way: wayOn(endOfWayTo(graph, from), since.edges),
          identity: 'names',
          names: [step.id, name],
          plain: () => ({
            lived: `At ${called(step)} customers can be asked for ${known(name)} again, after they have given it at ${called(from)}. ${twice(from, step)}.`,
            change: plainWayOut(name, step, from, how),
            who: decidedBy(graph.blueprint, ...doersOf(step, from)),
          }),
        }
      }
    }
    if (open.length > 0) yield tooMany(open, (few) => `Is the customer asked for each of ${few} once only?`)
  },
}

/** Flows that are looked at in one blueprint, however often. */
const mostLooks = 20_000_000

/** Whether the answer is there by itself; or has been asked for on every way, but does not get here; or on some only. */
type Known = 'here' | 'before' | 'at times'

function howKnown(
  graph: Graph,
  fact: Fact,
  step: Step,
  { bound, isUnasked }: { readonly bound: Bound; readonly isUnasked: (step: Step) => boolean },
): Known {
  if (comesPlainly(graph, withoutCustomers(fact), [step], bound)) return 'here'
  return isUnasked(step) ? 'at times' : 'before'
}

/** Where customers get to before anybody has asked them: also what somebody else knows has not been given there. */
const withoutAsking = (graph: Graph, askers: ReadonlySet<Step>): Reached =>
  search(graph, graph.blueprint.starts, (edge) => !(isDone(edge) && askers.has(edge.from)))

function wayOut(name: string, step: Step, from: Step, known: Known): string {
  if (known === 'here') return `Take ${code(name)} out of \`collects\` here: it is known by then`
  const carried = `Carry ${code(name)} from ${code(from.id)} to ${code(step.id)} (\`carries\`, or a case), and`
  return known === 'before'
    ? `${carried} take it out of \`collects\` here`
    : `${carried} collect it on the other ways before ${code(step.id)}, not here`
}

function plainWayOut(name: string, step: Step, from: Step, how: Known): string {
  if (how === 'here') return `Stop asking for ${known(name)} at ${called(step)}: the answer is there already.`
  const second =
    how === 'before' ? 'take the second question out' : 'ask there only those who have not been asked before'
  return `Hand ${known(name)} on from ${called(from)} to ${called(step)}, and ${second}.`
}

/**
 * As it would be known without the customer who has to say it again. The second question needs no exception: who comes
 * to it for the first time has not been asked it yet.
 */
const withoutCustomers = ({ name, learned }: Fact): Fact => ({
  name,
  learned: (step) => isOwn(step) && learned(step),
  shared: () => false,
})

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

/**
 * The surest way to a step from another of these that was done, not one that failed, and of these the shortest; none
 * where no look is left. Backwards, once for each degree of doubt that keeps anything out.
 */
function wayFromAnother(graph: Graph, step: Step, others: ReadonlySet<Step>, looks: { left: number }): Way | undefined {
  const { edges, inStart, in: into, source, target } = graph
  const { level } = reached(graph)
  let allowed = 0
  while (allowed <= wholeDoubt) {
    let next = wholeDoubt + 1
    const edgeOn = new Map<number, number>()
    const queue = [step.index]
    for (let head = 0; head < queue.length && looks.left >= 0; head += 1) {
      const here = queue[head]!
      looks.left -= inStart[here + 1]! - inStart[here]!
      for (let i = inStart[here]!; i < inStart[here + 1]!; i += 1) {
        const edge = edges[into[i]!]!
        const from = source[into[i]!]!
        if (edge.kind === 'promise-late' || from === step.index) continue
        const doubt = Math.max(level[from]!, doubtOf(edge))
        if (doubt > allowed) {
          next = Math.min(next, doubt)
          continue
        }
        if (others.has(edge.from) && isDone(edge)) {
          const way = [edge]
          for (let at = here; at !== step.index; at = target[edgeOn.get(at)!]!) way.push(edges[edgeOn.get(at)!]!)
          return { from: edge.from, edges: way }
        }
        if (edgeOn.has(from)) continue
        edgeOn.set(from, into[i]!)
        queue.push(from)
      }
    }
    allowed = next
  }
  return undefined
}
