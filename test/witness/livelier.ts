import { type Chance, chanceFrom } from '../fuzz/chance.ts'
import { agreed, type BlueprintData, type Flow, type Service, type Step, without } from '../fuzz/service.ts'

/**
 * A random service with more going on in it: in blueprints in which anything may stand anywhere, most rules have little
 * to say. Steps are done by somebody, ask for the same few things and hand them on; some meet the customer in a channel,
 * open a case, move a metric; something is promised. Owners and metrics go by their ids, so that no two are called alike.
 */
export function livelier({ blueprint, organization }: Service, seed: number): Service {
  const chance = chanceFrom(seed)
  const { pick, once, upTo } = chance
  const unnamed = (things: unknown): Record<string, Thing> =>
    Object.fromEntries(
      Object.entries((things ?? {}) as Record<string, Thing>).map(([id, thing]) => [
        id,
        without({ ...thing, name: undefined }),
      ]),
    )
  const shared = organization && {
    ...organization,
    owners: unnamed(organization['owners']),
    metrics: unnamed(organization['metrics']),
  }
  const ownersHere: Record<string, Thing> = { ...unnamed(blueprint['owners']), north: {}, south: {} }
  const metricsHere: Record<string, Thing> = {
    ...unnamed(blueprint['metrics']),
    turnover: {},
    trust: { for: 'customer' },
  }
  for (const owner of Object.values(ownersHere)) {
    if (once(3)) owner['hours'] = pick(['mon-fri 09:00-17:00', 'sat 10:00-14:00'])
    if (once(3)) owner['people'] = pick([1, 2])
    if (once(5)) owner['kind'] = pick(['partner', 'system'])
  }
  const [owners, metrics] = [Object.keys(ownersHere), Object.keys(metricsHere)]
  for (const metric of Object.values(metricsHere)) if (once(4)) metric[pick(['improves', 'hurts'])] = [pick(metrics)]
  const ids = Object.keys(blueprint.steps)
  const steps = Object.fromEntries(
    Object.entries(blueprint.steps).map(([id, step]) => [id, livelierStep(step, { ids, owners, metrics, chance })]),
  )
  const incentive = (): Thing => ({ owner: pick(owners), rewards: [pick(metrics)] })
  const promise = (): Thing => ({
    says: 'Soon',
    made: [pick(ids)],
    kept: pick(ids),
    within: pick(['1h', '1d', '1w']),
    ...(once(2) ? { owner: pick(owners) } : {}),
  })
  const more: BlueprintData = {
    ...blueprint,
    owners: ownersHere,
    metrics: metricsHere,
    incentives: { ...((blueprint['incentives'] ?? {}) as object), premium: incentive(), prize: incentive() },
    promises: { ...blueprint.promises, soon: promise(), ...(once(2) ? { sure: promise() } : {}) } as never,
    steps,
    accepted:
      upTo(3) === 0 ? [{ rule: 'unwatched-promise', because: 'it is so', by: 'board', until: '2026-11-21' }] : [],
  }
  return agreed({ blueprint: more, organization: shared })
}

type Thing = Record<string, unknown>

interface About {
  readonly ids: readonly string[]
  readonly owners: readonly string[]
  readonly metrics: readonly string[]
  readonly chance: Chance
}

const facts = ['number', 'place']

function livelierStep(step: Step, { ids, owners, metrics, chance: { pick, once } }: About): Step {
  const flow = (one: Flow): Flow => ({
    ...one,
    ...(once(3) ? { via: pick(['ticket', 'email', 'phone']) } : {}),
    ...(once(3) ? { carries: pick([[], ['number'], ['all'], ['soon', 'place']]) } : {}),
    ...(once(5) ? { within: '1h' } : {}),
  })
  const isCustomers = step.lane === 'customer'
  const next = step.outcome === undefined ? (step.next ?? (once(2) ? [{ to: pick(ids) }] : undefined)) : undefined
  const some = (all: readonly string[]): string[] | undefined => (once(3) ? [pick(all)] : undefined)
  return without({
    ...step,
    owner: isCustomers ? undefined : (step.owner ?? [pick(owners)]),
    next: next?.map(flow),
    outcome: next === undefined ? (step.outcome ?? 'served') : undefined,
    fails: step.fails?.map((failure) => ({ ...failure, recover: failure.recover && flow(failure.recover) })),
    collects: some(facts) ?? step.collects,
    produces: some(facts) ?? step.produces,
    needs: some(facts) ?? step.needs,
    case: isCustomers ? undefined : once(5) ? pick(['open', 'close']) : step['case'],
    channel: step.lane === 'touchpoint' && once(2) ? pick(['phone', 'web']) : step['channel'],
    takes: once(2) ? pick(['2h', '1d..3d']) : step['takes'],
    improves: some(metrics) ?? step['improves'],
    hurts: once(6) ? [pick(metrics)] : step['hurts'],
  } as Step)
}
