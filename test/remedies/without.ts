import { edges, type Flow, type Service, stepNamed, take } from './service.ts'

/** Steps taken out, with all that names them. */
export function withoutSteps(service: Service, ids: readonly string[]): void {
  const { blueprint } = service
  const isOut = (id: string | undefined): boolean => id !== undefined && ids.includes(id)
  for (const id of ids) delete blueprint.steps[id]
  const bare = (flow: Flow): void => {
    if (!flow.late) return
    if (isOut(flow.late.to)) delete flow.late
    else bare(flow.late)
  }
  for (const step of Object.values(blueprint.steps)) {
    step.next = (step.next ?? []).filter(({ to }) => !isOut(to))
    if (step.next.length === 0) delete step.next
    for (const failure of step.fails ?? []) if (isOut(failure.recover?.to)) delete failure.recover
    for (const id of ids) take(step, 'claims', id)
  }
  for (const { flow } of edges(service)) bare(flow)
  if (Array.isArray(blueprint.start)) blueprint.start = blueprint.start.filter((id) => !isOut(id))
  for (const promise of Object.values(blueprint.promises ?? {})) {
    for (const id of ids) take(promise, 'made', id)
    if (isOut(promise.kept)) delete promise.kept
    if (promise.late) bare({ to: '', late: promise.late })
    if (isOut(promise.late?.to)) delete promise.late
  }
  for (const metric of Object.values(blueprint.metrics ?? {}))
    if (isOut(metric['source'] as string)) delete metric['source']
  for (const policy of Object.values(blueprint.policies ?? {}))
    for (const key of ['prefer', 'over']) if (isOut(policy[key] as string)) delete policy[key]
  blueprint.accepted = (blueprint.accepted ?? []).filter((accepted) => !isOut(accepted.at))
  withoutUnknownFacts(service)
}

/** What nobody learns or needs any more is not carried either. */
export function withoutUnknownFacts(service: Service): void {
  const { steps, promises = {} } = service.blueprint
  const known = new Set(['all', ...Object.keys(promises)])
  for (const { collects = [], produces = [], needs = [] } of Object.values(steps))
    for (const fact of [...collects, ...produces, ...needs]) known.add(fact)
  const bare = (flow: Flow): void => {
    if (flow.carries) flow.carries = flow.carries.filter((name) => known.has(name))
    if (flow.late) bare(flow.late)
  }
  for (const { flow } of edges(service)) bare(flow)
  for (const { late } of Object.values(promises)) if (late) bare(late)
  for (const step of Object.values(steps))
    if (Array.isArray(step['keeps'])) step['keeps'] = step['keeps'].filter((name) => known.has(name))
}

/** A name of a section taken out, with all that names it. */
export function withoutName(
  service: Service,
  section: 'owners' | 'metrics' | 'policies' | 'promises',
  id: string,
): void {
  for (const file of [service.blueprint, service.organization]) if (file?.[section]) delete file[section][id]
  const { steps, accepted = [] } = service.blueprint
  service.blueprint.accepted = accepted.filter((one) => one.at !== id)
  if (section === 'promises') withoutUnknownFacts(service)
  if (section !== 'metrics') return
  for (const step of Object.keys(steps))
    for (const key of ['improves', 'hurts']) take(stepNamed(service, step), key, id)
  for (const file of [service.blueprint, service.organization]) {
    for (const metric of Object.values(file?.metrics ?? {})) {
      for (const key of ['improves', 'hurts']) take(metric, key, id)
      if (metric['measures'] === id) delete metric['measures']
    }
    for (const promise of Object.values(file?.promises ?? {})) if (promise['metric'] === id) delete promise['metric']
    for (const [name, { rewards = [] }] of Object.entries(file?.incentives ?? {})) {
      take(file!.incentives![name]!, 'rewards', id)
      if (rewards.length === 1 && rewards[0] === id) delete file!.incentives![name]
    }
  }
}
