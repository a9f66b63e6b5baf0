import { type Graph, question } from '../../graph/graph.ts'
import { ownersWithSteps, rewarding, stepsOfOwner } from '../../graph/pull.ts'
import { doubt } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { type Incentive, type Metric, type Owner, rewarded, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { addTo } from '../../multimap.ts'
import { called, people, rewardInPlainWords, rewardsDecidedBy } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import { across, type Rule } from '../rule.ts'
import {
  byOrganization,
  isShared,
  justStated,
  organizationOf,
  type Service,
  serviceOf,
  type Services,
  standingIn,
} from '../shared.ts'

export const noLever: Rule = {
  id: 'no-lever',
  theme: 'incentives',
  severity: 'warning',
  summary: 'Somebody is rewarded for a metric that none of their steps moves, directly or over other metrics',
  why: 'What people cannot move they can only hope for. The reward costs money and changes nothing, and what they could do better stays unrewarded.',
  fix: 'Reward what their own steps move; or give them the step that moves the metric.',
  source: 'Holmström (1979): pay should follow what one can influence; Kerr (1975)',
  bad: `blueprint: 1
title: Winter tyres put on
accountable: workshop-head
owners:
  workshop-head: { name: Head of the workshop, kind: role }
  clerks: { name: Clerks }
  fitters: { name: Fitters }
metrics:
  cars-a-day: { name: Cars a day, for: business }
incentives:
  clerk-bonus: { owner: clerks, rewards: cars-a-day, share: 5% } # <- no-lever
steps:
  bring-car: { lane: customer, next: write-order }
  write-order: { lane: touchpoint, owner: workshop-head, next: file-order }
  file-order: { lane: backstage, owner: clerks, next: change-tyres }
  change-tyres: { lane: backstage, owner: fitters, improves: cars-a-day, next: drive-off }
  drive-off: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Winter tyres put on
accountable: workshop-head
owners:
  workshop-head: { name: Head of the workshop, kind: role }
  clerks: { name: Clerks }
  fitters: { name: Fitters }
metrics:
  cars-a-day: { name: Cars a day, for: business }
  orders-clear: { name: Orders without a question, for: business, improves: cars-a-day }
incentives:
  clerk-bonus: { owner: clerks, rewards: [orders-clear, cars-a-day], share: 5% }
steps:
  bring-car: { lane: customer, next: write-order }
  write-order: { lane: touchpoint, owner: workshop-head, next: file-order }
  file-order: { lane: backstage, owner: clerks, improves: orders-clear, next: change-tyres }
  change-tyres: { lane: backstage, owner: fitters, improves: cars-a-day, next: drive-off }
  drive-off: { lane: customer, outcome: served }
`,
  *check(graph) {
    const { isMoved, open } = movedIn(graph)
    for (const reward of rewardsIn(graph).rewards) {
      const { owner, metric } = reward
      if (isOfOrganization(graph, reward) || isMoved(owner, metric)) continue
      yield* outOfReach(reward, doingOf(graph, owner), [serviceOf(graph)])
    }
    if (open.length > 0)
      yield tooMany(
        open.map(({ id }) => id),
        (few) => `Is each of ${few} rewarded only for what they can do something about?`,
      )
    const left = [graph, organizationOf(graph)].flatMap((one) => (one ? rewardsIn(one).left : []))
    if (left.length > 0)
      yield tooMany(left, (few) => `Does each of ${few} reward only what people can do something about?`)
  },
  // Where both are of the organization, one blueprint may reward what the steps of another move.
  across: across(leversIn, judged, { needsAll: true }),
}

/** Somebody who is rewarded for something. */
interface Reward {
  readonly owner: Owner
  readonly metric: Metric
  readonly incentive: Incentive
  /** Which of the metrics that it rewards. */
  readonly position: number
}

/**
 * What the file of this graph itself rewards: the surest, where several incentives of it bring the two together; and the
 * incentives that are left, where they bring together more than are looked at.
 */
const rewardsIn = question((graph) => {
  const rewards = new Map<Owner, Map<Metric, Reward>>()
  const left: string[] = []
  let looks = mostRewards
  for (const incentive of standingIn(graph, graph.blueprint.incentives)) {
    const owners = [...rewarded(incentive)]
    const size = owners.length * incentive.rewards.length
    if (size > looks) {
      left.push(incentive.id)
      continue
    }
    looks -= size
    for (const owner of owners) {
      let ofOwner = rewards.get(owner)
      if (!ofOwner) rewards.set(owner, (ofOwner = new Map()))
      for (const [position, metric] of incentive.rewards.entries()) {
        const known = ofOwner.get(metric)
        if (!known || doubt[incentive.basis] < doubt[known.incentive.basis])
          ofOwner.set(metric, { owner, metric, incentive, position })
      }
    }
  }
  return { rewards: [...rewards.values()].flatMap((ofOwner) => [...ofOwner.values()]), left }
})

/** Owners with what they are rewarded for, each time an incentive of one file brings two together. */
const mostRewards = 100_000

const isOfOrganization = (graph: Graph, { owner, metric }: Reward): boolean =>
  isShared(graph, owner) && isShared(graph, metric)

/** What somebody does in one blueprint: steps that are reached, those they answer for included. */
type Doing = readonly Pick<Step, 'id' | 'name'>[]

const doingOf = (graph: Graph, owner: Owner): Doing => stepsOfOwner(graph, owner).map(({ id, name }) => ({ id, name }))

/** Looks at metrics and what they move, in one blueprint. */
const mostLooks = 20_000_000

/**
 * Whether the steps of somebody who is rewarded move a metric, whichever way, themselves or over what moves with it; and
 * those of whom it is left open, since they are so many. Who is of the organization may be rewarded in another blueprint.
 */
const movedIn = question((graph) => {
  const moved = new Map<Owner, ReadonlySet<Metric>>()
  const open: Owner[] = []
  let left = mostLooks
  const paid = new Set(rewardsIn(graph).rewards.map(({ owner }) => owner))
  for (const owner of ownersWithSteps(graph)) {
    if (!paid.has(owner) && !isShared(graph, owner)) continue
    if (left <= 0) {
      open.push(owner)
      continue
    }
    const here = new Set<Metric>()
    const add = ({ improves, hurts }: Step | Metric): void => {
      for (const other of improves) here.add(other)
      for (const other of hurts) here.add(other)
      left -= 1 + improves.length + hurts.length
    }
    for (const step of stepsOfOwner(graph, owner)) add(step)
    for (const metric of here) add(metric)
    moved.set(owner, here)
  }
  const unknown = new Set(open)
  const isMoved = (owner: Owner, metric: Metric): boolean =>
    unknown.has(owner) || moved.get(owner)?.has(metric) === true
  return { moved, open, isMoved }
})

/** What a blueprint adds to what its organization's file says: of owners and metrics in there, all by id. */
interface Levers {
  readonly organization: string
  readonly service: Service
  /** What the organization's file rewards. */
  readonly shared: readonly Reward[]
  /** What the blueprint rewards. */
  readonly own: readonly Reward[]
  readonly levers: readonly { readonly owner: string; readonly doing: Doing; readonly moved: readonly string[] }[]
  /** Of whom it is left open what they move. */
  readonly open: readonly string[]
}

function leversIn(graph: Graph): Levers | undefined {
  const organization = organizationOf(graph)
  if (!organization) return undefined
  const { moved, open } = movedIn(graph)
  const shared = [...ownersWithSteps(graph)].filter((owner) => isShared(graph, owner))
  return {
    organization: organization.blueprint.document.file,
    service: serviceOf(graph),
    shared: rewardsIn(organization).rewards,
    own: rewardsIn(graph).rewards.filter((reward) => isOfOrganization(graph, reward)),
    levers: shared.map((owner) => ({
      owner: owner.id,
      doing: doingOf(graph, owner),
      moved: [...(moved.get(owner) ?? [])].filter((metric) => isShared(graph, metric)).map(({ id }) => id),
    })),
    open: open.map(({ id }) => id),
  }
}

function* judged(parts: readonly Levers[]) {
  for (const { those, services } of byOrganization(parts)) {
    const open = new Set(those.flatMap((part) => part.open))
    const moved = new Map<string, Set<string>>()
    const doing = new Map<string, Doing[number][]>()
    for (const lever of those.flatMap(({ levers }) => levers)) {
      for (const step of lever.doing) addTo(doing, lever.owner, step)
      const known = moved.get(lever.owner)
      if (!known) moved.set(lever.owner, new Set(lever.moved))
      else for (const metric of lever.moved) known.add(metric)
    }
    const isMoved = ({ owner, metric }: Reward): boolean =>
      open.has(owner.id) || moved.get(owner.id)?.has(metric.id) === true
    for (const reward of those[0].shared)
      if (!isMoved(reward)) yield* outOfReach(reward, doing.get(reward.owner.id) ?? [], services)
    for (const { own, service, levers } of those)
      for (const reward of own)
        if (!isMoved(reward))
          yield* outOfReach(reward, levers.find(({ owner }) => owner === reward.owner.id)?.doing ?? [], [service])
  }
}

function* outOfReach({ owner, metric, incentive, position }: Reward, doing: Doing, services: Services) {
  const [first] = doing
  if (!first) return
  const { kind, rewards, share } = incentive
  // Of the pay, where nothing else is rewarded with it.
  const part = rewards.length === 1 && share !== undefined ? { kind, share } : { kind }
  const steps = [...new Set(doing.map(({ id }) => id))]
  const some = steps.length > 4 ? [...steps.slice(0, 3).map(code), `${steps.length - 3} more`] : steps.map(code)
  yield {
    blueprint: services[0].blueprint,
    message: `${rewarding[kind](owner.name, metric.name)} cannot work: no step of theirs moves it`,
    help: `Reward what their steps move, or say in \`improves\` of a step how it moves ${code(metric.id)}`,
    plain: () => ({
      lived: `${rewardInPlainWords(metric, part, owner)}, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.`,
      change: `Reward ${people([owner])} for something that their own work moves, at ${called(first)} for instance, or give them a step that moves ${called(metric)}.`,
      who: services.flatMap((service) => rewardsDecidedBy(service, metric)),
    }),
    marks: [{ at: inside(incentive.at, 'rewards', position), says: 'out of their hands' }] as const,
    why: [`what they do: ${listed(some)}`],
    standsOn: [incentive, owner, metric].map(justStated),
    names: [owner.id, metric.id],
    identity: 'names' as const,
  }
}
