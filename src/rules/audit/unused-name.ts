import type { Graph } from '../../graph/graph.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import { type Late, type Named, type Owner, rewarded, type Stated } from '../../read/blueprint.ts'
import type { Place } from '../../read/document.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const unusedName: Rule = {
  id: 'unused-name',
  theme: 'audit',
  severity: 'note',
  summary: 'An owner, a policy or a promise that nothing in the blueprint has to do with',
  why: 'It is left over, or the step that it belongs to has been forgotten. Either way the picture is not the service.',
  fix: 'Add the step that is missing, or take the name out.',
  source: 'The habit of compilers: what is declared and not used is a slip more often than not',
  bad: `blueprint: 1
title: Piano tuned at home
accountable: workshop
owners:
  workshop: { name: Workshop }
  night-team: { name: Night team } # <- unused-name
steps:
  hear-wrong-note: { lane: customer, next: tune }
  tune: { lane: touchpoint, owner: workshop, next: plays }
  plays: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Piano tuned at home
accountable: workshop
owners:
  workshop: { name: Workshop }
steps:
  hear-wrong-note: { lane: customer, next: tune }
  tune: { lane: touchpoint, owner: workshop, next: plays }
  plays: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'an owner without steps has what a step requires: they are the answer to what others lack',
      blueprint: `blueprint: 1
title: Piano tuned at home
accountable: workshop
owners:
  workshop: { name: Workshop, tools: [tuning-fork] }
  master: { name: Master, tools: [tuning-fork] }
steps:
  hear-wrong-note: { lane: customer, next: tune }
  tune: { lane: touchpoint, owner: workshop, requires: { tools: tuning-fork }, next: plays }
  plays: { lane: customer, outcome: served }
`,
    },
  ],
  // Metrics that nothing uses are idle-metric's: one finding, not two.
  ...judgedWhereItStands(usesOf, judged),
}

/** Whether one blueprint has to do with something that has a name. */
interface Use extends Said {
  readonly kind: 'owner' | 'policy' | 'promise'
  readonly id: string
  readonly name: string
  readonly at: Place
  readonly stated: Stated
  readonly isUsed: boolean
}

function usesOf(graph: Graph): Use[] {
  const { owners, policies, promises } = graph.blueprint
  const named = namedOwners(graph)
  const holds = holdingWhatIsRequired(graph)
  const use = (kind: Use['kind'], thing: Named, name: string, isUsed: boolean): Use => ({
    ...saidOf(graph, thing),
    kind,
    id: thing.id,
    name,
    at: { ...thing.at, part: 'key' },
    stated: justStated(thing),
    isUsed,
  })
  return [
    ...[...owners.values()].map((owner) => use('owner', owner, owner.name, named.has(owner) || holds(owner))),
    ...[...policies.values()].map((policy) => {
      const { id, says, prefer, over } = policy
      return use('policy', policy, says === undefined ? code(id) : `"${shortened(says)}"`, Boolean(prefer || over))
    }),
    ...[...promises.values()].map((promise) => {
      const { says, made, kept } = promise
      return use('promise', promise, `"${shortened(says)}"`, made.length > 0 || kept !== undefined)
    }),
  ]
}

/** Owners that anything else names; steps that nothing leads to count too, for they are another rule's. */
function namedOwners({ blueprint, steps, edges }: Graph): Set<Owner> {
  const { accountable, owners, metrics, incentives, policies, promises } = blueprint
  const named = new Set<Owner | undefined>([accountable])
  for (const { owner } of [...metrics.values(), ...policies.values(), ...promises.values()]) named.add(owner)
  for (const incentive of incentives.values()) for (const owner of rewarded(incentive)) named.add(owner)
  for (const { late } of promises.values()) named.add(told(late))
  for (const { flow } of edges) named.add(told(flow.late))
  for (const step of steps) {
    for (const owner of [...step.owners, step.accountable]) named.add(owner)
    for (const { cause, noticed } of step.fails) named.add(cause).add(owners.get(noticed ?? ''))
  }
  named.delete(undefined)
  return named as Set<Owner>
}

const told = (late: Late | undefined): Owner | undefined => (late && 'told' in late ? late.told : undefined)

const abilities = ['authority', 'training', 'tools'] as const

function holdingWhatIsRequired({ steps }: Graph): (owner: Owner) => boolean {
  const required = abilities.map((ability) => ({
    ability,
    names: new Set(steps.flatMap(({ written }) => written.requires?.[ability] ?? [])),
  }))
  return (owner) => required.some(({ ability, names }) => owner[ability]?.some((name) => names.has(name)))
}

function* judged(said: readonly [Use, ...Use[]]) {
  const [{ blueprint, kind, id, name, at, stated, isShared }] = said
  if (said.some(({ isUsed }) => isUsed)) return
  const where = isShared ? 'in the blueprints of this run' : 'in this blueprint'
  yield {
    blueprint,
    ...words[kind](name, id, where),
    marks: [{ at, says: 'used by nothing' }] as const,
    standsOn: [stated],
  }
}

/** A policy of the organization may speak of steps that none of the blueprints has. */
const words: Record<Use['kind'], (name: string, id: string, where: string) => { message: string; help: string }> = {
  owner: (name, id, where) => ({
    message: `Nothing ${where} names ${name}`,
    help: `Name \`owner: ${id}\` where they have a step, or take them out of \`owners\``,
  }),
  policy: (name, _id, where) => ({
    message: `The policy ${name} puts no step ${where} before another`,
    help: 'Add `prefer` and `over` with the steps that it is about, or take it out',
  }),
  promise: (name, _id, where) => ({
    message: `The promise ${name} is made and kept nowhere ${where}`,
    help: 'Add `made` and `kept` with the steps where that happens, or take it out',
  }),
}
