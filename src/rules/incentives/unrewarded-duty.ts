import {
  dutyOf,
  improvedWith,
  type Looks,
  looksAtMetrics,
  paidFor,
  rewards,
  stepsImproving,
  stepsOfOwner,
} from '../../graph/pull.ts'
import { least } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import type { Plain } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import type { Incentive, Metric, Owner, Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { allCalled, called, dutyInPlainWords, people, rewardsDecidedBy } from '../../plain.ts'
import { code, count, fewCodes, listed } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unrewardedDuty: Rule = {
  id: 'unrewarded-duty',
  theme: 'incentives',
  severity: 'warning',
  summary: 'Somebody has a step that earns a reward, and a duty to the customer that earns none',
  why: 'Both want the same minutes of the same people. What is counted gets done first, and the duty waits, though nobody ever decided that.',
  fix: 'Reward a metric that the duty improves, or give the duty to somebody whose reward does not pull the other way.',
  source: 'Holmström and Milgrom (1991): effort moves to what is rewarded; Kerr (1975)',
  bad: `blueprint: 1
title: Hotel reception
accountable: hotel-manager
owners:
  reception: { name: Reception }
  hotel-manager: { name: Hotel manager }
metrics:
  upgrades: { name: Upgrades sold, for: business, owner: hotel-manager }
  calm-nights: { name: Nights without complaint, for: customer, owner: hotel-manager }
incentives:
  upgrade-bonus: { owner: reception, rewards: upgrades } # <- unrewarded-duty
steps:
  arrive: { lane: customer, next: check-in }
  check-in: { lane: backstage, owner: reception, improves: upgrades, next: move-noisy-guests }
  move-noisy-guests: { lane: backstage, owner: reception, improves: calm-nights, next: slept }
  slept: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Hotel reception
accountable: hotel-manager
owners:
  reception: { name: Reception }
  hotel-manager: { name: Hotel manager }
metrics:
  upgrades: { name: Upgrades sold, for: business, owner: hotel-manager }
  calm-nights: { name: Nights without complaint, for: customer, owner: hotel-manager }
incentives:
  upgrade-bonus: { owner: reception, rewards: [upgrades, calm-nights] }
steps:
  arrive: { lane: customer, next: check-in }
  check-in: { lane: backstage, owner: reception, improves: upgrades, next: move-noisy-guests }
  move-noisy-guests: { lane: backstage, owner: reception, improves: calm-nights, next: slept }
  slept: { lane: customer, outcome: served }
`,
  *check(graph) {
    const known = new Map<Owner, Step[]>()
    const open = new Set<string>()
    const looks = looksAtMetrics()
    for (const { incentive, owner } of rewards(graph)) {
      const earning = firstImproving(graph, owner, incentive.rewards)
      if (!earning) continue
      const duties = known.get(owner) ?? unrewardedDuties(graph, owner, looks)
      known.set(owner, duties)
      if (looks.left < 0) open.add(owner.id)
      if (duties.length === 0) continue
      const paid = incentive.rewards.filter((metric) => earning.improves.includes(metric))
      const isDuty = dutyOf(graph)
      yield {
        message: `Nothing rewards ${owner.name} for ${fewCodes(duties)}, while ${rewarded(paid)}`,
        help: `Add a metric that ${code(duties[0]!.id)} improves to \`rewards\`, or give ${code(duties[0]!.id)} to somebody else`,
        marks: [
          {
            at: inside(incentive.at, 'rewards', incentive.rewards.indexOf(paid[0]!)),
            says: `earned at ${code(earning.id)}`,
          },
          ...duties.slice(0, 5).map((duty) => ({ at: { ...duty.at, part: 'key' } as const, says: 'earns nothing' })),
        ],
        plain: () => inPlainWords(graph, { incentive, owner, earning, duties, paid }),
        identity: 'names',
        steps: [...duties, earning],
        why: duties.slice(0, 5).map((duty) => `${code(duty.id)} ${isDuty(duty)!.says}`),
        standsOn: [incentive, ...paid, ...duties.flatMap((duty) => isDuty(duty)!.standsOn)],
        names: [incentive.id, owner.id],
        cause: { thing: `incentive ${incentive.id}` },
      }
    }
    if (open.size > 0)
      yield tooMany([...open], (few) => `Which duties to customers does each of ${few} have that earn nothing?`)
  },
}

/** "Sales" is rewarded; "Sales" and "Upgrades" are rewarded */
const rewarded = (paid: readonly Metric[]): string =>
  `${listed(paid.map(({ name }) => `"${name}"`))} ${paid.length === 1 ? 'is' : 'are'} rewarded`

/** Duties that improve nothing the owner is rewarded for. Those that hurt it are punished-duty's. */
function unrewardedDuties(graph: Graph, owner: Owner, looks: Looks): Step[] {
  const isDuty = dutyOf(graph)
  const paid = paidFor(graph, owner)
  const isPaid = (metric: Metric): boolean => paid.has(metric)
  const isPaidAtLast = (step: Step): boolean => [...improvedWith(step.improves, looks)].some(isPaid)
  return stepsOfOwner(graph, owner).filter(
    (step) => looks.left >= 0 && !step.hurts.some(isPaid) && isDuty(step) !== undefined && !isPaidAtLast(step),
  )
}

/** In the order of the file. */
function firstImproving(graph: Graph, owner: Owner, metrics: readonly Metric[]): Step | undefined {
  const improving = stepsImproving(graph, owner)
  const first = metrics.flatMap((metric) => improving.get(metric)?.slice(0, 1) ?? [])
  return least(first, ({ index }) => index)
}

interface Rivals {
  readonly incentive: Incentive
  readonly owner: Owner
  readonly earning: Step
  readonly duties: readonly Step[]
  readonly paid: readonly Metric[]
}

function inPlainWords({ blueprint }: Graph, { incentive, owner, earning, duties, paid }: Rivals): Plain {
  const [duty] = duties as [Step]
  const isOne = duties.length === 1
  const several = `${called(duty)} and ${count(duties.length - 1, 'other step')}`
  const theDuties = duties.length > 2 || allCalled(duties).length > 90 ? several : allCalled(duties)
  const felt = duty.improves.find((metric) => metric.for === 'customer')
  const serving = isOne ? `it ${dutyInPlainWords(duty, blueprint.promises.values())}` : 'each is a duty to customers'
  const too = felt ? `for ${called(felt)} too` : `also for doing ${isOne ? 'it' : 'them'} well`
  return {
    lived: `${theDuties} ${isOne ? 'earns' : 'earn'} ${people([owner])} no reward, though ${serving}. ${called(earning)} counts towards their ${incentive.kind} for ${allCalled(paid, 2)}, so that may come first.`,
    change: `Have ${theDuties} done by somebody whose reward does not draw them away, or reward ${people([owner])} ${too}.`,
    who: rewardsDecidedBy(blueprint, ...(felt ? [felt] : [])),
  }
}
