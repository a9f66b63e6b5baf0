import type { Acts, Remedies } from './remedy.ts'
import {
  addStep,
  at,
  doer,
  type Edge,
  end,
  type Failure,
  type Flow,
  insertBefore,
  isStep,
  lead,
  reachable,
  type Service,
  somebody,
  starts,
  stepNamed,
  wayBeside,
} from './service.ts'

/** The failure that a place is in: `steps/sort/fails/0/cause`. */
const failureAt = (service: Service, element: string): Failure =>
  at<Failure>(service, /^steps\/[^/]+\/fails\/\d+/.exec(element)![0])

/** A step that is done by somebody, and ends well. */
const mending = (service: Service, owner: string, lane = 'backstage'): string =>
  addStep(service, 'puts-it-right', { lane, owner: [owner], next: [{ to: end(service, 'recovered') }] })

/** A step that does what another failed to do, and leads on to where that one would have. */
function insteadOf(service: Service, id: string): string {
  const { next, split } = stepNamed(service, id)
  const leadsOn =
    next && [...reachable(service, [id])].some((one) => /served|recovered/.test(stepNamed(service, one).outcome ?? ''))
  // Beside another flow into a join it would be waited for too: there it is tried again, by somebody else.
  if (next?.some(({ to }) => isStep(service, to) && /all|some/.test(stepNamed(service, to).join ?? '')))
    return addStep(service, `${id}-again`, {
      lane: 'backstage',
      owner: [somebody(service, [doer(service, id)])],
      next: [{ to: id }],
    })
  if (!leadsOn) return mending(service, doer(service, id))
  return addStep(service, `${id}-after-all`, {
    ...{ lane: 'backstage', owner: [doer(service, id)], next: structuredClone(next) },
    ...(split ? { split } : {}),
  })
}

/** Those who bring it about are told, at the repair's first step or at a later one of its own. */
const toldOf: Acts = {
  'the step itself': (service, _, { recover, owner }) =>
    lead(service, recover!, mending(service, owner!), { via: 'ticket' }),
  'a step after it': (service, _, { recover, owner }) => {
    const own = ({ from }: { from: string }) => stepNamed(service, from).lane !== 'customer'
    const [, after] = [...reachable(service, [recover!], own)].filter(
      (id) => stepNamed(service, id).lane !== 'customer',
    )
    return after !== undefined && lead(service, after, mending(service, owner!), { via: 'ticket' })
  },
}

export const recovery: Record<string, Remedies> = {
  'no-recovery': {
    helps: {
      'Give {step} a way to a good outcome, or to an explained no (`outcome: declined`)': {
        'a good outcome': (service, _, { step }) => lead(service, step!, end(service, 'recovered')),
        'an explained no': (service, _, { step }) => lead(service, step!, end(service, 'declined')),
      },
      'Add `recover:` with the step that takes over': {
        recover: (service, { element, steps: [id] }) =>
          (failureAt(service, element).recover = { to: insteadOf(service, id!) }),
      },
    },
  },
  'caseless-recovery': {
    again: 'one way of several is told',
    helps: {
      'Add `case: open` to {from}, or to a step before it that every way passes': {
        'where it is handed on': (service, _, { from }) => (stepNamed(service, from!).case = 'open'),
        'a step before it': (service, { path }, { from }) => {
          const isPassed = (id: string): boolean => {
            const isPast = ({ from: one, kind }: Edge): boolean => one !== id || kind === 'recover'
            return !starts(service).includes(from!) && !reachable(service, starts(service), isPast).has(from!)
          }
          const before = path.slice(0, path.indexOf(from!)).findLast((id) => id !== from && isPassed(id))
          return before !== undefined && (stepNamed(service, before).case = 'open')
        },
      },
      'Change `case: <record>` of {from} to `case: open`': {
        open: (service, _, { from }) => (stepNamed(service, from!).case = 'open'),
      },
      'Change `case: <record>` of {from} to `case: open`, and close the case after that': {
        open: (service, _, { from }) => (stepNamed(service, from!).case = 'open'),
      },
      'Close the case only after that: take `case: close` off {step}': {
        later: (service, _, { step }) => delete stepNamed(service, step!).case,
      },
      'Recover first to a step of its own that opens a case (`case: open`): where {from} fails it has opened none': {
        'a step of its own': (service, { element, steps: [from] }) => {
          const recover = at<Flow>(service, element)
          const owner = [...stepNamed(service, from!).owner!]
          recover.to = addStep(service, 'opens-a-case', {
            lane: 'backstage',
            owner,
            case: 'open',
            next: [{ to: recover.to }],
          })
        },
      },
    },
  },
  'unlearned-failure': {
    helps: {
      'Recover first to a step with `owner: <owner>`, which leads on to {recover}': {
        first: (service, { element }, { owner, recover }) => {
          const step = { lane: 'backstage', owner: [owner!], next: [{ to: recover! }] }
          failureAt(service, element).recover!.to = addStep(service, 'hears-of-it', step)
        },
      },
      'Let {recover}, or a step after it, lead to a step with `owner: <owner>`': toldOf,
      "Let {recover}, or a step after it, lead to a step with `owner: <owner>` before the customer's next step": toldOf,
    },
  },
  'unconfirmed-closure': {
    helps: {
      'Add a touchpoint before it that asks the customer, or close the case there': {
        'a touchpoint before': (service, { steps: [id] }) => {
          insertBefore(service, id!, { lane: 'touchpoint', owner: [doer(service, id!)] })
        },
        'close it there': (service, { steps: [id] }) => {
          delete stepNamed(service, id!).case
          insertBefore(service, id!, { lane: 'touchpoint', owner: [doer(service, id!)], case: 'close' })
        },
      },
    },
  },
  'workaround-only': {
    tangled: 'beside a step whose only way to a good end is to go wrong there is no plain way',
    again: 'the first of several is named',
    helps: {
      'Make {step} the official way and take `workaround` off it, or add a way beside it': {
        official: (service, _, { step }) => delete stepNamed(service, step!)['workaround'],
        'a way beside': (service, { path }, { step }) => {
          const { lane, owner, outcome } = stepNamed(service, step!)
          const onward = path[path.indexOf(step!) + 1]
          const isDetour = outcome !== undefined && onward !== undefined
          // Another way into a join is another one to wait for.
          if (isDetour && stepNamed(service, onward).join === 'all') return false
          wayBeside(
            service,
            step!,
            {
              lane,
              ...(owner ? { owner: [...owner] } : {}),
              // What only leads on when it goes wrong has no way of its own to a good end.
              ...(isDetour ? { next: [{ to: onward }] } : {}),
            },
            [somebody(service)],
          )
        },
      },
    },
  },
  'circular-recovery': {
    helps: {
      'Recover to a step of somebody else, or add `limit:` to the recover and say what happens after that': {
        'somebody else': (service, { element, steps: [failing] }) => {
          const doing = stepNamed(service, failing!).owner ?? []
          const recover = at<Flow>(service, element)
          recover.to = addStep(service, 'somebody-else', {
            lane: 'backstage',
            owner: [somebody(service, doing)],
            next: [{ to: recover.to }],
          })
        },
        limit: (service, { element }) => (at<Flow>(service, element).limit = 2),
      },
    },
  },
}
