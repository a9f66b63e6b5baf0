import type { Edge, Graph } from '../../graph/graph.ts'
import { handedOver } from '../../graph/handoffs.ts'
import { hurtsAnything, incentivesOf, type Pull, pullOf, rewarding } from '../../graph/pull.ts'
import { endOfWayTo, reached, wayOn } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { stepsOfWalk, turnOf, walked } from '../../graph/walk.ts'
import { answering, type Incentive, type Metric, type Owner } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, people, rewardsDecidedBy } from '../../plain.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const opposedOwners: Rule = {
  id: 'opposed-owners',
  theme: 'incentives',
  severity: 'warning',
  summary: 'Of two who hand work to each other, one is rewarded for what makes worse what the other is rewarded for',
  why: 'Both do what they are paid for, and each takes the other for the problem. What one gains the other loses, and the customer is handed from one to the other.',
  fix: 'Give both a reward that they can only earn together, or change the step that moves one against the other.',
  source: 'Kerr (1975): rewarding A while hoping for B; Towers, CEMMethod: handoffs as break points',
  bad: `blueprint: 1
title: Parcels through the depot
accountable: depot-head
owners:
  depot-head: { name: Head of the depot, kind: role }
  sorters: { name: Sorters }
  loaders: { name: Loaders }
metrics:
  parcels-an-hour: { name: Parcels sorted an hour, for: business }
  vans-on-time: { name: Vans that leave on time, for: business }
incentives:
  sorting-bonus: { owner: sorters, rewards: parcels-an-hour, share: 15% } # <- opposed-owners
  loading-bonus: { owner: loaders, rewards: vans-on-time, share: 15% }
steps:
  post-parcel: { lane: customer, next: sort }
  sort: { lane: backstage, owner: sorters, improves: parcels-an-hour, hurts: vans-on-time, next: load-van }
  load-van: { lane: support, owner: loaders, improves: vans-on-time, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Parcels through the depot
accountable: depot-head
owners:
  depot-head: { name: Head of the depot, kind: role }
  sorters: { name: Sorters }
  loaders: { name: Loaders }
metrics:
  vans-on-time: { name: Vans that leave on time, for: business }
incentives:
  depot-bonus: { owner: sorters, shared: loaders, rewards: vans-on-time, share: 15% }
steps:
  post-parcel: { lane: customer, next: sort }
  sort: { lane: backstage, owner: sorters, improves: vans-on-time, next: load-van }
  load-van: { lane: support, owner: loaders, improves: vans-on-time, next: has-parcel }
  has-parcel: { lane: customer, outcome: served }
`,
  *check(graph) {
    if (!hurtsAnything(graph)) return
    const told = new Map<Incentive, Set<Metric>>()
    const open = new Set<string>()
    let left = mostPairs
    for (const { edge, a, b } of meetings(graph))
      for (const incentive of incentivesOf(graph, a)) {
        const pulled = pullOf(graph, incentive, a)
        if (!pulled || left <= 0) {
          open.add(incentive.id)
          continue
        }
        const seen = told.get(incentive) ?? new Set()
        told.set(incentive, seen)
        left -= 1
        if (pulled.downs.size === 0) continue
        for (const opposed of incentivesOf(graph, b))
          for (const metric of opposed.rewards) {
            left -= 1
            const walk = pulled.downs.has(metric) && !seen.has(metric) ? pulled.down(metric) : undefined
            if (!walk) continue
            seen.add(metric)
            yield draftOf(graph, { edge, a, b, incentive, walk, metric, opposed })
          }
      }
    if (open.size > 0) yield tooMany([...open], (few) => `Whose work does each of ${few} make harder?`)
  },
}

/** Rewards of two who meet that are held against each other in one blueprint. */
const mostPairs = 3_000_000

interface Meeting {
  readonly edge: Edge
  readonly a: Owner
  readonly b: Owner
}

/**
 * Who hands work to whom or gets it from them, once for each two, with the first handoff between them. Whoever answers
 * for both sides of a handoff is no party to it.
 */
function meetings(graph: Graph): Meeting[] {
  const inReach = reached(graph)
  const met = new Map<Owner, Set<Owner>>()
  const found: Meeting[] = []
  for (const edge of handedOver(graph).handoffs) {
    if (!inReach.has(edge.from)) continue
    const senders = answering(edge.from)
    const takers = answering(edge.to)
    for (const sender of senders)
      for (const taker of takers) {
        if (takers.includes(sender) || senders.includes(taker) || met.get(sender)?.has(taker)) continue
        met.set(sender, (met.get(sender) ?? new Set()).add(taker))
        found.push({ edge, a: sender, b: taker }, { edge, a: taker, b: sender })
      }
  }
  return found
}

interface Opposition extends Meeting {
  readonly incentive: Incentive
  readonly walk: readonly Pull[]
  readonly metric: Metric
  readonly opposed: Incentive
}

function draftOf(graph: Graph, { edge, a, b, incentive, walk, metric, opposed }: Opposition) {
  const reward = walk[0]!.from
  const { by, hurt, at } = turnOf(walk)
  const from = answering(edge.from).includes(a) ? a : b
  return {
    message: `${rewarding[incentive.kind](a.name, reward.name)} makes "${metric.name}" worse, which is what rewards ${b.name}`,
    help: `Reward both for one metric (\`shared\`), or change ${code(by.id)} so that it does not hurt ${code(hurt.id)}`,
    marks: [
      { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(reward)), says: 'pulls one way' },
      { at: inside(opposed.at, 'rewards', opposed.rewards.indexOf(metric)), says: 'pulls the other way' },
      { at, says: 'the sign turns here' },
      { at: edge.flow.at, says: `${from.name} hands over to ${(from === a ? b : a).name} here` },
    ] as const,
    plain: () => ({
      lived: `The better ${called(reward)} gets for ${people([a])}, the worse ${called(metric)} can get for ${people([b])}. Between ${called(edge.from)} and ${called(edge.to)}, customers depend on both.`,
      change: `Reward both for one figure that they can only improve together${'lane' in by ? `, or change ${called(by)} so that it no longer makes ${called(hurt)} worse` : ''}.`,
      who: rewardsDecidedBy(graph.blueprint, reward, metric),
    }),
    steps: [...new Set([...stepsOfWalk(walk), edge.from, edge.to])],
    way: wayOn(endOfWayTo(graph, edge.from), edge),
    standsOn: [incentive, opposed, ...walk.flatMap(({ from, to }) => [from, to])],
    why: [walked(walk)],
    identity: 'names' as const,
    names: [incentive.id, metric.id],
  }
}
