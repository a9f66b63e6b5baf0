/** For rules of a house in code: the shapes, the questions that a graph answers, and the words of messages. */
export type { Draft, Mark } from '../finding.ts'
export {
  type Edge,
  type EdgeKind,
  edgesFrom,
  edgesInto,
  type Graph,
  isFailureEdge,
  isHandoff,
  isOwnerless,
  question,
  shareAnOwner,
} from '../graph/graph.ts'
export { reached, type Way, wayTo } from '../graph/reach.ts'
export type { RuleInCode } from '../house/rule-in-code.ts'
export { isCustomers, isOwn, type Failure, type Flow, type Owner, type Step } from '../read/blueprint.ts'
export { inside, type Place } from '../read/document.ts'
export { across, type HouseRule, type OpenEnd, type Options, type Rule, type RuleOption } from '../rules/rule.ts'
export { code, codes, count, durationText, listed } from '../words.ts'
