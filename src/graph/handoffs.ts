import { isCustomers, isOwn } from '../read/blueprint.ts'
import { type Edge, isHandoff } from './graph.ts'

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

export const canBeLostUnseen = ({ flow: { via, confirmed } }: Edge): boolean =>
  via !== undefined && losable.has(via) && confirmed !== true
