import type { Step } from '../read/blueprint.ts'
import { atATime, everyRun } from './every-run.ts'
import { type Edge, type Graph, question } from './graph.ts'
import { leadingTo } from './leading.ts'
import { mostRounds } from './rounds.ts'

/** The customer got what they came for, or it was put right. A proper no is none. */
export const isGood = ({ outcome }: Step): boolean => outcome === 'served' || outcome === 'recovered'

/** From which steps a good outcome can be reached, whatever goes wrong on the way. */
export const canEndWell = question((graph) => leadingTo(graph, graph.steps.filter(isGood)))

/**
 * For each group of steps, the starts from which a good outcome can be reached, but none without passing one of the
 * group. Ways are runs, as in `everyRun`. Undefined where there are too many starts and groups for so large a blueprint.
 */
export function startsThatNeed(
  graph: Graph,
  groups: readonly (readonly Step[])[],
  along: (edge: Edge) => boolean = () => true,
): Step[][] | undefined {
  const { starts } = graph.blueprint
  if (starts.length * Math.ceil((groups.length + 1) / atATime) > 2 * mostRounds(graph)) return undefined
  const needing: Step[][] = groups.map(() => [])
  if (groups.length === 0) return needing
  for (const start of starts) {
    const run = everyRun(graph, [start], groups, along)
    const good = graph.steps.filter((step) => isGood(step) && run.reached(step))
    if (good.length === 0) continue
    for (const [group, those] of needing.entries()) if (good.every((step) => run.has(group, step))) those.push(start)
  }
  return needing
}

/** Of more steps than this none is looked at alone: each costs a look at all ways. */
const mostLookedAt = 32

/** Those steps without which, each by itself, no good outcome can be reached from some start. */
export const neededAlone = (graph: Graph, steps: readonly Step[], along?: (edge: Edge) => boolean): Step[] =>
  neededFrom(graph, steps, 1, along)

/** Those steps without which, each by itself, no good outcome can be reached from at least so many starts. */
export function neededFrom(
  graph: Graph,
  steps: readonly Step[],
  least: number,
  along?: (edge: Edge) => boolean,
): Step[] {
  if (steps.length > mostLookedAt) return []
  const starts = startsThatNeed(
    graph,
    steps.map((step) => [step]),
    along,
  )
  return starts ? steps.filter((_, i) => starts[i]!.length >= least) : []
}
