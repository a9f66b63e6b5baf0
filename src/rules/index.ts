import type { Rule } from './rule.ts'
import { singlePointOfFailure } from './load/single-point-of-failure.ts'
import { failureDemand } from './load/failure-demand.ts'
import { overload } from './load/overload.ts'
import { clashingPromise } from './promises/clashing-promise.ts'
import { unmeasuredPromise } from './promises/unmeasured-promise.ts'
import { borrowedPromise } from './promises/borrowed-promise.ts'
import { closedWhenDue } from './promises/closed-when-due.ts'
import { unwatchedPromise } from './promises/unwatched-promise.ts'
import { skippedPromise } from './promises/skipped-promise.ts'
import { unguaranteedPromise } from './promises/unguaranteed-promise.ts'
import { impossiblePromise } from './promises/impossible-promise.ts'
import { circularRecovery } from './recovery/circular-recovery.ts'
import { workaroundOnly } from './recovery/workaround-only.ts'
import { unlearnedFailure } from './recovery/unlearned-failure.ts'
import { silentWait } from './customer/silent-wait.ts'
import { outsourcedOutcome } from './ownership/outsourced-outcome.ts'
import { systemInCharge } from './ownership/system-in-charge.ts'
import { unwatchedDeadline } from './ownership/unwatched-deadline.ts'
import { untimedHandoff } from './ownership/untimed-handoff.ts'
import { openDecision } from './flow/open-decision.ts'
import { channelDeadEnd } from './flow/channel-dead-end.ts'
import { pingPong } from './flow/ping-pong.ts'
import { endlessLoop } from './flow/endless-loop.ts'
import { unusedName } from './audit/unused-name.ts'
import { missingTraining } from './ability/missing-training.ts'
import { missingTool } from './ability/missing-tool.ts'
import { missingAuthority } from './ability/missing-authority.ts'
import { idleMetric } from './incentives/idle-metric.ts'
import { unownedMetric } from './incentives/unowned-metric.ts'
import { unownedPolicy } from './incentives/unowned-policy.ts'
import { oneSidedPay } from './incentives/one-sided-pay.ts'
import { noLever } from './incentives/no-lever.ts'
import { costElsewhere } from './incentives/cost-elsewhere.ts'
import { opposedOwners } from './incentives/opposed-owners.ts'
import { gamedMetric } from './incentives/gamed-metric.ts'
import { expiredAcceptance } from './audit/expired-acceptance.ts'
import { unusedAcceptance } from './audit/unused-acceptance.ts'
import { askedAgain } from './information/asked-again.ts'
import { missingInformation } from './information/missing-information.ts'
import { prematureClaim } from './information/premature-claim.ts'
import { unusedInformation } from './information/unused-information.ts'
import { customerCourier } from './ownership/customer-courier.ts'
import { untoldPromise } from './promises/untold-promise.ts'
import { caselessRecovery } from './recovery/caseless-recovery.ts'
import { unconfirmedClosure } from './recovery/unconfirmed-closure.ts'
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
  endlessLoop,
  pingPong,
  channelDeadEnd,
  openDecision,
  // ownership
  ownerlessHandoff,
  ownerlessStep,
  noAccountableOwner,
  unconfirmedHandoff,
  sharedStep,
  untimedHandoff,
  unwatchedDeadline,
  customerCourier,
  systemInCharge,
  outsourcedOutcome,
  // incentives
  metricConflict,
  unrewardedDuty,
  punishedDuty,
  priorityOverPromise,
  selfGradedMetric,
  gamedMetric,
  opposedOwners,
  costElsewhere,
  noLever,
  oneSidedPay,
  unownedPolicy,
  unownedMetric,
  idleMetric,
  // promises
  impossiblePromise,
  unguaranteedPromise,
  skippedPromise,
  untoldPromise,
  unwatchedPromise,
  closedWhenDue,
  borrowedPromise,
  unmeasuredPromise,
  clashingPromise,
  // information
  missingInformation,
  askedAgain,
  unusedInformation,
  prematureClaim,
  // customer
  customerFindsOut,
  silentWait,
  // ability
  missingAuthority,
  missingTool,
  missingTraining,
  // recovery
  noRecovery,
  caselessRecovery,
  unlearnedFailure,
  unconfirmedClosure,
  workaroundOnly,
  circularRecovery,
  // load
  overload,
  failureDemand,
  singlePointOfFailure,
  // audit
  expiredAcceptance,
  unusedAcceptance,
  unusedName,
]

export const ruleNamed = (id: string): Rule | undefined => rules.find((rule) => rule.id === id)
