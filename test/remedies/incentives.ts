import type { Names, Remedies } from './remedy.ts'
import {
  add,
  addStep,
  at,
  called,
  edges,
  type Entry,
  entries,
  entry,
  isStep,
  put,
  reachable,
  type Service,
  somebody,
  starts,
  stepNamed,
  take,
} from './service.ts'
import { withoutName } from './without.ts'

/** The incentive that a place is in: `incentives/bonus/rewards/0`. */
const incentiveAt = (service: Service, element: string): Entry => entry(service, 'incentives', element.split('/')[1]!)

/** No longer rewarded; an incentive that rewards nothing is none. */
function unrewarded(service: Service, incentive: Entry, metric: string): void {
  take(incentive, 'rewards', metric)
  if (incentive.rewards) return
  for (const file of [service.blueprint, service.organization])
    for (const [id, one] of Object.entries(file?.incentives ?? {})) if (one === incentive) delete file!.incentives![id]
}

/** One metric in the place of another. */
function instead(incentive: Entry, metric: string, other: string): void {
  incentive.rewards = [...new Set(incentive.rewards!.map((one) => (one === metric ? other : one)))]
}

/** A metric that a step improves; a new one where it improves none. */
function improvedAt(service: Service, id: string, but: readonly string[] = []): string {
  const step = stepNamed(service, id)
  // What the organization rewards is its own.
  const shared = service.organization && (service.organization.metrics ?? {})
  const known = step.improves?.find((metric) => !but.includes(metric) && (!shared || Object.hasOwn(shared, metric)))
  if (known !== undefined) return known
  const metric = add(service, 'metrics', 'done-well', { for: 'customer', owner: somebody(service) })
  put(step, 'improves', metric)
  return metric
}

/** Whatever is called so, a step or a metric, no longer hurts a metric. */
function unhurting(service: Service, by: string, hurt: string): void {
  if (isStep(service, by)) take(stepNamed(service, by), 'hurts', hurt)
  for (const [id, metric] of entries(service, 'metrics')) if (id === by) take(metric, 'hurts', hurt)
}

const unhurt = (service: Service, _: unknown, { by, hurt }: Record<string, string>) => unhurting(service, by!, hurt!)

/** Those who get an incentive. */
const rewardedBy = ({ owner, shared = [] }: Entry): string[] => [owner!, ...shared]

const incentivesOf = (service: Service, owner: string): Entry[] =>
  entries(service, 'incentives').flatMap(([, one]) => (rewardedBy(one).includes(owner) ? [one] : []))

const owned = (service: Service, { element }: { element: string }) =>
  (at<Entry>(service, element).owner = somebody(service))

/** A step is done by somebody who gets none of these incentives. */
function givenAway(service: Service, id: string, incentives: readonly Entry[]): void {
  const step = stepNamed(service, id)
  const paid = incentives.flatMap(rewardedBy)
  step.owner = [somebody(service, paid)]
  if (paid.includes(step.accountable ?? '')) delete step.accountable
}

/** What comes after a promise or a failure has a step of its own, which does the same. */
function exempt(service: Service, _: unknown, { step: over }: Names): void {
  const own = addStep(service, `${over}-at-once`, structuredClone(stepNamed(service, over!)))
  const failing = reachable(service, starts(service), ({ kind }) => kind === 'next')
  const promised = Object.values(service.blueprint.promises ?? {}).flatMap(({ made = [], kept }) => (kept ? made : []))
  const after = reachable(service, promised)
  for (const { from, flow, kind } of edges(service))
    if (flow.to === over && (kind !== 'next' || after.has(from) || !failing.has(from))) flow.to = own
  for (const promise of Object.values(service.blueprint.promises ?? {})) if (promise.kept === over) promise.kept = own
}

export const incentives: Record<string, Remedies> = {
  'metric-conflict': {
    again: 'one walk of several on which the sign turns is told',
    helps: {
      'Stop rewarding {reward}; or change {by} so that it does not hurt {hurt}': {
        stop: (service, { element }, { reward }) => unrewarded(service, incentiveAt(service, element), reward!),
        change: unhurt,
      },
      'Reward {metric} instead of {reward}; or change {by} so that it does not hurt {hurt}': {
        instead: (service, { element }, { metric, reward }) => instead(incentiveAt(service, element), reward!, metric!),
        change: unhurt,
      },
    },
  },
  'unrewarded-duty': {
    again: 'the first of several duties is named',
    helps: {
      'Add a metric that {step} improves to `rewards`, or give {duty} to somebody else': {
        reward: (service, { element }, { step }) =>
          put(incentiveAt(service, element), 'rewards', improvedAt(service, step!)),
        'somebody else': (service, { element }, { step }) => givenAway(service, step!, [incentiveAt(service, element)]),
      },
    },
  },
  'punished-duty': {
    helps: {
      'Reward what {step} is for instead of {metric}, or take its effect out of that': {
        reward: (service, _, { step, metric }) => {
          const good = improvedAt(service, step!, [metric!])
          for (const one of rewarding(service, step!, metric!)) instead(one, metric!, good)
        },
        'take its effect out': (service, _, { step, metric }) => take(stepNamed(service, step!), 'hurts', metric!),
      },
    },
  },
  'priority-over-promise': {
    helps: {
      'Turn it round (`prefer: <prefer>`, `over: <over>`), or give what must not wait a step of its own beside {step}':
        {
          'turn it round': (service, { element }, { prefer, over }) => {
            const policy = entry(service, 'policies', element.split('/')[1]!)
            policy['prefer'] = prefer!
            policy['over'] = over!
          },
          'a step of its own': exempt,
        },
      'Take {policy} out, since {prefer} must not wait either; or give what must not wait a step of its own beside {step}':
        {
          'take it out': (service, _, { policy }) => withoutName(service, 'policies', policy!),
          'a step of its own': exempt,
        },
    },
  },
  'self-graded-metric': {
    helps: {
      'Measure it at a step of somebody who gains nothing by it: change `source`': {
        source: (service, { element }) => {
          const metric = entry(service, 'metrics', element.split('/')[1]!)
          const paid = entries(service, 'incentives').flatMap(([, one]) =>
            one.rewards?.includes(element.split('/')[1]!) ? rewardedBy(one) : [],
          )
          const other = Object.entries(service.blueprint.steps).find(
            ([, { owner = [], accountable = '' }]) => ![...owner, accountable].some((one) => paid.includes(one)),
          )
          return other !== undefined && (metric['source'] = other[0])
        },
      },
    },
  },
  'gamed-metric': {
    helps: {
      'Reward {meant} instead of {metric}, or have {step} done by somebody who gains nothing by it': {
        instead: (service, _, { meant, metric, step }) => {
          const doing = [...(stepNamed(service, step!).owner ?? []), stepNamed(service, step!).accountable ?? '']
          for (const [, one] of entries(service, 'incentives'))
            if (one.rewards?.includes(metric!) && rewardedBy(one).some((owner) => doing.includes(owner)))
              instead(one, metric!, meant!)
        },
        'somebody else': (service, _, { metric, step }) =>
          givenAway(
            service,
            step!,
            entries(service, 'incentives').flatMap(([, one]) => (one.rewards?.includes(metric!) ? [one] : [])),
          ),
      },
    },
  },
  'opposed-owners': {
    again: 'one walk of several on which the sign turns is told',
    helps: {
      'Reward both for one metric (`shared`), or change {by} so that it does not hurt {hurt}': {
        shared: (service, { element, message }) => {
          const [, name, other] = /makes "(.*)" worse, which is what rewards (.*)$/.exec(message)!
          const incentive = incentiveAt(service, element)
          const owner = called(service, 'owners', other!)
          const metric = called(service, 'metrics', name!)
          // What the organization rewards is its own.
          const { owners, metrics } = service.organization ?? service.blueprint
          if (![owners, metrics].every((one, i) => Object.hasOwn(one ?? {}, [owner, metric][i]!))) return false
          for (const one of incentivesOf(service, owner)) if (one !== incentive) unrewarded(service, one, metric)
          incentive.rewards = [metric]
          if (!rewardedBy(incentive).includes(owner)) put(incentive, 'shared', owner)
        },
        change: unhurt,
      },
    },
  },
  'cost-elsewhere': {
    helps: {
      'Reward <owner> for a metric that {step} or a later step improves too': {
        reward: (service, _, { owner, step }) => {
          const [first] = incentivesOf(service, called(service, 'owners', owner!))
          put(first!, 'rewards', improvedAt(service, step!))
        },
      },
    },
  },
  'no-lever': {
    again: 'of several rewards for the same thing the first is told',
    helps: {
      'Reward what their steps move, or say in `improves` of a step how it moves {metric}': {
        // Who shares the reward with others gets one of their own.
        'what they move': (service, { element, message, why }, { metric }) => {
          const [, step] = /`([^`]+)`/.exec(why[0]!)!
          const incentive = incentiveAt(service, element)
          const [, name] = /^(?:Paying|Holding|Ranking) (.*?) (?:for|to a target for|by) "/.exec(message)!
          const owner = called(service, 'owners', name!)
          const moved = improvedAt(service, step!)
          if (!incentive.shared) return instead(incentive, metric!, moved)
          if (incentive.owner === owner) incentive.owner = incentive.shared.find((one) => one !== owner) ?? owner
          take(incentive, 'shared', owner)
          take(incentive, 'shared', incentive.owner!)
          add(service, 'incentives', 'own-bonus', { owner, rewards: [moved] })
        },
        improves: (service, { why }, { metric }) => {
          const [, step] = /`([^`]+)`/.exec(why[0]!)!
          put(stepNamed(service, step!), 'improves', metric!)
        },
      },
    },
  },
  'one-sided-pay': {
    helps: {
      'Add a metric that is `for: customer` to what they are rewarded for': {
        add: (service, { element }) => {
          const shared = service.organization && Object.entries(service.organization.metrics ?? {})
          const all = shared ?? entries(service, 'metrics')
          const known = all.find(([, metric]) => metric['for'] === 'customer')?.[0]
          const metric = known ?? add(service, 'metrics', 'felt', { for: 'customer', owner: somebody(service) })
          put(incentivesOf(service, element.split('/')[1]!)[0]!, 'rewards', metric)
        },
      },
    },
  },
  'unowned-policy': { helps: { 'Add `owner` with whoever may change it': { owner: owned } } },
  'unowned-metric': { helps: { 'Add `owner` with whoever answers for it': { owner: owned } } },
  'idle-metric': {
    again: 'a metric that nothing moves may be used for nothing either',
    helps: {
      'Say what it is for: in `rewards`, as `metric` of a promise, or in `improves` of the metric itself; or take it out':
        {
          rewards: (service, { element }) => {
            const [, id] = element.split('/')
            add(service, 'incentives', 'bonus', { owner: somebody(service), rewards: [id!] })
          },
          'metric of a promise': (service, { element }) => {
            const [, id] = element.split('/')
            add(service, 'promises', 'as-good-as-that', { says: 'As good as that', metric: id! })
          },
          improves: (service, { element }) => {
            const [, id] = element.split('/')
            const other = add(service, 'metrics', 'felt', { for: 'customer', owner: somebody(service) })
            put(entry(service, 'metrics', id!), 'improves', other)
          },
          'take it out': (service, { element }) => withoutName(service, 'metrics', element.split('/')[1]!),
        },
      'Name it in `improves` or `hurts` of the step that moves it; or take it out': {
        improves: (service, { element }) => put(firstStep(service), 'improves', element.split('/')[1]!),
        hurts: (service, { element }) => put(firstStep(service), 'hurts', element.split('/')[1]!),
        'take it out': (service, { element }) => withoutName(service, 'metrics', element.split('/')[1]!),
      },
    },
  },
}

/** Where customers come in: it is reached whatever else is so. */
const firstStep = (service: Service) => {
  const { start, steps } = service.blueprint
  const id = start === undefined ? Object.keys(steps)[0]! : Array.isArray(start) ? start[0]! : Object.keys(start)[0]!
  return stepNamed(service, id)
}

/** The incentives by which those who do a step are rewarded for a metric. */
function rewarding(service: Service, id: string, metric: string): Entry[] {
  const { owner = [], accountable } = stepNamed(service, id)
  return [...owner, ...(accountable ? [accountable] : [])]
    .flatMap((one) => incentivesOf(service, one))
    .filter(({ rewards }) => rewards?.includes(metric))
}
