import { addTo } from '../../multimap.ts'
import type { Draft, Plain } from '../../finding.ts'
import type { Graph } from '../../graph/graph.ts'
import { openAWeek, openingHours } from '../../graph/hours.ts'
import { mostRounds } from '../../graph/rounds.ts'
import { withoutEffort } from '../../graph/sums.ts'
import {
  basisOfChances,
  chancesBefore,
  customersAWeek,
  isPresumed,
  type Presumed,
  type Visits,
  visits,
  visitsText,
} from '../../graph/visits.ts'
import { effortOf, isStaffed, loadOn, minutesOf, type Part, partsOf, roughWork, staffed } from '../../graph/work.ts'
import { decidedBy, justNamed, people as peopleCalled } from '../../plain.ts'
import type { Basis, Owner, Stated, Step } from '../../read/blueprint.ts'
import type { Place } from '../../read/document.ts'
import { agreeing, code, count, durationText, figure } from '../../words.ts'
import { across, type Options, type Rule } from '../rule.ts'
import { isShared, justStated, placeOf } from '../shared.ts'

const rounding = 1e-9

export const overload: Rule = {
  id: 'overload',
  theme: 'load',
  severity: 'error',
  summary: 'Somebody has more work in a week than open hours, or so much that every peak makes a queue',
  why: 'What comes in faster than it is done waits, and waits longer every week. Long before that, above 85%, each busy hour leaves a queue behind.',
  fix: 'More people or longer hours, less effort for each case, or fewer cases: look first at what comes twice.',
  source: "Kingman (1961): queues under load; Little's law",
  bad: `blueprint: 1
title: Passport office
accountable: office-head
demand: 100/week
owners:
  office-head: { name: Head of the office }
  clerks: { name: Clerks, people: 2, hours: "mon-fri 08:00-12:00" } # <- overload
steps:
  need-passport: { lane: customer, next: take-form }
  take-form: { lane: touchpoint, owner: clerks, effort: 30m, next: has-passport }
  has-passport: { lane: customer, outcome: served }
`,
  good: `blueprint: 1
title: Passport office
accountable: office-head
demand: 100/week
owners:
  office-head: { name: Head of the office }
  clerks: { name: Clerks, people: 3, hours: "mon-fri 08:00-12:00" }
steps:
  need-passport: { lane: customer, next: take-form }
  take-form: { lane: touchpoint, owner: clerks, effort: 30m, next: has-passport }
  has-passport: { lane: customer, outcome: served }
`,
  needs: {
    isMissing: (graph) => customersAWeek(graph) === undefined && isStaffed(graph),
    because: 'it is not said how many customers start (`demand`)',
    ask: 'How many customers begin this in a day or a week?',
  },
  // Owners of the blueprint's own file are judged here; those of an organization's file over all blueprints of the run,
  // the service as it is and as it is to be each by itself. A step without `effort` and `takes` counts as no work.
  *check(graph, options) {
    if (!visits(graph) && isStaffed(graph))
      yield {
        because:
          'customers can get into a ring that lets nobody out, or hardly anybody, so that visits cannot be counted',
        ask: 'How do customers get out of that ring?',
      }
    for (const load of loadsOf(graph, options)) if (!load.isShared) yield* judged([load])
  },
  options: {
    busy: {
      kind: 'share',
      default: 0.85,
      says: 'The part of their time from which on people are warned of: queues grow fast',
    },
  },
  across: across(
    (graph, options) => {
      if (!graph.blueprint.organization) return undefined
      const shared = loadsOf(graph, options).filter((load) => load.isShared)
      return shared.length > 0 ? shared : undefined
    },
    function* (parts) {
      const byOwner = new Map<string, Load[]>()
      for (const load of parts.flat()) addTo(byOwner, load.about, load)
      for (const loads of byOwner.values()) yield* judged(loads as [Load, ...Load[]])
    },
  ),
}

/** What one blueprint asks of an owner. */
interface Load {
  /** Tells the owner, in the service as it is or as it is to be, from all others of the run. */
  readonly about: string
  readonly blueprint: string
  readonly isShared: boolean
  readonly owner: Pick<Owner, 'id' | 'name' | 'kind'>
  readonly at: Place
  readonly people: number
  readonly hours: string | undefined
  /** The part of their time from which on they are to be warned of. */
  readonly busy: number
  /** Of work in a week. */
  readonly minutes: number
  /** The largest parts of it, each a product. */
  readonly lines: readonly string[]
  /** Where waiting is counted as work, because nothing says how much of it is. */
  readonly waiting: readonly string[]
  /** Where so many visits come from. */
  readonly sources: readonly string[]
  /** Where it is judged at once. */
  readonly steps: readonly Step[]
  readonly standsOn: readonly Stated[]
  /** Who can change it. */
  readonly who: readonly Owner[]
  /** Of what is shared, and is told of the service as it is too: this is of the other. */
  readonly isToBe: boolean
}

function loadsOf(graph: Graph, options: Options): Load[] {
  const busy = options['busy']!
  const customers = customersAWeek(graph)
  const chain = visits(graph)
  if (customers === undefined || !chain) return []
  // An owner of this blueprint alone who has room is settled here, before anything is put into words.
  const isOpen = ([owner, minutes]: [Owner, number]): boolean =>
    isShared(graph, owner) || loadOn(owner, minutes) >= busy - 2 * rounding
  if (![...roughWork(graph, customers, chain)].some(isOpen)) return []
  const loads: Load[] = []
  const rounds = mostRounds(graph)
  for (const [owner, steps] of staffed(graph)) {
    const parts = partsOf(steps, customers, chain)
    if (!isShared(graph, owner) && loadOn(owner, minutesOf(parts)) < busy - rounding) continue
    loads.push({ ...loadOf(graph, owner, parts, { customers, chain, isTraced: loads.length < rounds }), busy })
  }
  return loads
}

function loadOf(
  graph: Graph,
  owner: Owner,
  parts: readonly Part[],
  {
    customers,
    chain,
    isTraced,
  }: {
    readonly customers: number
    readonly chain: Visits
    /** Whether there is a round left to name the choices that nobody has stated. */
    readonly isTraced: boolean
  },
): Omit<Load, 'busy'> {
  const { state, document, rates, written } = graph.blueprint
  const told = parts.slice(0, 5)
  const rest = parts.slice(5)
  const ofAll = isShared(graph, owner)
  const where = ofAll ? `${document.file}: ` : ''
  const working = parts.map(({ step }) => step)
  const wholly = told.map(({ step }) => step).filter(({ effort }) => !effort)
  const demand: Stated = { at: { document, path: ['demand'] }, basis: written.demand?.basis ?? 'observed' }
  const standsOn = [
    owner,
    ...(rates ? [] : [demand]),
    ...(isTraced ? chancesBefore(graph, working) : [{ at: owner.at, basis: basisOfChances(graph)(working) }]),
    ...working,
  ]
  return {
    about: `${owner.at.document.file}/${placeOf(owner)} ${state}`,
    blueprint: document.file,
    isShared: ofAll,
    isToBe: ofAll && state === 'to-be',
    owner: { id: owner.id, name: owner.name, kind: owner.kind },
    at: { ...owner.at, part: 'key' },
    people: owner.people!,
    hours: owner.hours,
    minutes: minutesOf(parts),
    lines: [
      ...told.map(({ step, minutes }) => `${where}${product(step, customers, chain)} = ${inHours(minutes)}`),
      ...(rest.length > 0 ? [`${where}${count(rest.length, 'more step')}: ${inHours(minutesOf(rest))}`] : []),
    ],
    waiting: wholly.length > 0 ? [`${where}${withoutEffort(wholly)}`] : [],
    sources: told
      .filter(({ step }) => figure(chain.of(step)) !== '1')
      .map(({ step }) => `${where}${visitsText(graph, chain, step)}`),
    steps: ofAll ? [] : working,
    who: decidedBy(graph.blueprint, owner).map((one) => (ofAll ? justNamed(one, owner.at) : one)),
    standsOn: ofAll
      ? [
          { ...justStated(owner), basis: weakest(standsOn.filter((one) => !isPresumed(one))) },
          ...standsOn.filter(isPresumed).map((one) => ({ ...justPresumed(one), at: owner.at, file: document.file })),
        ]
      : standsOn,
  }
}

/** 40 customers a week × 1.25 visits of `check-claim` × 1h30m */
function product(step: Step, customers: number, chain: Visits): string {
  const often = figure(chain.of(step))
  const sharing = step.owners.length > 1 ? ` / ${step.owners.length} owners` : ''
  return `${figure(customers)} customers a week × ${often} ${often === '1' ? 'visit' : 'visits'} of ${code(step.id)} × ${durationText(effortOf(step))}${sharing}`
}

/** Without all that hangs on the steps. */
const justPresumed = ({ of, ...one }: Presumed): Presumed => ({ ...one, of: of.map(({ id, name }) => ({ id, name })) })

const inHours = (minutes: number): string => `${figure(minutes / 60)}h`

const weakest = (things: readonly Stated[]): Basis =>
  (['assumed', 'reported'] as const).find((basis) => things.some((thing) => thing.basis === basis)) ?? 'observed'

function* judged(loads: readonly [Load, ...Load[]]): Iterable<Draft> {
  const [{ owner, at, people, hours, blueprint, steps, isToBe }] = loads
  const work = loads.reduce((sum, { minutes }) => sum + minutes, 0)
  const open = openAWeek(openingHours(hours))
  const load = loadOn({ people, hours }, work)
  const busy = Math.min(...loads.map((one) => one.busy))
  if (load < busy - rounding) return
  const needed = Math.floor(work / (open * busy) + rounding) + 1
  const percent = `${figure(load * 100)}%`
  const when = isToBe ? 'In the service as it is to be, ' : ''
  yield {
    message: `${when}${inHours(work)} of work a week ${agreeing(inHours(work), 'comes', 'come')} to ${owner.name}, and there ${agreeing(inHours(people * open), 'is', 'are')} ${inHours(people * open)} to do it in: ${percent}`,
    help: `It takes ${needed} people to stay under ${figure(busy * 100)}%: \`people: ${needed}\`; or less work for each customer`,
    marks: [{ at, says: percent }],
    severity: load >= 1 - rounding ? 'error' : 'warning',
    steps,
    why: [
      ...loads.flatMap(({ lines }) => lines),
      `${count(people, 'person', 'people')} × ${inHours(open)} (${hours ?? 'always'} open) = ${inHours(people * open)}; ${inHours(work)} / ${inHours(people * open)} = ${percent}`,
      ...loads.flatMap(({ waiting }) => waiting),
      ...loads.flatMap(({ sources }) => sources),
    ],
    standsOn: loads.flatMap(({ standsOn }) => standsOn),
    // The same people have too much to do, at whichever steps.
    identity: 'names',
    names: isToBe ? [owner.id, 'to-be'] : [owner.id],
    blueprint,
    plain: () => ({
      ...plainOf(owner, { when, work, room: people * open, people, needed }),
      who: loads.flatMap(({ who }) => who),
    }),
  }
}

function plainOf(
  owner: Load['owner'],
  { when, work, room, people, needed }: { when: string; work: number; room: number; people: number; needed: number },
): Omit<Plain, 'who'> {
  const those = peopleCalled([owner])
  return {
    lived: `${when}${those} must find room for ${hoursCalled(work)} of work each week in the ${hoursCalled(room)} that they have. ${
      work > room * (1 + rounding)
        ? 'What does not fit has to wait, and customers wait longer every week'
        : `That leaves ${work < room * (1 - rounding) ? 'little' : 'nothing'} to spare, so any busy hour makes customers wait`
    }.`,
    change:
      owner.kind === 'system'
        ? `Set up ${needed} of ${those} in place of ${people}, or let less work come to it.`
        : `Give ${those} ${needed} people in place of ${people}, or let less work come to them.`,
  }
}

/** 247.4 hours, 1 hour */
function hoursCalled(minutes: number): string {
  const number = figure(minutes / 60)
  return `${number} hour${number === '1' ? '' : 's'}`
}
