import {
  hiddenWaits,
  isHidden,
  isVisible,
  mayWaitTooLong,
  type Wait,
  type WithoutBound,
} from '../../graph/hidden-wait.ts'
import { type Edge, edgesFrom, edgesInto, type Graph } from '../../graph/graph.ts'
import { endOfWayTo, reached, search, surestEdge, wayOn } from '../../graph/reach.ts'
import { turningBack } from '../../graph/turning-back.ts'
import type { Plain } from '../../finding.ts'
import { allCalled, called, decidedBy, doersOf, inPlainTime } from '../../plain.ts'
import { isCustomers, type Step } from '../../read/blueprint.ts'
import { code, codes, count, durationText, fewCodes } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const silentWait: Rule = {
  id: 'silent-wait',
  theme: 'customer',
  severity: 'warning',
  summary:
    'Between two steps that the customer sees, hidden steps can take longer than 24 hours, or than their patience',
  why: 'Inside, work is going on; outside there is nothing. A customer who hears nothing assumes the worst, and calls.',
  fix: 'Let the customer hear something on the way, or shorten what is hidden. Where the customer knows how long it takes, and waits, say so with `patience` on their step.',
  source: 'Maister (1985): uncertain waits are longer; Bitner, Ostrom and Morgan (2008): line of visibility',
  bad: `blueprint: 1
title: Tissue sample
accountable: clinic
owners:
  clinic: { name: Clinic }
steps:
  worries: { lane: customer, next: take-sample }
  take-sample: { lane: touchpoint, owner: clinic, takes: 30m, next: cut-sample }
  cut-sample: { lane: support, owner: clinic, takes: 1h..4h, next: read-sample } # <- silent-wait
  read-sample: { lane: support, owner: clinic, takes: 6h..2d, next: tell-result }
  tell-result: { lane: touchpoint, owner: clinic, takes: 20m, next: knows }
  knows: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Tissue sample
accountable: clinic
owners:
  clinic: { name: Clinic }
steps:
  worries: { lane: customer, next: take-sample }
  take-sample: { lane: touchpoint, owner: clinic, takes: 30m, next: hears-how-long }
  hears-how-long: { lane: customer, patience: 3d, next: cut-sample }
  cut-sample: { lane: support, owner: clinic, takes: 1h..4h, next: read-sample }
  read-sample: { lane: support, owner: clinic, takes: 6h..2d, next: tell-result }
  tell-result: { lane: touchpoint, owner: clinic, takes: 20m, next: knows }
  knows: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'what takes long is on both sides of something that the customer sees',
      blueprint: `blueprint: 1
title: Tissue sample
accountable: clinic
owners:
  clinic: { name: Clinic }
steps:
  worries: { lane: customer, next: cut-sample }
  cut-sample: { lane: support, owner: clinic, takes: 20h, next: say-it-has-come }
  say-it-has-come: { lane: touchpoint, owner: clinic, takes: 5m, next: read-sample }
  read-sample: { lane: support, owner: clinic, takes: 20h, next: knows }
  knows: { lane: customer, outcome: served }
`,
    },
  ],
  needs: {
    isMissing: ({ steps }) => !steps.some((step) => step.takes !== undefined && isHidden(step)) && steps.some(isHidden),
    because: 'no step behind the line of visibility says how long it takes (`takes`)',
    ask: 'How long, at most, does each step take that the customer does not see?',
  },
  options: {
    longest: {
      kind: 'duration',
      default: 24 * 60,
      says: 'How long customers may hear nothing where they state no `patience`',
    },
  },
  // A ring whose limited flows bound it is run as often as they say; one without limit, even where no step in it says
  // what it takes, is without bound.
  *check(graph, options) {
    const limitAt = (step: Step): number =>
      isCustomers(step) ? (step.patience ?? options['longest']!) : options['longest']!
    if (!mayWaitTooLong(graph, limitAt)) return
    const waits = hiddenWaits(graph)
    const looks = { left: mostLooks }
    for (const step of reached(graph).inOrder) {
      const wait = isHidden(step) ? waits(step) : undefined
      const before =
        wait && shortestPatience(graph, edgesInto(graph, step).filter(beginsWait(reached(graph).has)), limitAt)
      if (!before || ('minutes' in wait && wait.minutes <= limitAt(before.from))) continue
      const limit = durationText(limitAt(before.from))
      const edges = 'ring' in wait ? wait.into : edgesOf(wait)
      const hidden = [before, ...('ring' in wait ? edges : edges.slice(0, -1))]
      const silent = [...edges.map(({ from }) => from), ...('ring' in wait ? wait.ring : [])]
      const of = isBeside(graph, hidden, edges, looks) ? [...new Set(silent)] : []
      yield {
        message: `After ${code(before.from.id)} the customer may hear nothing ${of.length > 0 ? `of ${fewCodes(of)} ` : ''}${'ring' in wait ? 'without bound' : `for ${durationText(wait.minutes)}`}${before.from.patience === undefined ? '' : `; their patience is ${limit}`}`,
        help: `Put a step that the customer sees no later than ${limit} after ${code(before.from.id)}, or ${'ring' in wait ? boundOf(graph, wait) : 'shorten what is hidden'}`,
        marks: [
          { at: { ...step.at, part: 'key' }, says: 'the customer sees nothing from here on' },
          { at: { ...before.from.at, part: 'key' }, says: `the last that they see; at most ${limit}` },
        ],
        identity: 'names',
        names: [step.id],
        steps: [...new Set([step, ...silent, before.from])],
        way: wayOn(endOfWayTo(graph, before.from), before, edges),
        why: 'ring' in wait ? [roundOf(wait.ring)] : sumOf(wait),
        plain: () => plainOf(graph, wait, before.from, { limit: limitAt(before.from), of }),
      }
    }
  },
}

/** However short its steps are, a ring without limit takes any time. */
function boundOf(graph: Graph, { ring }: WithoutBound): string {
  const inRing = new Set(ring)
  const closing = turningBack(
    graph,
    ring
      .flatMap((step) => edgesFrom(graph, step))
      .filter(({ kind, to, flow }) => kind === 'next' && flow.limit === undefined && inRing.has(to)),
  )
  const back =
    closing &&
    ` to the flow from ${code(closing.from.id)} ${closing.from === closing.to ? 'back to itself' : `to ${code(closing.to.id)}`}`
  return `add \`limit:\`${back ?? ' to a flow that leads back'}`
}

const beginsWait =
  (isReached: (step: Step) => boolean) =>
  ({ kind, from }: Edge): boolean =>
    kind === 'next' && isVisible(from) && isReached(from)

/** Of those who are equally patient, the surest. */
function shortestPatience(graph: Graph, edges: readonly Edge[], limitAt: (step: Step) => number): Edge | undefined {
  const shortest = Math.min(...new Set(edges.map(({ from }) => limitAt(from))))
  return surestEdge(
    graph,
    edges.filter(({ from }) => limitAt(from) === shortest),
  )
}

const roundOf = (ring: readonly Step[]): string =>
  ring.length === 1
    ? `${code(ring[0]!.id)} can lead to itself again and again, without \`limit\``
    : `${ring.length > 4 ? count(ring.length, 'step') : codes(ring)} can lead to each other again and again, without \`limit\``

function edgesOf(wait: Wait): Edge[] {
  const edges: Edge[] = []
  for (let here: Wait | undefined = wait; here; here = here.then) edges.push(here.edge)
  return edges
}

/** Flows that are looked at in one blueprint to see what else the customer may hear of. */
const mostLooks = 20_000_000

/**
 * Something else goes on at the same time, of which the customer may hear before: beside one of the flows of the wait a
 * branch is begun that gets to what they see without coming together with it again.
 */
function isBeside(graph: Graph, hidden: readonly Edge[], onward: readonly Edge[], looks: { left: number }): boolean {
  const own = new Set(
    [...hidden, ...onward].map(({ to }) => to).filter((step) => isHidden(step) || step.join !== 'any'),
  )
  const others = hidden.flatMap(({ from, flow }) =>
    from.split === 'one' ? [] : edgesFrom(graph, from).filter((edge) => edge.kind === 'next' && edge.flow !== flow),
  )
  const beside = others.map(({ to }) => to).filter((step) => !own.has(step))
  if (beside.length === 0) return false
  looks.left -= graph.edges.length
  if (looks.left < 0) return true
  const { inOrder } = search(graph, beside, ({ kind, from, to }) => kind === 'next' && isHidden(from) && !own.has(to))
  return inOrder.some(isVisible)
}

function plainOf(
  { blueprint }: Graph,
  wait: Wait | WithoutBound,
  last: Step,
  { limit, of }: { readonly limit: number; readonly of: readonly Step[] },
): Plain {
  const silent = 'ring' in wait ? wait.ring : edgesOf(wait).map(({ from }) => from)
  const longest = silent.reduce((most, step) => (timeOf(step) > timeOf(most) ? step : most))
  const patience = last.patience === undefined ? '' : `, and they have patience for ${inPlainTime(limit)}`
  const ofThis = of.length > 0 ? ` of ${allCalled(of)}` : ''
  const isSaid = silent.every(({ takes }) => takes)
  return {
    lived:
      'ring' in wait
        ? `After ${called(last)} there is no limit to how long customers may hear nothing${ofThis}${patience}. Out of their sight ${
            silent.length === 1 ? `${called(longest)} can be done` : `${allCalled(silent)} can follow on each other`
          } again and again, and nothing says how often.`
        : `After ${called(last)} customers may hear nothing${ofThis} for ${inPlainTime(wait.minutes)}${isSaid ? '' : ' or longer'}${patience}.${
            silent.length > 1
              ? ` The longest step out of their sight is ${called(longest)}, with up to ${inPlainTime(timeOf(longest))}.`
              : of.length > 0
                ? ''
                : ` All of it goes by out of their sight, at ${called(longest)}.`
          }`,
    change: `Tell customers something within ${inPlainTime(limit)} after ${called(last)}, or shorten what goes on out of their sight.`,
    who: decidedBy(blueprint, ...doersOf(longest, last)),
  }
}

const timeOf = ({ takes }: Step): number => takes?.longest ?? 0

/** 4h `cut-sample` + 2d `read-sample` = 52h */
function sumOf(wait: Wait): string[] {
  const parts: string[] = []
  const silent: Step[] = []
  for (let here: Wait | undefined = wait; here; here = here.then) {
    const { step, rounds } = here
    if (step.takes) parts.push(`${durationText(step.takes.longest)} ${code(step.id)}`)
    else silent.push(step)
    if (rounds && rounds.times > 0)
      parts.push(
        `${count(rounds.times, 'round')} more of ${codes(rounds.steps)}, ${durationText(rounds.times * rounds.minutes)}`,
      )
  }
  const sum = `${parts.join(' + ')} = ${durationText(wait.minutes)}`
  const unsaid = [...new Set(silent)]
  return unsaid.length === 0
    ? [sum]
    : [sum, `what ${codes(unsaid)} ${unsaid.length > 1 ? 'take' : 'takes'} comes on top`]
}
