import { comesPlainly } from '../../graph/comes-plainly.ts'
import { boundFor, breaches } from '../../graph/wishes.ts'
import { shareAnOwner } from '../../graph/graph.ts'
import { atHand, certaintyOf, droppedFrom, droppedOn, type Fact, notBegun } from '../../graph/information.ts'
import { reached } from '../../graph/reach.ts'
import { answering, type Promised } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { allCalled, called, decidedBy, fewPeople, said } from '../../plain.ts'
import { code, flowsText, listed, quoted } from '../../words.ts'
import { undecided } from '../../graph/undecided.ts'
import type { Rule } from '../rule.ts'

export const untoldPromise: Rule = {
  id: 'untold-promise',
  theme: 'promises',
  severity: 'error',
  summary: 'A promise is kept by somebody else than those who make it, and is not certain to be known there',
  why: 'Nobody breaks the promise: those who would have to keep it have never heard of it. The customer hears "nobody told us".',
  fix: 'Let the handoff that drops it carry the promise by its name, or keep it in a case.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, promised against delivered',
  bad: `blueprint: 1
title: Birthday cake
accountable: shop
owners:
  shop: { name: Shop }
  bakery: { name: Bakery }
promises:
  by-noon: { says: The cake is ready by noon, made: take-order, kept: bake-cake, owner: shop } # <- untold-promise
steps:
  want-cake: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: shop, next: { to: bake-cake, via: phone } }
  bake-cake: { lane: backstage, owner: bakery, next: celebrates }
  celebrates: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Birthday cake
accountable: shop
owners:
  shop: { name: Shop }
  bakery: { name: Bakery }
promises:
  by-noon: { says: The cake is ready by noon, made: take-order, kept: bake-cake, owner: shop }
steps:
  want-cake: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: shop, next: { to: bake-cake, via: phone, carries: by-noon } }
  bake-cake: { lane: backstage, owner: bakery, next: celebrates }
  celebrates: { lane: customer, outcome: served }
`,
  *check(graph) {
    const bound = boundFor(graph)
    const open: string[] = []
    for (const promise of graph.blueprint.promises.values()) {
      const { kept, made, says } = promise
      const makers = made.filter((step) => step !== kept && reached(graph).has(step))
      // A step that nobody owns has no other owner: it is ownerless-step's, or ownerless-handoff's.
      if (!kept || kept.owners.length === 0 || makers.every((step) => shareAnOwner(step, kept))) continue
      const fact = toldOf(promise)
      if (comesPlainly(graph, fact, [kept], bound, true)) continue
      const certainty = certaintyOf(graph, fact, { since: new Set(makers) })
      const asked = { step: kept, wish: atHand(graph, kept) | notBegun }
      const { isDecided, way: brokenOn } = breaches(graph, [asked], certainty, bound)
      const way = brokenOn(asked)
      if (!way && !isDecided) open.push(promise.id)
      if (!way) continue
      bound.left -= way.edges.length / 4
      const drop = droppedOn(graph, way, fact, certainty)
      yield {
        message: `Those who keep the promise ${quoted(says)} in ${code(kept.id)} may never hear of it: ${listed(kept.owners.map(({ name }) => name))}`,
        help: drop
          ? `Add ${code(promise.id)} to \`carries\` ${flowsText(droppedFrom(graph, way, drop, fact, certainty))}`
          : `Add ${code(promise.id)} to \`carries\` on the way to ${code(kept.id)}`,
        marks: [
          { at: inside(promise.at, 'kept'), says: 'may never hear of it' },
          ...(drop ? [{ at: drop.flow.at, says: 'the promise is not carried on' }] : []),
        ],
        plain: () => {
          const passing = drop ? `from ${called(drop.from)} to ${called(drop.to)}` : `all the way to ${called(kept)}`
          return {
            lived: `Customers are told ${said(says)} at ${allCalled(makers, 2, 'or')}. Nothing makes sure that ${fewPeople(kept.owners)} will know of it at ${called(kept)}, where it has to be kept.`,
            change: `Pass ${said(says)} on with the work ${passing}, or note it in a record that is open to both sides.`,
            who: decidedBy(
              graph.blueprint,
              ...(drop ? answering(drop.from) : []),
              ...(promise.owner ? [promise.owner] : []),
            ),
          }
        },
        steps: [kept, ...makers],
        way,
        ...(drop ? { cause: { thing: `flow ${drop.flow.at.path.join('/')}` } } : {}),
        standsOn: [promise],
        names: [promise.id],
      }
    }
    if (open.length > 0) yield undecided(open)
  },
}

/** The promise as something that is known: where it is made both sides know it. */
const toldOf = ({ id, made }: Promised): Fact => ({
  name: id,
  learned: (step) => made.includes(step),
  shared: (step) => made.includes(step),
})
