import { all, backticked, type Check } from './claims.ts'
import { placesOf } from './flow.ts'
import {
  between,
  type Edge,
  isCustomers,
  isGood,
  isHandoff,
  isOnFailurePath,
  isOwn,
  isOwned,
  isProper,
  leadsTo,
  ownersOf,
  type Plain,
  reachable,
  share,
  stepOf,
} from './plain.ts'
import { canBe, isDone, passesAlways, type State, statesAlong, statesAt } from './states.ts'

export const failureAt = (plain: Plain, element: string) => {
  const [, id, , position] = element.split('/')
  return { at: `steps/${id}/fails/${position}`, failure: stepOf(plain, id!).fails![Number(position)]! }
}

/** Where a case is certain to be open, and where the customer has been met since it was opened. */
const open = 1
const caseWalk = (plain: Plain) => ({
  begin: plain.starts.map((id) => [id, 0] as const),
  after: (edge: Edge, state: State): State => {
    const record = isDone(edge) ? stepOf(plain, edge.from).case : undefined
    return record === 'open' ? open : record === 'close' ? 0 : state
  },
})
const met = 1
const metWalk = (plain: Plain) => ({
  begin: plain.starts.map((id) => [id, met] as const),
  after: (edge: Edge, state: State): State => {
    const { lane, case: record } = stepOf(plain, edge.from)
    if (record === 'open' && isDone(edge)) return 0
    return lane === 'touchpoint' || lane === 'customer' ? met : state
  },
})

export const isHidden = (plain: Plain, id: string): boolean => /backstage|support/.test(stepOf(plain, id).lane)

export const recovery: Record<string, Check> = {
  'no-recovery': ({ element, steps }, { plain }) => {
    const { at, failure } = failureAt(plain, element)
    const [id, to] = steps as [string, string?]
    return {
      ends: [to ?? id],
      marks: [failure.recover ? `${at}/recover` : at, `steps/${id}`],
      so: {
        'nothing is planned, or nothing good':
          !failure.recover || (failure.recover.to === to && !leadsTo(plain, to!, (one) => isProper(plain, one))),
        'customers get there': plain.reached.has(id),
      },
    }
  },

  'unlearned-failure': ({ element, steps, path }, { plain }) => {
    const { at, failure } = failureAt(plain, element)
    const [id, to] = steps as [string, string]
    const cause = failure['cause'] as string
    return {
      ends: [to],
      marks: [`${at}/cause`, `${at}/recover`],
      standsOn: [`owners/${cause}`],
      so: {
        'others bring it about': cause !== undefined && !ownersOf(plain, id).includes(cause),
        'it is put right': failure.recover?.to === to && path.at(-2) === id,
        'they never hear of it': !leadsTo(
          plain,
          to,
          (one) => ownersOf(plain, one).includes(cause),
          (edge) => isOwn(plain, edge.from),
        ),
      },
    }
  },

  'caseless-recovery': ({ element, steps, path, pathNames, related }, { plain }) => {
    const [from, taker] = steps as [string, string]
    const to = path.at(-1)!
    const edge = between(plain, from, to).find(({ at }) => at === element)
    const walk = caseWalk(plain)
    const everywhere = statesAt(plain, walk)
    const first = pathNames[0] === '…' ? everywhere.get(path[0]!)! : [0]
    const along = statesAlong(plain, path.slice(0, -1), first, walk).at(-1)!
    const leaving = (states: Iterable<State>): boolean =>
      edge !== undefined && [...states].some((state) => walk.after(edge, state) === 0)
    const isDirect = taker === to
    return {
      ends: [to],
      marks: [placesOf(between(plain, from, to)), ...(isDirect ? [] : [`steps/${taker}`])],
      so: {
        'something has gone wrong': isOnFailurePath(plain, from),
        'it changes hands':
          edge !== undefined &&
          (isDirect
            ? isHandoff(plain, edge)
            : edge.kind !== 'promise-late' &&
              isCustomers(plain, to) &&
              isOwned(plain, taker) &&
              !share(ownersOf(plain, from), ownersOf(plain, taker)) &&
              reachable(plain.edges, [to], (one) => one.kind !== 'promise-late' && isCustomers(plain, one.from)).has(
                taker,
              )),
        'no case is open on this way': leaving(along),
        'a run has none open':
          canBe(everywhere, path.slice(0, -1), (state) => leaving([state])) &&
          (isDirect || canBe(everywhere, [...path, taker], (state) => state === 0)),
        'it says where': related.length === (isDirect ? 0 : 1),
      },
    }
  },

  'circular-recovery': ({ element, steps, path }, { plain }) => {
    const [failing, ...others] = steps as [string, ...string[]]
    const { at, failure } = failureAt(plain, element)
    const taking = failure.recover!.to
    const ring = path.slice(path.lastIndexOf(failing, path.length - 2))
    const own = ownersOf(plain, failing)
    const away = reachable(plain.edges, [taking], ({ from }) => from !== failing)
    const onTheRing = [...away].filter((id) => id !== failing && reachable(plain.edges, [id]).has(failing))
    return {
      ends: [failing],
      marks: [`${at}/recover`, `steps/${failing}`],
      so: {
        'the way back is a ring': ring[0] === failing && ring[1] === taking && ring.length > 1,
        'its steps are these': ring.slice(1, -1).every((id) => others.includes(id)),
        'every way to an end leads back':
          taking === failing || ![...away].some((id) => id !== failing && isGood(plain, id)),
        'nobody else takes part': onTheRing.every((id) => ownersOf(plain, id).every((owner) => own.includes(owner))),
        'nothing says how often': failure.recover!.limit === undefined,
        'it can end well at all': leadsTo(plain, taking, (id) => isGood(plain, id)),
      },
    }
  },

  'unconfirmed-closure': ({ steps, path, pathNames }, { plain }) => {
    const [id, opened] = steps as [string, string]
    const walk = metWalk(plain)
    const everywhere = statesAt(plain, walk)
    const first = pathNames[0] === '…' ? everywhere.get(path[0]!)! : [met]
    return {
      ends: [id],
      marks: [`steps/${id}/case`, `steps/${opened}/case`],
      onTheWay: {
        'it was opened on the way, and nobody met since': path.some(
          (one, i) =>
            one === opened &&
            between(plain, one, path[i + 1]).some(isDone) &&
            path.slice(i + 1).every((after) => isHidden(plain, after)),
        ),
      },
      so: {
        'it is closed and was opened': stepOf(plain, id).case === 'close' && stepOf(plain, opened).case === 'open',
        'nobody has met the customer since': statesAlong(plain, path, first, walk).at(-1)!.has(0),
        'a run gets there so': canBe(everywhere, path, (state) => state === 0),
        'nobody meets them there': isHidden(plain, id),
      },
    }
  },

  'workaround-only': ({ steps, path, message }, { plain }) => {
    const bending = [...plain.steps].filter(([, step]) => step['workaround'] === true).map(([id]) => id)
    const starts = backticked(message.replace(/ gets to a good outcome.*/, ''))
    const isEnd = (id: string): boolean => isGood(plain, id)
    return {
      begins: starts,
      ends: [...plain.steps.keys()].filter(isEnd),
      marks: steps.map((id) => `steps/${id}/workaround`),
      onTheWay: {
        'the way passes it': path.includes(steps[0]!),
      },
      so: {
        'rules are bent there': all(steps, (id) => bending.includes(id)),
        'every way from these starts does': all(starts, (start) => passesAlways(plain, [start], bending, isEnd)),
        'and from no others': plain.starts.every(
          (start) => starts.includes(start) || !passesAlways(plain, [start], bending, isEnd),
        ),
      },
    }
  },
}
