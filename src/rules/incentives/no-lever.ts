import { type Graph, question } from '../../graph/graph.ts'
import { rewarding, rewards, stepsOfOwner } from '../../graph/pull.ts'
import { doubt } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import type { Incentive, Metric, Owner, Stated, Step } from '../../read/blueprint.ts'
import { inside, type Place } from '../../read/document.ts'
import { addTo } from '../../multimap.ts'
import { called, justNamed, people, rewardInPlainWords, rewardsDecidedBy } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

const perOwner = judgedWhereItStands(leversOf, judged)

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
  *check(graph, options) {
    yield* perOwner.check(graph, options)
    const { open } = movedByOwner(graph)
    if (open.length > 0)
      yield tooMany(open, (few) => `Is each of ${few} rewarded only for what they can do something about?`)
  },
  across: perOwner.across,
}

/** What an owner can do about a metric in one blueprint. */
interface Lever extends Said {
  readonly isMoved: boolean
  /** Undefined where nobody rewards them for it; in another blueprint somebody may. */
  readonly reward: Reward | undefined
}

interface Reward {
  readonly at: Place
  readonly blueprint: string
  readonly owner: string
  readonly kind: Incentive['kind']
  /** Of the pay, where nothing else is rewarded with it. */
  readonly share: number | undefined
  readonly metric: { readonly id: string; readonly name: string }
  readonly names: readonly string[]
  readonly standsOn: readonly Stated[]
  /** The owner's steps by id, reached ones, those they answer for included. */
  readonly steps: readonly string[]
  /** The first of them by name. */
  readonly doing: string | undefined
  /** Who can change the reward. */
  readonly deciding: readonly Owner[]
}

/** Once for an owner and a metric, however many incentives of one file bring the two together. */
function leversOf(graph: Graph): Lever[] {
  const levers = new Map<string, Lever & { readonly reward: Reward }>()
  const { moved } = movedByOwner(graph)
  for (const { incentive, owner } of rewards(graph)) {
    for (const [position, metric] of incentive.rewards.entries()) {
      if (levers.size >= mostLevers) break
      const said = saidOfBoth(graph, owner, metric)
      const isMoved = moved.get(owner)?.has(metric) !== false
      // What stands in no other blueprint is settled here where their steps move it.
      if (isMoved && !said.isShared) continue
      const lever = { ...said, isMoved, reward: rewardOf(graph, incentive, owner, metric, position) }
      const key = `${incentive.at.document.file} ${said.about}`
      const known = levers.get(key)
      if (!known || isSurer(lever.reward, known.reward)) levers.set(key, lever)
    }
  }
  return [...levers.values(), ...sharedLevers(graph)]
}

/** More are not told of one blueprint in any case. */
const mostLevers = 100_000

/** What owners of the organization move of its metrics, whoever rewards them for it. */
function sharedLevers(graph: Graph): Lever[] {
  if (!graph.blueprint.organization) return []
  return [...movedByOwner(graph).moved].flatMap(([owner, moved]) =>
    [...moved]
      .map((metric): Lever => ({ ...saidOfBoth(graph, owner, metric), isMoved: true, reward: undefined }))
      .filter(({ isShared }) => isShared),
  )
}

/** Where both are of the organization, one blueprint may reward what the steps of another move. */
function saidOfBoth(graph: Graph, owner: Owner, metric: Metric): Said {
  const [one, other] = [saidOf(graph, owner), saidOf(graph, metric)]
  return { about: `${one.about} ${other.about}`, blueprint: one.blueprint, isShared: one.isShared && other.isShared }
}

const isSurer = (one: Reward, other: Reward): boolean => unsure(one) < unsure(other)
const unsure = ({ standsOn }: Reward): number => Math.max(...standsOn.map(({ basis }) => doubt[basis]))

function rewardOf(graph: Graph, incentive: Incentive, owner: Owner, metric: Metric, position: number): Reward {
  return {
    at: inside(incentive.at, 'rewards', position),
    blueprint: graph.blueprint.document.file,
    owner: owner.name,
    kind: incentive.kind,
    share: incentive.rewards.length === 1 ? incentive.share : undefined,
    metric: { id: metric.id, name: metric.name },
    names: [owner.id, metric.id],
    standsOn: [incentive, owner, metric].map(justStated),
    steps: idsOfSteps(graph).get(owner) ?? [],
    doing: stepsOfOwner(graph, owner)[0]?.name,
    deciding: rewardsDecidedBy(graph.blueprint, metric).map((one) => justNamed(one, incentive.at)),
  }
}

const idsOfSteps = question((graph) => {
  const ids = new Map<Owner, string[]>()
  for (const { owner } of rewards(graph))
    if (!ids.has(owner)) ids.set(owner, [...new Set(stepsOfOwner(graph, owner).map(({ id }) => id))])
  return ids
})

/** Looks at metrics and what they move, in one blueprint. */
const mostLooks = 20_000_000

/**
 * What the steps of each who is rewarded move, whichever way, themselves or over what moves with it; and those of whom
 * it is left open, since they are so many. Who is of the organization may be rewarded in another blueprint.
 */
const movedByOwner = question((graph) => {
  const moved = new Map<Owner, ReadonlySet<Metric>>()
  const open: string[] = []
  let left = mostLooks
  const { organization, owners } = graph.blueprint
  const rewarded = [...rewards(graph)].map(({ owner }) => owner)
  for (const owner of new Set([...rewarded, ...(organization ? owners.values() : [])])) {
    if (left <= 0) {
      open.push(owner.id)
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
  return { moved, open }
})

function* judged(levers: readonly Lever[]) {
  if (levers.some(({ isMoved }) => isMoved)) return
  const byFile = new Map<string, Reward[]>()
  for (const { reward } of levers) if (reward) addTo(byFile, reward.at.document.file, reward)
  for (const rewards of byFile.values()) yield* outOfReach(rewards)
}

/** The same reward, as each blueprint sees it. */
function* outOfReach(rewards: readonly Reward[]) {
  const { blueprint, at, owner, kind, share, metric, names, standsOn } = rewards[0]!
  const steps = [...new Set(rewards.flatMap(({ steps }) => steps))]
  if (steps.length === 0) return
  const some = steps.length > 4 ? [...steps.slice(0, 3).map(code), `${steps.length - 3} more`] : steps.map(code)
  yield {
    blueprint,
    message: `${rewarding[kind](owner, metric.name)} cannot work: no step of theirs moves it`,
    help: `Reward what their steps move, or say in \`improves\` of a step how it moves ${code(metric.id)}`,
    plain: () => {
      const [who, what] = [people([{ name: owner }]), called(metric)]
      const doing = rewards.find(({ doing }) => doing !== undefined)!.doing!
      return {
        lived: `${rewardInPlainWords(metric, { kind, share }, { name: owner })}, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.`,
        change: `Reward ${who} for something that their own work moves, at ${called({ name: doing })} for instance, or give them a step that moves ${what}.`,
        who: rewards.flatMap(({ deciding }) => deciding),
      }
    },
    marks: [{ at, says: 'out of their hands' }] as const,
    why: [`what they do: ${listed(some)}`],
    standsOn,
    names,
    identity: 'names' as const,
  }
}
