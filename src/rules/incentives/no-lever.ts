import type { Graph } from '../../graph/graph.ts'
import { rewarding, rewards, stepsOfOwner } from '../../graph/pull.ts'
import { doubt } from '../../graph/reach.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import type { Incentive, Metric, Owner, Stated } from '../../read/blueprint.ts'
import { inside, type Place } from '../../read/document.ts'
import { called, justNamed, people, rewardInPlainWords, rewardsDecidedBy } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

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
  ...judgedWhereItStands(leversOf, judged),
}

/** What an owner, rewarded for a metric, can do about it in one blueprint. */
interface Lever extends Said {
  readonly at: Place
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
  readonly isMoved: boolean
  /** Who can change the reward. */
  readonly deciding: readonly Owner[]
}

/** Once for an owner and a metric, however many incentives bring the two together, in either file. */
function leversOf(graph: Graph): Lever[] {
  const levers = new Map<string, Lever>()
  for (const { incentive, owner } of rewards(graph)) {
    const isShared = incentive.at.document !== graph.blueprint.document
    for (const [position, metric] of incentive.rewards.entries()) {
      const isMoved = moves(graph, owner, metric)
      // What stands in no other blueprint is settled here where their steps move it.
      if (isMoved && !isShared) continue
      const lever = leverOf(graph, incentive, owner, metric, position, isMoved)
      const known = levers.get(lever.about)
      if (!known || isSurer(lever, known)) levers.set(lever.about, lever)
    }
  }
  return [...levers.values()]
}

const isSurer = (one: Lever, other: Lever): boolean => unsure(one) < unsure(other)
const unsure = ({ standsOn }: Lever): number => Math.max(...standsOn.map(({ basis }) => doubt[basis]))

function leverOf(
  graph: Graph,
  incentive: Incentive,
  owner: Owner,
  metric: Metric,
  position: number,
  isMoved: boolean,
): Lever {
  const { isShared, blueprint } = saidOf(graph, incentive)
  return {
    about: [incentive.at.document.file, owner.id, metric.id].join('/'),
    isShared,
    blueprint,
    at: inside(incentive.at, 'rewards', position),
    owner: owner.name,
    kind: incentive.kind,
    share: incentive.rewards.length === 1 ? incentive.share : undefined,
    metric: { id: metric.id, name: metric.name },
    names: [owner.id, metric.id],
    standsOn: [incentive, owner, metric].map(justStated),
    steps: stepsOfOwner(graph, owner).map(({ id }) => id),
    doing: stepsOfOwner(graph, owner)[0]?.name,
    isMoved,
    deciding: rewardsDecidedBy(graph.blueprint, metric).map((one) => justNamed(one, incentive.at)),
  }
}

/** Whether an owner's steps move it, whichever way, themselves or over what moves with it. */
function moves(graph: Graph, owner: Owner, metric: Metric): boolean {
  const steps = stepsOfOwner(graph, owner)
  if (steps.some(({ improves, hurts }) => improves.includes(metric) || hurts.includes(metric))) return true
  const moved = new Set(steps.flatMap(({ improves, hurts }) => [...improves, ...hurts]))
  for (const { improves, hurts } of moved) for (const other of [...improves, ...hurts]) moved.add(other)
  return moved.has(metric)
}

function* judged(said: readonly [Lever, ...Lever[]]) {
  const [{ blueprint, at, owner, kind, share, metric, names, standsOn }] = said
  const steps = [...new Set(said.flatMap(({ steps }) => steps))]
  if (steps.length === 0 || said.some(({ isMoved }) => isMoved)) return
  const some = steps.length > 4 ? [...steps.slice(0, 3).map(code), `${steps.length - 3} more`] : steps.map(code)
  yield {
    blueprint,
    message: `${rewarding[kind](owner, metric.name)} cannot work: no step of theirs moves it`,
    help: `Reward what their steps move, or say in \`improves\` of a step how it moves ${code(metric.id)}`,
    plain: () => {
      const [who, what] = [people([{ name: owner }]), called(metric)]
      const doing = said.find(({ doing }) => doing !== undefined)!.doing!
      return {
        lived: `${rewardInPlainWords(metric, { kind, share }, { name: owner })}, and no step of theirs moves it. However hard they work for customers, it will not show in that figure.`,
        change: `Reward ${who} for something that their own work moves, at ${called({ name: doing })} for instance, or give them a step that moves ${what}.`,
        who: said.flatMap(({ deciding }) => deciding),
      }
    },
    marks: [{ at, says: 'out of their hands' }] as const,
    why: [`what they do: ${listed(some)}`],
    standsOn,
    names,
    identity: 'names' as const,
  }
}
