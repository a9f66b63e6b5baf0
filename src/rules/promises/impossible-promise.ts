import { least } from '../../graph/reach.ts'
import { sumText, termText, unsaidText } from '../../graph/sums.ts'
import {
  isLonger,
  largestPart,
  type PromisedTime,
  promisedTimes,
  shortestTime,
  stretchOf,
  type Taken,
  unlooked,
} from '../../graph/time.ts'
import { inside } from '../../read/document.ts'
import { called, enoughInPlainTime, inPlainTime, promiseDecidedBy, said, twoPlainTimes } from '../../plain.ts'
import { agreeing, code, codes, durationText, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const impossiblePromise: Rule = {
  id: 'impossible-promise',
  theme: 'promises',
  severity: 'error',
  summary: 'Even when everything goes as fast as it can, keeping the promise takes longer than was promised',
  why: 'Every customer who is told this is let down, however hard everybody works. Those who tell it usually do not know.',
  fix: 'Promise what can be kept, or shorten the step that takes the largest part.',
  source: 'Parasuraman, Zeithaml and Berry (1985): gap 4, promised against delivered; Shostack (1984): time',
  bad: `blueprint: 1
title: Spare key for a flat
accountable: housing-office
owners:
  housing-office: { name: Housing office }
promises:
  key-tonight: { says: Your key is ready tonight, made: take-order, kept: hand-over-key, within: 10h, owner: housing-office, late: housing-office } # <- impossible-promise
steps:
  lose-key: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: housing-office, next: cut-key }
  cut-key: { lane: backstage, owner: housing-office, takes: 20h, next: hand-over-key }
  hand-over-key: { lane: touchpoint, owner: housing-office, takes: 1h, next: has-key }
  has-key: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Spare key for a flat
accountable: housing-office
owners:
  housing-office: { name: Housing office }
promises:
  key-tomorrow: { says: Your key is ready tomorrow, made: take-order, kept: hand-over-key, within: 1d, owner: housing-office, late: housing-office }
steps:
  lose-key: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: housing-office, next: cut-key }
  cut-key: { lane: backstage, owner: housing-office, takes: 20h, next: hand-over-key }
  hand-over-key: { lane: touchpoint, owner: housing-office, takes: 1h, next: has-key }
  has-key: { lane: customer, outcome: recovered }
`,
  // Of several steps that make the promise, the one that is furthest from keeping it is told: one finding a promise.
  *check(graph) {
    for (const [promise, times] of promisedTimes(graph)) {
      const found = slowest(times)
      if (!found) continue
      const worst = shortestTime(graph, stretchOf(graph, found))!
      const { within, kept, id, says } = promise
      const largest = largestPart(worst)
      const term = termText(graph.blueprint.written.promises?.[id]?.within, within!)
      yield {
        message: `${quoted(says)} cannot be kept: it takes ${durationText(worst.minutes)} at least, and ${term} ${agreeing(term, 'is', 'are')} promised`,
        help: `Promise \`within: ${durationText(worst.minutes)}\` or more, or shorten ${code(largest.step.id)}, which takes the largest part (${durationText(largest.minutes)})`,
        marks: [
          { at: inside(promise.at, 'within'), says: `takes ${durationText(worst.minutes)} at least` },
          { at: inside(largest.step.at, 'takes'), says: 'takes the largest part' },
        ],
        plain: () => {
          const { minutes, way } = worst
          const [taken, promised] = twoPlainTimes(minutes, within!)
          return {
            lived: `${said(says)} cannot be kept: from ${called(way.from)} on it takes at least ${taken}, and the promise leaves ${promised}. Customers who are told it there are let down, however hard everybody works.`,
            change: `Promise ${enoughInPlainTime(minutes)} or more, or shorten ${called(largest.step)}, which takes up ${inPlainTime(largest.minutes)} of that.`,
            who: promiseDecidedBy(graph.blueprint, promise, largest.step),
          }
        },
        steps: [...new Set([largest.step, worst.way.from, kept!])],
        way: worst.way,
        why: [
          `at best ${sumText(worst)}, and ${term} ${agreeing(term, 'is', 'are')} promised`,
          ...waiting(worst),
          ...unsaidText(worst.unknown),
        ],
        standsOn: [promise],
      }
    }
    yield* unlooked(graph)
  },
}

/** Of those that are too slow: the first of the slowest. */
function slowest(times: readonly PromisedTime[]): PromisedTime | undefined {
  const tooSlow = times.filter(({ shortest = 0, within }) => isLonger(shortest, within))
  return least(tooSlow, ({ shortest }) => -shortest!)
}

const waiting = ({ parts }: Taken): string[] => {
  const joins = parts.flatMap(({ step }) => (step.join === 'all' ? [step] : []))
  return joins.length === 0 ? [] : [`${codes(joins)} begins when all its branches are done: the slowest is counted`]
}
