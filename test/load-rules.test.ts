import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaults } from '../src/audit/settings.ts'
import { judgeAll } from './helpers/judge.ts'
import { type Basis, doubtOf, many } from './helpers/random.ts'

// overload beside what rules.md says of it, reckoned in the plainest way: over one blueprint, or two that share owners.

const stepNames = ['s0', 's1', 's2', 's3', 's4']
/** Hours that are open in a week. */
const openHours: Record<string, number> = { 'mon-fri 09:00-17:00': 40, 'sat 10:00-14:00': 4, always: 168 }

interface OwnerPlan {
  readonly people: number | undefined
  readonly hours: string
  readonly basis: Basis
}

interface StepPlan {
  readonly owners: readonly string[]
  readonly effort: readonly [number, number]
  readonly basis: Basis
  /** Later ones, with the chances of each. */
  readonly next: readonly { readonly to: string; readonly chance: number }[]
}

interface BlueprintPlan {
  readonly demand: number
  readonly basis: Basis
  readonly state: string
  readonly busy: number
  readonly steps: readonly StepPlan[]
  /** An owner of this blueprint alone. */
  readonly guard: OwnerPlan
}

interface Plan {
  readonly clerks: OwnerPlan
  readonly drivers: OwnerPlan
  readonly blueprints: readonly BlueprintPlan[]
  /** The others stand in an organization's file. */
  readonly isShared: boolean
}

const aBasis = fc.constantFrom<Basis>('observed', 'observed', 'observed', 'observed', 'reported', 'assumed')
const ownerPlan: fc.Arbitrary<OwnerPlan> = fc.record({
  people: fc.constantFrom(undefined, 1, 2, 3, 4),
  hours: fc.constantFrom(...Object.keys(openHours)),
  basis: aBasis,
})
const stepPlan = (name: string): fc.Arbitrary<StepPlan> => {
  const later = stepNames.slice(stepNames.indexOf(name) + 1)
  return fc
    .record({
      owners: fc.constantFrom(['clerks'], ['drivers'], ['guard'], ['clerks', 'guard'], ['clerks', 'drivers'], []),
      effort: fc.tuple(fc.nat(4), fc.nat(4)).map(([least, more]) => [least, least + more] as const),
      basis: aBasis,
      to: fc.shuffledSubarray(later, { minLength: Math.min(1, later.length), maxLength: Math.min(2, later.length) }),
      first: fc.constantFrom(0.25, 0.5, 0.9),
    })
    .map(({ to, first, ...plan }) => ({
      ...plan,
      next: to.map((id, i) => ({ to: id, chance: to.length === 1 ? 1 : i === 0 ? first : 1 - first })),
    }))
}
const plans: fc.Arbitrary<Plan> = fc
  .record({
    clerks: ownerPlan,
    drivers: ownerPlan,
    isShared: fc.boolean(),
    blueprints: fc.array(
      fc.record({
        demand: fc.integer({ min: 1, max: 60 }),
        basis: aBasis,
        state: fc.constantFrom('as-is', 'as-is', 'to-be'),
        busy: fc.constantFrom(0.4, 0.7, 0.85),
        steps: fc.tuple(...stepNames.map(stepPlan)),
        guard: ownerPlan,
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map((plan) => ({ ...plan, isShared: plan.isShared || plan.blueprints.length === 2 }))

const ownerText = ({ people, hours, basis }: OwnerPlan): object => ({ ...(people ? { people } : {}), hours, basis })

function textsOf({ clerks, drivers, blueprints, isShared }: Plan): Record<string, string> {
  const shared = { clerks: ownerText(clerks), drivers: ownerText(drivers) }
  const files = blueprints.map(({ demand, basis, state, steps, guard }, i) => [
    `${i}.blueprint.yaml`,
    {
      blueprint: 1,
      title: 'A service',
      state,
      ...(isShared ? { organization: 'all.yaml' } : {}),
      demand: { rate: `${demand}/week`, basis },
      owners: { ...(isShared ? {} : shared), guard: ownerText(guard) },
      steps: Object.fromEntries(
        steps.map(({ owners, effort: [least, most], basis, next }, k) => [
          stepNames[k],
          {
            lane: 'backstage',
            basis,
            ...(owners.length > 0 ? { owner: owners } : {}),
            effort: `${least}h..${most}h`,
            ...(next.length > 0 ? { next } : { outcome: 'served' }),
          },
        ]),
      ),
    },
  ])
  const all = ['all.yaml', { organization: 1, title: 'All', owners: shared }]
  return Object.fromEntries((isShared ? [...files, all] : files).map(([name, data]) => [name, JSON.stringify(data)]))
}

/** Hours of work in a week by step, for each of those who do it; only what is any. */
function workOf({ steps, demand }: BlueprintPlan): { owners: readonly string[]; hours: number; basis: Basis }[] {
  const visits = new Map([['s0', 1]])
  for (const [i, { next }] of steps.entries())
    for (const { to, chance } of next) visits.set(to, (visits.get(to) ?? 0) + chance * (visits.get(stepNames[i]!) ?? 0))
  return steps
    .map(({ owners, effort: [least, most], basis }, i) => ({
      owners,
      hours: (demand * (visits.get(stepNames[i]!) ?? 0) * (least + most)) / 2 / owners.length,
      basis,
    }))
    .filter(({ hours }) => hours > 0)
}

interface Meant {
  readonly about: string
  readonly load: number
  readonly text: string
}

/** Of each owner who says how many they are: who is told of it, and what. */
function meant({ clerks, drivers, blueprints, isShared }: Plan): Meant[] {
  const told = (
    owner: string,
    { people, hours, basis }: OwnerPlan,
    of: readonly BlueprintPlan[],
    at: string,
  ): Meant[] => {
    const having = of.filter(({ steps }) => reachedOwners(steps).has(owner))
    const parts = having.flatMap((one) => workOf(one).filter(({ owners }) => owners.includes(owner)))
    if (people === undefined || having.length === 0) return []
    const work = parts.reduce((sum, part) => sum + part.hours, 0)
    const room = people * openHours[hours]!
    const busy = Math.min(...having.map((one) => one.busy))
    const load = work / room
    if (load < busy - 1e-9) return [] // three times a third is a whole
    const doubt = doubtOf(basis, ...having.map((one) => one.basis), ...parts.map((part) => part.basis))
    const text = [
      load >= 1 - 1e-9 ? 'error' : 'warning',
      ['certain', 'likely', 'possible'][doubt],
      `people: ${Math.floor(work / (openHours[hours]! * busy) + 1e-9) + 1}`,
      `${parts.filter(({ owners }) => owners.length === 2).length} shared`,
      `${at === 'all.yaml' ? 0 : parts.length} steps`,
      ...(at === 'all.yaml' && of[0]!.state === 'to-be' ? ['to be'] : []),
    ].join(', ')
    return [{ about: `${at} ${owner}`, load, text }]
  }
  const local = blueprints.flatMap((one, i) => told('guard', one.guard, [one], `${i}.blueprint.yaml`))
  if (!isShared)
    return [
      ...local,
      ...told('clerks', clerks, blueprints, '0.blueprint.yaml'),
      ...told('drivers', drivers, blueprints, '0.blueprint.yaml'),
    ]
  // The service as it is and as it is to be do not happen together.
  const states = [...new Set(blueprints.map(({ state }) => state))]
  const together = states.flatMap((state) => {
    const those = blueprints.filter((one) => one.state === state)
    return [...told('clerks', clerks, those, 'all.yaml'), ...told('drivers', drivers, those, 'all.yaml')]
  })
  return [...local, ...together]
}

function reachedOwners(steps: readonly StepPlan[]): Set<string> {
  const reached = new Set(['s0'])
  for (const [i, { next }] of steps.entries())
    if (reached.has(stepNames[i]!)) for (const { to } of next) reached.add(to)
  return new Set(steps.flatMap(({ owners }, i) => (reached.has(stepNames[i]!) ? owners : [])))
}

describe('overload', () => {
  it('is told of exactly those who have too much to do, over all blueprints that share them', async () => {
    let total = 0
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { 'all.yaml': text, ...files } = textsOf(plan)
        const { findings, faults, unread } = await judgeAll(files, {
          asks: ({ id }) => id === 'overload',
          organization: () => (text ? { file: 'all.yaml', text } : { unavailable: 'is not there', help: '' }),
          settings: (file) => ({ ...defaults, optionsOf: () => ({ busy: plan.blueprints[Number(file[0])]!.busy }) }),
        })
        expect({ faults, unread }).toEqual({ faults: [], unread: [] })
        const all = meant(plan)
        const found = findings.map(({ file, element, severity, confidence, help, why, steps, message }) => ({
          about: `${file} ${element.split('/')[1]}`,
          text: [
            severity,
            confidence,
            /`(.*)`/.exec(help)![1],
            `${why.filter((line) => line.includes(' / 2 owners')).length} shared`,
            `${steps.length} steps`,
            ...(/^In the service as it is to be, /.test(message) ? ['to be'] : []),
          ].join(', '),
        }))
        const sorted = (those: readonly { about: string; text: string }[]) =>
          those.map(({ about, text }) => `${about}: ${text}`).sort()
        expect(sorted(found)).toEqual(sorted(all))
        const percents = findings.map(({ message }) => Number(/: ([\d.]+)%$/.exec(message)![1]))
        for (const { load } of all) expect(percents.some((one) => Math.abs(one / 100 / load - 1) < 0.006)).toBe(true)
        total += all.length
      }),
      many(100),
    )
    expect(total).toBeGreaterThan(10)
  })
})
