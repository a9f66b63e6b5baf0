import type { Graph } from '../../graph/graph.ts'
import { incentivesOf, stepsOfOwner } from '../../graph/pull.ts'
import { doubt, least } from '../../graph/reach.ts'
import type { Incentive, Owner, Stated, Step } from '../../read/blueprint.ts'
import { allCalled, called, people, rewardsDecidedBy, shareOfPay } from '../../plain.ts'
import { code, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'
import { isShared, judgedWhereItStands, type Services } from '../shared.ts'

export const oneSidedPay: Rule = {
  id: 'one-sided-pay',
  theme: 'incentives',
  severity: 'note',
  summary: 'Somebody meets customers, and everything they are rewarded for is for the business',
  why: 'Whenever what is good for the customer and what is good for the number part ways, only one of the two is paid for. It need not go wrong, but it stands or falls with people who act against their own interest.',
  fix: 'Reward something that the customer feels as well, with a share that counts.',
  source: 'Holmström and Milgrom (1991): multitask principal-agent',
  bad: `blueprint: 1
title: Glasses from the optician
accountable: shop-head
owners:
  shop-head: { name: Head of the shop, kind: role }
  advisers: { name: Advisers } # <- one-sided-pay
metrics:
  frames-sold: { name: Frames sold, for: business }
incentives:
  frame-bonus: { owner: advisers, rewards: frames-sold, share: 30% }
steps:
  need-glasses: { lane: customer, next: advise }
  advise: { lane: touchpoint, owner: advisers, improves: frames-sold, next: has-glasses }
  has-glasses: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Glasses from the optician
accountable: shop-head
owners:
  shop-head: { name: Head of the shop, kind: role }
  advisers: { name: Advisers }
metrics:
  frames-sold: { name: Frames sold, for: business }
  glasses-kept: { name: Glasses still worn after a month, for: customer, owner: shop-head }
incentives:
  frame-bonus: { owner: advisers, rewards: [frames-sold, glasses-kept], share: 30% }
steps:
  need-glasses: { lane: customer, next: advise }
  advise: { lane: touchpoint, owner: advisers, improves: [frames-sold, glasses-kept], next: has-glasses }
  has-glasses: { lane: customer, outcome: served }
`,
  // An owner of the organization may meet customers in one blueprint and be rewarded in another.
  ...judgedWhereItStands(
    {
      things: ({ blueprint }) => blueprint.owners.values(),
      saidIn: (graph) => (owner) => payIn(graph, owner),
      isSettled: ({ rewards }) => rewards.some(({ isForBusiness }) => !isForBusiness),
    },
    judged,
  ),
}

/** What one file says of an owner's pay and of their meeting customers. */
interface Pay {
  /** Where they meet customers, for sure if anywhere; of these first where they do it themselves. */
  readonly meeting?: Meeting
  readonly rewards: readonly Reward[]
  /** What customers feel of their work, where it is measured. */
  readonly felt: string | undefined
}

interface Meeting {
  readonly id: string
  readonly name: string
  readonly stated: Stated
  /** They do it, and do not only answer for what a partner or a system does there. */
  readonly isTheirs: boolean
}

interface Reward {
  readonly kind: 'pay' | 'target' | 'ranking'
  readonly share?: number
  readonly metrics: readonly string[]
  readonly isForBusiness: boolean
  readonly standsOn: readonly Stated[]
}

function payIn(graph: Graph, owner: Owner): Pay | undefined {
  const steps = stepsOfOwner(graph, owner)
  const incentives = incentivesOf(graph, owner).filter((incentive) => !isShared(graph, incentive))
  if (steps.length === 0 && incentives.length === 0) return undefined
  // Of steps and incentives only the basis: their own place would keep a whole blueprint until the end of the run.
  const asSure = ({ basis }: Stated): Stated => ({ at: owner.at, basis })
  const meetings = steps.filter(meetsCustomers).map(
    (step): Meeting => ({
      id: step.id,
      name: step.name,
      stated: asSure(step),
      isTheirs: step.owners.includes(owner),
    }),
  )
  const meeting = first(meetings)
  return {
    ...(meeting ? { meeting } : {}),
    rewards: incentives.map((incentive) => ({
      kind: incentive.kind,
      ...(incentive.share === undefined ? {} : { share: incentive.share }),
      metrics: incentive.rewards.map(({ name }) => name),
      isForBusiness: isForBusiness(incentive),
      standsOn: [owner, incentive, ...incentive.rewards].map(asSure),
    })),
    felt: feltBy(steps),
  }
}

const first = (meetings: readonly Meeting[]): Meeting | undefined =>
  least(meetings, ({ stated, isTheirs }) => 2 * doubt[stated.basis] + (isTheirs ? 0 : 1))

const isForBusiness = ({ rewards }: Incentive): boolean => rewards.every((metric) => metric.for === 'business')

const meetsCustomers = ({ lane }: Step): boolean => lane === 'touchpoint'

function feltBy(steps: readonly Step[]): string | undefined {
  for (const { improves } of steps) for (const metric of improves) if (metric.for === 'customer') return metric.name
  return undefined
}

function* judged(owner: Owner, said: readonly Pay[], services: Services) {
  const meetings = said.flatMap(({ meeting }) => meeting ?? [])
  const meeting = first(meetings)
  const rewards = said.flatMap(({ rewards }) => rewards)
  const paidFor = [...new Set(rewards.flatMap(({ metrics }) => metrics))]
  if (!meeting || paidFor.length === 0 || !rewards.every(({ isForBusiness }) => isForBusiness)) return
  yield {
    blueprint: services[0].blueprint,
    message: `${meeting.isTheirs ? `Customers meet ${owner.name} at ${code(meeting.id)}, and all that they are` : `${owner.name} answers for ${code(meeting.id)}, where customers are met, and all that they are`} rewarded for is for the business: ${listed(paidFor.map((name) => `"${name}"`))}`,
    help: 'Add a metric that is `for: customer` to what they are rewarded for',
    plain: () => {
      const who = people([owner])
      const what = allCalled(paidFor.map((name) => ({ name })))
      const share = paidFor.length === 1 && rewards.length === 1 ? shareOfPay(rewards[0]!) : ''
      const felt = said.find(({ felt }) => felt !== undefined)?.felt
      return {
        lived: `${meeting.isTheirs ? `At ${called(meeting)}, customers meet ${who}, whose every reward is for the business` : `What customers meet at ${called(meeting)} is for ${who} to answer for, and every reward of theirs is for the business`}: ${what}${share}. What is good for the customer alone earns them nothing.`,
        change: `Reward ${who} also for something that customers feel${felt === undefined ? '' : `, such as ${called({ name: felt })}`}, with a share that counts.`,
        who: services.flatMap((service) => rewardsDecidedBy(service)),
      }
    },
    marks: [{ at: { ...owner.at, part: 'key' }, says: 'rewarded for the business alone' }] as const,
    why: rewards.map(
      ({ kind, share, metrics }) => `${listed(metrics.map((name) => `"${name}"`))}: ${part(kind, share)}`,
    ),
    standsOn: [meeting.stated, ...rewards.flatMap(({ standsOn }) => standsOn)],
  }
}

const part = (kind: Reward['kind'], share: number | undefined): string =>
  share === undefined ? kinds[kind] : `${Number((share * 100).toFixed(1))}% of the pay`

const kinds = { pay: 'a part of the pay that is not said', target: 'a target', ranking: 'a ranking' } as const
