import { missingAuthority } from './ability/missing-authority.ts'
import { missingTool } from './ability/missing-tool.ts'
import { missingTraining } from './ability/missing-training.ts'
import { expiredAcceptance } from './audit/expired-acceptance.ts'
import { unusedAcceptance } from './audit/unused-acceptance.ts'
import { unusedName } from './audit/unused-name.ts'
import { customerFindsOut } from './customer/customer-finds-out.ts'
import { silentWait } from './customer/silent-wait.ts'
import { channelDeadEnd } from './flow/channel-dead-end.ts'
import { deadEnd } from './flow/dead-end.ts'
import { doubleRun } from './flow/double-run.ts'
import { endlessLoop } from './flow/endless-loop.ts'
import { lostCustomer } from './flow/lost-customer.ts'
import { openDecision } from './flow/open-decision.ts'
import { pingPong } from './flow/ping-pong.ts'
import { stuckJoin } from './flow/stuck-join.ts'
import { trap } from './flow/trap.ts'
import { unreachableStep } from './flow/unreachable-step.ts'
import { costElsewhere } from './incentives/cost-elsewhere.ts'
import { gamedMetric } from './incentives/gamed-metric.ts'
import { idleMetric } from './incentives/idle-metric.ts'
import { metricConflict } from './incentives/metric-conflict.ts'
import { noLever } from './incentives/no-lever.ts'
import { oneSidedPay } from './incentives/one-sided-pay.ts'
import { opposedOwners } from './incentives/opposed-owners.ts'
import { priorityOverPromise } from './incentives/priority-over-promise.ts'
import { punishedDuty } from './incentives/punished-duty.ts'
import { selfGradedMetric } from './incentives/self-graded-metric.ts'
import { unownedMetric } from './incentives/unowned-metric.ts'
import { unownedPolicy } from './incentives/unowned-policy.ts'
import { unrewardedDuty } from './incentives/unrewarded-duty.ts'
import { askedAgain } from './information/asked-again.ts'
import { missingInformation } from './information/missing-information.ts'
import { prematureClaim } from './information/premature-claim.ts'
import { unusedInformation } from './information/unused-information.ts'
import { failureDemand } from './load/failure-demand.ts'
import { overload } from './load/overload.ts'
import { singlePointOfFailure } from './load/single-point-of-failure.ts'
import { customerCourier } from './ownership/customer-courier.ts'
import { noAccountableOwner } from './ownership/no-accountable-owner.ts'
import { outsourcedOutcome } from './ownership/outsourced-outcome.ts'
import { ownerlessHandoff } from './ownership/ownerless-handoff.ts'
import { ownerlessStep } from './ownership/ownerless-step.ts'
import { sharedStep } from './ownership/shared-step.ts'
import { systemInCharge } from './ownership/system-in-charge.ts'
import { unconfirmedHandoff } from './ownership/unconfirmed-handoff.ts'
import { untimedHandoff } from './ownership/untimed-handoff.ts'
import { unwatchedDeadline } from './ownership/unwatched-deadline.ts'
import { borrowedPromise } from './promises/borrowed-promise.ts'
import { clashingPromise } from './promises/clashing-promise.ts'
import { closedWhenDue } from './promises/closed-when-due.ts'
import { impossiblePromise } from './promises/impossible-promise.ts'
import { skippedPromise } from './promises/skipped-promise.ts'
import { unguaranteedPromise } from './promises/unguaranteed-promise.ts'
import { unmeasuredPromise } from './promises/unmeasured-promise.ts'
import { untoldPromise } from './promises/untold-promise.ts'
import { unwatchedPromise } from './promises/unwatched-promise.ts'
import { unknownReference } from './reading/unknown-reference.ts'
import { wrongShape } from './reading/wrong-shape.ts'
import { yamlSyntax } from './reading/yaml-syntax.ts'
import { caselessRecovery } from './recovery/caseless-recovery.ts'
import { circularRecovery } from './recovery/circular-recovery.ts'
import { noRecovery } from './recovery/no-recovery.ts'
import { unconfirmedClosure } from './recovery/unconfirmed-closure.ts'
import { unlearnedFailure } from './recovery/unlearned-failure.ts'
import { workaroundOnly } from './recovery/workaround-only.ts'
import type { Rule } from './rule.ts'

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
  stuckJoin,
  doubleRun,
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
