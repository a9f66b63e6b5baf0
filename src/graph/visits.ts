import type { Basis, Stated, Step } from '../read/blueprint.ts'
import { code, figure } from '../words.ts'
import { balance } from './balance.ts'
import { type Edge, edgesInto, type Graph, question } from './graph.ts'
import { leadingTo } from './leading.ts'
import { downstream } from './reach.ts'
import { shares } from './shares.ts'

/** How often a customer who starts comes by, on average. */
export interface Visits {
  readonly of: (step: Step) => number
  /** Of those, after something has gone wrong. */
  readonly afterFailure: (step: Step) => number
}

/** An absorbing chain over the shares. Undefined where customers can get in and never out: a trap. */
export const visits = question((graph): Visits | undefined => {
  const { of: share, recovering } = shares(graph)
  const starting = startingOf(graph)
  const all = balance(graph, share, starting)
  if (!all) return undefined
  const onlyWell = share.slice()
  for (const edge of recovering) onlyWell[edge] = 0
  const well = recovering.length === 0 ? all : balance(graph, onlyWell, starting)
  if (!well) return undefined
  return { of: ({ index }) => all[index]!, afterFailure: ({ index }) => Math.max(0, all[index]! - well[index]!) }
})

/** By step, the part of the customers who start there: by the rates, else evenly. */
function startingOf(graph: Graph): Float64Array {
  const { starts, rates } = graph.blueprint
  const starting = new Float64Array(graph.steps.length)
  const sum = customersAWeek(graph) ?? 0
  for (const step of starts) starting[step.index]! += rates && sum > 0 ? rates.get(step)! / sum : 1 / starts.length
  return starting
}

/** Where the blueprint says it. */
export function customersAWeek({ blueprint: { rates, demand } }: Graph): number | undefined {
  return rates ? [...rates.values()].reduce((sum, rate) => sum + rate, 0) : demand
}

/** A step's visits as the sum of what comes in: `1.25 = 1 × 1 of \`take-call\` + 1 × 0.25 of \`send-papers\``. */
export function visitsText(graph: Graph, chain: Visits, step: Step): string {
  const { of: share } = shares(graph)
  const starting = startingOf(graph)[step.index]!
  const parts = edgesInto(graph, step)
    .filter(({ index, from }) => share[index]! > 0 && chain.of(from) > 0)
    .map(({ index, from }) => `${figure(share[index]!)} × ${figure(chain.of(from))} of ${code(from.id)}`)
  if (starting > 0) parts.unshift(`${figure(starting)} who start there`)
  return `${figure(chain.of(step))} ${figure(chain.of(step)) === '1' ? 'visit' : 'visits'} of ${code(step.id)} for each customer = ${parts.join(' + ')}`
}

/** What nobody has stated, and how it is counted instead: what stands on it is no surer than what was reported. */
export interface Presumed extends Stated {
  /** `evenly`: flows that state no chance; `in proportion`: chances that do not add up; `starts`: without rates. */
  readonly presumes: 'evenly' | 'in proportion' | 'starts'
  /** The choice; or the starts. */
  readonly of: readonly Pick<Step, 'id' | 'name'>[]
  /** The blueprint, where several are told of together. */
  readonly file?: string
}

export const isPresumed = (one: Stated): one is Presumed => 'presumes' in one

/**
 * What the visits of these steps stand on: the chances on the choices before them; and, as no more than reported, those
 * that are not stated and are taken to be even.
 */
export function chancesBefore(graph: Graph, steps: readonly Step[]): (Stated | Presumed)[] {
  const { of: share, guessed } = shares(graph)
  const before = leadingTo(graph, steps)
  const choices = new Uint8Array(graph.steps.length)
  for (const { index, from, to, kind } of graph.edges)
    if (share[index]! > 0 && before.has(to)) choices[from.index]! |= kind === 'next' ? leads | leadsOn : leads
  const stated: (Stated | Presumed)[] = []
  for (const edge of graph.edges)
    if (share[edge.index]! > 0 && choices[edge.from.index]! > 0 && isChosen(edge))
      stated.push(edge.failure ?? edge.flow)
  for (const step of guessed)
    if ((choices[step.index]! & leadsOn) > 0)
      stated.push({ at: step.at, basis: 'reported', presumes: howCounted(step), of: [step] })
  const { starts, rates } = graph.blueprint
  if (!rates && starts.length > 1) stated.push({ at: starts[0]!.at, basis: 'reported', presumes: 'starts', of: starts })
  return stated
}

/** Where several flows say nothing, they share what the others leave; else what is said does not add up. */
function howCounted({ next }: Step): Presumed['presumes'] {
  const said = next.reduce((sum, { chance = 0 }) => sum + chance, 0)
  return said <= 1 && next.filter(({ chance }) => chance === undefined).length > 1 ? 'evenly' : 'in proportion'
}

/** How doubtful that is at most, for one who asks of many steps: each choice is looked at once for all of them. */
export const basisOfChances = question((graph): ((steps: readonly Step[]) => Basis) => {
  const { of: share, guessed } = shares(graph)
  const { edges, outgoing, blueprint } = graph
  const choosing: Record<Basis, Set<Step>> = { observed: new Set(), reported: new Set(), assumed: new Set() }
  for (const edge of edges)
    if (share[edge.index]! > 0 && isChosen(edge)) choosing[(edge.failure ?? edge.flow).basis].add(edge.from)
  const after = (steps: Iterable<Step>, isAlong: (edge: Edge) => boolean): Step[] =>
    [...steps].flatMap(({ index }) =>
      outgoing[index]!.filter((edge) => share[edge.index]! > 0 && isAlong(edge)).map(({ to }) => to),
    )
  const isNext = ({ kind }: Edge): boolean => kind === 'next'
  const isAny = (): boolean => true
  const assumed = downstream(graph, after(choosing.assumed, isAny))
  const reported = downstream(graph, [...after(choosing.reported, isAny), ...after(guessed, isNext)])
  const isShared = !blueprint.rates && blueprint.starts.length > 1
  return (steps) => {
    if (steps.some(({ index }) => assumed[index] === 1)) return 'assumed'
    return isShared || steps.some(({ index }) => reported[index] === 1) ? 'reported' : 'observed'
  }
})

/** How a step leads to those that are asked about: by any flow that is taken, and by one of its `next`. */
const [leads, leadsOn] = [1, 2]

/** One of several ways on, of which not all are taken. */
const isChosen = ({ kind, from, flow }: Edge): boolean =>
  kind === 'recover' || (flow.chance !== undefined && from.next.length > 1 && from.split !== 'all')
