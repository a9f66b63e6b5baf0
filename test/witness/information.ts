import { backticked, type Check } from './claims.ts'
import { placesOf } from './flow.ts'
import { between, isOwn, reachable, stepOf } from './plain.ts'
import { canBe, dropsOn, factNamed, isDone, knownOf, type State, statesAlong, statesAt } from './states.ts'

export const information: Record<string, Check> = {
  'missing-information': ({ element, steps: [id], path, pathNames, related, message }, { plain }) => {
    const name = stepOf(plain, id!).needs?.[Number(element.split('/')[3])] ?? ''
    const { after, isAtHand, nothing } = knownOf(plain, factNamed(plain, name))
    const everywhere = statesAt(plain, { begin: plain.starts.map((start) => [start, nothing] as const), after })
    const first = pathNames[0] === '…' ? everywhere.get(path[0]!)! : [nothing]
    const states = statesAlong(plain, path, first, { after })
    const { learned } = factNamed(plain, name)
    const drops = dropsOn(plain, path, states, { after, isAtHand, learned })
    return {
      ends: [id!],
      marks: [element, ...(related.length > 0 ? [placesOf(drops)] : [])],
      so: {
        'it is needed there': name !== '' && !stepOf(plain, id!).collects?.includes(name),
        'it is not there on this way': [...states.at(-1)!].some((state) => !isAtHand(id!, state)),
        'a run gets there without it': canBe(everywhere, path, (state) => !isAtHand(id!, state)),
        'nobody learns it':
          !message.endsWith('which nobody collects or produces') || ![...plain.steps.keys()].some(learned),
        'it says which flow': related.length > 0 === /does not get from/.test(message),
      },
    }
  },

  'asked-again': ({ element, steps, path, related }, { plain }) => {
    const [id, before] = steps as [string, string]
    const name = stepOf(plain, id).collects![Number(element.split('/')[3])]!
    const first = stepOf(plain, before).collects?.indexOf(name) ?? -1
    // Somewhere on the way it was asked and the step was done, and no late promise leads on from there.
    const isSince = (i: number): boolean =>
      path[i] === before &&
      path
        .slice(i + 1)
        .every((to, k) =>
          between(plain, path[i + k], to).some((edge) => edge.kind !== 'promise-late' && (k > 0 || isDone(edge))),
        )
    return {
      ends: [id],
      marks: [element, `steps/${before}/collects/${first}`],
      onTheWay: {
        'it was asked on the way': path.slice(0, -1).some((_, i) => isSince(i)),
      },
      so: {
        'both ask the customer for it': first >= 0 && isOwn(plain, id) && isOwn(plain, before) && id !== before,
        'it says so': related.length === 1,
      },
    }
  },

  'unused-information': ({ element, steps: [id] }, { plain }) => {
    const name = stepOf(plain, id!).collects![Number(element.split('/')[3])]!
    return {
      ends: 'none',
      marks: [element],
      so: {
        'it is asked of the customer': isOwn(plain, id!),
        'no step from there on needs it': ![...reachable(plain.edges, [id!])].some((one) =>
          stepOf(plain, one).needs?.includes(name),
        ),
      },
    }
  },

  'premature-claim': ({ element, steps, path, pathNames, message }, { plain }) => {
    const [id, thing] = steps as [string, string]
    const happened = 1
    const walk = {
      begin: plain.starts.map((start) => [start, 0] as const),
      after: (edge: Parameters<typeof isDone>[0], state: State) =>
        edge.from === thing && isDone(edge) ? happened : state,
    }
    const everywhere = statesAt(plain, walk)
    const first = pathNames[0] === '…' ? everywhere.get(path[0]!)! : [0]
    return {
      ends: [id],
      marks: [`steps/${id}/claims/${stepOf(plain, id).claims!.indexOf(thing)}`, `steps/${thing}`],
      so: {
        'it is told': stepOf(plain, id).claims?.includes(thing) && id !== thing,
        'it has not happened on this way': statesAlong(plain, path, first, walk).at(-1)!.has(0),
        'a run gets there without it': canBe(everywhere, path, (state) => state === 0),
        'it names both':
          [id, thing].every((one) => backticked(message).includes(one)) && element.startsWith(`steps/${id}/`),
      },
    }
  },
}
