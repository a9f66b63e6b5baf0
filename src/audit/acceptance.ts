import type { Finding } from '../finding.ts'
import type { Acceptance } from '../read/blueprint.ts'

/** The trade-off that covers a finding, if it still holds on this day (`YYYY-MM-DD`); it does on its last day. */
export function acceptedBy(finding: Finding, accepted: readonly Acceptance[], today: string): Finding['accepted'] {
  const names = new Set([...finding.steps, ...finding.element.split('/')])
  const found = accepted.find(
    ({ rule, at, until }) =>
      rule === finding.rule && (at === undefined || names.has(at)) && (until === undefined || today <= until),
  )
  return found ? { because: found.because, by: found.by, until: found.until ?? null } : null
}
