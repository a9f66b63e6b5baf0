import { type Act, type Acts, allNames, type Names, type Remedies } from './remedy.ts'
import { minutesIn, rangeOf } from './quantities.ts'
import {
  add,
  addStep,
  at,
  called,
  type Entry,
  entry,
  type Failure,
  lead,
  put,
  type Service,
  somebody,
  stepNamed,
  wayBeside,
} from './service.ts'

/** Somebody who can do a step beside those who do it. */
const another = (service: Service): string => add(service, 'owners', 'others', { name: 'Others', people: 5 })

const given = (service: Service, _: unknown, { fact, ability, owners }: Names): void => {
  for (const id of allNames(owners)) put(entry(service, 'owners', id) as Record<string, string[]>, ability!, fact!)
}

const handedTo = (service: Service, { steps: [id] }: { steps: readonly string[] }, { owner }: Names): void => {
  stepNamed(service, id!).owner = [called(service, 'owners', owner!)]
}

const ability: Remedies = {
  helps: {
    'Add {fact} to {ability} of {owners*}, or give the step to <owner>': { add: given, give: handedTo },
    'Add {fact} to {ability} of {owners*}, or leave the step to <owner>': { add: given, leave: handedTo },
    'Add {fact} to {ability} of {owners*}': { add: given },
  },
}

/** The hidden steps that a wait goes over, and how long each is at most. */
const hidden = (service: Service, { steps }: { steps: readonly string[] }) =>
  steps.map((id) => ({ id, step: stepNamed(service, id) })).filter(({ step }) => /backstage|support/.test(step.lane))

/** After each of the hidden steps the customer sees something; those that are too long by themselves are parted. */
function seen(service: Service, steps: readonly string[], limit: string): void {
  for (const { id, step } of hidden(service, { steps })) {
    const { next = [], fails = [], outcome, join: _, ...rest } = step
    const told = { lane: 'touchpoint', owner: [step.owner?.[0] ?? somebody(service)] }
    const last = addStep(service, `${id}-is-told`, { ...told, ...(outcome ? { outcome } : {}) })
    if (next.length > 0) service.blueprint.steps[last] = { ...told, next, ...(step.split ? { split: step.split } : {}) }
    delete step.outcome
    delete step.split
    step.next = [{ to: last }]
    const [shortest, longest] = rangeOf(step.takes)
    const most = Math.min(minutesIn(limit), 1440)
    if (longest <= most) continue
    // It is done in parts, and after each part they hear of it.
    const times = most === 0 ? 0 : Math.ceil(longest / most)
    if (times === 0) step.takes = '0m'
    else step.takes = `${Math.min(shortest, most)}m..${most}m`
    let before = id
    for (let part = 2; part <= Math.min(times, 40); part += 1) {
      const between = addStep(service, `${id}-goes-on`, { ...told })
      stepNamed(service, before).next = [{ to: between }]
      const on = addStep(service, `${id}-part-${part}`, { lane: rest.lane, owner: told.owner, takes: `${most}m` })
      lead(service, between, on)
      lead(service, on, last)
      before = on
    }
    if (fails.length > 0) step.fails = fails
  }
}

const visible: Act = (service, { steps }, { limit }) => seen(service, steps, limit!)

const limit: Act = (service, _, { from, to }) => {
  const flow = stepNamed(service, from!).next!.find((one) => one.to === (to ?? from) && one.limit === undefined)
  return flow !== undefined && (flow.limit = 1)
}

export const customer: Record<string, Remedies> = {
  'customer-finds-out': {
    helps: {
      'Add a check of your own that notices it first, and name its owner, or `system`, in `noticed`': {
        owner: (service, { element }) =>
          (at<Failure>(service, element.replace('/noticed', ''))['noticed'] = somebody(service)),
        system: (service, { element }) => (at<Failure>(service, element.replace('/noticed', ''))['noticed'] = 'system'),
      },
    },
  },
  'silent-wait': {
    again: 'the longest of several waits is told',
    helps: {
      'Put a step that the customer sees no later than <limit> after <step>, or add `limit:` to the flow from {from} to {to}':
        {
          'a step that they see': visible,
          limit,
        },
      'Put a step that the customer sees no later than <limit> after <step>, or add `limit:` to the flow from {from} back to itself':
        {
          'a step that they see': visible,
          limit,
        },
      'Put a step that the customer sees no later than <limit> after <step>, or shorten what is hidden': {
        'a step that they see': visible,
        shorten: (service, finding) => {
          for (const { step } of hidden(service, finding)) step.takes = '0m'
        },
      },
    },
  },
}

export const abilities: Record<string, Remedies> = {
  'missing-authority': ability,
  'missing-tool': ability,
  'missing-training': ability,
}

/** A way around a step, done by others. */
function around(service: Service, id: string): void {
  const owner = [another(service)]
  wayBeside(service, id, { lane: stepNamed(service, id).lane, owner }, owner)
}

const byOthers: Acts = {
  'somebody else': (service, _, { steps }) => {
    for (const id of allNames(steps)) put(stepNamed(service, id), 'owner', another(service))
  },
  'a way around': (service, _, { steps }) => {
    for (const id of allNames(steps)) around(service, id)
  },
}

export const load: Record<string, Remedies> = {
  overload: {
    again: 'less work may not be little enough yet',
    helps: {
      'It takes <needed> people to stay under <busy>: `people: <people>`; or less work for each customer': {
        people: (service, { element }, { people }) => (at<Entry>(service, element)['people'] = Number(people)),
        'less work': (service, { steps }) => {
          for (const id of steps) {
            const step = stepNamed(service, id)
            const [, longest] = rangeOf(step.effort ?? step.takes)
            step.effort = `${(longest / 4).toFixed(3)}m`
          }
          return steps.length > 0
        },
      },
    },
  },
  'failure-demand': {
    again: 'what goes wrong most often is named first',
    helps: {
      'Mend first what goes wrong most often: "<what>" at {step}': {
        mend: (service, _, { what, step }) => {
          const failure = stepNamed(service, step!).fails!.find(
            (one) => one.recover && one.chance !== 0 && one.what.startsWith(what!.replace(/…$/, '').trim()),
          )
          if (failure) failure.chance = 0
          return failure !== undefined
        },
      },
    },
  },
  'single-point-of-failure': {
    again: 'the first few steps are named',
    helps: {
      'Let somebody else do {steps*} as well, or lead a way around it': byOthers,
      'Let somebody else do {steps*} as well, or lead a way around them': byOthers,
    },
  },
}
