import { edgesFrom, type Graph, isDone } from '../../graph/graph.ts'
import { addTo } from '../../multimap.ts'
import { broken, type Certainty } from '../../graph/wishes.ts'
import { downstream, reached } from '../../graph/reach.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { called, decidedBy, doersOf } from '../../plain.ts'
import type { Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const prematureClaim: Rule = {
  id: 'premature-claim',
  theme: 'information',
  severity: 'error',
  summary: 'The customer is told that something has happened, on a way on which it has not',
  why: 'The customer plans on it, comes, waits in, and finds out. After that no message is believed any more.',
  fix: 'Send the message when the thing itself has happened: lead the flow through that step first.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4',
  bad: `blueprint: 1
title: Order for collection
accountable: shop
owners:
  shop: { name: Shop }
steps:
  order-online:
    lane: customer
    next:
      - { to: put-on-shelf, when: in stock }
      - { to: send-ready-note, when: on its way }
  put-on-shelf: { lane: backstage, owner: shop, next: send-ready-note }
  send-ready-note: { lane: touchpoint, owner: shop, claims: put-on-shelf, next: collects-order } # <- premature-claim
  collects-order: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Order for collection
accountable: shop
owners:
  shop: { name: Shop }
steps:
  order-online:
    lane: customer
    next:
      - { to: put-on-shelf, when: in stock }
      - { to: await-delivery, when: on its way }
  await-delivery: { lane: backstage, owner: shop, next: put-on-shelf }
  put-on-shelf: { lane: backstage, owner: shop, next: send-ready-note }
  send-ready-note: { lane: touchpoint, owner: shop, claims: put-on-shelf, next: collects-order }
  collects-order: { lane: customer, outcome: served }
`,
  *check(graph) {
    const claimed = new Map<Step, Step[]>()
    for (const step of reached(graph).inOrder)
      for (const thing of step.claims) if (thing !== step) addTo(claimed, thing, step)
    let left = mostRounds(graph)
    const open: string[] = []
    const withoutDone = waysWithoutDone(graph)
    for (const [thing, tellers] of claimed) {
      left -= 1
      if (left < 0) {
        open.push(thing.id)
        continue
      }
      const without = withoutDone(thing)
      if (!tellers.some(({ index }) => without[index] === 1)) continue
      left -= closerLook
      const wished = tellers.map((step) => ({ step, wish: 1n }))
      const brokenOn = broken(graph, wished, hasHappened(thing))
      for (const one of wished) {
        const way = brokenOn(one)
        if (!way) continue
        const { step } = one
        yield {
          message: `${code(step.id)} tells the customer that ${code(thing.id)} has happened, and it may not have`,
          help: `Lead every way to ${code(step.id)} through ${code(thing.id)}, or take the claim out`,
          marks: [
            { at: inside(step.at, 'claims', step.claims.indexOf(thing)), says: 'told here' },
            { at: { ...thing.at, part: 'key' }, says: 'may not have happened' },
          ],
          steps: [step, thing],
          way,
          plain: () => ({
            lived: `At ${called(step)} customers can be told that ${called(thing)} has happened when it has not. Whoever acts on that may come, or wait, for nothing.`,
            change: `Let ${called(step)} come only after ${called(thing)}, or stop saying there that it has happened.`,
            who: decidedBy(graph.blueprint, ...doersOf(step, thing)),
          }),
        }
      }
    }
    if (open.length > 0)
      yield tooMany(open, (few) => `Has each of ${few} always happened when the customer is told so?`)
  },
}

/** Finding out whether a way is one at joins, too, takes as long as going through the blueprint so often. */
const closerLook = 6

/** By step, 1 where some way leads there on which a thing was not done, whatever is united at a join: else it is certain. */
function waysWithoutDone(graph: Graph): (thing: Step) => Uint8Array {
  const isDoing = new Uint8Array(graph.edges.length)
  return (thing) => {
    const doing = edgesFrom(graph, thing).filter(isDone)
    for (const { index } of doing) isDoing[index] = 1
    const ways = downstream(graph, graph.blueprint.starts, isDoing)
    for (const { index } of doing) isDoing[index] = 0
    return ways
  }
}

/** A step has happened when it was done; where it failed, it has not. */
const hasHappened = (thing: Step): Certainty => ({
  openAtStart: true,
  before: (edge, wish) => (edge.from === thing && isDone(edge) ? [] : [wish]),
})
