import { all, type Check, keysOf } from './claims.ts'
import {
  answering,
  between,
  isHandoff,
  isOnFailurePath,
  isOwn,
  isWell,
  leadsTo,
  nameOf,
  type Plain,
  reachable,
  stepOf,
} from './plain.ts'
import { passesAlways } from './states.ts'
import { better, type listsOf, metric, moved, paidFor, payees, rewardsOf, stepsOf } from './pull.ts'

/** Why a step is a duty to the customer. */
function dutyOf(plain: Plain, id: string): string[] {
  const keeps = [...plain.promises].filter(([, { kept }]) => kept === id).map(([name]) => `promises/${name}`)
  const felt = moved(plain, id).improves.filter((one) => plain.metrics.get(one)!['for'] === 'customer')
  return [...keeps, ...felt.map((one) => `metrics/${one}`), ...(isOnFailurePath(plain, id) ? [`steps/${id}`] : [])]
}

const isMoving = (plain: Plain, owner: string, id: string): boolean => {
  const found = new Set(
    stepsOf(plain, owner).flatMap((step) => [...moved(plain, step).improves, ...moved(plain, step).hurts]),
  )
  for (const one of found)
    for (const other of [...metric(plain, one).improves, ...metric(plain, one).hurts]) found.add(other)
  return found.has(id)
}

const isForBusiness = (plain: Plain, id: string): boolean => plain.metrics.get(id)!['for'] === 'business'

export const incentives: Record<string, Check> = {
  'unrewarded-duty': ({ element, steps, related, message }, { plain }) => {
    const [, incentive, , position] = element.split('/') as [string, string, string, string]
    const [earning, duties] = [steps.at(-1)!, steps.slice(0, -1)]
    const rewards = rewardsOf(plain, incentive)
    const [paid] = rewards.slice(Number(position))
    const found = payees(plain, incentive).filter((owner) =>
      message.startsWith(`Nothing rewards ${nameOf(plain.owners.get(owner)!, owner)} for`),
    )
    const isUnpaid =
      (owner: string) =>
      (id: string): boolean => {
        const gained = paidFor(plain, owner)
        return (
          stepsOf(plain, owner).includes(id) &&
          dutyOf(plain, id).length > 0 &&
          !moved(plain, id).hurts.some((one) => gained.includes(one)) &&
          ![...better(plain, moved(plain, id).improves)].some((one) => gained.includes(one))
        )
      }
    const owner = found.find((one) => all(duties, isUnpaid(one)))
    return {
      ends: 'none',
      marks: [element, ...duties.slice(0, 5).map((id) => `steps/${id}`)],
      standsOn: [`incentives/${incentive}`, `metrics/${paid}`],
      so: {
        'they are duties that earn nothing': owner !== undefined,
        'another step earns it':
          owner !== undefined &&
          stepsOf(plain, owner).includes(earning) &&
          moved(plain, earning).improves.includes(paid!),
        'all of them':
          owner !== undefined &&
          stepsOf(plain, owner)
            .filter(isUnpaid(owner))
            .every((id) => duties.includes(id)),
        'as many are shown': related.length === Math.min(duties.length, 5),
      },
    }
  },

  'punished-duty': ({ element, steps: [id] }, { plain }) => {
    const hurt = moved(plain, id!).hurts[Number(element.split('/')[3])]!
    const paying = [...plain.incentives.keys()].filter(
      (one) =>
        rewardsOf(plain, one).includes(hurt) &&
        payees(plain, one).some((owner) => answering(plain, id!).includes(owner)),
    )
    return {
      ends: [id!],
      marks: [element, paying.map((one) => `incentives/${one}/rewards/${rewardsOf(plain, one).indexOf(hurt)}`)],
      standsOn: [`metrics/${hurt}`],
      so: { 'it is a duty': dutyOf(plain, id!).length > 0, 'it costs them a reward': paying.length > 0 },
    }
  },

  'priority-over-promise': ({ element, steps: [over, prefer] }, { plain }) => {
    const [, id] = element.split('/') as [string, string]
    const policy = plain.policies.get(id)!
    const needing = [...plain.promises.values()].filter(({ kept, made = [] }) => {
      if (kept === undefined) return false
      if (kept === over) return true
      if (made.includes(over!)) return false
      const isWellKept = reachable(plain.edges, made, isWell).has(kept)
      return passesAlways(plain, made, [over!], (one) => one === kept, isWellKept ? isWell : undefined)
    })
    return {
      ends: 'none',
      marks: [`policies/${id}/over`, `policies/${id}/prefer`],
      standsOn: [`policies/${id}`],
      so: {
        'the policy says so': policy['over'] === over && policy['prefer'] === prefer && plain.reached.has(over!),
        'it must not wait': needing.length > 0 || isOnFailurePath(plain, over!),
      },
    }
  },

  'gamed-metric': ({ element, steps: [id], related }, { plain }) => {
    const [, score] = element.split('/') as [string, string]
    const { measures } = plain.metrics.get(score)! as { measures?: string }
    const paying = [...plain.incentives.keys()].filter(
      (one) =>
        rewardsOf(plain, one).includes(score) &&
        payees(plain, one).some((owner) => answering(plain, id!).includes(owner)),
    )
    const { improves } = moved(plain, id!)
    return {
      ends: [id!],
      marks: [
        `metrics/${score}/measures`,
        `steps/${id}/improves/${improves.indexOf(score)}`,
        paying.map((one) => `incentives/${one}/rewards/${rewardsOf(plain, one).indexOf(score)}`),
      ],
      standsOn: [`metrics/${measures}`],
      so: {
        'it improves the score': improves.includes(score) && related.length === 2,
        'and not what it stands for': measures !== undefined && !better(plain, improves).has(measures),
        'it is rewarded': paying.length > 0,
      },
    }
  },

  'self-graded-metric': ({ element, steps: [id] }, { plain }) => {
    const [, graded] = element.split('/') as [string, string]
    const paying = [...plain.incentives.keys()].filter(
      (one) =>
        rewardsOf(plain, one).includes(graded) &&
        payees(plain, one).some((owner) => answering(plain, id!).includes(owner)),
    )
    return {
      ends: 'none',
      marks: [
        `metrics/${graded}/source`,
        paying.map((one) => `incentives/${one}/rewards/${rewardsOf(plain, one).indexOf(graded)}`),
        `steps/${id}`,
      ],
      so: {
        'it is measured there':
          plain.metrics.get(graded)!['source'] === id && isOwn(plain, id!) && plain.reached.has(id!),
        'by those who are rewarded': paying.length > 0,
      },
    }
  },

  'cost-elsewhere': ({ steps, path, related, element, message }, { plain }) => {
    const [from, to] = steps as [string, string]
    const [earning, failing] = [path[0]!, path.at(-1)!]
    const edge = between(plain, from, to).find(({ at }) => at === element)
    const payable = answering(plain, from).filter((owner) => !answering(plain, to).includes(owner))
    const proved = payable.filter((owner) => {
      const paid = paidFor(plain, owner)
      const earns =
        stepsOf(plain, owner).includes(earning) && moved(plain, earning).improves.some((one) => paid.includes(one))
      const pays = (id: string): boolean =>
        [...better(plain, moved(plain, id).improves)].some((one) => paid.includes(one))
      return earns && !leadsTo(plain, to, pays)
    })
    const rewards = proved.flatMap((owner) =>
      [...plain.incentives.keys()].filter((one) => payees(plain, one).includes(owner)),
    )
    const { improves } = moved(plain, earning)
    return {
      begins: stepsOfAll(plain, proved),
      ends: [failing],
      marks: [
        element,
        improves.map((_, i) => `steps/${earning}/improves/${i}`),
        rewards.flatMap((one) =>
          rewardsOf(plain, one).flatMap((id, i) => (improves.includes(id) ? [`incentives/${one}/rewards/${i}`] : [])),
        ),
        (stepOf(plain, failing).fails ?? []).map((_, i) => `steps/${failing}/fails/${i}`),
      ],
      standsOn: proved.map((owner) => `owners/${owner}`),
      onTheWay: {
        'it is handed over on the way': path.some((id, i) => id === from && path[i + 1] === to),
      },
      so: {
        'it is a planned handoff': edge !== undefined && isWell(edge) && isHandoff(plain, edge),
        'they earn before and nothing after': proved.length > 0 && message !== '' && related.length === 3,
        'it can go wrong after': (stepOf(plain, failing).fails ?? []).length > 0,
      },
    }
  },

  'no-lever': (finding, { plain }) => {
    const [, incentive, , position] = keysOf(finding) as [string, string, string, string]
    const id = rewardsOf(plain, incentive)[Number(position)]!
    const idle = payees(plain, incentive).filter(
      (owner) => stepsOf(plain, owner).length > 0 && !isMoving(plain, owner, id),
    )
    return {
      ends: 'none',
      marks: [`incentives/${incentive}/rewards/${position}`],
      standsOn: [`metrics/${id}`, ...idle.slice(0, idle.length === 1 ? 1 : 0).map((owner) => `owners/${owner}`)],
      so: { 'no step of theirs moves it': idle.length > 0 },
    }
  },

  'one-sided-pay': (finding, { plain }) => {
    const [, owner] = keysOf(finding) as [string, string]
    const paid = paidFor(plain, owner)
    return {
      ends: 'none',
      marks: [`owners/${owner}`],
      standsOn: paid.map((id) => `metrics/${id}`),
      so: {
        'they meet customers': stepsOf(plain, owner).some((id) => stepOf(plain, id).lane === 'touchpoint'),
        'all is for the business': all(paid, (id) => isForBusiness(plain, id)),
      },
    }
  },

  'unowned-policy': (finding, { plain }) => {
    const [, id] = keysOf(finding) as [string, string]
    return {
      ends: 'none',
      marks: [`policies/${id}`],
      so: { 'it is nobody’s': plain.policies.get(id)!.owner === undefined },
    }
  },

  'unowned-metric': (finding, { plain }) => {
    const [, id] = keysOf(finding) as [string, string]
    const { owner, for: whose } = plain.metrics.get(id)!
    return {
      ends: 'none',
      marks: [`metrics/${id}`],
      so: {
        'it is the customer’s, and nobody’s': whose === 'customer' && owner === undefined,
        'nobody is rewarded for it': ![...plain.incentives.keys()].some((one) => rewardsOf(plain, one).includes(id)),
      },
    }
  },

  'idle-metric': (finding, { plain }) => {
    const [, id] = keysOf(finding) as [string, string]
    const others = [...plain.metrics.keys()].filter((one) => one !== id)
    const movedBy = (lists: ReturnType<typeof listsOf>): boolean => [...lists.improves, ...lists.hurts].includes(id)
    // Only what customers can get to does anything.
    const isMoved =
      [...plain.reached].some((step) => movedBy(moved(plain, step))) ||
      others.some((one) => movedBy(metric(plain, one)))
    const { improves, hurts } = metric(plain, id)
    const isUsed =
      plain.metrics.get(id)!['for'] === 'customer' ||
      [...plain.incentives.keys()].some((one) => rewardsOf(plain, one).includes(id)) ||
      [...plain.promises.values()].some((promise) => promise['metric'] === id) ||
      [...improves, ...hurts].some((one) => one !== id) ||
      others.some((one) => plain.metrics.get(one)!['measures'] === id)
    return {
      ends: 'none',
      marks: [`metrics/${id}`],
      so: { 'nothing moves it, or nothing uses it': !isMoved || !isUsed },
    }
  },
}

const stepsOfAll = (plain: Plain, owners: readonly string[]): string[] =>
  owners.flatMap((owner) => stepsOf(plain, owner))
