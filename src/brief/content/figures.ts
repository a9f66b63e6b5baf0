import { reached } from '../../graph/reach.ts'
import { visits } from '../../graph/visits.ts'
import { inPlainShare } from '../../plain.ts'
import type { Figure } from '../document.ts'
import { counted, type Service } from './service.ts'

/** Rules whose findings are places where a customer gets lost. */
const losing = new Set(['dead-end', 'trap', 'lost-customer', 'no-recovery'])

/** The numbers that matter, of one service. */
export function figuresOf(service: Service): Figure[] {
  const { handoffs, courierHandoffs, courierHandoffsAtLeast, touchpoints, decisions, outcomes } = service.judged
  const lost = waysToBeLost(service)
  const failure = failureDemand(service)
  const figure = (name: string, value: number, label: string, weight: Figure['weight'] = 'plain'): Figure => ({
    number: String(value),
    label,
    trace: [counted(name, value)],
    weight,
  })
  return [
    figure(
      'touchpoints',
      touchpoints,
      touchpoints === 1
        ? 'moment of truth: a step in which customers meet you'
        : 'moments of truth: steps in which customers meet you',
    ),
    figure('handoffs', handoffs, handoffs === 1 ? 'time the work changes hands' : 'times the work changes hands'),
    ...(courierHandoffs > 0
      ? [
          figure(
            'courierHandoffs',
            courierHandoffs,
            courierHandoffsAtLeast
              ? 'times or more customers carry their own case on'
              : courierHandoffs === 1
                ? 'time customers carry their own case on'
                : 'times customers carry their own case on',
            'bad',
          ),
        ]
      : []),
    figure('decisions', decisions, decisions === 1 ? 'decision on the way' : 'decisions on the way'),
    ...(lost.length > 0
      ? [
          {
            number: String(lost.length),
            label: lost.length === 1 ? 'way to be lost' : 'ways to be lost',
            trace: lost,
            weight: 'bad' as const,
          },
        ]
      : []),
    ...(failure === undefined
      ? []
      : [
          {
            number: inPlainShare(failure),
            label: 'of all contacts come only because something went wrong',
            trace: [counted('failureDemand', failure.toFixed(4))],
            weight: failure > 0.2 ? ('bad' as const) : ('plain' as const),
          },
        ]),
    figure(
      'served',
      outcomes.served + outcomes.recovered,
      outcomes.served + outcomes.recovered === 1 ? 'good end' : 'good ends',
    ),
  ]
}

/** Each end at which customers are lost, and each finding of a place that lets them down for good. */
export function waysToBeLost({ graph, open }: Service): string[] {
  const inReach = reached(graph)
  const ends = graph.steps.filter((step) => step.outcome === 'lost' && inReach.has(step)).map(({ id }) => `steps/${id}`)
  return [...ends, ...open.filter(({ rule }) => losing.has(rule)).map(({ fingerprint }) => fingerprint)]
}

/** The part of the visits to touchpoints that come after something went wrong; undefined where nobody knows. */
function failureDemand({ graph }: Service): number | undefined {
  const steps = reached(graph).inOrder
  if (!steps.some(({ fails }) => fails.some(({ chance }) => chance !== undefined))) return undefined
  const chain = visits(graph)
  const touchpoints = steps.filter(({ lane }) => lane === 'touchpoint')
  const all = touchpoints.reduce((sum, step) => sum + (chain?.of(step) ?? 0), 0)
  if (!chain || all === 0) return undefined
  const share = touchpoints.reduce((sum, step) => sum + chain.afterFailure(step), 0) / all
  return share > 0 ? share : undefined
}
