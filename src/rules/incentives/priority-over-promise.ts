import { atATime } from '../../graph/every-run.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { onEveryWay } from '../../graph/every-way.ts'
import { type Graph, question } from '../../graph/graph.ts'
import { incentivesOf } from '../../graph/pull.ts'
import { onFailurePath, reached } from '../../graph/reach.ts'
import {
  answering,
  type Incentive,
  type Metric,
  type Owner,
  type Policy,
  type Promised,
  type Step,
} from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { called, decidedBy, people, said } from '../../plain.ts'
import { code, count, listed, quoted } from '../../words.ts'
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
      const paid = paidFor(graph, prefer)
      yield {
        message: `The policy ${code(policy.id)} puts ${code(prefer.id)} before ${code(over.id)}, ${harm[0]!.says}`,
        help: wayOut(graph, policy, prefer, over),
        marks: [
          { at: inside(policy.at, 'over'), says: 'has to wait' },
          { at: inside(policy.at, 'prefer'), says: 'comes first' },
        ],
        plain: () => ({
          lived: `${waiting(prefer, over, harm[0]!.promise)}${paid ? ` Following it also serves the ${paid.kind} of ${people([paid.owner])}.` : ''}`,
          change: mustNotWait(graph, prefer)
            ? `Give up the rule ${ruleName(policy)}, since neither ${called(prefer)} nor ${called(over)} can wait.`
            : `Let ${called(over)} come before ${called(prefer)}, or exempt ${harm[0]!.promise ? 'what was promised' : 'cases where something went wrong'} from the rule ${ruleName(policy)}.`,
          who: decidedBy(graph.blueprint, ...(policy.owner ? [policy.owner] : [])),
        }),
        steps: [over, prefer],
        why: [
          ...harm.slice(1, 6).map(({ says }) => `it is also the step ${says}`),
          ...(harm.length > 6 ? [`and ${count(harm.length - 6, 'more reason', 'more reasons')} of this kind`] : []),
          ...(paid
            ? [
                `${code(prefer.id)} improves ${listed(paid.metrics.map(({ name }) => `"${name}"`))}, which ${paid.metrics.length === 1 ? 'rewards' : 'reward'} ${paid.owner.name}: ${code(policy.id)} pays`,
              ]
            : []),
        ],
        standsOn: [policy, ...harm.flatMap(({ promise }) => (promise ? [promise] : []))],
        names: [policy.id],
      }
    }
    const { open } = harms(graph)
    if (open.length > 0) yield tooMany(open, (few) => `Does any rule of priority make what keeps each of ${few} wait?`)
  },
}

/** Where both steps are needed for what was promised or went wrong, turning it round only changes who has to wait. */
function wayOut(graph: Graph, { id }: Policy, prefer: Step, over: Step): string {
  const own = `give what must not wait a step of its own beside ${code(over.id)}`
  return mustNotWait(graph, prefer)
    ? `Take ${code(id)} out, since ${code(prefer.id)} must not wait either; or ${own}`
    : `Turn it round (\`prefer: ${over.id}\`, \`over: ${prefer.id}\`), or ${own}`
}

const mustNotWait = (graph: Graph, step: Step): boolean => reached(graph).has(step) && harmOf(graph, step).length > 0

interface Harm {
  /** Undefined where the step puts right what went wrong. */
  readonly promise?: Promised
  readonly says: string
}

const harmOf = (graph: Graph, step: Step): readonly Harm[] => harms(graph).of.get(step)!

/** More reasons than this are not kept of one blueprint: thousands of promises and of rules make millions. */
const mostHarms = 1_000_000

/** What is harmed where one of the steps that a policy speaks of has to wait: asked once, and not for each policy. */
const harms = question(
  (graph): { readonly of: ReadonlyMap<Step, readonly Harm[]>; readonly open: readonly string[] } => {
    const spokenOf = [...graph.blueprint.policies.values()].flatMap(({ prefer, over }) => [prefer, over])
    const steps = new Map(spokenOf.flatMap((step): [Step, Harm[]][] => (step ? [[step, []]] : [])))
    const open: string[] = []
    // 32 steps at a time, on numbers alone: so more often than others.
    let left = 5 * mostRounds(graph)
    let known = 0
    for (const promise of graph.blueprint.promises.values()) {
      const { kept, made, says, id } = promise
      if (!kept || steps.size === 0) continue
      left -= 5 + Math.ceil(steps.size / atATime)
      if (left < 0 || known > mostHarms) {
        open.push(id)
        continue
      }
      steps.get(kept)?.push({ promise, says: `which keeps the promise ${quoted(says)}` })
      for (const step of onEveryWay(graph, [...steps.keys()], made, kept)) {
        steps.get(step)!.push({ promise, says: `without which the promise ${quoted(says)} cannot be kept` })
        known += 1
      }
    }
    for (const [step, harm] of steps)
      if (onFailurePath(graph)(step)) harm.push({ says: 'which puts right what went wrong' })
    return { of: steps, open }
  },
)

interface Paid {
  readonly owner: Owner
  readonly kind: Incentive['kind']
  readonly metrics: readonly Metric[]
}

/** The policy pays off for those who follow it. */
function paidFor(graph: Graph, prefer: Step): Paid | undefined {
  for (const owner of answering(prefer))
    for (const { kind, rewards } of incentivesOf(graph, owner)) {
      const metrics = rewards.filter((metric) => prefer.improves.includes(metric))
      if (metrics.length > 0) return { owner, kind, metrics }
    }
  return undefined
}

const ruleName = ({ says, name }: Policy): string => said(says ?? name)

function waiting(prefer: Step, over: Step, promise: Promised | undefined): string {
  const comesFirst = `a standing rule puts ${called(prefer)} before ${called(over)}`
  if (!promise)
    return `Customers for whom something went wrong can be made to wait: ${comesFirst}, which puts it right.`
  const needed = promise.kept === over ? 'which keeps that promise' : 'without which that promise cannot be kept'
  return `Customers who were promised ${said(promise.says)} can be made to wait: ${comesFirst}, ${needed}.`
}
