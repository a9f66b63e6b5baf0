import type { Draft, Plain } from '../../finding.ts'
import { type Ability, has, isUnstated, missing } from '../../graph/ability.ts'
import type { Graph } from '../../graph/graph.ts'
import { called, decidedBy, fewPeople, known, people } from '../../plain.ts'
import type { Owner, Step } from '../../read/blueprint.ts'
import type { Rule } from '../rule.ts'

export const missingAuthority: Rule = {
  id: 'missing-authority',
  theme: 'ability',
  severity: 'error',
  summary: 'A step requires an authority that those who do it do not have',
  why: 'The customer stands before somebody who would help and may not. The matter climbs until it meets somebody who may, and every level costs a day and some trust.',
  fix: 'Give the authority to those who do the step, within a limit if need be; or let the step be done by somebody who has it.',
  source: 'Bowen and Lawler (1992): empowerment',
  bad: `blueprint: 1
title: Lost keys at the campsite
accountable: campsite-manager
owners:
  reception: { name: Reception, authority: [] }
  campsite-manager: { name: Campsite manager, authority: [change-lock, waive-fee] }
steps:
  report-keys: { lane: customer, next: look-for-keys }
  look-for-keys: { lane: touchpoint, owner: reception, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: order-lock } # <- missing-authority
  order-lock: { lane: backstage, owner: campsite-manager, requires: { authority: change-lock }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Lost keys at the campsite
accountable: campsite-manager
owners:
  reception: { name: Reception, authority: [waive-fee] }
  campsite-manager: { name: Campsite manager, authority: [change-lock, waive-fee] }
steps:
  report-keys: { lane: customer, next: look-for-keys }
  look-for-keys: { lane: touchpoint, owner: reception, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: order-lock }
  order-lock: { lane: backstage, owner: campsite-manager, requires: { authority: change-lock }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
  innocent: [
    {
      when: 'nobody says what they may decide: that is a question, not a finding',
      blueprint: `blueprint: 1
title: Lost keys at the campsite
accountable: reception
owners:
  reception: { name: Reception }
steps:
  report-keys: { lane: customer, next: waive-lock-fee }
  waive-lock-fee: { lane: touchpoint, owner: reception, requires: { authority: waive-fee }, next: let-in }
  let-in: { lane: customer, outcome: recovered }
`,
    },
  ],
  needs: {
    isMissing: isUnstated('authority'),
    because: 'no owner says what they may decide (`authority`)',
    ask: 'What may each team decide by itself, and what does it have to ask for?',
  },
  *check(graph) {
    for (const draft of missing(graph, 'authority'))
      yield 'ask' in draft ? draft : { ...draft, plain: () => plainOf(graph, lackOf(graph, 'authority', draft)) }
  },
}

function plainOf({ blueprint }: Graph, lack: Lack): Plain {
  const { step, name, without, having } = lack
  const { accountable } = blueprint
  const granting = [...(having ? [having] : []), ...(accountable ? [accountable] : [])]
  return {
    lived: `${called(step)} needs a decision, ${known(name)}, that ${fewPeople(without)} may not take. ${whoElse(lack, {
      can: 'may take it',
      itIsFor: (those) => `It is for ${those} to take`,
      nobody: 'Nobody in this service may take it, so there is nobody whom the customer could turn to',
    })}.`,
    change: `Give ${fewPeople(without)} the authority for ${known(name)}, within a limit if need be${orTheOther(lack)}.`,
    who: decidedBy(blueprint, ...(granting.length > 0 ? granting : without)),
  }
}

/** What a step requires and those who do it lack, and who has it. */
export interface Lack {
  readonly step: Step
  readonly name: string
  readonly without: readonly Owner[]
  readonly holders: readonly Owner[]
  /** The nearest step that is done by somebody who has it. */
  readonly there: Step | undefined
  /** Who has it there; else the first who has it anywhere. */
  readonly having: Owner | undefined
}

/** The same out of the finding: its name is what is lacking, and its second step is done by somebody who has it. */
export function lackOf({ blueprint }: Graph, ability: Ability, { steps, names }: Draft): Lack {
  const [step, other] = steps as readonly [Step, Step?]
  const [name] = names as readonly [string]
  const isHolder = (owner: Owner): boolean => has(owner, ability, name)
  const there = other ?? (step.owners.some(isHolder) ? step : undefined)
  const holders = [...blueprint.owners.values()].filter(isHolder)
  const without = step.owners.filter((owner) => !isHolder(owner))
  return { step, name, without, holders, there, having: there?.owners.find(isHolder) ?? holders[0] }
}

/** How far it is from the customer to somebody who has it. */
export function whoElse(
  { step, holders, there, having }: Lack,
  { can, itIsFor, nobody }: { can: string; itIsFor: (those: string) => string; nobody: string },
): string {
  if (!having) return nobody
  if (there === step)
    return `Of those who do it, only ${fewPeople(step.owners.filter((one) => holders.includes(one)))} ${can}`
  return there
    ? `From there the customer’s matter can get to ${people([having])}, who ${can}, at ${called(there)} at the earliest`
    : `${itIsFor(fewPeople(holders))}, and from there the customer’s matter never gets to them`
}

export function orTheOther({ step, there, having }: Lack): string {
  if (!having) return ''
  return there === step
    ? `, or leave ${called(step)} to ${people([having])}`
    : `, or let ${called(step)} be done by ${people([having])}`
}
