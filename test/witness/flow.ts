import { all, type Check } from './claims.ts'
import {
  between,
  type Edge,
  isCustomers,
  isGood,
  isOnFailurePath,
  isOwn,
  isProper,
  leadsTo,
  ownersOf,
  type Plain,
  reachable,
  stepOf,
} from './plain.ts'

const isDeadEnd = (plain: Plain, id: string): boolean =>
  (stepOf(plain, id).next ?? []).length === 0 && stepOf(plain, id).outcome === undefined

export const placesOf = (edges: readonly Edge[]): string[] => edges.map(({ at }) => at)

/** Whether each of these steps leads to each, over such edges between them. */
export const leadToEachOther = (plain: Plain, ids: readonly string[], along: (edge: Edge) => boolean): boolean =>
  ids.every((id) => {
    const inner = (edge: Edge): boolean => ids.includes(edge.from) && ids.includes(edge.to) && along(edge)
    const onward = plain.edges.filter((edge) => edge.from === id && inner(edge)).map(({ to }) => to)
    const there = reachable(plain.edges, onward, inner)
    return ids.every((other) => there.has(other))
  })

const isFree = ({ isLimited }: Edge): boolean => !isLimited

const loop: Check = ({ steps, path, rule }, { plain }) => {
  const round = path.slice(path.indexOf(steps[0]!))
  const owners = new Set(steps.flatMap((id) => ownersOf(plain, id)))
  const turned = new Set(round.flatMap((id) => ownersOf(plain, id)))
  const isInner = ({ from, to }: Edge): boolean => steps.includes(from) && steps.includes(to)
  const parts = steps.map((id) => ({ id, split: stepOf(plain, id).split, next: stepOf(plain, id).next ?? [] }))
  const chosen = parts.filter(({ split, next }) => split !== 'all' && new Set(next.map(({ to }) => to)).size > 1)
  const isParted = parts.some(({ split, next }) => split === 'all' && next.length > 1)
  return {
    ends: [steps[0]!],
    marks: [`steps/${steps[0]}`, placesOf(between(plain, path.at(-2), steps[0]).filter(isFree))],
    so: {
      'its steps lead to each other without limit': leadToEachOther(plain, steps, isFree),
      'it is gone round once': round.length > 1 && all(round, (id) => steps.includes(id)),
      'no limit ends the round': all(round.slice(1), (id, i) => between(plain, round[i], id).some(isFree)),
      'the customer meets it': steps.some((id) => stepOf(plain, id).lane.match(/customer|touchpoint/)),
      'a way leads out': leadsTo(
        plain,
        steps[0]!,
        (id) => !steps.includes(id) || stepOf(plain, id).outcome !== undefined,
      ),
      'it is in as many hands': rule === 'ping-pong' ? owners.size > 1 && turned.size > 1 : owners.size < 2,
      'it is not only as long as the customer wants':
        steps.some((id) => isOnFailurePath(plain, id)) ||
        (chosen.length === 0 && !isParted) ||
        chosen.some(({ id }) => isOwn(plain, id)) ||
        plain.edges.some((edge) => edge.kind !== 'next' && isFree(edge) && isInner(edge)),
    },
  }
}

/** In billionths, so that sums of what people write are exact. */
function billionths(chance: unknown): number {
  const [, number, percent] = /^([\d.eE+-]+)\s*(%?)$/.exec(String(chance))!
  return Math.round((Number(number) / (percent ? 100 : 1)) * 1e9)
}

export const flow: Record<string, Check> = {
  'dead-end': ({ steps: [id] }, { plain }) => ({
    ends: [id!],
    marks: [`steps/${id}`],
    so: { 'nothing follows': isDeadEnd(plain, id!), 'customers get there': plain.reached.has(id!) },
  }),

  trap: ({ steps, path }, { plain }) => {
    const entry = path.indexOf(steps[0]!)
    return {
      ends: [steps[0]!],
      marks: [`steps/${steps[0]}`, ...(entry > 0 ? [placesOf(between(plain, path[entry - 1], steps[0]))] : [])],
      onTheWay: {
        'it is entered once and gone round':
          path.length > entry + 1 && all(path.slice(entry), (id) => steps.includes(id)),
        'nothing of it comes before': !path.slice(0, entry).some((id) => steps.includes(id)),
      },
      so: {
        'no way leads out': plain.edges.every(({ from, to }) => !steps.includes(from) || steps.includes(to)),
        'it holds no outcome': steps.every((id) => stepOf(plain, id).outcome === undefined),
        'they lead to each other': leadToEachOther(plain, steps, () => true),
      },
    }
  },

  'lost-customer': ({ steps: [from, to], path }, { plain }) => {
    const proper = (id: string): boolean => leadsTo(plain, id, (there) => isProper(plain, there))
    const isLost = (id: string): boolean => stepOf(plain, id).outcome === 'lost'
    return {
      ends: [...plain.steps.keys()].filter(isLost),
      marks: [placesOf(between(plain, from, to))],
      onTheWay: {
        'the way goes there': all(path, () => path.some((id, i) => id === from && path[i + 1] === to)),
      },
      so: {
        'there was a chance before': proper(from!),
        'there is none after': !proper(to!),
        'the customer can be lost': leadsTo(plain, to!, isLost),
      },
    }
  },

  'unreachable-step': ({ steps }, { plain }) => ({
    ends: 'none',
    marks: steps.slice(0, 5).map((id) => `steps/${id}`),
    so: { 'no way leads there': !steps.some((id) => plain.reached.has(id)) },
  }),

  'endless-loop': loop,
  'ping-pong': loop,

  'channel-dead-end': ({ steps: [first, other], path }, { plain }) => {
    const channelOf = (id: string): unknown => stepOf(plain, id)['channel']
    const isTouchpoint = (id: string): boolean => stepOf(plain, id).lane === 'touchpoint'
    const own = channelOf(first!)
    const kept = [...plain.promises.values()]
      .filter(({ made = [] }) => made.some((id) => channelOf(id) === own))
      .map((promise) => promise.kept)
    const isElsewhere = (id: string): boolean =>
      isTouchpoint(id) && ![undefined, own].includes(channelOf(id)) && !kept.includes(id)
    const leftOut = [...plain.steps.keys()].filter(
      (id) =>
        isElsewhere(id) &&
        plain.edges.some(({ from, to }) => to === id && isCustomers(plain, from) && plain.reached.has(from)),
    )
    const stays = ({ from, to }: Edge): boolean => !leftOut.includes(from) && !leftOut.includes(to)
    // Before it nobody has met the customer: from a start, or from where something went wrong.
    const begins = [
      ...plain.starts,
      ...plain.edges.filter(({ kind, from }) => kind === 'recover' && plain.reached.has(from)).map(({ to }) => to),
    ]
    return {
      ends: [...plain.steps.keys()].filter((id) => isGood(plain, id)),
      marks: [`steps/${first}/channel`, `steps/${other}/channel`],
      onTheWay: {
        'it ends well over the other channel': path.lastIndexOf(other!) > path.indexOf(first!) && path.includes(first!),
      },
      so: {
        'it is the first that the customer meets':
          isTouchpoint(first!) && reachable(plain.edges, begins, ({ from }) => !isTouchpoint(from)).has(first!),
        'the customer turns to another channel there': leftOut.includes(other!),
        'nothing good comes of staying': !leadsTo(plain, first!, (id) => isGood(plain, id), stays),
      },
    }
  },

  // That the run is one of the token game is checked in tokens.test.ts.
  'stuck-join': ({ steps, path, related }, { plain }) => {
    const [id] = steps as [string]
    const into = plain.edges.filter(
      ({ kind, to, from }) => to === id && kind !== 'promise-late' && plain.reached.has(from),
    )
    return {
      ends: [id],
      marks: [`steps/${id}/join`, ...related.map(() => placesOf(into))],
      so: {
        'it waits': /all|some/.test(stepOf(plain, id).join ?? ''),
        'it waits for several': into.length > 1,
        'what it lacks comes from there': steps.every((from) => from === id || into.some((edge) => edge.from === from)),
        'one of them has come': path.length > 1,
      },
    }
  },

  'double-run': ({ steps, path, related, severity }, { plain }) => {
    const [id] = steps as [string]
    const isEnd = stepOf(plain, id).outcome !== undefined
    return {
      ends: [id],
      marks: [`steps/${id}`, ...related.map(() => placesOf(between(plain, path.at(-2), id)))],
      so: {
        'something runs side by side': plain.edges.some(({ from }) => /all|some/.test(stepOf(plain, from).split ?? '')),
        'only an end is less grave': severity === 'error' || isEnd,
      },
    }
  },

  'open-decision': ({ steps: [id] }, { plain }) => {
    const { next = [], fails = [], split = 'one' } = stepOf(plain, id!)
    const bare = [...next.entries()].filter(([, { when, chance }]) => when === undefined && chance === undefined)
    const said = [...next, ...fails].flatMap(({ chance }) => (chance === undefined ? [] : [billionths(chance)]))
    const sum = said.reduce((a, b) => a + b, 0)
    const isAll = next.every(({ chance }) => chance !== undefined)
    return {
      ends: [id!],
      marks: [`steps/${id}/next`, ...bare.map(([i]) => `steps/${id}/next/${i}`)],
      standsOn: [...next.map((_, i) => `steps/${id}/next/${i}`), ...fails.map((_, i) => `steps/${id}/fails/${i}`)],
      so: {
        'it is a choice': split === 'one' && next.length > 1,
        'it is open': bare.length > 1 || sum > 1_001_000_000 || (isAll && sum < 999_000_000),
      },
    }
  },
}
