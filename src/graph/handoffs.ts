import { isCustomers, isOwn, type Step } from '../read/blueprint.ts'
import { type Edge, edgesFrom, edgesInto, type Graph, isHandoff, question, shareAnOwner } from './graph.ts'

/** Ways of passing work on that can be lost without anybody seeing it, unless the receiver says "I have it". */
const losable: ReadonlySet<string> = new Set([
  'email',
  'post',
  'form',
  'verbal',
  'voicemail',
  'message',
  'spreadsheet',
  'batch',
  'queue',
])

/** A handoff, or a customer who turns to somebody: work changes hands. */
export const changesHands = (edge: Edge): boolean =>
  isHandoff(edge) ||
  (edge.kind !== 'promise-late' && isCustomers(edge.from) && isOwn(edge.to) && edge.to.owners.length > 0)

/** The edges at which it does, and those of them that are handoffs, in the order of the file. */
export const handedOver = question(
  ({ edges }): { readonly all: readonly Edge[]; readonly handoffs: readonly Edge[] } => {
    const all: Edge[] = []
    const handoffs: Edge[] = []
    for (const edge of edges) {
      if (!changesHands(edge)) continue
      all.push(edge)
      if (isOwn(edge.from)) handoffs.push(edge)
    }
    return { all, handoffs }
  },
)

export const canBeLostUnseen = ({ flow: { via, confirmed } }: Edge): boolean =>
  via !== undefined && losable.has(via) && confirmed !== true

/** The owned steps that a customer gets to from one of their own steps over nothing but their own, while looks are left. */
export function takersAfter(graph: Graph, entry: Step, looks = { left: Number.MAX_SAFE_INTEGER }): Step[] {
  const seen = new Set([entry])
  for (const step of seen) {
    if (!isCustomers(step) || looks.left < 0) continue
    const ways = edgesFrom(graph, step)
    looks.left -= ways.length
    for (const { kind, to } of ways) if (kind !== 'promise-late') seen.add(to)
  }
  return [...seen].filter(isOwned)
}

/** The owned steps from which a customer comes to a step over nothing but their own, and that have no owner of it. */
export function couriersTo(graph: Graph, taker: Step): Step[] {
  const seen = new Set([taker])
  for (const step of seen)
    if (step === taker || isCustomers(step))
      for (const { kind, from } of edgesInto(graph, step))
        if (kind !== 'promise-late' && (step !== taker || isCustomers(from))) seen.add(from)
  seen.delete(taker)
  return [...seen].filter((step) => isOwned(step) && !shareAnOwner(step, taker))
}

const isOwned = (step: Step): boolean => isOwn(step) && step.owners.length > 0
