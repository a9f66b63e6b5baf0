import { type Edge, isHandoff } from '../graph/graph.ts'
import { canBeLostUnseen } from '../graph/handoffs.ts'
import { listed } from '../words.ts'
import type { Line, LineKind } from './scene.ts'
import { shown } from './wrap.ts'

export const kindOf = ({ kind }: Edge): LineKind & ('flow' | 'recover' | 'late') =>
  kind === 'next' ? 'flow' : kind === 'recover' ? 'recover' : 'late'

/** How the line of a flow looks, and what it says. */
export const lookOf = (edge: Edge): Omit<Line, 'points' | 'radius'> => ({
  kind: kindOf(edge),
  arrow: true,
  heavy: isHandoff(edge),
  losable: canBeLostUnseen(edge),
  from: edge.from.id,
  to: edge.to.id,
  edge: edge.index,
  says: said(edge),
})

function said(edge: Edge): string {
  const { from, to, flow, failure, kind } = edge
  const name = ({ name, id }: { name: string; id: string }): string => `“${shown(name, id)}”`
  const why = {
    next: '',
    recover: failure ? `when it goes wrong: ${shown(failure.what)}` : 'when it goes wrong',
    late: 'when it is late',
    'promise-late': 'when a promise is late',
  }[kind]
  const owners = (step: Edge['from']): string =>
    listed(
      step.owners.map(({ name, id }) => shown(name, id)),
      'or',
    )
  return [
    `${name(from)} → ${name(to)}`,
    ...(why ? [why] : []),
    ...(flow.when === undefined ? [] : [shown(flow.when)]),
    ...(isHandoff(edge) ? [`handoff from ${owners(from)} to ${owners(to)}`] : []),
    ...(flow.via === undefined ? [] : [`by ${flow.via}${canBeLostUnseen(edge) ? ', which can be lost unseen' : ''}`]),
  ].join('\n')
}
