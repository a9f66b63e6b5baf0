import { addTo } from '../../multimap.ts'
import { type Edge, type Graph, question } from '../../graph/graph.ts'
import { handedOver } from '../../graph/handoffs.ts'
import { incentivesOf, paidFor, stepsOfOwner } from '../../graph/pull.ts'
import { type Leading, leadingTo } from '../../graph/leading.ts'
import { type Reached, reached, search, stepsOf, wayOn } from '../../graph/reach.ts'
import { answering, type Metric, type Owner } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { called, people, rewardsDecidedBy, said } from '../../plain.ts'
import { code, listed, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const costElsewhere: Rule = {
  id: 'cost-elsewhere',
  theme: 'incentives',
  severity: 'warning',
  summary: 'Somebody earns a reward, hands over, and is rewarded for nothing that depends on how it goes on',
  why: 'The reward is earned before the work is done. What was left out to earn it comes up later, with others, and with the customer.',
  fix: 'Reward those who hand over for something that a later step improves as well, or pay when the customer has what they came for.',
  source: 'Holmström and Milgrom (1991): effort moves to what is rewarded; Towers, CEMMethod: handoffs as break points',
  bad: `blueprint: 1
title: Fibre line ordered by phone
accountable: market-head
owners:
  market-head: { name: Head of market, kind: role }
  sellers: { name: Sellers }
  fitters: { name: Fitters }
metrics:
  orders: { name: Orders entered, for: business }
incentives:
  commission: { owner: sellers, rewards: orders, share: 40% }
steps:
  want-fibre: { lane: customer, next: enter-order }
  enter-order: { lane: backstage, owner: sellers, improves: orders, next: lay-line } # <- cost-elsewhere
  lay-line:
    lane: support
    owner: fitters
    next: is-online
    fails: { what: The address is wrong, noticed: fitters, recover: find-house }
  find-house: { lane: support, owner: fitters, next: online-late }
  is-online: { lane: customer, outcome: served }
  online-late: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Fibre line ordered by phone
accountable: market-head
owners:
  market-head: { name: Head of market, kind: role }
  sellers: { name: Sellers }
  fitters: { name: Fitters }
metrics:
  lines-at-once: { name: Lines that work at the first visit, for: customer, owner: market-head }
incentives:
  commission: { owner: sellers, rewards: lines-at-once, share: 40% }
steps:
  want-fibre: { lane: customer, next: enter-order }
  enter-order: { lane: backstage, owner: sellers, improves: lines-at-once, next: lay-line }
  lay-line:
    lane: support
    owner: fitters
    improves: lines-at-once
    next: is-online
    fails: { what: The address is wrong, noticed: fitters, recover: find-house }
  find-house: { lane: support, owner: fitters, next: online-late }
  is-online: { lane: customer, outcome: served }
  online-late: { lane: customer, outcome: recovered }
`,
  *check(graph) {
    if (graph.blueprint.incentives.size === 0) return
    const inReach = reached(graph)
    const stakeOf = stakes(graph)
    const isRewarded = (owner: Owner): boolean => incentivesOf(graph, owner).length > 0
    const { handoffs } = handedOver(graph)
    const open = new Set<string>()
    for (let i = 0; i < handoffs.length; i += 1) {
      const edge = handoffs[i]!
      const { kind, from, to } = edge
      if (kind !== 'next' || !inReach.has(from)) continue
      if (!from.owners.some(isRewarded) && !(from.accountable && isRewarded(from.accountable))) continue
      for (const owner of answering(from)) {
        const stake = stakeOf(owner)
        if (stake === 'open' && canFailFrom(graph).has(to)) open.add(owner.id)
        if (!stake || stake === 'open' || stake.comesBack.has(to) || answering(to).includes(owner)) continue
        if (!canFailFrom(graph).has(to) || !stake.earned().has(from)) continue
        yield draftOf(graph, edge, stake, canFailFrom(graph))
        break
      }
    }
    if (open.size > 0)
      yield tooMany([...open], (few) => `Does anything that rewards each of ${few} depend on how their work goes on?`)
  },
}

const canFailFrom = question((graph) =>
  leadingTo(
    graph,
    graph.steps.filter(({ fails }) => fails.length > 0),
  ),
)

interface Stake {
  readonly owner: Owner
  readonly rewards: ReadonlySet<Metric>
  /** After a step of the owner that improves what they are rewarded for; that step included. */
  readonly earned: () => Reached
  /** Before a step, whoever does it, that improves what they are rewarded for, directly or along metrics. */
  readonly comesBack: Leading
}

/**
 * Two searches for each owner that hands over and is rewarded, over all edges: what goes wrong on the way counts too.
 * `open` for those for whom there is no round left.
 */
function stakes(graph: Graph): (owner: Owner) => Stake | 'open' | undefined {
  const known = new Map<Owner, Stake | 'open' | undefined>()
  let left = mostRounds(graph)
  const look = (owner: Owner): Stake | 'open' | undefined => {
    const rewards = paidFor(graph, owner)
    if (rewards.size === 0) return undefined
    const earning = stepsOfOwner(graph, owner).filter(({ improves }) => improves.some((metric) => rewards.has(metric)))
    if (earning.length === 0) return undefined
    left -= 2
    if (left < 0) return 'open'
    const feeding = new Set(rewards)
    for (const metric of feeding) for (const other of improvers(graph).get(metric) ?? []) feeding.add(other)
    const paying = graph.steps.filter(({ improves }) => improves.some((metric) => feeding.has(metric)))
    let earned: Reached | undefined
    return {
      owner,
      rewards,
      earned: () => (earned ??= search(graph, earning)),
      comesBack: leadingTo(graph, paying),
    }
  }
  return (owner) => {
    if (!known.has(owner)) known.set(owner, look(owner))
    return known.get(owner)
  }
}

/** By each metric, those that improve it. */
const improvers = question(({ blueprint: { metrics } }) => {
  const by = new Map<Metric, Metric[]>()
  for (const metric of metrics.values()) for (const better of metric.improves) addTo(by, better, metric)
  return by
})

function draftOf(graph: Graph, edge: Edge, { owner, rewards, earned }: Stake, failing: Leading) {
  const before = earned().way(edge.from)!
  const earning = before.from
  const paid = earning.improves.find((metric) => rewards.has(metric))!
  const incentive = incentivesOf(graph, owner).find(({ rewards }) => rewards.includes(paid))!
  const way = wayOn(before, edge, failing.on(edge.to))
  const failure = stepsOf(way).at(-1)!.fails[0]!
  return {
    message: `The reward of ${owner.name} for "${paid.name}" is earned once ${code(edge.from.id)} is done: nothing they are rewarded for depends on how it goes on`,
    help: `Reward ${owner.name} for a metric that ${code(edge.to.id)} or a later step improves too`,
    marks: [
      { at: edge.flow.at, says: `handed over to ${listed(edge.to.owners.map(({ name }) => name))}` },
      { at: inside(earning.at, 'improves', earning.improves.indexOf(paid)), says: 'earned here' },
      { at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(paid)), says: 'rewarded here' },
      { at: failure.at, says: 'goes wrong later' },
    ] as const,
    plain: () => ({
      lived: `${said(failure.what)} can happen at ${called(failure.step)}, when the reward of ${people([owner])} for ${called(paid)} is already earned. Nothing they are rewarded for depends on how it then goes on for the customer.`,
      change: `Reward ${people([owner])} also for something that ${called(edge.to)} or a later step makes better, or let ${called(paid)} count only when the customer has what they came for.`,
      who: rewardsDecidedBy(graph.blueprint, paid),
    }),
    steps: [...new Set([edge.from, edge.to, earning, failure.step])],
    way,
    // They can hand over at many places once it is earned: what they are rewarded for is one thing.
    cause: { thing: `earned ${owner.id} ${paid.id}` },
    standsOn: [owner, incentive, paid, failure],
    why: [
      `${code(earning.id)} improves "${paid.name}"`,
      `after the handoff ${code(failure.step.id)} can fail: ${shortened(failure.what)}`,
      `no step after the handoff improves anything that rewards ${owner.name}`,
    ],
  }
}
