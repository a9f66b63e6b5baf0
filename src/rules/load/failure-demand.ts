import type { Graph } from '../../graph/graph.ts'
import { reached } from '../../graph/reach.ts'
import { stepsWith } from '../../graph/steps-with.ts'
import { chancesBefore, visits, visitsText } from '../../graph/visits.ts'
import { called, decidedBy, doersOf, inPlainShare, said } from '../../plain.ts'
import { code, fewCodes, figure, shortened } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const failureDemand: Rule = {
  id: 'failure-demand',
  theme: 'load',
  severity: 'warning',
  summary:
    'More than a fifth of the visits to touchpoints come from customers for whom something has gone wrong before',
  why: 'These people are busy with what should not have happened. To answer faster only makes it cheaper to get things wrong.',
  fix: 'Mend what goes wrong most often, where it goes wrong.',
  source: 'Seddon (2003): failure demand',
  bad: `blueprint: 1
title: Delivery of a washing machine # <- failure-demand
accountable: depot
owners:
  depot: { name: Depot }
steps:
  order: { lane: customer, next: confirm-day }
  confirm-day: { lane: touchpoint, owner: depot, next: deliver }
  deliver:
    lane: touchpoint
    owner: depot
    fails: [{ what: Nobody is at home, chance: 40%, noticed: depot, recover: agree-new-day }]
    next: washes
  agree-new-day: { lane: touchpoint, owner: depot, next: deliver-again }
  deliver-again: { lane: touchpoint, owner: depot, next: washes }
  washes: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Delivery of a washing machine
accountable: depot
owners:
  depot: { name: Depot }
steps:
  order: { lane: customer, next: confirm-day }
  confirm-day: { lane: touchpoint, owner: depot, next: deliver }
  deliver:
    lane: touchpoint
    owner: depot
    fails: [{ what: Nobody is at home, chance: 5%, noticed: depot, recover: agree-new-day }]
    next: washes
  agree-new-day: { lane: touchpoint, owner: depot, next: deliver-again }
  deliver-again: { lane: touchpoint, owner: depot, next: washes }
  washes: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: (graph) => stepsWith(graph).failures.length > 0 && !saysHowOften(graph),
    because: 'no failure says how often it happens (`chance`)',
    ask: 'Of a hundred customers, for how many does each of these things go wrong?',
  },
  options: {
    share: {
      kind: 'share',
      default: 0.2,
      says: 'The share of visits to touchpoints up to which failure demand is let pass',
    },
  },
  *check(graph, options) {
    const share = options['share']!
    if (!saysHowOften(graph)) return
    const chain = visits(graph)
    if (!chain) {
      yield {
        because:
          'customers can get into a ring that lets nobody out, or hardly anybody, so that visits cannot be counted',
        ask: 'How do customers get out of that ring?',
      }
      return
    }
    const touchpoints = reached(graph).inOrder.filter(({ lane }) => lane === 'touchpoint')
    const all = touchpoints.reduce((sum, step) => sum + chain.of(step), 0)
    const repairing = touchpoints.filter((step) => chain.afterFailure(step) > 1e-12)
    const after = repairing.reduce((sum, step) => sum + chain.afterFailure(step), 0)
    if (all === 0 || after / all <= share + 1e-9) return
    const mostFirst = repairing.toSorted((a, b) => chain.afterFailure(b) - chain.afterFailure(a))
    const told = mostFirst.slice(0, 5)
    const rest = mostFirst.slice(5)
    const often = (chance = 0, step = touchpoints[0]!): number => chance * chain.of(step)
    const [worst] = graph.steps
      .flatMap(({ fails }) => fails)
      .filter(({ recover }) => recover)
      .sort((a, b) => often(b.chance, b.step) - often(a.chance, a.step))
    const { document } = graph.blueprint
    yield {
      message: `${figure((after / all) * 100)}% of the visits to touchpoints come after something has gone wrong: ${figure(after)} of ${figure(all)} for each customer`,
      help: `Mend first what goes wrong most often: "${shortened(worst!.what, 60)}" at ${code(worst!.step.id)}`,
      marks: [
        {
          at: { document, path: ['title'] },
          says: `${figure((after / all) * 100)}% failure demand, at most ${figure(share * 100)}% are usual`,
        },
        { at: worst!.at, says: `${figure(often(worst!.chance, worst!.step))} times for each customer` },
      ],
      steps: mostFirst,
      // One for a service, whichever its steps.
      identity: 'names',
      why: [
        ...told.map(
          (step) => `${visitsText(graph, chain, step)}; ${figure(chain.afterFailure(step))} of them after a failure`,
        ),
        ...(rest.length > 0
          ? [
              `${fewCodes(rest, 3)}: ${figure(rest.reduce((sum, step) => sum + chain.afterFailure(step), 0))} after a failure`,
            ]
          : []),
        `after a failure ${figure(after)}, in all ${figure(all)}: ${figure(after)} / ${figure(all)} = ${figure((after / all) * 100)}%`,
      ],
      standsOn: chancesBefore(graph, touchpoints),
      plain: () => ({
        lived: `Of all contacts with customers, ${inPlainShare(after / all)} come after something has gone wrong. What most often has to be put right is ${said(worst!.what)} at ${called(worst!.step)}.`,
        change: `See to it first that ${said(worst!.what)} happens less often at ${called(worst!.step)}.`,
        who: decidedBy(graph.blueprint, ...(worst!.cause ? [worst!.cause] : []), ...doersOf(worst!.step)),
      }),
    }
  },
}

const saysHowOften = (graph: Graph): boolean =>
  stepsWith(graph).failures.some(({ fails }) => fails.some(({ chance }) => chance !== undefined))
