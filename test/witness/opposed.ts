import { all, type Check } from './claims.ts'
import { placesOf } from './flow.ts'
import { answering, between, isHandoff, type Plain } from './plain.ts'
import { paidFor, payees, pulledBy, replayed, rewardsOf } from './pull.ts'

const isAnswering = (plain: Plain, owner: string, id: string): boolean =>
  plain.metrics.get(id)!.owner === owner ||
  [...plain.promises.values()].some(
    (promise) =>
      promise['metric'] === id &&
      (promise.owner === owner || (promise.kept !== undefined && answering(plain, promise.kept).includes(owner))),
  ) ||
  paidFor(plain, owner).includes(id)

/** Rewards that pull against what others, or the customer, need. */
export const opposed: Record<string, Check> = {
  'metric-conflict': ({ element, why, severity, steps }, { plain }) => {
    const [, incentive] = element.split('/') as [string, string]
    const rewards = rewardsOf(plain, incentive)
    const found = payees(plain, incentive).map((owner) => ({ owner, walk: replayed(plain, why[0]!, rewards, owner) }))
    const proved = found.filter(
      ({ owner, walk }) =>
        !walk.isUp &&
        walk.here.some((id) => plain.metrics.get(id)!['for'] === 'customer' || isAnswering(plain, owner, id)),
    )
    const { owner, walk } = proved[0] ?? found[0]!
    const pulled = pulledBy(plain, rewards, owner)
    return {
      ends: 'none',
      marks: [
        walk.reward.map((id) => `incentives/${incentive}/rewards/${rewards.indexOf(id)}`),
        proved.flatMap((one) => one.walk.turns),
      ],
      standsOn: [...walk.stands, `incentives/${incentive}`],
      so: {
        'each move follows from the last': proved.length > 0,
        'its steps are those that are done more': steps.every((id) => walk.steps.includes(id)),
        'it is as grave as it is':
          walk.here.some(
            (id) => pulled.has(`${id} worse`) && pulled.has(`${id} better`) === (severity === 'warning'),
          ) || found.length > 1,
      },
    }
  },

  'opposed-owners': ({ element, why, steps, path, message }, { plain }) => {
    const [, incentive] = element.split('/') as [string, string]
    const rewards = rewardsOf(plain, incentive)
    const [from, to] = [path.at(-2)!, path.at(-1)!]
    const sides = [answering(plain, from), answering(plain, to)] as const
    const isParty = (owner: string): boolean => sides[0].includes(owner) !== sides[1].includes(owner)
    const found = payees(plain, incentive)
      .filter(isParty)
      .flatMap((owner) => {
        const walk = replayed(plain, why[0]!, rewards, owner)
        const others = (sides[0].includes(owner) ? sides[1] : sides[0]).filter((other) => isParty(other))
        const opposed = [...plain.incentives.keys()].filter((id) =>
          others.some((other) => payees(plain, id).includes(other)),
        )
        return opposed.flatMap((id) =>
          walk.here.filter((one) => rewardsOf(plain, id).includes(one) && !walk.isUp).map((one) => ({ walk, id, one })),
        )
      })
    return {
      ends: [to],
      marks: [
        found.flatMap(({ walk }) => walk.reward.map((id) => `incentives/${incentive}/rewards/${rewards.indexOf(id)}`)),
        found.map(({ id, one }) => `incentives/${id}/rewards/${rewardsOf(plain, id).indexOf(one)}`),
        found.flatMap(({ walk }) => walk.turns),
        placesOf(between(plain, from, to).filter((edge) => isHandoff(plain, edge))),
      ],
      standsOn: found[0]?.walk.stands ?? [],
      so: {
        'each move follows from the last': found.length > 0 && message !== '',
        'they hand work to each other': between(plain, from, to).some((edge) => isHandoff(plain, edge)),
        'its steps are these': all(
          steps,
          (id) => [from, to].includes(id) || found.some(({ walk }) => walk.steps.includes(id)),
        ),
      },
    }
  },
}
