import type { Draft } from '../finding.ts'
import type { Owner, Step } from '../read/blueprint.ts'
import { inside } from '../read/document.ts'
import { includes } from '../long-lists.ts'
import { addTo } from '../multimap.ts'
import { code, codes, count, listed } from '../words.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { leadingTo } from './leading.ts'
import { endOfWayTo, wayOn } from './reach.ts'
import { mostRounds, tooMany } from './rounds.ts'
import { stepsWith } from './steps-with.ts'

/** What a step can require of those who do it, as the key of both. */
export type Ability = 'authority' | 'tools' | 'training'

const called = { authority: 'authority', tools: 'tool', training: 'training' } as const

/** Steps require it, and no owner says what they have of it; an empty list says it. */
export const isUnstated = (ability: Ability) => (graph: Graph) =>
  stepsWith(graph).requirements.some(
    ({ written, owners }) => owners.length > 0 && written.requires?.[ability]?.length,
  ) && [...graph.blueprint.owners.values()].every((owner) => owner[ability] === undefined)

/** What reached steps require and an owner of theirs does not have. Of several owners each must have it. */
export function* missing(graph: Graph, ability: Ability): Iterable<Draft | ReturnType<typeof tooMany>> {
  const holding = holdersOf(graph, ability)
  const open = new Set<string>()
  for (const step of stepsWith(graph).requirements) {
    const required = step.written.requires?.[ability]
    if (!required) continue
    for (const [position, name] of required.entries()) {
      const without = step.owners.filter((owner) => !has(owner, ability, name))
      if (without.length === 0) continue
      const held = holding(name)
      if (held) yield draftOf(graph, { ability, step, position, name, without, ...held })
      else open.add(name)
    }
  }
  if (open.size > 0) yield tooMany([...open], (few) => `Who has each of ${few}, and does the work get to them?`)
}

interface Holding {
  readonly holders: readonly Owner[]
  /** The shortest way from a step to one that is done by somebody who has it. */
  readonly on: (step: Step) => readonly Edge[] | undefined
}

interface Lack extends Holding {
  readonly ability: Ability
  readonly step: Step
  /** In the step's list. */
  readonly position: number
  readonly name: string
  readonly without: readonly Owner[]
}

export const has = (owner: Owner, ability: Ability, name: string): boolean => {
  const held = owner[ability]
  return held !== undefined && includes(held, name)
}

/**
 * Searched once for each name that somebody lacks, however many steps lack it; undefined where there is no round left.
 */
function holdersOf(graph: Graph, ability: Ability): (name: string) => Holding | undefined {
  const known = new Map<string, Holding | undefined>()
  let left = mostRounds(graph)
  const byName = new Map<string, Owner[]>()
  for (const owner of graph.blueprint.owners.values())
    for (const name of new Set(owner[ability])) addTo(byName, name, owner)
  const look = (name: string): Holding | undefined => {
    left -= 1
    if (left < 0) return undefined
    const holders = byName.get(name) ?? []
    const leading = leadingTo(
      graph,
      holders.flatMap((owner) => stepsDoneBy(graph).get(owner) ?? []),
    )
    return { holders, on: (step) => (leading.has(step) ? leading.on(step) : undefined) }
  }
  return (name) => {
    const holding = known.get(name) ?? look(name)
    known.set(name, holding)
    return holding
  }
}

const stepsDoneBy = question((graph) => {
  const steps = new Map<Owner, Step[]>()
  for (const step of graph.steps)
    for (const owner of step.owners) {
      const known = steps.get(owner)
      if (known) known.push(step)
      else steps.set(owner, [step])
    }
  return steps
})

function draftOf(graph: Graph, { ability, step, position, name, without, holders, on }: Lack): Draft {
  const onward = on(step)
  const there = onward?.at(-1)?.to ?? step
  const taker = onward && there.owners.find((owner) => holders.includes(owner))
  const [having] = taker ? [taker] : holders
  const others =
    having && canDo(having, step) ? `, or ${there === step && taker ? 'leave' : 'give'} the step to ${having.name}` : ''
  return {
    message: `${code(step.id)} requires the ${called[ability]} ${code(name)}, which is not given to ${listed(
      without.map((owner) => owner.name),
      'or',
    )}`,
    help: `Add ${code(name)} to ${code(ability)} of ${codes(without)}${others}`,
    marks: [
      { at: inside(step.at, 'requires', ability, position), says: 'required here' },
      ...without.map((owner) => ({ at: inside(owner.at, ability), says: `${code(name)} is not here` })),
      ...(having ? [{ at: inside(having.at, ability, having[ability]!.indexOf(name)), says: 'has it' }] : []),
    ],
    steps: there === step ? [step] : [step, there],
    way: wayOn(endOfWayTo(graph, step), onward ?? []),
    why: whoHasIt(step, holders, onward, taker),
    standsOn: having ? [...without, having] : without,
    // Which of several others has it as near is decided by the order of the file.
    identity: 'names',
    names: [name, step.id],
  }
}

/** Has all that the step requires, not only what is missing here. */
const canDo = (owner: Owner, { written: { requires } }: Step): boolean =>
  (['authority', 'tools', 'training'] as const).every((ability) =>
    (requires?.[ability] ?? []).every((name) => has(owner, ability, name)),
  )

function whoHasIt(step: Step, holders: readonly Owner[], onward?: readonly Edge[], taker?: Owner): string[] {
  if (holders.length === 0) return ['nobody has it']
  const all = `${listed(holders.map(({ name }) => name))} ${holders.length === 1 ? 'has' : 'have'} it`
  if (!onward || !taker) return [`${all}, and the case never gets there from ${code(step.id)}`]
  const there = onward.at(-1)?.to
  if (!there) return [`${all}; ${taker.name} does the same step`]
  const hands = handsOn(step, onward, taker)
  if (hands.length === 1) return [`${all}; ${taker.name} does ${code(there.id)}`]
  return [
    `${all}; the case gets to ${code(there.id)} after ${count(hands.length - 1, 'handoff')}: ${hands.join(' → ')}`,
  ]
}

/** Who has the case one after another, also where the customer carries it from one to the next. */
function handsOn(step: Step, way: readonly Edge[], taker: Owner): string[] {
  const nameOf = ({ owners }: Step): string =>
    listed(
      owners.map(({ name }) => name),
      'or',
    )
  const hands = [nameOf(step)]
  let holder = step
  for (const { to } of way) {
    if (to.owners.length === 0) continue
    if (!to.owners.some((owner) => holder.owners.includes(owner)))
      hands.push(to === way.at(-1)!.to ? taker.name : nameOf(to))
    holder = to
  }
  return hands
}
