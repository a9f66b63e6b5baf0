import { acting } from './ownership.ts'
import type { Remedies } from './remedy.ts'
import {
  add,
  edges,
  type Entry,
  entry,
  type Flow,
  fresh,
  lead,
  put,
  reachable,
  type Service,
  somebody,
  stepNamed,
  take,
} from './service.ts'

const promiseAt = (service: Service, element: string): Entry => entry(service, 'promises', element.split('/')[1]!)

const shorter = (service: Service, _: unknown, { step }: Record<string, string>) =>
  (stepNamed(service, step!).takes = '0m')

const longer = (service: Service, { element }: { element: string }, { within }: Record<string, string>) =>
  (promiseAt(service, element).within = within!)

export const promises: Record<string, Remedies> = {
  'impossible-promise': {
    again: 'the largest part of several is named',
    helps: {
      'Promise `within: <within>` or more, or shorten {step}, which takes the largest part (<part>)': {
        within: longer,
        shorten: shorter,
      },
    },
  },
  'unguaranteed-promise': {
    again: 'the largest part of several is named, and one ring of several',
    helps: {
      'Add `limit:` to the flow from {from} to {to}': {
        limit: (service, _, { from, to }) => {
          const flow = edges(service).find(
            (edge) =>
              edge.from === from && edge.flow.to === to && edge.kind === 'next' && edge.flow.limit === undefined,
          )
          return flow !== undefined && (flow.flow.limit = 2)
        },
      },
      'Shorten {step}, which takes the largest part (<part>), or promise `within: <within>`': {
        shorten: shorter,
        within: longer,
      },
    },
  },
  'skipped-promise': {
    brings: {
      rules: ['double-run'],
      because: 'a branch that led past it leads there too now, to be joined as its finding says',
    },
    again: 'one way past it is told at a time, or one of the steps that promise it',
    helps: {
      'Lead every way from {made} to {served} through {kept}, or do not promise it at {made2}': {
        through: (service, { path }, { served, kept, made }) => {
          const isNext = ({ kind, flow }: { kind: string; flow: { to: string } }) => kind === 'next' && flow.to !== kept
          const before = reachable(service, [made!], isNext)
          const after = reachable(service, [kept!], (edge) => edge.kind === 'next')
          if (after.has(made!) || path.slice(0, -1).some((id) => after.has(id) && id !== kept)) return false
          for (const { from, flow, kind } of edges(service))
            if (kind !== 'recover' && flow.to === served && from !== kept && before.has(from)) flow.to = kept!
          if (!after.has(served!)) lead(service, kept!, served!)
        },
        'do not promise it': (service, { element }, { made }) => take(promiseAt(service, element), 'made', made!),
      },
      'Lead {made} on to {kept}, or do not promise it where the journey ends': {
        'lead on': (service, _, { made, kept }) => lead(service, made!, kept!),
        'do not promise it': (service, { element }, { made }) => take(promiseAt(service, element), 'made', made!),
      },
      'Lead a way from {made} to {kept}, or name in `kept` a step that comes after it': {
        'lead a way': (service, _, { made, kept }) => lead(service, made!, kept!),
        'name another': (service, { element }) => {
          const promise = promiseAt(service, element)
          const [first, ...others] = promise.made!.map((id) => [
            ...reachable(service, [id], ({ kind }) => kind !== 'promise'),
          ])
          const after = first!.filter(
            (id) => !promise.made!.includes(id) && others.every((those) => those.includes(id)),
          )
          const other = after.findLast((id) => id !== promise.kept)
          return other !== undefined && (promise.kept = other)
        },
      },
    },
  },
  'untold-promise': {
    again: 'the first flow that drops it is named',
    helps: {
      'Add {promise} to `carries` from {from} to {to}<others>': {
        carries: (service, _, { promise, from, to, others }) => {
          carried(service, promise!, from!, to!)
          for (const [one, next] of pairsIn(others!)) carried(service, promise!, one, next)
        },
      },
    },
  },
  'unwatched-promise': {
    helps: {
      'Add `late:` to the promise, with the step that then acts, or the owner who is told': {
        'the owner who is told': (service, { element }) =>
          (promiseAt(service, element).late = { to: somebody(service) }),
        'the step that acts': (service, { element }) => {
          const promise = promiseAt(service, element)
          promise.late = acting(
            service,
            somebody(service),
            promise.kept ?? promise.made?.[0] ?? Object.keys(service.blueprint.steps)[0]!,
          )
        },
      },
    },
  },
  'closed-when-due': {
    again: 'of several owners the one who lacks most is told',
    helps: {
      'Promise what holds on <day> too, or let somebody act who is open then': {
        'promise what holds': (service, { element }) => (promiseAt(service, element).within = '1y'),
        'somebody who is open': (service, { why }) => {
          for (const [, id] of why[1]!.split(': on every way')[0]!.matchAll(/`([^`]+)`/g)) {
            const open = add(service, 'owners', 'always-there', { name: 'Always there' })
            stepNamed(service, id!).owner = [open]
          }
        },
      },
    },
  },
  'borrowed-promise': {
    helps: {
      'Add `owner:` to the promise, with whoever sees it through': {
        owner: (service, { element }) => (promiseAt(service, element).owner = somebody(service)),
      },
    },
  },
  'unmeasured-promise': {
    helps: {
      'Add `metric:` to the promise, with the metric that shows it': {
        metric: (service, { element }) =>
          (promiseAt(service, element)['metric'] = add(service, 'metrics', 'kept-in-time', {
            for: 'customer',
            owner: somebody(service),
          })),
      },
    },
  },
  'clashing-promise': {
    helps: {
      'Agree on one `within` for both, or give one of the promises another name': {
        'one within': (service, { element }) => {
          const [, id] = element.split('/')
          const other = Object.values(service.others).find(({ promises }) => promises?.[id!]?.within)
          promiseAt(service, element).within = other!.promises![id!]!.within!
        },
        'another name': (service, { element }) => {
          const [, id] = element.split('/')
          const name = fresh(service, `${id}-here`)
          const { promises } = service.blueprint
          service.blueprint.promises = Object.fromEntries(
            Object.entries(promises!).map(([one, promise]) => [one === id ? name : one, promise]),
          )
          for (const { flow } of edges(service))
            if (flow.carries) flow.carries = flow.carries.map((one) => (one === id ? name : one))
        },
      },
    },
  },
}

/** The pairs of steps in a text: and from `a` to `b` */
export const pairsIn = (text: string): [string, string][] =>
  [...text.matchAll(/from `([^`]+)` to `([^`]+)`/g)].map(([, from, to]) => [from!, to!])

/** Flows between two steps that do not carry a name yet carry it. */
export function carried(service: Service, name: string, from: string, to: string): boolean {
  const lacking = edges(service).filter(
    ({ from: one, flow, kind }) => one === from && flow.to === to && kind !== 'promise' && !carries(flow, name),
  )
  for (const { flow } of lacking) put(flow, 'carries', name)
  return lacking.length > 0
}

/** Over some ways everything travels where nothing else is said. */
const carries = ({ carries, via }: Flow, name: string): boolean =>
  carries ? carries.includes(name) || carries.includes('all') : ['ticket', 'api', 'system'].includes(String(via))
