import { canEndWell, isGood } from '../../graph/good-outcomes.ts'
import { edgesFrom, type Graph, question } from '../../graph/graph.ts'
import { isHidden } from '../../graph/hidden-wait.ts'
import { leadingTo } from '../../graph/leading.ts'
import { endOfWayTo, onFailurePath, reached, wayOn } from '../../graph/reach.ts'
import { mostRounds, tooMany } from '../../graph/rounds.ts'
import { called, decidedBy, doersOf, said } from '../../plain.ts'
import { isCustomers, type Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { code } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const channelDeadEnd: Rule = {
  id: 'channel-dead-end',
  theme: 'flow',
  severity: 'warning',
  summary:
    'A journey, or its repair, that begins in one channel and cannot end well unless the customer goes to another',
  why: 'The customer chose the channel that suits them, and learns at the end that it was the wrong one. Many stop there, and no number shows it.',
  fix: 'Let the journey be finished where it began; or come to the customer, so that they do not have to change; or promise the other channel there.',
  source: 'Bitner, Ostrom and Morgan (2008); Towers, CEMMethod: moments of truth',
  bad: `blueprint: 1
title: New current account
accountable: retail-lead
owners:
  retail-lead: { name: Head of retail, kind: role }
  retail: { name: Retail team }
steps:
  wants-account: { lane: customer, next: take-data }
  take-data:
    lane: touchpoint
    channel: app # <- channel-dead-end
    owner: retail
    next: goes-to-branch
  goes-to-branch: { lane: customer, next: check-identity }
  check-identity: { lane: touchpoint, channel: store, owner: retail, next: has-account }
  has-account: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: New current account
accountable: retail-lead
owners:
  retail-lead: { name: Head of retail, kind: role }
  retail: { name: Retail team }
steps:
  wants-account: { lane: customer, next: take-data }
  take-data: { lane: touchpoint, channel: app, owner: retail, next: holds-up-passport }
  holds-up-passport: { lane: customer, next: check-identity }
  check-identity: { lane: touchpoint, channel: app, owner: retail, next: has-account }
  has-account: { lane: customer, outcome: served }
`,
  innocent: [
    {
      when: 'the service itself turns to the customer over another channel',
      blueprint: `blueprint: 1
title: Question about a loan
accountable: loans
owners:
  loans: { name: Loans team }
steps:
  has-question: { lane: customer, next: take-question }
  take-question: { lane: touchpoint, channel: web, owner: loans, next: ring-back }
  ring-back: { lane: touchpoint, channel: phone, owner: loans, next: knows }
  knows: { lane: customer, outcome: served }
`,
    },
    {
      when: 'the other channel keeps what was promised in the first',
      blueprint: `blueprint: 1
title: Book put aside
accountable: library
owners:
  library: { name: Library }
promises:
  put-aside: { says: We keep the book at the desk for you, made: take-order, kept: hand-over, owner: library }
steps:
  wants-book: { lane: customer, next: take-order }
  take-order: { lane: touchpoint, channel: web, owner: library, next: comes-by }
  comes-by: { lane: customer, next: hand-over }
  hand-over: { lane: touchpoint, channel: store, owner: library, next: reads }
  reads: { lane: customer, outcome: served }
`,
    },
  ],
  needs: {
    isMissing: ({ steps }) =>
      !steps.some((step) => step.channel !== undefined && isTouchpoint(step)) && steps.some(isTouchpoint),
    because: 'no touchpoint says in which `channel` it meets the customer',
    ask: 'Where does each meeting with the customer take place: on the phone, on the web, in the store?',
  },
  // A touchpoint that any customer's step leads into is left out whole, also where an own step leads there as well.
  *check(graph) {
    const turnedTo = touchpointsTurnedTo(graph)
    const others = new Set(turnedTo.map(({ channel }) => channel!))
    if (others.size === 0) return
    const channels = new Map<string, ReturnType<typeof within>>()
    let endsAnyway: ((step: Step) => boolean) | undefined
    const open = new Set<string>()
    for (const first of firstTouchpoints(graph)) {
      const { channel } = first
      // Who is turned to no other channel ends as well as everybody.
      if (channel === undefined || (others.size === 1 && others.has(channel))) continue
      const all = canEndWell(graph)
      if (!all.has(first)) continue
      if (!channels.has(channel)) {
        // Where there are many, most who begin in one need not be looked at for it: they need to be turned to nowhere.
        if (channels.size >= 10 && (endsAnyway ??= within(graph, undefined, turnedTo).endsWell)(first)) continue
        if (channels.size >= mostRounds(graph)) {
          open.add(channel)
          continue
        }
        channels.set(channel, within(graph, channel, turnedTo))
      }
      const { isLeftOut, endsWell } = channels.get(channel)!
      if (endsWell(first)) continue
      const on = all.on(first)
      const other = on.map(({ to }) => to).find(isLeftOut)!
      yield {
        message: `Who begins at ${code(first.id)} (${channel}) cannot end well without going to ${other.channel}: ${code(other.id)}`,
        help: `Add a way from ${code(first.id)} to a good outcome that stays in \`channel: ${channel}\`, or one on which you turn to the customer yourself`,
        plain: () => ({
          lived: `Customers who begin at ${called(first)} (${said(channel)}) cannot come to a good end there. They have to turn elsewhere themselves, for example to ${called(other)} (${said(other.channel!)}), and some may give up instead.`,
          change: `Let customers finish what they begin at ${called(first)}, or turn to them from there instead of having them go to ${called(other)}.`,
          who: decidedBy(graph.blueprint, ...doersOf(first, other)),
        }),
        marks: [
          { at: inside(first.at, 'channel'), says: 'begins here' },
          { at: inside(other.at, 'channel'), says: 'the customer has to come here' },
        ],
        steps: [first, other],
        way: wayOn(endOfWayTo(graph, first), on),
      }
    }
    if (open.size > 0)
      yield tooMany([...open], (few) => `Can who begins in each of ${few} come to a good end without going elsewhere?`)
  },
}

const isTouchpoint = ({ lane }: Step): boolean => lane === 'touchpoint'

/**
 * Where a journey meets the service first: behind a start, and behind each step that takes over a repair. What is put
 * right out of sight and is then on the ordinary way again begins no other journey than the customer's own.
 */
function firstTouchpoints(graph: Graph): Step[] {
  const { has } = reached(graph)
  const repairs = new Set<Step>()
  for (const { kind, from, to } of graph.edges) if (kind === 'recover' && has(from)) repairs.add(to)
  const isBack = (step: Step): boolean => isHidden(step) && !onFailurePath(graph)(step)
  return [
    ...new Set([
      ...firstFrom(graph, graph.blueprint.starts, () => true),
      ...firstFrom(graph, repairs, (step) => !isBack(step)),
    ]),
  ]
}

function firstFrom(graph: Graph, from: Iterable<Step>, goesOn: (step: Step) => boolean): Step[] {
  const seen = new Set(from)
  for (const step of seen)
    if (!isTouchpoint(step) && goesOn(step)) for (const { to } of edgesFrom(graph, step)) seen.add(to)
  return [...seen].filter(isTouchpoint)
}

/** Those in a channel that a customer's step leads into. */
function touchpointsTurnedTo(graph: Graph): Step[] {
  const { has } = reached(graph)
  const steps = new Set<Step>()
  for (const { from, to } of graph.edges)
    if (to.channel !== undefined && isCustomers(from) && isTouchpoint(to) && has(from)) steps.add(to)
  return [...steps]
}

/** By channel, the steps that keep what is promised there. */
const keptByChannel = question(({ blueprint }): ReadonlyMap<string, ReadonlySet<Step>> => {
  const byChannel = new Map<string, Set<Step>>()
  for (const { kept, made } of blueprint.promises.values())
    for (const { channel } of kept ? made : [])
      if (channel !== undefined) byChannel.set(channel, (byChannel.get(channel) ?? new Set()).add(kept!))
  return byChannel
})

/** The service as it is for who stays in a channel; undefined for who goes to none that customers have to turn to. */
function within(graph: Graph, channel: string | undefined, turnedTo: readonly Step[]) {
  const kept = channel === undefined ? undefined : keptByChannel(graph).get(channel)
  const leftOut = new Set(turnedTo.filter((step) => step.channel !== channel && !kept?.has(step)))
  const goals = graph.steps.filter((step) => isGood(step) && !leftOut.has(step))
  return {
    isLeftOut: (step: Step): boolean => leftOut.has(step),
    endsWell: leadingTo(graph, goals, ({ from }) => !leftOut.has(from)).has,
  }
}
