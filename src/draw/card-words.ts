import { type Edge, isOwnerless } from '../graph/graph.ts'
import { isCustomers, type Step } from '../read/blueprint.ts'
import { durationText, listed } from '../words.ts'
import { shown } from './wrap.ts'

/** What pictures made of plain text say of a step, a line each. */
export function stepLines(step: Step, found: string | undefined): string[] {
  const owners = listed(
    step.owners.map(({ name, id }) => shown(name, id)),
    'or',
  )
  const by = isCustomers(step) ? [] : [isOwnerless(step) ? 'nobody does it' : owners]
  const channel = step.channel === undefined ? [] : [shown(step.channel)]
  const under = [...by, ...channel].join(' · ')
  return [
    shown(step.name, step.id),
    ...(under ? [under] : []),
    ...(step.takes && step.takes.longest >= 60 ? [`takes up to ${durationText(step.takes.longest)}`] : []),
    ...(step.outcome ? [step.outcome] : []),
    ...(found ? [found] : []),
  ]
}

/** And of a flow, in one line. */
export function flowLine({ kind, flow, failure }: Edge, found: string | undefined): string {
  return [
    ...(kind === 'recover' && failure ? [shown(failure.what)] : []),
    ...(kind === 'late' || kind === 'promise-late' ? ['when it is late'] : []),
    ...(flow.when === undefined ? [] : [shown(flow.when)]),
    ...(flow.chance === undefined ? [] : [`${Number((flow.chance * 100).toFixed(1))}%`]),
    ...(flow.via === undefined ? [] : [flow.via]),
    ...(flow.within === undefined ? [] : [`in ${durationText(flow.within)}`]),
    ...(found ? [found] : []),
  ].join(', ')
}
