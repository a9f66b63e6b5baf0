import type { Draft, Finding } from '../finding.ts'
import type { Acceptance } from '../read/blueprint.ts'
import { inside } from '../read/document.ts'
import { code } from '../words.ts'

/** Whether a trade-off is about a finding: by its rule, and by a step or a name that the finding is on. */
function covers({ rule, at }: Acceptance, finding: Finding): boolean {
  if (rule !== finding.rule) return false
  return at === undefined || finding.steps.includes(at) || finding.element.split('/').includes(at)
}

/** It still holds on its last day; days are `YYYY-MM-DD`. */
const holds = ({ until }: Acceptance, today: string): boolean => until === undefined || today <= until

/** The trade-off that covers a finding on this day. */
export function acceptedBy(finding: Finding, accepted: readonly Acceptance[], today: string): Finding['accepted'] {
  const found = accepted.find((acceptance) => covers(acceptance, finding) && holds(acceptance, today))
  return found ? { because: found.because, by: found.by, until: found.until ?? null } : null
}

/** What the trade-offs of a blueprint themselves bring up, given all that was found in it. */
export function* acceptanceFaults(
  accepted: readonly Acceptance[],
  findings: readonly Finding[],
  today: string,
): Iterable<{ rule: 'expired-acceptance' | 'unused-acceptance'; draft: Draft }> {
  for (const acceptance of accepted) {
    const { rule, at, by, because, until, place } = acceptance
    const where = at === undefined ? '' : ` at ${code(at)}`
    const names = [rule, at ?? '']
    if (!findings.some((finding) => covers(acceptance, finding))) {
      const draft: Draft = {
        message: `The accepted ${code(rule)}${where} covers nothing`,
        help: 'Take it out, or correct `rule` and `at`',
        marks: [{ at: inside(place, 'rule'), says: 'nothing of the kind is found' }],
        names,
      }
      yield { rule: 'unused-acceptance', draft }
    } else if (!holds(acceptance, today)) {
      const draft: Draft = {
        message: `${code(rule)}${where} was accepted until ${until}, and is still there`,
        help: 'Mend it; or decide again, and write the new day into `until`',
        marks: [{ at: inside(place, 'until'), says: 'has passed' }],
        why: [`accepted by ${by}: ${because}`],
        names,
      }
      yield { rule: 'expired-acceptance', draft }
    }
  }
}
