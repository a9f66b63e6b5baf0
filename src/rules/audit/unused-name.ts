import type { Graph } from '../../graph/graph.ts'
import { judgedWhereItStands, justStated, type Said, saidOf } from '../../graph/shared.ts'
import { called, decidedBy, justNamed, people } from '../../plain.ts'
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
  /** What it says, as people know it; an owner's name. */
  readonly says: string
  /** Who can decide what becomes of it, where nothing here uses it. */
  readonly who: readonly Owner[]
}

function* usesOf(graph: Graph): Iterable<Use> {
  const { document, owners, policies, promises } = graph.blueprint
  const unnamed = unnamedOwners(graph)
  const holds = unnamed.size > 0 ? holdingWhatIsRequired(graph) : undefined
  // What is used where it stands is settled, before anything is put into words.
  const isSettled = (thing: Named, isUsed: boolean): boolean => isUsed && thing.at.document === document
  const use = (thing: Named, isUsed: boolean, of: Pick<Use, 'kind' | 'name' | 'says'>, owner?: Owner): Use => ({
    ...saidOf(graph, thing),
    ...of,
    id: thing.id,
    at: { ...thing.at, part: 'key' },
    stated: justStated(thing),
    isUsed,
    who: isUsed ? [] : decidedBy(graph.blueprint, ...(owner ? [owner] : [])).map((one) => justNamed(one, thing.at)),
  })
  for (const owner of owners.values()) {
    const isUsed = !unnamed.has(owner) || holds!(owner)
    if (!isSettled(owner, isUsed)) yield use(owner, isUsed, { kind: 'owner', name: owner.name, says: owner.name })
  }
  for (const policy of policies.values()) {
    const { id, says, prefer, over, owner } = policy
    const isUsed = Boolean(prefer || over)
    if (isSettled(policy, isUsed)) continue
    const name = says === undefined ? code(id) : `"${shortened(says)}"`
    yield use(policy, isUsed, { kind: 'policy', name, says: says ?? policy.name }, owner)
  }
  for (const promise of promises.values()) {
    const { says, made, kept, owner } = promise
    const isUsed = made.length > 0 || kept !== undefined
    if (!isSettled(promise, isUsed))
      yield use(promise, isUsed, { kind: 'promise', name: `"${shortened(says)}"`, says }, owner)
  }
}

/**
 * Owners that nothing else names; steps that nothing leads to count too, for they are another rule's. Nearly always all
 * are named by the first few steps, and the rest need not be looked at.
 */
function unnamedOwners({ blueprint, steps, edges }: Graph): ReadonlySet<Owner> {
  const { accountable, owners, metrics, incentives, policies, promises } = blueprint
  const unnamed = new Set(owners.values())
  const name = (owner: Owner | undefined): void => {
    if (owner) unnamed.delete(owner)
  }
  name(accountable)
  for (const step of steps) {
    if (unnamed.size === 0) return unnamed
    for (const owner of step.owners) unnamed.delete(owner)
    name(step.accountable)
    for (const { cause, noticed } of step.fails) {
      name(cause)
      name(owners.get(noticed ?? ''))
    }
  }
  for (const { owner } of metrics.values()) name(owner)
  for (const { owner } of policies.values()) name(owner)
  for (const { owner, late } of promises.values()) {
    name(owner)
    name(told(late))
  }
  for (const incentive of incentives.values()) for (const owner of rewarded(incentive)) name(owner)
  for (const { flow } of unnamed.size > 0 ? edges : []) name(told(flow.late))
  return unnamed
}

const told = (late: Late | undefined): Owner | undefined => (late && 'told' in late ? late.told : undefined)

const abilities = ['authority', 'training', 'tools'] as const

function holdingWhatIsRequired({ steps }: Graph): (owner: Owner) => boolean {
  const requiring = steps.filter(({ written }) => written.requires !== undefined)
  const required = abilities.map((ability) => ({
    ability,
    names: new Set(requiring.flatMap(({ written }) => written.requires![ability] ?? [])),
  }))
  return (owner) => required.some(({ ability, names }) => owner[ability]?.some((name) => names.has(name)))
}

function* judged(said: readonly [Use, ...Use[]]) {
  const [{ blueprint, kind, id, name, at, stated, isShared, says }] = said
  if (said.some(({ isUsed }) => isUsed)) return
  const where = isShared ? 'in the blueprints of this run' : 'in this blueprint'
  yield {
    blueprint,
    ...words[kind](name, id, where),
    marks: [{ at, says: 'used by nothing' }] as const,
    standsOn: [stated],
    plain: () => ({
      ...plainWords[kind](says, isShared ? 'the services that were looked at' : 'this service'),
      who: said.flatMap(({ who }) => who),
    }),
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

const plainWords: Record<Use['kind'], (says: string, where: string) => { lived: string; change: string }> = {
  owner: (name, where) => ({
    lived: `Nothing in ${where} has to do with ${people([{ name }])}. Their part in what customers live through is missing from the picture, or they have none.`,
    change: `Add to the picture what is done by ${people([{ name }])}, or take them out of it.`,
  }),
  policy: (says, where) => ({
    lived: `The rule ${called({ name: says })} puts nothing in ${where} before anything else. What it does to customers is missing from the picture, or it does nothing.`,
    change: `Say what the rule ${called({ name: says })} puts before what, or give it up.`,
  }),
  promise: (says, where) => ({
    lived: `The promise ${called({ name: says })} is neither made nor kept anywhere in ${where}. Customers are told of it somewhere that is missing from the picture, or not at all.`,
    change: `Say where the promise ${called({ name: says })} is made and where it is kept, or give it up.`,
  }),
}
