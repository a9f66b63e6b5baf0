import { rangeOf, minutesIn } from '../remedies/quantities.ts'
import { all, type Check, type Judged, keysOf } from './claims.ts'
import { placesOf } from './flow.ts'
import { between, type Edge, isOwn, isWell, ownersOf, type Plain, reachable, share, stepOf } from './plain.ts'
import { canBe, dropsOn, isDone, knownOf, passesAlways, promiseNamed, statesAlong, statesAt } from './states.ts'

const promiseOf = (plain: Plain, element: string) => {
  const id = element.split('/')[1]!
  return {
    id,
    promise: plain.promises.get(id)!,
    made: plain.promises.get(id)?.made ?? [],
    kept: plain.promises.get(id)?.kept,
  }
}

const time = (plain: Plain, id: string, end: 0 | 1): number =>
  rangeOf(stepOf(plain, id)['takes'] as string | undefined)[end]

/** What comes between two steps, the last included, by every way that does not go past it. */
function stretch(plain: Plain, from: string, to: string, along: (edge: Edge) => boolean = () => true): string[] {
  const edges = plain.edges.filter((edge) => along(edge) && edge.from !== to)
  const onward = edges.filter((edge) => edge.from === from).map((edge) => edge.to)
  return [...reachable(edges, onward)].filter((id) => reachable(edges, [id]).has(to))
}

/** The least time from one step to another over planned flows, where no join waits: by going on until nothing is shorter. */
function leastTime(plain: Plain, from: string, to: string): number {
  const least = new Map([[from, 0]])
  for (let changed = true; changed; ) {
    changed = false
    for (const edge of plain.edges.filter(isWell)) {
      const before = least.get(edge.from)
      if (before === undefined) continue
      const now = before + time(plain, edge.to, 0)
      if (now >= (least.get(edge.to) ?? Number.POSITIVE_INFINITY) - 1e-9 || edge.to === from) continue
      least.set(edge.to, now)
      changed = true
    }
  }
  return least.get(to) ?? Number.POSITIVE_INFINITY
}

const isPlanned = (plain: Plain, path: readonly string[]): boolean =>
  path.slice(1).every((id, i) => between(plain, path[i], id).some(isWell))

const timed: Check = ({ element, path, pathNames, steps, why, rule }, { plain }) => {
  const { id, promise, made, kept } = promiseOf(plain, element)
  const end = rule === 'impossible-promise' ? 0 : 1
  const sum = path.slice(1).reduce((total, step) => total + time(plain, step, end), 0)
  const within = minutesIn(String(promise.within))
  const isWhole = pathNames[0] !== '…'
  const ring = path.filter((step, i) => path.indexOf(step) !== i)
  const endless = why[0]?.startsWith('between') === true
  const between2 = stretch(plain, path[0]!, kept!, isWell)
  const closing = path
    .slice(1)
    .flatMap((to, i) => between(plain, path[i], to))
    .filter((edge) => isWell(edge) && edge.flow.limit === undefined && ring.includes(edge.to))
  const rounds = why.some((line) => /leads back to/.test(line))
  return {
    begins: made,
    ends: [kept!],
    marks: [`promises/${id}/within`, endless ? placesOf(closing) : `steps/${steps[0]}/takes`],
    ...(end === 1 && !endless ? { standsOn: between2.map((step) => `steps/${step}`) } : {}),
    so: {
      'nothing goes wrong on the way': isPlanned(plain, path),
      'it is too long': endless || rounds || !isWhole || sum > within,
      'it goes round without limit': !endless || (ring.length > 0 && closing.length > 0),
      'nothing is quicker':
        end === 1 ||
        between2.some((step) => stepOf(plain, step).join === 'all') ||
        !isWhole ||
        Math.abs(leastTime(plain, path[0]!, kept!) - sum) < 1e-6,
    },
  }
}

/** The states in which a promise's name gets anywhere; only ways count on which somebody else than who keeps it made it. */
export function told({ plain }: Judged, name: string) {
  const fact = promiseNamed(plain, name)
  const { made = [], kept } = plain.promises.get(name) ?? {}
  const makers = made.filter((id) => plain.reached.has(id))
  const known = knownOf(plain, fact)
  const begun = 1 << 30
  const hasBegun = (state: number): boolean => (state & begun) !== 0
  const begins = (edge: Edge): boolean => edge.from !== kept && makers.includes(edge.from) && isDone(edge)
  const walk = {
    begin: plain.starts.map((id) => [id, known.nothing] as const),
    after: (edge: Edge, state: number): number => known.after(edge, state) | (begins(edge) ? begun : state & begun),
  }
  return { known, walk, makers, hasBegun }
}

export const promises: Record<string, Check> = {
  'impossible-promise': timed,
  'unguaranteed-promise': timed,

  'skipped-promise': ({ element, steps, path, related }, { plain }) => {
    const { id, made, kept } = promiseOf(plain, element)
    const [from] = steps as [string]
    const isServed = (one: string): boolean => stepOf(plain, one).outcome === 'served'
    const leaving = path
      .slice(1)
      .flatMap((to, i) => between(plain, path[i], to))
      .filter((edge) => isWell(edge) && !reachable(plain.edges, [edge.to]).has(kept!))
    return {
      begins: [from],
      ends: path.length > 0 ? [...plain.steps.keys()].filter(isServed) : 'none',
      marks: [`promises/${id}/kept`, ...(related.length > 1 ? [placesOf(leaving)] : []), `steps/${from}`],
      so: {
        'it is promised there': made.includes(from) && plain.reached.has(from),
        'nothing goes wrong on the way': isPlanned(plain, path),
        'it is not kept on the way': !path.includes(kept!),
        'a run is served without it': path.length === 0 || !passesAlways(plain, [from], [kept!], isServed, isWell),
        'no way leads there': path.length > 0 || !reachable(plain.edges, [from]).has(kept!),
      },
    }
  },

  'untold-promise': (finding, judged) => {
    const { element, path, pathNames, related, steps } = finding
    const { plain } = judged
    const { id, kept } = promiseOf(plain, element)
    const { known, walk, makers, hasBegun } = told(judged, id)
    const everywhere = statesAt(plain, walk)
    const isWithout = (state: number): boolean => hasBegun(state) && !known.isAtHand(kept!, state)
    // The last time that it was promised on the way.
    const last = path.findLastIndex((one, i) => makers.includes(one) && i < path.length - 1)
    const whole = pathNames[0] === '…' ? everywhere.get(path[0]!)! : [known.nothing]
    const states = statesAlong(plain, path, whole, walk)
    const drops = dropsOn(plain, path, states, {
      after: walk.after,
      isAtHand: known.isAtHand,
      learned: (one) => makers.includes(one),
    })
    return {
      ends: [kept!],
      marks: [`promises/${id}/kept`, ...(related.length > 0 ? [placesOf(drops)] : [])],
      onTheWay: {
        'it was promised on the way': last >= 0,
      },
      so: {
        'somebody else keeps it': makers.some(
          (one) => one !== kept && !share(ownersOf(plain, one), ownersOf(plain, kept!)),
        ),
        'it is not known there': [...states.at(-1)!].some(isWithout),
        'a run gets there without it': canBe(everywhere, path, isWithout),
        'its steps are these': steps[0] === kept && steps.slice(1).every((one) => makers.includes(one)),
      },
    }
  },

  'unwatched-promise': ({ element }, { plain }) => {
    const { id, promise, made, kept } = promiseOf(plain, element)
    return {
      ends: 'none',
      marks: [`promises/${id}/within`, ...(kept === undefined ? [] : [`steps/${kept}`])],
      so: {
        'it says how long': promise.within !== undefined,
        'nobody acts': promise.late === undefined,
        'somebody is told': made.length === 0 || made.some((one) => plain.reached.has(one)),
      },
    }
  },

  'borrowed-promise': ({ element, steps }, { plain }) => {
    const { id, promise, made, kept } = promiseOf(plain, element)
    const [from] = steps as [string]
    const work = stretch(plain, from, kept!).filter((one) => isOwn(plain, one))
    return {
      ends: 'none',
      marks: [`promises/${id}/made/${made.indexOf(from)}`, `steps/${kept}`],
      so: {
        'nobody owns it': promise.owner === undefined,
        'it is promised there by somebody':
          made.includes(from) && plain.reached.has(from) && ownersOf(plain, from).length > 0,
        'they do nothing for it': all(work, (one) => !share(ownersOf(plain, one), ownersOf(plain, from))),
      },
    }
  },

  'unmeasured-promise': ({ element }, { plain }) => {
    const { id, promise, kept } = promiseOf(plain, element)
    return {
      ends: 'none',
      marks: [`promises/${id}`, ...(kept === undefined ? [] : [`promises/${id}/kept`])],
      so: {
        'nothing measures it': promise['metric'] === undefined,
        'others are measured': [...plain.promises.values()].some((one) => one['metric'] !== undefined),
      },
    }
  },

  // The moment and the minutes are done again in arithmetic.test.ts.
  'closed-when-due': ({ element, steps, related }, { plain }) => {
    const { id, made, kept } = promiseOf(plain, element)
    const working = steps.filter(
      (one) => ownersOf(plain, one).length === 1 && plain.owners.get(ownersOf(plain, one)[0]!)!['hours'] !== undefined,
    )
    const [owner] = ownersOf(plain, steps[0]!)
    const from = steps.filter((one) => made.includes(one))
    // Up to the first time that it is kept: no join waits for what only comes after that.
    const isBefore = (edge: Edge): boolean => isWell(edge) && edge.from !== kept
    const isNeeded = (one: string): boolean =>
      from.some((maker) => one === kept || passesAlways(plain, [maker], [one], (there) => there === kept, isBefore))
    return {
      ends: 'none',
      marks: [`promises/${id}/within`, `owners/${owner}/hours`],
      standsOn: from.length === 1 ? ownersOf(plain, from[0]!).map((one) => `owners/${one}`) : [],
      so: {
        'they do it by hours': working.includes(steps[0]!) && related.length === 1,
        'all of it has to be done': steps.every((one) => made.includes(one) || one === kept || isNeeded(one)),
        'it is promised there': from.length > 0,
      },
    }
  },

  'clashing-promise': (finding, { plain, others }) => {
    const [, id] = keysOf(finding) as [string, string]
    const within = (one: Plain): unknown => one.promises.get(id)?.within
    return {
      ends: 'none',
      marks: [`promises/${id}/within`, ...finding.related.map(() => `promises/${id}/within`)],
      so: {
        'another blueprint says another time': [...others.values()].some(
          (other) =>
            within(other) !== undefined && minutesIn(String(within(other))) !== minutesIn(String(within(plain))),
        ),
      },
    }
  },
}
