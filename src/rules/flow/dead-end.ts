import { endOfWayTo } from '../../graph/reach.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { called, decidedBy, doersOf } from '../../plain.ts'
import { isCustomers } from '../../read/blueprint.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const deadEnd: Rule = {
  id: 'dead-end',
  theme: 'flow',
  severity: 'error',
  summary: 'A step that customers get to, after which nothing follows, and which is not an outcome',
  why: 'The work stops there, and nobody notices but the customer, who waits. Whoever did the last step did all that the process asked.',
  fix: 'Say what follows with `next:`, or, if the journey really ends there, how it ends with `outcome:`.',
  source: 'van der Aalst (1998): soundness, option to complete; Shostack (1984): fail points',
  bad: `blueprint: 1
title: Change of address at an insurer
accountable: service-centre
owners:
  service-centre: { name: Service centre }
  contracts: { name: Contracts }
steps:
  report-move: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    owner: service-centre
    next:
      - { to: change-address, when: one contract, via: system }
      - { to: file-note, when: several contracts, via: system }
  change-address: { lane: backstage, owner: contracts, next: confirmed }
  file-note: { lane: backstage, owner: contracts } # <- dead-end
  confirmed: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Change of address at an insurer
accountable: service-centre
owners:
  service-centre: { name: Service centre }
  contracts: { name: Contracts }
steps:
  report-move: { lane: customer, next: take-call }
  take-call:
    lane: touchpoint
    owner: service-centre
    next:
      - { to: change-address, when: one contract, via: system }
      - { to: file-note, when: several contracts, via: system }
  change-address: { lane: backstage, owner: contracts, next: confirmed }
  file-note: { lane: backstage, owner: contracts, next: change-address }
  confirmed: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const step of stepsWith(graph).noNext) {
      if (step.outcome !== undefined) continue
      const onlyWhenItFails = step.fails.some(({ recover }) => recover !== undefined)
      yield {
        message: `Nothing follows ${code(step.id)}, and it is not an outcome`,
        help: 'Add `next:` with the step that follows; or, where the journey ends, `outcome:` with `served`, `recovered`, `declined` or `lost`',
        plain: () => ({
          lived: isCustomers(step)
            ? `After ${called(step)} nothing more is planned for the customer. They are left there, and nobody is asked to do anything about it.`
            : `After ${called(step)} nothing more is planned${onlyWhenItFails ? ' when it goes well' : ''}. A customer whose case gets there can wait for ever, and nobody is asked to do anything about it.`,
          change: `Decide what follows ${called(step)} and who does that, or how the customer’s journey ends there.`,
          who: decidedBy(graph.blueprint, ...doersOf(step)),
        }),
        marks: [{ at: { ...step.at, part: 'key' }, says: 'no `next`, no `outcome`' }],
        steps: [step],
        cause: { thing: `end ${step.id}`, isCause: true },
        way: endOfWayTo(graph, step),
        why: onlyWhenItFails ? ['only its failure leads on: when the work goes well, nothing happens'] : [],
      }
    }
  },
}
