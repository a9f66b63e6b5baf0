import type { Rule } from './rule.ts'
import { customerFindsOut } from './customer/customer-finds-out.ts'
import { deadEnd } from './flow/dead-end.ts'
import { lostCustomer } from './flow/lost-customer.ts'
import { trap } from './flow/trap.ts'
import { unreachableStep } from './flow/unreachable-step.ts'
import { metricConflict } from './incentives/metric-conflict.ts'
import { priorityOverPromise } from './incentives/priority-over-promise.ts'
import { punishedDuty } from './incentives/punished-duty.ts'
import { selfGradedMetric } from './incentives/self-graded-metric.ts'
import { unrewardedDuty } from './incentives/unrewarded-duty.ts'
import { noAccountableOwner } from './ownership/no-accountable-owner.ts'
import { ownerlessHandoff } from './ownership/ownerless-handoff.ts'
import { ownerlessStep } from './ownership/ownerless-step.ts'
import { sharedStep } from './ownership/shared-step.ts'
import { unconfirmedHandoff } from './ownership/unconfirmed-handoff.ts'
import { unknownReference } from './reading/unknown-reference.ts'
import { wrongShape } from './reading/wrong-shape.ts'
import { yamlSyntax } from './reading/yaml-syntax.ts'
import { noRecovery } from './recovery/no-recovery.ts'

/** Every rule there is, by theme: the table of contents. A test holds it against the files in this folder. */
export const rules: readonly Rule[] = [
  // reading
  yamlSyntax,
  wrongShape,
  unknownReference,
  // flow
  deadEnd,
  trap,
  lostCustomer,
  unreachableStep,
  // ownership
  ownerlessHandoff,
  ownerlessStep,
  noAccountableOwner,
  unconfirmedHandoff,
  sharedStep,
  // incentives
  metricConflict,
  unrewardedDuty,
  punishedDuty,
  priorityOverPromise,
  selfGradedMetric,
  // customer
  customerFindsOut,
  // recovery
  noRecovery,
]

export const ruleNamed = (id: string): Rule | undefined => rules.find((rule) => rule.id === id)
