import type { Draft, Plain } from '../../finding.ts'
import type { Edge, Graph } from '../../graph/graph.ts'
import type { Way } from '../../graph/reach.ts'
import { type Longest, longestTime } from '../../graph/longest-time.ts'
import { tooMany } from '../../graph/rounds.ts'
import { turningBack } from '../../graph/turning-back.ts'
import { sumText, termText, unsaidText } from '../../graph/sums.ts'
import {
  cannotBeKept,
  isLonger,
  largestPart,
  type PromisedTime,
  promisedTimes,
  stretchOf,
  unlooked,
} from '../../graph/time.ts'
import { inside } from '../../read/document.ts'
import type { Promised, Step } from '../../read/blueprint.ts'
import { called, enoughInPlainTime, inPlainTime, promiseDecidedBy, said, twoPlainTimes } from '../../plain.ts'
import { agreeing, code, codes, durationText, quoted } from '../../words.ts'
import type { OpenEnd, Rule } from '../rule.ts'

export const unguaranteedPromise: Rule = {
  id: 'unguaranteed-promise',
  theme: 'promises',
  severity: 'warning',
  summary: 'Although nothing goes wrong, keeping the promise can take longer than was promised, or as long as it likes',
  why: 'The promise holds on good days. Customers remember the others, and by then nobody at the counter can do anything.',
  fix: 'Shorten the step that takes the largest part, bound the ring with `limit`, or promise what holds on slow days too.',
  source: 'Shostack (1984): time and deviation; Parasuraman, Zeithaml and Berry (1985): gap 4',
  bad: `blueprint: 1
title: New glasses
accountable: optician
owners:
  optician: { name: Optician }
promises:
  glasses-tomorrow: { says: Your glasses tomorrow, made: take-order, kept: hand-over, within: 1d, owner: optician, late: optician } # <- unguaranteed-promise
steps:
  choose-frame: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: optician, next: grind-lenses }
  grind-lenses: { lane: backstage, owner: optician, takes: 3h..23h, next: hand-over }
  hand-over: { lane: touchpoint, owner: optician, takes: 1h..4h, next: can-see }
  can-see: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: New glasses
accountable: optician
owners:
  optician: { name: Optician }
promises:
  glasses-in-two-days: { says: Your glasses in two days, made: take-order, kept: hand-over, within: 2d, owner: optician, late: optician }
steps:
  choose-frame: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, owner: optician, next: grind-lenses }
  grind-lenses: { lane: backstage, owner: optician, takes: 3h..23h, next: hand-over }
  hand-over: { lane: touchpoint, owner: optician, takes: 1h..4h, next: can-see }
  can-see: { lane: customer, outcome: served }
`,
  // What cannot be kept at all is impossible-promise's. One finding a promise: from the step that makes it and from
  // which it can take the longest; what is open is only told where nothing is found.
  *check(graph) {
    const looks = { left: mostLooks }
    const open: string[] = []
    for (const [promise, times] of promisedTimes(graph)) {
      if (times.every(isSureAndSaid) || cannotBeKept(times)) continue
      const longest: { time: PromisedTime; longest: Longest }[] = []
      for (const time of times)
        if (looks.left > 0) longest.push({ time, longest: longestTime(graph, stretchOf(graph, time), looks) })
      if (longest.length < times.length) {
        open.push(promise.id)
        continue
      }
      const [worst] = longest
        .filter(({ time, longest }) => 'ring' in longest || isLonger(longest.taken.minutes, time.within))
        .sort((a, b) => minutesOf(b.longest) - minutesOf(a.longest))
      const term = termText(graph.blueprint.written.promises?.[promise.id]?.within, promise.within!)
      if (worst) yield draftOf(graph, worst.time, worst.longest, term)
      else yield* openEnds(promise, longest)
    }
    yield* unlooked(graph)
    if (open.length > 0) yield tooMany(open, (few) => `How long at most does it take to keep each of ${few}?`)
  },
}

/** Steps and flows that are looked at to find the longest ways of one blueprint. */
const mostLooks = 100_000_000

/** In time whatever happens, and every step on the way says what it takes. */
const isSureAndSaid = ({ isSure, isSaid }: PromisedTime): boolean => isSure && isSaid

const minutesOf = (longest: Longest): number => ('ring' in longest ? Number.MAX_VALUE : longest.taken.minutes)

function draftOf(graph: Graph, time: PromisedTime, longest: Longest, term: string): Draft {
  const { promise, made, kept } = time
  const plain = (): Plain => inPlainWords(graph, time, longest)
  const { says } = promise
  const at = inside(promise.at, 'within')
  if ('ring' in longest) {
    const { ring, way } = longest
    const closing = closingOf(graph, ring, way)
    return {
      message: `${quoted(says)} can take any time: ${codes(ring)} can be repeated without end, and ${term} ${agreeing(term, 'is', 'are')} promised`,
      help: `Add \`limit:\` to the flow from ${code(closing.from.id)} to ${code(closing.to.id)}`,
      marks: [
        { at, says: 'without bound' },
        { at: closing.flow.at, says: 'goes back, as often as it likes' },
      ],
      plain,
      steps: [...new Set([...ring, made, kept])],
      way,
      why: [`between ${code(made.id)} and ${code(kept.id)}, nothing says how often at most`],
      standsOn: [promise],
    }
  }
  const { taken, rounds, isLeast } = longest
  const largest = largestPart(taken)
  const total = durationText(taken.minutes)
  return {
    message: `${quoted(says)} can take ${total}${isLeast ? ' and more' : ''}, and ${term} ${agreeing(term, 'is', 'are')} promised`,
    help: `Shorten ${code(largest.step.id)}, which takes the largest part (${durationText(largest.minutes)}), or promise \`within: ${total}\``,
    marks: [
      { at, says: `can take ${total}` },
      { at: inside(largest.step.at, 'takes'), says: 'takes the largest part' },
    ],
    plain,
    steps: [...new Set([largest.step, made, kept])],
    way: taken.way,
    why: [
      `at worst ${sumText(taken)}, and ${term} ${agreeing(term, 'is', 'are')} promised`,
      ...rounds.map(
        ({ edge, times }) =>
          `${code(edge.from.id)} leads back to ${code(edge.to.id)} ${times === 1 ? 'once' : `${times} times`} (\`limit: ${edge.flow.limit}\`)`,
      ),
      ...unsaidText(taken.unknown),
    ],
    standsOn: [promise, ...taken.parts.map(({ step }) => step), ...rounds.map(({ edge }) => edge.flow)],
  }
}

/** The flow that leads back to where the ring is entered. */
function closingOf(graph: Graph, ring: readonly Step[], { edges }: Way): Edge {
  const last = edges.findLastIndex(({ from, to }) => to === ring[0] && ring.includes(from))
  return turningBack(graph, edges.slice(last + 1 - ring.length, last + 1))!
}

function inPlainWords(graph: Graph, { promise, within }: PromisedTime, longest: Longest): Plain {
  const { blueprint } = graph
  const told = `Customers who were told ${said(promise.says)} can wait`
  if ('ring' in longest) {
    const { from, to } = closingOf(graph, longest.ring, longest.way)
    return {
      lived: `${told} without end: from ${called(from)} it can go back to ${called(to)} any number of times. The promise leaves ${inPlainTime(within)}.`,
      change: `Decide how often at most it may go back from ${called(from)} to ${called(to)}, and what happens then.`,
      who: promiseDecidedBy(blueprint, promise, from),
    }
  }
  const { taken, isLeast } = longest
  const [least, promised] = twoPlainTimes(taken.minutes, within)
  const more = isLeast || taken.unknown.length > 0
  const { step, minutes } = largestPart(taken)
  const enough = enoughInPlainTime(taken.minutes)
  return {
    lived: `${told} ${least}${more ? ' or more' : ''}, although nothing goes wrong, and the promise leaves ${promised}. ${called(step)} alone can take up ${inPlainTime(minutes)} of that.`,
    change: `Make ${called(step)} faster, or promise ${more ? `more than ${enough}` : enough} instead of ${promised}.`,
    who: promiseDecidedBy(blueprint, promise, step),
  }
}

function* openEnds({ says }: Promised, longest: readonly { longest: Longest }[]): Iterable<OpenEnd> {
  const unknown = new Set<Step>()
  let isLeast = false
  for (const { longest: one } of longest) {
    if ('ring' in one) continue
    for (const step of one.unknown) unknown.add(step)
    if (one.isLeast) isLeast = true
  }
  if (unknown.size > 0)
    yield {
      because: `${codes([...unknown])} on the way to keeping ${quoted(says)} ${unknown.size === 1 ? 'says' : 'say'} no time (\`takes\`)`,
      ask: `How long at most ${unknown.size === 1 ? 'does' : 'do'} ${codes([...unknown])} take, waiting included?`,
      whom: [...new Set([...unknown].flatMap(({ owners }) => owners))],
    }
  else if (isLeast)
    yield {
      because: `the rings on the way to keeping ${quoted(says)} are too interwoven to find the longest way`,
      ask: `How long at most does it take to keep ${quoted(says)}?`,
    }
}
