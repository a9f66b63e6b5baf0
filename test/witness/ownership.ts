import { all, type Check } from './claims.ts'
import { placesOf } from './flow.ts'
import {
  answering,
  between,
  type Edge,
  isCustomers,
  isGood,
  isHandoff,
  isOwn,
  isOwned,
  isWell,
  nameOf,
  ownersOf,
  type Plain,
  share,
  stepOf,
} from './plain.ts'
import { factNamed, isDone, knownOf, passesAlways, statesAlong, statesAt } from './states.ts'

const losable = ['email', 'post', 'form', 'verbal', 'voicemail', 'message', 'spreadsheet', 'batch', 'queue']
const takenAtOnce = ['person', 'phone', 'chat', 'api', 'system']

const isNobodys = (plain: Plain, id: string): boolean => isOwn(plain, id) && ownersOf(plain, id).length === 0
const kindOf = (plain: Plain, owner: string | undefined): unknown => plain.owners.get(owner ?? '')?.['kind'] ?? 'team'
const owners = (ids: readonly string[]): string[] => ids.map((id) => `owners/${id}`)

/** The flow that a finding about one is at, which must lead from the first of its steps to the second. */
const flowAt = (plain: Plain, element: string, steps: readonly string[]): Edge | undefined =>
  between(plain, steps[0], steps[1]).find(({ at }) => [at, `${at}/via`, `${at}/within`].includes(element))

/** In the order of the steps: those without owner that hang together. */
const hangTogether = (plain: Plain, ids: readonly string[]): boolean => {
  const group = new Set(ids.slice(0, 1))
  for (const id of group)
    for (const { from, to } of plain.edges) {
      if (from === id && isNobodys(plain, to)) group.add(to)
      if (to === id && isNobodys(plain, from)) group.add(from)
    }
  return ids.length === group.size && ids.every((id) => group.has(id))
}

export const ownership: Record<string, Check> = {
  'ownerless-handoff': ({ steps: [from, ...stretch], path, related }, { plain }) => {
    const entries = plain.edges.filter((edge) => stretch.includes(edge.to) && !stretch.includes(edge.from))
    const isReached = entries.some((edge) => plain.reached.has(edge.from))
    return {
      // From where it is handed over, where no way leads there.
      ...(isReached ? {} : { begins: [from!] }),
      ends: stretch,
      marks: [
        placesOf(between(plain, from, path.at(-1))),
        ...stretch.map((id) => `steps/${id}`),
        ...related.slice(stretch.length).map(() => placesOf(entries)),
      ],
      merelyShown: placesOf(entries),
      so: {
        'it is handed over': path.at(-2) === from && !isNobodys(plain, from!),
        'nobody owns it': all(stretch, (id) => isNobodys(plain, id)) && hangTogether(plain, stretch),
      },
    }
  },

  'ownerless-step': ({ steps }, { plain }) => {
    const isReached = steps.some((id) => plain.reached.has(id))
    const isHandedOver = plain.edges.some(({ from, to }) => steps.includes(to) && !isNobodys(plain, from))
    return {
      ...(isReached ? {} : { begins: steps }),
      ends: steps,
      marks: steps.map((id) => `steps/${id}`),
      so: {
        'nobody owns them': all(steps, (id) => isNobodys(plain, id)) && hangTogether(plain, steps),
        'nobody hands it over': !isHandedOver || steps.some((id) => plain.starts.includes(id)),
      },
    }
  },

  'no-accountable-owner': (_, { plain }) => {
    const { accountable } = plain.blueprint
    const isOutside = accountable !== undefined && /partner|system/.test(String(kindOf(plain, accountable)))
    return {
      ends: 'none',
      marks: accountable === undefined ? ['title'] : ['accountable', `owners/${accountable}/kind`],
      so: { 'nobody inside answers': accountable === undefined || isOutside },
    }
  },

  'unconfirmed-handoff': ({ element, steps, path }, { plain }) => {
    const [from, to] = steps as [string, string]
    const edge = flowAt(plain, element, steps)
    const changesHands = edge && (isHandoff(plain, edge) || (isCustomers(plain, from) && isOwned(plain, to)))
    return {
      ends: [to],
      marks: [`${edge?.at}/via`, ...(isOwn(plain, from) ? [`steps/${from}/owner`] : [])],
      so: {
        'the way ends over it': path.at(-2) === from && edge?.kind !== 'promise-late',
        'it changes hands': changesHands,
        'it can be lost unseen': losable.includes(String(edge?.flow['via'])) && edge?.flow['confirmed'] !== true,
      },
    }
  },

  'shared-step': ({ steps: [id] }, { plain }) => ({
    ends: [id!],
    marks: [`steps/${id}/owner`],
    so: { 'several own it': ownersOf(plain, id!).length > 1, 'none answers': !stepOf(plain, id!).accountable },
  }),

  'untimed-handoff': ({ element, steps, path }, { plain }) => {
    const edge = flowAt(plain, element, steps)
    const isDue = [...plain.promises.values()].some(({ kept, within }) => kept === steps[1] && within !== undefined)
    return {
      ends: [steps[1]!],
      marks: [edge?.at ?? '', `steps/${steps[0]}/owner`],
      so: {
        'the way ends over it': path.at(-2) === steps[0],
        'it is a planned handoff': edge && isHandoff(plain, edge) && isWell(edge),
        'nothing says by when': edge?.flow['within'] === undefined && !isDue,
        'it may lie': !takenAtOnce.includes(String(edge?.flow['via'])),
      },
    }
  },

  'unwatched-deadline': ({ element, steps, path }, { plain }) => {
    const edge = flowAt(plain, element, steps)
    return {
      ends: [steps[1]!],
      marks: [`${edge?.at}/within`, `steps/${steps[0]}`],
      so: {
        'the way ends over it': path.at(-2) === steps[0],
        'it has a time': edge?.flow['within'] !== undefined,
        'nobody acts then': edge !== undefined && edge.flow.late === undefined,
      },
    }
  },

  'customer-courier': ({ element, steps, path, message }, { plain }) => {
    const [taker, sender] = steps
    const [, , , position] = element.split('/')
    const name = stepOf(plain, taker!).needs![Number(position)]!
    const fact = factNamed(plain, name)
    const alone = knownOf(plain, fact, true)
    const known = knownOf(plain, fact)
    const first = plain.reached.has(path[0]!) ? [known.nothing] : []
    const whole = statesAt(plain, { begin: plain.starts.map((id) => [id, known.nothing] as const), after: known.after })
    const on = (of: typeof known): Set<number>[] => statesAlong(plain, path, first, { after: of.after })
    const [through, without] = [on(known), on(alone)]
    // Where somebody last had it without the customer.
    const holding = path.findLastIndex(
      (id, i) =>
        isOwn(plain, id) &&
        ([...without[i]!].some((state) => alone.isAtHand(id, state)) ||
          (fact.learned(id) && between(plain, id, path[i + 1]).some(isDone))),
    )
    const holder = path[holding]
    const customers = [...plain.steps]
      .filter(
        ([id, { collects = [], produces = [] }]) =>
          isCustomers(plain, id) && plain.reached.has(id) && [...collects, ...produces].includes(name),
      )
      .map(([id]) => id)
    const firstKnown = statesAt(plain, { begin: customers.map((id) => [id, 0] as const), after: () => 0 })
    const sources = [...plain.steps]
      .filter(
        ([id, { collects = [], produces = [] }]) =>
          isOwn(plain, id) &&
          plain.reached.has(id) &&
          (produces.includes(name) || (collects.includes(name) && !firstKnown.has(id))),
      )
      .map(([id]) => id)
    const last = path.slice(0, -1).findLast((id) => isCustomers(plain, id))
    const names = (id: string): string[] => ownersOf(plain, id).map((owner) => nameOf(plain.owners.get(owner)!, owner))
    return {
      ends: [taker!],
      marks: [element, sources.map((id) => `steps/${id}`), [`steps/${last}`]],
      onTheWay: {
        'on this way it comes by the customer alone':
          [...through.at(-1)!].some((state) => known.isAtHand(taker!, state)) &&
          [...without.at(-1)!].some((state) => !alone.isAtHand(taker!, state)),
        'they had it, and after that the customer':
          holder !== undefined &&
          share(ownersOf(plain, holder), ownersOf(plain, sender!)) &&
          !share(ownersOf(plain, holder), ownersOf(plain, taker!)) &&
          path.slice(holding + 1).some((id) => isCustomers(plain, id)),
        'it was learned on the way': path.some((id) => sources.includes(id)),
      },
      so: {
        'it is needed there': name !== undefined && !stepOf(plain, taker!).collects?.includes(name),
        'it comes on every way': [...whole.get(taker!)!].every((state) => known.isAtHand(taker!, state)),
        'between two owners':
          isOwned(plain, taker!) &&
          isOwned(plain, sender!) &&
          !share(ownersOf(plain, taker!), ownersOf(plain, sender!)),
        'whom it names':
          names(sender!).every((one) => message.includes(one)) && names(taker!).every((one) => message.includes(one)),
      },
    }
  },

  'system-in-charge': ({ steps: [id] }, { plain }) => {
    const { accountable } = stepOf(plain, id!)
    return {
      ends: [id!],
      marks: [`steps/${id}/owner`, ...(accountable ? [`steps/${id}/accountable`] : [])],
      standsOn: owners(answering(plain, id!)),
      so: { 'none but systems': all(answering(plain, id!), (owner) => kindOf(plain, owner) === 'system') },
    }
  },

  'outsourced-outcome': ({ steps: [id], severity, why }, { plain }) => {
    const { accountable } = stepOf(plain, id!)
    const starts = [...(why[0] ?? '').replace(/ to a good outcome.*/, '').matchAll(/`([^`]+)`/g)].map(
      ([, start]) => start!,
    )
    const isEnd = (one: string): boolean => isGood(plain, one)
    return {
      begins: starts.length > 0 ? starts : plain.starts,
      ends: [id!],
      marks: [`steps/${id}/owner`, ...(accountable ? [`steps/${id}/accountable`] : [])],
      standsOn: owners(answering(plain, id!)),
      so: {
        'none but partners': all(answering(plain, id!), (owner) => kindOf(plain, owner) === 'partner'),
        'as grave as it is': (severity === 'error') === starts.length > 0,
        'every way leads there': starts.every((start) => passesAlways(plain, [start], [id!], isEnd, isWell)),
        'of all starts': plain.starts.every(
          (start) => starts.includes(start) || !passesAlways(plain, [start], [id!], isEnd, isWell),
        ),
        'there is something to lose': [...plain.reached].some(isEnd),
      },
    }
  },
}
