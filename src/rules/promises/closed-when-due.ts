import { addTo } from '../../multimap.ts'
import type { Stretch } from '../../graph/between.ts'
import { atATime, everyRun } from '../../graph/every-run.ts'
import type { Graph } from '../../graph/graph.ts'
import { either, leastOpen, minutesAWeek, momentName, openAWeek, openingHours } from '../../graph/hours.ts'
import { doubt } from '../../graph/reach.ts'
import { tooMany } from '../../graph/rounds.ts'
import { termText, withoutEffort } from '../../graph/sums.ts'
import { type PromisedTime, promisedTimes, stretchOf, unlooked } from '../../graph/time.ts'
import type { Owner, Stated, Step } from '../../read/blueprint.ts'
import { inside } from '../../read/document.ts'
import { allCalled, people, promiseDecidedBy, said, twoPlainTimes } from '../../plain.ts'
import { agreeing, code, durationText, listed, quoted } from '../../words.ts'
import type { Rule } from '../rule.ts'

export const closedWhenDue: Rule = {
  id: 'closed-when-due',
  theme: 'promises',
  severity: 'warning',
  summary: 'A promise can be made at a time from which those who have to act are not open long enough to keep it',
  why: 'The promise holds from Monday to Thursday. Whoever asks on Friday evening is told the same, and waits until Monday.',
  fix: 'Promise in opening hours ("the next working day"), open longer, or let somebody act who is there.',
  source: 'Shostack (1984): time; Parasuraman, Zeithaml and Berry (1985): gap 4',
  bad: `blueprint: 1
title: Locked out of the online account
accountable: service-head
owners:
  service-head: { name: Head of service }
  hotline: { name: Hotline, hours: "mon-sat 08:00-20:00" }
  security: { name: Account security, hours: "mon-fri 09:00-17:00" }
promises:
  back-in-a-day:
    says: You are back in within a day
    made: take-call
    kept: unlock
    within: 1d # <- closed-when-due
    owner: service-head
    late: hotline
steps:
  is-locked-out: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: hotline, next: { to: unlock, via: ticket } }
  unlock: { lane: backstage, owner: security, takes: 1h, next: is-in }
  is-in: { lane: customer, outcome: recovered }
`,
  good: `blueprint: 1
title: Locked out of the online account
accountable: service-head
owners:
  service-head: { name: Head of service }
  hotline: { name: Hotline, hours: "mon-sat 08:00-20:00" }
  security: { name: Account security, hours: "mon-sat 09:00-17:00" }
promises:
  back-in-two-days: { says: You are back in within two days, made: take-call, kept: unlock, within: 2d, owner: service-head, late: hotline }
steps:
  is-locked-out: { lane: customer, next: take-call }
  take-call: { lane: touchpoint, owner: hotline, next: { to: unlock, via: ticket } }
  unlock: { lane: backstage, owner: security, takes: 1h, next: is-in }
  is-in: { lane: customer, outcome: recovered }
`,
  needs: {
    isMissing: ({ blueprint: { owners, promises } }) =>
      [...promises.values()].some(({ within, made, kept }) => within !== undefined && made.length > 0 && kept) &&
      [...owners.values()].every(({ hours }) => hours === undefined),
    because: 'no owner says when it is open (`hours`)',
    ask: 'When is each team there, at weekends and in the evening too?',
  },
  // One finding a promise: the owner of whom it is surest, and of these who lacks the most. A step that the customer
  // does, or nobody owns, makes promises at no time that is known. A step of several owners is not certain to need any
  // one of them.
  *check(graph) {
    const looks = { left: mostLooks }
    const beyond: string[] = []
    for (const [promise, times] of promisedTimes(graph)) {
      let worst: Shortage | undefined
      for (const time of times)
        for (const shortage of shortages(graph, time, looks))
          if (!worst || isToldBefore(shortage, worst)) worst = shortage
      if (looks.left < 0) {
        beyond.push(promise.id)
        continue
      }
      if (!worst) continue
      const { owner, made, steps, needed, open, moment } = worst
      const { within, says, id, kept } = promise
      const term = termText(graph.blueprint.written.promises?.[id]?.within, within!)
      const from = momentName(moment)
      const until = momentName(moment + within!)
      const unsplit = steps.filter(({ effort }) => effort === undefined)
      yield {
        message: `Promised on ${from}, ${quoted(says)} leaves ${owner.name} ${open === 0 ? 'no' : `${durationText(open)} of`} open time, and ${durationText(needed)} ${agreeing(durationText(needed), 'is', 'are')} needed`,
        help: `Promise what holds on ${from.split(' ')[0]} too, or let somebody act who is open then`,
        marks: [
          { at: inside(promise.at, 'within'), says: `too short on ${from}` },
          { at: inside(owner.at, 'hours'), says: `open ${durationText(open)} until then` },
        ],
        plain: () => {
          const [open, needed] = twoPlainTimes(worst.open, worst.needed)
          const when = from.replace(' ', ' at ')
          const there = worst.open === 0 ? 'not be there' : `be there for ${open} only`
          return {
            lived: `A customer who is told ${said(says)} on ${when} cannot get it in time. In the time that was promised, ${people([owner])} will ${there}, and ${allCalled(steps, 2)} ${steps.length === 1 ? 'takes' : 'take'} ${needed} at least.`,
            change: `Promise a time that also holds on ${when}, or have ${allCalled(steps, 2)} done by somebody who is there then.`,
            who: promiseDecidedBy(graph.blueprint, promise, ...steps),
          }
        },
        steps: [...new Set([...steps, made, kept!])],
        why: [
          `${term} from ${from} on ${agreeing(term, 'lasts', 'last')} until ${until}${within! >= 10_080 ? ', a week or more later' : ''}; open in that time: ${durationText(open)} (${owner.name}: ${owner.hours})`,
          `${listed(steps.map((step) => `${code(step.id)} ${durationText(handsOn(step)!)}`))}${steps.length > 1 ? `, together ${durationText(needed)}` : ''}: on every way to ${code(kept!.id)}`,
          ...(unsplit.length > 0 ? [withoutEffort(unsplit)] : []),
          `${code(made.id)} promises it ${listed(made.owners.map(({ name, hours = 'always' }) => `${hours} (${name})`))}`,
        ],
        standsOn: [promise, owner, ...made.owners],
        names: [owner.id],
      }
    }
    yield* unlooked(graph)
    if (beyond.length > 0)
      yield tooMany(beyond, (few) => `From when on can each of ${few} not be kept in opening hours?`)
  },
}

interface Shortage {
  readonly owner: Owner
  readonly made: Step
  /** What the owner has to do on every way. */
  readonly steps: readonly Step[]
  /** Minutes. */
  readonly needed: number
  readonly open: number
  /** Of the week. */
  readonly moment: number
  /** From 0, certain. */
  readonly doubt: number
}

const isToldBefore = (one: Shortage, other: Shortage): boolean =>
  one.doubt === other.doubt ? one.needed - one.open > other.needed - other.open : one.doubt < other.doubt

/** Times of opening and closing that are looked at in one blueprint, each for every promise. */
const mostLooks = 1_000_000

const handsOn = ({ effort, takes }: Step): number | undefined => (effort ?? takes)?.shortest

function* shortages(graph: Graph, time: PromisedTime, looks: { left: number }): Iterable<Shortage> {
  const { made, within } = time
  if (made.owners.length === 0) return
  const stretch = stretchOf(graph, time)
  // What an owner may have to do, which is quickly put together, is seldom too much: only then is it asked what is sure.
  const work = workOf(stretch)
  if (![...byOwner(work)].some(([owner, steps]) => shortageOf(owner, steps, stretch, within, looks))) return
  // A hundred flows that are looked at take as long as one stretch of opening hours.
  looks.left -= (Math.ceil(work.length / atATime) * (graph.edges.length + graph.steps.length)) / 100
  for (const [owner, steps] of byOwner(sureWork(graph, stretch, work))) {
    const shortage = shortageOf(owner, steps, stretch, within, looks)
    if (shortage) yield shortage
  }
}

function shortageOf(
  owner: Owner,
  steps: readonly Step[],
  { from: made }: Stretch,
  within: number,
  looks: { left: number },
): Shortage | undefined {
  let needed = 0
  for (const step of steps) needed += handsOn(step)!
  const hours = openingHours(owner.hours)
  // Whole weeks are open for as long from any moment on.
  if (needed <= Math.floor(within / minutesAWeek) * openAWeek(hours)) return undefined
  if (looks.left < 0) return undefined
  const asked = either(made.owners.map((one) => openingHours(one.hours)))
  looks.left -= hours.length + asked.length
  const { moment, open } = leastOpen(hours, asked, within)
  if (open >= needed - 1e-9) return undefined
  const doubtIn = (things: readonly Stated[]): number =>
    things.reduce((most, { basis }) => Math.max(most, doubt[basis]), 0)
  return { owner, made, steps, needed, open, moment, doubt: doubtIn([owner, made, ...made.owners, ...steps]) }
}

/** What only owners with opening hours can do, in the order of the file. */
function workOf({ from: made, steps }: Stretch): Step[] {
  const work: Step[] = []
  for (const step of steps)
    if (step.owners.length === 1 && step.owners[0]!.hours !== undefined && step !== made && handsOn(step))
      work.push(step)
  return work
}

/** What of it has to be done in every run. */
function sureWork(graph: Graph, { from: made, to: kept, has }: Stretch, work: readonly Step[]): Step[] {
  const groups = work.map((step) => [step])
  const run = everyRun(graph, [made], groups, has)
  return run.reached(kept) ? work.filter((_, position) => run.has(position, kept)) : []
}

function byOwner(work: readonly Step[]): Map<Owner, Step[]> {
  const steps = new Map<Owner, Step[]>()
  for (const step of work) addTo(steps, step.owners[0]!, step)
  return steps
}
