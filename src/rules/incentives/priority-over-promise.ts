import { liesOnEveryWay } from '../../graph/every-way.ts'
import type { Graph } from '../../graph/graph.ts'
import { incentivesOf } from '../../graph/pull.ts'
import { onFailurePath, reached } from '../../graph/reach.ts'
import { answering, type Policy, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code, listed, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const priorityOverPromise: Rule = {
  id: 'priority-over-promise',
  theme: 'incentives',
  severity: 'error',
  summary: 'A policy puts another step before one that a promise needs, or that puts right what went wrong',
  why: 'The customer who was promised something, or has been failed once already, is told to wait by a rule. Staff can only apologize for it.',
  fix: 'Turn the policy round, or exempt what was promised from it.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, promised against delivered',
  bad: `blueprint: 1
title: Prescription from the surgery
accountable: pharmacist
owners:
  pharmacist: { name: Pharmacist, kind: role }
policies:
  counter-first: { owner: pharmacist, prefer: serve-counter, over: fill-order } # <- priority-over-promise
promises:
  ready-today: { says: Ready for you this afternoon, made: take-order, kept: hand-over, owner: pharmacist }
steps:
  need-medicine:
    lane: customer
    next:
      - { to: take-order, when: by phone }
      - { to: serve-counter, when: at the counter }
  take-order: { lane: touchpoint, owner: pharmacist, next: fill-order }
  fill-order: { lane: backstage, owner: pharmacist, next: hand-over }
  serve-counter: { lane: touchpoint, owner: pharmacist, next: has-medicine }
  hand-over: { lane: touchpoint, owner: pharmacist, next: has-medicine }
  has-medicine: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Prescription from the surgery
accountable: pharmacist
owners:
  pharmacist: { name: Pharmacist, kind: role }
policies:
  orders-first: { owner: pharmacist, prefer: fill-order, over: serve-counter }
promises:
  ready-today: { says: Ready for you this afternoon, made: take-order, kept: hand-over, owner: pharmacist }
steps:
  need-medicine:
    lane: customer
    next:
      - { to: take-order, when: by phone }
      - { to: serve-counter, when: at the counter }
  take-order: { lane: touchpoint, owner: pharmacist, next: fill-order }
  fill-order: { lane: backstage, owner: pharmacist, next: hand-over }
  serve-counter: { lane: touchpoint, owner: pharmacist, next: has-medicine }
  hand-over: { lane: touchpoint, owner: pharmacist, next: has-medicine }
  has-medicine: { lane: customer, outcome: served }
`,
  *check(graph) {
    for (const policy of graph.blueprint.policies.values()) {
      const { prefer, over } = policy
      if (!prefer || !over || !reached(graph).has(over)) continue
      const harm = harmOf(graph, over)
      if (harm.length === 0) continue
      yield {
        message: `The policy ${code(policy.id)} puts ${code(prefer.id)} before ${code(over.id)}, ${harm[0]!.says}`,
        help: `Turn it round (\`prefer: ${over.id}\`, \`over: ${prefer.id}\`), or exempt what was promised`,
        marks: [
          { at: inside(policy.at, 'over'), says: 'has to wait' },
          { at: inside(policy.at, 'prefer'), says: 'comes first' },
        ],
        steps: [over, prefer],
        why: [...harm.slice(1).map(({ says }) => `it is also the step ${says}`), ...paidFor(graph, policy, prefer)],
        standsOn: [policy, ...harm.flatMap(({ promise }) => (promise ? [promise] : []))],
        names: [policy.id],
      }
    }
  },
}

function harmOf(graph: Graph, over: Step) {
  const harm = []
  for (const promise of graph.blueprint.promises.values()) {
    const { kept, made, says } = promise
    if (kept === over) harm.push({ promise, says: `which keeps the promise ${quoted(says)}` })
    else if (kept && made.length > 0 && liesOnEveryWay(graph, over, made, kept))
      harm.push({ promise, says: `without which the promise ${quoted(says)} cannot be kept` })
  }
  if (onFailurePath(graph)(over)) harm.push({ says: 'which puts right what went wrong' })
  return harm
}

/** The policy pays off for those who follow it. */
function paidFor(graph: Graph, { id }: Policy, prefer: Step): string[] {
  for (const owner of answering(prefer))
    for (const { rewards } of incentivesOf(graph, owner)) {
      const paid = rewards.filter((metric) => prefer.improves.includes(metric))
      if (paid.length > 0)
        return [
          `${owner.name} is rewarded for "${listed(paid.map(({ name }) => name))}", which ${code(prefer.id)} improves: ${code(id)} pays`,
        ]
    }
  return []
}
