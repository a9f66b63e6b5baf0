import { addTo } from '../multimap.ts'
import type { Owner, Step } from '../read/blueprint.ts'
import type { Graph } from './graph.ts'
import { openAWeek, openingHours } from './hours.ts'
import { reached } from './reach.ts'
import { customersAWeek, type Visits, visits } from './visits.ts'

/**
 * What a blueprint asks of each of its owners who say how many they are, in minutes a week; nothing where it does not
 * say how many customers come, or where they can get into a ring that lets nobody out.
 */
export function workAWeek(graph: Graph): Map<Owner, number> {
  const customers = customersAWeek(graph)
  const chain = visits(graph)
  const work = new Map<Owner, number>()
  if (customers === undefined || !chain) return work
  for (const [owner, steps] of staffed(graph)) work.set(owner, minutesOf(partsOf(steps, customers, chain)))
  return work
}

/** Whether any owner with reached steps says how many they are. */
export const isStaffed = (graph: Graph): boolean =>
  reached(graph).inOrder.some(({ owners }) => owners.some(({ people }) => people !== undefined))

/** Owners who say how many they are, with their reached steps. */
export function staffed(graph: Graph): Map<Owner, Step[]> {
  const work = new Map<Owner, Step[]>()
  for (const step of reached(graph).inOrder)
    for (const owner of step.owners) if (owner.people !== undefined) addTo(work, owner, step)
  return work
}

/** The minutes a week of all who say how many they are, in the order of the steps: their last digits depend on it. */
export function roughWork(graph: Graph, customers: number, chain: Visits): Map<Owner, number> {
  const work = new Map<Owner, number>()
  const { inOrder } = reached(graph)
  for (let i = 0; i < inOrder.length; i += 1) {
    const { owners } = inOrder[i]!
    for (let k = 0; k < owners.length; k += 1)
      if (owners[k]!.people !== undefined)
        work.set(owners[k]!, (work.get(owners[k]!) ?? 0) + minutesAt(inOrder[i]!, customers, chain))
  }
  return work
}

/** What a step asks of one of its owners, in minutes a week. */
export interface Part {
  readonly step: Step
  readonly minutes: number
}

/** The largest first. */
export const partsOf = (steps: readonly Step[], customers: number, chain: Visits): Part[] =>
  steps
    .map((step) => ({ step, minutes: minutesAt(step, customers, chain) }))
    .filter(({ minutes }) => minutes > 0)
    .sort((a, b) => b.minutes - a.minutes)

/** What a step asks of each of its owners. */
const minutesAt = (step: Step, customers: number, chain: Visits): number =>
  (customers * chain.of(step) * effortOf(step)) / step.owners.length

export const minutesOf = (parts: readonly Part[]): number => parts.reduce((sum, { minutes }) => sum + minutes, 0)

/** Work in a week against the people's open hours: 1 is all there is. */
export const loadOn = ({ people, hours }: Pick<Owner, 'people' | 'hours'>, minutes: number): number =>
  minutes / (people! * openAWeek(openingHours(hours)))

/** Minutes, the mean of the range. */
export function effortOf({ effort, takes }: Step): number {
  const range = effort ?? takes
  return range ? (range.shortest + range.longest) / 2 : 0
}
