import type { Judged, OpenQuestion, Result } from '../../audit/result.ts'
import type { Finding } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import { called, people } from '../../plain.ts'
import type { Sentence, Stop } from '../document.ts'
import { type Cause, causesOf } from './causes.ts'

/** All that a report needs of one service. */
export interface Service {
  readonly graph: Graph
  readonly judged: Judged
  /** What stands open: neither accepted nor known before. */
  readonly open: readonly Finding[]
  readonly accepted: readonly Finding[]
  readonly questions: readonly OpenQuestion[]
  /** The open findings, gathered by what is behind them; the heaviest first. */
  readonly causes: readonly Cause[]
}

export function serviceOf(graph: Graph, { blueprints, findings, notAssessable }: Result): Service {
  const { file } = graph.blueprint.document
  const here = findings.filter(({ blueprint }) => blueprint === file)
  // What was there before an earlier state is still to be decided; only what was accepted is decided.
  const open = here.filter(({ accepted }) => accepted === null)
  return {
    graph,
    judged: blueprints.find((judged) => judged.file === file)!,
    open,
    accepted: here.filter(({ accepted }) => accepted !== null),
    questions: notAssessable.filter((question) => question.file === file),
    causes: causesOf(open),
  }
}

/** A sentence and what it is built from. */
export const sentence = (text: string, trace: readonly (string | Finding)[], to?: string): Sentence => ({
  text,
  trace: trace.map((one) => (typeof one === 'string' ? one : one.fingerprint)),
  ...(to === undefined ? {} : { to }),
})

/** A count that a sentence is built from. */
export const counted = (name: string, value: number | string): string => `${name}=${value}`

/** What a finding does to customers. Where nobody has put it plainly, its message, without the signs of the editor. */
export const lived = (graph: Graph, { plain, message }: Finding): string =>
  plain?.lived ?? `${inNames(graph, message)}.`

export const change = (graph: Graph, { plain, help }: Finding): string => plain?.change ?? `${inNames(graph, help)}.`

/** Those who can decide it; whoever answers for the service where nobody is named. */
export const deciders = ({ blueprint: { accountable } }: Graph, { plain }: Finding): readonly string[] =>
  plain && plain.who.length > 0 ? plain.who : accountable ? [accountable.name] : []

/** What stands in `code` by the name that people say; what has none stands bare. */
export function inNames({ blueprint }: Graph, text: string): string {
  const { steps, owners, metrics, incentives, policies, promises } = blueprint
  return text.replaceAll(/`([^`]*)`/g, (_, id: string) => {
    const step = steps.get(id)
    if (step) return called(step)
    const promise = promises.get(id)
    if (promise) return called({ name: promise.says })
    const named = owners.get(id) ?? metrics.get(id) ?? incentives.get(id) ?? policies.get(id)
    return named ? named.name : id.replaceAll('-', ' ')
  })
}

/** So many steps of a way are told; of a longer one the beginning, and what leads up to the end. */
const mostStops = 7

/** The way of a finding, each step with who does it; those at fault are marked. */
export function stopsOf({ blueprint: { steps } }: Graph, finding: Finding): Stop[] {
  const fault = finding.steps[0]
  const all = finding.path.flatMap((id): Stop[] => {
    const step = steps.get(id)
    return step
      ? [{ name: step.name, who: people(step.owners), isCustomers: step.lane === 'customer', isFault: id === fault }]
      : []
  })
  const left = all.length - mostStops
  if (left < 2) return all
  const between: Stop = { name: `… ${left} more steps …`, who: '', isCustomers: false, isFault: false }
  return [all[0]!, between, ...all.slice(left + 1)]
}
