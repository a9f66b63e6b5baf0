import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/finding.ts'
import { judgeAll } from './helpers/judge.ts'
import { type DescribedEdge, edgesOf, many, reachable, startsOf } from './helpers/random.ts'

// Rules about metrics and rewards, each beside what rules.md says of it, in the slowest and plainest way: over one
// blueprint, or two that share what an organization's file says.

interface MetricPlan {
  readonly for: 'customer' | 'business' | undefined
  readonly owner: string | undefined
  readonly source: string | undefined
  readonly measures: string | undefined
  readonly improves: readonly string[]
  readonly hurts: readonly string[]
}

interface IncentivePlan {
  readonly owner: string
  readonly shared: readonly string[]
  readonly rewards: readonly string[]
  /** Where it stands, if not with all that is shared. */
  readonly only: 0 | 1 | undefined
}

interface StepPlan {
  readonly lane: 'customer' | 'touchpoint' | 'backstage'
  readonly owners: readonly string[]
  readonly accountable: string | undefined
  readonly improves: readonly string[]
  readonly hurts: readonly string[]
  readonly next: readonly string[]
  readonly recover: string | undefined
}

interface BlueprintPlan {
  readonly steps: readonly StepPlan[]
  readonly promises: readonly {
    readonly kept: string
    readonly owner: string | undefined
    readonly metric: string | undefined
  }[]
}

interface Plan {
  readonly metrics: readonly MetricPlan[]
  readonly incentives: readonly IncentivePlan[]
  /** Two share what stands in an organization's file; one has it in its own. */
  readonly blueprints: readonly BlueprintPlan[]
}

const metricNames = ['m0', 'm1', 'm2', 'm3']
const owners = ['desk', 'shop', 'depot']
const stepNames = ['s0', 's1', 's2', 's3', 's4']

const maybe = <T>(arbitrary: fc.Arbitrary<T>, often = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: often })
const anOwner = fc.constantFrom('desk', 'shop', 'desk', 'shop', 'depot')
const aStep = fc.constantFrom(...stepNames)
const few = fc.subarray(metricNames, { maxLength: 1 })

const metricPlan = (name: string): fc.Arbitrary<MetricPlan> => {
  const others = metricNames.filter((other) => other !== name)
  return fc
    .record({
      for: fc.constantFrom('customer' as const, 'business' as const, undefined),
      owner: maybe(anOwner),
      source: maybe(aStep),
      measures: maybe(fc.constantFrom(...others)),
      improves: fc.oneof(fc.constant<string[]>([]), fc.subarray(others, { maxLength: 1 })),
      hurts: fc.oneof(fc.constant<string[]>([]), fc.subarray(others, { maxLength: 1 })),
    })
    .map((plan) => ({ ...plan, hurts: plan.hurts.filter((other) => !plan.improves.includes(other)) }))
}
const incentivePlan: fc.Arbitrary<IncentivePlan> = fc
  .record({
    owner: anOwner,
    shared: fc.subarray(owners, { maxLength: 1 }),
    rewards: fc.subarray(metricNames, { minLength: 1, maxLength: 2 }),
    only: maybe(fc.constantFrom(0 as const, 1 as const)),
  })
  .map((plan) => ({ ...plan, shared: plan.shared.filter((other) => other !== plan.owner) }))
const stepPlan = (name: string): fc.Arbitrary<StepPlan> =>
  fc
    .record({
      lane: fc.constantFrom(
        'touchpoint' as const,
        'backstage' as const,
        'backstage' as const,
        'touchpoint' as const,
        'customer' as const,
      ),
      owners: fc.constantFrom(['desk'], ['shop'], ['desk'], ['shop'], ['depot'], ['desk', 'shop'], []),
      accountable: fc.constantFrom(undefined, undefined, ...owners),
      improves: fc.subarray(metricNames, { maxLength: 2 }),
      hurts: few,
      // The last is where it ends.
      next: fc.oneof(
        { weight: 3, arbitrary: fc.constant(stepNames.slice(stepNames.indexOf(name) + 1).slice(0, 1)) },
        { weight: name === 's4' ? 0 : 1, arbitrary: fc.uniqueArray(aStep, { minLength: 1, maxLength: 2 }) },
      ),
      recover: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: aStep }),
    })
    .map((plan) => ({
      ...plan,
      hurts: plan.hurts.filter((metric) => !plan.improves.includes(metric)),
      ...(plan.lane === 'customer' ? { owners: [], accountable: undefined, improves: [], hurts: [] } : {}),
    }))
const blueprintPlan: fc.Arbitrary<BlueprintPlan> = fc.record({
  steps: fc.tuple(...stepNames.map(stepPlan)),
  promises: fc.array(
    fc.record({
      kept: fc.constantFrom('s0', 's1'),
      owner: maybe(anOwner),
      metric: maybe(fc.constantFrom(...metricNames), 3),
    }),
    { maxLength: 1 },
  ),
})
const plansOf = (most: number): fc.Arbitrary<Plan> =>
  fc
    .record({
      metrics: fc.tuple(...metricNames.map(metricPlan)),
      incentives: fc.array(incentivePlan, { minLength: 2, maxLength: 4 }),
      blueprints: fc.array(blueprintPlan, { minLength: 1, maxLength: most }),
    })
    .map((plan) =>
      plan.blueprints.length === 2
        ? plan
        : { ...plan, incentives: plan.incentives.map((incentive) => ({ ...incentive, only: undefined })) },
    )
const ofOne = plansOf(1)
const ofOneOrTwo = plansOf(2)

const without = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
const named = (things: readonly object[], letter: string): object =>
  Object.fromEntries(things.map((thing, i) => [`${letter}${i}`, without(thing)]))

/** Files by name; the organization's is called `all.yaml`. */
function written({ metrics, incentives, blueprints }: Plan): Record<string, string> {
  const rewarding = (where: 0 | 1 | undefined): object =>
    Object.fromEntries(
      incentives.flatMap(({ only, ...incentive }, i) => (only === where ? [[`i${i}`, without(incentive)]] : [])),
    )
  const shared = {
    owners: { desk: {}, shop: {}, depot: {} },
    metrics: named(metrics, 'm'),
    incentives: rewarding(undefined),
  }
  const files = blueprints.map(({ steps, promises }, position) => [
    `${position}.blueprint.yaml`,
    {
      blueprint: 1,
      title: 'x',
      ...(blueprints.length === 1 ? shared : { organization: 'all.yaml', incentives: rewarding(position as 0 | 1) }),
      promises: named(
        promises.map((promise) => ({ says: 'Soon', made: 's0', ...promise })),
        'p',
      ),
      steps: Object.fromEntries(
        steps.map(({ owners, recover, ...step }, i) => [
          stepNames[i],
          {
            ...without({ ...step, owner: owners, outcome: i === 4 ? 'served' : undefined }),
            ...(recover ? { fails: [{ what: 'It goes wrong', recover }] } : {}),
          },
        ]),
      ),
    },
  ])
  const all = blueprints.length === 1 ? [] : [['all.yaml', { organization: 1, title: 'All', ...shared }]]
  return Object.fromEntries([...files, ...all].map(([name, content]) => [name, JSON.stringify(content)]))
}

/** One blueprint with all that is said of it, in either file. */
interface Asked {
  readonly metric: (name: string) => MetricPlan
  /** Those that count here. */
  readonly incentives: readonly (IncentivePlan & { readonly id: string })[]
  readonly promises: BlueprintPlan['promises']
  readonly steps: readonly (StepPlan & { readonly id: string })[]
  readonly edges: readonly DescribedEdge[]
  readonly reached: ReadonlySet<string>
}

function askedOf({ metrics, incentives, blueprints }: Plan): Asked[] {
  return blueprints.map(({ steps, promises }, position) => {
    const service = {
      start: [],
      promises: [],
      steps: steps.map((step, i) => ({
        id: stepNames[i]!,
        lane: step.lane,
        owners: step.owners,
        basis: 'observed' as const,
        join: 'any' as const,
        next: step.next.map((to) => ({ to, basis: 'observed' as const })),
        fails: step.recover
          ? [{ basis: 'observed' as const, recover: { to: step.recover, basis: 'observed' as const } }]
          : [],
      })),
    }
    const edges = edgesOf(service)
    return {
      metric: (name) => metrics[metricNames.indexOf(name)]!,
      incentives: incentives
        .map((incentive, i) => ({ ...incentive, id: `i${i}` }))
        .filter(({ only }) => only === undefined || only === position),
      promises,
      steps: steps.map((step, i) => ({ ...step, id: stepNames[i]! })),
      edges,
      reached: reachable(edges, startsOf(service)),
    }
  })
}

const paid = ({ owner, shared }: IncentivePlan): string[] => [owner, ...shared]
const answering = ({ owners, accountable }: StepPlan): string[] => [
  ...new Set([...owners, ...(accountable ? [accountable] : [])]),
]
const stepsOf = ({ steps, reached }: Asked, owner: string) =>
  steps.filter((step) => reached.has(step.id) && answering(step).includes(owner))
const incentivesOf = ({ incentives }: Asked, owner: string) =>
  incentives.filter((incentive) => paid(incentive).includes(owner))
const rewardedWith = (asked: Asked, owner: string): string[] => [
  ...new Set(incentivesOf(asked, owner).flatMap(({ rewards }) => rewards)),
]

/** All that follows from these. */
function closure(from: readonly string[], following: (one: string) => readonly string[]): Set<string> {
  const all = new Set(from)
  for (const one of all) for (const other of following(one)) all.add(other)
  return all
}

/** Metrics with a sign: where doing more of what is rewarded pulls them. */
function pulled(asked: Asked, { rewards }: IncentivePlan, owner: string): Set<string> {
  return closure(
    rewards.map((name) => `${name}+`),
    (place) => {
      const [name, sign] = [place.slice(0, 2), place.slice(2)]
      const flipped = sign === '+' ? '-' : '+'
      const { improves, hurts } = asked.metric(name)
      const doing = sign === '+' ? stepsOf(asked, owner).filter((step) => step.improves.includes(name)) : []
      return [
        ...improves.map((other) => other + sign),
        ...hurts.map((other) => other + flipped),
        ...doing.flatMap((step) => step.improves.filter((other) => other !== name).map((other) => `${other}+`)),
        ...doing.flatMap((step) => step.hurts.filter((other) => other !== name).map((other) => `${other}-`)),
      ]
    },
  )
}

function answersFor(asked: Asked, owner: string, name: string, incentive: IncentivePlan): boolean {
  const measuring = asked.promises.filter(({ metric }) => metric === name)
  return (
    asked.metric(name).owner === owner ||
    measuring.some((promise) => promise.owner === owner) ||
    measuring.some(({ kept }) => answering(asked.steps.find(({ id }) => id === kept)!).includes(owner)) ||
    incentive.rewards.includes(name) ||
    incentivesOf(asked, owner).some((other) => other !== incentive && other.rewards.includes(name))
  )
}

function isDuty({ promises, metric, edges, steps }: Asked, step: Asked['steps'][number]): boolean {
  const well = reachable(
    edges.filter(({ kind }) => kind === 'next'),
    [steps[0]!.id],
  )
  return (
    promises.some(({ kept }) => kept === step.id) ||
    step.improves.some((name) => metric(name).for === 'customer') ||
    !well.has(step.id)
  )
}

/** What a step moves, over other metrics too. */
const movedBy = ({ metric }: Asked, steps: readonly StepPlan[]): Set<string> =>
  closure(
    steps.flatMap(({ improves, hurts }) => [...improves, ...hurts]),
    (name) => [...metric(name).improves, ...metric(name).hurts],
  )

const handoffs = ({ edges, steps, reached }: Asked, kinds = ['next', 'recover']) =>
  edges
    .filter(({ kind, from }) => kinds.includes(kind) && reached.has(from))
    .map(({ from, to }) => [steps.find(({ id }) => id === from)!, steps.find(({ id }) => id === to)!] as const)
    .filter(
      ([from, to]) =>
        from.owners.length > 0 && to.owners.length > 0 && !from.owners.some((owner) => to.owners.includes(owner)),
    )

/** Those that are about one blueprint: what their findings say, and what they are to say. */
const within: Record<string, { said: (finding: Finding) => string; meant: (asked: Asked) => string[] }> = {
  'metric-conflict': {
    said: ({ element, severity, why, message }) =>
      `${element.split('/')[1]} ${/"(m\d)" (?:worse|works against itself)/.exec(message)![1]} ${severity} ${why.length}`,
    meant: (asked) =>
      asked.incentives.flatMap((incentive) =>
        metricNames.flatMap((name) => {
          const pulls = paid(incentive)
            .filter((owner) => asked.metric(name).for === 'customer' || answersFor(asked, owner, name, incentive))
            .map((owner) => pulled(asked, incentive, owner))
            .filter((pull) => pull.has(`${name}-`))
          if (pulls.length === 0) return []
          const isSure = pulls.some((pull) => !pull.has(`${name}+`))
          return [`${incentive.id} ${name} ${isSure ? 'error 1' : 'warning 2'}`]
        }),
      ),
  },
  'unrewarded-duty': {
    said: ({ element, message, why }) =>
      `${element.split('/')[1]} ${/rewards (\w+) for/.exec(message)![1]}: ${why.map((line) => /`(\w+)`/.exec(line)![1]).join(' ')}`,
    meant: (asked) =>
      asked.incentives.flatMap((incentive) =>
        paid(incentive).flatMap((owner) => {
          const own = stepsOf(asked, owner)
          const all = rewardedWith(asked, owner)
          if (!own.some(({ improves }) => improves.some((name) => incentive.rewards.includes(name)))) return []
          const duties = own.filter(
            (step) =>
              isDuty(asked, step) &&
              !step.hurts.some((name) => all.includes(name)) &&
              ![...closure(step.improves, (name) => asked.metric(name).improves)].some((name) => all.includes(name)),
          )
          return duties.length > 0 ? [`${incentive.id} ${owner}: ${duties.map(({ id }) => id).join(' ')}`] : []
        }),
      ),
  },
  'punished-duty': {
    said: ({ steps, message }) => `${steps[0]} ${/"(m\d)"/.exec(message)![1]}`,
    meant: (asked) =>
      asked.steps
        .filter((step) => asked.reached.has(step.id) && isDuty(asked, step))
        .flatMap((step) =>
          step.hurts
            .filter((name) => answering(step).some((owner) => rewardedWith(asked, owner).includes(name)))
            .map((name) => `${step.id} ${name}`),
        ),
  },
  'gamed-metric': {
    said: ({ steps, message }) => `${steps[0]} ${/"(m\d)"/.exec(message)![1]}`,
    meant: (asked) =>
      distinct(
        owners.flatMap((owner) =>
          rewardedWith(asked, owner).flatMap((name) => {
            const { measures } = asked.metric(name)
            if (!measures) return []
            return stepsOf(asked, owner)
              .filter(({ improves }) => improves.includes(name))
              .filter(({ improves }) => !closure(improves, (one) => asked.metric(one).improves).has(measures))
              .map(({ id }) => `${id} ${name}`)
          }),
        ),
      ),
  },
  'self-graded-metric': {
    said: ({ steps, message, related }) => `${steps[0]} ${/"(m\d)"/.exec(message)![1]} ${related.length}`,
    meant: (asked) =>
      asked.incentives.flatMap((incentive) =>
        incentive.rewards.flatMap((name) => {
          const source = asked.steps.find(({ id }) => id === asked.metric(name).source)
          const isOwn = source && asked.reached.has(source.id)
          return isOwn && answering(source).some((owner) => paid(incentive).includes(owner))
            ? [`${source.id} ${name} 2`]
            : []
        }),
      ),
  },
  'cost-elsewhere': {
    said: ({ steps, path }) => `${steps[0]} ${steps[1]} ${path.includes(steps[0]!) && path.includes(steps[1]!)}`,
    meant: (asked) => {
      const { edges, steps, metric } = asked
      const after = (id: string) => steps.filter((step) => reachable(edges, [id]).has(step.id))
      const isCostly = (owner: string, from: string, to: string): boolean => {
        const all = rewardedWith(asked, owner)
        const earning = stepsOf(asked, owner).filter(({ improves }) => improves.some((name) => all.includes(name)))
        return (
          earning.some(({ id }) => reachable(edges, [id]).has(from)) &&
          after(to).some(({ recover }) => recover) &&
          !after(to).some(({ improves }) =>
            [...closure(improves, (one) => metric(one).improves)].some((name) => all.includes(name)),
          )
        )
      }
      return handoffs(asked, ['next'])
        .filter(([from, to]) =>
          answering(from).some((owner) => !answering(to).includes(owner) && isCostly(owner, from.id, to.id)),
        )
        .map(([from, to]) => `${from.id} ${to.id} true`)
    },
  },
  'opposed-owners': {
    said: ({ element, message }) => `${element.split('/')[1]} ${/makes "(m\d)" worse/.exec(message)![1]}`,
    meant: (asked) =>
      distinct(
        handoffs(asked).flatMap(([from, to]) => {
          const [senders, takers] = [answering(from), answering(to)]
          const pairs = senders
            .filter((one) => !takers.includes(one))
            .flatMap((one) => takers.filter((other) => !senders.includes(other)).map((other) => [one, other] as const))
          return pairs
            .flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
            .flatMap(([a, b]) =>
              incentivesOf(asked, a).flatMap((incentive) =>
                rewardedWith(asked, b)
                  .filter((name) => pulled(asked, incentive, a).has(`${name}-`))
                  .map((name) => `${incentive.id} ${name}`),
              ),
            )
        }),
      ),
  },
}

/** Those that look at all blueprints of a run at once, for what these share. */
const across: Record<string, { said: (finding: Finding) => string; meant: (all: readonly Asked[]) => string[] }> = {
  'no-lever': {
    said: ({ file, message }) => `${file} ${/for "(m\d)"/.exec(message)![1]} ${/Paying (\w+)/.exec(message)![1]}`,
    meant: (all) => {
      const where = (only: 0 | 1 | undefined): readonly Asked[] => (only === undefined ? all : [all[only]!])
      const rewarding = all.flatMap(({ incentives }) => incentives)
      return distinct(
        rewarding.flatMap((incentive) =>
          paid(incentive).flatMap((owner) =>
            incentive.rewards
              .filter((name) => {
                const isIdle = where(incentive.only).every((one) => stepsOf(one, owner).length === 0)
                return !isIdle && !all.some((one) => movedBy(one, stepsOf(one, owner)).has(name))
              })
              .map((name) => `${fileOf(all, incentive.only)} ${name} ${owner}`),
          ),
        ),
      )
    },
  },
  'one-sided-pay': {
    said: ({ element }) => element.split('/')[1]!,
    meant: (all) =>
      owners.filter((owner) => {
        const incentives = all.flatMap((asked) => incentivesOf(asked, owner))
        const names = incentives.flatMap(({ rewards }) => rewards)
        const meets = all.some((asked) => stepsOf(asked, owner).some(({ lane }) => lane === 'touchpoint'))
        return meets && names.length > 0 && names.every((name) => all[0]!.metric(name).for === 'business')
      }),
  },
  'idle-metric': {
    said: ({ element, message }) => `${element.split('/')[1]} ${/^No step/.test(message) ? 'not moved' : 'not used'}`,
    meant: (all) => {
      const { metric } = all[0]!
      return metricNames.flatMap((name) => {
        const others = metricNames.filter((other) => other !== name)
        const affects = (one: string, other: string): boolean =>
          metric(one).improves.includes(other) || metric(one).hurts.includes(other)
        const isMoved =
          others.some((other) => affects(other, name)) ||
          all.some(({ steps, reached }) =>
            steps.some(({ id, improves, hurts }) => reached.has(id) && [...improves, ...hurts].includes(name)),
          )
        const isUsed =
          metric(name).for === 'customer' ||
          others.some((other) => affects(name, other) || metric(other).measures === name) ||
          all.some(({ incentives }) => incentives.some(({ rewards }) => rewards.includes(name))) ||
          all.some(({ promises }) => promises.some((promise) => promise.metric === name))
        return isMoved && isUsed ? [] : [`${name} ${isMoved ? 'not used' : 'not moved'}`]
      })
    },
  },
  'unowned-metric': {
    said: ({ element }) => element.split('/')[1]!,
    meant: (all) =>
      metricNames.filter(
        (name) =>
          all[0]!.metric(name).for === 'customer' &&
          all[0]!.metric(name).owner === undefined &&
          !all.some(({ incentives }) => incentives.some(({ rewards }) => rewards.includes(name))),
      ),
  },
}

const fileOf = (all: readonly Asked[], only: 0 | 1 | undefined): string =>
  all.length === 1 ? '0.blueprint.yaml' : only === undefined ? 'all.yaml' : `${only}.blueprint.yaml`

async function found(rule: string, plan: Plan): Promise<readonly Finding[]> {
  const { 'all.yaml': text, ...files } = written(plan)
  const { findings, faults, unread } = await judgeAll(files, {
    asks: ({ id }) => id === rule,
    organization: () => (text ? { file: 'all.yaml', text } : { unavailable: 'is not there', help: '' }),
  })
  expect({ faults, unread }).toEqual({ faults: [], unread: [] })
  return findings
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]

describe.each(Object.entries(within))('%s', (rule, { said, meant }) => {
  it('finds what its definition says, and nothing else', async () => {
    let total = 0
    await fc.assert(
      fc.asyncProperty(ofOne, async (plan) => {
        const findings = await found(rule, plan)
        expect(findings.map(said).sort()).toEqual(askedOf(plan).flatMap(meant).sort())
        total += findings.length
      }),
      many(rule === 'cost-elsewhere' ? 150 : 60),
    )
    expect(total).toBeGreaterThan(0)
  })
})

describe.each(Object.entries(across))('%s', (rule, { said, meant }) => {
  it('finds what its definition says over all blueprints, and nothing else', async () => {
    let total = 0
    await fc.assert(
      fc.asyncProperty(ofOneOrTwo, async (plan) => {
        const findings = await found(rule, plan)
        expect(findings.map(said).sort()).toEqual(meant(askedOf(plan)).sort())
        total += findings.length
      }),
      many(60),
    )
    expect(total).toBeGreaterThan(0)
  })
})
