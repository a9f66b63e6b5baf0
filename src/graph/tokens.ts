import type { Step } from '../read/blueprint.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { reached, type Way } from './reach.ts'
import { isWellStructured } from './reduction.ts'
import { netOf } from './token-net.ts'
import { type Done, type Run, Runs } from './token-runs.ts'
import { type Explored, explore } from './token-search.ts'

export type { Done, Run } from './token-runs.ts'

/** A join that holds some and can never get all of what it waits for. */
export interface Stuck {
  readonly step: Step
  readonly holds: readonly Edge[]
  readonly lacks: readonly Edge[]
  readonly run: () => Run
}

/** A second token on an edge that still holds one; or, without edge, an outcome that is reached again. */
export interface Twice {
  readonly step: Step
  readonly edge?: Edge
  /** The last of the run is what happens a second time; `first` is where it happened before. */
  readonly run: () => { readonly run: Run; readonly first: Done }
}

/** What can go wrong in the token game of format.md. Each is proved by a run that begins at a start. */
export interface TokenGame {
  /** One for each join, in the order of the file. */
  readonly stuck: readonly Stuck[]
  /** One for each edge and outcome. */
  readonly twice: readonly Twice[]
  /** Otherwise there are too many parallel combinations, and what was not found may still be there. */
  readonly isDecided: boolean
}

export const tokenGame = question((graph): TokenGame => {
  if (!mayGoWrong(graph) || isWellStructured(graph)) return { stuck: [], twice: [], isDecided: true }
  const net = netOf(graph)
  if (!net) return { stuck: [], twice: [], isDecided: false }
  const explored = explore(
    net,
    [...new Set(graph.blueprint.starts)].map(({ index }) => index),
  )
  if (explored.stuck.length === 0 && explored.twice.length === 0)
    return { stuck: [], twice: [], isDecided: explored.isComplete }
  const runs = new Runs(explored)
  return { stuck: stuckJoins(explored, runs), twice: doneTwice(explored, runs), isDecided: explored.isComplete }
})

function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined
  return () => (made ??= { it: make() }).it
}

/** A single token is never in a second place, and only a `join: all` can wait for another. */
const mayGoWrong = (graph: Graph): boolean =>
  reached(graph).inOrder.some(({ split, next, join }) => (split !== 'one' && next.length > 1) || join === 'all')

/** The way by which it came to the last of a run, along what it took first. */
export function wayAlong(run: Run, last: Edge): Way {
  let first = last
  const edges = [first]
  for (let i = run.length - 1; i >= 0; i -= 1) {
    const { step, took, put } = run[i]!
    if (step !== first.from || took.length === 0 || !put.includes(first)) continue
    first = took[0]!
    edges.push(first)
  }
  return { from: first.from, edges: edges.reverse() }
}

/**
 * So many runs are kept, and all that was explored is let go of. Of more, each is put together when it is told: thousands
 * of joins far down a long service would hold too much.
 */
const fewRuns = 100

const always =
  <T>(it: T): (() => T) =>
  () =>
    it

function stuckJoins({ net, markings, stuck }: Explored, runs: Runs): Stuck[] {
  const { steps, edges } = net.graph
  const first = nearest(
    stuck.map(({ step }) => step),
    stuck.map(({ at }) => runs.lengths[at]!),
  )
  const found = first.map((one): Stuck => {
    const { at, step: index, isStill } = stuck[one]!
    const step = steps[index]!
    const held = new Set(markings.at(at))
    const incoming = net.incoming[index]!
    // What happens after a token has turned away from the join does not matter to it; unless a step is only held up
    // because it would put a second token where that one has gone.
    const run = (): Run => {
      const whole = runs.to(at)
      return runs.told(isStill ? runs.toward(step, whole) : whole)
    }
    return {
      step,
      holds: incoming.filter((edge) => held.has(edge)).map((edge) => edges[edge]!),
      lacks: incoming.filter((edge) => !held.has(edge)).map((edge) => edges[edge]!),
      run: stuck.length > fewRuns ? run : always(run()),
    }
  })
  return found.sort((a, b) => a.step.index - b.step.index)
}

function doneTwice({ net, twice }: Explored, runs: Runs): Twice[] {
  const { steps, edges } = net.graph
  const first = nearest(
    twice.map(({ place }) => place),
    twice.map(({ firing }) => runs.lengths[firing.at]!),
  )
  return first.map((one) => {
    const { firing, place } = twice[one]!
    return {
      step: steps[net.target[place]!]!,
      ...(place < net.firstEntry && { edge: edges[place]! }),
      run: once(() => {
        const { kept, first } = runs.ofBoth(place, firing)
        const run = runs.told(kept)
        return { run, first: run[kept.indexOf(first)]! }
      }),
    }
  })
}

/** Of those about the same thing, the one that is got to first: their positions, the nearest first. */
function nearest(about: readonly number[], far: readonly number[]): number[] {
  const best = new Map<number, number>()
  for (let i = 0; i < about.length; i += 1) {
    const known = best.get(about[i]!)
    if (known === undefined || far[i]! < far[known]!) best.set(about[i]!, i)
  }
  return [...best.values()].sort((a, b) => far[a]! - far[b]! || about[a]! - about[b]!)
}
