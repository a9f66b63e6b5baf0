import type { Graph } from '../../graph/graph.ts'
import { called, decidedBy, people } from '../../plain.ts'
import { type Late, type Owner, type Policy, type Promised, rewarded } from '../../read/blueprint.ts'
import { code, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'
import { judgedWhereItStands, justStated, type Services, standingIn } from '../shared.ts'

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
  ...judgedWhereItStands(
    {
      things: thingsOf,
      saidIn: (graph) => {
        const isUsed = usedIn(graph)
        return (thing) => (isUsed(thing) ? 'used' : undefined)
      },
      isSettled: () => true,
    },
    judged,
  ),
}

type Thing = Owner | Policy | Promised
type Kind = 'owner' | 'policy' | 'promise'

function* thingsOf({ blueprint: { owners, policies, promises } }: Graph): Iterable<Thing> {
  yield* owners.values()
  yield* policies.values()
  yield* promises.values()
}

/** Whether a thing is used in a blueprint. */
function usedIn(graph: Graph): (thing: Thing) => boolean {
  const unnamed = unnamedOwners(graph)
  const holds = unnamed.size > 0 ? holdingWhatIsRequired(graph) : undefined
  return (thing) => {
    if ('made' in thing) return thing.made.length > 0 || thing.kept !== undefined
    if ('kind' in thing) return !unnamed.has(thing) || holds!(thing)
    return Boolean(thing.prefer || thing.over)
  }
}

/**
 * Owners that nothing else in this file names; steps that nothing leads to count too, for they are another rule's.
 * Nearly always all are named by the first few steps, and the rest need not be looked at.
 */
function unnamedOwners(graph: Graph): ReadonlySet<Owner> {
  const { blueprint, steps, edges } = graph
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
  for (const { owner } of standingIn(graph, metrics)) name(owner)
  for (const { owner } of standingIn(graph, policies)) name(owner)
  for (const { owner, late } of promises.values()) {
    name(owner)
    name(told(late))
  }
  for (const incentive of standingIn(graph, incentives)) for (const owner of rewarded(incentive)) name(owner)
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

function* judged(thing: Thing, uses: readonly unknown[], services: Services) {
  if (uses.length > 0) return
  const isOfThis = thing.at.document.file === services[0].blueprint
  const { kind, name, says } = saying(thing)
  yield {
    blueprint: services[0].blueprint,
    ...words[kind](name, thing.id, isOfThis ? 'in this blueprint' : 'in the blueprints of this run'),
    marks: [{ at: { ...thing.at, part: 'key' }, says: 'used by nothing' }] as const,
    standsOn: [justStated(thing)],
    plain: () => ({
      ...plainWords[kind](says, isOfThis ? 'this service' : 'the services that were looked at'),
      who: services.flatMap((service) => decidedBy(service, ...deciding(thing))),
    }),
  }
}

const deciding = (thing: Thing): Owner[] => ('owner' in thing && thing.owner ? [thing.owner] : [])

/** What messages call it, and what it says, as people know it. */
function saying(thing: Thing): { kind: Kind; name: string; says: string } {
  const { id, name, says } = { says: undefined, ...thing }
  if ('kind' in thing) return { kind: 'owner', name, says: name }
  if ('made' in thing) return { kind: 'promise', name: `"${shortened(thing.says)}"`, says: thing.says }
  return { kind: 'policy', name: says === undefined ? code(id) : `"${shortened(says)}"`, says: says ?? name }
}

/** A policy of the organization may speak of steps that none of the blueprints has. */
const words: Record<Kind, (name: string, id: string, where: string) => { message: string; help: string }> = {
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

const plainWords: Record<Kind, (says: string, where: string) => { lived: string; change: string }> = {
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
