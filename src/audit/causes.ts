import { type Draft, type Finding, rank } from '../finding.ts'

/** Findings of one blueprint, each with what explains it. */
export interface Explained {
  readonly finding: Finding
  readonly cause: Draft['cause']
}

/**
 * One cause, one finding: of those that one thing explains, the one that says it (else the gravest, else the first)
 * stands for all, and the others point to it.
 */
export function withCauses(explained: readonly Explained[]): Finding[] {
  const heads = new Map<string, Explained>()
  for (const one of explained) {
    if (!one.cause) continue
    const head = heads.get(one.cause.thing)
    if (!head || comesBefore(one, head)) heads.set(one.cause.thing, one)
  }
  return explained.map(({ finding, cause }) => {
    const head = cause && heads.get(cause.thing)!.finding
    return head && head !== finding ? { ...finding, causedBy: head.fingerprint } : finding
  })
}

function comesBefore(one: Explained, other: Explained): boolean {
  if (one.cause!.isCause !== other.cause!.isCause) return one.cause!.isCause === true
  // What somebody decided to live with does not stand for what nobody has accepted.
  if ((one.finding.accepted === null) !== (other.finding.accepted === null)) return one.finding.accepted === null
  return rank[one.finding.severity] < rank[other.finding.severity]
}
